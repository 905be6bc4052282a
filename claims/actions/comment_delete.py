"""Delete one's own comment."""

from collections.abc import Sequence
from itertools import takewhile

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.actions.refusals import AlreadyDone
from claims.actions.thread_lock import lock_thread, may_discuss, refresh_comment
from claims.constraints import guarded
from claims.models.comments import Comment
from claims.models.users import User


def deletable_comments(thread: Sequence[Comment], *, by: User) -> list[Comment]:
    """The comments of a thread that the person may delete: their own, behind all others, and not resolved. No query.

    For what a page offers; `delete_comment` and the database ask again under a lock.
    """
    return list(takewhile(lambda each: each.author_id == by.pk and not each.is_resolved, reversed(thread)))


def delete_comment(comment: Comment, *, by: User) -> None:
    """Delete one's own comment, while nobody has answered or resolved it; the history keeps it.

    Raises PermissionDenied, AlreadyDone or ValidationError.
    """
    if not may_discuss(comment.passage, by=by):
        raise PermissionDenied
    if by.pk != comment.author_id:
        raise ValidationError(gettext("Only who wrote a comment can take it back."), code="not_own")
    with guarded():
        lock_thread(comment.passage)
        if not refresh_comment(comment):
            raise AlreadyDone
        if comment.is_resolved:
            raise ValidationError(
                gettext("This is resolved, so it stays. Open it again first, or add another comment."),
                code="resolved",
            )
        comment.delete()
