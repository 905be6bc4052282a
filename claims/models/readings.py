"""Words to choose and list assignments with, chainable, starting from who asks."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from claims.models.common import is_one_of, rows_of
from claims.models.querysets import PassageQuerySet
from claims.models.words import OPEN, Status
from claims.permissions import ALLOWED, Action

if TYPE_CHECKING:
    from claims.models.articles import Article
    from claims.models.passages import Passage
    from claims.models.people import User
    from claims.models.reviews import Assignment


def _marked() -> PassageQuerySet:
    """The passages of an assignment, for a subquery."""
    passages: PassageQuerySet = rows_of("Passage")
    return passages.filter(article=models.OuterRef("article"), editor=models.OuterRef("editor"))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Chainable words for assignments."""

    def visible_to(self, user: "User") -> Self:
        """Those of the user's collections, each with the user's `role` there."""
        return self.filter(article__collection__memberships__user=user).annotate(
            role=models.F("article__collection__memberships__role")
        )

    def of(self, editor: "User") -> Self:
        """This editor's own."""
        return self.filter(editor=editor)

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
            _marked()
            .filter(status__in=statuses)
            .order_by()
            .values("article")
            .annotate(count=models.Count("pk"))
            .values("count")
        )

    def handed_in(self) -> Self:
        """Handed in, with no passage that is draft or returned."""
        return self.filter(handed_in_at__isnull=False).exclude(self._unfinished())

    def unfinished(self) -> Self:
        """Still with the editor: never handed in, or something is draft or returned again."""
        return self.filter(models.Q(handed_in_at__isnull=True) | self._unfinished())

    @staticmethod
    def _unfinished() -> models.Q:
        return models.Q(models.Exists(_marked().unfinished()))

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
        unfinished = models.Q(handed_in_at__isnull=True) | self._unfinished()
        return self.annotate(is_unfinished=models.ExpressionWrapper(unfinished, output_field=models.BooleanField()))

    def in_brief(self) -> "models.QuerySet[Assignment, Any]":
        """Rows of `article_id`, `is_unfinished`, `accepted_at` and what the editor is `called` by."""
        names = (f"editor__{name}" for name in ("first_name", "last_name", "username"))
        return self.with_state().values_list("article_id", "is_unfinished", "accepted_at", *names)

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
