"""Comment on a passage."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.actions.entry_limits import COMMENTS, check_limit
from claims.actions.refusals import AlreadyDone
from claims.actions.thread_lock import lock_thread, may_discuss
from claims.constraints import guarded
from claims.models.base import rows_of
from claims.models.comments import Comment
from claims.models.passages import Passage
from claims.models.users import User
from claims.text.short_texts import clean_paragraphs


def may_comment_on(passage: Passage) -> bool:
    """Whether people who may discuss the passage may add comments: not while its article is archived. No query."""
    return not passage.article.archived


def create_comment(*, passage: Passage, by: User, text: str, action: uuid.UUID | None = None) -> Comment:
    """Comment on a passage; that opens a resolved thread again.

    Raises PermissionDenied if the person may not see the passage or not mark there, AlreadyDone when this very comment
    arrived before (and may have been deleted), LimitReached or another ValidationError.
    """
    if not may_discuss(passage, by=by):
        raise PermissionDenied
    if not may_comment_on(passage):
        raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
    text = clean_paragraphs(text).strip()
    comment = Comment(passage=passage, author=by, text=text, action=action or uuid.uuid4())
    with guarded():
        lock_thread(passage)
        if _has_arrived(comment):
            raise AlreadyDone
        check_limit(COMMENTS, by=by)
        comment.save(force_insert=True)
    return comment


def _has_arrived(comment: Comment) -> bool:
    """Whether the same person sent the same words by the same action before; also if they were deleted since."""
    sent = {
        "passage_id": comment.passage_id,
        "action": comment.action,
        "author_id": comment.author_id,
        "text": comment.text,
    }
    return (
        Comment.objects.filter(**sent).exists() or rows_of("CommentEvent").filter(pgh_label="delete", **sent).exists()
    )
