"""A way to break each rule about passages, assignments and the record of reviews."""

from claims.actions.assignment_accept import accept_reading
from claims.actions.passage_edit import set_passage_mark, set_passage_note
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage, reopen_passage
from claims.models import Assignment, Milestone
from claims.spans import Spans
from tests.claims.rules import Earlier, Rule, Scene, Unreached, delete, form, insert, update

CHOICE = "Select a valid choice"
SELF_MADE = Unreached("the verbs fill this in themselves")


RULES = {
    "passage_words_clean": Rule(
        sql=lambda s: [
            *update(s.assertion, note="\u202eback", version=2),
            *update(s.assertion, note="x" * 5001, version=2),
            *update(s.assertion, review_note="\u2066"),
            *update(s.assertion, review_note="x" * 2001),
        ],
        verb=Earlier(
            "cannot be kept", lambda s: set_passage_note(s.assertion, note="\u202eback", **s.change(s.assertion))
        ),
        form=Earlier("cannot be kept", lambda s: form(s.assertion, note="\u202eback", version=2)),
    ),
    "milestone_words_clean": Rule(
        sql=lambda s: [
            *insert(Milestone, **_step(s, note="\u202eback")),
            *insert(Milestone, **_step(s, note="x" * 2001)),
        ],
        verb=Earlier(
            "cannot be kept", lambda s: reopen_passage(s.approved, by=s.cast.rita, version=1, reason="\u202eback")
        ),
        form=Earlier("cannot be kept", lambda s: form(s.milestone, note="\u202eback")),
    ),
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
            *update(s.approved, note="late", version=2, reviewed_version=2),
            *update(s.approved, note="late", version=2, status="returned"),
            *update(s.approved, mark="quote", version=2, reviewed_version=2),
            *update(s.approved, within_id=s.approved_refutation.pk, version=2, reviewed_version=2),
        ],
        verb=lambda s: set_passage_note(s.approved, note="late", by=s.cast.egon, version=1, action=s.approved.pk),
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
        verb=lambda s: set_passage_spans(s.assertion, content=Spans.parse("0..100000"), **s.change(s.assertion)),
        form=lambda s: form(s.assertion, content="0..100000", version=2),
    ),
    "passage_with_denials_refutes": Rule(
        sql=lambda s: update(s.refutation, mark="assertion", version=2),
        verb=Earlier(
            "Say what becomes of that", lambda s: set_passage_mark(s.refutation, mark="quote", **s.change(s.refutation))
        ),
        form=lambda s: form(s.refutation, mark="assertion", version=2),
    ),
    "passage_has_content": Rule(
        sql=lambda s: [
            *update(s.assertion, content="{}", version=2),
            *update(s.assertion, content="{[3,3)}", version=2),
        ],
        verb=lambda s: set_passage_spans(s.assertion, content=Spans(), **s.change(s.assertion)),
        form=Earlier("This field is required", lambda s: form(s.assertion, content="", version=2)),
    ),
    "passage_mark_known": Rule(
        sql=lambda s: update(s.assertion, mark="rumour", version=2),
        verb=lambda s: set_passage_mark(s.assertion, mark="rumour", **s.change(s.assertion)),
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
        verb=Earlier(
            "somebody else has to approve", lambda s: approve_passage(s.assertion, by=s.cast.edith, version=1)
        ),
        form=lambda s: form(s.assertion, status="approved"),
    ),
    "passage_merged_has_twin": Rule(
        sql=lambda s: [
            *update(s.assertion, status="merged"),
            *update(s.assertion, same_as_id=s.approved.pk),
        ],
        verb=Unreached("`merge_passage` writes both together"),
        form=lambda s: form(s.assertion, status="merged"),
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
    "assignment_compared_if_handed_in": Rule(
        sql=lambda s: [
            *update(s.assignment, handed_in_at=None, compared_until="2024-08-21"),
            *update(s.assignment, handed_in_at="2024-08-21", compared_until="2024-08-22"),
        ],
        verb=Unreached("what is compared is written down of what was handed in"),
        form=lambda s: form(s.assignment, handed_in_at=None, compared_until="2024-08-21"),
    ),
    "assignment_taken_away_by_somebody": Rule(
        sql=lambda s: [
            *update(s.assignment, taken_away_by_id=s.cast.mona.pk),
            *update(s.assignment, taken_away_at="2024-08-21"),
        ],
        verb=Unreached("`remove_assignment` writes both, and `assign_article` takes both off"),
        form=lambda s: form(s.assignment, taken_away_by=s.cast.mona),
    ),
    "assignment_accepted_by_another": Rule(
        sql=lambda s: [
            *update(s.assignment, accepted_by_id=s.cast.edith.pk, accepted_at="2024-08-21"),
            *update(s.assignment, accepted_by_id=s.cast.rita.pk),
            *update(s.assignment, accepted_at="2024-08-21"),
        ],
        verb=lambda s: accept_reading(s.assignment, by=s.cast.edith),
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


def _step(s: Scene, **columns: object) -> dict[str, object]:
    """The columns of a step of a review, each right but for what is given."""
    step = {"passage_id": s.approved.pk, "version": 1, "verdict": "returned", "by_id": s.cast.rita.pk, "snapshot": "{}"}
    return step | columns


def _approved(s: Scene, **columns: object) -> list[tuple[str, list[object]]]:
    """SQL that approves Edith's draft as Rita's word, but for what is given."""
    rightly = {
        "status": "approved", "reviewed_by_id": s.cast.rita.pk, "reviewed_at": "2024-08-21",
        "reviewed_version": 1,
    }  # fmt: skip
    return update(s.assertion, **rightly | columns)
