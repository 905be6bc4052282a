"""Tells Django about the domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    """The domain as an app."""

    name = "claims"
    verbose_name = _("Claims")
