"""System checks of the settings of signing in: what would lock everybody out, or let somebody in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

ROLES = ("reader", "editor", "reviewer", "manager", "administrator")


@register(Tags.security)
def check_sign_in(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """All of them; they need nothing but the settings."""
    return [*_numbers(), *_second_factor(), *_single_sign_on(), *_breached()]


def _numbers() -> Iterator[CheckMessage]:
    for name in ("GAINSAY_FAILURES_BY_NAME", "GAINSAY_FAILURES_BY_ADDRESS", "GAINSAY_LOCK_MINUTES", "GAINSAY_PROXIES"):
        if getattr(settings, name) < 1:
            yield Error(
                f"{name}={getattr(settings, name)} is less than 1.",
                hint="Set a number from 1 on, or leave it unset.",
                id="gainsay.E021",
            )
    if not 0 < settings.GAINSAY_SESSION_IDLE_HOURS <= 24 * settings.GAINSAY_SESSION_DAYS:
        yield Error(
            f"A session would end after {settings.GAINSAY_SESSION_IDLE_HOURS} hours without use and after"
            f" {settings.GAINSAY_SESSION_DAYS} days in any case.",
            hint="Set GAINSAY_SESSION_IDLE_HOURS above 0, and GAINSAY_SESSION_DAYS to no shorter a time.",
            id="gainsay.E022",
        )


def _second_factor() -> Iterator[CheckMessage]:
    unknown = [role for role in settings.GAINSAY_SECOND_FACTOR_ROLES if role not in ROLES]
    if unknown:
        yield Error(
            f"GAINSAY_SECOND_FACTOR_ROLES names {', '.join(unknown)}, so nobody with it needs a second factor.",
            hint=f"Its roles are: {', '.join(ROLES)}. Separate them by commas.",
            id="gainsay.E023",
        )


def _single_sign_on() -> Iterator[CheckMessage]:
    if not settings.GAINSAY_OIDC_SERVER:
        return
    from config.checks import at_home

    server = urlsplit(settings.GAINSAY_OIDC_SERVER)
    if server.scheme != "https" and not at_home(server.hostname or ""):
        yield Error(
            f"GAINSAY_OIDC_SERVER={settings.GAINSAY_OIDC_SERVER} is no https:// address: anybody between can sign in.",
            hint="Write the issuer's address, as in https://login.example.org/realms/news.",
            id="gainsay.E024",
        )
    if not settings.GAINSAY_OIDC_CLIENT_ID or not settings.GAINSAY_OIDC_CLIENT_SECRET:
        yield Error(
            "Single sign-on is on, but GAINSAY_OIDC_CLIENT_ID or GAINSAY_OIDC_CLIENT_SECRET is not set.",
            hint="The server gives both when this site is registered there, with the address"
            f" {settings.GAINSAY_URL}/login/single/sso/back/ to come back to.",
            id="gainsay.E025",
        )


def _breached() -> Iterator[CheckMessage]:
    path = settings.GAINSAY_BREACHED_PASSWORDS
    if path and not Path(path).is_file():
        yield Error(
            f"GAINSAY_BREACHED_PASSWORDS={path} is no file, so no password could be set.",
            hint="Name a sorted file of SHA-1 hashes, one a line, or leave it unset.",
            id="gainsay.E026",
        )
