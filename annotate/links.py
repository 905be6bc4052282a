"""Whole addresses to hand to somebody outside the page, and the one-time link to a new password."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from claims.models import User


def whole_address(request: HttpRequest, name: str, **kwargs: object) -> str:
    """The address with scheme and host: those that people type, or those of this request."""
    path = reverse(name, kwargs=kwargs)
    return f"{settings.GAINSAY_URL}{path}" if settings.GAINSAY_URL else request.build_absolute_uri(path)


def numbered(name: str) -> Callable[[int], str]:
    """The address of a page about one thing by its number; looked up once, for lists of such things."""
    before, _number, after = reverse(name, args=[0]).rpartition("0")
    return lambda number: f"{before}{number}{after}"


def password_link(request: HttpRequest, person: User) -> str:
    """The link by which this person sets a new password: once, within `PASSWORD_RESET_TIMEOUT` seconds."""
    return whole_address(
        request,
        "new_password",
        uidb64=urlsafe_base64_encode(force_bytes(person.pk)),
        token=default_token_generator.make_token(person),
    )
