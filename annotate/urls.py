"""Every address of the web app, in one list."""

from django.urls import path

from annotate.views import health

urlpatterns = [
    path("healthz", health.health, name="healthz"),
]
