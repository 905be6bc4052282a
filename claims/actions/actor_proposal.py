"""Propose a change of the register, for people who may not make it themselves; and decide on proposals."""

from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now
from django.utils.translation import gettext

from claims.actions.actor_edit import edit_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.entry_limits import PROPOSALS, check_limit
from claims.constraints import guarded
from claims.models import Actor, ActorProposal, User
from claims.models.actor_proposals import DESCRIBED
from claims.permissions import RegisterAction
from claims.queries.register import may


def propose_actor_edit(actor: Actor, *, by: User, reason: str = "", **fields: Any) -> ActorProposal:
    """Propose to edit what is said about an actor; only fields that would change are stored.

    A name that is taken already is not refused: it may be that of an entry which blind reading hides. Raises
    PermissionDenied or ValidationError.
    """
    meant = {field: fields[field] for field in DESCRIBED if field in fields}
    changed = {field: value for field, value in meant.items() if value != getattr(actor, field)}
    if not changed:
        raise ValidationError(gettext("This is how it stands already. Change something first."), code="same")
    return _propose(ActorProposal(actor=actor, fields=[*changed], reason=reason, created_by=by, **changed), by=by)


def propose_actor_merge(actor: Actor, *, other: Actor, by: User, reason: str = "") -> ActorProposal:
    """Propose to merge `other` into `actor`. Raises PermissionDenied or ValidationError."""
    if actor.merged_into_id or other.merged_into_id:
        raise ValidationError(gettext("One of the two is merged into another already."), code="merged")
    return _propose(ActorProposal(actor=actor, other=other, reason=reason, created_by=by), by=by)


def _propose(proposal: ActorProposal, *, by: User) -> ActorProposal:
    if not may(by, RegisterAction.PROPOSE, proposal.actor):
        raise PermissionDenied
    with guarded():
        check_limit(PROPOSALS, by=by)
        # Sent twice it is made once.
        asked = {field: getattr(proposal, field) for field in ("actor", "other", *DESCRIBED)}
        same = ActorProposal.objects.open().of(by).filter(**asked).first()
        if same:
            return same
        proposal.save()
    return proposal


def accept_proposal(proposal: ActorProposal, *, by: User) -> None:
    """Make the proposed change in the name of `by`; the history says that it was proposed.

    Raises PermissionDenied, or ValidationError: somebody decided on it already, or the change is not possible any more.
    """
    with guarded(), pghistory.context(proposal=proposal.pk):
        fresh = _open(proposal)
        if fresh.other:
            merge_actor(fresh.actor, other=fresh.other, by=by)
        else:
            edit_actor(fresh.actor, by=by, **fresh.proposed)
        _decide(fresh, state=ActorProposal.State.ACCEPTED, by=by)


def decline_proposal(proposal: ActorProposal, *, by: User, answer: str) -> None:
    """Decline a proposal, for a reason that the proposer is told. Raises PermissionDenied or ValidationError."""
    with guarded():
        fresh = _open(proposal)
        if not may(by, RegisterAction.DECIDE, *filter(None, [fresh.actor, fresh.other])):
            raise PermissionDenied
        _decide(fresh, state=ActorProposal.State.DECLINED, by=by, answer=answer.strip())


def _open(proposal: ActorProposal) -> ActorProposal:
    """The proposal, locked, so that it is decided on once."""
    locked = ActorProposal.objects.select_for_update(of=("self",), no_key=True).select_related("actor", "other")
    fresh = locked.get(pk=proposal.pk)
    if not fresh.is_open:
        raise ValidationError(gettext("Somebody has decided on this already."), code="decided")
    return fresh


def _decide(proposal: ActorProposal, *, state: str, by: User, answer: str = "") -> None:
    proposal.state, proposal.decided_by, proposal.answer = state, by, answer
    proposal.decided_at = Now()
    proposal.save(update_fields=["state", "decided_by", "decided_at", "answer"])
