"""Approved always means two people: no path leads an editor's work there that nobody else has agreed to."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage, reopen_passage, return_to_editor
from claims.actions.passage_withdraw import restore_passage, withdraw_passage
from claims.actions.refusals import Stale
from claims.actions.statement_edit import remove_statement
from claims.models import Assignment, Milestone, Passage
from claims.spans import Spans
from tests import make

OUTER = "the bridge was “safe” until May"


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def by(person, passage, **more):
    return {"by": person, "version": fresh(passage).version, "action": make.uuid7(), **more}


def hand_in(cast):
    hand_in_reading(Assignment.objects.get(article=cast.article, editor=cast.edith), by=cast.edith)


def approve(person, passage):
    approve_passage(fresh(passage), by=person, version=fresh(passage).version)


@pytest.fixture
def mark(cast):
    """`mark(words)`: a complete assertion of Edith's."""
    speaker, claim = make.actor("Minister"), make.claim(cast.collection, "It was safe.")
    return lambda *words: make.passage(cast.article, *words, by=cast.edith, speakers=[speaker], states=[claim])


def refuses_its_editor(cast, passage):
    with pytest.raises(ValidationError, match="somebody else"):
        approve(cast.edith, passage)


def test_what_was_mended_and_returned_is_not_approved_by_its_editor_as_it_was(cast, mark):
    passage = mark("safe")
    hand_in(cast)
    passage = fresh(passage)
    set_passage_note(passage, note="mended", **by(cast.rita, passage))
    return_to_editor(fresh(passage), by=cast.rita, version=2, reason="It is a quote.")
    hand_in(cast)
    refuses_its_editor(cast, passage)
    approve(cast.rita, passage)
    assert fresh(passage).note == "mended"


def test_what_was_reopened_is_not_approved_by_its_editor_as_it_was(cast, mark):
    passage = mark("safe")
    hand_in(cast)
    set_passage_note(fresh(passage), note="mended", **by(cast.rita, passage))
    approve(cast.edith, passage)
    reopen_passage(fresh(passage), by=cast.rita, version=2, reason="It is a quote.")
    hand_in(cast)
    refuses_its_editor(cast, passage)


def test_a_reviewer_who_mends_what_stands_around_it_has_not_agreed_to_it(cast, mark):
    outer, inner = mark("the bridge was"), mark("safe")
    hand_in(cast)
    set_passage_spans(fresh(outer), content=make.spans_of(cast.article.text, OUTER), **by(cast.rita, outer))
    assert fresh(inner).within == outer and fresh(inner).version == 2
    refuses_its_editor(cast, inner)
    with pytest.raises(Stale):
        approve_passage(fresh(inner), by=cast.rita, version=1)
    approve_passage(fresh(inner), by=cast.rita, version=2)


def test_the_editor_agrees_once_and_to_nothing_newer(cast, mark):
    passage = mark("safe")
    hand_in(cast)
    set_passage_note(fresh(passage), note="mended", **by(cast.rita, passage))
    set_passage_note(fresh(passage), note="mended again", **by(cast.rita, passage))
    with pytest.raises(Stale):
        approve_passage(fresh(passage), by=cast.edith, version=2)
    approve_passage(fresh(passage), by=cast.edith, version=3)
    assert Milestone.objects.filter(verdict="approved").get().snapshot["note"] == "mended again"


def test_ones_own_change_on_top_of_a_reviewers_needs_the_reviewer(cast, mark):
    passage = mark("safe")
    hand_in(cast)
    set_passage_note(fresh(passage), note="mended", **by(cast.rita, passage))
    set_passage_note(fresh(passage), note="and back", **by(cast.edith, passage))
    refuses_its_editor(cast, passage)


def test_a_reviewers_own_passage_needs_another_reviewer(cast):
    parts = {"speakers": [make.actor("Minister")], "states": [make.claim(cast.collection, "It was safe.")]}
    passage = make.passage(cast.article, "safe", by=cast.rita, role="reviewer", **parts)
    hand_in_reading(Assignment.objects.get(editor=cast.rita), by=cast.rita)
    with pytest.raises(ValidationError, match="somebody else"):
        approve(cast.rita, passage)
    with pytest.raises(PermissionDenied):
        approve(cast.egon, passage)
    approve(cast.mona, passage)


