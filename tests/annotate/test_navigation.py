"""Where one can go from every page: the main pages, what comes after a hand-in, what a card is about, finished work."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_via
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.models import Assignment
from claims.queries.waiting import number_to_review
from tests import make
from tests.page import plain_page

PLACES = ["desk", "collections", "claims", "actors", "review"]


def places(html):
    """The links of the navigation: address → (words, aria-current)."""
    bar = re.search(r'<nav class="navigation".*?</nav>', html, re.S)[0]
    found = re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>(.*?)</a>', bar, re.S)
    return {address: (" ".join(re.sub("<[^>]+>", "", words).split()), current) for address, current, words in found}


def page(client, address):
    return unescape(plain_page(client.get(address)))


def handed_in(article, person, *words):
    for each in words:
        make.passage(article, each, by=person, speakers=[make.actor("Ruritania")],
                     states=[make.claim(article.collection, f"It is so: {each}.")])  # fmt: skip
    reading = Assignment.objects.get_or_create(article=article, editor=person, defaults={"created_by": person})[0]
    hand_in_reading(reading, by=person)
    return reading


class TestNavigation:
    @pytest.mark.parametrize("person", ["edith", "rita", "mona", "ralf", "otto"])
    def test_every_page_leads_to_the_main_pages(self, cast, as_user, person):
        client = as_user(getattr(cast, person))
        for address in [*map(reverse, PLACES), reverse("search"), reverse("account"), "/nowhere/"]:
            assert list(places(page(client, address))) == [reverse(name) for name in PLACES], address

    def test_the_page_one_is_on_is_marked_and_what_it_belongs_to(self, cast, as_user):
        mona = as_user(cast.mona)
        for name in PLACES:
            current = {
                address: current for address, (_, current) in places(page(mona, reverse(name))).items() if current
            }
            assert current == {reverse(name): "page"}
        actor = make.actor("Ruritania")
        for name, below in (
            ("collections", reverse("members", args=["bridge"])),
            ("actors", reverse("actor", args=[actor.pk])),
        ):
            current = {address: current for address, (_, current) in places(page(mona, below)).items() if current}
            assert current == {reverse(name): "true"}

    def test_nobody_who_is_not_signed_in_is_shown_any(self, client):
        assert 'class="navigation"' not in plain_page(client.get(reverse("login")))

    def test_review_tells_how_much_waits_for_this_person(self, cast, as_user):
        review = reverse("review")
        assert places(page(as_user(cast.rita), "/"))[review][0] == "Review"
        handed_in(cast.article, cast.edith, "the plan was known")
        assert places(page(as_user(cast.rita), "/"))[review][0] == "Review 1 waiting"
        assert places(page(as_user(cast.rita), f"/articles/{cast.article.pk}/"))[review][0] == "Review 1 waiting"
        for person in (cast.edith, cast.ralf, cast.otto):
            assert places(page(as_user(person), "/"))[review][0] == "Review"
        # Nobody reviews what is their own.
        make.article(cast.collection, text="It was late.", title="Late")
        handed_in(make.article(cast.collection, text="It was early.", title="Early"), cast.rita, "early")
        assert places(page(as_user(cast.rita), "/"))[review][0] == "Review 1 waiting"
        assert places(page(as_user(cast.mona), "/"))[review][0] == "Review 2 waiting"

    def test_what_blind_reading_holds_back_does_not_wait(self, cast, as_user):
        edit_collection(cast.collection, blind=True, editors_per_article=2)
        handed_in(cast.article, cast.edith, "the plan was known")
        assert places(page(as_user(cast.rita), "/"))[reverse("review")][0] == "Review"
        handed_in(cast.article, cast.egon)
        assert places(page(as_user(cast.rita), "/"))[reverse("review")][0] == "Review 2 waiting"

    def test_above_ninety_nine_it_says_so(self, cast, as_user):
        for number in range(101):
            article = make.article(cast.collection, text=f"Text {number}.", title=f"T{number}")
            Assignment.objects.create(article=article, editor=cast.edith, handed_in_at=timezone.now())
        with CaptureQueriesContext(connection) as captured:
            assert number_to_review(cast.rita) == 100
        assert len(captured) == 1
        assert places(page(as_user(cast.rita), "/"))[reverse("review")][0] == "Review 99+ waiting"
        assert number_to_review(cast.edith) == number_to_review(cast.otto) == 0


class TestNextArticle:
    @pytest.fixture
    def done(self, cast):
        return handed_in(cast.article, cast.edith, "the plan was known")

    @pytest.fixture
    def strip(self, cast, as_user):
        return lambda: (
            page(as_user(cast.edith), f"/articles/{cast.article.pk}/").split('id="strip"')[1].split("</article>")[0]
        )

    def test_an_assigned_one_follows_of_the_same_collection_first(self, cast, done, strip):
        elsewhere = make.collection("elsewhere", by=cast.mona)
        set_member(elsewhere, user=cast.edith, role="editor", by=cast.mona)
        first = make.article(elsewhere, text="Far away.", title="Far away")
        assign_article(first, editor=cast.edith, by=cast.mona)
        assert "Next article: Far away" in re.sub("<[^>]+>", "", strip())
        here = make.article(cast.collection, text="Nearby.", title="Nearby <1>")
        assign_article(here, editor=cast.edith, by=cast.mona)
        assert "Next article: Nearby <1>" in re.sub("<(?!1)[^>]+>", "", strip())
        assert f'href="/articles/{here.pk}/"' in strip()

    def test_where_none_is_assigned_a_free_one_can_be_taken(self, cast, done, strip, as_user):
        free = make.article(cast.collection, text="Nobody has it.", title="Free")
        assert "Take next article" in strip() and reverse("article_take", args=["bridge"]) in strip()
        answer = as_user(cast.edith).post(reverse("article_take", args=["bridge"]))
        assert answer.headers["Location"] == f"/articles/{free.pk}/"

    def test_where_nothing_is_left_it_leads_to_the_desk(self, done, strip):
        assert "To my desk" in strip() and "Take next article" not in strip()

    def test_before_the_hand_in_nothing_of_it_is_offered(self, cast, strip):
        make.article(cast.collection, text="Nobody has it.", title="Free")
        assert "Take next article" not in strip()
        make.passage(cast.article, "the plan was known", by=cast.edith)
        assert "Take next article" not in strip() and "To my desk" not in strip()


class TestCards:
    def test_an_open_card_leads_to_its_claims_and_actors(self, cast, as_user):
        actor, via = make.actor("Ruritania"), make.actor("Gazette")
        said, denied = make.claim(cast.collection, "It is so."), make.claim(cast.collection, "It is not so.")
        passage = make.passage(cast.article, "called that a lie", by=cast.edith, mark="refutation",
                               speakers=[actor], states=[said], denies=[denied])  # fmt: skip
        add_via(passage, actor=via, by=cast.edith, version=1, action=make.uuid7())
        links = [f'href="/actors/{each.pk}/"' for each in (actor, via)]
        links += [f'href="/claims/{each.pk}/"' for each in (said, denied)]
        address = f"/articles/{cast.article.pk}/"
        for person in (cast.edith, cast.egon):
            closed = page(as_user(person), address)
            opened = page(as_user(person), f"{address}?passage={passage.pk}")
            assert not [link for link in links if link in closed]
            assert [link for link in links if link not in opened] == []


class TestFinishedWork:
    def finished(self, client, query=""):
        html = page(client, f"{reverse('finished')}{query}").split("<main")[1].split("</main>")[0]
        return " ".join(re.sub("<[^>]+>", " ", html).split())

    def test_it_tells_what_became_of_each_reading(self, cast, as_user):
        edith = as_user(cast.edith)
        assert "Nothing finished yet" in self.finished(edith)
        assert f'href="{reverse("finished")}"' in page(edith, "/")
        reading = handed_in(cast.article, cast.edith, "the plan was known", "safe")
        assert "Bridge falls Bridge" in self.finished(edith) and "2 wait for review" in self.finished(edith)
        one, other = cast.article.passages.order_by("start")
        approve_passage(one, by=cast.rita, version=one.version)
        approve_passage(other, by=cast.rita, version=other.version)
        reading.refresh_from_db()
        accept_reading(reading, by=cast.rita)
        assert "accepted on" in self.finished(edith) and "2 approved" in self.finished(edith)

    def test_what_is_returned_is_no_finished_work_till_it_is_handed_in_again(self, cast, as_user):
        handed_in(cast.article, cast.edith, "the plan was known")
        passage = cast.article.passages.get()
        return_to_editor(passage, by=cast.rita, version=passage.version, reason="Which plan?")
        assert "Nothing finished yet" in self.finished(as_user(cast.edith))

    def test_what_gave_way_to_another_reading_leads_to_why(self, cast, as_user):
        mine, theirs = (make.passage(cast.article, "the plan was known", by=person, speakers=[make.actor("She")],
                                     states=[make.claim(cast.collection, "It was known.")])
                        for person in (cast.edith, cast.egon))  # fmt: skip
        for person in (cast.edith, cast.egon):
            hand_in_reading(Assignment.objects.get(editor=person), by=person)
        mine.refresh_from_db()
        theirs.refresh_from_db()
        merge_passage(mine, theirs, by=cast.rita, version=mine.version)
        assert "1 merged into another reading" in self.finished(as_user(cast.edith))
        assert reverse("article_decided", args=[cast.article.pk]) in page(as_user(cast.edith), reverse("finished"))

    def test_it_is_ones_own_alone_and_ends_with_the_membership(self, cast, as_user):
        handed_in(cast.article, cast.edith, "the plan was known")
        assert "Bridge falls" not in self.finished(as_user(cast.egon))
        remove_member(cast.collection, user=cast.edith)
        assert "Bridge falls" not in self.finished(as_user(cast.edith))

    def test_the_last_one_comes_first_and_the_list_has_pages(self, cast, as_user, monkeypatch):
        monkeypatch.setattr("annotate.views.desk.FINISHED_AT_ONCE", 2)
        for number in range(3):
            handed_in(make.article(cast.collection, text=f"Text {number}.", title=f"T{number}"), cast.edith)
        edith = as_user(cast.edith)
        told = self.finished(edith)
        assert told.index("T2") < told.index("T1") and "T0" not in told
        assert "T0" in self.finished(edith, "?page=2") and "Page 2 of 2" in self.finished(edith, "?page=2")

    def test_it_asks_as_much_for_one_as_for_many(self, cast, as_user):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert self.finished(edith)
            return len(captured)

        edith = as_user(cast.edith)
        handed_in(cast.article, cast.edith, "the plan was known")
        queries()
        few = queries()
        for number in range(6):
            handed_in(make.article(cast.collection, text=f"Text {number}.", title=f"T{number}"), cast.edith)
        assert queries() == few <= 7


def test_every_list_that_is_empty_says_what_to_do(cast, as_user):
    """For somebody who is in no collection yet."""
    client = as_user(cast.olga)
    for address, words, link in (
        (reverse("collections"), "You are in no collection yet", reverse("collection_new")),
        (reverse("claims"), "No claims yet", reverse("collections")),
        (f"{reverse('claims')}?q=zebra", "No claim holds these words", reverse("claims")),
        (reverse("actors"), "The register is empty", ""),
        (f"{reverse('actors')}?q=zebra", "Nobody in the register has a name like that", reverse("actors")),
        (reverse("review"), "Nothing waits for your review", reverse("desk")),
        (reverse("finished"), "Nothing finished yet", reverse("desk")),
        (f"{reverse('search')}?q=zebra", "Try fewer words", ""),
    ):
        html = page(client, address)
        empty = re.search(r'<div class="empty">.*?</div>', html, re.S)
        assert empty and words in empty[0], address
        assert not link or f'href="{link}"' in empty[0], address
