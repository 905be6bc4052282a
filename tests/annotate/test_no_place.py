"""An article whose places are all taken: an editor learns it before reading, not from a refusal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.assignment_create import assign_article
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.permissions import Role
from tests import make
from tests.annotate.test_workbench import mark, queries_of
from tests.page import plain_page

OFFERS = ("Hand in with nothing marked", "Select words in the article", 'id="tool"', 'data-may-mark="yes"')


@pytest.fixture
def full(cast):
    """An article with one place, which Edith has."""
    collection = make.collection("canal", by=cast.mona, editors_per_article=1)
    for person, role in ((cast.edith, Role.EDITOR), (cast.egon, Role.EDITOR), (cast.rita, Role.REVIEWER)):
        set_member(collection, user=person, role=role, by=cast.mona)
    article = make.article(collection, title="Canal closed")
    make.passage(article, "the plan", by=cast.edith)
    return article


def opened(client, article) -> str:
    return plain_page(client.get(f"/articles/{article.pk}/"))


def test_who_finds_no_place_is_told_at_once_and_offered_nothing(cast, as_user, full):
    page = opened(as_user(cast.egon), full)
    assert "Edith reads this article already. Ask a manager to assign it to you too." in page
    assert not [offer for offer in OFFERS if offer in page]


def test_the_names_of_those_who_read_it_are_names(cast, as_user, full):
    cast.edith.first_name, cast.edith.last_name = "Édith <b>", "Ø"
    cast.edith.save()
    html = as_user(cast.egon).get(f"/articles/{full.pk}/").content.decode()
    assert '<bdi translate="no">Édith &lt;b&gt; Ø</bdi> reads this article already' in html


def test_who_has_a_place_or_needs_none_is_offered_what_there_is(cast, as_user, full):
    for person in (cast.edith, cast.rita, cast.mona):
        page = opened(as_user(person), full)
        assert 'data-may-mark="yes"' in page and "reads this article already" not in page


def test_who_finds_a_free_place_may_take_it(cast, as_user):
    make.passage(cast.article, "the plan", by=cast.edith)
    page = opened(as_user(cast.egon), cast.article)
    assert all(offer in page for offer in OFFERS)
    assert mark(as_user(cast.egon), cast.article, "safe").status_code == 200


def test_a_place_that_is_given_is_one(cast, as_user, full):
    assign_article(full, editor=cast.egon, by=cast.mona)
    assert all(offer in opened(as_user(cast.egon), full) for offer in OFFERS)


def test_where_reading_is_blind_nobody_is_named(cast, as_user, full):
    edit_collection(full.collection, blind=True)
    page = opened(as_user(cast.egon), full)
    assert "All places to read this article are taken." in page and "Edith reads" not in page


@pytest.mark.parametrize("places", [1, 2])
def test_it_costs_no_more_queries_than_any_page(cast, as_user, full, places):
    edit_collection(full.collection, editors_per_article=places)
    client = as_user(cast.egon)
    with CaptureQueriesContext(connection) as context:
        client.get(f"/articles/{full.pk}/")
    queries = queries_of(context.captured_queries)
    assert len(queries) <= 12, "\n".join(queries)


def test_several_who_read_it_read_it(cast, as_user, full):
    edit_collection(full.collection, editors_per_article=3)
    others = [make.user(name) for name in ("nora", "odile")]
    for person in others:
        set_member(full.collection, user=person, role=Role.EDITOR, by=cast.mona)
        make.passage(full, "the plan", by=person)
    page = opened(as_user(cast.egon), full)
    assert "Edith, Nora and Odile read this article already. Ask a manager to assign it to you too." in page
