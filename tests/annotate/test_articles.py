"""The list of a collection's articles, what is said about each, and who reads it."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotate.forms.articles import DescriptionForm
from claims.actions.article_archive import archive_article
from claims.actions.article_delete import delete_article
from claims.actions.article_edit import edit_article
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.passage_review import return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Article, Passage
from claims.models.articles import published
from claims.text.normalise import fingerprint
from tests import make
from tests.page import plain_page
from tests.seen import seen


@pytest.fixture
def list_of(cast):
    return reverse("collection", args=[cast.collection.slug])


def titles(response):
    return [row.title for row in response.context["rows"]]


def fill(collection, count, **fields):
    return [
        make.article(collection, text=f"Text {number} of many.", title=f"Number {number:03}", **fields)
        for number in range(count)
    ]


class TestList:
    def test_a_row_says_where_it_came_from_who_reads_it_and_how_far_it_is(self, cast, as_user, list_of):
        edit_article(
            cast.article,
            outlet="Ruritanian Post",
            byline="A. Hope",
            **published(day=date(2024, 8, 16), at=None, zone="UTC"),
        )
        make.passage(cast.article, "the plan was known", by=cast.edith)
        make.passage(cast.article, "“Nobody told us,”", by=cast.edith, mark="quote")
        html = plain_page(as_user(cast.egon).get(list_of))
        for words in (
            "Bridge falls",
            "Ruritanian Post",
            "A. Hope",
            "16 August 2024",
            "Edith",
            "in progress",
            "2 draft",
        ):
            assert words in html
        assert reverse("article", args=[cast.article.pk]) in html

    def test_a_time_is_shown_in_the_readers_zone_and_a_day_as_it_is(self, cast, as_user, list_of):
        type(cast.edith).objects.filter(pk=cast.edith.pk).update(time_zone="Asia/Tokyo")
        edit_article(cast.article, **published(day=date(2024, 8, 16), at=time(20, 30), zone="Europe/Kyiv"))
        make.article(cast.collection, text="x", title="Day", **published(day=date(2024, 8, 1), at=None, zone="UTC"))
        html = plain_page(as_user(cast.edith).get(list_of))
        assert "17 August 2024, 02:30" in html
        assert "1 August 2024<" in html

    def test_a_reader_sees_counts_of_what_is_approved_only(self, cast, as_user, list_of):
        make.passage(cast.article, "the plan was known", by=cast.edith)
        response = as_user(cast.ralf).get(list_of)
        assert response.context["rows"][0].counts == ()

    def test_where_reading_is_blind_an_editor_sees_counts_of_their_own(self, cast, as_user, list_of):
        cast.collection.blind = True
        cast.collection.save()
        make.passage(cast.article, "the plan was known", by=cast.edith)
        assert as_user(cast.egon).get(list_of).context["rows"][0].counts == ()
        assert [each[2] for each in as_user(cast.edith).get(list_of).context["rows"][0].counts] == [1]
        assert [each[2] for each in as_user(cast.rita).get(list_of).context["rows"][0].counts] == [1]

    def test_newest_first_and_those_without_a_day_last(self, cast, as_user, list_of):
        for day, title in ((None, "C"), (date(2024, 1, 2), "A"), (date(2024, 1, 1), "B")):
            make.article(cast.collection, text=title, title=title, **published(day=day, at=None, zone="UTC"))
        assert titles(as_user(cast.edith).get(list_of)) == ["A", "B", "C", "Bridge falls"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("bridge", ["Bridge falls"]),
            ("POST falls", ["Bridge falls"]),
            ("hope", ["Bridge falls"]),
            ("zebra", []),
            ("%", []),
            ("_", []),
        ],
    )
    def test_words_are_looked_for_in_title_outlet_and_byline(self, cast, as_user, list_of, query, found):
        edit_article(cast.article, outlet="Ruritanian Post", byline="A. Hope")
        response = as_user(cast.edith).get(f"{list_of}?q={query}")
        assert response.status_code == 200
        assert titles(response) == found

    def test_by_state_and_outlet(self, cast, as_user, list_of):
        unread, work, handed, accepted, archived = fill(cast.collection, 5, outlet="Post")
        for article in (work, handed, accepted):
            assign_article(article, editor=cast.edith, by=cast.mona)
        for article in (handed, accepted):
            hand_in_reading(article.assignments.get(), by=cast.edith)
        accept_reading(accepted.assignments.get(), by=cast.rita)
        archive_article(archived)
        client = as_user(cast.edith)
        wanted = {"unread": unread, "in_work": work, "handed_in": handed, "accepted": accepted, "archived": archived}
        for state, article in wanted.items():
            assert titles(client.get(f"{list_of}?state={state}&outlet=Post")) == [article.title]
        assert "Number 004" not in titles(client.get(list_of))
        assert len(titles(client.get(f"{list_of}?state=nonsense"))) == 5
        response = client.get(f"{list_of}?outlet=Nobody")
        assert "No article here fits that" in plain_page(response)
        assert response.context["outlets"] == ("Post",)

    def test_a_returned_passage_brings_an_article_back_into_work(self, cast, as_user, list_of):
        claim, actor = make.claim(cast.collection, "It was known."), make.actor("Ruritania")
        passage = make.passage(cast.article, "the plan was known", by=cast.edith, speakers=[actor], states=[claim])
        hand_in_reading(cast.article.assignments.get(), by=cast.edith)
        passage.refresh_from_db()
        return_to_editor(passage, by=cast.rita, version=passage.version, reason="Who says so?")
        assert titles(as_user(cast.edith).get(f"{list_of}?state=in_work")) == ["Bridge falls"]

    def test_page_by_page_down_and_up_shows_each_once_in_order(self, cast, as_user, list_of):
        for number, article in enumerate(fill(cast.collection, 94)):
            # Days with several articles, and some without a day.
            day = None if number % 9 == 0 else date(2024, 1, 1 + number // 5)
            edit_article(article, **published(day=day, at=None, zone="UTC"))
        everything = [article.title for article in cast.collection.articles.newest_first()]
        client, down, address = as_user(cast.edith), [], list_of
        while address:
            response = client.get(address)
            down.append(titles(response))
            newer = re.search(r'rel="prev" href="([^"]+)"', plain_page(response))
            older = re.search(r'rel="next" href="([^"]+)"', plain_page(response))
            address = older and list_of + older[1]
        assert [len(page) for page in down] == [30, 30, 30, 5]
        assert [title for page in down for title in page] == everything
        up = []
        while newer:
            response = client.get(list_of + newer[1])
            up.append(titles(response))
            newer = re.search(r'rel="prev" href="([^"]+)"', plain_page(response))
        assert up == down[-2::-1]

    @pytest.mark.parametrize("query", ["after=999999", "after=x", "before=-1", "after=99999999999999999999999"])
    def test_a_place_that_is_none_begins_at_the_newest(self, cast, as_user, list_of, query):
        assert titles(as_user(cast.edith).get(f"{list_of}?{query}")) == ["Bridge falls"]

    def test_the_place_of_another_collection_tells_nothing(self, cast, as_user, list_of):
        other = make.article(make.collection("other", by=cast.otto), title="Secret")
        response = as_user(cast.edith).get(f"{list_of}?after={other.pk}")
        assert titles(response) == ["Bridge falls"]

    def test_queries_do_not_grow_with_rows(self, cast, as_user, list_of):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert client.get(list_of).status_code == 200
            return len(captured)

        client = as_user(cast.mona)
        for article in fill(cast.collection, 2):
            make.passage(article, "Text", by=cast.edith)
        client.get(list_of)
        few = queries()
        for number in range(2, 29):
            article = make.article(cast.collection, text=f"Text {number}", title="More")
            make.passage(article, "Text", by=cast.edith)
            make.passage(article, "Text", by=cast.egon)
        assert queries() == few <= 9

    def test_the_text_stays_where_it_is(self, cast, as_user, list_of):
        with CaptureQueriesContext(connection) as captured:
            as_user(cast.edith).get(list_of)
        assert not [query for query in captured.captured_queries if '"claims_article"."text"' in query["sql"]]

    def test_a_title_is_shown_as_text(self, cast, as_user, list_of):
        make.article(cast.collection, text="x", title="<script>alert(1)</script>", outlet="<b>", byline="<i>")
        html = plain_page(as_user(cast.mona).get(list_of))
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html

    def test_an_empty_collection_says_what_to_do(self, cast, as_user):
        make.collection("new-one", by=cast.mona)
        html = plain_page(as_user(cast.mona).get(reverse("collection", args=["new-one"])))
        assert "Nothing to read yet" in html
        assert reverse("articles_import", args=["new-one"]) in html


class TestDetails:
    def send(self, client, article, **fields):
        form = {"title": "Bridge falls", "language": "en"} | seen(DescriptionForm, article) | fields
        return client.post(reverse("article_details", args=[article.pk]), form)

    def test_everything_that_is_said_can_be_changed(self, cast, as_user):
        older = make.article(cast.collection, text="older", title="Older")
        response = self.send(
            as_user(cast.mona), cast.article, title=" Bridge fell ", outlet="Post", byline="A. Hope", day="2024-08-16",
            time="09:30", url="https://example.org/a", language="de", replaces=f"http://localhost/articles/{older.pk}/",
        )  # fmt: skip
        assert response.status_code == 302
        article = Article.objects.get(pk=cast.article.pk)
        assert (article.title, article.outlet, article.byline, article.language) == (
            "Bridge fell",
            "Post",
            "A. Hope",
            "de",
        )
        assert article.published_at == datetime(2024, 8, 16, 9, 30, tzinfo=UTC)
        assert (article.published_precision, article.url) == ("minute", "https://example.org/a")
        assert article.replaces == older
        assert article.text == make.TEXT

    def test_a_time_is_understood_in_the_collections_zone_and_shown_so_again(self, cast, as_user):
        cast.collection.time_zone = "Europe/Kyiv"
        cast.collection.save()
        self.send(as_user(cast.mona), cast.article, day="2024-08-16", time="01:15")
        cast.article.refresh_from_db()
        assert cast.article.published_at == datetime(2024, 8, 15, 22, 15, tzinfo=UTC)
        html = plain_page(as_user(cast.mona).get(reverse("article_details", args=[cast.article.pk])))
        assert 'value="2024-08-16"' in html
        assert 'value="01:15"' in html

    def test_without_a_time_the_day_is_the_same_for_everybody(self, cast, as_user):
        cast.collection.time_zone = "Pacific/Auckland"
        cast.collection.save()
        self.send(as_user(cast.mona), cast.article, day="2024-08-16")
        cast.article.refresh_from_db()
        assert (cast.article.published, cast.article.published_precision) == ("2024-08-16", "day")
        assert 'value="2024-08-16"' in plain_page(
            as_user(cast.mona).get(reverse("article_details", args=[cast.article.pk]))
        )

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "   "}, "title"),
            ({"title": "x" * 501}, "title"),
            ({"title": "a\0b"}, "title"),
            ({"day": "yesterday"}, "day"),
            ({"day": "0001-01-01", "time": "00:00"}, "day"),
            ({"day": "9999-12-31", "time": "23:59"}, "day"),
            ({"time": "09:30"}, "day"),
            ({"url": "javascript:alert(1)"}, "url"),
            ({"language": "xx-nonsense"}, "language"),
            ({"replaces": "nonsense"}, "replaces"),
            ({"replaces": "999999"}, "replaces"),
            ({"replaces": "9" * 40}, "replaces"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_changes(self, cast, as_user, fields, field):
        response = self.send(as_user(cast.mona), cast.article, **({"outlet": "Changed"} | fields))
        assert response.status_code == 422
        assert field in response.context["form"].errors
        cast.article.refresh_from_db()
        assert (cast.article.title, cast.article.outlet) == ("Bridge falls", "")

    def test_an_article_of_another_collection_cannot_be_replaced(self, cast, as_user):
        other = make.article(make.collection("other", by=cast.mona), title="Elsewhere")
        response = self.send(as_user(cast.mona), cast.article, replaces=str(other.pk))
        assert response.status_code == 422

    def test_an_article_cannot_replace_itself(self, cast, as_user):
        response = self.send(as_user(cast.mona), cast.article, title="Else", replaces=str(cast.article.pk))
        assert response.status_code == 422
        assert "cannot replace itself" in plain_page(response)
        assert "<h1>Bridge falls</h1>" in plain_page(response)

    def test_archive_and_bring_back(self, cast, as_user):
        client = as_user(cast.mona)
        client.post(reverse("article_archive", args=[cast.article.pk]))
        cast.article.refresh_from_db()
        assert cast.article.archived
        assert "Bring it back" in plain_page(client.get(reverse("article_details", args=[cast.article.pk])))
        client.post(reverse("article_bring_back", args=[cast.article.pk]))
        cast.article.refresh_from_db()
        assert not cast.article.archived

    def test_an_article_that_nobody_marked_is_deleted_with_its_assignments(self, cast, as_user):
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
        response = as_user(cast.mona).post(reverse("article_delete", args=[cast.article.pk]))
        assert response["Location"] == reverse("collection", args=["bridge"])
        assert not Article.objects.exists()

    def test_an_article_with_passages_is_not_deleted_also_when_they_are_withdrawn(self, cast, as_user):
        passage = make.passage(cast.article, "the plan was known", by=cast.edith)
        withdraw_passage(passage, by=cast.edith, version=1, action=make.uuid7())
        response = as_user(cast.mona).post(reverse("article_delete", args=[cast.article.pk]))
        assert response.status_code == 422
        assert "Archive it instead" in plain_page(response)
        assert Passage.objects.count() == 1

    def test_an_article_that_another_replaces_is_not_deleted(self, cast, as_user):
        make.article(cast.collection, text="new", title="New", replaces=cast.article)
        response = as_user(cast.mona).post(reverse("article_delete", args=[cast.article.pk]))
        assert response.status_code == 422
        assert "Another article replaces this one" in plain_page(response)


def test_texts_that_are_there_twice_are_listed_for_managers(cast, as_user):
    first = make.article(cast.collection, text="The dam held.", title="Dam holds")
    text = "The dam held.\n"
    again = Article.objects.create(
        collection=cast.collection, title="Dam again", text=text, sha256=fingerprint(text), copy_number=1
    )
    page = plain_page(as_user(cast.mona).get("/collections/bridge/"))
    listed = page.split("1 text is here more than once")[1].split("</details>")[0]
    for article in (first, again):
        assert reverse("article_details", args=[article.pk]) in listed
    assert "more than once" not in plain_page(as_user(cast.rita).get("/collections/bridge/"))
    delete_article(again)
    assert "more than once" not in plain_page(as_user(cast.mona).get("/collections/bridge/"))


LEVEE = "The levee had not been inspected for eleven years, the engineers of the county wrote on Thursday."


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (LEVEE, "en", "English (as detected in the text)"),
        (LEVEE, "en-GB", "(as detected in the text)"),
        (LEVEE, "da", "Danish (chosen by a person: the text reads as another language)"),
        ("0800 112 233", "da", "Danish (not detectable in the text)"),
    ],
)
def test_the_details_say_whether_the_language_is_the_texts(cast, as_user, text, language, told):
    article = make.article(cast.collection, text=text, language=language)
    assert told in plain_page(as_user(cast.mona).get(f"/articles/{article.pk}/details/"))


def test_the_details_say_that_a_person_changed_the_language(cast, as_user):
    article = make.article(cast.collection, text=LEVEE, language="da")
    edit_article(article, language="en")
    page = plain_page(as_user(cast.mona).get(f"/articles/{article.pk}/details/"))
    assert "English (chosen by a person since the import)" in page
