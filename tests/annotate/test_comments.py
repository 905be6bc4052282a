"""Comments over HTTP: in the card, on a page of their own, on the desk."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.article_archive import archive_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.comment_create import create_comment
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.person_edit import edit_person
from claims.models import Assignment, Comment, Passage
from tests import make
from tests.page import plain_page

HX = {"HX-Request": "true"}


@pytest.fixture
def passage(cast) -> Passage:
    """Edith's, handed in."""
    made = make.passage(
        cast.article, "the plan was known", by=cast.edith, speakers=[make.actor("Ruritania")],
        states=[make.claim(cast.collection, "It was known.")],
    )  # fmt: skip
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    return Passage.objects.get(pk=made.pk)


@pytest.fixture
def edith(cast, as_user):
    return as_user(cast.edith)


@pytest.fixture
def rita(cast, as_user):
    return as_user(cast.rita)


def thread(passage: Passage) -> str:
    return reverse("passage_comments", args=[passage.pk])


def say(client, passage: Passage, text: str, *, headers: dict = HX, **fields: object):
    return client.post(thread(passage), {"text": text, "action": make.uuid7(), **fields}, headers=headers)


def shown(response) -> str:
    assert response.status_code == 200
    return plain_page(response)


def returned(passage: Passage, cast, reason: str = "Which plan?") -> Passage:
    return_to_editor(passage, by=cast.rita, version=passage.version, reason=reason)
    return passage


class TestThread:
    def test_it_is_one_story_with_the_reasons_of_the_review(self, cast, passage, edith, rita):
        return_to_editor(Passage.objects.get(), by=cast.rita, version=1, reason="Which <plan>?")
        say(edith, passage, "That of May.\nNo other.")
        html = shown(rita.get(thread(passage), headers=HX))
        steps = re.findall(r"<b>(\w+)</b>( [a-z ]+)?", html)
        assert steps == [("Edith", " handed it in "), ("Rita", " returned it "), ("Edith", "")]
        assert "Which &lt;plan&gt;?" in html and "That of May.<br>No other." in html
        assert Comment.objects.count() == 1, "the reason is no comment"

    def test_times_are_in_the_readers_zone(self, cast, passage, rita):
        comment = create_comment(passage=passage, by=cast.edith, text="When?")
        edit_person(cast.rita, name="Rita", time_zone="Asia/Kathmandu", language="en", letter_keys=True)
        assert "+05:45" in shown(rita.get(thread(passage), headers=HX))
        assert comment.created_at.utcoffset().total_seconds() == 0

    def test_the_answer_to_a_comment_is_the_thread_with_its_count(self, passage, edith, rita):
        say(edith, passage, "When?")
        html = shown(say(rita, passage, "In May."))
        assert html.count("<li") == 3 and "2 comments" in html and f'id="talk-{passage.pk}"' in html
        assert "<html" not in html

    def test_sent_twice_it_is_there_once(self, passage, edith):
        action = make.uuid7()
        first, second = (say(edith, passage, "When?", action=action) for _ in range(2))
        assert first.status_code == second.status_code == 200
        assert Comment.objects.count() == 1 and "1 comment" in plain_page(second)

    @pytest.mark.parametrize("text", ["", " \n", "x" * 5001, "Why\0?"])
    def test_what_cannot_be_is_refused_with_the_reason_and_the_words(self, passage, edith, text):
        response = say(edith, passage, text)
        assert response.status_code == 422
        assert 'role="alert"' in plain_page(response) and not Comment.objects.exists()
        assert text.strip(" \n\0")[:20] in plain_page(response)

    def test_resolve_and_open_again(self, cast, passage, edith, rita):
        say(edith, passage, "When?")
        comment = Comment.objects.get()
        html = shown(rita.post(reverse("comment_resolve", args=[comment.pk]), headers=HX))
        assert "resolved by Rita" in html and "Open again" in html
        html = shown(edith.post(reverse("comment_reopen", args=[comment.pk]), headers=HX))
        assert "resolved by" not in html and ">Resolve<" in html

    def test_who_resolves_what_was_answered_meanwhile_reads_the_answer_first(self, cast, passage, edith, rita):
        say(edith, passage, "When?")
        asked = Comment.objects.get()
        say(rita, passage, "In May?")
        response = edith.post(reverse("comment_resolve", args=[asked.pk]), headers=HX)
        assert response.status_code == 409
        assert "wrote here meanwhile" in plain_page(response) and "In May?" in plain_page(response)
        assert Comment.objects.open().exists()

    def test_taken_back_its_words_stand_in_the_field_again(self, passage, edith, rita):
        say(edith, passage, "Wen?")
        comment = Comment.objects.get()
        address = reverse("comment_take_back", args=[comment.pk])
        assert rita.post(address, headers=HX).status_code == 422
        assert address not in shown(rita.get(thread(passage), headers=HX))
        assert address in shown(edith.get(thread(passage), headers=HX))
        assert ">Wen?</textarea>" in shown(edith.post(address, headers=HX))
        assert not Comment.objects.exists()

    def test_taking_back_sent_twice_is_acknowledged_twice_and_to_nobody_else(self, passage, edith, rita):
        say(edith, passage, "Wen?")
        address = reverse("comment_take_back", args=[Comment.objects.get().pk])
        assert [edith.post(address, headers=HX).status_code for _ in range(2)] == [200, 200]
        assert rita.post(address, headers=HX).status_code == 404

    def test_what_somebody_answered_offers_no_taking_back(self, passage, edith, rita):
        say(edith, passage, "When?")
        say(rita, passage, "In May.")
        assert "take-back" not in shown(edith.get(thread(passage), headers=HX))

    def test_in_an_archived_article_it_can_be_read(self, cast, passage, edith, rita):
        say(edith, passage, "When?")
        archive_article(cast.article)
        html = shown(rita.get(thread(passage), headers=HX))
        assert "When?" in html and "<textarea" not in html
        assert say(rita, passage, "In May.").status_code == 422

    def test_queries_do_not_grow_with_comments(self, cast, passage, edith, rita):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                shown(rita.get(thread(passage), headers=HX))
            return len(captured)

        say(edith, passage, "When?")
        few = queries()
        for number in range(9):
            say((edith, rita)[number % 2], passage, f"Answer {number}")
        assert queries() == few <= 8


