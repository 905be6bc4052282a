"""Words to choose and list comments with, chainable, starting from who asks.

The comments on one passage are one thread. It is as its last comment is: resolved while that one is, open again as
soon as somebody adds another.
"""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from claims.models.common import rows_of
from claims.models.words import Status
from claims.permissions import ALLOWED, Action

if TYPE_CHECKING:
    from claims.models.collections import Collection
    from claims.models.comments import Comment
    from claims.models.passages import Passage
    from claims.models.people import User


class CommentQuerySet(models.QuerySet["Comment"]):
    """Chainable words for comments."""

    def visible_to(self, user: "User") -> Self:
        """Those of the user's collections, each with the user's `role` there; who sees the passage is not asked."""
        return self.filter(passage__article__collection__memberships__user=user).annotate(
            role=models.F("passage__article__collection__memberships__role")
        )

    def on(self, passage: "Passage") -> Self:
        """The thread of one passage, in the order of writing."""
        return self.filter(passage=passage).order_by("pk")

    def behind(self, comment: "Comment") -> Self:
        """What was written to the same passage after this one."""
        return self.filter(passage=comment.passage_id, pk__gt=comment.pk)

    def by_others_than(self, user_id: int) -> Self:
        """What other people wrote."""
        return self.exclude(author=user_id)

    def last_ones(self) -> Self:
        """The last comment of each thread, which says how the thread is."""
        later = rows_of("Comment").filter(passage=models.OuterRef("passage"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(later))

    def open(self) -> Self:
        """Of the last ones, those whose thread is open."""
        return self.last_ones().filter(resolved_at__isnull=True)

    def with_authors(self) -> Self:
        """Each with who wrote it and who resolved it."""
        return self.select_related("author", "resolved_by")

    def waiting_for(self, user: "User") -> Self:
        """The last comments of open threads in which somebody else had the last word, and this person is asked.

        That is whoever marked or decided about the passage or wrote in its thread before; and where its editor
        asks and nobody has answered yet, everybody who reviews there.
        """
        thread = rows_of("Comment").filter(passage=models.OuterRef("passage"))
        asked = models.Q(
            ~models.Exists(thread.exclude(author=models.OuterRef("author"))),
            role__in=ALLOWED[Action.REVIEW],
            author=models.F("passage__editor"),
        )
        involved = (
            models.Q(passage__editor=user)
            | models.Q(passage__reviewed_by=user)
            | models.Q(models.Exists(thread.filter(author=user)))
        )
        return (
            self.visible_to(user)
            .open()
            .by_others_than(user.pk)
            .exclude(passage__status=Status.WITHDRAWN)
            .filter(involved | asked, passage__article__archived=False)
            .filter(passage__in=rows_of("Passage").discussed_by(user))
        )

    def for_desk(self) -> Self:
        """With author, passage and article (but its text), oldest first; each with the `total` of all there are."""
        return (
            self.select_related("author", "passage__article__collection")
            .defer("passage__article__text", "passage__article__collection__guidelines")
            .annotate(total=models.Window(models.Count("pk")))
            .order_by("created_at", "pk")
            .fetch_mode(models.FETCH_RAISE)
        )

    def of_collection(self, collection: "Collection") -> Self:
        """All of a collection, those on withdrawn and merged passages too, in the order of writing."""
        return self.filter(passage__article__collection=collection).order_by("pk")

    def as_records(self) -> "models.QuerySet[Comment, Any]":
        """Plain rows that hold all there is to a comment, people by user name: for whoever takes everything away."""
        return self.values(
            "id", "passage_id", "text", "created_at", "resolved_at",
            author_name=models.F("author__username"), resolver_name=models.F("resolved_by__username"),
        )  # fmt: skip
