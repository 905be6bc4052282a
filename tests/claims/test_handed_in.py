"""Readings as they were handed in: nothing that a reviewer or a later change does to the passages counts."""

import csv
import io
import json
import time
import uuid
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions.actor_merge import merge_actor
from claims.actions.article_edit import edit_article
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_merge import merge_claim
from claims.actions.denial_edit import add_denial
from claims.actions.member_set import set_member
from claims.actions.passage_edit import set_passage_mark
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import restore_passage, withdraw_passage
from claims.agreement import report as written
from claims.agreement.handed_in import measured
from claims.agreement.measures import Figure, Measure
from claims.models import Assignment, Milestone, Passage
from tests import make
from tests.scenes import more_built_once


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def hand_in(article, editor):
    hand_in_reading(Assignment.objects.get(article=article, editor=editor), by=editor)


def change(passage, do, *, by, **fields):
    """Do an action on the passage as it stands now."""
    now = fresh(passage)
    do(now, by=by, version=now.version, action=uuid.uuid4(), **fields)


@pytest.fixture
@more_built_once
def two(cast):
    """Edith and Egon read the article alike, but for the mark and the speaker; both have handed in."""
    minister, spokeswoman = make.actor("Minister", "person"), make.actor("Spokeswoman", "person")
    claim, twin = make.claim(cast.collection, "The plan was known."), make.claim(cast.collection, "It was known.")
    hers = make.passage(cast.article, "that the plan was known", by=cast.edith, speakers=[minister], states=[claim])
    his = make.passage(
        cast.article, "that the plan was known", by=cast.egon, mark="quote", speakers=[spokeswoman], states=[twin]
    )
    other = make.passage(cast.article, "“safe”", by=cast.egon, mark="quote", speakers=[minister])
    for editor in (cast.edith, cast.egon):
        hand_in(cast.article, editor)
    return SimpleNamespace(
        hers=fresh(hers), his=fresh(his), other=fresh(other), minister=minister, spokeswoman=spokeswoman,
        claim=claim, twin=twin,
    )  # fmt: skip


def figures(cast, **options):
    return measured(cast.collection, **options).found.total.figures()


def test_what_two_handed_in_is_compared(cast, two):
    found = measured(cast.collection)
    assert found.found.total.figure(Measure.CONTENT_EXACT) == Figure(2 / 3, 2, 3)
    assert found.found.total.figure(Measure.MARK) == Figure(0, 0, 1)
    assert list(found.found.pairs) == [(cast.edith.pk, cast.egon.pk)]
    assert found.titles == {cast.article.pk: "Bridge falls"} and found.readings == {cast.article.pk: 2}
    assert {person.name for person in found.editors.values()} == {"Edith", "Egon"}


def test_one_reading_or_one_that_is_not_handed_in_is_not_compared(cast):
    actor = make.actor("Minister", "person")
    make.passage(cast.article, "safe", by=cast.edith, mark="quote", speakers=[actor])
    make.passage(cast.article, "safe", by=cast.egon, mark="quote", speakers=[actor])
    hand_in(cast.article, cast.edith)
    assert measured(cast.collection).found.total.articles == 0
    hand_in(cast.article, cast.egon)
    assert measured(cast.collection).found.total.articles == 1
    # What was begun since does not count; that the reading was handed in stays so.
    make.passage(cast.article, "the bridge", by=cast.egon)
    assert figures(cast)[Measure.CONTENT_EXACT] == Figure(1.0, 2, 2)


def test_a_reading_without_passages_counts(cast, two):
    third = make.user("third")
    set_member(cast.collection, user=third, role="editor", by=cast.mona)
    assign_article(cast.article, editor=third, by=cast.mona)
    hand_in(cast.article, third)
    assert figures(cast)[Measure.CONTENT_EXACT] == Figure(2 / 6, 2, 3 + 1 + 2)


def test_mending_returning_approving_and_settling_change_nothing(cast, two):
    before = figures(cast)
    # A reviewer mends Egon's to what Edith has, approves hers, and settles the two.
    change(two.his, set_passage_mark, by=cast.rita, mark="assertion")
    hers, his = two.hers, fresh(two.his)
    approve_passage(hers, by=cast.rita, version=hers.version)
    merge_passage(his, hers, by=cast.rita, version=his.version)
    other = fresh(two.other)
    return_to_editor(other, by=cast.rita, version=other.version, reason="only a word")
    change(two.other, set_passage_spans, by=cast.egon, content=make.spans_of(make.TEXT, "the bridge was “safe”"))
    assert figures(cast) == before


