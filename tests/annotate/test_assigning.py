"""Many articles for several editors at once: chosen, shown, done, taken back."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.article_archive import archive_article
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_remove import remove_assignment
from claims.actions.member_set import set_member
from claims.models import Article, Assignment
from claims.permissions import Role
from claims.queries.article_editors import passages_of
from tests import make
from tests.page import plain_page


def fill(collection, count):
    return [make.article(collection, text=f"Text {number}.", title=f"Title {number}") for number in range(count)]


def page(client, **asked):
    response = client.get(reverse("assign", args=["bridge"]), asked)
    assert response.status_code == 200
    return unescape(plain_page(response))


def wish(*editors, **sent):
    return {
        "asked": "1",
        "editors": [each.pk for each in editors],
        "way": "shared",
        "readers": 1,
        "which": "few",
        **sent,
    }


def readers(article):
    return set(article.assignments.values_list("editor__username", flat=True))


class TestChoosing:
    def test_what_a_manager_wants_first_is_chosen_already(self, cast, as_user):
        html = page(as_user(cast.mona))
        assert "2 assignments" in html, "the one article for the two editors, as the collection says"
        assert "Edith <strong>1 more</strong>, then 1 open" in html
        assert "Rita <strong>" not in html, "reviewers are there to be ticked"
        assert not Assignment.objects.exists(), "nothing was done by looking"

    def test_readers_that_are_there_count(self, cast, as_user):
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
        html = page(as_user(cast.mona))
        assert "Edith <strong>0 more</strong>, then 1 open" in html
        assert "Egon <strong>1 more</strong>, then 1 open" in html
        assign_article(cast.article, editor=cast.egon, by=cast.mona)
        assert "Every article has its readers" in page(as_user(cast.mona))

    def test_words_and_ticks_narrow_it(self, cast, as_user):
        articles = fill(cast.collection, 12)
        assert "12 articles match" in page(as_user(cast.mona), **wish(cast.edith, q="title"))
        ticked = [articles[2].pk, articles[3].pk]
        html = page(as_user(cast.mona), **wish(cast.edith, article=ticked))
        assert "<strong>2 articles</strong> that you ticked, <strong>2 assignments</strong>" in html
        assert "No article here fits" in page(as_user(cast.mona), **wish(cast.edith, q="nowhere"))

    def test_nobody_ticked_is_said(self, cast, as_user):
        html = page(as_user(cast.mona), **wish())
        assert "tick at least one editor" in html
        assert "Nothing yet" in html

    def test_too_few_editors_are_said(self, cast, as_user):
        assert "2 places stay free" in page(as_user(cast.mona), **wish(cast.edith, readers=3))

    @pytest.mark.parametrize("bad", [{"readers": "many"}, {"readers": 0}, {"way": "x"}, {"which": "y"}, {"made": "z"}])
    def test_nonsense_in_the_address_is_no_error(self, cast, as_user, bad):
        page(as_user(cast.mona), **wish(cast.edith, **bad))

    def test_readers_and_those_who_left_cannot_be_chosen(self, cast, as_user):
        html = page(as_user(cast.mona))
        assert f'id="editor-{cast.ralf.pk}"' not in html
        cast.egon.is_active = False
        cast.egon.save()
        assert f'id="editor-{cast.egon.pk}"' not in page(as_user(cast.mona))
        response = as_user(cast.mona).post(reverse("assign", args=["bridge"]), wish(cast.edith, cast.ralf))
        assert response.status_code == 422
        assert "cannot mark here any more" in plain_page(response)

    def test_without_articles_the_way_leads_to_the_import(self, cast, as_user):
        archive_article(cast.article)
        assert reverse("articles_import", args=["bridge"]) in page(as_user(cast.mona))

    def test_a_part_of_the_page_is_answered_to_htmx(self, cast, as_user):
        html = plain_page(as_user(cast.mona).get(reverse("assign", args=["bridge"]), headers={"HX-Request": "true"}))
        assert html.lstrip().startswith('<div id="assign-choice">')


class TestDoing:
    def test_shared_out_evenly_and_told(self, cast, as_user):
        articles = [cast.article, *fill(cast.collection, 5)]
        client = as_user(cast.mona)
        response = client.post(reverse("assign", args=["bridge"]), wish(cast.edith, cast.egon), follow=True)
        assert "6 assignments are made:" in (html := unescape(plain_page(response)))
        assert "Edith 3, Egon 3." in html
        assert all(len(readers(article)) == 1 for article in articles)
        assert set(Assignment.objects.values_list("created_by", flat=True)) == {cast.mona.pk}

    def test_fewest_unfinished_readings_first(self, cast, as_user):
        busy = fill(cast.collection, 2)
        for article in busy:
            assign_article(article, editor=cast.edith, by=cast.mona)
        as_user(cast.mona).post(reverse("assign", args=["bridge"]), wish(cast.edith, cast.egon))
        assert readers(cast.article) == {"egon"}

    def test_each_reads_every_one(self, cast, as_user):
        articles = [cast.article, *fill(cast.collection, 2)]
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
        sent = wish(cast.edith, cast.egon, way="everybody", which="all")
        as_user(cast.mona).post(reverse("assign", args=["bridge"]), sent)
        assert [readers(article) for article in articles] == [{"edith", "egon"}] * 3

    def test_each_of_them_gets_back_what_was_taken_away(self, cast, as_user):
        passage = make.passage(cast.article, "a lie", by=cast.edith)
        remove_assignment(Assignment.objects.get(), by=cast.mona)
        client, sent = as_user(cast.mona), wish(cast.edith, way="everybody", which="all")
        assert "was taken away before and comes back" in page(client, **sent)
        client.post(reverse("assign", args=["bridge"]), sent)
        reading = Assignment.objects.get()
        assert (reading.taken_away_at, reading.taken_away_by) == (None, None)
        assert list(passages_of(reading)) == [passage]

    def test_who_lost_an_article_does_not_get_it_by_sharing(self, cast, as_user):
        make.passage(cast.article, "a lie", by=cast.edith)
        remove_assignment(Assignment.objects.get(), by=cast.mona)
        as_user(cast.mona).post(reverse("assign", args=["bridge"]), wish(cast.edith, cast.egon))
        assert set(Assignment.objects.filter(taken_away_at=None).values_list("editor", flat=True)) == {cast.egon.pk}

    def test_nothing_to_do_is_said_and_nothing_done(self, cast, as_user):
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
        response = as_user(cast.mona).post(
            reverse("assign", args=["bridge"]), wish(cast.edith, way="everybody", which="all")
        )
        assert response.status_code == 422
        assert "There is nothing to do" in plain_page(response)
        assert Assignment.objects.count() == 1

    def test_archived_replaced_and_foreign_articles_stay_out(self, cast, as_user):
        archived, replaced = fill(cast.collection, 2)
        archive_article(archived)
        make.article(cast.collection, text="new", title="New", replaces=replaced)
        foreign = make.article(make.collection("other", by=cast.mona))
        sent = wish(cast.edith, article=[archived.pk, replaced.pk, foreign.pk, cast.article.pk])
        as_user(cast.mona).post(reverse("assign", args=["bridge"]), sent)
        assert Assignment.objects.get().article == cast.article

    def test_queries_are_as_many_for_a_thousand_articles(self, cast, as_user):
        def queries(count):
            client.get(reverse("assign", args=["bridge"]))
            with CaptureQueriesContext(connection) as shown:
                client.get(reverse("assign", args=["bridge"]), wish(cast.edith, cast.egon))
            with CaptureQueriesContext(connection) as done:
                response = client.post(reverse("assign", args=["bridge"]), wish(cast.edith, cast.egon))
            assert response.status_code == 302
            assert Assignment.objects.count() == count
            Assignment.objects.all().delete()
            return len(shown), len(done)

        client = as_user(cast.mona)
        few = queries(1)
        Article.objects.bulk_create(
            Article(collection=cast.collection, title=f"T{number}", text=f"t{number}", sha256=f"{number:064}")
            for number in range(1000)
        )
        assert queries(1001) == few
        assert few[0] <= 16 and few[1] <= 20, few


class TestWayBack:
    def assigned(self, cast, as_user):
        fill(cast.collection, 3)
        client = as_user(cast.mona)
        response = client.post(reverse("assign", args=["bridge"]), wish(cast.edith))
        return client, response["Location"], client.get(response["Location"]).context["made_at"]

    def test_all_of_it_goes(self, cast, as_user):
        earlier = assign_article(cast.article, editor=cast.egon, by=cast.mona)
        client, address, made = self.assigned(cast, as_user)
        assert "Take these back" in plain_page(client.get(address))
        response = client.post(reverse("assign_undo", args=["bridge"]), {"made": made}, follow=True)
        assert "3 assignments are taken back" in plain_page(response)
        assert list(Assignment.objects.all()) == [earlier]
        assert "assignments are made" not in plain_page(client.get(address))

    def test_what_is_marked_stays(self, cast, as_user):
        client, address, made = self.assigned(cast, as_user)
        make.passage(cast.article, "a lie", by=cast.edith)
        html = plain_page(client.get(address))
        assert "Take 3 of these back" in html
        assert "The others are in progress already" in html
        client.post(reverse("assign_undo", args=["bridge"]), {"made": made})
        assert Assignment.objects.get().article == cast.article

    def test_nobody_takes_back_what_another_did(self, cast, as_user):
        set_member(cast.collection, user=cast.rita, role=Role.MANAGER, by=cast.mona)
        _client, _address, made = self.assigned(cast, as_user)
        for sent in (made, "nonsense", ""):
            response = as_user(cast.rita).post(reverse("assign_undo", args=["bridge"]), {"made": sent}, follow=True)
            assert "There is nothing to take back" in plain_page(response)
        assert Assignment.objects.count() == 4
