"""The export page and its downloads: what a choice holds before it is taken, and what comes for whom."""

import csv
import io
import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.passage_create import create_passage
from claims.models import Collection
from tests import make
from tests.claims import scene as scenes
from tests.page import plain_page


@pytest.fixture
def scene(db: None) -> scenes.Scene:
    return scenes.scene()


def page(client, scene, query: str = "", **headers):
    return client.get(reverse("export", kwargs={"slug": scene.collection.slug}) + query, headers=headers)


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", plain_page(response)).split())


def taken(client, scene, address: str = "export_csv", query: str = ""):
    return client.get(reverse(address, kwargs={"slug": scene.collection.slug}) + query)


def rows(response) -> list[dict[str, str]]:
    file = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(file, newline="")))


def test_the_page_says_what_the_choice_holds_before_it_is_taken(scene, as_user):
    shown = text_of(page(as_user(scene.mona), scene))
    assert "4 approved, 1 waiting, 1 returned, 3 drafts, 1 withdrawn. 4 passages are in the file." in shown
    assert "Approved 2 1 1 4 4" in shown, "assertions, refutations, quotes, all, in the file"
    assert "Handed in 1 0 0 1 –" in shown


def test_nothing_approved_yet_is_told_with_what_waits(cast, as_user):
    passage = make.passage(cast.article, "“Nobody told us,”", by=cast.edith, mark="quote", speakers=[make.actor("She")])
    hand_in_reading(cast.article.assignments.get(), by=cast.edith)
    shown = text_of(as_user(cast.mona).get("/collections/bridge/export/"))
    assert "0 approved, 1 waiting. 0 passages are in the file." in shown and "No passage fits this choice." in shown
    assert str(passage.pk) not in shown and "Download CSV (Excel)" not in shown


def test_the_first_rows_can_be_read(scene, as_user):
    shown = text_of(page(as_user(scene.ralf), scene))
    assert "“The bridge,” … “was safe until May.”" in shown
    assert "Strelsau; Ruritania" in shown
    assert "article_title, outlet, published" in shown, "and which columns there are"


def test_the_downloads_are_of_this_choice(scene, as_user):
    shown = plain_page(page(as_user(scene.mona), scene, "?status=draft&status=approved&mark=quote&actor=@envoy&claim="))
    query = "status=draft&amp;status=approved&amp;mark=quote&amp;actor=%40envoy"
    for address in ("export.csv", "stances.csv"):
        assert f'href="/collections/-bridge-/{address}?{query}"' in shown
        assert f'href="/collections/-bridge-/{address}?{query}&amp;raw=1"' in shown
    assert "0 approved, 1 draft. 1 passage is in the file." in text_of(
        page(as_user(scene.mona), scene, "?status=draft&actor=@envoy")
    )


def test_with_htmx_only_the_choice_is_sent(scene, as_user):
    response = page(as_user(scene.mona), scene, "?status=draft", HX_Request="true")
    assert plain_page(response).strip().startswith('<div id="export-choice">')
    assert "3 passages are in the file" in text_of(response)
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("headers", [{}, {"HX_Request": "true"}])
def test_a_word_that_means_nothing_is_told_at_its_field(scene, as_user, headers):
    response = page(as_user(scene.mona), scene, "?actor=Nobody&mark=lie&claim=999999&editor=otto", **headers)
    shown = text_of(response)
    assert response.status_code == 422
    assert "No actor is called “Nobody”." in shown and "This collection has no claim “999999”." in shown
    assert "lie is not one of the available choices" in shown and "Download CSV (Excel)" not in shown


@pytest.mark.parametrize("address", ["export_csv", "stances_csv"])
def test_a_download_of_a_wrong_choice_is_the_page_that_says_why(scene, as_user, address):
    response = taken(as_user(scene.mona), scene, address, "?actor=Nobody")
    assert response.status_code == 422 and response["Content-Type"].startswith("text/html")
    assert "No actor is called “Nobody”." in text_of(response)


def test_a_download_for_spreadsheets_and_one_for_programs(scene, as_user):
    query = "?status=returned"
    guarded = taken(as_user(scene.mona), scene, query=query)
    file = b"".join(guarded.streaming_content)
    assert file.startswith(b"\xef\xbb\xbfarticle_title,") and b",'=SUM was the name of the report," in file
    as_is = b"".join(taken(as_user(scene.mona), scene, query=f"{query}&raw=1").streaming_content)
    assert as_is.startswith(b"article_title,") and b",=SUM was the name of the report," in as_is


