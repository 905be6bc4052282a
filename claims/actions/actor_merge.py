"""Merging an entry of the register into another, and taking the two apart again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models import Actor, User
from claims.permissions import RegisterAction
from claims.queries.register import followers, may


def merge_actors(*, actor: Actor, other: Actor, by: User) -> None:
    """Merge `other` into `actor`: readers resolve it from now on; no passage changes.

    Raises PermissionDenied unless `by` may merge both, or ValidationError if either is merged already.
    """
    with guarded():
        # Both locked in order, as `absorb` does it, before the right is asked for.
        list(Actor.objects.select_for_update(no_key=True).filter(pk__in=[actor.pk, other.pk]).order_by("pk"))
        if not may(by, RegisterAction.MERGE, actor, other):
            raise PermissionDenied
        actor.absorb(other=other)


def unmerge_actor(*, other: Actor, by: User) -> list[Actor]:
    """Take an entry out of the one that it was merged into; answers those that had been merged into it before.

    They belong to it again. Raises PermissionDenied, or ValidationError when it is not merged any more.
    """
    with guarded():
        into = other.merged_into_id
        # The whole family in order, as merging locks them.
        family = Actor.objects.select_for_update(no_key=True).filter(Q(pk=into) | Q(merged_into=into)).order_by("pk")
        locked = {actor.pk: actor for actor in family} if into else {}
        if other.pk not in locked or not into:
            raise ValidationError(gettext("This entry is not merged into another any more."), code="not_merged")
        if not may(by, RegisterAction.MERGE, locked[into]):
            raise PermissionDenied
        along = followers(locked[other.pk])
        Actor.objects.filter(pk=other.pk).update(merged_into=None)
        Actor.objects.filter(pk__in=[actor.pk for actor in along]).update(merged_into=other.pk)
    return along
