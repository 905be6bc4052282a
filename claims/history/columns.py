"""Who changed a column of a row last, for whoever finds another value there than they saw."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.history.people import known_to
from claims.history.reading import events_of, user_of
from claims.models.users import User

# How many changes back are looked at: who else was quicker changed it a moment ago.
LATEST = 50


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who made a change and when."""

    who: str
    at: datetime


def last_changes(row: Any, columns: Iterable[str], *, reader: User) -> dict[str, LastChange]:
    """For each column the last change of it, as far as the reader may know who made it. At most seven queries."""
    events = list(events_of(type(row)).filter(pgh_obj_id=row.pk).order_by("-pgh_id")[:LATEST])
    found = {column: event for column in columns if (event := _last(events, row, column))}
    known = known_to(reader)
    people = User.objects.in_bulk({user_of(event) for event in found.values()} - {None})
    return {
        column: LastChange(people[user].name, event.pgh_created_at)
        for column, event in found.items()
        if _may_be_told(user := user_of(event), people, known, reader)
    }


def _last(events: list[Any], row: Any, column: str) -> Any:
    """The event of the last change: it holds the row as it was before."""
    after = row
    for event in events:
        if getattr(event, column) != getattr(after, column):
            return event
        after = event
    return None


def _may_be_told(user: int | None, people: dict[int, User], known: Collection[int], reader: User) -> bool:
    return user in people and (user in known or reader.is_staff)
