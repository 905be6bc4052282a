"""The addresses: Django's admin, and all others by the web app."""

from django.contrib import admin
from django.urls import include, path

handler400 = "annotate.http.errors.unreadable"
handler403 = "annotate.http.errors.forbidden"
handler404 = "annotate.http.errors.not_found"
# Asked for by django-allauth, whose limits end there.
handler429 = "annotate.http.errors.too_many"
handler500 = "annotate.http.errors.broken"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("annotate.urls")),
]
