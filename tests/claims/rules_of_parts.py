"""A way to break each rule about the parts of a passage: attributions, statements, denials."""

from django.utils import timezone

from claims.actions.attribution_edit import add_speaker, add_via, remove_attribution
from claims.actions.denial_edit import add_denial, remove_denial
from claims.actions.passage_edit import set_passage_note
from claims.actions.statement_edit import add_statement, remove_statement
from claims.models import Attribution, Change, Denial, Statement
from claims.models.choices import DenialState
from tests.claims.rules import Earlier, Rule, Scene, Unreached, delete, form, insert, update

CHOICE = "Select a valid choice"


def denial(s: Scene, **columns: object) -> dict[str, object]:
    """The columns of a denial of Edith's refutation, each right but for what is given."""
    return {
        "passage_id": s.refutation.pk, "claim_id": s.other_claim.pk, "kind": "denies", "state": "linked",
        "target_text": "", **columns,
    }  # fmt: skip


def denial_form(s: Scene, **fields: object):
    filled = {"claim": s.other_claim.pk, "kind": "denies", "state": "linked", "target_text": "", **fields}
    return form(Denial(passage=s.refutation), **filled)


def deny(s: Scene, **arguments):
    return add_denial(s.refutation, **s.change(s.refutation), **arguments)


def noted(s: Scene) -> Change:
    """What is remembered of an action on Edith's assertion."""
    set_passage_note(s.assertion, note="Which plan?", **s.change(s.assertion))
    return Change.objects.get()


def changed(s: Scene, **columns: object):
    filled = {
        "passage_id": s.refutation.pk, "action": s.refutation.pk, "is_making": False, "by_id": s.cast.edith.pk,
        "before": "{}", "turns": [], "new_claims": [], "new_actors": [], **columns,
    }  # fmt: skip
    return insert(Change, **filled)


