"""Who reads what, and the record of every step of a review."""

from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import fixed, guarded, undeletable
from claims.models.articles import Article
from claims.models.common import Recorded, remembered
from claims.models.people import User
from claims.models.words import OPEN, Status, Verdict
from claims.permissions import Role

if TYPE_CHECKING:
    from claims.models.passages import Passage


class Incomplete(ValidationError):
    """Hand-in refused: `passages` are those that lack something, in order."""

    def __init__(self, passages: list["Passage"]) -> None:
        self.passages = passages
        super().__init__(gettext("Some passages are not complete yet."), code="incomplete")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Chainable words for assignments."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's collections, each with the user's `role` there."""
        return self.filter(article__collection__memberships__user=user).annotate(
            role=models.F("article__collection__memberships__role"),
        )

    def of(self, editor: User) -> Self:
        """This editor's own."""
        return self.filter(editor=editor)

    def with_counts(self) -> Self:
        """Each with how many passages its editor has there: drafts, returned, waiting, approved, and all live."""
        return self.annotate(
            **{
                name: models.functions.Coalesce(models.Subquery(self._count(statuses)), 0)
                for name, statuses in _COUNTS.items()
            },
        )

    @staticmethod
    def _count(statuses: tuple[str, ...]) -> models.QuerySet["Passage"]:
        from claims.models.passages import Passage

        return (
            Passage.objects.filter(
                article=models.OuterRef("article"), editor=models.OuterRef("editor"), status__in=statuses,
            )
            .order_by().values("article").annotate(count=models.Count("pk")).values("count")
        )

    def handed_in(self) -> Self:
        """Handed in, with no passage that is draft or returned."""
        return self.filter(handed_in_at__isnull=False).exclude(self._unfinished())

    def unfinished(self) -> Self:
        """Still with the editor: never handed in, or something is draft or returned again."""
        return self.filter(models.Q(handed_in_at__isnull=True) | self._unfinished())

    @staticmethod
    def _unfinished() -> models.Q:
        from claims.models.passages import Passage

        return models.Q(
            models.Exists(
                Passage.objects.filter(article=models.OuterRef("article"), editor=models.OuterRef("editor")).unfinished(),
            ),
        )

    def waiting(self) -> Self:
        """Handed in and not accepted yet, oldest first."""
        return self.handed_in().filter(accepted_at__isnull=True).order_by("handed_in_at", "pk")

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


@remembered()
class Assignment(Recorded):
    """This editor reads this article: open, handed in, accepted."""

    # What the asking user is here; `visible_to` adds it.
    role: str

    article = models.ForeignKey(Article, models.PROTECT, related_name="assignments", db_index=False)
    editor = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("editor"))
    handed_in_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["handed_in_at"], condition=models.Q(accepted_at__isnull=True), name="assignment_waiting",
            ),
        ]
        triggers = [
            fixed("article_id", "editor_id", name="assignment_stays", message=_("An assignment stays with its article and editor.")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "editor"], name="assignment_once",
                violation_error_message=_("This editor reads the article already."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | (models.Q(accepted_at__isnull=False, accepted_by__isnull=False) & ~models.Q(accepted_by=models.F("editor"))),
                name="assignment_accepted_by_another",
                violation_error_message=_("Nobody accepts their own reading."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor} reads {self.article}"

    @classmethod
    def give(cls, *, article: Article, editor: User, by: User | None) -> Self:
        """Assign the article to the editor; an assignment that is there already is answered."""
        with guarded():
            assignment, _made = cls.objects.get_or_create(
                article=article, editor=editor, defaults={"created_by": by},
            )
        return assignment

    @classmethod
    def take_place(cls, *, article: Article, editor: User, role: Role) -> None:
        """Whoever marks an unassigned article is assigned by that, while places are free.

        Reviewers and managers need no free place: what they add is another reading. Raises ValidationError when the
        article is archived or its places are taken. One query when the editor is assigned already.
        """
        if article.archived:
            raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
        if cls.objects.filter(article=article, editor=editor).exists():
            return
        # Locked, so that two editors cannot both take the last place.
        Article.objects.select_for_update(of=("self",)).only("pk").get(pk=article.pk)
        readers = list(User.objects.filter(assignments__article=article).order_by("pk"))
        places = article.collection.editors_per_article
        if role == Role.EDITOR and len(readers) >= places:
            raise ValidationError(
                gettext("%(names)s reads this article already. Ask a manager to assign it to you too."),
                code="no_place", params={"names": ", ".join(reader.name for reader in readers)},
            )
        cls.objects.get_or_create(article=article, editor=editor, defaults={"created_by": editor})

    def own_passages(self) -> models.QuerySet["Passage"]:
        """The editor's passages in the article, in order, withdrawn ones too."""
        return self.article.passages.filter(editor_id=self.editor_id).in_order()  # type: ignore[attr-defined]

    def hand_in(self, *, by: User) -> int:
        """Hand in all drafts and returned ones; answers how many. Raises Incomplete with those that lack something."""
        from claims.models.reviewing import record

        with guarded():
            mine = self.own_passages().unfinished().select_for_update(of=("self",))  # type: ignore[attr-defined]
            passages = list(mine.for_cards())
            lacking = [passage for passage in passages if passage.lacks]
            if lacking:
                raise Incomplete(lacking)
            now = timezone.now()
            for passage in passages:
                passage.status, passage.submitted_at = Status.SUBMITTED, now
            type(self).own_passages(self).filter(pk__in=[passage.pk for passage in passages]).update(
                status=Status.SUBMITTED, submitted_at=now,
            )
            record(passages, verdict=Verdict.HANDED_IN, by=by)
            self.handed_in_at, self.accepted_at, self.accepted_by = now, None, None
            self.save(update_fields=["handed_in_at", "accepted_at", "accepted_by"])
        return len(passages)

    def accept(self, *, by: User) -> None:
        """ "Nothing is missing here": the reading is accepted, also when it has no passages.

        Raises ValidationError while something is undecided or not handed in, or when it is one's own.
        """
        with guarded():
            fresh = Assignment.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if by.pk == fresh.editor_id:
                raise ValidationError(gettext("Nobody accepts their own reading."), code="own")
            if not fresh.handed_in_at or self.own_passages().unfinished().exists():  # type: ignore[attr-defined]
                raise ValidationError(gettext("This reading is not handed in, so it cannot be accepted yet."), code="open")
            undecided = self.own_passages().awaiting_review().count()  # type: ignore[attr-defined]
            if undecided:
                raise ValidationError(
                    gettext("%(count)s passages still wait for a decision. Approve or return them first."),
                    code="undecided", params={"count": undecided},
                )
            self.accepted_by, self.accepted_at = by, timezone.now()
            self.save(update_fields=["accepted_by", "accepted_at"])


class Milestone(models.Model):
    """A passage with all its parts, as they stood at a step of its review; append only."""

    passage = models.ForeignKey("claims.Passage", models.PROTECT, related_name="milestones")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=16, choices=Verdict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=models.functions.Now())
    note = models.TextField(blank=True)
    # The one place for JSON: a snapshot is read whole and by people, never searched.
    snapshot = models.JSONField()

    class Meta:
        ordering = ["pk"]
        triggers = [
            undeletable(name="milestone_kept", message=_("The record of a review is kept.")),
            fixed(
                "passage_id", "version", "verdict", "by_id", "at", "note", "snapshot", name="milestone_fixed",
                message=_("The record of a review does not change."),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="milestone_verdict_known",
                violation_error_message=_("A review has no such step."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} (version {self.version})"
