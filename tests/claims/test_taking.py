"""Taking the next free article, and how the list of articles is cut into pages."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.models import Article, Assignment, Collection
from claims.models.articles import midnight
from tests import make


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_two_articles_and_do_not_wait():
    mona, edith, egon = (make.user(name) for name in ("mona", "edith", "egon"))
    collection = make.collection(by=mona)
    first, second = (make.article(collection, text=title, title=title) for title in ("B", "A"))

    def take():
        try:
            return Assignment.take_next(collection=collection, editor=egon)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert Assignment.take_next(collection=collection, editor=edith) == second
        assert pool.submit(take).result(10) == first
    assert Assignment.take_next(collection=collection, editor=mona) is None


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
