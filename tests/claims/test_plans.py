"""With many rows the database reads what a page shows and no more, whether or not it knows its tables."""

import re
from collections import Counter
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from annotate.views.claims import CLAIMS_AT_ONCE
from annotate.views.review import READINGS_AT_ONCE
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.actions.statistics import ENOUGH, refresh_after_import
from claims.exchange.filters import STATUSES, Choice
from claims.exchange.registry import EXPORTS
from claims.exchange.stream import look_up, selected
from claims.models import Article, Assignment, Claim, Denial, Passage, Statement
from claims.queries import collection_progress
from tests import make
from tests.plans import LARGE, never_analyzed, rows_read, rows_read_by
from tests.scale.data import NOW, PASSAGES_AN_ARTICLE, Filler

ARTICLES, MORE_ARTICLES = 120, 400


@pytest.fixture
def many(db) -> SimpleNamespace:
    """Two collections as large: 120 articles each, that one editor has read, with 600 passages."""
    return filled(ARTICLES)


@pytest.fixture
def more(db) -> SimpleNamespace:
    """So many that no table fits into a few pages, which are quicker read whole than looked up."""
    return filled(MORE_ARTICLES)


def filled(articles_each: int) -> SimpleNamespace:
    """Two collections with so many articles each."""
    filler = Filler()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        collections = []
        for slug in ("elsewhere", "here"):
            collections.append(filler.collection(slug))
            articles = filler.articles(collections[-1], articles_each, 800, PASSAGES_AN_ARTICLE)
            filler.read(articles, filler.editors[0], ["approved", "submitted"])
        Assignment.objects.update(handed_in_at=NOW)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE")
    elsewhere, here = collections
    return SimpleNamespace(elsewhere=elsewhere, here=here, reviewer=filler.reviewer, manager=filler.manager)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    # What is asked for once is asked for by now.
    assert client.get("/").status_code == 200
    return client


def read_for(client: Client, address: str) -> Counter[str]:
    """The rows that are read for a page."""
    return rows_read_by(lambda: client.get(address))


class TestPages:
    def test_a_list_of_claims_reads_what_cites_those_on_the_page(self, more):
        Claim.objects.bulk_create(
            Claim(collection=more.here, statement=f"Nobody says {number}.") for number in range(40)
        )
        page = list(Claim.objects.order_by("-pk")[:CLAIMS_AT_ONCE])
        assert not Statement.objects.filter(claim__in=page).exists()
        client = signed_in(more.reviewer)
        read = read_for(client, reverse("claims"))
        # A small table of parts may be read whole to find that none is there; the passages never.
        assert read["claims_passage"] <= 5
        # With claims that are cited, as more passages as cite them.
        address = f"{reverse('claims')}?page=3"
        page = client.get(address).context["page"]
        cited = sum(part.objects.filter(claim__in=page).count() for part in (Statement, Denial))
        assert cited > 0
        # Tables of this size are quicker read whole; that they need not be is what counts when they grow.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert read_for(client, address)["claims_passage"] <= cited + 5

    def test_so_does_the_search(self, more):
        read = read_for(signed_in(more.reviewer), f"{reverse('search')}?q=minister")
        assert read["claims_passage"] < Passage.objects.count() / 4

    def test_a_claim_names_the_four_who_say_it_most_and_counts_the_others(self, many):
        client, claim = signed_in(many.reviewer), make.claim(many.here, "Everybody says so.")
        articles = list(Article.objects.filter(collection=many.here)[:7])
        for number, article in enumerate(articles):
            for place in range(2 if number == 6 else 1):
                words = article.text[place * 4 : place * 4 + 3]
                make.passage(article, words, by=many.manager, role="manager",
                             speakers=[make.actor(f"Speaker {number}")], states=[claim])  # fmt: skip
        row = next(row for row in client.get(reverse("claims")).context["rows"] if row["claim"] == claim)
        assert [each["name"] for each in row["states"]] == ["Speaker 6", "Speaker 0", "Speaker 1", "Speaker 2"]
        assert {each["actors"] for each in row["states"]} == {7}
        page = re.sub("<[^>]+>", "", client.get(reverse("claims")).content.decode())
        assert "7 Speaker 6 ×2, Speaker 0, " in page

    def test_the_list_of_what_waits_has_pages(self, many):
        client = signed_in(many.reviewer)
        shown = [client.get(f"{reverse('review')}?page={number}") for number in range(1, 6)]
        assert [len(answer.context["readings"]) for answer in shown] == [READINGS_AT_ONCE] * 4 + [40]
        numbers = [reading.pk for answer in shown for reading in answer.context["readings"]]
        assert len(set(numbers)) == len(numbers)
        waiting = Assignment.objects.order_by("handed_in_at", "pk").values_list("pk", flat=True)
        assert numbers == list(waiting)
        assert len(shown[0].content) < 60_000
        assert "Page 1 of 5" in shown[0].content.decode()
        # Beyond the last page is the last page.
        assert client.get(f"{reverse('review')}?page=99").context["page"].number == 5
        # What is told of each reading is read for those of the page.
        read = read_for(client, reverse("review"))
        assert read["claims_passage"] <= READINGS_AT_ONCE * PASSAGES_AN_ARTICLE * 3

    def test_behind_the_most_that_can_be_leafed_through_it_says_that_there_are_more(self, many, monkeypatch):
        monkeypatch.setattr("annotate.views.review.MOST_READINGS", 70)
        monkeypatch.setattr("annotate.views.desk.MOST_WAITING", 70)
        client = signed_in(many.reviewer)
        page = client.get(f"{reverse('review')}?page=2").content.decode()
        assert "Page 2 of 2" in page and "the oldest 70" in page
        assert "70 readings or more wait" in client.get("/").content.decode()

    def test_what_blind_reading_holds_back_has_pages_too(self, many):
        edit_collection(many.here, blind=True)
        client = signed_in(many.reviewer)
        first, second = (client.get(f"{reverse('review')}?held={number}").context["held"] for number in (1, 2))
        assert len(first) == len(second) == READINGS_AT_ONCE
        assert not {each.pk for each in first} & {each.pk for each in second}

    def test_a_list_of_collections_counts_a_bounded_number_of_articles(self, many, monkeypatch):
        client = signed_in(many.reviewer)
        told = client.get(reverse("collections")).content.decode()
        assert f"{ARTICLES} articles: {ARTICLES} handed in" in " ".join(told.split())
        monkeypatch.setattr(collection_progress, "MOST_COUNTED", 100)
        monkeypatch.setattr("annotate.views.collections.MOST_COUNTED", 100)
        told = client.get(reverse("collections")).content.decode()
        assert "more than 100 articles" in told and "handed in" not in told
        read = read_for(client, reverse("collections"))
        assert read["claims_article"] <= 2 * 101
        assert read["claims_assignment"] == read["claims_passage"] == 0

    def test_how_a_collection_stands_is_read_off_that_collection(self, many):
        read = rows_read_by(lambda: collection_progress.reading_of([many.here.pk]))
        assert collection_progress.reading_of([many.here.pk])[many.here.pk].handed_in == ARTICLES
        assert read["claims_passage"] == 0

    def test_who_reads_blind_is_still_shown_their_own_passages_alone(self, many):
        edit_collection(many.here, blind=True)
        egon = make.user("egon")
        set_member(many.here, user=egon, role="editor", by=many.manager)
        rows = signed_in(egon).get(f"{reverse('claims')}?collection=here").context["rows"]
        assert all(row["states"] == row["denies"] == [] for row in rows)


