"""Whole addresses to hand to somebody outside the page, and what keeps a secret in one from going on."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def whole_address(request: HttpRequest, name: str, **kwargs: object) -> str:
    """The address with scheme and host: those that people type, or those of this request."""
    path = reverse(name, kwargs=kwargs)
    return f"{settings.GAINSAY_URL}{path}" if settings.GAINSAY_URL else request.build_absolute_uri(path)


def numbered(name: str) -> Callable[[int], str]:
    """The address of a page about one thing by its number; looked up once, for lists of such things."""
    before, _number, after = reverse(name, args=[0]).rpartition("0")
    return lambda number: f"{before}{number}{after}"


def unreferred[Response: HttpResponse](response: Response) -> Response:
    """The answer at an address with a secret in it: what comes next is not told where it came from."""
    response["Referrer-Policy"] = "no-referrer"
    return response
