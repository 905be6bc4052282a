"""That a session is in use: noted every few minutes, not with every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from annotate.http.client_address import client_address
from annotate.signing_in.session_store import BEGAN, SessionStore, end_of
from claims.actions.session_end import note_session_use


class PresenceMiddleware:
    """Moves the end of an idle session on, and tells the list of sessions when and where it was used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Before the view: while a download is under way its connection takes no other statement.
        session = request.session
        if isinstance(session, SessionStore) and request.user.is_authenticated and session.is_due():
            note_use(request, session)
        return self.get_response(request)


def note_use(request: HttpRequest, session: SessionStore) -> None:
    """Note when and from where the session is used, and move its end on."""
    began = session.get(BEGAN)
    # A session from before there were two lifetimes knows no beginning: it ends when its time is up.
    ends = None if began is None else end_of(began)
    note_session_use(session.session_key, ends=ends, address=client_address(request) or "::")
