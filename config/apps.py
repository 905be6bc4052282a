"""Makes this package an app so that its system checks are registered."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """This package as an app."""

    name = "config"
    verbose_name = "Set-up"

    def ready(self) -> None:
        from config import checks, sign_in_checks  # noqa: F401  (importing them registers the checks)
