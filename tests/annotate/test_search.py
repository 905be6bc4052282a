"""One search for articles, claims and actors, in one's own collections."""

import pytest
from django.urls import reverse

from tests import make


@pytest.fixture
def search(cast, as_user):
    cast.article.describe(outlet="Post")
    make.claim(cast.collection, "The bridge was safe.")
    make.actor("Bridge Authority", "organisation", aliases=["the builders"])
    secret = make.collection("secret", by=cast.otto)
    make.article(secret, title="Bridge of sighs")
    make.claim(secret, "The bridge sighs.")
    clients = {person: as_user(getattr(cast, person)) for person in ("edith", "mona", "otto")}
    return lambda query, person="edith": clients[person].get(f"{reverse('search')}?{query}")


def found(response):
    articles = [article.title for article in response.context["articles"]]
    claims = [row["claim"].statement for row in response.context["claims"]]
    return articles, claims, [actor.name for actor in response.context["actors"]]


def test_three_lists_of_what_one_may_see(search):
    assert found(search("q=bridge")) == (["Bridge falls"], ["The bridge was safe."], ["Bridge Authority"])
    assert found(search("q=bridge", "otto")) == (["Bridge of sighs"], ["The bridge sighs."], ["Bridge Authority"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=post", (["Bridge falls"], [], [])),
        ("q=SAFE", ([], ["The bridge was safe."], [])),
        ("q=builders", ([], [], ["Bridge Authority"])),
        ("q=zebra", ([], [], [])),
        ("q=%25", ([], [], [])),
        ("q='", ([], [], [])),
    ],
)
def test_each_is_found_by_its_own_words(search, query, expected):
    assert found(search(query)) == expected


def test_nothing_found_says_what_to_try(search):
    assert "Try fewer words" in search("q=zebra").content.decode()


@pytest.mark.parametrize("query", ["", "q=", "q=%20"])
def test_nothing_asked_says_what_can_be_found(search, query):
    assert "Words of a title" in search(query).content.decode()


def test_an_archived_article_is_not_found(search, cast):
    cast.article.archive()
    assert found(search("q=falls")) == ([], [], [])


def test_more_than_a_few_lead_to_all_of_them(search, cast):
    for number in range(6):
        make.article(cast.collection, text=f"{number}", title=f"Bridge {number}")
        make.claim(cast.collection, f"Bridge {number} stands.")
        make.actor(f"Bridge {number}")
    html = search("q=bridge").content.decode()
    for link in ("?q=bridge&amp;kind=articles", f"{reverse('claims')}?q=bridge", f"{reverse('actors')}?q=bridge"):
        assert link in html
    page = search("q=bridge&kind=articles").context["page"]
    assert page.paginator.count == 7


def test_what_is_asked_is_shown_as_text(search):
    html = search("q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html


def test_the_number_of_queries_is_fixed(search, cast, django_assert_max_num_queries):
    for number in range(6):
        make.article(make.collection(f"c{number}", by=cast.mona), text=f"{number}", title=f"Bridge {number}")
        make.actor(f"Bridge {number}", affiliation=make.actor(f"Ministry {number}"))
    search("q=bridge", "mona")
    with django_assert_max_num_queries(9):
        search("q=bridge", "mona")