class TestSight:
    def test_where_reading_is_blind_there_is_no_talk_about_others_passages(self, cast, passage, edith, as_user):
        say(edith, passage, "When?")
        comment = Comment.objects.get()
        edit_collection(cast.collection, blind=True)
        make.passage(cast.article, "denied", by=cast.egon)
        egon = as_user(cast.egon)
        assert egon.get(thread(passage)).status_code == 404
        assert say(egon, passage, "Here too").status_code == 404
        for name in ("comment_resolve", "comment_reopen", "comment_take_back"):
            assert egon.post(reverse(name, args=[comment.pk]), headers=HX).status_code == 404
        assert "When?" not in plain_page(egon.get(reverse("desk")))
        assert Comment.objects.count() == 1

    def test_readers_of_an_approved_passage_see_no_talk(self, cast, passage, edith, as_user):
        say(edith, passage, "When?")
        approve_passage(passage, by=cast.rita, version=1)
        ralf = as_user(cast.ralf)
        page = shown(ralf.get(f"/articles/{cast.article.pk}/?passage={passage.pk}"))
        assert "the plan was known" in page and 'class="talk"' not in page
        assert ralf.get(thread(passage)).status_code == 403


class TestCard:
    def test_a_closed_card_shows_how_many_there_are(self, cast, passage, edith, rita):
        page = shown(edith.get(f"/articles/{cast.article.pk}/"))
        assert 'class="talk"' not in page
        say(rita, passage, "Which plan?")
        page = shown(edith.get(f"/articles/{cast.article.pk}/"))
        assert "1 comment" in page and 'hx-trigger="toggle once"' in page

    def test_an_open_card_leads_to_its_thread_by_link_too(self, passage, edith):
        card = shown(edith.get(reverse("passage", args=[passage.pk]), headers=HX))
        assert f'href="{thread(passage)}"' in card and f'hx-get="{thread(passage)}"' in card

    def test_who_comes_from_the_desk_finds_the_thread_open(self, cast, passage, edith, rita):
        say(rita, passage, "Which plan?")
        link = re.search(r'href="([^"]*comments=open[^"]*)"', shown(edith.get(reverse("desk"))))[1]
        page = shown(edith.get(link.replace("&amp;", "&")))
        assert f'id="talk-{passage.pk}" data-made open' in page

    def test_comments_cost_the_workbench_no_query(self, cast, edith, rita):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                shown(edith.get(f"/articles/{cast.article.pk}/"))
            return len(captured)

        passages = [make.passage(cast.article, words, by=cast.edith) for words in ("denied", "the plan", "police")]
        before = queries()
        for each in passages:
            say(rita, each, "Who?")
            say(edith, each, "She.")
        assert queries() == before <= 12


