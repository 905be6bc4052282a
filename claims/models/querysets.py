"""Words to choose passages with, chainable, starting from who asks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from claims.models.words import LIVE, OPEN, AttributionRole, DenialState, Lack, Mark, Status
from claims.spans import Spans

if TYPE_CHECKING:
    from claims.models.articles import Article
    from claims.models.passages import Passage
    from claims.models.people import User


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a set of passages is: counts, all of them over live passages."""

    total: int
    complete: int
    lacks: dict[str, int]
    statuses: dict[str, int]

    @property
    def unfinished(self) -> int:
        """Drafts and returned ones: what hand-in would take."""
        return self.statuses[Status.DRAFT] + self.statuses[Status.RETURNED]


def _exists(model: str, **conditions: Any) -> models.Exists:
    from django.apps import apps

    part = apps.get_model("claims", model)
    return models.Exists(part.objects.filter(passage=models.OuterRef("pk"), **conditions))


class PassageQuerySet(models.QuerySet["Passage"]):
    """Chainable words for passages."""

    def visible_to(self, user: "User") -> Self:
        """Those of the user's collections, each with the user's `role` there."""
        return self.filter(article__collection__memberships__user=user).annotate(
            role=models.F("article__collection__memberships__role"),
        )

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
        return self.filter(start__lt=spans.end, end__gt=spans.start).extra_overlap(spans)

    def extra_overlap(self, spans: Spans) -> Self:
        """The exact overlap, by Postgres' own operator on multiranges."""
        from claims.fields import SpansField

        overlaps = models.Func(
            models.F("content"), models.Value(spans, output_field=SpansField()),
            template="(%(expressions)s)", arg_joiner=" && ", output_field=models.BooleanField(),
        )
        return self.filter(overlaps)

    def with_lacks(self) -> Self:
        """Each with `lacks_speaker`, `lacks_claim` and `lacks_denial`: what it needs to be complete."""
        speaker = _exists("Attribution", role=AttributionRole.SPEAKER)
        found_denial = models.Exists(
            self._part("Denial").filter(passage=models.OuterRef("pk")).exclude(state=DenialState.OPEN),
        )
        return self.annotate(
            lacks_speaker=models.ExpressionWrapper(
                models.Q(unattributed=False) & ~speaker, output_field=models.BooleanField(),
            ),
            lacks_claim=models.ExpressionWrapper(
                models.Q(mark=Mark.ASSERTION) & ~_exists("Statement"), output_field=models.BooleanField(),
            ),
            lacks_denial=models.ExpressionWrapper(
                models.Q(mark=Mark.REFUTATION) & ~found_denial, output_field=models.BooleanField(),
            ),
        )

    @staticmethod
    def _part(name: str) -> Any:
        from django.apps import apps

        return apps.get_model("claims", name)._default_manager

    def incomplete(self) -> Self:
        """Those that cannot be handed in yet."""
        return self.with_lacks().filter(
            models.Q(lacks_speaker=True) | models.Q(lacks_claim=True) | models.Q(lacks_denial=True),
        )

    def progress(self) -> Progress:
        """How far these are, in one query."""
        lacking = models.Q(lacks_speaker=True) | models.Q(lacks_claim=True) | models.Q(lacks_denial=True)
        counts = self.live().with_lacks().order_by().aggregate(
            total=models.Count("pk"),
            incomplete=models.Count("pk", filter=lacking),
            **{f"lack_{lack}": models.Count("pk", filter=models.Q(**{f"lacks_{lack}": True})) for lack in Lack.values},
            **{f"status_{status}": models.Count("pk", filter=models.Q(status=status)) for status in LIVE},
        )
        return Progress(
            total=counts["total"], complete=counts["total"] - counts["incomplete"],
            lacks={lack: counts[f"lack_{lack}"] for lack in Lack.values},
            statuses={str(status): counts[f"status_{status}"] for status in LIVE},
        )

    def for_cards(self) -> Self:
        """With all that a card shows, in five queries whatever their number."""
        return self.select_related("editor", "reviewed_by", "within").prefetch_related(
            models.Prefetch("attributions", self._part("Attribution").select_related("actor__merged_into")),
            models.Prefetch("statements", self._part("Statement").select_related("claim__merged_into")),
            models.Prefetch("denials", self._part("Denial").select_related("claim__merged_into", "answers")),
        )

    def in_article(self, article: "Article") -> Self:
        """Those of one article."""
        return self.filter(article=article)
