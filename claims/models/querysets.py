"""Words to choose passages with, chainable, starting from who asks."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Coalesce, JSONObject

from claims.fields import SpansField
from claims.models.base import rows_of
from claims.models.choices import LIVE, OPEN, AttributionRole, DenialState, Lack, Mark, Status
from claims.models.evidence import EvidenceQuerySet
from claims.spans import Spans

if TYPE_CHECKING:
    from claims.models.articles import Article
    from claims.models.passages import Passage
    from claims.models.users import User


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a set of passages is: counts, all of them over live passages but the last."""

    total: int
    complete: int
    lacks: dict[str, int]
    statuses: dict[str, int]
    # those that were merged into another reading, and those that were withdrawn.
    merged: int
    withdrawn: int

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, ...]]) -> Self:
        """Sum up rows of status, whether each `Lack` is lacking, and how many passages are like that."""
        counted = list(rows)
        rows = [row for row in counted if row[0] in LIVE]
        return cls(
            total=sum(count for *_, count in rows),
            complete=sum(count for _status, *lacking, count in rows if not any(lacking)),
            lacks={
                lack: sum(count for _status, *lacking, count in rows if lacking[place])
                for place, lack in enumerate(Lack.values)
            },
            statuses={str(status): sum(row[-1] for row in rows if row[0] == status) for status in LIVE},
            merged=sum(row[-1] for row in counted if row[0] == Status.MERGED),
            withdrawn=sum(row[-1] for row in counted if row[0] == Status.WITHDRAWN),
        )

    @property
    def unfinished(self) -> int:
        """Drafts and returned ones: what hand-in would take."""
        return self.statuses[Status.DRAFT] + self.statuses[Status.RETURNED]


class Brief(NamedTuple):
    """A passage as far as guesses and highlights need it: no object of the model, since there are many."""

    pk: uuid.UUID
    mark: str
    content: Spans
    cue: Spans
    source: Spans
    editor_id: int
    # Ids of actors, and claims by `pk` and `statement`.
    speaker_ids: list[int]
    via_ids: list[int]
    stated: list[dict[str, Any]]
    denied: list[dict[str, Any]]
    status: str
    # Names of the speakers, a merged one's as what it was merged into.
    speaker_names: list[str]


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


def _exists(model: str, **conditions: Any) -> models.Exists:
    return models.Exists(rows_of(model).filter(passage=models.OuterRef("pk"), **conditions))


def _combined(*expressions: Any, by: str) -> models.Func:
    """SQL: the expressions joined by one of Postgres' operators on multiranges."""
    return models.Func(*expressions, template="(%(expressions)s)", arg_joiner=f" {by} ", output_field=SpansField())


def _overlap(one: Any, other: Any) -> models.Func:
    """SQL: whether the multiranges share a code point."""
    overlap = _combined(one, other, by="&&")
    overlap.output_field = models.BooleanField()
    return overlap


def _stretch(start: Any, end: Any) -> models.Func:
    """SQL: the half-open range of code points as a multirange."""
    one = models.Func(start, end, function="int4range", output_field=models.Field())
    return models.Func(one, function="int4multirange", output_field=SpansField())


