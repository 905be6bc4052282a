"""The page of agreement: who agrees with whom, for those who review."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotate.views import agreement as view
from claims.actions.article_edit import edit_article
from claims.actions.assignment_create import get_or_create_assignment
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_review import approve_passage
from tests import make
from tests.page import plain_page


@pytest.fixture
def address(cast):
    return reverse("agreement", kwargs={"slug": cast.collection.slug})


@pytest.fixture
def table(cast):
    return reverse("agreement_csv", kwargs={"slug": cast.collection.slug})


def read(article, editor, *words, mark="quote"):
    """The editor marks these words of the article, a passage each, and hands in."""
    actor = make.actor(f"Speaker of {editor.name} in {article.pk}", "person")
    for each in words:
        make.passage(article, each, by=editor, mark=mark, speakers=[actor])
    hand_in_reading(get_or_create_assignment(article, editor=editor, role="manager"), by=editor)


@pytest.fixture
def readings(cast):
    read(cast.article, cast.edith, "“safe”", "the plan was known")
    read(cast.article, cast.egon, "the bridge was “safe”")
    return cast.article


def text(response):
    return " ".join(plain_page(response).split())


def test_without_two_readings_it_says_what_is_needed(cast, as_user, address):
    read(cast.article, cast.edith, "“safe”")
    page = text(as_user(cast.rita).get(address))
    assert "It needs two people who have handed in one article" in page
    assert reverse("collection", kwargs={"slug": cast.collection.slug}) in page
    assert "<h2" not in page.split("</main>")[0]


def test_the_matrix_shows_who_agrees_with_whom(cast, as_user, address, readings):
    page = text(as_user(cast.rita).get(address))
    assert "1 article with two or more readings is compared" in page
    assert "<strong>0.67</strong>" in page and "2/3" in page, "one of three overlaps, counted from both sides"
    page = text(as_user(cast.mona).get(address, {"measure": "content_exact"}))
    assert '<option value="content_exact" selected>' in page
    assert "<strong>0.00</strong>" in page and "0/3" in page


def test_a_measure_that_there_is_not_shows_the_usual_one(cast, as_user, address, readings):
    page = text(as_user(cast.rita).get(address, {"measure": "<b>"}))
    assert '<option value="content_overlap" selected>' in page


def test_what_was_settled_has_a_column_once_there_is_some(cast, as_user, address, readings):
    assert ">Settled<" not in text(as_user(cast.rita).get(address))
    for passage in cast.article.passages.all():
        approve_passage(passage, by=cast.rita, version=passage.version)
    assert ">Settled<" in text(as_user(cast.rita).get(address))


def test_every_measure_is_explained(cast, as_user, address, readings):
    page = plain_page(as_user(cast.rita).get(address))
    for measure in view.Measure:
        assert str(view.SENTENCES[measure]) in page


def test_articles_are_listed_that_differ_most_first_and_those_that_do_not_are_left_out(
    cast, as_user, address, readings
):
    for number, words in enumerate(("“safe” until May", "“safe”")):
        article = make.article(cast.collection, text=make.TEXT + str(number), title=f"Article with {words}")
        read(article, cast.edith, "“safe”")
        read(article, cast.egon, words)
    page = text(as_user(cast.rita).get(address, {"measure": "content_exact"}))
    listed = page[page.index("Where they differ most") : page.index("All measures")]
    assert listed.index("Bridge falls") < listed.index("Article with “safe” until May")
    assert "Article with “safe”<" not in listed


def test_only_those_handed_in_last_are_compared_on_the_page_and_all_in_the_table(
    cast, as_user, address, table, readings, monkeypatch
):
    monkeypatch.setattr(view, "MOST_COMPARED", 1)
    second = make.article(cast.collection, text=make.TEXT + " Nobody was hurt.", title="The second")
    for editor in (cast.edith, cast.egon):
        read(second, editor, "“safe”", mark="quote")
    page = text(as_user(cast.rita).get(address))
    assert "1 article with two or more readings is compared, of those handed in last; the files compare all" in page
    rows = b"".join(as_user(cast.rita).get(table).streaming_content).decode("utf-8-sig")
    assert {row["article_title"] for row in csv.DictReader(io.StringIO(rows))} == {"", "Bridge falls", "The second"}


def test_the_table_is_for_spreadsheets_or_for_programs(cast, as_user, table, readings):
    edit_article(cast.article, title="=Bridge")
    response = as_user(cast.rita).get(table)
    file = b"".join(response.streaming_content)
    assert response["Content-Type"].startswith("text/csv")
    assert "bridge-agreement-" in response["Content-Disposition"]
    assert file.startswith(b"\xef\xbb\xbflevel,") and b",'=Bridge," in file
    raw = b"".join(as_user(cast.rita).get(table, {"raw": "1"}).streaming_content)
    assert raw.startswith(b"level,") and b",=Bridge," in raw
    assert len(raw.splitlines()) == 1 + 12 * 3


@pytest.mark.parametrize("is_blind", [False, True])
def test_only_those_who_review_see_the_page_its_table_or_the_tab(cast, as_user, address, table, readings, is_blind):
    edit_collection(cast.collection, blind=is_blind)
    tab = f'href="{address}"'
    articles = reverse("collection", kwargs={"slug": cast.collection.slug})
    for person, status in (
        (cast.mona, 200), (cast.rita, 200), (cast.edith, 403), (cast.egon, 403), (cast.ralf, 403), (cast.otto, 404)
    ):  # fmt: skip
        client = as_user(person)
        assert client.get(address).status_code == client.get(table).status_code == status, person
        assert (tab in plain_page(client.get(articles))) == (status == 200), person


def test_the_page_asks_as_much_of_the_database_for_many_articles_as_for_few(cast, as_user, address, readings):
    client = as_user(cast.rita)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(10):
        article = make.article(cast.collection, text=f"{make.TEXT} {number}", title=f"Number {number}")
        read(article, cast.edith, "“safe”")
        read(article, cast.egon, "the bridge was “safe”", "not even")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
