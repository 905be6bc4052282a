"""The addresses: Django's admin, and all others by the web app."""

from django.contrib import admin
from django.urls import include, path

handler400 = "annotate.views.errors.unreadable"
handler403 = "annotate.views.errors.forbidden"
handler404 = "annotate.views.errors.not_found"
# Asked for by django-allauth, whose limits end there.
handler429 = "annotate.views.errors.too_many"
handler500 = "annotate.views.errors.broken"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("annotate.urls")),
]
