"""Delete claims and actors that nothing cites, one or many at once. Their history stays, and so does the history of a
passage that named one before.

A person who cites one in the same moment waits for its lock, and is told that it is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from claims.constraints import guarded
from claims.models import Actor, Claim, User
from claims.queries.unused import actors_to_delete, claims_to_delete


@dataclass(frozen=True, slots=True)
class Deleted:
    """The numbers of the deleted rows, and how many were kept: something cites them now, or others decide on them."""

    numbers: tuple[int, ...]
    kept: int


def delete_unused_claims(claims: Iterable[int], *, by: User) -> Deleted:
    """Delete these claims, but for those that something cites or that the person may not delete."""
    return _delete(Claim.objects.all(), claims_to_delete(by), claims)


def delete_unused_actors(actors: Iterable[int], *, by: User) -> Deleted:
    """Delete these actors, but for those that something cites, that have members, or that the person may not delete."""
    return _delete(Actor.objects.all(), actors_to_delete(by), actors)


def may_delete_claim(person: User, claim: Claim) -> bool:
    """Whether the person may delete this claim, and nothing cites it."""
    return claims_to_delete(person).filter(pk=claim.pk).exists()


def may_delete_actor(person: User, actor: Actor) -> bool:
    """Whether the person may delete this actor, and nothing cites it."""
    return actors_to_delete(person).filter(pk=actor.pk).exists()


def _delete(rows: "models.QuerySet[Any]", deletable: "models.QuerySet[Any]", numbers: Iterable[int]) -> Deleted:
    wanted = set(numbers)
    with guarded():
        # Locked in order; only behind the lock it is asked whether something cites them.
        list(rows.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
        going = list(deletable.filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))
        rows.filter(pk__in=going).delete()
    return Deleted(tuple(going), len(wanted) - len(going))
