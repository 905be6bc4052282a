"""Describing an entry of the register anew, and taking a description back."""

from itertools import pairwise
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models import Actor, User
from claims.models.actor_proposals import DESCRIBED
from claims.models.common import rows_of
from claims.permissions import RegisterAction
from claims.queries.register import may


def describe_actor(*, actor: Actor, by: User, **fields: Any) -> None:
    """Change what is said about an actor: name, kind, qualifier, aliases, affiliation, Wikidata id.

    Raises PermissionDenied or ValidationError, also when it is merged into another.
    """
    with guarded():
        # Locked before the right is asked for, so that nothing is merged into it in between.
        Actor.objects.select_for_update(no_key=True).filter(pk=actor.pk).first()
        if not may(by, RegisterAction.DESCRIBE, actor):
            raise PermissionDenied
        actor.describe(by=by, **fields)


def undo_description(*, actor: Actor, by: User, event: int) -> None:
    """Put back what one change of the history changed, as it was before; the history keeps both.

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
            fresh.describe(**{field: getattr(before, field) for field in changed})


def _step(actor: Actor, event: int) -> tuple[Any, Any]:
    """How the entry stood before and after this change."""
    through = [*rows_of("ActorEvent").filter(pgh_obj=actor.pk, pgh_label="update").order_by("pgh_id"), actor]
    for before, after in pairwise(through):
        if before.pgh_id == event:
            return before, after
    raise ValidationError(gettext("This change is not in the history of the actor."), code="gone")


def _value(row: Any, field: str) -> Any:
    return row.affiliation_id if field == "affiliation" else getattr(row, field)
