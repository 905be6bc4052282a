"""Twins in the register: where somebody reads blind, a name that another editor entered first is as good as new.

Whoever reads blind and names an actor that is hidden from them enters a twin: same name, kind and qualifier, a `twin`
number of its own. To both of them theirs is the only one, so neither learns from it that the other was there. When
reading ends, and each may know of the other's, the twin is merged into the first, so that comparing, agreement and
export count one actor.
"""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Lower

from claims.models.common import rows_of

if TYPE_CHECKING:
    from claims.models.actors import Actor, ActorQuerySet


def alike(*, name: str, kind: str, qualifier: str) -> "ActorQuerySet":
    """The actors of this name, kind and qualifier: one, and its twins. In the terms of the index `actor_once`."""
    lowered: Any = rows_of("Actor").alias(lowered=Lower("name"))
    found: ActorQuerySet = lowered.filter(lowered=Lower(models.Value(name)), kind=kind, qualifier=qualifier)
    return found.order_by("twin", "pk")


def free_twin(same: "ActorQuerySet", *, by: Any) -> int:
    """The number for another one beside these: 0, unless all of them are hidden from `by`."""
    last = same.aggregate(last=models.Max("twin"))["last"]
    return 0 if last is None or same.known_to(by).exists() else last + 1


def without_twins(actors: "list[Actor]") -> "list[Actor]":
    """The first of those that nothing but the number tells apart."""
    first: dict[str, Actor] = {}
    for actor in sorted(actors, key=lambda actor: actor.twin):
        first.setdefault(actor.reference.lower(), actor)
    return list(first.values())


def join_shown() -> None:
    """Merge each twin into the one that it is a twin of, once whoever entered either may know of the other.

    Part of each verb that may end blind reading. One query where there are no twins.
    """
    current = rows_of("Actor").current()
    for twin in current.filter(twin__gt=0).select_related("created_by").order_by("pk"):
        same = alike(name=twin.name, kind=twin.kind, qualifier=twin.qualifier).current().filter(twin__lt=twin.twin)
        first = same.select_related("created_by").first()
        if first and _is_known(first, to=twin.created_by) and _is_known(twin, to=first.created_by):
            first.absorb(other=twin)


def _is_known(actor: "Actor", *, to: Any) -> bool:
    known: bool = rows_of("Actor").known_to(to).filter(pk=actor.pk).exists()
    return known