def test_withdrawn_and_restored_is_a_draft_again(cast, mark):
    passage = mark("safe")
    hand_in(cast)
    withdraw_passage(fresh(passage), **by(cast.edith, passage))
    with pytest.raises(ValidationError, match="nothing to decide"):
        approve(cast.rita, passage)
    restore_passage(fresh(passage), **by(cast.edith, passage))
    assert fresh(passage).status == "draft"


def test_a_mend_that_leaves_it_incomplete_is_not_approved(cast, mark):
    passage = mark("safe")
    hand_in(cast)
    remove_statement(fresh(passage), claim=passage.statements.get().claim, **by(cast.rita, passage))
    assert fresh(passage).status == "submitted"
    with pytest.raises(ValidationError, match="it needs the claim it states"):
        approve(cast.edith, passage)


def test_only_its_editor_hands_a_reading_in(cast, mark):
    passage = mark("safe")
    for person in (cast.egon, cast.rita, cast.mona):
        with pytest.raises(PermissionDenied):
            hand_in_reading(Assignment.objects.get(editor=cast.edith), by=person)
    assert fresh(passage).status == "draft"


def test_only_reviewers_accept_a_reading_and_never_their_own(cast, mark):
    mark("safe")
    hand_in(cast)
    for person in (cast.egon, cast.ralf, cast.otto):
        with pytest.raises(PermissionDenied):
            accept_reading(Assignment.objects.get(editor=cast.edith), by=person)
    with pytest.raises(ValidationError, match="Nobody accepts their own"):
        accept_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)


# -- What stands in what, while something is approved


def test_what_is_approved_stays_as_it_was_seen_and_catches_up_when_reopened(cast, mark):
    inner = mark("safe")
    hand_in(cast)
    approve(cast.rita, inner)
    outer = mark(OUTER)
    assert fresh(inner).within is None and fresh(inner).version == 1
    reopen_passage(fresh(inner), by=cast.rita, version=1, reason="See what is around it.")
    assert fresh(inner).within == outer and fresh(inner).version == 2
    with pytest.raises(Stale):
        set_passage_note(fresh(inner), note="unseen", **by(cast.edith, inner) | {"version": 1})


def test_reopened_as_it_was_keeps_its_version(cast, mark):
    passage = mark("safe")
    hand_in(cast)
    approve(cast.rita, passage)
    reopen_passage(fresh(passage), by=cast.rita, version=1, reason="Who is that?")
    assert fresh(passage).version == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_within_does_not_depend_on_the_order_of_marking(cast, mark, order):
    words = ["safe", "was “safe”", OUTER]
    passages = {number: mark(words[number]) for number in order}
    assert [fresh(passages[number]).within for number in (0, 1, 2)] == [passages[1], passages[2], None]


def test_within_follows_every_change_of_spans(cast, mark):
    inner, outer = mark("safe"), mark(OUTER)
    other = mark("lie")
    set_passage_spans(fresh(outer), content=make.spans_of(cast.article.text, "the bridge"), **by(cast.edith, outer))
    assert fresh(inner).within is None
    set_passage_spans(fresh(inner), content=make.spans_of(cast.article.text, "bridge"), **by(cast.edith, inner))
    assert fresh(inner).within == outer
    whole = Spans.of([(0, len(cast.article.text))])
    set_passage_spans(fresh(other), content=whole, **by(cast.edith, other))
    assert fresh(outer).within == other and fresh(inner).within == outer
    withdraw_passage(fresh(outer), **by(cast.edith, outer))
    assert fresh(inner).within == other and fresh(outer).within is None


def test_another_editors_passages_are_no_frame(cast, mark):
    inner = mark("safe")
    make.passage(cast.article, OUTER, by=cast.egon)
    assert fresh(inner).within is None
