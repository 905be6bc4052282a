"""Who asks, known from the cookie: the session and its person, prepared since every request begins with them.

As Django's own do it in everything else; `settings.py` names both.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from claims.models import PasswordLink, User
from claims.prepared import prepared


@prepared
def _session(key: Any, now: Any) -> "models.QuerySet[Session]":
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def _person(pk: Any) -> "models.QuerySet[User]":
    notices = PasswordLink.objects.unseen_by(models.OuterRef("pk"))
    return User.objects.filter(pk=pk).annotate(has_password_notice=models.Exists(notices))


class SessionStore(db.SessionStore):
    """Sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        now: datetime = timezone.now()
        found = _session.first(key=self.session_key, now=now)
        if found is None:
            # Else a key that somebody made up would become that of a new session.
            self._session_key = None
        return found


class Backend(ModelBackend):
    """People sign in with name and password."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, unless deactivated meanwhile."""
        found = _person.first(pk=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
