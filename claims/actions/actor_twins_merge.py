"""Merge twins of the register that only blind reading kept apart: see `claims.queries.actor_twins`."""

from claims.actions.actor_merge import merge_actor
from claims.models.actors import Actor
from claims.models.users import User
from claims.queries.actor_twins import actors_with_key


def merge_shown_twins() -> None:
    """Merge each twin into its first actor, once both people who entered them may know of the other's entry.

    Part of each action that may end blind reading. One query where there are no twins.
    """
    for twin in Actor.objects.current().filter(twin__gt=0).select_related("created_by").order_by("pk"):
        same = actors_with_key(name=twin.name, kind=twin.kind, qualifier=twin.qualifier).current()
        first = same.filter(twin__lt=twin.twin).select_related("created_by").first()
        if first and _is_known(first, to=twin.created_by) and _is_known(twin, to=first.created_by):
            merge_actor(first, other=twin)


def _is_known(actor: Actor, *, to: User | None) -> bool:
    return Actor.objects.known_to(to).filter(pk=actor.pk).exists()
