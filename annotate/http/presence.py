"""That a session is in use: noted every few minutes, not with every request."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from annotate.http.client_address import client_address
from annotate.sessions import BEGAN, SessionStore, end_of


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
    """Two updates by key; what the session holds is not written again, so no other request's change is lost."""
    key, began = session.session_key, session.get(BEGAN)
    # One of before there were two lifetimes knows no beginning: it ends when its time is up.
    if began is not None:
        Session.objects.filter(session_key=key).update(expire_date=end_of(began))
    seen = {"last_seen_at": timezone.now(), "ip": client_address(request) or "::"}
    UserSession.objects.filter(session_key=key).update(**seen)
