"""Edit what is said about an entry of the register, and undo such an edit."""

from itertools import pairwise
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.actor_proposals import DESCRIBED
from claims.models.actors import Actor
from claims.models.base import rows_of
from claims.models.users import User
from claims.permissions import RegisterAction
from claims.queries.actor_twins import actors_with_key, free_twin_number
from claims.queries.register import may


def edit_actor(actor: Actor, *, by: User | None = None, **fields: Any) -> None:
    """Change what is said about an actor: name, kind, qualifier, aliases, affiliation, Wikidata id.

    Without `by` the program itself makes the change, and no right is asked for. Where `by` reads blind, a name is free
    if only hidden actors have it. Raises PermissionDenied, or ValidationError, also when the actor is merged into
    another.
    """
    with guarded():
        # Locked before the right is asked for, so that nothing is merged into it in between, and so that another
        # person's change is not overwritten with what was read before.
        fresh = Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)
        if by and not may(by, RegisterAction.DESCRIBE, actor):
            raise PermissionDenied
        if fresh.merged_into_id:
            raise ValidationError(gettext("This actor is merged into another."), code="merged")
        key = {each: fields.get(each, getattr(fresh, each)) for each in ("name", "kind", "qualifier")}
        if any(value != getattr(fresh, each) for each, value in key.items()):
            fields["twin"] = free_twin_number(actors_with_key(**key).besides(fresh), by=by)
        for field, value in fields.items():
            setattr(actor, field, value)
        actor.save(update_fields=list(fields))


def undo_actor_edit(actor: Actor, *, by: User, event: int) -> None:
    """Restore what one change of the history changed, as it was before; the history keeps both changes.

    Raises PermissionDenied, or ValidationError when it is no such change, or the same was changed since.
    """
    with guarded():
        fresh = Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)
        if not may(by, RegisterAction.DESCRIBE, fresh):
            raise PermissionDenied
        before, after = _step(fresh, event)
        changed = [field for field in DESCRIBED if _value(before, field) != _value(after, field)]
        if not changed:
            raise ValidationError(gettext("This changed nothing that could be put back."), code="nothing")
        if any(_value(fresh, field) != _value(after, field) for field in changed):
            raise ValidationError(
                gettext("The same was changed again since. Undo the later change first."), code="changed"
            )
        with pghistory.context(undoes=event):
            edit_actor(fresh, **{field: getattr(before, field) for field in changed})


def _step(actor: Actor, event: int) -> tuple[Any, Any]:
    """The entry before and after this change."""
    through = [*rows_of("ActorEvent").filter(pgh_obj=actor.pk, pgh_label="update").order_by("pgh_id"), actor]
    for before, after in pairwise(through):
        if before.pgh_id == event:
            return before, after
    raise ValidationError(gettext("This change is not in the history of the actor."), code="gone")


def _value(row: Any, field: str) -> Any:
    return row.affiliation_id if field == "affiliation" else getattr(row, field)
