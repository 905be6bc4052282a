"""End sessions, and note that one is in use."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone


@transaction.atomic
def end_sessions(sessions: "models.QuerySet[UserSession]", *, only: int | None = None) -> int:
    """End these sessions, or `only` the one with this number if it is among them; return how many ended."""
    sessions = sessions if only is None else sessions.filter(pk=only)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def forget_session(key: str | None) -> None:
    """Take the session with this key off its person's list."""
    UserSession.objects.filter(session_key=key).delete()


def note_session_use(key: str | None, *, ends: datetime | None, address: str) -> None:
    """Note when and from where a session was used, and move its end on, unless `ends` is None.

    Two updates by key. What the session holds is not written again, so no change by another request is lost.
    """
    if ends is not None:
        Session.objects.filter(session_key=key).update(expire_date=ends)
    UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now(), ip=address)