def plan_of(many, name: str) -> Counter[str]:
    """The rows that are read for an export of a collection."""
    passages = Choice(many.here, statuses=STATUSES).passages()
    select, parameters = selected(EXPORTS[name], passages, safe=True)
    with connection.cursor() as cursor:
        look_up(cursor)
        statement = cursor.mogrify(select, parameters)
    return rows_read(statement if isinstance(statement, str) else statement.decode())


class TestExports:
    @pytest.mark.parametrize("name", ["csv", "stances"])
    def test_a_table_that_was_never_analyzed_is_read_as_one_that_was(self, more, name):
        known = plan_of(more, name)
        never_analyzed(*LARGE, "claims_denial", "claims_actor")
        unknown = plan_of(more, name)
        passages = MORE_ARTICLES * PASSAGES_AN_ARTICLE
        for read in (known, unknown):
            # Each passage with its few parts, looked up; not every claim and actor for each.
            assert sum(read.values()) < 40 * passages, read
        assert sum(unknown.values()) < 3 * sum(known.values())


class TestAfterImports:
    def test_many_new_rows_are_looked_at_as_soon_as_they_are_committed(self, db, django_capture_on_commit_callbacks):
        collection = make.collection()
        never_analyzed("claims_article")

        def rows() -> float:
            with connection.cursor() as cursor:
                cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'claims_article'::regclass")
                return cursor.fetchone()[0]

        for number in range(3):
            make.article(collection, text=f"Text {number}.")
        with django_capture_on_commit_callbacks(execute=True) as few:
            refresh_after_import(Article, rows=ENOUGH - 1)
        assert (few, rows()) == ([], -1)
        with django_capture_on_commit_callbacks(execute=True):
            refresh_after_import(Article, rows=ENOUGH)
        assert rows() == 3

    @pytest.mark.parametrize("by", ["command", "page", "register"])
    def test_every_way_to_bring_many_in_has_them_looked_at(
        self, cast, as_user, tmp_path, by, django_capture_on_commit_callbacks, monkeypatch
    ):
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.core.management import call_command

        texts = {f"text{number}.txt": f"It was number {number}." for number in range(ENOUGH)}
        table = "claims_actor" if by == "register" else "claims_article"
        never_analyzed(table)
        with django_capture_on_commit_callbacks(execute=True):
            if by == "command":
                for name, text in texts.items():
                    (tmp_path / name).write_text(text)
                call_command("import_articles", str(tmp_path), collection=cast.collection.slug)
            elif by == "page":
                files = [SimpleUploadedFile(name, text.encode()) for name, text in texts.items()]
                as_user(cast.mona).post(
                    reverse("articles_import", args=[cast.collection.slug]), {"language": "en", "upload": files}
                )
            else:
                (tmp_path / "actors.csv").write_text("name\n" + "\n".join(f"Actor {name}" for name in texts))
                call_command("load_actors", str(tmp_path / "actors.csv"))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT reltuples FROM pg_class WHERE oid = '{table}'::regclass")
            assert cursor.fetchone()[0] >= ENOUGH
