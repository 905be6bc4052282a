"""Readings as they were handed in, for agreement: read off the record of reviews, never off the passages.

What a reviewer mends, returns, merges or approves changes passages; the snapshot that a hand-in keeps does not. A
reading is the last hand-in of each of its passages, without those that were withdrawn when it was handed in last. What
its editor changed since, handed in again or not, counts from the next hand-in of that passage on; where reading was
blind, only until others' passages were shown, since what is marked with them in sight is no reading of one's own. An
article counts as settled when something there is approved or a reading accepted, and nothing waits for a decision or
for its editor.

A fixed number of queries, however many articles; texts are fetched one after the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from claims.agreement.measures import Agreement, Measure, ReadArticle, Reading, ReadPassage, Sums, agreement
from claims.models import Actor, Article, Assignment, Claim, Collection, Milestone, Passage, User
from claims.models.base import is_one_of, rows_of
from claims.models.choices import Status, Verdict
from claims.models.readings import COMPARED_AT
from claims.spans import Spans

TEXTS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """Agreement in a collection or one of its articles, with what its numbers are called."""

    collection: Collection
    found: Agreement
    # By number: titles of the articles, people.
    titles: dict[int, str]
    editors: dict[int, User]
    # How many readings each article was compared in.
    readings: dict[int, int]
    # How many articles more there would be to compare.
    left_out: int = 0

    def most_different(self, measure: Measure) -> list[tuple[int, Sums]]:
        """The articles by this measure, those that agree least first; without those where it is undefined."""
        defined = [
            (value, number)
            for number, sums in self.found.articles.items()
            if (value := sums.figure(measure).value) is not None
        ]
        return [(number, self.found.articles[number]) for _value, number in sorted(defined)]


def measured(collection: Collection, *, article: int | None = None, most: int | None = None) -> Measured:
    """How far the editors of the collection agree; of one article only, or of the `most` handed in last."""
    taken = _Taken(collection, article=article, most=most)
    readings: dict[int, int] = {}
    titles: dict[int, str] = {}

    def noted() -> Iterator[ReadArticle]:
        for each in taken.articles(titles):
            readings[each.number] = len(each.readings)
            yield each

    found = agreement(noted())
    people = User.objects.filter(pk__in={editor for pair in found.pairs for editor in pair} | set(found.settled))
    return Measured(collection, found, titles, people.in_bulk(), readings, taken.left_out)


class _Taken:
    """What was handed in, by article."""

    def __init__(self, collection: Collection, *, article: int | None, most: int | None) -> None:
        self.collection = collection
        readings = Assignment.objects.in_collection(collection)
        if article is not None:
            readings = readings.filter(article=article)
        rows = list(readings.compared())
        self.handed_in = {(number, editor): at for number, editor, at, _accepted in rows if at}
        self.editors: dict[int, list[int]] = defaultdict(list)
        for number, editor in self.handed_in:
            self.editors[number].append(editor)
        self.settled = self._settled({number for number, _editor, _at, accepted in rows if accepted})
        self._choose(most)
        self.passages = self._passages()

    def _choose(self, most: int | None) -> None:
        """Keep what there is something to compare in."""
        last: dict[int, datetime] = {}
        for (number, _editor), at in self.handed_in.items():
            last[number] = max(at, last.get(number, at))
        compared = [number for number, here in self.editors.items() if len(here) > 1 or number in self.settled]
        newest = sorted(compared, key=lambda number: (last[number], number), reverse=True)
        self.numbers = sorted(newest if most is None else newest[:most])
        self.left_out = len(newest) - len(self.numbers)

    def _settled(self, accepted: set[int]) -> set[int]:
        here = Passage.objects.filter(is_one_of("article_id", list(self.editors))).order_by()
        waiting = models.Q(status__in=(Status.SUBMITTED, Status.RETURNED))
        # A wording that others gave way to, and that is not handed in yet.
        waiting |= models.Q(status=Status.DRAFT, twins__isnull=False)
        undecided = here.filter(waiting).values_list("article_id", flat=True)
        approved = here.filter(status=Status.APPROVED).values_list("article_id", flat=True)
        return (accepted | set(approved.distinct())) - set(undecided.distinct())

    def _passages(self) -> dict[tuple[int, int | None], list[ReadPassage]]:
        """What was handed in by (article, editor), and what is approved by (article, None)."""
        withdrawn = self._withdrawn()
        claims = _merged(Claim.objects.filter(collection=self.collection))
        actors = _merged(Actor.objects.all())
        steps = Milestone.objects.filter(
            models.Q(verdict=Verdict.APPROVED) | models.Q(verdict=Verdict.HANDED_IN, at__lte=_compared_at()),
            is_one_of("passage__article_id", self.numbers),
        )
        steps = steps.exclude(pk__in=self._recalled())
        last = steps.order_by("passage_id", "verdict", "-pk").distinct("passage_id", "verdict")
        rows = last.values_list(
            "passage_id", "passage__article_id", "passage__editor_id", "passage__status", "verdict", "snapshot"
        )
        found: dict[tuple[int, int | None], list[ReadPassage]] = defaultdict(list)
        for pk, article, editor, status, verdict, snapshot in rows.iterator():
            if verdict == Verdict.APPROVED:
                if status == Status.APPROVED:
                    found[article, None].append(_read(snapshot, claims, actors))
                continue
            at = self.handed_in.get((article, editor))
            gone = withdrawn.get(pk, ())
            if at and not any(begin <= at and (end is None or at < end) for begin, end in gone):
                found[article, editor].append(_read(snapshot, claims, actors))
        return found

    def _recalled(self) -> list[int]:
        """The steps of handing in that were taken back: each by the next step of that kind."""
        both = Milestone.objects.filter(verdict__in=(Verdict.HANDED_IN, Verdict.RECALLED))
        there = Milestone.objects.filter(is_one_of("passage__article_id", self.numbers), verdict=Verdict.RECALLED)
        standing: dict[UUID, list[int]] = defaultdict(list)
        found = []
        rows = both.filter(passage__in=there.values("passage")).order_by("pk").values_list("pk", "passage", "verdict")
        for pk, passage, verdict in rows:
            if verdict == Verdict.HANDED_IN:
                standing[passage].append(pk)
            elif standing[passage]:
                found.append(standing[passage].pop())
        return found

    def _withdrawn(self) -> dict[UUID, list[tuple[datetime, datetime | None]]]:
        """From when until when passages were withdrawn; until None where they still are."""
        now = Passage.objects.filter(is_one_of("article_id", self.numbers), status=Status.WITHDRAWN)
        # Through the passages, since history is not indexed by article.
        before = rows_of("PassageEvent").filter(is_one_of("pgh_obj__article_id", self.numbers), status=Status.WITHDRAWN)
        found: dict[UUID, list[tuple[datetime, datetime | None]]] = defaultdict(list)
        for pk, begin in now.order_by().values_list("pk", "updated_at"):
            found[pk].append((begin, None))
        for pk, begin, end in before.order_by().values_list("pgh_obj_id", "updated_at", "pgh_created_at"):
            found[pk].append((begin, end))
        return found

    def articles(self, titles: dict[int, str]) -> Iterator[ReadArticle]:
        """Each article with its readings; notes its title."""
        chosen = Article.objects.filter(is_one_of("pk", self.numbers)).order_by("pk")
        rows = chosen.values_list("pk", "title", "text")
        for number, title, text in rows.iterator(chunk_size=TEXTS_AT_ONCE):
            titles[number] = title
            readings = (Reading(editor, self._of(number, editor)) for editor in self.editors[number])
            settled = self._of(number, None) if number in self.settled else None
            yield ReadArticle(number, text, tuple(readings), settled)

    def _of(self, number: int, editor: int | None) -> tuple[ReadPassage, ...]:
        return tuple(self.passages.get((number, editor), ()))


def _compared_at() -> models.Subquery:
    """SQL: until when the hand-ins of a step's reading count."""
    readings = rows_of("Assignment").filter(
        article=models.OuterRef("passage__article"), editor=models.OuterRef("passage__editor")
    )
    return models.Subquery(readings.values(at=COMPARED_AT))


def _read(snapshot: dict[str, Any], claims: dict[int, int], actors: dict[int, int]) -> ReadPassage:
    """A passage from what a step of its review kept; what is denied but not linked to a claim is left out."""
    return ReadPassage(
        mark=snapshot["mark"],
        content=Spans.parse(snapshot["content"]),
        cue=Spans.parse(snapshot["cue"]),
        source=Spans.parse(snapshot["source"]),
        speakers=_numbers(snapshot["speakers"], actors),
        states=_numbers(snapshot["states"], claims),
        denies=_numbers(snapshot["denies"], claims),
    )


def _numbers(parts: Iterable[dict[str, Any]], merged: dict[int, int]) -> frozenset[int]:
    return frozenset(merged.get(part["id"], part["id"]) for part in parts if part["id"])


def _merged(rows: "models.QuerySet[Any, Any]") -> dict[int, int]:
    """What each merged one went into: one step always reaches the end."""
    return dict(rows.filter(merged_into__isnull=False).order_by().values_list("pk", "merged_into"))
