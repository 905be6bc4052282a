"""The line above an article's text: how far one's own reading is, and whose reading waits for a decision."""

from typing import Any

from claims.models import Article, Assignment, User
from claims.models.marking import progress_of
from claims.permissions import Action, allowed


def strip(found: Article, *, user: User) -> dict[str, Any]:
    """How far one's own reading of the article is; for a reviewer also whose reading waits. One query each."""
    waiting = None
    if allowed(found.role, Action.REVIEW):
        waiting = list(Assignment.objects.in_article(found).to_review_by(user).with_counts().select_related("editor"))
    return {
        "article": found,
        "may_mark": allowed(found.role, Action.MARK) and not found.archived,
        "progress": progress_of(user, article=found),
        "readings": waiting,
    }