class PassageQuerySet(EvidenceQuerySet):
    """Chainable words for passages; those to read them as evidence stand in `evidence`."""

    def visible_to(self, user: "User") -> Self:
        """Those of the user's collections, each with the user's `role` there."""
        return self.filter(article__collection__memberships__user=user).annotate(
            role=models.F("article__collection__memberships__role")
        )

    def following(self, passage_id: str) -> Self:
        """Those behind that passage in the reading order of its article; none behind an unknown one."""
        after = self.model._default_manager.filter(pk=passage_id).first() if _is_uuid(passage_id) else None
        if after is None:
            return self.none()
        behind = (
            models.Q(start__gt=after.start)
            | models.Q(start=after.start, end__lt=after.end)
            | models.Q(start=after.start, end=after.end, id__gt=after.pk)
        )
        return self.filter(behind)

    def live(self) -> Self:
        """Neither withdrawn nor merged."""
        return self.filter(status__in=LIVE)

    def withdrawn(self) -> Self:
        """Taken back; can be restored."""
        return self.filter(status=Status.WITHDRAWN)

    def of(self, editor: "User") -> Self:
        """This editor's own."""
        return self.filter(editor=editor)

    def unfinished(self) -> Self:
        """Drafts and returned ones."""
        return self.filter(status__in=(Status.DRAFT, Status.RETURNED))

    def changeable(self) -> Self:
        """Those that their editor may still change."""
        return self.filter(status__in=OPEN)

    def awaiting_review(self) -> Self:
        """Handed in and not yet decided."""
        return self.filter(status=Status.SUBMITTED)

    def in_order(self) -> Self:
        """As they stand in their articles; the wider of two that begin together first."""
        return self.order_by("article_id", "start", "-end", "id")

    def touching(self, spans: Spans) -> Self:
        """Those whose content shares at least one code point with the spans."""
        # The plain bounds first, since they have an index.
        near = self.reaching_into(spans.start, spans.end)
        return near.filter(_overlap(models.F("content"), models.Value(spans, output_field=SpansField())))

    def reaching_into(self, start: Any, end: Any) -> Self:
        """Those that begin before the end of the half-open range of code points, and end after its start."""
        return self.filter(start__lt=end, end__gt=start)

    def drawn_between(self, start: Any, end: Any) -> Self:
        """Those of which content, cue or source shows in the half-open range of code points."""
        shown = _combined(models.F("content"), models.F("cue"), models.F("source"), by="+")
        return self.filter(_overlap(shown, _stretch(start, end)))

    def with_lacks(self) -> Self:
        """Each with `lacks_speaker`, `lacks_claim` and `lacks_denial`: what it needs to be complete."""
        speaker = _exists("Attribution", role=AttributionRole.SPEAKER)
        found_denial = models.Exists(
            rows_of("Denial").filter(passage=models.OuterRef("pk")).exclude(state=DenialState.OPEN)
        )
        return self.annotate(
            lacks_speaker=models.ExpressionWrapper(
                models.Q(unattributed=False) & ~speaker, output_field=models.BooleanField()
            ),
            lacks_claim=models.ExpressionWrapper(
                models.Q(mark=Mark.ASSERTION) & ~_exists("Statement"), output_field=models.BooleanField()
            ),
            lacks_denial=models.ExpressionWrapper(
                models.Q(mark=Mark.REFUTATION) & ~found_denial, output_field=models.BooleanField()
            ),
        )

    def incomplete(self) -> Self:
        """Those that cannot be handed in yet."""
        return self.with_lacks().filter(
            models.Q(lacks_speaker=True) | models.Q(lacks_claim=True) | models.Q(lacks_denial=True)
        )

    def progress(self) -> Progress:
        """How far these are, in one query."""
        return Progress.of(self.by_lacks())

    def by_lacks(self) -> "models.QuerySet[Passage, Any]":
        """How many there are by status and by what they lack: see `Progress.of`."""
        lacks = [f"lacks_{lack}" for lack in Lack.values]
        return self.with_lacks().order_by().values_list("status", *lacks).annotate(count=models.Count("pk"))

    def answerable_by(self, passage: "Passage", *, asker: "User") -> Self:
        """Those of its collection that state a claim which it denies, here or elsewhere, and that are not hidden."""
        collection = passage.article.collection
        return (
            (self.live().unhidden_from(asker) if collection.blind else self.live())
            .exclude(pk=passage.pk)
            .filter(article__collection=collection, statements__claim__denials__passage=passage)
            .select_related("article")
            .defer("article__text")
            .distinct()
            .in_order()
        )

    def with_talk(self) -> Self:
        """Each with `comments_made`, how many comments there are on it, and `is_talk_open`; asks no query more."""
        comments = rows_of("Comment").filter(passage=models.OuterRef("pk"))
        count = comments.order_by().values("passage").annotate(count=models.Count("pk")).values("count")
        return self.annotate(
            comments_made=models.functions.Coalesce(models.Subquery(count), 0),
            is_talk_open=models.Exists(comments.open()),
        )

    def for_cards(self) -> Self:
        """With all that a card shows, in five queries whatever their number."""
        return (
            self.with_talk()
            .select_related("editor", "reviewed_by", "within")
            .prefetch_related(
                models.Prefetch("attributions", rows_of("Attribution").select_related("actor__merged_into")),
                models.Prefetch("statements", rows_of("Statement").select_related("claim__merged_into")),
                models.Prefetch("denials", rows_of("Denial").select_related("claim__merged_into", "answers")),
            )
        )

    def handed_in_by(self, editors: Iterable[int]) -> Self:
        """Those that these people handed in, by number, whatever was decided about them since."""
        return self.of_any(editors).filter(
            status__in=(Status.SUBMITTED, Status.RETURNED, Status.APPROVED, Status.MERGED)
        )

    def of_any(self, editors: Iterable[int]) -> Self:
        """Those of these editors, by number."""
        return self.filter(editor__in=list(editors))

    def for_settling(self) -> Self:
        """With all that a comparison shows, in four queries whatever their number."""
        return self.for_cards().select_related("editor", "reviewed_by", "same_as__editor", "same_as__reviewed_by")

    def numbered(self, passages: Iterable[Any]) -> Self:
        """Those with these ids."""
        return self.filter(pk__in=list(passages))

    def gave_way(self) -> Self:
        """Those that another stands for."""
        return self.filter(status=Status.MERGED)

    def in_brief(self) -> "models.QuerySet[Passage, Any]":
        """Rows of what guesses and highlights need, in the order of `Brief`; one query."""
        found = self.annotate(
            speaker_ids=ArraySubquery(self._attributed(AttributionRole.SPEAKER)),
            via_ids=ArraySubquery(self._attributed(AttributionRole.VIA)),
            stated=ArraySubquery(self._claims_of("Statement")),
            denied=ArraySubquery(self._claims_of("Denial")),
        ).with_speaker_names()
        rows: models.QuerySet[Passage, Any] = found.values_list(*Brief._fields)
        return rows

    def with_speaker_names(self) -> Self:
        """Each with `speaker_names`; of a merged actor the name of the one it was merged into."""
        name = Coalesce("actor__merged_into__name", "actor__name")
        return self.annotate(speaker_names=ArraySubquery(self._attributed(AttributionRole.SPEAKER).values_list(name)))

    def _attributed(self, role: str) -> Any:
        return rows_of("Attribution").filter(passage=models.OuterRef("pk"), role=role).values("actor")

    def _claims_of(self, part: str) -> Any:
        rows = rows_of(part).filter(passage=models.OuterRef("pk"), claim__isnull=False, claim__merged_into=None)
        return rows.values(found=JSONObject(pk=models.F("claim_id"), statement=models.F("claim__statement")))

    def in_article(self, article: "Article") -> Self:
        """Those of one article."""
        return self.filter(article=article)
