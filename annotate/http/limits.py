"""How much may be sent at once: checked by the length that a request announces, before any of it is read.

Django reads and stores a body as soon as anything asks for a form's fields, and its check for forged forms does so
for everybody. So this stands after authentication (`request.user` asks for the cookie alone) and acts in `__call__`:
every `process_view`, that check among them, runs later.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from annotate import access
from annotate.http import errors
from annotate.http.numbers import number_in
from claims.exchange import actors as actor_table
from claims.permissions import Action

# Bytes. A name, a password and the proof against forged forms need less than one thousand.
STRANGERS = 64 * 1024
# The longest form without files: a hundred passages settled at once, or a note in any alphabet.
SIGNED_IN = 1024 * 1024
# What surrounds files in a request: the other fields, and some hundred bytes for each file.
AROUND_FILES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wider:
    """An address that takes more, from those who may use it."""

    limit: Callable[[], int]
    may: Callable[[HttpRequest, dict[str, Any]], object]


def _manages(request: HttpRequest, sent_to: dict[str, Any]) -> object:
    return access.collection(request, sent_to["slug"], Action.MANAGE)


# By the name of the address.
WIDER = {
    # Files, and a pasted text, which takes up to three times its size in a form; the form answers what is too long.
    "articles_import": Wider(
        lambda: settings.GAINSAY_MAX_UPLOAD_BYTES + 2 * settings.GAINSAY_MAX_ARTICLE_BYTES + AROUND_FILES, _manages
    ),
    "actors_import": Wider(
        lambda: actor_table.LIMIT + AROUND_FILES, lambda request, _sent_to: access.register(request, Action.MANAGE)
    ),
    # A hundred thousand characters, each of up to twelve bytes in a form.
    "guidelines_edit": Wider(lambda: 2 * SIGNED_IN, _manages),
    "guidelines_preview": Wider(lambda: 2 * SIGNED_IN, _manages),
}


class LimitMiddleware:
    """Answers 413 to a body that is longer than its sender may send there, and 411 to one without a length."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        words = request.META.get("CONTENT_LENGTH") or ""
        if "HTTP_TRANSFER_ENCODING" in request.META and not words:
            return errors.no_length(request)
        length = number_in(words or "0")
        if length is None:
            return errors.unreadable(request)
        if length > STRANGERS:
            limit = limit_for(request, length)
            if length > limit:
                return errors.too_large(request, limit=limit)
        return self.get_response(request)


def limit_for(request: HttpRequest, length: int) -> int:
    """The bytes that this person may send to this address."""
    if not request.user.is_authenticated:
        return STRANGERS
    if length <= SIGNED_IN:
        return SIGNED_IN
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return SIGNED_IN
    wider = WIDER.get(found.url_name or "")
    if wider:
        # Asked here already, since the view asks too late: what is sent would be read and stored by then.
        with suppress(Http404, PermissionDenied):
            wider.may(request, found.kwargs)
            return wider.limit()
    return SIGNED_IN
