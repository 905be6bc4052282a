"""Members of a collection with the people that they are."""

from collections.abc import Iterable

from django.db import models

from claims.models import Collection, Membership, User
from claims.models.collections import MembershipQuerySet
from claims.text.normalise import typed


def members_matching(collection: Collection, query: str) -> MembershipQuerySet:
    """The memberships of people whose name or user name contains the query, in any case."""
    named = models.Q()
    for field in ("username", "first_name", "last_name"):
        named |= models.Q(**{f"user__{field}__icontains": typed(query)})
    return collection.memberships.filter(named)


def people_of(memberships: Iterable[Membership]) -> "models.QuerySet[User]":
    """Return the people of these memberships by name."""
    people: models.QuerySet[User] = User.objects.filter(pk__in=[each.user_id for each in memberships])
    return people.order_by("first_name", "last_name", "username")
