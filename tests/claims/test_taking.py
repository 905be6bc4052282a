"""Taking the next free article, and how the list of articles is cut into pages."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.actions.assignment_bulk import Way, Wish, assign_articles
from claims.actions.assignment_create import assign_article, assign_next_article
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.models import Article, Assignment, Collection
from claims.models.articles import midnight
from claims.queries.articles import articles_with_too_few_readers
from tests import make
from tests.claims.at_once import meanwhile


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_two_articles_and_do_not_wait():
    mona, edith, egon = (make.user(name) for name in ("mona", "edith", "egon"))
    collection = make.collection(by=mona)
    for editor in (edith, egon):
        set_member(collection, user=editor, role="editor", by=mona)
    first, second = (make.article(collection, text=title, title=title) for title in ("A", "B"))

    def take():
        try:
            return assign_next_article(collection, editor=egon)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert assign_next_article(collection, editor=edith) == first
        assert pool.submit(take).result(10) == second
    assert assign_next_article(collection, editor=mona) is None


@pytest.mark.django_db(transaction=True)
def test_who_asks_for_the_last_article_at_the_same_moment_waits_and_gets_its_other_place(cast):
    outcome = meanwhile(
        lambda: assign_next_article(cast.collection, editor=cast.edith),
        lambda: assign_next_article(cast.collection, editor=cast.egon),
    )
    assert outcome == cast.article
    assert Assignment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_asks_while_the_last_place_is_taken_gets_nothing(cast):
    edit_collection(cast.collection, editors_per_article=1)
    outcome = meanwhile(
        lambda: assign_next_article(cast.collection, editor=cast.edith),
        lambda: assign_next_article(cast.collection, editor=cast.egon),
    )
    assert outcome is None
    assert Assignment.objects.get().editor == cast.edith


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["assign_articles", "assign_next_article", "assign_article"])
def test_assigning_many_at_once_counts_what_is_assigned_at_the_same_moment(cast, first):
    edit_collection(cast.collection, editors_per_article=1)
    other = make.article(cast.collection, text="Other.", title="Other")
    articles = articles_with_too_few_readers(cast.collection.articles, 1)
    wish = Wish(cast.collection, articles, [cast.egon], Way.SHARED, 1)
    acts = {
        "assign_articles": lambda: assign_articles(
            Wish(cast.collection, articles.all(), [cast.edith], Way.SHARED, 1), by=cast.mona
        ),
        "assign_next_article": lambda: assign_next_article(cast.collection, editor=cast.edith),
        "assign_article": lambda: assign_article(cast.article, editor=cast.egon, by=cast.mona),
    }
    outcome = meanwhile(acts[first], lambda: assign_articles(wish, by=cast.mona))
    readers = {
        "assign_articles": ["edith", "edith"],
        "assign_next_article": ["edith", "egon"],
        "assign_article": ["egon", "egon"],
    }[first]
    found = [article.assignments.get().editor.username for article in (cast.article, other)]
    assert found == readers
    assert isinstance(outcome, ValidationError) == (first == "assign_articles")


class Stretches(TestCase):
    """However articles are dated, going down and up page by page meets each of them once, in order."""

    @settings(max_examples=30, deadline=None)
    @given(days=st.lists(st.none() | st.dates(), max_size=12), size=st.integers(1, 5))
    def test_down_and_up(self, days, size):
        collection = Collection.objects.create(slug="c", name="C")
        for number, day in enumerate(days):
            make.article(collection, text=f"{number}", title="T", published_at=day and midnight(day))
        everything = list(collection.articles.newest_first())
        pages = [collection.articles.stretch(size=size)]
        while pages[-1].has_older:
            pages.append(collection.articles.stretch(size=size, after=pages[-1].articles[-1].pk))
        assert [article for page in pages for article in page.articles] == everything
        assert [page.has_newer for page in pages] == [number > 0 for number in range(len(pages))]
        for above, below in pairwise(pages):
            up = collection.articles.stretch(size=size, before=below.articles[0].pk)
            assert up.articles == above.articles
            assert up.has_newer == above.has_newer
        Article.objects.all().delete()
        collection.delete()
