"""Who asks, known from the cookie: the session and its person, prepared since every request begins with them.

As Django's own do it in everything else; `config.sign_in` names both. A session ends a day after it was last used and
two weeks after the sign-in, whichever comes first (settings): the row's `expire_date` is the earlier of the two, so
finding the row is the whole check.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from claims.models import User
from claims.queries.people import person_by_username
from claims.queries.sessions import person_signed_in, session_alive

# As Django makes them; a cookie may say anything.
_KEY = re.compile(r"[0-9a-z]{8,40}", re.ASCII)
# In a session: when its person signed in, in seconds since 1970.
BEGAN = "began"
# Use is noted no oftener than this: reading and marking cost no write of their own.
NOTED_EVERY = timedelta(minutes=5)


def idle_time() -> timedelta:
    """How long a session lasts without a request."""
    return timedelta(hours=settings.GAINSAY_SESSION_IDLE_HOURS)


def end_of(began: float | None) -> datetime:
    """When a session ends that is in use now."""
    idle = timezone.now() + idle_time()
    if began is None:
        return idle
    return min(idle, datetime.fromtimestamp(began, UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE))


class SessionStore(db.SessionStore):
    """Sessions in the database."""

    # The row as it was found: its key and its end.
    found: tuple[str, datetime] | None = None

    def _get_session_from_db(self) -> Session | None:
        now: datetime = timezone.now()
        found = None
        if _KEY.fullmatch(self.session_key or ""):
            found = session_alive.first(key=self.session_key, now=now)
        if found is None:
            # Else a key that somebody made up would become that of a new session.
            self._session_key = None
        else:
            self.found = (found.session_key, found.expire_date)
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to be saved, with its end; the first one with a person in it is the sign-in."""
        if SESSION_KEY in data:
            data.setdefault(BEGAN, timezone.now().timestamp())
        row: Any = super().create_model_instance(data)
        row.expire_date = end_of(data.get(BEGAN))
        found: Session = row
        return found

    def get_expiry_age(self, **kwargs: Any) -> int:
        """How long the browser keeps the cookie, in seconds: as long as the session may last at most."""
        began = self.get(BEGAN)
        if began is None:
            return super().get_expiry_age(**kwargs)
        return max(0, int(began + settings.SESSION_COOKIE_AGE - timezone.now().timestamp()))

    def is_due(self) -> bool:
        """Whether it is time to note that this session is in use."""
        if self.found is None or self.found[0] != self.session_key:
            return False
        left = self.found[1] - timezone.now()
        return left < idle_time() - min(NOTED_EVERY, idle_time() / 4)


class Backend(ModelBackend):
    """People sign in with name and password; the case of the name does not matter."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """The person with this name and password. An unknown name takes as long as a known one."""
        if not username or not password:
            return None
        found = person_by_username(username)
        if found is None:
            User().set_password(password)
            return None
        return found if found.check_password(password) and self.user_can_authenticate(found) else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, unless deactivated meanwhile."""
        found = person_signed_in.first(pk=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
