"""What django-allauth asks about accounts: whether a password is right, what happens before and after a sign-in."""

import math
import time
from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from annotate.http import security_log
from annotate.http.client_address import client_address
from annotate.http.security_log import Event
from annotate.signing_in.gate import GATE, Busy
from annotate.signing_in.limits import Attempt, remember_browser
from annotate.signing_in.sessions import note_session
from claims.models import User

# Seconds after which it is worth trying again when the gate is crowded.
BUSY_SECONDS = 5


class Blocked(ValidationError):
    """No password is looked at now; `seconds` until it is worth trying again."""

    def __init__(self, message: str, *, code: str, seconds: int) -> None:
        super().__init__(message, code=code)
        self.seconds = seconds


class AccountAdapter(DefaultAccountAdapter):
    """Passwords with our limits; no e-mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "This user name and password do not belong together. Small and capital letters matter in the password."
        ),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many wrong codes. Try again in five minutes."),
        "rate_limited": _("Too many attempts. Try again in five minutes."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person whose password this is. Raises Blocked before any password is looked at."""
        # Before waiting in line, and once more when it is one's turn (in `super`): many may have failed meanwhile.
        self.pre_authenticate(request, **credentials)
        attempt = Attempt.of(request, credentials.get("username", ""))
        try:
            with GATE.turn(is_known=attempt.is_known_browser) as turn:
                found: User | None = super().authenticate(request, **credentials)
                if found is None:
                    turn.wrong()
                else:
                    attempt.succeeded()
        except Busy as busy:
            message = gettext("Many people sign in right now. Try again in a few seconds.")
            raise Blocked(message, code="busy", seconds=BUSY_SECONDS) from busy
        return found

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nobody guesses on: raises Blocked."""
        attempt = Attempt.of(request, credentials.get("username", ""))
        until = attempt.blocked_until()
        if until is not None:
            security_log.record(request, Event.SIGN_IN_BLOCKED, subject=attempt.person)
            raise Blocked(_how_long(until), code="blocked", seconds=_seconds(until))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it. The name is told to the log only if somebody has it: people type passwords there too."""
        attempt = Attempt.of(request, credentials.get("username", ""))
        attempt.failed()
        security_log.record(request, Event.SIGN_IN_FAILED, subject=attempt.person)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Every way of signing in ends here."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        note_session(request, user)
        remember_browser(request, response, user)
        security_log.record(request, Event.SIGNED_IN, subject=user)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """The account was deactivated; by a passkey or single sign-on alone one gets so far."""
        messages.error(request, gettext("This account is deactivated."))
        return redirect("login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask again: not within five minutes of the sign-in."""
        records = get_authentication_records(context.request, context.request.user)
        limit = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > limit for record in records)

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere; `::` for a connection without an address."""
        return client_address(request) or "::"


def _seconds(until: datetime) -> int:
    return max(1, math.ceil((until - timezone.now()).total_seconds()))


def _how_long(until: datetime) -> str:
    minutes = math.ceil(_seconds(until) / 60)
    return ngettext(
        "Too many wrong passwords, so none is looked at for a while. Try again in %(minutes)d minute.",
        "Too many wrong passwords, so none is looked at for a while. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
