"""A passage through all its versions, put together from its present row and the old rows that history keeps.

Event k holds row k as it stood before step k, which made row k + 1 of it; the last row is the present one.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from claims.models import Actor, Attribution, Claim, Denial, Passage, Statement
from claims.models.passages import CONTEXT
from tests.scale.stress_journal import Journal

# What a passage says, beside its parts and in which one it stands.
SAID = ("mark", "content", "cue", "source", "unattributed", "note")
KINDS = ("speaker", "via", "states", "denies")
TURNS = ("undo", "redo")


@dataclass(frozen=True, slots=True)
class Life:
    """A part in the versions of its passage: from row `first` on, or surely from `sure` on, until before row `end`."""

    kind: str
    # An actor with its role, a claim; for a denial of no claim, None.
    what: Any
    first: int
    sure: int
    end: int
    pk: int


@dataclass
class History:
    """One passage."""

    passage: Passage
    rows: list[Any]
    # Of the steps from one row to the next.
    times: list[datetime]
    users: list[int | None]
    lives: list[Life] = field(default_factory=list)

    def made_by(self, action: str) -> list[int]:
        """The steps (by the row that they made) in which this action raised the version."""
        wanted = uuid.UUID(action)
        return [
            place
            for place, row in enumerate(self.rows)
            if row.action == wanted and (place == 0 or self.rows[place - 1].action != wanted)
        ]

    def at_version(self, version: int) -> list[int]:
        """The rows of that version: more than one where it was handed in or decided on."""
        return [place for place, row in enumerate(self.rows) if row.version == version]

    def surely(self, kind: str, row: int) -> set[Any]:
        """What the passage has of that kind in that row, for certain."""
        return {life.what for life in self.lives if life.kind == kind and life.sure <= row < life.end}

    def perhaps(self, kind: str, row: int) -> set[Any]:
        """The same, with what may have come back by undo a step later."""
        return {life.what for life in self.lives if life.kind == kind and life.first <= row < life.end}

    def said(self, row: int) -> tuple[Any, ...]:
        """All that it says in that row."""
        fields = tuple(getattr(self.rows[row], name) for name in SAID)
        return (*fields, *(frozenset(self.surely(kind, row)) for kind in KINDS))

    def may_say(self, row: int, before: int) -> bool:
        """Whether it may say in the one row just what it says in the other, as far as its parts are known."""
        return all(getattr(self.rows[row], name) == getattr(self.rows[before], name) for name in SAID) and all(
            self.surely(kind, row) <= self.perhaps(kind, before)
            and self.surely(kind, before) <= self.perhaps(kind, row)
            for kind in KINDS
        )


def told(history: History, journal: Journal) -> Iterator[str]:
    """The passage through its versions, a line each: for evidence."""
    verbs = {entry.action: f"{entry.verb} (sent {entry.attempts}×)" for entry in journal.writes if entry.action}
    yield f"passage {history.passage.pk} of editor {history.passage.editor_id}"
    for place, row in enumerate(history.rows):
        began = f"{history.times[place - 1]:%H:%M:%S.%f} by {history.users[place - 1]}" if place else "made"
        parts = [f"{each.kind} {each.what} #{each.pk}" for each in history.lives if each.sure <= place < each.end]
        yield (
            f"  {row.version} {row.status} {row.mark} {row.content} {', '.join(parts)}: {began},"
            f" {verbs.get(str(row.action), row.action)}, changed {row.updated_at:%H:%M:%S.%f}"
        )


def events_of(model: Any) -> Any:
    """The manager of a model's history."""
    return model._meta.get_field("events").related_model.objects


def histories(journal: Journal) -> dict[str, History]:
    """All passages, by id."""
    events = defaultdict(list)
    for event in events_of(Passage).order_by("pgh_id"):
        events[event.id].append(event)
    found = {}
    for passage in Passage.objects.select_related("article", "editor"):
        old = events[passage.pk]
        found[str(passage.pk)] = History(
            passage,
            [*old, passage],
            [event.pgh_created_at for event in old],
            [(event.pgh_context or {}).get("user") for event in old],
        )
    turns = {uuid.UUID(entry.action) for entry in journal.writes if entry.verb in TURNS}
    made_with = {entry.passage: entry.fields for entry in journal.writes if entry.verb == "mark"}
    for model, name in ((Attribution, ""), (Statement, "states"), (Denial, "denies")):
        _put_parts(model, name, found, turns, made_with)
    return found


