"""Accepting all readings of an article that was settled, in one go; each by the rules of accepting one."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError

from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.people import User
from claims.models.reviews import Assignment
from claims.permissions import Action, allowed


class Accepted(NamedTuple):
    """Which readings were accepted, and which were left, each with why."""

    accepted: list[Assignment]
    left: list[tuple[Assignment, str]]


def accept_all(*, article: Article, by: User) -> Accepted:
    """Accept each reading of the article that waits for it, wordings of those who settled among them.

    One that may not be accepted, or not by this person, is left as it is. Raises PermissionDenied.
    """
    if not allowed(article.collection.role_of(by), Action.REVIEW):
        raise PermissionDenied
    done = Accepted([], [])
    with guarded():
        Assignment.lock_all(article=article.pk)
        waiting = Assignment.objects.in_article(article).filter(handed_in_at__isnull=False, accepted_at__isnull=True)
        for reading in waiting.with_people().order_by("pk"):
            reading.article = article
            try:
                # One of its own, so that what is refused leaves nothing half done.
                with guarded():
                    reading.accept(by=by)
            except ValidationError as error:
                done.left.append((reading, " ".join(error.messages)))
            else:
                done.accepted.append(reading)
    return done
