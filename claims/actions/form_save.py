"""Save a whole form only if nobody changed what it was drawn from."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import Model, QuerySet

from claims.constraints import guarded
from claims.seen import differing, fingerprint


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since the form was drawn; nothing was stored.

    `now` holds the values that stand there, `fields` the names of those that the form would overwrite.
    """

    def __init__(self, row: Model, *, now: Mapping[str, Any], fields: list[str]) -> None:
        super().__init__(f"{type(row).__name__} {row.pk}: {', '.join(fields)}")
        self.row, self.now, self.fields = row, now, fields


@contextmanager
def unchanged[Row: Model](
    rows: QuerySet[Row],
    *,
    seen: str,
    wanted: Mapping[str, Any],
    shown: Callable[[Row], Mapping[str, Any]],
    behind: QuerySet[Any] | None = None,
) -> Iterator[Row]:
    """Lock the one row of `rows` and yield it as it is now, for the change of a whole form; one transaction.

    `shown` says what the form shows of a row, and `seen` is the fingerprint of what it showed when it was drawn.
    `wanted` is what it would store. `behind`: rows that every verb of this one locks first.
    Raises ChangedMeanwhile if the row is another than was seen, unless it holds what is wanted already: so a form that
    is sent twice is no conflict. A form without a fingerprint has seen nothing.
    """
    with guarded():
        if behind is not None:
            list(behind.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
        row = rows.select_for_update(of=("self",), no_key=True).get()
        now = shown(row)
        fields = differing(now, wanted)
        if fields and seen != fingerprint(now):
            raise ChangedMeanwhile(row, now=now, fields=fields)
        yield row
