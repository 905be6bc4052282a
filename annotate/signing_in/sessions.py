"""How a session begins and ends: here, elsewhere, everywhere."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from annotate import access
from annotate.http import security_log
from annotate.http.security_log import Event
from claims.actions.session_end import end_sessions, forget_session
from claims.models import User
from claims.queries.sessions import sessions_of, sessions_over


def begin_session(request: HttpRequest, person: User) -> None:
    """Sign in a person who has proved who they are by other means than a password, as a new account has."""
    get_adapter(request).login(request, person)
    note_session(request, person)
    security_log.record(request, Event.SIGNED_IN, subject=person)


def note_session(request: HttpRequest, person: User) -> None:
    """Put this session on the person's list, and take off it those that are over."""
    sessions_over(person).delete()
    UserSession.objects.create_from_request(request)


def sign_out(request: HttpRequest) -> None:
    """End this session; its id is worth nothing from now on."""
    key = request.session.session_key
    auth.logout(request)
    forget_session(key)


def renew_after_password(request: HttpRequest, person: User) -> None:
    """The password is a new one: this session goes on under a new id, all others end."""
    end_sessions(others_of(request))
    forget_session(request.session.session_key)
    auth.update_session_auth_hash(request, person)
    request.session.save()
    note_session(request, person)


def others_of(request: HttpRequest) -> "QuerySet[UserSession]":
    """All sessions of the person but this one."""
    return sessions_of(access.user_of(request)).exclude(session_key=request.session.session_key)


def clears_caches(response: HttpResponse) -> HttpResponse:
    """Tell the browser to drop the pages that it kept, for Back among others.

    Not its storage: marks that are not saved yet may wait there, for this person or another one. What is this
    person's is removed by the page itself (static/js/sign_out.js).
    """
    response["Clear-Site-Data"] = '"cache"'
    return response
