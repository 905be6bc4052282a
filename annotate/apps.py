"""Tells Django about the web app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnotateConfig(AppConfig):
    """The web as an app."""

    name = "annotate"
    verbose_name = _("Annotate")

    def ready(self) -> None:
        from annotate.signing_in import log  # noqa: F401  (importing it connects the signals)
