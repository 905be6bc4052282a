"""Words to choose and list assignments with, chainable, starting from who asks.

A reading is held while somebody is there to go on with it: it was not taken away, and its editor is active and may
still mark in the collection. One that nobody holds blocks nobody: it is not waited for, and its place is free unless
it was handed in. What was handed in of it is reviewed and compared as before.
"""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from claims.models.base import is_one_of, rows_of
from claims.models.blind_readings import BlindReadings, marked
from claims.models.choices import OPEN, Status
from claims.models.querysets import PassageQuerySet
from claims.permissions import ALLOWED, Action

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from claims.models.articles import Article
    from claims.models.assignments import Assignment
    from claims.models.collections import Collection
    from claims.models.passages import Passage
    from claims.models.users import User


def _at_work() -> models.Exists:
    """SQL: whether the editor of the reading still marks in its collection."""
    return models.Exists(
        rows_of("Membership").filter(
            user=models.OuterRef("editor"),
            collection=models.OuterRef("article__collection"),
            role__in=ALLOWED[Action.MARK],
            user__is_active=True,
        )
    )


def _held() -> models.Q:
    """SQL: whether somebody is there to go on with the reading."""
    return models.Q(taken_away_at__isnull=True) & models.Q(_at_work())


# SQL: until when what was handed in of a reading is what agreement compares.
COMPARED_AT = models.functions.Coalesce("compared_until", "handed_in_at")


