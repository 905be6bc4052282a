"""Merge an entry of the register into another, and take the two apart again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.actors import Actor
from claims.models.users import User
from claims.permissions import RegisterAction
from claims.queries.register import followers, may


def merge_actor(actor: Actor, *, other: Actor, by: User | None = None) -> None:
    """Merge `other` into `actor`: readers resolve it from now on; no passage changes.

    Without `by` the program itself merges, and no right is asked for. Raises PermissionDenied unless `by` may merge
    both, or ValidationError if either is merged already or both are the same.
    """
    with guarded():
        # Both locked in order, before the right is asked for.
        both = Actor.objects.select_for_update(no_key=True).order_by("pk").in_bulk([actor.pk, other.pk])
        if by and not may(by, RegisterAction.MERGE, actor, other):
            raise PermissionDenied
        if {actor.pk, other.pk} - both.keys():
            # The person who entered it took that back meanwhile.
            raise ValidationError(gettext("One of the two is not there any more."), code="gone")
        if any(each.merged_into_id for each in both.values()):
            raise ValidationError(gettext("One of the two is merged into another already."), code="merged")
        # Actors merged into the other one follow, so that one step always reaches the end.
        Actor.objects.filter(Q(pk=other.pk) | Q(merged_into=other.pk)).update(merged_into=actor.pk)


def unmerge_actor(other: Actor, *, by: User) -> list[Actor]:
    """Take an entry out of the one that it was merged into; answers the actors that were merged into it before.

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
