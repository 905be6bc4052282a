"""Who reads what: readings that are open, handed in, accepted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import fixed, guarded
from claims.models.articles import Article
from claims.models.changes import forget
from claims.models.common import Recorded, remembered
from claims.models.milestones import record
from claims.models.people import Collection, User
from claims.models.querysets import PassageQuerySet
from claims.models.readings import AssignmentQuerySet
from claims.models.words import Status, Verdict
from claims.permissions import Action, Role, allowed
from claims.prepared import prepared

if TYPE_CHECKING:
    from claims.models.passages import Passage


class Incomplete(ValidationError):
    """Hand-in refused: `passages` are those that lack something, in order."""

    def __init__(self, passages: list["Passage"]) -> None:
        self.passages = passages
        super().__init__(gettext("Some passages are not complete yet."), code="incomplete")


@prepared
def _locked(article: Any, editor: Any) -> "models.QuerySet[Assignment, Any]":
    reading = Assignment.objects.filter(article=article, editor=editor)
    return reading.select_for_update(no_key=True).values_list("pk")


@remembered()
class Assignment(Recorded):
    """This editor reads this article: open, handed in, accepted."""

    # What the asking user is here; `visible_to` adds it.
    role: str

    article = models.ForeignKey(Article, models.PROTECT, related_name="assignments", db_index=False)
    editor = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("editor"))
    handed_in_at = models.DateTimeField(null=True, blank=True)
    # It only holds the wordings of whoever settled others' readings: no reading that is compared with others.
    settles = models.BooleanField(db_default=False)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["handed_in_at"],
                condition=models.Q(accepted_at__isnull=True),
                name="assignment_waiting",
            )
        ]
        triggers = [
            fixed(
                "article_id",
                "editor_id",
                name="assignment_stays",
                message=_("An assignment stays with its article and editor."),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "editor"],
                name="assignment_once",
                violation_error_message=_("This editor reads the article already."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | (
                    models.Q(accepted_at__isnull=False, accepted_by__isnull=False)
                    & ~models.Q(accepted_by=models.F("editor"))
                ),
                name="assignment_accepted_by_another",
                violation_error_message=_("Nobody accepts their own reading."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor} reads {self.article}"

    @classmethod
    def give(cls, *, article: Article, editor: User, by: User | None) -> "Assignment":
        """Assign the article to the editor; an assignment that is there already is answered.

        Raises ValidationError when the article is archived.
        """
        if article.archived:
            raise ValidationError(
                gettext("This article is archived. Bring it back before somebody reads it."), code="archived"
            )
        with guarded():
            assignment, _made = cls.objects.get_or_create(article=article, editor=editor, defaults={"created_by": by})
        return assignment

    @classmethod
    def take_next(cls, *, collection: Collection, editor: User) -> Article | None:
        """Assign the editor the newest article that is free for them; `None` when there is none."""
        free = collection.articles.free_in(collection, editor=editor)
        with guarded():
            for pk in list(free.newest_first().values_list("pk", flat=True)[:20]):
                # Locked, so that two who ask at once get two articles; what is being taken is passed over.
                this = collection.articles.without_text().filter(pk=pk)
                locked = this.select_for_update(no_key=True, skip_locked=True).first()
                if locked and free.filter(pk=pk).exists():
                    cls.give(article=locked, editor=editor, by=editor)
                    return locked
        return None

    def take_away(self) -> None:
        """End an assignment in which nothing was marked. Raises ValidationError if it has passages."""
        with guarded():
            # Locked, so that its editor does not mark the first one meanwhile.
            self.lock(article=self.article_id, editor=self.editor_id)
            if self.own_passages().exists():
                raise ValidationError(
                    gettext("%(name)s has marked passages here, so this reading cannot be taken away."),
                    code="marked",
                    params={"name": self.editor.name},
                )
            self.delete()

    @classmethod
    def take_place(cls, *, article: Article, editor: User, role: Role) -> None:
        """Whoever marks an unassigned article is assigned by that, while places are free. Locks the reading.

        Reviewers and managers need no free place: what they add is another reading. Raises ValidationError
        when the article is archived or its places are taken. One query when the editor is assigned already.
        """
        if article.archived:
            raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
        if cls.lock(article=article.pk, editor=editor.pk):
            return
        # Locked, so that two editors cannot both take the last place.
        if not Article.objects.select_for_update(no_key=True).filter(pk=article.pk).values_list("pk"):
            raise ValidationError(gettext("This article has been deleted."), code="deleted")
        reading = cls.objects.of_readers().filter(article=article)
        readers = list(User.objects.filter(assignments__in=reading).order_by("pk"))
        places = article.collection.editors_per_article
        if role == Role.EDITOR and len(readers) >= places:
            raise ValidationError(
                gettext("%(names)s reads this article already. Ask a manager to assign it to you too."),
                code="no_place",
                params={"names": ", ".join(reader.name for reader in readers)},
            )
        cls.objects.get_or_create(article=article, editor=editor, defaults={"created_by": editor})

    @classmethod
    def of_reader(cls, *, article: Article, editor: User, role: Role) -> "Assignment":
        """The editor's assignment of the article; taken now, while places are free. Raises as `take_place` does."""
        with guarded():
            cls.take_place(article=article, editor=editor, role=role)
            return cls.objects.get(article=article, editor=editor)

    @classmethod
    def lock(cls, *, article: int, editor: int) -> bool:
        """Lock the reading, given by ids, and answer whether there is one.

        Whatever adds to a reading, moves something in it or decides about all of it does this first.
        """
        return _locked.first(article=article, editor=editor) is not None

    @classmethod
    def lock_all(cls, *, article: int, editors: Iterable[int] | None = None) -> None:
        """Lock several readings of an article, by the numbers of their editors, or all; in the one order."""
        readings = cls.objects.filter(article=article).order_by("pk")
        if editors is not None:
            readings = readings.filter(editor__in=editors)
        list(readings.select_for_update(no_key=True).values_list("pk"))

    @classmethod
    def for_settling(cls, *, article: Article, by: User) -> "Assignment":
        """What holds the person's own wordings of settled passages. Raises ValidationError if they read it themselves.

        Part of a verb: call it in its transaction.
        """
        reading, _made = cls.objects.get_or_create(
            article=article, editor=by, defaults={"created_by": by, "settles": True}
        )
        if not reading.settles:
            raise ValidationError(
                gettext(
                    "You read this article yourself, so a wording of yours would be part of your reading. Let another"
                    " reviewer word it."
                ),
                code="own_reading",
            )
        return reading

    def own_passages(self) -> PassageQuerySet:
        """The editor's passages in the article, in order, withdrawn ones too."""
        passages: PassageQuerySet = self.article.passages.all()
        return passages.filter(editor=self.editor_id).in_order()

    def hand_in(self, *, by: User) -> int:
        """Hand in all drafts and returned ones; answers how many. Raises Incomplete with those that lack.

        Handing in is the editor's word for what is there, so the editor counts as its last changer: what a
        reviewer mended and then returned cannot be handed in as it was and approved by its editor.
        """
        if by.pk != self.editor_id:
            raise PermissionDenied
        with guarded():
            self.lock(article=self.article_id, editor=self.editor_id)
            mine = self.own_passages().unfinished().select_for_update(of=("self",), no_key=True)
            passages = list(mine.for_cards())
            lacking = [passage for passage in passages if passage.lacks]
            if lacking:
                raise Incomplete(lacking)
            now = timezone.now()
            for passage in passages:
                passage.status, passage.submitted_at = Status.SUBMITTED, now
            self.own_passages().filter(pk__in=[passage.pk for passage in passages]).update(
                status=Status.SUBMITTED, submitted_at=now, changed_by=by
            )
            record(passages, verdict=Verdict.HANDED_IN, by=by)
            forget(article=self.article, by=by)
            self.handed_in_at, self.accepted_at, self.accepted_by = now, None, None
            self.save(update_fields=["handed_in_at", "accepted_at", "accepted_by"])
        return len(passages)

    def accept(self, *, by: User) -> None:
        """ "Nothing is missing here": the reading is accepted, also when it has no passages.

        Raises PermissionDenied, or ValidationError while something is undecided or not handed in, or when it is
        one's own.
        """
        with guarded():
            self.lock(article=self.article_id, editor=self.editor_id)
            if by.pk == self.editor_id:
                raise ValidationError(gettext("Nobody accepts their own reading."), code="own")
            if not allowed(self.article.collection.role_of(by), Action.REVIEW):
                raise PermissionDenied
            self.refresh_from_db(fields=["handed_in_at"])
            if not self.handed_in_at or self.own_passages().unfinished().exists():
                raise ValidationError(
                    gettext("This reading is not handed in, so it cannot be accepted yet."), code="open"
                )
            undecided = self.own_passages().awaiting_review().count()
            if undecided:
                raise ValidationError(
                    gettext("%(count)s passages still wait for a decision. Approve or return them first."),
                    code="undecided",
                    params={"count": undecided},
                )
            self.accepted_by, self.accepted_at = by, timezone.now()
            self.save(update_fields=["accepted_by", "accepted_at"])
