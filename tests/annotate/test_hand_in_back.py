"""On the page of an article: a hand-in can be taken back, and whose reading was taken away is told so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Assignment, Passage
from tests import make
from tests.annotate.test_workbench import queries_of


@pytest.fixture
def passage(cast):
    return handed_in(cast)


def handed_in(cast):
    """A passage of Edith's, whose reading is handed in."""
    made = make.passage(cast.article, "a lie", by=cast.edith, mark="quote", speakers=[make.actor("Minister")])
    Assignment.objects.get().hand_in(by=cast.edith)
    return made


def page(client, cast):
    return client.get(f"/articles/{cast.article.pk}/").content.decode()


def take_back(client, cast):
    return client.post(f"/articles/{cast.article.pk}/hand-in/take-back/", follow=True).content.decode()


def test_it_is_offered_done_and_said(cast, as_user, passage):
    edith = as_user(cast.edith)
    assert "Take the hand-in back" in page(edith, cast)
    html = take_back(edith, cast)
    assert "Taken back: 1 passage is yours to go on with." in html
    assert 'id="hand-in"' in html and "Take the hand-in back" not in html
    assert Passage.objects.get().status == "draft"


def test_also_where_nothing_was_marked(cast, as_user):
    edith = as_user(cast.edith)
    Assignment.give(article=cast.article, editor=cast.edith, by=cast.mona)
    edith.post(f"/articles/{cast.article.pk}/hand-in/")
    html = page(edith, cast)
    assert "Handed in, with nothing marked" in html and "Take the hand-in back" in html
    assert "Hand in with nothing marked" not in html
    assert "Hand in with nothing marked" in take_back(edith, cast)


def test_once_reviewed_it_is_neither_offered_nor_done(cast, as_user, passage):
    edith = as_user(cast.edith)
    passage.refresh_from_db()
    passage.approve(by=cast.rita, version=1)
    assert "Take the hand-in back" not in page(edith, cast)
    assert "Somebody has reviewed it since" in take_back(edith, cast)


def test_where_reading_is_blind_it_is_offered_until_all_have_handed_in(cast, as_user):
    edith = as_user(cast.edith)
    cast.collection.describe(blind=True)
    handed_in(cast)
    assert "Take the hand-in back" in page(edith, cast)
    Assignment.give(article=cast.article, editor=cast.egon, by=cast.mona).hand_in(by=cast.egon)
    assert "Take the hand-in back" not in page(edith, cast)
    assert "you see the others’ passages since" in take_back(edith, cast)


def test_where_reading_became_blind_later_it_is_neither_offered_nor_done(cast, as_user, passage):
    edith = as_user(cast.edith)
    cast.collection.describe(blind=True)
    assert "Take the hand-in back" not in page(edith, cast)
    assert "you see the others’ passages since" in take_back(edith, cast)


def test_who_reads_it_not_has_nothing_to_take_back(cast, as_user, passage):
    assert "Take the hand-in back" not in page(as_user(cast.egon), cast)
    assert "nothing to take back" in take_back(as_user(cast.egon), cast)


def test_whose_reading_was_taken_away_is_told_so_and_not_asked_to_hand_in(cast, as_user):
    make.passage(cast.article, "a lie", by=cast.edith, mark="quote")
    Assignment.objects.get().take_away(by=cast.mona)
    html = page(as_user(cast.edith), cast)
    assert "Mona took this article away from you" in html and "What you marked is kept" in html
    assert 'id="hand-in"' not in html


@pytest.mark.parametrize("blind", [False, True])
def test_the_page_of_a_handed_in_reading_takes_twelve_queries_at_most(cast, as_user, blind):
    cast.collection.describe(blind=blind)
    handed_in(cast)
    edith = as_user(cast.edith)
    page(edith, cast)
    with CaptureQueriesContext(connection) as context:
        assert "Take the hand-in back" in page(edith, cast)
    assert len(queries_of(context.captured_queries)) <= 12
