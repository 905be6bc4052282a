"""A way to break each rule about passages, their parts, assignments and the record of reviews."""

from claims.models import Assignment, Attribution, Denial, Statement
from claims.models.words import DenialState
from claims.spans import Spans
from tests.claims.rules import Earlier, Rule, Scene, Unreached, delete, form, insert, update

CHOICE = "Select a valid choice"
LOCKED = Unreached("see the rule for what is written: no form deletes a part")
SELF_MADE = Unreached("the verbs fill this in themselves")


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
    return s.refutation.add_denial(**s.change(s.refutation), **arguments)


RULES = {
    "passage_kept": Rule(
        sql=lambda s: delete(s.assertion),
        verb=Unreached("`withdraw` is the only way to be rid of a passage"),
        form=Unreached("no form deletes a passage"),
    ),
    "passage_stays": Rule(
        sql=lambda s: [
            *update(s.assertion, article_id=s.other_article.pk),
            *update(s.assertion, editor_id=s.cast.egon.pk),
        ],
        verb=Unreached("no verb moves a passage"),
        form=lambda s: form(s.assertion, editor=s.cast.egon),
    ),
    "passage_locked": Rule(
        sql=lambda s: [
            *update(s.approved, note="late", version=2),
            *update(s.approved, note="late", version=2, reviewed_version=2),
            *update(s.approved, note="late", version=2, status="returned"),
            *update(s.approved, mark="quote", version=2, reviewed_version=2),
            *update(s.approved, within_id=s.approved_refutation.pk, version=2, reviewed_version=2),
        ][1:],
        verb=lambda s: s.approved.set_note(note="late", by=s.cast.egon, version=1, action=s.approved.pk),
        form=lambda s: form(s.approved, note="late", version=2, status="returned"),
    ),
    "passage_change_counted": Rule(
        sql=lambda s: [
            *update(s.assertion, note="unseen"),
            *update(s.assertion, mark="quote"),
            *update(s.assertion, unattributed=True),
            *update(s.assertion, content="{[0,3)}"),
        ],
        verb=Unreached("every verb raises the version"),
        form=lambda s: form(s.assertion, note="unseen"),
    ),
    "passage_spans_in_text": Rule(
        sql=lambda s: [
            *update(s.assertion, content="{[0,100000)}", version=2),
            *update(s.assertion, cue="{[-4,3)}", version=2),
            *update(s.assertion, source="{(,3)}", version=2),
            *update(s.assertion, content="{[3,)}", version=2),
            *update(s.assertion, content="{(,)}", version=2),
        ],
        verb=lambda s: s.assertion.set_spans(content=Spans.parse("0..100000"), **s.change(s.assertion)),
        form=lambda s: form(s.assertion, content="0..100000", version=2),
    ),
    "passage_with_denials_refutes": Rule(
        sql=lambda s: update(s.refutation, mark="assertion", version=2),
        verb=Earlier(
            "Say what becomes of that", lambda s: s.refutation.set_mark(mark="quote", **s.change(s.refutation))
        ),
        form=lambda s: form(s.refutation, mark="assertion", version=2),
    ),
    "passage_has_content": Rule(
        sql=lambda s: [
            *update(s.assertion, content="{}", version=2),
            *update(s.assertion, content="{[3,3)}", version=2),
        ],
        verb=lambda s: s.assertion.set_spans(content=Spans(), **s.change(s.assertion)),
        form=Earlier("This field is required", lambda s: form(s.assertion, content="", version=2)),
    ),
    "passage_mark_known": Rule(
        sql=lambda s: update(s.assertion, mark="rumour", version=2),
        verb=lambda s: s.assertion.set_mark(mark="rumour", **s.change(s.assertion)),
        form=Earlier(CHOICE, lambda s: form(s.assertion, mark="rumour", version=2)),
    ),
    "passage_form_known": Rule(
        sql=lambda s: update(s.assertion, form="hinted", version=2),
        verb=SELF_MADE,
        form=Earlier(CHOICE, lambda s: form(s.assertion, form="hinted", version=2)),
    ),
    "passage_status_known": Rule(
        sql=lambda s: update(s.assertion, status="lost"),
        verb=SELF_MADE,
        form=Earlier(CHOICE, lambda s: form(s.assertion, status="lost")),
    ),
    "passage_approved_by_another": Rule(
        sql=lambda s: [
            *update(s.assertion, status="approved"),
            *_approved(s, reviewed_by_id=s.cast.edith.pk),
            *_approved(s, reviewed_version=2),
            *_approved(s, reviewed_version=None),
            *_approved(s, reviewed_at=None),
            *update(s.approved, version=2),
            *update(s.approved, changed_by_id=s.cast.rita.pk),
        ],
        verb=Earlier("somebody else has to approve", lambda s: s.assertion.approve(by=s.cast.edith, version=1)),
        form=lambda s: form(s.assertion, status="approved"),
    ),
    "passage_merged_has_twin": Rule(
        sql=lambda s: [
            *update(s.assertion, status="merged"),
            *update(s.assertion, same_as_id=s.approved.pk),
        ],
        verb=Unreached("no verb merges readings"),
        form=lambda s: form(s.assertion, status="merged"),
    ),
    "attribution_once": Rule(
        sql=lambda s: insert(Attribution, passage_id=s.assertion.pk, actor_id=s.actor.pk, role="speaker", position=7),
        verb=lambda s: s.assertion.add_speaker(actor=s.actor, **s.change(s.assertion)),
        form=lambda s: form(Attribution(passage=s.assertion), actor=s.actor, role="speaker"),
    ),
    "attribution_role_known": Rule(
        sql=lambda s: update(s.assertion.attributions.get(), role="singer"),
        verb=Unreached("`add_speaker` and `add_via` name the role themselves"),
        form=Earlier(CHOICE, lambda s: form(s.assertion.attributions.get(), role="singer")),
    ),
    "via_has_position": Rule(
        sql=lambda s: update(s.assertion.attributions.get(), role="via", position=None),
        verb=SELF_MADE,
        form=lambda s: form(s.assertion.attributions.get(), role="via", position=""),
    ),
    "attribution_written_open": Rule(
        sql=lambda s: [
            *insert(Attribution, passage_id=s.approved.pk, actor_id=s.other_actor.pk, role="via", position=1),
            *update(s.approved.attributions.get(), actor_id=s.other_actor.pk),
            *update(s.assertion.attributions.get(), passage_id=s.approved_refutation.pk, role="via"),
        ],
        verb=lambda s: s.approved.add_via(actor=s.other_actor, by=s.cast.egon, version=1, action=s.approved.pk),
        form=lambda s: form(s.approved.attributions.get(), actor=s.other_actor),
    ),
    "attribution_taken_open": Rule(
        sql=lambda s: [
            *delete(s.approved.attributions.get()),
            *update(s.approved.attributions.get(), passage_id=s.assertion.pk, role="via"),
        ],
        verb=lambda s: s.approved.remove_attribution(
            actor=s.actor, role="speaker", by=s.cast.egon, version=1, action=s.approved.pk
        ),
        form=lambda s: form(s.approved.attributions.get(), passage=s.assertion, role="via"),
    ),
    "statement_once": Rule(
        sql=lambda s: insert(Statement, passage_id=s.assertion.pk, claim_id=s.claim.pk),
        verb=lambda s: s.assertion.add_statement(claim=s.claim, **s.change(s.assertion)),
        form=lambda s: form(Statement(passage=s.assertion), claim=s.claim),
    ),
    "statement_in_collection": Rule(
        sql=lambda s: [
            *insert(Statement, passage_id=s.assertion.pk, claim_id=s.foreign_claim.pk),
            *update(s.assertion.statements.get(), claim_id=s.foreign_claim.pk),
        ],
        verb=lambda s: s.assertion.add_statement(claim=s.foreign_claim, **s.change(s.assertion)),
        form=lambda s: form(Statement(passage=s.assertion), claim=s.foreign_claim),
    ),
    "statement_written_open": Rule(
        sql=lambda s: [
            *insert(Statement, passage_id=s.approved.pk, claim_id=s.other_claim.pk),
            *update(s.approved.statements.get(), claim_id=s.other_claim.pk),
        ],
        verb=lambda s: s.approved.add_statement(claim=s.other_claim, by=s.cast.egon, version=1, action=s.approved.pk),
        form=lambda s: form(Statement(passage=s.approved), claim=s.other_claim),
    ),
    "statement_taken_open": Rule(
        sql=lambda s: [
            *delete(s.approved.statements.get()),
            *update(s.approved.statements.get(), passage_id=s.refutation.pk),
        ],
        verb=lambda s: s.approved.remove_statement(claim=s.claim, by=s.cast.egon, version=1, action=s.approved.pk),
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
        verb=lambda s: s.approved_refutation.add_denial(
            claim=s.other_claim, by=s.cast.egon, version=1, action=s.approved.pk
        ),
        form=lambda s: form(s.approved_refutation.denials.get(), kind="disputes"),
    ),
    "denial_taken_open": Rule(
        sql=lambda s: [
            *delete(s.approved_refutation.denials.get()),
            *update(s.approved_refutation.denials.get(), passage_id=s.refutation.pk, claim_id=s.other_claim.pk),
        ],
        verb=lambda s: s.approved_refutation.remove_denial(
            denial=s.approved_refutation.denials.get(), by=s.cast.egon, version=1, action=s.approved.pk
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
        verb=lambda s: s.assertion.add_denial(claim=s.claim, **s.change(s.assertion)),
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
    "assignment_stays": Rule(
        sql=lambda s: [
            *update(s.assignment, article_id=s.other_article.pk),
            *update(s.assignment, editor_id=s.cast.ralf.pk),
        ],
        verb=Unreached("no verb moves an assignment"),
        form=lambda s: form(s.assignment, editor=s.cast.ralf),
    ),
    "assignment_once": Rule(
        sql=lambda s: insert(Assignment, article_id=s.article.pk, editor_id=s.cast.edith.pk),
        verb=Unreached("`give` answers the assignment that is there"),
        form=lambda s: form(Assignment(article=s.article), editor=s.cast.edith),
    ),
    "assignment_accepted_by_another": Rule(
        sql=lambda s: [
            *update(s.assignment, accepted_by_id=s.cast.edith.pk, accepted_at="2024-08-21"),
            *update(s.assignment, accepted_by_id=s.cast.rita.pk),
            *update(s.assignment, accepted_at="2024-08-21"),
        ],
        verb=lambda s: s.assignment.accept(by=s.cast.edith),
        form=lambda s: form(s.assignment, accepted_by=s.cast.edith, accepted_at="2024-08-21"),
    ),
    "milestone_kept": Rule(
        sql=lambda s: delete(s.milestone),
        verb=Unreached("the record has no verb but `record`"),
        form=Unreached("no form deletes from the record"),
    ),
    "milestone_fixed": Rule(
        sql=lambda s: [
            *update(s.milestone, note="It was otherwise."),
            *update(s.milestone, verdict="returned"),
            *update(s.milestone, snapshot="{}"),
            *update(s.milestone, at="2024-08-21"),
        ],
        verb=Unreached("the record has no verb but `record`"),
        form=lambda s: form(s.milestone, note="It was otherwise."),
    ),
    "milestone_verdict_known": Rule(
        sql=lambda s: update(s.milestone, verdict="forgotten"),
        verb=SELF_MADE,
        form=Earlier(CHOICE, lambda s: form(s.milestone, verdict="forgotten")),
    ),
}


def _approved(s: Scene, **columns: object) -> list[tuple[str, list[object]]]:
    """SQL that approves Edith's draft as Rita's word, but for what is given."""
    rightly = {
        "status": "approved", "reviewed_by_id": s.cast.rita.pk, "reviewed_at": "2024-08-21",
        "reviewed_version": 1,
    }  # fmt: skip
    return update(s.assertion, **rightly | columns)
