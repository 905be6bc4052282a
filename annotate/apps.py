"""Tells Django about the web app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnotateConfig(AppConfig):
    """The web as an app."""

    name = "annotate"
    verbose_name = _("Annotate")
