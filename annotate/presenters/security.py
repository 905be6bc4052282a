"""The page that keeps an account safe: its second factors and its sessions, as they are shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext

from claims.models import User
from claims.queries.second_factors import authenticators_of

# How programs name themselves, the more special first: most claim to be several.
_BROWSERS = (
    ("Edge", r"\bEdgi?A?/"), ("Opera", r"\bOPR/"), ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"), ("Chrome", r"\b(?:Headless)?(?:Chrome|CriOS)/"), ("Safari", r"\bSafari/"),
)  # fmt: skip
_SYSTEMS = (
    ("iPad", r"iPad"), ("iPhone", r"iPhone"), ("Android", r"Android"), ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"), ("macOS", r"Macintosh"), ("Linux", r"Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser in which the person is signed in."""

    id: int
    browser: str
    address: str
    began: datetime
    last_seen: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey: what it is called, and whether it signs in alone."""

    id: int
    name: str
    added: datetime
    last_used: datetime | None
    is_passwordless: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it."""

    app: Authenticator | None
    passkeys: list[Passkey]
    codes_left: int | None
    sessions: list[SessionLine]

    @property
    def has_second_factor(self) -> bool:
        """Whether the sign-in asks for more than a password."""
        return bool(self.app or self.passkeys)


def overview(person: User, sessions: Iterable[Any], *, current: str) -> Overview:
    """What the page shows of this person; `current` is the key of the session that looks."""
    factors = list(authenticators_of(person))
    by_type = {factor.type: factor for factor in factors}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return Overview(
        app=by_type.get(Authenticator.Type.TOTP),
        passkeys=[_passkey(factor) for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        sessions=[_line(session, current) for session in sessions],
    )


def _passkey(factor: Authenticator) -> Passkey:
    key = factor.wrap()
    return Passkey(factor.pk, key.name, factor.created_at, factor.last_used_at, bool(key.is_passwordless))


def _line(session: Any, current: str) -> SessionLine:
    return SessionLine(
        id=session.pk,
        browser=called(session.user_agent),
        address="" if session.ip == "::" else session.ip,
        began=session.created_at,
        last_seen=session.last_seen_at,
        is_current=session.session_key == current,
    )


def called(user_agent: str) -> str:
    """A browser's name for people: “Firefox, Windows”; what says nothing known is an unknown program."""
    names = [
        next((name for name, pattern in table if re.search(pattern, user_agent)), "") for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, names)) or gettext("Unknown program")
