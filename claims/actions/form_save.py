"""Save a whole form only if nobody changed what it was drawn from."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import Model, QuerySet

from claims.constraints import guarded
from claims.text.fingerprint import differing, fingerprint


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since the form was drawn; nothing was stored.

    `now` holds the values that stand there, `fields` the names of those that the form would overwrite.
    """

    def __init__(self, row: Model, *, now: Mapping[str, Any], fields: list[str]) -> None:
        super().__init__(f"{type(row).__name__} {row.pk}: {', '.join(fields)}")
        self.row, self.now, self.fields = row, now, fields


@contextmanager
def unchanged[Row: Model](
    row: Row,
    *,
    seen: str,
    wanted: Mapping[str, Any],
    shown: Callable[[Row], Mapping[str, Any]],
    rows: QuerySet[Row] | None = None,
    behind: Model | None = None,
) -> Iterator[Row]:
    """Lock the row and yield it as it is now, for the change of a whole form; one transaction.

    `shown` says what the form shows of a row, and `seen` is the fingerprint of what it showed when it was drawn.
    `wanted` is what it would store. `rows`: how the row is loaded, where not plainly. `behind`: a row that every verb
    of this one locks first.
    Raises ChangedMeanwhile if the row is another than was seen, unless it holds what is wanted already: so a form that
    is sent twice is no conflict. A form without a fingerprint has seen nothing.
    """
    with guarded():
        if behind is not None:
            _locked(type(behind)._default_manager.only("pk"), behind)
        # By `__class__`: the person who asks is a lazy object of another type.
        fresh = _locked(rows if rows is not None else row.__class__._default_manager.all(), row)
        now = shown(fresh)
        fields = differing(now, wanted)
        if fields and seen != fingerprint(now):
            raise ChangedMeanwhile(fresh, now=now, fields=fields)
        yield fresh


def _locked[Row: Model](rows: QuerySet[Row], row: Row) -> Row:
    return rows.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
