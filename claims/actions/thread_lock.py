"""Lock the thread of comments on a passage. Part of each action on a comment."""

from claims.models.comments import Comment
from claims.models.passages import Passage
from claims.models.users import User


def may_discuss(passage: Passage, *, by: User) -> bool:
    """Whether the person may read and write comments on the passage. One query."""
    return Passage.objects.discussed_by(by).filter(pk=passage.pk).exists()


def lock_thread(passage: Passage) -> None:
    """Lock the passage's thread, so that nobody resolves or deletes what is answered in the same moment."""
    Passage.objects.select_for_update(of=("self",), no_key=True).values_list("pk").get(pk=passage.pk)


def refresh_comment(comment: Comment) -> bool:
    """Read again whether the comment is resolved; answers whether the comment is still there."""
    now = Comment.objects.filter(pk=comment.pk).values_list("resolved_by", "resolved_at").first()
    comment.resolved_by_id, comment.resolved_at = now or (None, None)
    return now is not None
