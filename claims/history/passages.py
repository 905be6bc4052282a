"""The stories of passages: what each step from one row to the next was, and by whom.

A new sort of entry that the rows of a passage tell gets a line in `_SORTS`; one that is kept elsewhere (as comments
are) a line in `SOURCES`.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from claims.history.entries import PAUSE, Entry, in_order, named
from claims.history.reading import Past, Pasts, user_of
from claims.history.wording import changes, made
from claims.models.choices import Status
from claims.models.passages import Passage
from claims.models.users import User


def passage_stories(passages: Iterable[Passage]) -> dict[uuid.UUID, list[Entry]]:
    """The story of each passage, the oldest entry first; the number of queries does not grow with that of passages."""
    passages = list(passages)
    told: dict[uuid.UUID, list[Entry]] = {passage.pk: [] for passage in passages}
    for source in SOURCES:
        for pk, entry in source(passages):
            told[pk].append(entry)
    if len(SOURCES) > 1:
        for entries in told.values():
            entries[:] = in_order(entries)
    everybody = iter(named(entry for entries in told.values() for entry in entries))
    return {pk: [next(everybody) for _entry in entries] for pk, entries in told.items()}


def changes_since(passage: Passage, *, version: int, reader: User | None = None) -> list[Entry]:
    """What became of it since that version, in the entries of its story; for a reader who saw that version."""
    pasts = Pasts([passage])
    past = pasts.of[passage.pk]
    seen = [place for place, row in enumerate(past.rows) if row.version == version]
    if not seen:
        return []
    # How that version itself was decided last is news, if another did it; how often it went to and fro is not.
    decided = [
        entry
        for entry in [*_entries(pasts, past, since=seen[0], until=seen[-1])][-1:]
        if entry.kind not in ("handed_in", "recalled") and (reader is None or entry.by != reader.pk)
    ]
    return named([*decided, *_entries(pasts, past, since=seen[-1])], reader=reader)


def changed_by_others(passage: Passage) -> list[Entry]:
    """The changes that others made since its editor last changed it, the oldest first."""
    pasts = Pasts([passage])
    past = pasts.of[passage.pk]
    own = [place for place, row in enumerate(past.rows) if row.changed_by_id == passage.editor_id]
    entries = _entries(pasts, past, since=own[-1] if own else 0)
    return named([entry for entry in entries if entry.kind not in ("handed_in", "recalled")])


def _kept_in_rows(passages: list[Passage]) -> Iterator[tuple[uuid.UUID, Entry]]:
    pasts = Pasts(passages)
    for pk, past in pasts.of.items():
        for entry in _entries(pasts, past):
            yield pk, entry


SOURCES: list[Callable[[list[Passage]], Iterable[tuple[uuid.UUID, Entry]]]] = [_kept_in_rows]


def _entries(pasts: Pasts, past: Past, *, since: int = -1, until: int | None = None) -> Iterator[Entry]:
    """The entries behind that row, up to another, or all; changes of one person that follow on each other are one."""
    # The first and last row of what one person changed, and when.
    run: tuple[int, int, datetime] | None = None
    for place in range(since + 1, len(past.rows) if until is None else until + 1):
        kind = _sort(past, place)
        at = _time(past, place, kind)
        if kind in ("made", "changed"):
            follows = run and kind == "changed" and _who(past, place) == _who(past, run[1]) and at - run[2] <= PAUSE
            if run and not follows:
                yield _changed(pasts, past, run[0], run[1])
            run = (run[0] if run and follows else place, place, at)
        elif kind:
            if run:
                yield _changed(pasts, past, run[0], run[1])
                run = None
            yield from _SORTS[kind](pasts, past, place)
    if run:
        yield _changed(pasts, past, run[0], run[1])


def _sort(past: Past, place: int) -> str:
    """What sort of step made this row; empty for one that nobody needs to know of."""
    if not place:
        return "made"
    before, after = past.rows[place - 1], past.rows[place]
    if before.status == Status.SUBMITTED != after.status and before.submitted_at != after.submitted_at:
        return "recalled"
    if before.status != after.status and after.status in _BY_STATUS:
        return _BY_STATUS[after.status](before)
    if after.status == Status.SUBMITTED and before.submitted_at != after.submitted_at:
        return "handed_in"
    if before.status in (Status.APPROVED, Status.MERGED) and after.status == Status.SUBMITTED:
        # Rewording a claim keeps who agreed before.
        return "asked_again" if after.reviewed_by_id else "taken_back"
    if past.is_verb(place):
        # Told apart from what else the person did, however soon after it.
        return "withdrawn" if Status.WITHDRAWN in (before.status, after.status) else "changed"
    if before.within_id != after.within_id:
        return "moved"
    return "asked_again" if before.version != after.version and after.status != Status.MERGED else ""


_BY_STATUS: dict[str, Callable[[Any], str]] = {
    Status.APPROVED: lambda before: "approved",
    Status.MERGED: lambda before: "merged",
    # Undo may bring back what was returned before it was withdrawn.
    Status.RETURNED: lambda before: {Status.SUBMITTED: "returned", Status.APPROVED: "reopened"}.get(
        before.status, "changed"
    ),
}


def _time(past: Past, place: int, kind: str) -> datetime:
    """When it was done, as the row itself has it: a transaction may hold many steps."""
    row = past.rows[place]
    times = {
        "made": past.passage.created_at, "handed_in": row.submitted_at,
        "approved": row.reviewed_at, "returned": row.reviewed_at, "reopened": row.reviewed_at,
    }  # fmt: skip
    when: datetime = times.get(kind) or row.updated_at
    return when


def _who(past: Past, place: int) -> int | None:
    """Who made this row: on record for the request, else as the row itself says."""
    row = past.rows[place]
    kind = _sort(past, place)
    says = {"made": "created_by_id", "moved": "editor_id"}.get(kind, "changed_by_id")
    if kind in ("approved", "returned", "reopened", "merged"):
        says = "reviewed_by_id"
    asked = user_of(past.events[place - 1]) if place else None
    found: int | None = asked or getattr(row, says)
    return found


def _changed(pasts: Pasts, past: Past, first: int, last: int) -> Entry:
    """What one person changed, from the row `first` to the row `last`, as a whole."""
    at = _time(past, last, "changed" if last else "made")
    after = pasts.standing(past, last, at=past.began(last) if last else at)
    if first:
        before = pasts.standing(past, first - 1, at=past.began(first))
        done = changes(before, after) or [gettext("changed something and took it back")]
    else:
        begun = pasts.standing(past, 0, at=past.began(1) if last else at)
        nothing = replace(begun, speakers={}, via={}, states={}, denies={}, cue="", source="")
        done = [made(begun), *changes(nothing, after)]
    return Entry(
        at=at if first else past.passage.created_at,
        by=_who(past, last),
        done=tuple(done),
        kind="changed" if first else "made",
        version=past.rows[last].version,
    )


def _approved(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    version = past.rows[place].reviewed_version
    done = gettext("approved version %(version)s") % {"version": version}
    yield _step(past, place, "approved", done, version=version, remark=_covers(past, past.rows[place]))


def _returned(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    reason = {"reason": past.rows[place].review_note}
    yield _step(past, place, "returned", gettext("returned it: “%(reason)s”") % reason)


def _reopened(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    reason = {"reason": past.rows[place].review_note}
    yield _step(past, place, "reopened", gettext("reopened it: “%(reason)s”") % reason)


def _covers(past: Past, row: Any) -> str:
    """Whether an approval is of what stands there now."""
    now = past.passage
    if now.status == Status.APPROVED and now.reviewed_version == row.reviewed_version:
        return gettext("This is the present version.")
    if now.version == row.reviewed_version:
        return gettext("This is the present version, and it was reopened since.")
    return gettext("It was changed since: version %(version)s stands there now.") % {"version": now.version}


def _handed_in(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    yield _step(past, place, "handed_in", gettext("handed it in"))


def _recalled(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    yield _step(past, place, "recalled", gettext("took the hand-in back"))


def _withdrawn(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    """Or restored."""
    kind = "withdrawn" if past.rows[place].status == Status.WITHDRAWN else "restored"
    yield replace(_changed(pasts, past, place, place), kind=kind)


def _merged(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    done = gettext("settled it: another reading of these words stands for both")
    yield _step(past, place, "merged", done, remark=past.rows[place].review_note)


def _taken_back(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    yield _step(past, place, "taken_back", gettext("took the decision back: it waits for one again"))


def _asked_again(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    """A claim that it cites has other words."""
    if past.rows[place - 1].status == Status.APPROVED:
        done = gettext("reworded a claim that it cites, so that it waits for agreement again")
    else:
        done = gettext("reworded a claim that it cites")
    yield _step(past, place, "changed", done)


def _nested(pasts: Pasts, past: Past, place: int) -> Iterator[Entry]:
    if past.rows[place].within_id:
        yield _step(past, place, "changed", gettext("marked a passage that this one stands in"))
    else:
        yield _step(past, place, "changed", gettext("changed the passage that this one stood in"))


def _step(past: Past, place: int, kind: str, done: str, *, version: int | None = None, remark: str = "") -> Entry:
    return Entry(
        at=_time(past, place, kind), by=_who(past, place), done=(done,), kind=kind,
        version=version or past.rows[place].version, remark=remark,
    )  # fmt: skip


type _Tell = Callable[[Pasts, Past, int], Iterator[Entry]]

# The sorts of steps beside changes, and who tells each.
_SORTS: dict[str, _Tell] = {
    "withdrawn": _withdrawn,
    "handed_in": _handed_in,
    "recalled": _recalled,
    "approved": _approved,
    "returned": _returned,
    "reopened": _reopened,
    "merged": _merged,
    "taken_back": _taken_back,
    "asked_again": _asked_again,
    "moved": _nested,
}


def approvals(entries: Iterable[Entry]) -> list[Entry]:
    """What whoever only reads sees of a story: the approval that holds."""
    found = [entry for entry in entries if entry.kind == "approved"]
    return [replace(entry, remark="") for entry in found[-1:]]