class AssignmentQuerySet(BlindReadings):
    """Chainable words for assignments."""

    def visible_to(self, user: "User") -> Self:
        """Those of the user's collections, each with the user's `role` there."""
        return self.filter(article__collection__memberships__user=user).annotate(
            role=models.F("article__collection__memberships__role")
        )

    def numbered(self, pk: int) -> Self:
        """The one of that number."""
        return self.filter(pk=pk)

    def on_page(self, rows: "Iterable[Assignment]") -> Self:
        """These once more, to ask more about them; oldest first."""
        return self.filter(pk__in=[row.pk for row in rows]).order_by("handed_in_at", "pk")

    def of(self, editor: "User") -> Self:
        """This editor's own."""
        return self.filter(editor=editor)

    def of_editors(self, editors: Any) -> Self:
        """Those of these people, by number."""
        return self.filter(is_one_of("editor_id", editors))

    def in_collection(self, collection: "Collection") -> Self:
        """Those of the articles of one collection."""
        return self.filter(article__collection=collection)

    def assigned_by(self, person: "User", *, at: "datetime") -> Self:
        """Those that this person assigned at that moment."""
        return self.filter(created_by=person, created_at=at)

    def untouched(self) -> Self:
        """Those in which nothing was done: nothing marked, not handed in, not taken away."""
        return self.filter(handed_in_at__isnull=True, taken_away_at__isnull=True).exclude(models.Exists(marked()))

    def open_by_editor(self) -> "models.QuerySet[Assignment, Any]":
        """Rows of an editor's number and how many unfinished readings of current articles they have."""
        return self.of_current_articles().unfinished().numbers_by_editor()

    def numbers_by_editor(self) -> "models.QuerySet[Assignment, Any]":
        """Rows of an editor's number and how many of these readings they have."""
        rows: models.QuerySet[Assignment, Any] = self.order_by().values_list("editor")
        return rows.annotate(count=models.Count("pk"))

    def by_editor(self) -> "models.QuerySet[Assignment, Any]":
        """Rows of an editor's number, how far readings are (a word of `ArticleState`), and how many of those count."""
        state = models.Case(
            models.When(self._unfinished(), then=models.Value("in_work")),
            models.When(accepted_at__isnull=False, then=models.Value("accepted")),
            default=models.Value("handed_in"),
        )
        found = self.counted().order_by().annotate(state=state)
        rows: models.QuerySet[Assignment, Any] = found.values_list("editor", "state")
        return rows.annotate(count=models.Count("pk"))

    def untouched_since(self, moment: "datetime") -> Self:
        """Unfinished ones in which nothing happened since then, oldest first; each with `touched_at`."""
        passages = marked().order_by().values("article")
        latest = models.functions.Greatest(
            "created_at",
            "handed_in_at",
            models.Subquery(passages.annotate(last=models.Max("updated_at")).values("last")),
            models.Subquery(passages.annotate(last=models.Max("reviewed_at")).values("last")),
        )
        found = self.unfinished().annotate(touched_at=latest)
        return found.filter(touched_at__lt=moment).order_by("touched_at", "pk")

    def with_counts(self) -> Self:
        """Each with how many passages its editor has there: drafts, returned, waiting, approved, all live."""
        return self.annotate(
            **{
                name: models.functions.Coalesce(models.Subquery(self._count(statuses)), 0)
                for name, statuses in _COUNTS.items()
            }
        )

    @staticmethod
    def _count(statuses: tuple[str, ...]) -> "models.QuerySet[Passage, Any]":
        return (
            marked()
            .filter(status__in=statuses)
            .order_by()
            .values("article")
            .annotate(count=models.Count("pk"))
            .values("count")
        )

    def held(self) -> Self:
        """Those that somebody is there to go on with."""
        return self.filter(_held())

    def counted(self) -> Self:
        """Those that take a place of their article: held, or handed in and not taken away; none for wordings."""
        return self.with_places().filter(counts=True)

    def listed(self) -> Self:
        """Those that lists name as readers: that take a place, or whose wordings wait for another person."""
        wordings = models.Q(settles=True, taken_away_at__isnull=True, accepted_at__isnull=True)
        waits = wordings & models.Q(models.Exists(marked().live()))
        return self.with_places().filter(models.Q(counts=True) | waits)

    def taken_away(self) -> Self:
        """Those that a manager took away, with what was marked in them."""
        return self.filter(taken_away_at__isnull=False)

    def handed_in(self) -> Self:
        """Handed in, with no passage that is draft or returned, unless nobody is there to mend it."""
        return self.filter(handed_in_at__isnull=False).exclude(self._unfinished())

    def unfinished(self) -> Self:
        """Still with the editor: never handed in, or something is draft or returned again."""
        return self.filter(self._unfinished())

    @staticmethod
    def _unfinished() -> models.Q:
        return _held() & (models.Q(handed_in_at__isnull=True) | models.Q(models.Exists(marked().unfinished())))

    def waiting(self) -> Self:
        """Handed in and not accepted yet, oldest first."""
        return self.handed_in().filter(accepted_at__isnull=True).order_by("handed_in_at", "pk")

    def to_review_by(self, reviewer: "User") -> Self:
        """Those that wait where this person reviews, but for their own."""
        return (
            self.visible_to(reviewer)
            .filter(role__in=ALLOWED[Action.REVIEW], article__archived=False)
            .exclude(editor=reviewer)
            .waiting()
        )

    def left_behind(self) -> Self:
        """Those with drafts or returned passages whose editor marks nothing there any more; with counts and editor."""
        unfinished = models.Exists(marked().unfinished())
        return self.filter(~_at_work(), unfinished).with_counts().select_related("editor")

    def in_article(self, article: "Article") -> Self:
        """Those of one article."""
        return self.filter(article=article)

    def in_articles(self, articles: Any) -> Self:
        """Those of these articles, by number."""
        return self.filter(is_one_of("article_id", articles))

    def of_readers(self) -> Self:
        """Without those that only hold the wordings of whoever settled others' readings."""
        return self.filter(settles=False)

    def to_compare(self) -> Self:
        """Readings that were handed in, however much of them is decided or returned; in the order that they began."""
        return self.of_readers().filter(handed_in_at__isnull=False).order_by("pk")

    def compared(self) -> "models.QuerySet[Assignment, Any]":
        """Rows of article, editor, until when what they handed in is compared, and when that was accepted."""
        rows = self.to_compare().order_by("article_id", "pk")
        return rows.values_list("article_id", "editor_id", COMPARED_AT, "accepted_at")

    def with_others(self) -> Self:
        """Each with `readings_here`: in how many readings its article was handed in."""
        here = rows_of("Assignment").to_compare().filter(article=models.OuterRef("article")).order_by()
        counted = here.values("article").annotate(count=models.Count("pk")).values("count")
        return self.annotate(readings_here=models.functions.Coalesce(models.Subquery(counted), 0))

    def holding(self, passages: PassageQuerySet) -> Self:
        """Those whose editor made one of the passages there."""
        here = passages.filter(article=models.OuterRef("article"), editor=models.OuterRef("editor"))
        return self.filter(models.Exists(here))

    def of_current_articles(self) -> Self:
        """Without those of archived articles."""
        return self.filter(article__archived=False)

    def with_state(self) -> Self:
        """Each with `is_unfinished`: still with its editor."""
        unfinished = models.ExpressionWrapper(self._unfinished(), output_field=models.BooleanField())
        return self.annotate(is_unfinished=unfinished)

    def with_places(self) -> Self:
        """Each with `counts`: whether it takes a place of its article."""
        there = models.Q(taken_away_at__isnull=True, settles=False)
        counts = there & (models.Q(handed_in_at__isnull=False) | _held())
        return self.annotate(counts=models.ExpressionWrapper(counts, output_field=models.BooleanField()))

    def places(self) -> "models.QuerySet[Assignment, Any]":
        """Rows of `pk`, `article_id`, `editor_id`, `taken_away_at`, and whether it takes a place of its article."""
        found: Any = self.with_places()
        rows: models.QuerySet[Assignment, Any] = found.values_list(
            "pk", "article_id", "editor_id", "taken_away_at", "counts"
        )
        return rows

    def with_holder(self) -> Self:
        """Each with `is_held`: somebody is there to go on with it."""
        return self.annotate(is_held=models.ExpressionWrapper(_held(), output_field=models.BooleanField()))

    def in_brief(self) -> "models.QuerySet[Assignment, Any]":
        """Rows of `article_id`, `is_unfinished`, `accepted_at`, `settles` and what the editor is `called` by."""
        names = (f"editor__{name}" for name in ("first_name", "last_name", "username"))
        return self.with_state().values_list("article_id", "is_unfinished", "accepted_at", "settles", *names)

    def with_people(self) -> Self:
        """With the editor, and who took it away."""
        return self.select_related("editor", "taken_away_by")

    def for_lists(self) -> Self:
        """With article (but its text), collection and editor."""
        return self.select_related("article__collection", "editor").defer("article__text")


_COUNTS: dict[str, tuple[str, ...]] = {
    "drafts": (Status.DRAFT,),
    "returned": (Status.RETURNED,),
    "submitted": (Status.SUBMITTED,),
    "approved": (Status.APPROVED,),
    "passages": (*OPEN, Status.APPROVED),
}
