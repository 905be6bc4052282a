"""Resolve the thread of a passage, or open it again. The thread is as its last comment is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from claims.actions.refusals import Stale
from claims.actions.thread_lock import lock_thread, may_discuss, refresh_comment
from claims.constraints import guarded
from claims.models.comments import Comment
from claims.models.users import User


def resolve_comment(comment: Comment, *, by: User) -> None:
    """Resolve the thread that ends with this comment.

    Raises Stale when somebody wrote meanwhile, since the person has not seen that, or deleted the comment; or
    PermissionDenied.
    """
    with _locked_as_last(comment, by=by):
        if not comment.is_resolved:
            comment.resolved_by, comment.resolved_at = by, timezone.now()
            comment.save(update_fields=["resolved_by", "resolved_at"])


def reopen_comment(comment: Comment, *, by: User) -> None:
    """Open the thread that ends with this comment again. Raises as `resolve_comment` does."""
    with _locked_as_last(comment, by=by):
        if comment.is_resolved:
            comment.resolved_by, comment.resolved_at = None, None
            comment.save(update_fields=["resolved_by", "resolved_at"])


@contextmanager
def _locked_as_last(comment: Comment, *, by: User) -> Iterator[None]:
    """Lock the thread, and let the caller change this comment if it is still the last one there."""
    if not may_discuss(comment.passage, by=by):
        raise PermissionDenied
    with guarded():
        lock_thread(comment.passage)
        if not refresh_comment(comment) or Comment.objects.behind(comment).exists():
            raise Stale
        yield
