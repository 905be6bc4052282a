"""Comments: what editors and reviewers write to each other about a passage. One thread a passage, open or resolved.

A comment is about a passage and no part of it: a comment makes no new version and touches no approval, so it can be
written on an approved or a merged passage as well. Its words never change; its author can delete it while nobody has
answered, and the history keeps it.
"""

import uuid
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.constraints import Refuse, clean_texts, fixed
from claims.fields import ParagraphsField
from claims.models.base import remembered
from claims.models.collections import Collection
from claims.models.passages import Passage
from claims.models.users import User


class CommentQuerySet(models.QuerySet["Comment"]):
    """Chainable filters for comments.

    The comments on one passage are one thread. A thread is as its last comment is: resolved while that one is, open
    again as soon as somebody adds another.
    """

    def visible_to(self, user: User) -> Self:
        """Comments of the user's collections, each with the user's `role` there; may include hidden passages."""
        return self.filter(passage__article__collection__memberships__user=user).annotate(
            role=models.F("passage__article__collection__memberships__role")
        )

    def on(self, passage: Passage) -> Self:
        """The thread of one passage, in the order of writing."""
        return self.filter(passage=passage).order_by("pk")

    def behind(self, comment: "Comment") -> Self:
        """Comments written on the same passage after this one."""
        return self.filter(passage=comment.passage_id, pk__gt=comment.pk)

    def by_others_than(self, user_id: int) -> Self:
        """Comments of other people."""
        return self.exclude(author=user_id)

    def last_ones(self) -> Self:
        """The last comment of each thread, which says how the thread is."""
        later = self.model.objects.filter(passage=models.OuterRef("passage"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(later))

    def open(self) -> Self:
        """The last comments of open threads."""
        return self.last_ones().filter(resolved_at__isnull=True)

    def with_authors(self) -> Self:
        """Each with its author and the person who resolved it."""
        return self.select_related("author", "resolved_by")

    def for_desk(self) -> Self:
        """With author, passage and article (but its text), oldest first; each with the `total` of all there are."""
        return (
            self.select_related("author", "passage__article__collection")
            .defer("passage__article__text", "passage__article__collection__guidelines")
            .annotate(total=models.Window(models.Count("pk")))
            .order_by("created_at", "pk")
            .fetch_mode(models.FETCH_RAISE)
        )

    def of_collection(self, collection: Collection) -> Self:
        """All comments of a collection, also on withdrawn and merged passages, in the order of writing."""
        return self.filter(passage__article__collection=collection).order_by("pk")

    def as_records(self) -> "models.QuerySet[Comment, Any]":
        """Plain rows with every column, people by user name, for a copy of everything."""
        return self.values(
            "id", "passage_id", "text", "created_at", "resolved_at",
            author_name=models.F("author__username"), resolver_name=models.F("resolved_by__username"),
        )  # fmt: skip


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
