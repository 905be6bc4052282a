"""Writing an entry of the security log."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.models import SecurityEvent, User

LONGEST_VALUE = 200  # characters of a detail
MOST_VALUES = 50  # of a detail that is a list
# Details of such a name are never kept, whatever a caller meant.
_SECRET = frozenset({"token", "password", "secret", "key", "code", "link", "text", "cookie", "session"})


def keep(
    *,
    event: str,
    person: User | None = None,
    subject: User | None = None,
    address: str = "",
    request_id: str = "",
    details: dict[str, object] | None = None,
    at_most_an_hour: int | None = None,
) -> bool:
    """Write the entry; answers False where the person has that many of this kind in the last hour.

    In a transaction of its own, unless one is open: then the entry goes with it, as does the step that it tells of.
    """
    with transaction.atomic():
        if person and at_most_an_hour and _has_many(event, person, at_most_an_hour):
            return False
        SecurityEvent.objects.create(
            event=event,
            person=person,
            subject=subject,
            address=address or None,
            request_id=request_id,
            details=short(details or {}),
        )
    return True


def short(details: dict[str, object]) -> dict[str, Any]:
    """The details as they may be written down: short plain values, and nothing under the name of a secret."""
    return {name: _value(value) for name, value in details.items() if name not in _SECRET}


def _value(value: object) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(each) for each in list(value)[:MOST_VALUES]]
    # No column takes half a surrogate pair or NUL, and details may come from a stranger.
    return str(value)[:LONGEST_VALUE].encode("utf-8", "replace").decode().replace("\0", "")


def _has_many(event: str, person: User, number: int) -> bool:
    newest = SecurityEvent.objects.of_kind(event).filter(person=person).order_by("-pk")
    at = newest.values_list("at", flat=True)[number - 1 : number].first()
    return at is not None and at > timezone.now() - timedelta(hours=1)
