"""How a collection stands: right figures, for each as much as they may see, in a fixed number of queries."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.actions.article_archive import archive_article
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_adjudicator, assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Article, Assignment, Milestone, Passage
from claims.queries.progress import STUCK_SHOWN, standing
from tests import make
from tests.page import plain_page
from tests.scenes import more_built_once

WEEK_AGO = timedelta(days=8)


def page(client):
    response = client.get(reverse("progress", args=["bridge"]))
    assert response.status_code == 200
    return unescape(plain_page(response))


def text(html):
    """The words alone, without what only the eye or the browser needs."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
@more_built_once
def scene(cast):
    """Edith: one reading accepted, one with a returned passage, one handed in. Egon: one open. One without a reader."""
    articles = [cast.article]
    articles += [make.article(cast.collection, text=f"It was known. {n}", title=f"Title {n}") for n in range(4)]
    cast.accepted, cast.returned, cast.waiting, cast.open, cast.free = articles
    actor, claim = make.actor("Ruritania", "state"), make.claim(cast.collection, "It was known.")
    parts = {"by": cast.edith, "speakers": [actor], "states": [claim]}
    words = ["the plan was known", "It was known.", "It was known."]
    made = [make.passage(article, each, **parts) for article, each in zip(articles[:3], words, strict=True)]
    for passage in made:
        hand_in_reading(Assignment.objects.get(article=passage.article), by=cast.edith)
        passage.refresh_from_db()
    approve_passage(made[0], by=cast.rita, version=made[0].version)
    accept_reading(Assignment.objects.get(article=cast.accepted), by=cast.rita)
    return_to_editor(made[1], by=cast.mona, version=made[1].version, reason="Which plan?")
    cast.returned_passage = made[1]
    make.passage(cast.open, "It was known.", by=cast.egon)
    return cast


