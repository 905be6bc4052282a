"""Refuses at the door what no view could read: NUL, form data in other alphabets than UTF-8, ids that no table has.

Without it each would end as an error of ours somewhere behind.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from annotate.http import errors
from annotate.http.numbers import GREATEST

UTF_8 = ("utf-8", "utf8")


class ReadableMiddleware:
    """At the very front, before anything asks the address, the cookies or the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            return errors.unreadable(request)
        # Django would decode the address by it, too.
        if (request.content_params or {}).get("charset", "utf-8").strip().lower() not in UTF_8:
            return errors.not_utf8(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        """No row has a number that the column cannot hold, so there is no such thing."""
        if any(isinstance(value, int) and value > GREATEST for value in kwargs.values()):
            raise Http404


def _holds_nul(request: HttpRequest) -> bool:
    """Whether the path, the query or a cookie does: no name or text has one, and Postgres takes none."""
    query = request.META.get("QUERY_STRING", "")
    return (
        "%00" in query or "\0" in query or "\0" in request.path_info or any("\0" in each for each in _cookies(request))
    )


def _cookies(request: HttpRequest) -> list[str]:
    return [*request.COOKIES, *request.COOKIES.values()]
