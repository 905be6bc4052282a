"""The product's addresses, and some that go wrong in their own ways."""

import logging
import warnings
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.urls import handler403, handler404, handler500, urlpatterns

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@csrf_exempt
@login_not_required
def broken(request: HttpRequest, token: str) -> Any:
    """Goes wrong as the query says; each time with what was sent in the words of the error."""
    words, kind = request.POST.get("words", ""), request.GET.get("kind")
    if kind == "bad":
        raise BadRequest(words)
    if kind == "suspicious":
        raise SuspiciousOperation(words)
    if kind == "sql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::integer", [words])
    if kind == "logged":
        logging.getLogger("somebody.else").warning('seen at /broken/%s/?q=x\n{"level": "forged"}', "a\x1b[31m")
        warnings.warn("a warning\nof two lines", stacklevel=1)
        return StreamingHttpResponse(iter([b"fine"]))
    if kind == "stream":
        return StreamingHttpResponse(_torn(words))
    raise ValueError(words)


def _torn(words: str) -> Iterator[bytes]:
    """An answer that breaks when it has begun."""
    yield b"x" * 100_000
    raise ValueError(words)


urlpatterns = [*urlpatterns, path("broken/<str:token>/", broken, name="broken")]
