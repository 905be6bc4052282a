"""How many wrong passwords are too many: by user name, by address, and by browser.

Only failures count. A name that is blocked by a stranger's guesses stays open to the browsers in which its person
signed in before: a signed cookie names them, and their failures count on their own. (The idea is OWASP's: "Slow Down
Online Guessing Attacks with Device Cookies".)
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from annotate.http.client_address import client_address, network_of
from claims.actions.sign_in_failures import forget_failures, note_failure
from claims.models import User
from claims.queries.people import person_by_username
from claims.queries.sign_in_failures import blocked_until

COOKIE = "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"
COOKIE_SECONDS = 180 * 24 * 3600
_SALT = "annotate.signing_in.known_browser"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries a password for a name. `person` is who has that name; None if nobody does."""

    person: User | None
    is_known_browser: bool
    # What counts together → how many failures are free.
    counted: dict[str, int]

    @classmethod
    def of(cls, request: HttpRequest, name: str) -> "Attempt":
        """By whom and from where."""
        person = person_by_username(name)
        browser = _known_browser(request, person)
        if browser:
            return cls(person, True, {f"browser:{browser}": settings.GAINSAY_FAILURES_BY_NAME})
        plain = unicodedata.normalize("NFKC", name).casefold()
        # Of a known one in the letters it has, so that all its ways of writing count together.
        said = hashlib.sha256((person.username.casefold() if person else plain).encode()).hexdigest()
        counted = {f"name:{said}": settings.GAINSAY_FAILURES_BY_NAME}
        if network := network_of(client_address(request)):
            counted[f"address:{network}"] = settings.GAINSAY_FAILURES_BY_ADDRESS
        return cls(person, False, counted)

    def blocked_until(self) -> datetime | None:
        """When it may be tried again; None if now."""
        return blocked_until(list(self.counted))

    def failed(self) -> None:
        """It was wrong. In one order, so that no two of them wait for each other."""
        for key, free in sorted(self.counted.items()):
            note_failure(key=key, free=free)

    def succeeded(self) -> None:
        """It was right. What the address got wrong stays: a guesser may have an account too."""
        forget_failures(keys=[key for key in self.counted if not key.startswith("address:")])


def remember_browser(request: HttpRequest, response: HttpResponseBase, person: User) -> None:
    """Let the browser prove at the next sign-in that this person signed in with it before."""
    browser = _known_browser(request, person) or secrets.token_urlsafe(16)
    response.set_cookie(
        COOKIE,
        signing.dumps([person.pk, browser], salt=_SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_browser(request: HttpRequest, person: User | None) -> str:
    """The name of the browser, if its cookie says that this person signed in with it; else nothing."""
    if person is None or COOKIE not in request.COOKIES:
        return ""
    try:
        whose, browser = signing.loads(request.COOKIES[COOKIE], salt=_SALT, max_age=COOKIE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(browser) if whose == person.pk else ""
