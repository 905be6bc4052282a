"""How things stood at each time, read from the history that the database keeps. Queries do not grow with rows.

An event holds a row as it was before its update or delete; so the rows of a thing are those of its events, and then
the present one. All of one transaction have the time at which that began.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext

from claims.history.wording import Denied, Standing
from claims.models.actors import Actor
from claims.models.choices import AttributionRole
from claims.models.claims import Claim
from claims.models.passage_parts import Attribution, Denial, Statement
from claims.models.passages import Passage


def events_of(model: Any) -> Any:
    """The manager of a model's history."""
    return model._meta.get_field("events").related_model._default_manager


def user_of(event: Any) -> int | None:
    """Who is on record for an event."""
    found = (event.pgh_context or {}).get("user")
    return found if isinstance(found, int) else None


class Rows:
    """Things of one model, each through its rows: `at(id)` of those asked for, the oldest first."""

    def __init__(self, model: Any, ids: Iterable[Any], *, only: Iterable[str] = ()) -> None:
        ids = set(ids)
        self.present: dict[Any, Any] = {}
        self.events: dict[Any, list[Any]] = defaultdict(list)
        if ids:
            found = model._default_manager.filter(pk__in=ids)
            self.present = {row.pk: row for row in (found.only(*only) if only else found)}
            for event in events_of(model).filter(pgh_obj_id__in=ids).order_by("pgh_id"):
                self.events[event.pgh_obj_id].append(event)

    def words(self, key: Any, field: str, at: datetime) -> str:
        """What a field of one said at that time; its last words if it is gone."""
        for event in self.events[key]:
            if event.pgh_created_at >= at:
                return str(getattr(event, field))
        row = self.present.get(key) or next(reversed(self.events[key]), None)
        return str(getattr(row, field)) if row else gettext("something that is gone")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a passage with these values, from the row `first` of the passage on until before the row `end`."""

    values: Any
    first: int
    end: int


class Past:
    """One passage through its rows: `rows[0]` as it was made, the last one as it stands."""

    def __init__(self, passage: Passage, events: list[Any]) -> None:
        self.passage = passage
        self.events = events
        self.rows: list[Any] = [*events, passage]
        self.parts: dict[type[models.Model], list[Segment]] = {Attribution: [], Statement: [], Denial: []}

    def is_verb(self, place: int) -> bool:
        """Whether a verb of change made this row, and no step of a review or move of another passage."""
        return bool(place) and self.rows[place].action != self.rows[place - 1].action

    def began(self, place: int) -> datetime:
        """When the transaction that made this row began."""
        when: datetime = self.events[place - 1].pgh_created_at if place else self.passage.created_at
        return when

    def born(self, created: datetime) -> int:
        """The row that a part came with."""
        verbs = [place for place in range(1, len(self.rows)) if self.is_verb(place) and self.began(place) <= created]
        if not verbs:
            return 0
        # Of several verbs in one transaction, such as an import's, the one whose time is nearest.
        together = [place for place in verbs if self.began(place) == self.began(verbs[-1])]
        if self.began(together[0]) <= self.rows[0].created_at:
            together.insert(0, 0)
        return min(together, key=lambda place: abs(self.rows[place].updated_at - created))

    def changed(self, at: datetime) -> int:
        """The row that a transaction made in which a part was changed or taken off."""
        same = [place for place in range(1, len(self.rows)) if self.began(place) == at]
        verbs = [place for place in same if self.is_verb(place)]
        return next(reversed(verbs or same), len(self.rows) - 1)

    def take_part(self, model: type[models.Model], row: Any, events: list[Any]) -> None:
        """Take in a part, from its events and its present row, if there is one.

        One that undo brought back has an event of its new row in that moment (`claims.actions.undo_restore`).
        """
        first: int | None = self.born((events[0] if events else row).created_at)
        for event in events:
            end = self.changed(event.pgh_created_at)
            if first is not None:
                self.parts[model].append(Segment(event, first, end))
            first = None if event.pgh_label == "delete" else end
        if row is not None:
            self.parts[model].append(Segment(row, first or 0, len(self.rows)))

    def having(self, model: type[models.Model], place: int) -> list[Any]:
        """The parts of that kind in that row of the passage."""
        found = [each.values for each in self.parts[model] if each.first <= place < each.end]
        return sorted(found, key=lambda part: (getattr(part, "position", 0) or 0, part.id))


class Pasts:
    """The pasts of some passages, with the words of all that their parts name; eleven queries for any number."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = {passage.pk: passage for passage in passages}
        events = defaultdict(list)
        for event in events_of(Passage).filter(pgh_obj_id__in=self.passages).order_by("pgh_id"):
            events[event.pgh_obj_id].append(event)
        self.of: dict[uuid.UUID, Past] = {pk: Past(each, events[pk]) for pk, each in self.passages.items()}
        actors, claims = set(), set()
        for model in (Attribution, Statement, Denial):
            for part in self._take(model):
                actors.add(getattr(part, "actor_id", None))
                claims.add(getattr(part, "claim_id", None))
        self.actors = Rows(Actor, actors - {None}, only=["name"])
        self.claims = Rows(Claim, claims - {None}, only=["statement"])

    def _take(self, model: Any) -> list[Any]:
        """Give the passages their parts of this model; answers all rows of these."""
        present = list(model.objects.filter(passage__in=self.passages))
        old = list(events_of(model).filter(passage__in=self.passages).order_by("pgh_id"))
        of: dict[int, list[Any]] = defaultdict(list)
        for event in old:
            of[event.id].append(event)
        rows = {row.pk: row for row in present}
        for pk in rows.keys() | of.keys():
            row = rows.get(pk)
            self.of[(row or of[pk][0]).passage_id].take_part(model, row, of[pk])
        return [*present, *old]

    def standing(self, past: Past, place: int, *, at: datetime) -> Standing:
        """How the passage stood in that row, in the words of that time."""
        row = past.rows[place]
        actors: dict[str, dict[int, str]] = {role: {} for role in AttributionRole.values}
        for part in past.having(Attribution, place):
            actors[part.role][part.actor_id] = self.actors.words(part.actor_id, "name", at)
        return Standing(
            mark=row.mark, exact=row.exact, status=row.status, cue=row.cue_text, source=row.source_text,
            unattributed=row.unattributed, note=row.note,
            speakers=actors[AttributionRole.SPEAKER], via=actors[AttributionRole.VIA],
            states={
                part.claim_id: self.claims.words(part.claim_id, "statement", at)
                for part in past.having(Statement, place)
            },
            denies={part.id: self._denied(part, at) for part in past.having(Denial, place)},
        )  # fmt: skip

    def _denied(self, part: Any, at: datetime) -> Denied:
        words = self.claims.words(part.claim_id, "statement", at) if part.claim_id else part.target_text
        return Denied(words=words, kind=part.kind, state=part.state, answers=part.answers_id)


def steps(rows: Rows, key: Any) -> list[tuple[Any, Any, Any]]:
    """Of one thing, each change: its event, the row before and the row after (`None` if that was a deletion)."""
    through = [*rows.events[key], rows.present.get(key)]
    return [(event, event, through[place + 1]) for place, event in enumerate(rows.events[key])]


type Teller = Callable[[Any, Any], str]


def told(before: Any, after: Any, fields: dict[str, Teller]) -> tuple[str, ...]:
    """What changed in these fields of a row, each in the words of its teller."""
    return tuple(
        phrase
        for field, tell in fields.items()
        if getattr(before, field) != getattr(after, field)
        and (phrase := tell(getattr(before, field), getattr(after, field)))
    )
