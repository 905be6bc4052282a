"""Third wordings, and decisions that are taken back: nothing that gave way is lost."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from claims.actions.adjudicate import approve_agreeing, approve_both, approve_one, create_wording, revoke_decisions
from claims.actions.assignment_create import assign_next_article
from claims.actions.attribution_edit import add_via, set_unattributed
from claims.actions.claim_edit import reword_claim
from claims.actions.collection_edit import edit_collection
from claims.actions.denial_edit import add_denial
from claims.actions.member_set import set_member
from claims.actions.passage_review import approve_passage, reopen_passage
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.refusals import AlreadyDone
from claims.actions.undo import Kept, undo
from claims.agreement.handed_in import measured
from claims.comparison.differences import Aspect
from claims.models import Assignment, Milestone, Passage
from claims.queries.compared_readings import version_of
from claims.spans import Spans
from tests import make
from tests.claims.two_readings import anew, fresh, hand_in, said, seen, statuses, two_readings

two = pytest.fixture(two_readings)


def test_a_third_wording_is_the_reviewers_own_and_approved_by_another(cast, two):
    before = [said(two.hers_other), said(two.his_other)]
    made = anew(cast, two, reason="Neither names the city.")
    assert (made.editor, made.mark, fresh(made).status) == (cast.rita, "assertion", "draft")
    assert [part.actor for part in made.attributions.all()] == [two.minister]
    assert [part.claim for part in made.statements.all()] == [two.safe]
    assert {fresh(each).same_as for each in (two.hers_other, two.his_other)} == {made}
    assert [said(two.hers_other), said(two.his_other)] == before
    hand_in(cast.article, cast.rita)
    with pytest.raises(ValidationError, match="somebody else"):
        approve_passage(fresh(made), by=cast.rita, version=1)
    approve_passage(fresh(made), by=two.sara, version=1)


def test_a_third_wording_has_all_parts_of_what_it_is_made_after(cast, two):
    via = make.actor("Gazette", "media")
    speech = make.passage(cast.article, "called that a lie", by=cast.edith, mark="refutation", cue=Spans.of([(3, 7)]))
    for do, fields in (
        (set_unattributed, {"unattributed": True}),
        (add_via, {"actor": via}),
        (add_denial, {"claim": two.known, "kind": "disputes"}),
        (add_denial, {"state": "not_here", "target_text": "the report"}),
    ):
        row = fresh(speech)
        do(row, by=cast.edith, version=row.version, action=uuid.uuid4(), **fields)
    hand_in(cast.article, cast.edith)
    made = create_wording(cast.article, id=make.uuid7(), after=seen(speech), by=cast.rita)
    rows = Passage.objects.filter(pk__in=[made.pk, speech.pk]).for_cards()
    one, other = (version_of(each) for each in rows)
    assert [getattr(one, aspect) for aspect in Aspect] == [getattr(other, aspect) for aspect in Aspect]
    assert one.unattributed and other.unattributed and fresh(made).cue == fresh(speech).cue


def test_a_third_wording_sent_twice_is_made_once(cast, two):
    sent = {"article": cast.article, "id": make.uuid7(), "by": cast.rita}
    sent |= {"after": seen(two.hers_other), "other": seen(two.his_other)}
    create_wording(**sent)
    with pytest.raises(AlreadyDone):
        create_wording(**sent)
    assert cast.rita.passages.count() == 1


def test_a_third_wording_is_no_reading_that_is_measured(cast, two):
    before = measured(cast.collection).found.total.figures()
    made = anew(cast, two)
    hand_in(cast.article, cast.rita)
    approve_passage(fresh(made), by=two.sara, version=1)
    found = measured(cast.collection)
    assert found.readings == {cast.article.pk: 2} and found.found.total.figures() == before


def test_a_third_wording_takes_no_readers_place(cast, two):
    edit_collection(cast.collection, editors_per_article=3)
    article = cast.collection.articles.get()
    anew(cast, two)
    set_member(cast.collection, user=cast.otto, role="editor", by=cast.mona)
    assert assign_next_article(cast.collection, editor=cast.otto) == article
    mark = {"by": cast.otto, "mark": "quote", "speakers": [two.minister]}
    assert make.passage(article, "the police", **mark).editor == cast.otto


def test_while_a_wording_is_made_the_rest_is_settled_blind_readings_too(cast, two):
    edit_collection(cast.collection, blind=True)
    cast.article.collection.refresh_from_db()
    made = anew(cast, two)
    approve_one(cast.article, chosen=seen(two.hers_alone), by=cast.rita)
    assert statuses(made, two.hers_alone) == ["draft", "approved"]


def test_an_article_is_settled_when_the_wordings_are_approved_too(cast, two):
    made = anew(cast, two)
    approve_agreeing(cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    for passage in (two.hers_alone, two.his_alone):
        approve_one(cast.article, chosen=seen(passage), by=cast.rita)
    assert not measured(cast.collection).found.settled
    hand_in(cast.article, cast.rita)
    approve_passage(fresh(made), by=two.sara, version=1)
    assert set(measured(cast.collection).found.settled) == {cast.edith.pk, cast.egon.pk}


def test_whoever_reads_the_article_words_nothing_anew(cast, two):
    make.passage(cast.article, "the police", by=cast.rita, role="reviewer", mark="quote", speakers=[two.city])
    with pytest.raises(ValidationError, match="part of your reading"):
        anew(cast, two)


# -- Taking it back


def test_a_decision_is_taken_back_on_record(cast, two):
    approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    for editor in (cast.edith, cast.egon):
        Assignment.objects.filter(editor=editor).update(accepted_by=cast.rita, accepted_at="2026-01-01T00:00Z")
    revoke_decisions(cast.article, seen=[seen(two.hers_other), seen(two.his_other)], by=two.sara, reason="Too quick.")
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]
    assert fresh(two.his_other).same_as is None and fresh(two.his_other).review_note == ""
    steps = Milestone.objects.filter(verdict="taken_back")
    assert {(each.passage, each.by, each.note) for each in steps} == {
        (two.hers_other, two.sara, "Too quick."),
        (two.his_other, two.sara, "Too quick."),
    }
    # Nobody looks through an accepted reading for what waits in it.
    assert not Assignment.objects.filter(accepted_at__isnull=False).exists()
    approve_one(cast.article, chosen=seen(two.his_other), other=seen(two.hers_other), by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["merged", "approved"]


def test_of_two_that_were_approved_both_wait_again(cast, two):
    both = [seen(two.hers_other), seen(two.his_other)]
    approve_both(cast.article, both=both, by=cast.rita)
    revoke_decisions(cast.article, seen=both, by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]
    with pytest.raises(ValidationError, match="nothing to take back"):
        revoke_decisions(cast.article, seen=both, by=cast.rita)


def test_a_third_wording_is_taken_back_by_its_maker_or_loses_its_approval(cast, two):
    made = anew(cast, two)
    sides = [two.hers_other, two.his_other]
    with pytest.raises(ValidationError, match="Rita takes it back"):
        revoke_decisions(cast.article, seen=[seen(each) for each in sides], by=two.sara)
    hand_in(cast.article, cast.rita)
    approve_passage(fresh(made), by=two.sara, version=1)
    revoke_decisions(cast.article, seen=[seen(each) for each in sides], by=two.sara)
    assert statuses(made, *sides) == ["submitted", "merged", "merged"]
    revoke_decisions(cast.article, seen=[seen(each) for each in sides], by=cast.rita)
    assert statuses(made, *sides) == ["withdrawn", "submitted", "submitted"]


@pytest.mark.parametrize("way", ["reopened", "withdrawn"])
def test_what_gave_way_waits_again_when_its_twin_does_not_stand(cast, two, way):
    approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    row = fresh(two.hers_other)
    if way == "reopened":
        reopen_passage(row, by=cast.rita, version=row.version, reason="Not so.")
    else:
        # A claim that it states is reworded, so that it waits for a decision and its editor can withdraw it.
        reword_claim(two.safe, by=cast.rita, statement="The bridge held until May.")
        assert statuses(two.hers_other, two.his_other) == ["submitted", "merged"]
        row = fresh(two.hers_other)
        withdraw_passage(row, by=cast.edith, version=row.version, action=uuid.uuid4())
    assert statuses(two.his_other) == ["submitted"]
    assert Milestone.objects.filter(verdict="taken_back").get().passage == two.his_other


def test_a_third_wording_that_is_reopened_still_stands_for_both(cast, two):
    made = anew(cast, two)
    hand_in(cast.article, cast.rita)
    approve_passage(fresh(made), by=two.sara, version=1)
    reopen_passage(fresh(made), by=two.sara, version=1, reason="Name the city.")
    assert statuses(made, two.hers_other, two.his_other) == ["returned", "merged", "merged"]


def test_undo_does_not_take_a_wording_from_those_that_gave_way(cast, two):
    made = anew(cast, two)
    with pytest.raises(Kept, match="Take that back"):
        undo(article=cast.article, by=cast.rita, action=uuid.uuid4())
    row = fresh(made)
    withdraw_passage(row, by=cast.rita, version=row.version, action=uuid.uuid4())
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]


def test_a_passage_that_stood_in_the_merged_one_stands_in_it_again(cast, two):
    inner = make.passage(cast.article, "safe", by=cast.egon, speakers=[two.city], states=[two.safe])
    hand_in(cast.article, cast.egon)
    assert fresh(inner).within == two.his_other
    approve_one(cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    assert fresh(inner).within is None
    revoke_decisions(cast.article, seen=[seen(two.hers_other)], by=cast.rita)
    assert fresh(inner).within == two.his_other
