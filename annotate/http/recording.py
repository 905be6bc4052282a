"""What is written down about every request: its id, who asks and from where, and what was refused."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from pghistory.middleware import HistoryMiddleware as AnyHistoryMiddleware

from annotate.http.client_address import client_address
from annotate.http.security_log import Event, record
from config.logs import NO_ROUTE, AboutRequest, about_request

REQUEST_ID = "X-Request-ID"
_LOOKS_LIKE_AN_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{7,63}", re.ASCII)

type GetResponse = Callable[[HttpRequest], HttpResponse]


def _id_of(request: HttpRequest) -> str:
    """The id that our own proxy gave the request, or a new one: a visitor does not choose it."""
    given = request.headers.get(REQUEST_ID, "") if settings.BEHIND_PROXY else ""
    return given if _LOOKS_LIKE_AN_ID.fullmatch(given) else str(uuid.uuid4())


def _route(request: HttpRequest) -> str:
    """The pattern of the address, such as `/invitations/<str:token>/`: no token and no word of anybody."""
    if request.resolver_match:
        return f"/{request.resolver_match.route}"
    return f"{settings.STATIC_URL}…" if request.path.startswith(settings.STATIC_URL) else NO_ROUTE


class RequestMiddleware:
    """Gives the request an id, which its answer and its lines of the log carry; before everything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        about = AboutRequest(request_id=_id_of(request), address=client_address(request))
        about_request.set(about)
        response = self.get_response(request)
        about.route = _route(request)
        response[REQUEST_ID] = about.request_id
        return response


class RefusalMiddleware:
    """Tells the log who asks, and writes down what a signed-in person was refused; after authentication.

    404 counts as well: it is what an outsider gets. An address that does not exist at all is no refusal.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._know_person(request)
        response = self.get_response(request)
        # Whoever has just signed in is known from here on.
        self._know_person(request)
        match = request.resolver_match
        if response.status_code in (403, 404) and match and request.user.is_authenticated:
            record(
                request,
                Event.REFUSED,
                page=match.view_name,
                method=request.method or "",
                status=response.status_code,
            )
        return response

    @staticmethod
    def _know_person(request: HttpRequest) -> None:
        about = about_request.get()
        if about and request.user.is_authenticated:
            about.person = request.user.pk


class HistoryMiddleware(AnyHistoryMiddleware):
    """As django-pghistory has it, but of a link with a token the history remembers the route alone."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Who changes something, and at which address."""
        context: dict[str, Any] = super().get_context(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return context | {"url": ""}
        return context | {"url": f"/{match.route}"} if "token" in match.kwargs else context