class TestWithoutScripts:
    def test_the_page_of_a_thread_takes_comments_and_shows_them(self, cast, passage, edith):
        page = shown(edith.get(thread(passage)))
        assert "<html" in page and "the plan was known" in page and cast.article.title in page
        response = say(edith, passage, "When?", headers={})
        assert (response.status_code, response.url) == (302, thread(passage))
        assert "When?" in shown(edith.get(thread(passage)))

    def test_it_says_what_is_wrong_and_keeps_the_words(self, passage, edith):
        response = say(edith, passage, "x" * 5001, headers={})
        assert response.status_code == 422 and "x" * 5001 in plain_page(response)

    def test_a_withdrawn_passage_keeps_its_thread(self, passage, edith, rita):
        say(rita, passage, "Which plan?")
        withdraw_passage(passage, by=passage.editor, version=1, action=make.uuid7())
        page = shown(edith.get(thread(passage)))
        assert "Which plan?" in page and reverse("passage", args=[passage.pk]) + '"' not in page


class TestDesk:
    def test_comments_are_counted_and_lead_to_their_place(self, cast, passage, edith, rita):
        assert "Comments for you" not in shown(edith.get(reverse("desk")))
        say(rita, passage, "Which plan?")
        html = shown(edith.get(reverse("desk")))
        assert re.search(r'Comments for you <span class="badge due">1</span>', html)
        assert "<b>Rita</b>: <span>Which plan?" in html and cast.article.title in html
        say(edith, passage, "That of May.")
        assert "Comments for you" not in shown(edith.get(reverse("desk")))
        assert "<b>Edith</b>: <span>That of May." in shown(rita.get(reverse("desk")))

    def test_a_merged_passage_leads_to_the_page_of_its_thread(self, cast, passage, edith, rita):
        twin = make.passage(
            cast.article, "the plan was known", by=cast.egon, speakers=[make.actor("She")],
            states=[make.claim(cast.collection, "They knew.")],
        )  # fmt: skip
        merge_passage(passage, twin, by=cast.rita, version=1)
        say(rita, passage, "As Egon has it.")
        assert f'href="{thread(passage)}"' in shown(edith.get(reverse("desk")))

    def test_queries_do_not_grow_with_threads(self, cast, edith, rita):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                shown(edith.get(reverse("desk")))
            return len(captured)

        say(rita, make.passage(cast.article, "denied", by=cast.edith), "Who?")
        few = queries()
        for number in range(12):
            article = make.article(cast.collection, text=f"It was known {number}.", title=f"Article {number}")
            say(rita, make.passage(article, "known", by=cast.edith), "Who?")
        assert queries() == few <= 11


class TestReturnedWork:
    def test_it_comes_back_with_its_reason_and_leaves_when_mended_and_handed_in(self, cast, passage, edith):
        returned(passage, cast)
        html = shown(edith.get(reverse("desk")))
        assert "Rita: Which plan?" in html and "not handed in yet" not in html
        # Without a word more, the reason stands in the thread too.
        assert "Which plan?" in shown(edith.get(thread(passage), headers=HX))
        set_passage_note(passage, note="That of May.", by=cast.edith, version=1, action=make.uuid7())
        html = shown(edith.get(reverse("desk")))
        assert "mended, not handed in yet" in html and "Rita: Which plan?" in html
        done = edith.post(reverse("article_hand_in", args=[cast.article.pk]), follow=True)
        assert "Handed in with 1 passage." in plain_page(done)
        html = shown(edith.get(reverse("desk")))
        assert "Returned to you" not in html and "Which plan?" not in html

    def test_it_stands_under_its_articles_and_hand_in_is_offered_when_all_is_mended(self, cast, edith):
        passages = []
        for title in ("First", "Second"):
            article = make.article(cast.collection, text=f"{title}: it was known, and so on.", title=title)
            for words in ("known", "so on"):
                made = make.passage(
                    article, words, by=cast.edith, speakers=[make.actor(f"{title} {words}")],
                    states=[make.claim(cast.collection, f"{title} {words}.")],
                )  # fmt: skip
                passages.append(Passage.objects.get(pk=made.pk))
            hand_in_reading(Assignment.objects.get(article=article), by=cast.edith)
        for each, reason in zip(passages, ("One?", "Two?", "Three?", "Four?"), strict=True):
            each.refresh_from_db()
            returned(each, cast, reason)
        html = shown(edith.get(reverse("desk")))
        places = [html.index(words) for words in (">First</a>", "One?", "Two?", ">Second</a>", "Three?", "Four?")]
        assert places == sorted(places) and "hand-in" not in html
        for each in passages[:2]:
            set_passage_note(each, note="Now.", by=cast.edith, version=each.version, action=make.uuid7())
        html = shown(edith.get(reverse("desk")))
        assert re.findall(r'action="([^"]*hand-in/)"', html) == [
            reverse("article_hand_in", args=[passages[0].article_id])
        ]
