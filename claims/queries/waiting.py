"""How much waits for a person's decision, for a number that stands on every page."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models

from claims.models import Article, Assignment, Membership, User
from claims.models.base import is_one_of
from claims.permissions import ALLOWED, Action
from claims.prepared import prepared

MOST = 99  # that are told exactly
LOOKED_AT = 500  # readings that were handed in and not accepted; more make no difference to anybody


@prepared
def _waiting(user: Any) -> "models.QuerySet[Assignment, Any]":
    reviewed = Membership.objects.filter(user=user, role__in=ALLOWED[Action.REVIEW])
    # Looked up for each reading: joined, all articles would be read to begin with.
    place = Article.objects.current().filter(pk=models.OuterRef("article")).values("collection")[:1]
    few = (
        Assignment.objects.filter(models.Exists(reviewed), handed_in_at__isnull=False, accepted_at__isnull=True)
        .exclude(editor=user)
        .alias(place=models.Subquery(place))
        .filter(is_one_of("place", ArraySubquery(reviewed.values("collection"))))
        .values("pk")[:LOOKED_AT]
    )
    among = Assignment.objects.filter(is_one_of("id", ArraySubquery(few)))
    return among.to_review_by(user).reviewable().order_by().values_list("pk")[: MOST + 1]


def number_to_review(user: User) -> int:
    """How many readings wait for the person's review, and `MOST` + 1 for any more. One query, for a page of any sort.

    As `to_review_by(user).reviewable()` has them, but among the first few of them alone: a reading that is with its
    editor again is one of these too, so that in a very large collection some that wait may be missed.
    """
    return len(_waiting.all(user=user.pk))
