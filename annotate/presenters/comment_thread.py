"""What is said about a passage, as one story: comments, and between them the steps of its review with their reasons.

The reason of a return is no comment, and is not copied into one: it is read off the record of the review.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.actions.comment_create import may_comment_on
from claims.actions.comment_delete import deletable_comments
from claims.models import Comment, Passage, User


@dataclass(frozen=True, slots=True)
class Line:
    """A comment, or a step of the review (`verdict`, a word of `Verdict`) with its reason, if it has one."""

    at: datetime
    name: str
    words: str
    verdict: str = ""
    comment: Comment | None = None
    # Whether the reader wrote it and nobody has reacted yet.
    may_take_back: bool = False


def talk(passage: Passage, *, user: User) -> dict[str, Any]:
    """What the fragment `_talk.html` is drawn from; two queries. The passage is one that the user may discuss."""
    comments = list(Comment.objects.on(passage).with_authors())
    steps = passage.milestones.select_related("by").defer("snapshot")
    lines = [Line(step.at, step.by.name, step.note, verdict=step.verdict) for step in steps]
    lines += _comments(comments, user)
    last = comments[-1] if comments else None
    return {
        "passage": passage,
        "lines": sorted(lines, key=lambda line: line.at),
        "last": last,
        "count": len(comments),
        "is_open": last is not None and not last.is_resolved,
        "may_write": may_comment_on(passage),
        # For a browser without scripts: pressed twice, it is sent once.
        "action": uuid.uuid4(),
    }


def _comments(comments: list[Comment], user: User) -> list[Line]:
    """Each comment as a line, in the order of writing."""
    deletable = {each.pk for each in deletable_comments(comments, by=user)}
    return [
        Line(each.created_at, each.author.name, each.text, comment=each, may_take_back=each.pk in deletable)
        for each in comments
    ]
