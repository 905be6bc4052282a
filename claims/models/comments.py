"""What editors and reviewers write to each other about a passage: one thread a passage, open or resolved.

A comment is talk about a passage and no part of it: it makes no new version and touches no approval, so it can be
written on an approved or a merged passage as well. It stays as it was written; its author can take it back while
nobody has answered, and the history keeps it.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import Refuse, clean_texts, fixed, guarded
from claims.fields import ParagraphsField
from claims.models.common import remembered, rows_of
from claims.models.editing import AlreadyDone, Stale
from claims.models.limits import COMMENTS, check_limit
from claims.models.passages import Passage
from claims.models.people import User
from claims.models.threads import CommentQuerySet
from claims.short_texts import clean_paragraphs


@remembered()
class Comment(models.Model):
    """Something that one person wrote about a passage, and whether that is settled."""

    # What the asking user is here; `visible_to` adds it.
    role: str

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="comments", db_index=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("author"))
    text = ParagraphsField(_("text"), max_length=5000)
    created_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    # Known by it when it is sent twice.
    action = models.UUIDField(default=uuid.uuid4, editable=False)
    # Of the comment that was the last one then; another one after it opens the thread again.
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["passage", "id"], name="comment_in_thread"),
            models.Index(fields=["author", "created_at"], name="comment_by_person"),
        ]
        triggers = [
            fixed(
                "passage_id", "author_id", "text", "created_at", "action",
                name="comment_fixed",
                message=_("A comment stays as it was written. Take it back, or add another one."),
            ),
            Refuse(
                name="comment_answered_kept",
                operation=pgtrigger.Delete,
                unless="NOT EXISTS (SELECT 1 FROM claims_comment later WHERE later.passage_id = OLD.passage_id"
                " AND later.id > OLD.id AND later.author_id <> OLD.author_id)",
                message=_("Somebody has answered this comment, so it stays. Add another one."),
            ),
            clean_texts(name="comment_words_clean", paragraphs={"text": 5000}),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__regex=r"\S"),
                name="comment_has_text",
                violation_error_message=_("Nothing is written yet. Write the comment first."),
            ),
            models.UniqueConstraint(
                fields=["passage", "action"],
                name="comment_once",
                violation_error_message=_("This very comment was sent already, in other words. Send it again."),
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
                violation_error_message=_("What is resolved was resolved by somebody at some time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"

    @property
    def is_resolved(self) -> bool:
        """Whether it was settled when it was the last one."""
        return self.resolved_at is not None

    @classmethod
    def add(cls, *, passage: Passage, by: User, text: str, action: uuid.UUID | None = None) -> "Comment":
        """Write to the thread of a passage; that opens it again if it was resolved.

        Raises PermissionDenied for who may not see the passage or not mark there, AlreadyDone when this very comment
        arrived before (and may have been taken back), LimitReached or another ValidationError.
        """
        _check(passage, by)
        if passage.article.archived:
            raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
        comment = cls(passage=passage, author=by, text=clean_paragraphs(text).strip(), action=action or uuid.uuid4())
        with guarded():
            _lock(passage)
            if comment.arrived_before():
                raise AlreadyDone
            check_limit(COMMENTS, by=by)
            comment.save(force_insert=True)
        return comment

    def arrived_before(self) -> bool:
        """Whether the same person sent the same words by the same action; also if they were taken back since."""
        sent = {"passage_id": self.passage_id, "action": self.action, "author_id": self.author_id, "text": self.text}
        return (
            Comment.objects.filter(**sent).exists()
            or rows_of("CommentEvent").filter(pgh_label="delete", **sent).exists()
        )

    def resolve(self, *, by: User) -> None:
        """Say that the thread is settled, as far as this comment.

        Raises Stale when somebody wrote meanwhile, since that was not seen, or took this back; or PermissionDenied.
        """
        with self._as_last(by=by):
            if not self.is_resolved:
                self.resolved_by, self.resolved_at = by, timezone.now()
                self.save(update_fields=["resolved_by", "resolved_at"])

    def reopen(self, *, by: User) -> None:
        """Say that the thread is not settled after all. Raises as `resolve` does."""
        with self._as_last(by=by):
            if self.is_resolved:
                self.resolved_by, self.resolved_at = None, None
                self.save(update_fields=["resolved_by", "resolved_at"])

    def take_back(self, *, by: User) -> None:
        """Take one's own comment back, while nobody has answered or resolved it; the history keeps it.

        Raises PermissionDenied, AlreadyDone or ValidationError.
        """
        _check(self.passage, by)
        if by.pk != self.author_id:
            raise ValidationError(gettext("Only who wrote a comment can take it back."), code="not_own")
        with guarded():
            _lock(self.passage)
            if not self._refresh():
                raise AlreadyDone
            if self.is_resolved:
                raise ValidationError(
                    gettext("This is resolved, so it stays. Open it again first, or add another comment."),
                    code="resolved",
                )
            self.delete()

    @classmethod
    def place_of_taken_back(cls, comment_id: int, *, by: User) -> uuid.UUID | None:
        """On which passage the person's comment of that number stood, if it was taken back."""
        gone = rows_of("CommentEvent").filter(pgh_label="delete", pgh_obj=comment_id, author=by)
        place: uuid.UUID | None = gone.values_list("passage", flat=True).first()
        return place

    @contextmanager
    def _as_last(self, *, by: User) -> Iterator[None]:
        """Lock the thread, and let the caller change this comment if it is still the last one there."""
        _check(self.passage, by)
        with guarded():
            _lock(self.passage)
            if not self._refresh() or Comment.objects.behind(self).exists():
                raise Stale
            yield

    def _refresh(self) -> bool:
        """Take over whether it is resolved now; answers whether it is still there."""
        now = Comment.objects.filter(pk=self.pk).values_list("resolved_by", "resolved_at").first()
        self.resolved_by_id, self.resolved_at = now or (None, None)
        return now is not None


def _check(passage: Passage, by: User) -> None:
    if not Passage.objects.discussed_by(by).filter(pk=passage.pk).exists():
        raise PermissionDenied


def _lock(passage: Passage) -> None:
    """One after the other, so that nobody settles or takes back what was answered in the same moment."""
    Passage.objects.select_for_update(of=("self",), no_key=True).values_list("pk").get(pk=passage.pk)
