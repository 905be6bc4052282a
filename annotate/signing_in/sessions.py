"""How a session begins and ends: here, elsewhere, everywhere."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from annotate import access, security_log
from annotate.security_log import Event
from claims.models import User


def begin_session(request: HttpRequest, person: User) -> None:
    """Sign in a person who has proved who they are by other means than a password, as a new account has."""
    get_adapter(request).login(request, person)
    note_session(request, person)
    security_log.record(request, Event.SIGNED_IN, subject=person)


def note_session(request: HttpRequest, person: User) -> None:
    """Put this session on the person's list, and take off it those that are over."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    UserSession.objects.filter(user=person).exclude(session_key__in=alive).delete()
    UserSession.objects.create_from_request(request)


def sign_out(request: HttpRequest) -> None:
    """End this session; its id is worth nothing from now on."""
    key = request.session.session_key
    auth.logout(request)
    UserSession.objects.filter(session_key=key).delete()


def renew_after_password(request: HttpRequest, person: User) -> None:
    """The password is a new one: this session goes on under a new id, all others end."""
    end_sessions(others_of(request))
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    auth.update_session_auth_hash(request, person)
    request.session.save()
    note_session(request, person)


def sessions_of(person: User) -> "QuerySet[UserSession]":
    """Where the person is signed in, the last one used first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=person, session_key__in=alive)
    return found.order_by("-last_seen_at", "-pk")


@transaction.atomic
def end_sessions(sessions: "QuerySet[UserSession]") -> int:
    """End these; answers how many."""
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def own_session(request: HttpRequest, session_id: int) -> "QuerySet[UserSession]":
    """One of the person's own sessions; empty for another's."""
    return sessions_of(access.user_of(request)).filter(pk=session_id)


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
