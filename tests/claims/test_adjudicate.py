"""Settling two readings: each decision and each refusal, and that no editor's row is edited by it."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.actions.adjudicate import (
    Agreed,
    approve_agreeing,
    approve_both,
    approve_one,
    create_wording,
    revoke_decisions,
)
from claims.actions.article_archive import archive_article
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article
from claims.actions.member_set import set_member
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.refusals import AlreadyDone, Stale
from claims.agreement.handed_in import measured
from claims.agreement.measures import Measure
from claims.models import Assignment, Milestone
from tests import make
from tests.claims.two_readings import fresh, hand_in, said, seen, statuses, two_readings

two = pytest.fixture(two_readings)


def test_one_of_a_pair_is_approved_and_the_other_gives_way_to_it(cast, two):
    before = [said(two.hers_other), said(two.his_other)]
    chosen, other = seen(two.his_other), seen(two.hers_other)
    approve_one(cast.article, chosen=chosen, other=other, by=cast.rita, reason="All quoted.")
    his, hers = fresh(two.his_other), fresh(two.hers_other)
    assert (his.status, his.reviewed_by) == ("approved", cast.rita)
    assert (hers.status, hers.same_as, hers.reviewed_by, hers.review_note) == ("merged", his, cast.rita, "All quoted.")
    assert [said(two.hers_other), said(two.his_other)] == before
    steps = Milestone.objects.filter(passage__in=[his, hers]).exclude(verdict="handed_in")
    assert {(each.verdict, each.passage, each.by, each.note) for each in steps} == {
        ("approved", his, cast.rita, ""),
        ("merged", hers, cast.rita, "All quoted."),
    }


def test_what_one_alone_saw_is_approved(cast, two):
    approve_one(cast.article, chosen=seen(two.hers_alone), by=cast.rita)
    assert statuses(two.hers_alone) == ["approved"]


def test_both_are_approved_as_two_passages(cast, two):
    approve_both(cast.article, both=[seen(two.hers_other), seen(two.his_other)], by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["approved", "approved"]


def test_all_that_agree_are_approved_in_one_go_and_nothing_else(cast, two):
    # The one that says more around it is kept.
    cast_spans = make.spans_of(cast.article.text, "The minister")
    his = fresh(two.his_same)
    set_passage_spans(his, source=cast_spans, by=cast.egon, version=his.version, action=uuid.uuid4())
    pairs = [(seen(two.hers_same), seen(two.his_same)), (seen(two.hers_other), seen(two.his_other))]
    assert approve_agreeing(cast.article, pairs=pairs, by=cast.rita, reason="Both agree.") == Agreed(approved=1, left=1)
    assert statuses(two.his_same, two.hers_same) == ["approved", "merged"]
    assert fresh(two.hers_same).review_note == "Both agree."
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]
    # Sent again, nothing is done again, and what is decided is no failure.
    assert approve_agreeing(cast.article, pairs=pairs[:1], by=cast.rita) == Agreed(approved=0, left=0)


def test_a_pair_that_changed_since_it_was_seen_is_left(cast, two):
    pair = (seen(two.hers_same), seen(two.his_same))
    his = fresh(two.his_same)
    set_passage_note(his, note="on second thought", by=cast.egon, version=his.version, action=uuid.uuid4())
    assert approve_agreeing(cast.article, pairs=[pair], by=cast.rita) == Agreed(approved=0, left=1)
    assert statuses(two.hers_same, two.his_same) == ["submitted", "submitted"]


def test_what_the_reviewer_mended_is_left_for_another(cast, two):
    for passage in (two.hers_same, two.his_same):
        row = fresh(passage)
        set_passage_note(row, note="mended", by=cast.rita, version=row.version, action=uuid.uuid4())
    pair = (seen(two.hers_same), seen(two.his_same))
    assert approve_agreeing(cast.article, pairs=[pair], by=cast.rita) == Agreed(approved=0, left=1)
    assert statuses(two.hers_same, two.his_same) == ["submitted", "submitted"]
    assert approve_agreeing(cast.article, pairs=[pair], by=two.sara) == Agreed(approved=1, left=0)


def test_a_third_reading_gives_way_to_what_is_approved(cast, two):
    set_member(cast.collection, user=cast.otto, role="editor", by=cast.mona)
    assign_article(cast.article, editor=cast.otto, by=cast.mona)
    third = make.passage(
        cast.article, "that the plan was known", by=cast.otto, speakers=[two.minister], states=[two.known]
    )
    hand_in(cast.article, cast.otto)
    approve_agreeing(cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    # Beside the one that gave way: by what stands for it.
    assert approve_agreeing(cast.article, pairs=[(seen(two.his_same), seen(third))], by=cast.rita) == Agreed(1, 0)
    assert fresh(third).same_as == two.hers_same


# -- Refusals


def test_nobody_settles_a_reading_of_their_own(cast, two):
    set_member(cast.collection, user=cast.otto, role="reviewer", by=cast.mona)
    cast.collection.memberships.filter(user=cast.egon).update(role="reviewer")
    for verb in (
        lambda: approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.egon),
        lambda: approve_both(cast.article, both=[seen(two.hers_other), seen(two.his_other)], by=cast.egon),
        lambda: approve_agreeing(cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.egon),
        lambda: create_wording(cast.article, id=make.uuid7(), after=seen(two.his_other), by=cast.egon),
    ):
        with pytest.raises(ValidationError) as refused:
            verb()
        assert refused.value.code == "own_reading"
    with pytest.raises(ValidationError, match="your own"):
        merge_passage(fresh(two.his_other), two.hers_other, by=cast.egon, version=1)
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]


def test_only_who_reviews_settles_and_only_what_is_in_the_article(cast, two):
    pair = {"chosen": seen(two.hers_other), "other": seen(two.his_other)}
    for person in (cast.ralf, cast.otto):
        with pytest.raises(PermissionDenied):
            approve_one(cast.article, by=person, **pair)
    elsewhere = make.article(cast.collection, text="Another text.", title="Another")
    with pytest.raises(ValidationError, match="not in the article"):
        approve_one(elsewhere, by=cast.rita, **pair)
    archive_article(cast.article)
    with pytest.raises(ValidationError, match="archived"):
        approve_one(cast.article, by=cast.rita, **pair)


@pytest.mark.parametrize("which", ["hers_other", "his_other"])
def test_a_decision_covers_what_was_seen_of_both(cast, two, which):
    pair = {"chosen": seen(two.hers_other), "other": seen(two.his_other)}
    row = fresh(getattr(two, which))
    set_passage_note(row, note="on second thought", by=row.editor, version=row.version, action=uuid.uuid4())
    for verb in (
        lambda: approve_one(cast.article, by=cast.rita, **pair),
        lambda: approve_both(cast.article, both=list(pair.values()), by=cast.rita),
        lambda: create_wording(cast.article, id=make.uuid7(), after=pair["chosen"], other=pair["other"], by=cast.rita),
    ):
        with pytest.raises(Stale):
            verb()
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]


def test_what_is_returned_is_not_settled(cast, two):
    row = fresh(two.hers_other)
    return_to_editor(row, by=cast.rita, version=row.version, reason="Which minister?")
    with pytest.raises(ValidationError, match="returned"):
        approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["returned", "submitted"]


def test_the_same_decision_twice_is_done_once(cast, two):
    sent = {"article": cast.article, "chosen": seen(two.hers_other), "other": seen(two.his_other), "by": cast.rita}
    approve_one(**sent)
    with pytest.raises(AlreadyDone):
        approve_one(**sent)
    assert Milestone.objects.filter(verdict__in=["approved", "merged"]).count() == 2


def test_whoever_let_it_give_way_may_approve_it_later_and_its_editor_may_not(cast, two):
    approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    revoke_decisions(cast.article, seen=[seen(two.hers_other)], by=cast.rita)
    his = fresh(two.his_other)
    with pytest.raises(ValidationError, match="somebody else"):
        approve_passage(his, by=cast.egon, version=his.version)
    approve_passage(his, by=cast.rita, version=his.version)


# -- What follows


def test_settled_readings_are_accepted_and_measured_as_they_were_handed_in(cast, two):
    before = measured(cast.collection).found.total.figures()
    approve_agreeing(cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    for passage in (two.hers_alone, two.his_alone):
        approve_one(cast.article, chosen=seen(passage), by=cast.rita)
    for editor in (cast.edith, cast.egon):
        accept_reading(Assignment.objects.get(editor=editor), by=cast.rita)
    found = measured(cast.collection).found
    assert found.total.figures() == before
    assert found.settled[cast.edith.pk].figure(Measure.CONTENT_EXACT).numerator == 2 * 3


def test_what_gave_way_cannot_be_changed_any_more(cast, two):
    approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    his = fresh(two.his_other)
    with pytest.raises(ValidationError, match="merged into"):
        set_passage_note(his, note="but", by=cast.egon, version=his.version, action=uuid.uuid4())
