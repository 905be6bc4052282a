"""Count a failure to sign in; forget those of a key."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from claims.models.sign_in_failures import SignInFailures

# After so long without a failure a key begins anew. Longer than any block.
FORGOTTEN = timedelta(hours=1)
_NOTE = (Path(__file__).parents[1] / "sql" / "note_sign_in_failure.sql").read_text(encoding="utf-8")


def note_failure(*, key: str, free: int) -> None:
    """One more failure; from `free` on the key is blocked, each time for longer."""
    longest = timedelta(minutes=settings.GAINSAY_LOCK_MINUTES)
    forgotten = max(FORGOTTEN, 2 * longest)
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"key": key, "free": free, "longest": longest, "forgotten": forgotten}
        cursor.execute(_NOTE, values)
    SignInFailures.objects.filter(last_at__lt=timezone.now() - forgotten).delete()


def forget_failures(*, keys: list[str]) -> None:
    """The right password was given: what was wrong before counts no more."""
    SignInFailures.objects.filter(key__in=keys).delete()
