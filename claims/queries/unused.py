"""Claims and actors that nothing cites, and who may delete them; the table stands in `permissions`.

A claim or an actor is used by every passage that names it, also by one that is withdrawn or merged: its history stays
readable. Whoever reads blind may delete nothing there: the answer would tell whether hidden passages cite it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from claims.models import Actor, Claim, Membership, User
from claims.models.blind import read_blind_by
from claims.permissions import ALLOWED, Action, RegisterAction, Role, Standing, allowed_in_register

if TYPE_CHECKING:
    from claims.models.actors import ActorQuerySet
    from claims.models.claims import ClaimQuerySet


def claims_to_delete(person: User, *, among: Iterable[int] | None = None) -> "ClaimQuerySet":
    """The unused claims that the person may delete, `among` these: their own, and all of a collection that they review.

    Each with the person's `role` in its collection.
    """
    own = models.Q(created_by=person, role__in=ALLOWED[Action.MARK])
    blind = models.Q(role=Role.EDITOR, collection__blind=True)
    visible = Claim.objects.visible_to(person).unused()
    if among is not None:
        visible = visible.filter(pk__in=list(among))
    return visible.filter(models.Q(role__in=ALLOWED[Action.REVIEW]) | (own & ~blind))


def actors_to_delete(person: User, *, among: Iterable[int] | None = None) -> "ActorQuerySet":
    """The unused actors that the person may delete, `among` these.

    A register editor: all. Who entered it: that one. Who reviews every collection in which its maker marks: what that
    member entered; a membership that the maker has not seen yet gives no such right.
    """
    unused = Actor.objects.unused()
    if among is not None:
        unused = unused.filter(pk__in=list(among))
    if read_blind_by(person).exists():
        return unused.none()
    if person.is_register_editor and allowed_in_register(Standing.REGISTER_EDITOR, RegisterAction.DELETE):
        return unused
    marking = Membership.objects.filter(role__in=ALLOWED[Action.MARK])
    if not marking.filter(user=person).exists() or not allowed_in_register(Standing.ENTERED, RegisterAction.DELETE):
        return unused.none()
    reviewed = Membership.objects.filter(user=person, role__in=ALLOWED[Action.REVIEW]).values("collection")
    members = marking.confirmed().filter(collection__in=reviewed).values("user")
    elsewhere = marking.filter(user=models.OuterRef("created_by")).exclude(collection__in=reviewed)
    of_members = models.Q(created_by__in=members) & ~models.Exists(elsewhere)
    return unused.filter(models.Q(created_by=person) | of_members)
