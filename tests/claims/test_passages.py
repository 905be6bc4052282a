"""The verbs of a passage: what each changes, whom it refuses, and that approved means somebody else saw this."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import set_unattributed
from claims.actions.member_set import set_member
from claims.actions.passage_create import create_passage
from claims.actions.passage_edit import set_passage_mark, set_passage_note
from claims.actions.passage_review import approve_passage, reopen_passage, return_to_editor
from claims.actions.passage_withdraw import restore_passage, withdraw_passage
from claims.actions.refusals import AlreadyDone, IdTaken, Incomplete, Stale
from claims.actions.statement_edit import remove_statement
from claims.models import Assignment, Milestone, Passage
from claims.models.choices import Lack, Status
from claims.queries.passage_lacks import lacks_of
from claims.spans import Spans
from tests import make

uuid7 = make.uuid7


def fresh(passage: Passage) -> Passage:
    return Passage.objects.get(pk=passage.pk)


def complete_assertion(cast, by, *words):
    speaker = make.actor("Minister")
    claim = make.claim(cast.collection, "The plan was known.")
    return make.passage(cast.article, *words, by=by, speakers=[speaker], states=[claim])


def handed_in(cast, *words):
    passage = complete_assertion(cast, cast.edith, *(words or ("the plan was known",)))
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    return fresh(passage)


def test_a_passage_keeps_its_words_and_their_context(cast):
    passage = fresh(
        make.passage(cast.article, "“Nobody told us,”", "“not even the police.”", by=cast.edith, mark="quote")
    )
    assert passage.exact == "“Nobody told us,” … “not even the police.”"
    assert passage.form == "direct"
    assert passage.prefix.endswith("was known. ")
    assert passage.suffix.startswith("\nAccording to")
    assert passage.start == passage.content.start and passage.end == passage.content.end
    assert passage.status == Status.DRAFT and passage.version == 1


def test_white_space_at_the_ends_is_left_out(cast):
    start = cast.article.text.index(" the plan")
    passage, _ = create_passage(
        id=uuid7(),
        article=cast.article,
        by=cast.edith,
        role="editor",
        mark="assertion",
        content=Spans.of([(start, start + 10)]),
    )
    assert passage.exact == "the plan"


def test_marking_assigns_while_places_are_free(cast):
    make.passage(cast.article, "the plan", by=cast.edith)
    make.passage(cast.article, "the plan", by=cast.egon)
    set_member(cast.collection, user=cast.otto, role="editor", by=cast.mona)
    with pytest.raises(ValidationError, match="Edith and Egon read this article already"):
        make.passage(cast.article, "the plan", by=cast.otto)
    assert Assignment.objects.count() == 2
    make.passage(cast.article, "the plan", by=cast.rita, role="reviewer")
    assert Assignment.objects.filter(editor=cast.rita).exists()


def test_within_is_the_smallest_passage_around_whichever_was_marked_first(cast):
    inner = make.passage(cast.article, "safe", by=cast.edith)
    outer = make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    middle = make.passage(cast.article, "was “safe”", by=cast.edith)
    assert fresh(inner).within_id == middle.pk
    assert fresh(middle).within_id == outer.pk
    assert fresh(outer).within_id is None
    withdraw_passage(middle, by=cast.edith, version=fresh(middle).version, action=uuid7())
    assert fresh(inner).within_id == outer.pk
    restore_passage(middle, by=cast.edith, version=fresh(middle).version, action=uuid7())
    assert fresh(inner).within_id == middle.pk


def test_the_same_mark_sent_twice_is_one(cast):
    words = make.spans_of(cast.article.text, "the plan")
    sent = {
        "id": uuid7(),
        "article": cast.article,
        "by": cast.edith,
        "role": "editor",
        "mark": "assertion",
        "content": words,
    }
    create_passage(**sent)
    with pytest.raises(AlreadyDone):
        create_passage(**sent)
    with pytest.raises(IdTaken):
        create_passage(**{**sent, "content": Spans.of([(0, 3)])})
    with pytest.raises(IdTaken):
        create_passage(**{**sent, "by": cast.egon})
    assert Passage.objects.count() == 1 and fresh(Passage.objects.get()).content == words


def test_an_action_sent_twice_is_done_once_even_after_a_later_one(cast):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    action = uuid7()
    set_passage_note(passage, note="first", by=cast.edith, version=1, action=action)
    with pytest.raises(AlreadyDone):
        set_passage_note(fresh(passage), note="first", by=cast.edith, version=1, action=action)
    set_passage_note(passage, note="second", by=cast.edith, version=2, action=uuid7())
    with pytest.raises(AlreadyDone):
        set_passage_note(fresh(passage), note="first", by=cast.edith, version=1, action=action)
    assert fresh(passage).note == "second" and fresh(passage).version == 3


def test_a_stale_version_changes_nothing(cast):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    set_passage_note(passage, note="newer", by=cast.edith, version=1, action=uuid7())
    with pytest.raises(Stale):
        set_passage_note(fresh(passage), note="older", by=cast.edith, version=1, action=uuid7())
    assert fresh(passage).note == "newer"


def test_others_passages_are_seen_not_touched(cast):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    with pytest.raises(PermissionDenied):
        set_passage_note(fresh(passage), note="mine", by=cast.egon, version=1, action=uuid7())
    with pytest.raises(ValidationError, match="only its editor"):
        set_passage_note(fresh(passage), note="mine", by=cast.rita, version=1, action=uuid7())
    with pytest.raises(PermissionDenied):
        withdraw_passage(fresh(passage), by=cast.rita, version=1, action=uuid7())


def test_what_each_mark_lacks(cast):
    assertion = make.passage(cast.article, "the plan", by=cast.edith)
    refutation = make.passage(cast.article, "denied", by=cast.edith, mark="refutation")
    quote = make.passage(cast.article, "“Nobody told us,”", by=cast.edith, mark="quote")
    assert lacks_of(assertion) == [Lack.SPEAKER, Lack.CLAIM]
    assert lacks_of(refutation) == [Lack.SPEAKER, Lack.DENIAL]
    assert lacks_of(quote) == [Lack.SPEAKER]
    progress = Passage.objects.progress()
    assert (progress.total, progress.complete, progress.lacks) == (3, 0, {"speaker": 3, "claim": 1, "denial": 1})
    set_unattributed(quote, unattributed=True, by=cast.edith, version=1, action=uuid7())
    assert lacks_of(fresh(quote)) == [] and Passage.objects.progress().complete == 1


def test_hand_in_is_refused_with_what_is_incomplete(cast):
    complete_assertion(cast, cast.edith, "the plan was known")
    bare = make.passage(cast.article, "safe", by=cast.edith)
    with pytest.raises(Incomplete) as refused:
        hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    assert [passage.pk for passage in refused.value.passages] == [bare.pk]
    assert not Passage.objects.awaiting_review().exists() and not Milestone.objects.exists()


def test_approved_is_another_persons_agreement_to_this_version(cast):
    passage = handed_in(cast)
    with pytest.raises(ValidationError, match="somebody else has to approve"):
        approve_passage(passage, by=cast.edith, version=1)
    with pytest.raises(PermissionDenied):
        approve_passage(fresh(passage), by=cast.egon, version=1)
    set_passage_note(passage, note="sure", by=cast.edith, version=1, action=uuid7())
    with pytest.raises(Stale):
        approve_passage(fresh(passage), by=cast.rita, version=1)
    approve_passage(fresh(passage), by=cast.rita, version=2)
    assert fresh(passage).status == Status.APPROVED and fresh(passage).reviewed_by == cast.rita
    with pytest.raises(AlreadyDone):
        approve_passage(fresh(passage), by=cast.rita, version=2)
    with pytest.raises(ValidationError, match="locked"):
        set_passage_note(fresh(passage), note="late", by=cast.edith, version=2, action=uuid7())


def test_what_a_reviewer_mended_is_agreed_to_by_its_editor_or_another_reviewer(cast):
    passage = handed_in(cast)
    set_passage_note(passage, note="mended", by=cast.rita, version=1, action=uuid7())
    assert fresh(passage).status == Status.SUBMITTED
    with pytest.raises(ValidationError, match="somebody else"):
        approve_passage(fresh(passage), by=cast.rita, version=2)
    approve_passage(fresh(passage), by=cast.edith, version=2)
    assert fresh(passage).reviewed_by == cast.edith


def test_return_and_reopen_need_a_reason_and_are_on_record(cast):
    passage = handed_in(cast)
    with pytest.raises(ValidationError, match="Say why"):
        return_to_editor(passage, by=cast.rita, version=1, reason="  ")
    return_to_editor(passage, by=cast.rita, version=1, reason="Which plan?")
    assert fresh(passage).status == Status.RETURNED and fresh(passage).review_note == "Which plan?"
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    approve_passage(fresh(passage), by=cast.rita, version=1)
    with pytest.raises(PermissionDenied):
        reopen_passage(fresh(passage), by=cast.edith, version=1, reason="I changed my mind")
    reopen_passage(fresh(passage), by=cast.rita, version=1, reason="The speaker is the ministry")
    assert fresh(passage).status == Status.RETURNED
    steps = [(step.verdict, step.note) for step in Milestone.objects.all()]
    assert steps == [
        ("handed_in", ""),
        ("returned", "Which plan?"),
        ("handed_in", ""),
        ("approved", ""),
        ("reopened", "The speaker is the ministry"),
    ]
    assert Milestone.objects.first().snapshot["speakers"][0]["name"] == "Minister"


def test_a_submitted_passage_left_incomplete_by_its_editor_is_draft_again(cast):
    passage = handed_in(cast)
    remove_statement(passage, claim=passage.statements.get().claim, by=cast.edith, version=1, action=uuid7())
    assert fresh(passage).status == Status.DRAFT
    assert not Assignment.objects.waiting().exists()


def test_the_reading_is_accepted_when_nothing_is_undecided(cast):
    passage = handed_in(cast)
    assignment = Assignment.objects.waiting().get()
    with pytest.raises(ValidationError, match="still wait"):
        accept_reading(assignment, by=cast.rita)
    with pytest.raises(ValidationError, match="own reading"):
        accept_reading(assignment, by=cast.edith)
    approve_passage(passage, by=cast.rita, version=1)
    accept_reading(assignment, by=cast.rita)
    assert not Assignment.objects.waiting().exists()


def test_changing_a_refutation_asks_what_becomes_of_its_denials(cast):
    claim = make.claim(cast.collection, "The plan was known.")
    passage = make.passage(cast.article, "denied", by=cast.edith, mark="refutation", denies=[claim])
    with pytest.raises(ValidationError) as asked:
        set_passage_mark(fresh(passage), mark="assertion", by=cast.edith, version=1, action=uuid7())
    assert asked.value.code == "denials" and fresh(passage).denials.count() == 1
    set_passage_mark(fresh(passage), mark="assertion", denials="state", by=cast.edith, version=1, action=uuid7())
    assert fresh(passage).statements.get().claim == claim and not fresh(passage).denials.exists()


def test_history_keeps_the_old_row_and_the_person(cast):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    set_passage_note(passage, note="one", by=cast.edith, version=1, action=uuid7())
    set_passage_note(passage, note="two", by=cast.edith, version=2, action=uuid7())
    assert [event.note for event in passage.events.order_by("pgh_id")] == ["", "one"]
    assert [event.version for event in passage.events.order_by("pgh_id")] == [1, 2]
