"""Comments that wait for somebody's answer, and the places of deleted ones."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

from claims.models.base import rows_of
from claims.models.choices import Status
from claims.models.comments import Comment
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import ALLOWED, Action

if TYPE_CHECKING:
    from claims.models.comments import CommentQuerySet


def comments_waiting_for(user: User) -> "CommentQuerySet":
    """The last comments of open threads in which somebody else had the last word, and this person is asked.

    The person is asked if they marked or reviewed the passage, or wrote in its thread before. Where the editor asks
    and nobody has answered yet, all reviewers of the collection are asked.
    """
    thread = Comment.objects.filter(passage=models.OuterRef("passage"))
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
        Comment.objects.visible_to(user)
        .open()
        .by_others_than(user.pk)
        .exclude(passage__status=Status.WITHDRAWN)
        .filter(involved | asked, passage__article__archived=False)
        .filter(passage__in=Passage.objects.discussed_by(user))
    )


def passage_of_deleted_comment(comment_id: int, *, by: User) -> uuid.UUID | None:
    """The id of the passage on which the person's deleted comment of that number stood."""
    gone = rows_of("CommentEvent").filter(pgh_label="delete", pgh_obj=comment_id, author=by)
    place: uuid.UUID | None = gone.values_list("passage", flat=True).first()
    return place