def _put_parts(
    model: Any, name: str, found: dict[str, History], turns: set[uuid.UUID], made_with: dict[str, Any]
) -> None:
    """Give the histories their parts of this model."""
    rows, deaths = {}, defaultdict(list)
    for event in events_of(model).filter(pgh_label="delete").order_by("pgh_id"):
        deaths[event.id].append(event.pgh_created_at)
        rows.setdefault(event.id, event)
    rows |= {row.pk: row for row in model.objects.all()}
    taken: set[tuple[Any, ...]] = set()
    for pk, row in sorted(rows.items()):
        history, is_there = found[str(row.passage_id)], isinstance(row, model)
        kind = name or row.role
        what = row.actor_id if model is Attribution else row.claim_id
        # Named when it was made: the first part of that kind then, since no other can stand beside it.
        sent = made_with.get(str(row.passage_id), {}).get(name or row.role, [])
        is_first = str(what) in sent and (row.passage_id, kind, what) not in taken
        taken.add((row.passage_id, kind, what))
        first = sure = 0 if is_first else _begun(history, row.created_at)
        ends = [_ended(history, death) for death in deaths[pk]]
        for place, end in enumerate([*ends, *([len(history.rows)] if is_there else [])]):
            if place:
                # Brought back by an undo or redo since; where there were several, the last at the latest.
                back = [
                    at for at in range(ends[place - 1], end)
                    if history.rows[at].action in turns and history.rows[at].action != history.rows[at - 1].action
                    and at > ends[place - 1]
                ]  # fmt: skip
                first, sure = (back[0], back[-1]) if back else (end, end)
            history.lives.append(Life(kind, what, first, sure, end, pk))


def _begun(history: History, created: datetime) -> int:
    """The row whose version a part came with: a verb stores its parts, then the time at which the passage changed."""
    for place, row in enumerate(history.rows[1:], 1):
        # What others' moves leave in a row says nothing: they note the time before they wait for the row.
        if row.action != history.rows[place - 1].action and row.updated_at >= created:
            return place
    return len(history.rows)


def _ended(history: History, death: datetime) -> int:
    """The first row without a part: the transaction that deleted it is that of a step."""
    steps = [place for place, time in enumerate(history.times) if time == death]
    return steps[-1] + 1 if steps else -1


class Words:
    """Which claims and actors were ever called what; claims resolved to what they are merged into at last."""

    def __init__(self) -> None:
        self.claims: dict[str, set[int]] = defaultdict(set)
        into = dict(Claim.objects.values_list("pk", "merged_into"))
        self._into = into
        for pk, words in Claim.objects.values_list("pk", "statement"):
            self.claims[words].add(self.final(pk))
        for pk, words in events_of(Claim).values_list("id", "statement"):
            self.claims[words].add(self.final(pk))
        self.actors: dict[int, str] = dict(Actor.objects.values_list("pk", "name"))
        self.actors |= dict(events_of(Actor).values_list("id", "name"))

    def final(self, claim: int) -> int:
        """The claim that stands for this one."""
        while self._into.get(claim):
            claim = self._into[claim]
        return claim


def words_at(history: History, row: int) -> list[str]:
    """What is wrong with the stored words of an old row, measured at its article."""
    stored, text = history.rows[row], history.passage.article.text
    start, end = stored.content.start, stored.content.end
    there = {
        "exact": stored.content.exact(text),
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
        "cue_text": stored.cue.exact(text),
        "source_text": stored.source.exact(text),
    }
    return [
        f"passage {history.passage.pk}, version {stored.version}: {name} is {getattr(stored, name)!r}, not {words!r}"
        for name, words in there.items()
        if getattr(stored, name) != words
    ]
