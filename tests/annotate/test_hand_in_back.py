"""On the page of an article: a hand-in can be taken back, and whose reading was taken away is told so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.assignment_remove import remove_assignment
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_review import approve_passage
from claims.models import Assignment, Passage
from tests import make
from tests.annotate.test_workbench import queries_of
from tests.page import plain_page


@pytest.fixture
def passage(cast):
    return handed_in(cast)


def handed_in(cast):
    """A passage of Edith's, whose reading is handed in."""
    made = make.passage(cast.article, "a lie", by=cast.edith, mark="quote", speakers=[make.actor("Minister")])
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    return made


def page(client, cast):
    return plain_page(client.get(f"/articles/{cast.article.pk}/"))


def take_back(client, cast):
    return plain_page(client.post(f"/articles/{cast.article.pk}/hand-in/take-back/", follow=True))


def test_it_is_offered_done_and_said(cast, as_user, passage):
    edith = as_user(cast.edith)
    assert "Recall" in page(edith, cast)
    html = take_back(edith, cast)
    assert "Taken back: 1 passage is yours to go on with." in html
    assert 'id="hand-in"' in html and "Recall" not in html
    assert Passage.objects.get().status == "draft"


def test_also_where_nothing_was_marked(cast, as_user):
    edith = as_user(cast.edith)
    assign_article(cast.article, editor=cast.edith, by=cast.mona)
    edith.post(f"/articles/{cast.article.pk}/hand-in/")
    html = page(edith, cast)
    assert "Handed in, with nothing marked" in html and "Recall" in html
    assert "Hand in with nothing marked" not in html
    assert "Hand in with nothing marked" in take_back(edith, cast)


def test_once_reviewed_it_is_neither_offered_nor_done(cast, as_user, passage):
    edith = as_user(cast.edith)
    passage.refresh_from_db()
    approve_passage(passage, by=cast.rita, version=1)
    assert "Recall" not in page(edith, cast)
    assert "Somebody has reviewed it since" in take_back(edith, cast)


def test_where_reading_is_blind_it_is_offered_until_all_have_handed_in(cast, as_user):
    edith = as_user(cast.edith)
    edit_collection(cast.collection, blind=True)
    handed_in(cast)
    assert "Recall" in page(edith, cast)
    hand_in_reading(assign_article(cast.article, editor=cast.egon, by=cast.mona), by=cast.egon)
    assert "Recall" not in page(edith, cast)
    assert "you see the others’ passages since" in take_back(edith, cast)


def test_where_reading_became_blind_later_it_is_neither_offered_nor_done(cast, as_user, passage):
    edith = as_user(cast.edith)
    edit_collection(cast.collection, blind=True)
    assert "Recall" not in page(edith, cast)
    assert "you see the others’ passages since" in take_back(edith, cast)


def test_who_reads_it_not_has_nothing_to_take_back(cast, as_user, passage):
    assert "Recall" not in page(as_user(cast.egon), cast)
    assert "nothing to take back" in take_back(as_user(cast.egon), cast)


def test_whose_reading_was_taken_away_is_told_so_and_not_asked_to_hand_in(cast, as_user):
    make.passage(cast.article, "a lie", by=cast.edith, mark="quote")
    remove_assignment(Assignment.objects.get(), by=cast.mona)
    html = page(as_user(cast.edith), cast)
    assert "Mona took this article away from you" in html and "What you marked is kept" in html
    assert 'id="hand-in"' not in html


@pytest.mark.parametrize("blind", [False, True])
def test_the_page_of_a_handed_in_reading_takes_fifteen_queries_at_most(cast, as_user, blind):
    edit_collection(cast.collection, blind=blind)
    handed_in(cast)
    edith = as_user(cast.edith)
    page(edith, cast)
    with CaptureQueriesContext(connection) as context:
        assert "Recall" in page(edith, cast)
    assert len(queries_of(context.captured_queries)) <= 15
