"""Twins in the register: where somebody reads blind, a name that another editor entered first is as good as new.

An editor who reads blind and names an actor that is hidden from them enters a twin: same name, kind and qualifier, with
a `twin` number of its own. Each of the two editors sees only their own entry, so neither learns that the other was
there. When reading ends, and each may know the other's entry, the twin is merged into the first
(`claims.actions.actor_twins_merge`), so that comparing, agreement and export count one actor.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.functions import Lower

from claims.models.actors import Actor, ActorQuerySet
from claims.models.users import User


def actors_with_key(*, name: str, kind: str, qualifier: str) -> ActorQuerySet:
    """The actor of this name, kind and qualifier, and its twins. Uses the terms of the index `actor_once`."""
    lowered: Any = Actor.objects.alias(lowered=Lower("name"))
    found: ActorQuerySet = lowered.filter(lowered=Lower(models.Value(name)), kind=kind, qualifier=qualifier)
    return found.order_by("twin", "pk")


def free_twin_number(same: ActorQuerySet, *, by: User | None) -> int:
    """The `twin` number for another actor beside these: 0, unless all of them are hidden from `by`."""
    last = same.aggregate(last=models.Max("twin"))["last"]
    return 0 if last is None or same.known_to(by).exists() else last + 1


def without_twins(actors: Iterable[Actor]) -> list[Actor]:
    """The first actor of each group that differs only in the `twin` number."""
    first: dict[str, Actor] = {}
    for actor in sorted(actors, key=lambda actor: actor.twin):
        first.setdefault(actor.reference.lower(), actor)
    return list(first.values())
