"""Proposals that somebody may decide on, and those about one actor."""

from datetime import timedelta

from django.db.models.functions import Now

from claims.models import Actor, ActorProposal, User
from claims.queries.register import in_charge_of

# The oldest ones that are looked through for those that the person may decide on.
LOOKED_THROUGH = 300
LATELY = timedelta(days=7)
# On the page of an actor, the latest.
SHOWN = 20


def to_decide_by(person: User) -> list[ActorProposal]:
    """The open proposals that wait for this person, the oldest first."""
    waiting = list(ActorProposal.objects.open().known_to(person).for_lists()[:LOOKED_THROUGH])
    if person.is_register_editor or not waiting:
        return waiting
    theirs = in_charge_of(person, {pk for each in waiting for pk in _entries(each)})
    return [each for each in waiting if _entries(each) <= theirs]


def _entries(proposal: ActorProposal) -> set[int]:
    return {proposal.actor_id} | ({proposal.other_id} if proposal.other_id else set())


def about(actor: Actor, *, reader: User, decides: bool) -> list[ActorProposal]:
    """What a person is shown on an actor's page: their own proposals, and all open ones if they decide on them."""
    proposals = ActorProposal.objects.about(actor)
    shown = proposals.known_to(reader).open_or_of(reader) if decides else proposals.of(reader)
    return list(shown.latest_first().for_lists()[:SHOWN])


def answered_lately(person: User) -> list[ActorProposal]:
    """What became of the person's own proposals within a week, the latest first."""
    own = ActorProposal.objects.of(person).decided().filter(decided_at__gt=Now() - LATELY)
    return list(own.for_lists()[:SHOWN])
