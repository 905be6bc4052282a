"""Who reads what: readings that are open, handed in, accepted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.assignment_fields import AssignmentFields
from claims.models.blind import check_all_handed_in, is_blind_for
from claims.models.changes import forget
from claims.models.collections import Collection
from claims.models.common import remembered
from claims.models.milestones import record
from claims.models.people import User
from claims.models.readings import AssignmentQuerySet
from claims.models.words import Status, Verdict
from claims.permissions import Action, Role, allowed
from claims.prepared import prepared

if TYPE_CHECKING:
    from claims.models.passages import Passage


CANDIDATES = 20  # that are tried for whoever asks for the next one


class Incomplete(ValidationError):
    """Hand-in refused: `passages` are those that lack something, in order."""

    def __init__(self, passages: list["Passage"]) -> None:
        self.passages = passages
        super().__init__(gettext("Some passages are not complete yet."), code="incomplete")


@prepared
def _locked(article: Any, editor: Any) -> "models.QuerySet[Assignment, Any]":
    reading = Assignment.objects.filter(article=article, editor=editor)
    return reading.select_for_update(no_key=True).values_list("pk", "taken_away_at")


def _locked_with_editor(*, article: int, editor: int) -> bool:
    """Lock the reading and answer whether there is one. Raises ValidationError if it was taken away."""
    found = _locked.first(article=article, editor=editor)
    if found is None:
        return False
    _pk, taken_away_at = found
    if taken_away_at:
        raise ValidationError(
            gettext("This article was taken away from you. Ask a manager to give it back."), code="taken_away"
        )
    return True


def has_left(person: User, collection: Collection) -> bool:
    """Whether the person marks nothing in the collection any more: no member with that right, or deactivated."""
    return not person.is_active or not allowed(collection.role_of(person), Action.MARK)


@remembered()
class Assignment(AssignmentFields):
    """This editor reads this article: open, handed in, accepted."""

    objects = AssignmentQuerySet.as_manager()

    class Meta(AssignmentFields.Meta):
        abstract = False

    @classmethod
    def give(cls, *, article: Article, editor: User, by: User | None) -> "Assignment":
        """Assign the article to the editor; one that is there already is answered, one taken away is given back.

        Raises ValidationError when the article is archived.
        """
        if article.archived:
            raise ValidationError(
                gettext("This article is archived. Bring it back before somebody reads it."), code="archived"
            )
        with guarded():
            assignment, _made = cls.objects.get_or_create(article=article, editor=editor, defaults={"created_by": by})
            if assignment.taken_away_at:
                assignment.taken_away_at = assignment.taken_away_by = None
                assignment.save(update_fields=["taken_away_at", "taken_away_by"])
        return assignment

    @classmethod
    def take_next(cls, *, collection: Collection, editor: User) -> Article | None:
        """Assign the editor the oldest article that is free for them; `None` when there is none.

        The oldest, so that no article starves under newer ones, its readers come soon after each other, and what a
        later report denies is already marked in the earlier one.
        """
        free = collection.articles.free_in(collection, editor=editor)
        # What others are just taking is passed over; only when nothing else is left is it waited for.
        for waits in (False, True):
            for pk in free.oldest_first().values_list("pk", flat=True)[:CANDIDATES]:
                # A transaction each, so that nobody holds one article while waiting for another.
                with guarded():
                    this = collection.articles.without_text().filter(pk=pk)
                    locked = this.select_for_update(no_key=True, skip_locked=not waits).first()
                    if locked and free.filter(pk=pk).exists():
                        cls.give(article=locked, editor=editor, by=editor)
                        return locked
        return None

    def take_away(self, *, by: User) -> bool:
        """End a reading; what was marked in it stays as it is, and comes back when it is given again.

        Answers whether something was there to keep: of a reading in which nothing was done nothing stays. Raises
        ValidationError when it was taken away already.
        """
        with guarded():
            # Locked, so that its editor does not mark the first one meanwhile.
            if not self.lock(article=self.article_id, editor=self.editor_id):
                raise ValidationError(gettext("This reading was taken away already."), code="taken_away")
            self.refresh_from_db(fields=["handed_in_at", "taken_away_at"])
            if self.taken_away_at:
                raise ValidationError(gettext("This reading was taken away already."), code="taken_away")
            if self.handed_in_at is None and not self.own_passages().exists():
                self.delete()
                type(self).objects.in_article(self.article).note_shown()
                return False
            self.taken_away_by, self.taken_away_at = by, timezone.now()
            self.save(update_fields=["taken_away_by", "taken_away_at"])
            type(self).objects.in_article(self.article).note_shown()
        return True

    @classmethod
    def take_place(cls, *, article: Article, editor: User, role: Role) -> None:
        """Whoever marks an unassigned article is assigned by that, while places are free. Locks the reading.

        Reviewers and managers need no free place: what they add is another reading. Raises ValidationError
        when the article is archived or its places are taken. One query when the editor is assigned already.
        """
        if article.archived:
            raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
        if _locked_with_editor(article=article.pk, editor=editor.pk):
            return
        # Locked, so that two editors cannot both take the last place.
        if not Article.objects.select_for_update(no_key=True).filter(pk=article.pk).values_list("pk"):
            raise ValidationError(gettext("This article has been deleted."), code="deleted")
        counted = cls.objects.in_article(article).counted().values("editor")
        readers = list(User.objects.filter(pk__in=counted).order_by("pk"))
        places = article.collection.editors_per_article
        if role == Role.EDITOR and len(readers) >= places:
            if is_blind_for(article.collection, role):
                raise ValidationError(
                    gettext("All places to read this article are taken. Ask a manager to assign it to you too."),
                    code="no_place",
                )
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

    @classmethod
    def wait_again(cls, *, article: int, editor: int) -> None:
        """Have the reading decided on again, because something was added to it. Part of a verb, with it locked."""
        cls.objects.filter(article=article, editor=editor).update(
            handed_in_at=models.functions.Coalesce("handed_in_at", models.functions.Now()),
            accepted_at=None,
            accepted_by=None,
        )

    def hand_in(self, *, by: User) -> int:
        """Hand in all drafts and returned ones; answers how many. Raises Incomplete with those that lack.

        Handing in is the editor's word for what is there, so the editor counts as its last changer: what a
        reviewer mended and then returned cannot be handed in as it was and approved by its editor. For an editor
        who marks nothing here any more a reviewer does it, who then cannot approve these; what lacks something
        goes along, since nobody but a reviewer can complete it now.
        """
        collection = self.article.collection
        stands_in = by.pk != self.editor_id and allowed(collection.role_of(by), Action.REVIEW)
        if by.pk != self.editor_id and not (stands_in and has_left(self.editor, collection)):
            raise PermissionDenied
        with guarded():
            _locked_with_editor(article=self.article_id, editor=self.editor_id)
            mine = self.own_passages().unfinished().select_for_update(of=("self",), no_key=True)
            passages = list(mine.for_cards())
            lacking = [passage for passage in passages if passage.lacks]
            if lacking and not stands_in:
                raise Incomplete(lacking)
            record(passages, verdict=Verdict.HANDED_IN, by=by)
            # Not before the record, by the clock that it is kept by.
            self.handed_in_at, self.accepted_at, self.accepted_by = models.functions.Now(), None, None
            self.save(update_fields=["handed_in_at", "accepted_at", "accepted_by"])
            self.own_passages().filter(pk__in=[passage.pk for passage in passages]).update(
                status=Status.SUBMITTED, submitted_at=self.handed_in_at, changed_by=by
            )
            forget(article=self.article, by=by)
            type(self).objects.in_article(self.article).note_shown()
        return len(passages)

    def accept(self, *, by: User) -> None:
        """ "Nothing is missing here": the reading is accepted, also when it has no passages.

        Raises PermissionDenied, or ValidationError while something is undecided or not handed in, where reading is
        blind also by others, or when it is one's own.
        """
        with guarded():
            self.lock(article=self.article_id, editor=self.editor_id)
            if by.pk == self.editor_id:
                raise ValidationError(gettext("Nobody accepts their own reading."), code="own")
            if not allowed(self.article.collection.role_of(by), Action.REVIEW):
                raise PermissionDenied
            check_all_handed_in(self.article, by_reviewer=True)
            if not type(self).objects.handed_in().filter(pk=self.pk).exists():
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