def test_a_download_says_what_it_is(scene, as_user):
    for address, name in (("export_csv", "-bridge--"), ("stances_csv", "-bridge--stances-")):
        response = taken(as_user(scene.ralf), scene, address)
        assert response.status_code == 200 and response.streaming
        assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
        disposition = rf'attachment; filename="{name}\d\d\d\d-\d\d-\d\d\.csv"'
        assert re.fullmatch(disposition, response["Content-Disposition"])
        assert "X-Accel-Buffering" not in response and "no-store" in response["Cache-Control"]
        assert rows(response)


ALL = "?" + "&".join(f"status={status}" for status in ("approved", "submitted", "returned", "draft", "withdrawn"))


@pytest.mark.parametrize(
    ("person", "held"),
    [
        ("mona", "interrupted denies inner both formula withdrawn submitted answer told draft"),
        ("rita", "interrupted denies inner both"),
        ("edith", "interrupted denies inner both formula withdrawn"),
        ("egon", "interrupted denies inner both submitted answer told draft"),
    ],
)
def test_what_comes_for_whom(scene, as_user, person, held):
    client = as_user(getattr(scene, person))
    got = {row["passage_id"] for row in rows(taken(client, scene, query=ALL))}
    assert got == {str(scene.passages[name].pk) for name in held.split()}
    assert f"{len(got)} passages are in the file" in text_of(page(client, scene, ALL))


def test_a_reader_takes_what_is_approved_and_is_told_so(scene, as_user):
    client = as_user(scene.ralf)
    assert {row["status"] for row in rows(taken(client, scene))} == {"approved"}
    assert "Readers export what is approved." in text_of(page(client, scene))
    refused = taken(client, scene, query="?status=draft")
    assert refused.status_code == 422
    assert "“draft” is no status that you can export here." in text_of(refused)


def test_an_outsider_cannot_tell_that_it_exists(scene, as_user):
    otto = make.user("otto")
    for address in ("export", "export_csv", "stances_csv"):
        assert taken(as_user(otto), scene, address).status_code == 404


def test_a_reader_who_goes_away_leaves_nothing_behind(scene, as_user):
    # Longer than any note may be since, as an older one may have been.
    long = "UPDATE claims_passage SET note = %s, version = 9 WHERE id = %s"
    make.past_the_rules(long, "é" * 100_000, scene.passages["told"].pk)
    response = taken(as_user(scene.mona), scene, query=ALL)
    assert len(next(response.streaming_content)) == 64 * 1024
    # What the server does; `response.close()` would end the connection that the test itself runs on.
    response._iterator.close()
    assert Collection.objects.count() == 1, "the connection is free for the next request"
    assert len(rows(taken(as_user(scene.mona), scene, query=ALL))) == 10


def test_queries_do_not_grow_with_rows(cast, as_user, django_assert_max_num_queries):
    client = as_user(cast.mona)
    text = "x" * 400
    for number in (3, 30):
        article = make.article(cast.collection, text=text + str(number))
        for start in range(number):
            create_passage(
                id=make.uuid7(), article=article, by=cast.edith, role="editor", mark="quote",
                content=make.Spans.of([(start * 10, start * 10 + 5)]), speakers=[make.actor(f"Actor {number} {start}")],
            )  # fmt: skip
        with django_assert_max_num_queries(14):
            assert client.get("/collections/bridge/export/?status=draft").status_code == 200


def test_what_is_shown_is_escaped(cast, as_user):
    article = make.article(cast.collection, text="He said <script>alert(1)</script>.", title="<b>bold</b>")
    make.passage(article, "<script>alert(1)</script>", by=cast.edith, mark="quote")
    shown = plain_page(as_user(cast.mona).get("/collections/bridge/export/?status=draft&actor="))
    assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown and "<b>bold" not in shown


def test_the_table_fragment_renders_alone():
    table = {"label": "T", "columns": ["a"], "header": ["a"]}
    context = {"collection": Collection(slug="x"), "table": table, "address": "export_csv", "columns": ["a"]}
    context |= {"rows": [[("a", None)]], "query": "status=approved", "narrow": ()}
    shown = render_to_string("annotate/export.html#export-table", context)
    assert '/collections/x/export.csv?status=approved"' in shown
