"""A way to break each rule about proposals to change the register of actors."""

from django.utils import timezone

from claims.actions.actor_proposal import decline_proposal, propose_actor_edit, propose_actor_merge
from claims.models import User
from tests.claims.rules import Earlier, Rule, Scene, Unreached, form, update


def editor(s: Scene) -> User:
    """Somebody who may decide."""
    s.cast.mona.edits_register = True
    return s.cast.mona


OVERRIDE = "\u202ednE"  # turns around what stands beside it

RULES = {
    "proposal_words_clean": Rule(
        sql=lambda s: [
            *update(s.proposal, name=OVERRIDE),
            *update(s.proposal, aliases=["two\nlines"]),
            *update(s.proposal, reason="\x07"),
            *update(s.proposal, reason="x" * 1001),
        ],
        verb=Earlier("cannot be kept", lambda s: propose_actor_edit(s.actor, by=s.cast.edith, qualifier=OVERRIDE)),
        form=Earlier("cannot be kept", lambda s: form(s.proposal, name=OVERRIDE)),
    ),
    "proposal_says_something": Rule(
        sql=lambda s: [*update(s.proposal, fields=[]), *update(s.proposal, other_id=s.other_actor.pk)],
        verb=Earlier("how it stands already", lambda s: propose_actor_edit(s.actor, by=s.cast.edith, name="Ruritania")),
        form=lambda s: form(s.proposal, other=s.other_actor),
    ),
    "proposal_not_itself": Rule(
        sql=lambda s: update(s.proposal, other_id=s.actor.pk, fields=[]),
        verb=lambda s: propose_actor_merge(s.actor, other=s.actor, by=s.cast.edith),
        form=lambda s: form(s.proposal, other=s.actor, fields=""),
    ),
    "proposal_decided_by_somebody": Rule(
        sql=lambda s: [
            *update(s.proposal, state="accepted"),
            *update(s.proposal, decided_at=timezone.now()),
            *update(s.proposal, state="kept", decided_by_id=s.cast.rita.pk, decided_at=timezone.now()),
        ],
        verb=Unreached("`_decide` writes all three"),
        form=lambda s: form(s.proposal, state="accepted"),
    ),
    "proposal_declined_with_reason": Rule(
        sql=lambda s: update(
            s.proposal, state="declined", decided_by_id=s.cast.rita.pk, decided_at=timezone.now(), answer=" "
        ),
        verb=lambda s: decline_proposal(s.proposal, by=editor(s), answer=" "),
        form=lambda s: form(s.proposal, state="declined", decided_by=s.cast.rita, decided_at=timezone.now(), answer=""),
    ),
}