class TestFigures:
    def test_the_collection(self, scene):
        found = standing(scene.collection, viewer=scene.mona, role="manager")
        assert found.articles == {"unread": 1, "in_work": 2, "handed_in": 1, "accepted": 1}
        assert dict(found.passages) == {"approved": 1, "returned": 1, "submitted": 1, "draft": 1}
        assert (found.days[-1].made, found.days[-1].approved) == (4, 1)
        assert len(found.days) == 28
        assert not any(day.made or day.approved for day in found.days[:-1])

    def test_each_editor(self, scene):
        edith, egon = standing(scene.collection, viewer=scene.rita, role="reviewer").editors
        assert (edith.person, egon.person) == (scene.edith, scene.egon)
        assert dict(edith.readings) == {"accepted": 1, "in_work": 1, "handed_in": 1}
        assert dict(edith.passages) == {"approved": 1, "returned": 1, "submitted": 1}
        assert (edith.recent, egon.recent) == (3, 1)
        assert dict(egon.readings) == {"in_work": 1}

    def test_each_reviewer(self, scene):
        mona, rita = standing(scene.collection, viewer=scene.mona, role="manager").reviewers
        assert (mona.person, mona.approved, mona.returned, mona.waiting) == (scene.mona, 0, 1, 1)
        assert (rita.person, rita.approved, rita.returned, rita.waiting) == (scene.rita, 1, 0, 1)

    def test_whoever_only_worded_others_passages_anew_is_no_editor(self, scene):
        reading = assign_adjudicator(scene.open, by=scene.rita)
        make.passage(scene.open, "It was", by=scene.rita, role="reviewer")
        assert reading.settles
        found = standing(scene.collection, viewer=scene.mona, role="manager")
        assert [row.person.name for row in found.editors] == ["Edith", "Egon"]
        assert found.passages["draft"] == 2, "it is counted all the same"
        assign_article(scene.free, editor=scene.rita, by=scene.mona)
        found = standing(scene.collection, viewer=scene.mona, role="manager")
        assert [row.person.name for row in found.editors] == ["Edith", "Egon", "Rita"]

    def test_whoever_left_is_named_with_what_they_did(self, scene):
        remove_member(scene.collection, user=scene.edith)
        remove_member(scene.collection, user=scene.rita)
        found = standing(scene.collection, viewer=scene.mona, role="manager")
        edith = next(row for row in found.editors if row.person == scene.edith)
        assert not edith.is_member
        assert edith.passages["approved"] == 1
        assert [(row.person, row.is_member, row.waiting) for row in found.reviewers if row.person == scene.rita] == [
            (scene.rita, False, 0)
        ]

    def test_an_archived_article_is_left_out(self, scene):
        for article in Article.objects.all():
            archive_article(article)
        found = standing(scene.collection, viewer=scene.mona, role="manager")
        assert set(found.articles.values()) == {0}
        assert not found.passages
        assert not any(row.readings or row.recent for row in found.editors)
        assert not any(row.decided for row in found.reviewers)
        assert not any([found.stuck.waiting, found.stuck.returned, found.stuck.untouched, found.stuck.few_readers])

    def test_days_are_those_of_the_collections_zone(self, scene):
        edit_collection(scene.collection, time_zone="Pacific/Auckland")
        # Thirteen hours ahead of UTC in November: still the 10th there and here, and then the 11th there.
        at = datetime(2026, 11, 10, 10, 30, tzinfo=UTC)
        first, second = Passage.objects.order_by("pk")[:2]
        Passage.objects.filter(pk=first.pk).update(created_at=at)
        Passage.objects.filter(pk=second.pk).update(created_at=at + timedelta(hours=1))
        found = standing(scene.collection, viewer=scene.mona, role="manager", now=at + timedelta(hours=2))
        assert [day.day for day in found.days][-2:] == [date(2026, 11, 10), date(2026, 11, 11)]
        assert found.days[-2].made == 1

    def test_a_withdrawn_passage_was_not_made(self, scene):
        passage = Passage.objects.get(editor=scene.egon)
        withdraw_passage(passage, by=scene.egon, version=1, action=make.uuid7())
        found = standing(scene.collection, viewer=scene.mona, role="manager")
        assert found.days[-1].made == 3
        assert next(row for row in found.editors if row.person == scene.egon).recent == 0


class TestStuck:
    def test_each_kind(self, scene):
        Passage.objects.update(updated_at=timezone.now() - WEEK_AGO)
        Assignment.objects.update(created_at=timezone.now() - WEEK_AGO)
        stuck = standing(scene.collection, viewer=scene.mona, role="manager").stuck
        assert [reading.article for reading in stuck.waiting] == [scene.waiting]
        assert stuck.returned == [scene.returned_passage]
        assert [(reading.article, reading.editor) for reading in stuck.untouched] == [(scene.open, scene.egon)]
        # The returned one was looked at today.
        assert [article.pk for article in stuck.few_readers] == sorted(Article.objects.values_list("pk", flat=True))

    def test_what_was_taken_away_or_left_behind_is_not_waited_for(self, scene):
        Passage.objects.update(updated_at=timezone.now() - WEEK_AGO)
        Assignment.objects.update(created_at=timezone.now() - WEEK_AGO)
        remove_member(scene.collection, user=scene.egon)
        assert not standing(scene.collection, viewer=scene.mona, role="manager").stuck.untouched

    def test_only_the_oldest_are_fetched_and_that_there_are_more_is_said(self, scene, as_user):
        for number in range(STUCK_SHOWN + 2):
            make.article(scene.collection, text=f"More {number}", title=f"More {number}")
        stuck = standing(scene.collection, viewer=scene.mona, role="manager").stuck
        assert len(stuck.few_readers) == STUCK_SHOWN + 1
        html = page(as_user(scene.mona))
        assert "There are more; these are the oldest." in html
        assert html.count('class="title" href="/articles/') == STUCK_SHOWN + 1, "and one reading that waits"

    def test_nothing_is_said_to_be_stuck_where_nothing_is(self, cast, as_user):
        for editor in (cast.edith, cast.egon):
            assign_article(cast.article, editor=editor, by=cast.mona)
        assert "No bottlenecks" in page(as_user(cast.mona))