RULES = {
    "denial_words_clean": Rule(
        sql=lambda s: [
            *insert(Denial, **denial(s, claim_id=None, state="not_here", target_text="\u202eback")),
            *insert(Denial, **denial(s, claim_id=None, state="not_here", target_text="x" * 1001)),
        ],
        verb=Earlier("cannot be kept", lambda s: deny(s, state=DenialState.NOT_HERE, target_text="\u202eback")),
        form=Earlier("cannot be kept", lambda s: denial_form(s, claim="", state="not_here", target_text="\u202eback")),
    ),
    "change_once": Rule(
        sql=lambda s: changed(s, passage_id=s.assertion.pk, action=noted(s).action),
        verb=lambda s: [
            set_passage_note(s.refutation, note=note, **(s.change(s.refutation) | {"action": s.refutation.pk}))
            for note in ("Which?", "When?")
        ],
        form=Unreached("no form writes what undo remembers"),
    ),
    "change_undone_can_return": Rule(
        sql=lambda s: changed(s, undone_at=timezone.now()),
        verb=Unreached("`undo` keeps both together"),
        form=Unreached("no form writes what undo remembers"),
    ),
    "attribution_once": Rule(
        sql=lambda s: insert(Attribution, passage_id=s.assertion.pk, actor_id=s.actor.pk, role="speaker", position=7),
        verb=lambda s: add_speaker(s.assertion, actor=s.actor, **s.change(s.assertion)),
        form=lambda s: form(Attribution(passage=s.assertion), actor=s.actor, role="speaker"),
    ),
    "attribution_role_known": Rule(
        sql=lambda s: update(s.assertion.attributions.get(), role="singer"),
        verb=Unreached("`add_speaker` and `add_via` name the role themselves"),
        form=Earlier(CHOICE, lambda s: form(s.assertion.attributions.get(), role="singer")),
    ),
    "via_has_position": Rule(
        sql=lambda s: update(s.assertion.attributions.get(), role="via", position=None),
        verb=Unreached("`add_via` counts itself"),
        form=lambda s: form(s.assertion.attributions.get(), role="via", position=""),
    ),
    "attribution_written_open": Rule(
        sql=lambda s: [
            *insert(Attribution, passage_id=s.approved.pk, actor_id=s.other_actor.pk, role="via", position=1),
            *update(s.approved.attributions.get(), actor_id=s.other_actor.pk),
            *update(s.assertion.attributions.get(), passage_id=s.approved_refutation.pk, role="via"),
        ],
        verb=lambda s: add_via(s.approved, actor=s.other_actor, by=s.cast.egon, version=1, action=s.approved.pk),
        form=lambda s: form(s.approved.attributions.get(), actor=s.other_actor),
    ),
    "attribution_taken_open": Rule(
        sql=lambda s: [
            *delete(s.approved.attributions.get()),
            *update(s.approved.attributions.get(), passage_id=s.assertion.pk, role="via"),
        ],
        verb=lambda s: remove_attribution(
            s.approved, actor=s.actor, role="speaker", by=s.cast.egon, version=1, action=s.approved.pk
        ),
        form=lambda s: form(s.approved.attributions.get(), passage=s.assertion, role="via"),
    ),
    "statement_once": Rule(
        sql=lambda s: insert(Statement, passage_id=s.assertion.pk, claim_id=s.claim.pk),
        verb=lambda s: add_statement(s.assertion, claim=s.claim, **s.change(s.assertion)),
        form=lambda s: form(Statement(passage=s.assertion), claim=s.claim),
    ),
    "statement_in_collection": Rule(
        sql=lambda s: [
            *insert(Statement, passage_id=s.assertion.pk, claim_id=s.foreign_claim.pk),
            *update(s.assertion.statements.get(), claim_id=s.foreign_claim.pk),
        ],
        verb=lambda s: add_statement(s.assertion, claim=s.foreign_claim, **s.change(s.assertion)),
        form=lambda s: form(Statement(passage=s.assertion), claim=s.foreign_claim),
    ),
    "statement_written_open": Rule(
        sql=lambda s: [
            *insert(Statement, passage_id=s.approved.pk, claim_id=s.other_claim.pk),
            *update(s.approved.statements.get(), claim_id=s.other_claim.pk),
        ],
        verb=lambda s: add_statement(s.approved, claim=s.other_claim, by=s.cast.egon, version=1, action=s.approved.pk),
        form=lambda s: form(Statement(passage=s.approved), claim=s.other_claim),
    ),
    "statement_taken_open": Rule(
        sql=lambda s: [
            *delete(s.approved.statements.get()),
            *update(s.approved.statements.get(), passage_id=s.refutation.pk),
        ],
        verb=lambda s: remove_statement(s.approved, claim=s.claim, by=s.cast.egon, version=1, action=s.approved.pk),
        form=lambda s: form(s.approved.statements.get(), passage=s.refutation),
    ),
    "denial_in_collection": Rule(
        sql=lambda s: [
            *insert(Denial, **denial(s, claim_id=s.foreign_claim.pk)),
            *update(s.refutation.denials.get(), claim_id=s.foreign_claim.pk),
        ],
        verb=lambda s: deny(s, claim=s.foreign_claim),
        form=lambda s: denial_form(s, claim=s.foreign_claim),
    ),
    "denial_written_open": Rule(
        sql=lambda s: [
            *insert(Denial, **denial(s, passage_id=s.approved_refutation.pk)),
            *update(s.approved_refutation.denials.get(), kind="disputes"),
        ],
        verb=lambda s: add_denial(
            s.approved_refutation, claim=s.other_claim, by=s.cast.egon, version=1, action=s.approved.pk
        ),
        form=lambda s: form(s.approved_refutation.denials.get(), kind="disputes"),
    ),
    "denial_taken_open": Rule(
        sql=lambda s: [
            *delete(s.approved_refutation.denials.get()),
            *update(s.approved_refutation.denials.get(), passage_id=s.refutation.pk, claim_id=s.other_claim.pk),
        ],
        verb=lambda s: remove_denial(
            s.approved_refutation,
            denial=s.approved_refutation.denials.get(),
            by=s.cast.egon,
            version=1,
            action=s.approved.pk,
        ),
        form=lambda s: form(
            s.approved_refutation.denials.get(), passage=s.refutation, claim=s.other_claim, state="linked"
        ),
    ),
    "denial_of_a_refutation": Rule(
        sql=lambda s: [
            *insert(Denial, **denial(s, passage_id=s.assertion.pk)),
            *update(s.refutation.denials.get(), passage_id=s.assertion.pk),
        ],
        verb=lambda s: add_denial(s.assertion, claim=s.claim, **s.change(s.assertion)),
        form=lambda s: form(Denial(passage=s.assertion), claim=s.claim, kind="denies", state="linked"),
    ),
    "denial_linked_has_claim": Rule(
        sql=lambda s: [
            *insert(Denial, **denial(s, claim_id=None)),
            *insert(Denial, **denial(s, state="unsaid")),
        ],
        verb=lambda s: deny(s, state=DenialState.LINKED),
        form=lambda s: denial_form(s, claim=""),
    ),
    "denial_not_here_in_words": Rule(
        sql=lambda s: [
            *insert(Denial, **denial(s, claim_id=None, state="not_here")),
            *insert(Denial, **denial(s, claim_id=None, state="not_here", target_text=" \n")),
        ],
        verb=lambda s: deny(s, state=DenialState.NOT_HERE, target_text=" "),
        form=lambda s: denial_form(s, claim="", state="not_here"),
    ),
    "denial_words_listable": Rule(
        sql=lambda s: insert(Denial, **denial(s, claim_id=None, state="not_here", target_text="this; that")),
        verb=lambda s: deny(s, state=DenialState.NOT_HERE, target_text="this; that"),
        form=lambda s: denial_form(s, claim="", state="not_here", target_text="this; that"),
    ),
    "denial_kind_known": Rule(
        sql=lambda s: insert(Denial, **denial(s, kind="mocks")),
        verb=lambda s: deny(s, claim=s.other_claim, kind="mocks"),
        form=Earlier(CHOICE, lambda s: denial_form(s, kind="mocks")),
    ),
    "denial_state_known": Rule(
        sql=lambda s: insert(Denial, **denial(s, claim_id=None, state="lost")),
        verb=lambda s: deny(s, state="lost"),
        form=Earlier(CHOICE, lambda s: denial_form(s, claim="", state="lost")),
    ),
    "denial_once": Rule(
        sql=lambda s: insert(Denial, **denial(s, claim_id=s.claim.pk)),
        verb=lambda s: deny(s, claim=s.claim, kind="disputes"),
        form=lambda s: denial_form(s, claim=s.claim),
    ),
    "denial_answers_another": Rule(
        sql=lambda s: insert(Denial, **denial(s, answers_id=s.refutation.pk)),
        verb=lambda s: deny(s, claim=s.other_claim, answers=s.refutation),
        form=lambda s: denial_form(s, answers=s.refutation),
    ),
}
