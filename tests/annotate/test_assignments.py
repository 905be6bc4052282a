"""Who reads an article: given on its page, taken by asking for the next one, taken away and given back."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from claims.actions.article_archive import archive_article
from claims.actions.article_edit import edit_article
from claims.actions.assignment_create import assign_article
from claims.models import Assignment
from claims.models.articles import published
from claims.queries.article_editors import passages_of
from tests import make
from tests.annotate.test_articles import fill
from tests.page import plain_page


class TestAssignments:
    def test_an_article_is_given_to_a_member_who_may_mark(self, cast, as_user):
        client = as_user(cast.mona)
        html = plain_page(client.get(reverse("article_details", args=[cast.article.pk])))
        assert all(f">{name}</option>" in html for name in ("Edith", "Egon", "Rita", "Mona"))
        assert ">Ralf</option>" not in html
        client.post(reverse("article_assign", args=[cast.article.pk]), {"editor": cast.edith.pk})
        assignment = Assignment.objects.get()
        assert (assignment.editor, assignment.created_by) == (cast.edith, cast.mona)
        html = plain_page(client.get(reverse("article_details", args=[cast.article.pk])))
        assert ">Edith</option>" not in html

    @pytest.mark.parametrize("person", ["ralf", "otto"])
    def test_a_reader_or_an_outsider_is_not_assigned(self, cast, as_user, person):
        editor = getattr(cast, person).pk
        response = as_user(cast.mona).post(reverse("article_assign", args=[cast.article.pk]), {"editor": editor})
        assert response.status_code == 422
        assert not Assignment.objects.exists()

    def test_an_archived_article_is_not_assigned(self, cast, as_user):
        archive_article(cast.article)
        client = as_user(cast.mona)
        response = client.post(reverse("article_assign", args=[cast.article.pk]), {"editor": cast.edith.pk})
        assert response.status_code == 422
        assert "This article is archived" in plain_page(response)
        assert not Assignment.objects.exists()

    def test_a_reading_without_passages_is_taken_away(self, cast, as_user):
        assignment = assign_article(cast.article, editor=cast.edith, by=cast.mona)
        as_user(cast.mona).post(reverse("assignment_take_away", args=[assignment.pk]))
        assert not Assignment.objects.exists()

    def test_a_reading_with_passages_is_taken_away_after_a_look_at_what_is_in_it(self, cast, as_user):
        make.passage(cast.article, "the plan was known", by=cast.edith)
        assignment, client = Assignment.objects.get(), as_user(cast.mona)
        address = reverse("assignment_take_away", args=[assignment.pk])
        assert address in plain_page(client.get(reverse("article_details", args=[cast.article.pk])))
        html = plain_page(client.get(address))
        assert "1 passage stays under the name of Edith" in html
        assert "1 draft" in html
        client.post(address)
        assignment.refresh_from_db()
        assert assignment.taken_away_by == cast.mona
        assert passages_of(assignment).count() == 1
        html = plain_page(client.get(reverse("article_details", args=[cast.article.pk])))
        assert "taken away" in html
        assert "by Mona" in html
        client.post(reverse("article_assign", args=[cast.article.pk]), {"editor": cast.edith.pk})
        assignment.refresh_from_db()
        assert assignment.taken_away_at is None

    def test_what_was_taken_away_already_is_said_to_be(self, cast, as_user):
        make.passage(cast.article, "the plan was known", by=cast.edith)
        address = reverse("assignment_take_away", args=[Assignment.objects.get().pk])
        client = as_user(cast.mona)
        client.post(address)
        assert "was taken away already" in plain_page(client.post(address, follow=True))

    def test_an_editor_takes_the_oldest_free_article(self, cast, as_user):
        newer, oldest = (
            make.article(
                cast.collection, text=str(day), title="N", **published(day=date(2024, 1, day), at=None, zone="UTC")
            )
            for day in (2, 1)
        )
        archive_article(cast.article)
        client = as_user(cast.edith)
        for article in (oldest, newer):
            response = client.post(reverse("article_take", args=["bridge"]))
            assert response["Location"] == reverse("article", args=[article.pk])

    def test_why_there_is_no_next_one_is_said_where_one_asked(self, cast, as_user):
        def asks(person, **sent):
            response = as_user(person).post(reverse("article_take", args=["bridge"]), sent, follow=True)
            return response.request["PATH_INFO"], unescape(plain_page(response))

        assign_article(cast.article, editor=cast.edith, by=cast.mona)
        path, html = asks(cast.edith, **{"from": "collection"})
        assert path == reverse("collection", args=["bridge"])
        assert "You have every article of “Bridge” already" in html
        assign_article(cast.article, editor=cast.egon, by=cast.mona)
        path, html = asks(cast.rita)
        assert path == reverse("desk")
        assert "those that you do not read have all their readers" in html
        archive_article(cast.article)
        assert "“Bridge” has no articles yet" in asks(cast.rita)[1]

    def test_nobody_takes_what_is_full_replaced_archived_or_their_own_already(self, cast, as_user):
        full, replaced, archived, _newer = fill(cast.collection, 4)
        for editor in (cast.mona, cast.rita):
            assign_article(full, editor=editor, by=cast.mona)
        edit_article(_newer, replaces=replaced)
        archive_article(archived)
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
        client = as_user(cast.edith)
        taken = [client.post(reverse("article_take", args=["bridge"]))["Location"] for _ in range(2)]
        assert taken == [reverse("article", args=[_newer.pk]), reverse("desk")]
        assert "No article is free" in plain_page(client.get(reverse("desk")))
