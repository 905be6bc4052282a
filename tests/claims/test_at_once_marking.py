"""Two marks at once in one article, and a denial written while the mark changes: nothing stands wrong afterwards."""

import pytest
from django.db import IntegrityError, connection

from claims.actions.collection_edit import edit_collection
from claims.actions.denial_edit import add_denial
from claims.actions.passage_create import create_passage
from claims.actions.passage_edit import set_passage_mark
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.refusals import AlreadyDone, IdTaken
from claims.constraints import explain
from claims.models import Assignment, Denial, Passage
from claims.spans import Spans
from tests import make
from tests.claims.at_once import by, fresh, meanwhile, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_take_the_last_place(cast):
    edit_collection(cast.collection, editors_per_article=1)
    article = fresh(cast.article)
    outcome = meanwhile(
        lambda: make.passage(article, "the plan", by=cast.edith), lambda: make.passage(article, "safe", by=cast.egon)
    )
    refused(outcome, "no_place")
    assert Assignment.objects.get().editor == cast.edith and Passage.objects.get().editor == cast.edith


@pytest.mark.parametrize(("content", "answer"), [("4..12", AlreadyDone), ("4..11", IdTaken)])
def test_the_same_mark_arrives_twice(cast, content, answer):
    make.passage(cast.article, "safe", by=cast.edith)
    sent = {"id": make.uuid7(), "article": cast.article, "by": cast.edith, "role": "editor", "mark": "assertion"}
    outcome = meanwhile(
        lambda: create_passage(**sent, content=Spans.parse("4..12"), action=make.uuid7()),
        lambda: create_passage(**sent, content=Spans.parse(content), action=make.uuid7()),
    )
    assert isinstance(outcome, answer)
    assert Passage.objects.get(pk=sent["id"]).content == Spans.parse("4..12")


def test_the_same_mark_arrives_twice_as_the_first_of_its_editor(cast):
    sent = {"id": make.uuid7(), "article": cast.article, "by": cast.edith, "role": "editor", "mark": "assertion"}

    def send():
        return create_passage(**sent, content=Spans.parse("4..12"))

    assert isinstance(meanwhile(send, send), AlreadyDone)
    assert Passage.objects.count() == 1 and Assignment.objects.count() == 1


@pytest.mark.parametrize("outer_first", [True, False])
def test_one_editor_marks_inside_and_around_at_once(cast, outer_first):
    make.passage(cast.article, "lie", by=cast.edith)
    acts = [
        lambda: make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith),
        lambda: make.passage(cast.article, "safe", by=cast.edith),
    ]
    meanwhile(*(acts if outer_first else reversed(acts)))
    inner, outer = Passage.objects.get(exact="safe"), Passage.objects.get(exact__startswith="the bridge")
    assert inner.within == outer and outer.within is None


def test_a_withdrawal_and_a_mark_inside_it(cast):
    outer = make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    meanwhile(
        lambda: withdraw_passage(fresh(outer), **by(cast.edith)),
        lambda: make.passage(cast.article, "safe", by=cast.edith),
    )
    assert Passage.objects.get(exact="safe").within is None


def test_two_passages_move_each_other(cast):
    text = cast.article.text
    outer = make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    inner = make.passage(cast.article, "safe", by=cast.edith)
    outcome = meanwhile(
        lambda: set_passage_spans(fresh(outer), content=make.spans_of(text, "bridge was “safe”"), **by(cast.edith)),
        lambda: set_passage_spans(
            fresh(inner), content=make.spans_of(text, "the bridge was “safe” until"), **by(cast.edith)
        ),
    )
    assert outcome == [outer]
    assert fresh(inner).within is None and fresh(outer).within == inner


def test_two_denials_that_answer_each_other_wait_for_nothing(cast):
    claim = make.claim(cast.collection, "The plan was known.")
    one, other = (make.passage(cast.article, "denied", by=each, mark="refutation") for each in (cast.edith, cast.egon))
    outcome = meanwhile(
        lambda: add_denial(fresh(one), claim=claim, answers=other, **by(cast.edith)),
        lambda: add_denial(fresh(other), claim=claim, answers=one, **by(cast.egon)),
        waits=False,
    )
    assert outcome.answers == one and Denial.objects.count() == 2


# -- A denial written by plain SQL while the mark changes


def deny_by_sql(passage, claim):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_denial (passage_id, claim_id, kind, state, target_text)"
            " VALUES (%s, %s, 'denies', 'linked', '')",
            [passage.pk, claim.pk],
        )


@pytest.fixture
def refutation(cast):
    return make.passage(cast.article, "denied", by=cast.edith, mark="refutation")


def test_the_mark_changes_first(cast, refutation):
    claim = make.claim(cast.collection, "The plan was known.")
    outcome = meanwhile(
        lambda: set_passage_mark(fresh(refutation), mark="assertion", **by(cast.edith)),
        lambda: deny_by_sql(refutation, claim),
    )
    assert isinstance(outcome, IntegrityError) and explain(outcome).code == "denial_of_a_refutation"
    assert fresh(refutation).mark == "assertion" and not Denial.objects.exists()


def test_the_denial_comes_first(cast, refutation):
    claim = make.claim(cast.collection, "The plan was known.")
    outcome = meanwhile(
        lambda: deny_by_sql(refutation, claim),
        lambda: set_passage_mark(fresh(refutation), mark="assertion", **by(cast.edith)),
    )
    refused(outcome, "denials")
    assert fresh(refutation).mark == "refutation" and Denial.objects.count() == 1