class TestWhoSeesWhat:
    def test_a_manager_sees_everybody_with_the_way_to_act(self, scene, as_user):
        html = page(as_user(scene.mona))
        assert "1 unread" in text(html)
        assert "Rita" in html
        assert reverse("assign", args=["bridge"]) in html
        assert f"?review={Assignment.objects.get(article=scene.waiting).pk}" in html
        assert reverse("passage", args=[scene.returned_passage.pk]) in html

    def test_an_editor_sees_the_whole_and_their_own_row(self, scene, as_user):
        html = page(as_user(scene.egon))
        assert "1 unread" in text(html)
        assert "Egon" in html
        assert "Edith" not in html
        assert "Rita" not in html
        assert "Which plan?" not in html
        assert reverse("assign", args=["bridge"]) not in html

    def test_where_reading_is_blind_an_editor_sees_their_own_work_alone(self, scene, as_user):
        edit_collection(scene.collection, blind=True)
        html = page(as_user(scene.egon))
        assert "you see your own work alone" in html
        assert "unread" not in text(html)
        assert "Title 0" not in html, "nothing of Edith’s readings"
        assert "1 draft 0 handed in 0 returned 0 approved" in text(html)
        assert "<strong>1</strong> made" in html
        found = standing(scene.collection, viewer=scene.egon, role="editor")
        assert (found.articles, found.reviewers, found.stuck.few_readers) == (None, [], [])
        assert [row.person for row in found.editors] == [scene.egon]
        assert sum(day.made for day in found.days) == 1
        assert not any(day.approved for day in found.days)

    def test_where_reading_is_blind_reviewers_see_everybody(self, scene, as_user):
        edit_collection(scene.collection, blind=True)
        assert "Edith" in page(as_user(scene.rita))

    def test_an_editor_without_any_work_has_a_row(self, cast, as_user):
        html = page(as_user(cast.edith))
        assert "Your work" in html
        assert "Nothing was marked or approved in the last four weeks" in html

    def test_readers_are_not_shown_the_way(self, cast, as_user):
        address = reverse("progress", args=["bridge"])
        assert address not in plain_page(as_user(cast.ralf).get(reverse("collection", args=["bridge"])))
        assert address in plain_page(as_user(cast.edith).get(reverse("collection", args=["bridge"])))

    def test_a_collection_without_editors_is_sent_to_its_members(self, cast, as_user):
        make.collection("empty", by=cast.mona)
        html = plain_page(as_user(cast.mona).get(reverse("progress", args=["empty"])))
        assert "Nobody reads here yet" in html


def test_the_same_numbers_stand_in_a_table(scene, as_user):
    html = page(as_user(scene.mona))
    table = html[html.index('<table class="days">') :]
    rows = re.findall(r"<tr><th[^>]*>([^<]+)</th><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td></tr>", table)
    assert len(rows) == 28
    assert rows[0][1:] == ("4", "1")
    assert {row[1:] for row in rows[1:]} == {("0", "0")}


@pytest.mark.parametrize("person", ["mona", "edith"])
def test_queries_do_not_grow(scene, as_user, person):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    client = as_user(getattr(scene, person))
    page(client)
    few = queries()
    for number in range(6):
        editor = make.user(f"editor{number}")
        set_member(scene.collection, user=editor, role="editor", by=scene.mona)
        article = make.article(scene.collection, text=f"Many {number}", title=f"Many {number}")
        make.passage(article, "Many", by=editor)
    Milestone.objects.bulk_create(
        Milestone(passage=passage, version=1, verdict="approved", by=scene.rita, snapshot={})
        for passage in Passage.objects.all()
    )
    assert queries() == few <= 20
