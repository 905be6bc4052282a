"""Nothing is returned to somebody who does not read the article any more: a reviewer corrects it, or keeps it."""

import pytest
from django.core.exceptions import ValidationError

from claims.actions.adjudicate import Seen, return_one
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.assignment_remove import remove_assignment
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_review import approve_passage, reopen_passage, return_to_editor
from claims.models import Assignment, Milestone, Passage, User
from claims.queries.article_editors import editor_still_reads, editors_still_reading
from tests import make
from tests.claims.at_once import by, fresh, reading


@pytest.fixture
def submitted(cast):
    parts = {"speakers": [make.actor("Minister")], "states": [make.claim(cast.collection, "The plan was known.")]}
    passage = make.passage(cast.article, "the plan was known", by=cast.edith, **parts)
    hand_in_reading(reading(cast, cast.edith), by=cast.edith)
    return fresh(passage)


def leaves(cast):
    remove_member(cast.collection, user=cast.edith)


def reads_only(cast):
    set_member(cast.collection, user=cast.edith, role="reader", by=cast.mona)


def is_deactivated(cast):
    User.objects.filter(pk=cast.edith.pk).update(is_active=False)


def loses_the_article(cast):
    remove_assignment(reading(cast, cast.edith), by=cast.mona)


WAYS = [leaves, reads_only, is_deactivated, loses_the_article]


@pytest.mark.parametrize("goes", WAYS)
def test_nothing_is_returned_to_an_editor_who_went(cast, submitted, goes):
    goes(cast)
    for verb in (
        lambda: return_to_editor(fresh(submitted), by=cast.rita, version=1, reason="Which plan?"),
        lambda: return_one(cast.article, seen=Seen(submitted.pk, 1), by=cast.rita, reason="Which plan?"),
    ):
        with pytest.raises(ValidationError, match="Edith does not read this article any more") as refused:
            verb()
        assert refused.value.code == "editor_left"
    assert fresh(submitted).status == "submitted"
    assert not Milestone.objects.filter(verdict="returned").exists()


@pytest.mark.parametrize("goes", WAYS)
def test_a_reviewer_takes_it_over_and_another_approves_or_it_is_kept(cast, submitted, goes):
    goes(cast)
    set_passage_note(fresh(submitted), note="The plan of May.", **by(cast.rita))
    with pytest.raises(ValidationError):
        approve_passage(fresh(submitted), by=cast.rita, version=2)
    approve_passage(fresh(submitted), by=cast.mona, version=2)
    assert fresh(submitted).status == "approved"


@pytest.mark.parametrize("goes", WAYS)
def test_reopened_it_waits_for_a_reviewer_and_the_reason_is_on_record(cast, submitted, goes):
    approve_passage(fresh(submitted), by=cast.rita, version=1)
    goes(cast)
    reopen_passage(fresh(submitted), by=cast.mona, version=1, reason="The plan of May?")
    again = fresh(submitted)
    assert (again.status, again.reviewed_by, again.review_note) == ("submitted", None, "")
    assert Milestone.objects.get(verdict="reopened").note == "The plan of May?"
    set_passage_note(again, note="Of May.", by=cast.rita, version=again.version, action=make.uuid7())
    approve_passage(fresh(submitted), by=cast.mona, version=fresh(submitted).version)


def test_who_is_there_again_gets_it_back(cast, submitted):
    leaves(cast)
    set_member(cast.collection, user=cast.edith, role="editor", by=cast.mona)
    return_to_editor(fresh(submitted), by=cast.rita, version=1, reason="Which plan?")
    assert fresh(submitted).status == "returned"


def test_a_reading_taken_away_in_another_article_counts_there_alone(cast, submitted):
    other = make.article(cast.collection, text="Another text.")
    make.passage(other, "Another", by=cast.edith)
    remove_assignment(Assignment.objects.get(article=other), by=cast.mona)
    assert editors_still_reading(other, [cast.edith.pk, cast.egon.pk]) == {cast.egon.pk}
    assert editors_still_reading(cast.article, [cast.edith.pk]) == {cast.edith.pk}
    assert editor_still_reads(Passage.objects.get(pk=submitted.pk))