def test_what_is_handed_in_again_counts_from_then_on(cast, two):
    his = two.his
    return_to_editor(his, by=cast.rita, version=his.version, reason="It asserts.")
    change(his, set_passage_mark, by=cast.egon, mark="assertion")
    assert figures(cast)[Measure.MARK].numerator == 0
    hand_in(cast.article, cast.egon)
    assert figures(cast)[Measure.MARK].numerator == 1


def test_claims_and_actors_are_compared_after_merging(cast, two):
    assert figures(cast)[Measure.CLAIMS].numerator == figures(cast)[Measure.SPEAKERS].numerator == 0
    merge_claim(two.claim, other=two.twin)
    merge_actor(two.spokeswoman, other=two.minister)
    found = figures(cast)
    assert found[Measure.CLAIMS] == found[Measure.SPEAKERS] == Figure(None, 1, 1)


def test_denied_claims_are_compared_and_what_is_not_linked_is_left_out(cast):
    actor, claim = make.actor("Minister", "person"), make.claim(cast.collection, "The plan was known.")
    for editor in (cast.edith, cast.egon):
        passage = make.passage(
            cast.article, "called that a lie", by=editor, mark="refutation", speakers=[actor], denies=[claim]
        )
        if editor == cast.egon:
            change(passage, add_denial, by=editor, state="unsaid")
        hand_in(cast.article, editor)
    assert figures(cast)[Measure.DENIALS] == Figure(1.0, 2, 2)


