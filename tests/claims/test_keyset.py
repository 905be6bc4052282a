"""Pages that begin beside a row: going through them, forwards or back, shows each row once and in order."""

from datetime import UTC, datetime

import pytest
from django.db import models
from django.db.models.functions import Lower

from claims.models import Actor, Article, Claim, Passage
from claims.queries.keyset import stretch_beside
from tests import make


@pytest.fixture
def articles(cast):
    days = (3, None, 1, 3, None, 2, 3)
    for number, day in enumerate(days):
        moment = datetime(2026, 5, day, tzinfo=UTC) if day else None
        make.article(cast.collection, text=f"Text {number}.", title=f"T{number % 3}", published_at=moment)


ORDERS = {
    "newest first, those without a day last": [models.F("published_at").desc(nulls_last=True), "-pk"],
    "nulls where Postgres puts them": ["-published_at"],
    "nulls last by themselves": ["published_at", "title"],
    "nulls first": [models.F("published_at").asc(nulls_first=True), "-title"],
    "by what is computed": [Lower("title").desc(), models.F("published_at").desc(nulls_last=True)],
    "through another table": ["collection__name", "title"],
    "by number alone": ["id"],
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("size", [1, 2, 20])
def test_going_through_a_list_shows_each_row_once_in_its_order(articles, order, size):
    rows = Article.objects.order_by(*order)
    # What a list leaves to chance is settled by the number here.
    expected = list(Article.objects.order_by(*order, "pk"))
    assert walked(rows, expected[0], size, backwards=False) == expected
    assert walked(rows, expected[-1], size, backwards=True) == expected


def walked(rows, first, size, *, backwards):
    found = [first]
    while more := stretch_beside(rows, found[0 if backwards else -1].pk, size=size, backwards=backwards):
        found = [*more, *found] if backwards else [*found, *more]
    return found


def test_a_search_by_likeness_and_one_that_names_begin_with_go_through_too(cast):
    for words in ("bridge fell", "the bridge fell twice", "bridge", "a bridge and a bridge", "the dam"):
        make.claim(cast.collection, f"{words}.")
        make.actor(f"{words} bridge")
    for rows in (Claim.objects.matching("bridge"), Actor.objects.matching("bridge"), Actor.objects.all()):
        expected = list(rows)
        assert len(expected) > 3
        assert walked(rows, expected[0], 1, backwards=False) == expected


def test_passages_are_gone_through_by_their_place(cast):
    for words in ("a lie", "the plan was known", "denied", "the bridge"):
        make.passage(cast.article, words, by=cast.edith)
    rows = Passage.objects.newest_first()
    assert walked(rows, rows[0], 2, backwards=False) == list(rows)


def test_a_row_that_is_not_in_the_list_answers_nothing(cast):
    other = make.article(make.collection("elsewhere"), text="Words.")
    assert stretch_beside(cast.collection.articles.order_by("pk"), other.pk, size=2) is None
