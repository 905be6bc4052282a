"""Where a person is signed in: one row of `UserSession` for each session that is not over."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from claims.models import PasswordLink, User
from claims.prepared import prepared


@prepared
def session_alive(key: Any, now: Any) -> "models.QuerySet[Session]":
    """The session with this key, unless it is over at `now`."""
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def person_signed_in(pk: Any) -> "models.QuerySet[User]":
    """The person of a session, with `has_password_notice`: whether a notice about a password link waits."""
    notices = PasswordLink.objects.unseen_by(models.OuterRef("pk"))
    return User.objects.filter(pk=pk).annotate(has_password_notice=models.Exists(notices))


def sessions_of(person: User) -> "models.QuerySet[UserSession]":
    """Return the person's sessions that are not over, the one used last first."""
    found: models.QuerySet[UserSession] = UserSession.objects.filter(user=person, session_key__in=_alive())
    return found.order_by("-last_seen_at", "-pk")


def sessions_over(person: User) -> "models.QuerySet[UserSession]":
    """Return the person's sessions that are over, though their rows are still there."""
    found: models.QuerySet[UserSession] = UserSession.objects.filter(user=person)
    return found.exclude(session_key__in=_alive())


def _alive() -> "models.QuerySet[Session, Any]":
    return Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