def test_what_was_withdrawn_before_the_hand_in_is_left_out(cast, two):
    change(two.other, withdraw_passage, by=cast.egon)
    assert figures(cast)[Measure.CONTENT_EXACT] == Figure(2 / 3, 2, 3), "it had been handed in"
    hand_in(cast.article, cast.egon)
    assert figures(cast)[Measure.CONTENT_EXACT] == Figure(1.0, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_what_was_withdrawn_then_and_is_back_now_is_left_out_until_it_is_handed_in(cast, two):
    change(two.other, withdraw_passage, by=cast.egon)
    hand_in(cast.article, cast.egon)
    change(two.other, restore_passage, by=cast.egon)
    assert figures(cast)[Measure.CONTENT_EXACT] == Figure(1.0, 2, 2)
    hand_in(cast.article, cast.egon)
    assert figures(cast)[Measure.CONTENT_EXACT] == Figure(2 / 3, 2, 3)


def test_what_was_withdrawn_and_restored_before_the_hand_in_counts(cast, two):
    change(two.other, withdraw_passage, by=cast.egon)
    change(two.other, restore_passage, by=cast.egon)
    hand_in(cast.article, cast.egon)
    assert figures(cast)[Measure.CONTENT_EXACT] == Figure(2 / 3, 2, 3)


def test_an_editor_is_compared_with_what_was_settled_once_it_is(cast, two):
    approve_passage(two.hers, by=cast.rita, version=two.hers.version)
    assert measured(cast.collection).found.settled == {}, "two passages wait for a decision"
    merge_passage(two.his, two.hers, by=cast.rita, version=two.his.version)
    approve_passage(two.other, by=cast.rita, version=two.other.version)
    settled = measured(cast.collection).found.settled
    assert settled[cast.edith.pk].figure(Measure.CONTENT_EXACT) == Figure(2 / 3, 2, 3)
    assert settled[cast.egon.pk].figure(Measure.CONTENT_EXACT) == Figure(1.0, 4, 4)
    assert settled[cast.egon.pk].figure(Measure.MARK).numerator == 1, "as handed in: one mark was another"


def test_one_article_and_the_newest_can_be_chosen(cast, two):
    second = make.article(cast.collection, text="Another text. " + make.TEXT, title="Second")
    for editor in (cast.edith, cast.egon):
        make.passage(second, "“safe”", by=editor, mark="quote", speakers=[two.minister])
        hand_in(second, editor)
    assert measured(cast.collection).found.total.articles == 2
    assert list(measured(cast.collection, article=cast.article.pk).found.articles) == [cast.article.pk]
    newest = measured(cast.collection, most=1)
    assert list(newest.found.articles) == [second.pk] and newest.left_out == 1
    different = measured(cast.collection).most_different(Measure.CONTENT_EXACT)
    assert [number for number, _sums in different] == [cast.article.pk, second.pk]
    other = make.collection("other")
    assert measured(other).found.total.articles == 0


def readings_in_bulk(collection, editors, *, articles, passages):
    """Articles with the same passages handed in by each; straight into the tables, since it is a matter of size."""
    said = {"mark": "quote", "cue": "", "source": "", "speakers": [{"id": 1}], "states": [{"id": 1}], "denies": []}
    text = " ".join(["words"] * 600)
    made = [make.article(collection, text=f"{text} {articles} {number}") for number in range(articles)]
    now = timezone.now()
    Assignment.objects.bulk_create(
        Assignment(article=article, editor=editor, handed_in_at=now) for article in made for editor in editors
    )
    spans = [make.Spans(((place * 180, place * 180 + 100),)) for place in range(passages)]
    rows = Passage.objects.bulk_create(
        Passage(
            id=make.uuid7(), article=article, editor=editor, mark="quote", form="indirect", content=content,
            exact=content.exact(text), status="submitted", changed_by=editor,
        )
        for article in made for editor in editors for content in spans
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(
            passage=row, version=1, verdict="handed_in", by=row.editor, at=now,
            snapshot={**said, "content": str(row.content)},
        )
        for row in rows
    )  # fmt: skip


def test_a_hundred_articles_read_by_six_are_fetched_and_compared_in_time_with_as_many_queries_as_one(cast):
    editors = [make.user(f"reader{number}") for number in range(6)]
    readings_in_bulk(cast.collection, editors, articles=1, passages=2)
    with CaptureQueriesContext(connection) as few:
        measured(cast.collection)
    readings_in_bulk(cast.collection, editors, articles=100, passages=5)
    begin, computing = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as many:
        found = measured(cast.collection)
        lines = len(list(written.as_csv(found, guarded=True)))
    took, computed = time.perf_counter() - begin, time.process_time() - computing
    print(f"3,000 passages of 100 articles from the database: {took:.2f} s, {computed:.2f} s of them computing")
    assert found.found.total.figure(Measure.CONTENT_EXACT) == Figure(1.0, 15_060, 15_060)
    assert lines == 1 + 12 * (1 + 101 + 15)
    assert len(many) == len(few) <= 12
    assert computed < 10


# -- The command


def told(*options):
    out = io.StringIO()
    call_command("agreement", "--collection", "bridge", *options, stdout=out)
    return out.getvalue()


def test_the_command_tells_in_text(cast, two):
    lines = told().splitlines()
    assert lines[0] == "Bridge: 1 article with two or more readings, as handed in"
    assert any(line.startswith("Same content") and "0.67" in line and "2/3" in line for line in lines)
    assert any(line.startswith("edith – egon") for line in lines)
    assert any(line.startswith(f"{cast.article.pk} Bridge falls") for line in lines)


def test_the_command_says_what_is_needed_where_nothing_can_be_compared(cast):
    assert "two readings of one article" in told()
    assert json.loads(told("--format", "json"))["by_pair"] == []
    assert len(told("--format", "csv").splitlines()) == 1 + 12


def test_the_command_writes_json(cast, two):
    found = json.loads(told("--format", "json", "--article", str(cast.article.pk)))
    assert found["collection"] == "bridge" and found["article"] == cast.article.pk and found["articles"] == 1
    assert found["figures"]["content_exact"] == {"value": 0.666667, "numerator": 2, "denominator": 3}
    assert found["figures"]["cue_exact"] == {"value": None, "numerator": 0, "denominator": 0}
    assert found["by_pair"][0]["editors"] == ["edith", "egon"]
    assert found["by_article"][0]["readings"] == 2 and found["by_editor_and_settled"] == []
    assert set(found["measures"]) == set(Measure) == set(found["figures"])


def test_the_command_writes_csv_that_no_spreadsheet_runs(cast, two):
    edit_article(cast.article, title="=Bridge, falls")
    rows = list(csv.DictReader(io.StringIO(told("--format", "csv"))))
    assert tuple(rows[0]) == written.HEADER and len(rows) == 12 * 3
    assert [row["level"] for row in rows[::12]] == ["collection", "article", "pair"]
    assert rows[12]["article_title"] == "'=Bridge, falls" and rows[12]["article_id"] == str(cast.article.pk)
    assert (rows[24]["editor"], rows[24]["other_editor"], rows[24]["value"]) == ("edith", "egon", "0.666667")
    assert "=Bridge, falls" in told("--format", "csv", "--raw").replace("'=", "")
    assert "'=" not in told("--format", "csv", "--raw")


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--collection", "brigde"], "no collection “brigde”"), (["--article", "0"], "no article 0 in “bridge”")],
)
def test_the_command_refuses_what_is_not_there(cast, options, words):
    with pytest.raises(CommandError, match=words) as caught:
        told(*options)
    assert caught.value.returncode == 2


def test_the_help_has_examples(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("agreement", "--help")
    assert ended.value.code == 0
    assert "\n  manage.py agreement --collection kursk --article 7\n" in capsys.readouterr().out
