"""Comments under the hand: editor and reviewer at once, each in a browser of their own; nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.comment_create import create_comment
from claims.models import Assignment, Comment, Passage
from tests import make
from tests.browser.hand import Hand, at_work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def passage(cast) -> Passage:
    """Edith's, handed in."""
    made = make.passage(
        cast.article, "the plan was known", by=cast.edith, speakers=[make.actor("Ruritania")],
        states=[make.claim(cast.collection, "It was known.")],
    )  # fmt: skip
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    return Passage.objects.get(pk=made.pk)


def opened(page: Page, passage: Passage) -> Page:
    """At the article, with the card of the passage open and the keys going to the text."""
    page.goto(f"/passages/{passage.pk}/")
    expect(page.locator(".card.active .talk > summary")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()
    return page


def field(page: Page):
    return page.locator(".talk textarea")


def test_returned_with_a_reason_and_a_comment_it_is_answered_mended_handed_in_and_resolved(cast, passage, page_of):
    rita, edith = opened(page_of(cast.rita), passage), page_of(cast.edith)
    rita.keyboard.press("b")
    rita.keyboard.type("Which plan?")
    rita.keyboard.press("Enter")
    expect(rita.locator(".card .state.returned")).to_be_visible()
    rita.locator(".card").click()
    expect(rita.locator(".card.active")).to_be_visible()
    rita.keyboard.press("t")
    expect(field(rita)).to_be_focused()
    expect(rita.locator(".talk li")).to_contain_text(["Edith handed it in", "Rita returned it"])
    rita.keyboard.type("The first sentence has two.")
    rita.keyboard.press("Control+Enter")
    expect(rita.locator(".talk li").last).to_contain_text("The first sentence has two.")
    expect(field(rita)).to_have_value("")
    expect(field(rita)).to_be_focused()

    edith.goto("/")
    expect(edith.get_by_text("Rita: Which plan?")).to_be_visible()
    comments = edith.locator("section", has=edith.get_by_role("heading", name="Comments for you"))
    expect(comments.get_by_role("heading")).to_have_text("Comments for you 1")
    comments.get_by_role("link", name="the plan was known").click()
    expect(field(edith)).to_be_focused()
    expect(edith.locator(".talk li")).to_contain_text(["handed it in", "Which plan?", "The first sentence has two."])
    edith.keyboard.type("That of May.")
    edith.keyboard.press("Control+Enter")
    expect(edith.locator(".talk > summary")).to_contain_text("2 comments")
    edith.locator(".card.active [name=note]").fill("The plan of May.")
    edith.keyboard.press("Escape")
    Hand(edith).settled()
    edith.goto("/")
    expect(edith.get_by_text("mended, not handed in yet")).to_be_visible()
    expect(edith.get_by_text("Comments for you")).to_have_count(0)
    edith.get_by_role("button", name="Hand in").click()
    expect(edith.get_by_text("Handed in with 1 passage.")).to_be_visible()

    rita.goto("/")
    rita.locator("section", has_text="Comments for you").get_by_role("link", name="the plan was known").click()
    expect(rita.locator(".talk li").last).to_contain_text("Edith handed it in")
    rita.get_by_role("button", name="Resolve").click()
    expect(rita.locator(".talk > summary")).to_contain_text("resolved")
    rita.locator("#text").focus()
    expect(rita.locator(".card.active[data-painted]")).to_be_visible()
    rita.keyboard.press("y")
    expect(rita.locator(".card[data-status=approved]")).to_have_count(1)
    for page in (rita, edith):
        page.goto("/")
        expect(page.get_by_role("heading", name="My desk")).to_be_visible()
        expect(page.get_by_text("Comments for you")).to_have_count(0)
        expect(page.get_by_text("Returned to you")).to_have_count(0)
    assert Comment.objects.last().resolved_by == cast.rita and Passage.objects.get().version == 2


def test_what_is_typed_and_not_sent_survives_another_change_of_the_card(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan")
    page = hand.page
    hand.press("Escape")
    hand.press("t")
    expect(field(page)).to_be_focused()
    hand.type("Is that")
    page.locator(".card.active .segmented").get_by_role("button", name="quote").click()
    expect(page.locator(".card.active.quote")).to_be_visible()
    hand.settled()
    expect(field(page)).to_have_value("Is that")
    field(page).focus()
    page.keyboard.press("End")
    hand.type(" one plan?")
    hand.press("Control+Enter")
    expect(page.locator(".talk li")).to_have_count(1)
    hand.settled()
    assert Comment.objects.get().text == "Is that one plan?"


def test_a_comment_is_not_taken_for_something_that_undo_takes_back(cast, passage, page_of):
    page = opened(page_of(cast.edith), passage)
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    page.keyboard.press("t")
    expect(field(page)).to_be_focused()
    page.keyboard.type("One claim, or two?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".talk li", has_text="One claim, or two?")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    page.get_by_role("button", name="Take back").click()
    expect(field(page)).to_have_value("One claim, or two?")
    assert not Comment.objects.exists()


def test_a_comment_survives_a_server_that_is_gone(cast, passage, page_of):
    page = opened(page_of(cast.edith), passage)
    page.keyboard.press("t")
    expect(field(page)).to_be_focused()
    page.route("**/comments/", lambda route: route.abort())
    page.keyboard.type("One claim?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#saving")).to_contain_text("not saved yet")
    page.keyboard.type("Or two?")
    page.unroute("**/comments/")
    expect(page.locator(".talk li", has_text="One claim?")).to_be_visible()
    expect(field(page)).to_have_value("Or two?")
    expect(field(page)).to_be_focused()
    assert Comment.objects.count() == 1
    page_of.problems.clear()


def test_a_closed_card_shows_its_comments_without_being_opened(cast, passage, page_of):
    create_comment(passage=passage, by=cast.rita, text="Which plan?")
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    page.get_by_text("1 comment").click()
    expect(page.locator(".talk li", has_text="Which plan?")).to_be_visible()
    expect(page.locator(".card.active")).to_have_count(0)


def test_without_scripts_a_comment_is_written_and_resolved(cast, passage, page_of):
    page = page_of(cast.edith, java_script_enabled=False)
    page.goto(f"/passages/{passage.pk}/")
    page.locator(".talk > summary").click()
    page.get_by_role("link", name="Read and write comments").click()
    page.get_by_label("Comment").fill("One claim, or two?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("One claim, or two?")).to_be_visible()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("resolved by Edith")).to_be_visible()
    page.get_by_role("link", name="To the passage in its article").click()
    expect(page.locator(".card.active .talk > summary")).to_contain_text("1 comment resolved")


def test_a_card_behind_the_first_ones_is_opened_with_its_thread(cast, page_of, monkeypatch):
    monkeypatch.setattr("annotate.views.workbench.CARDS_AT_ONCE", 1)
    for words in ("The minister", "denied", "lie"):
        passage = make.passage(cast.article, words, by=cast.edith)
    create_comment(passage=passage, by=cast.rita, text="Whose?")
    page = page_of(cast.edith)
    page.goto("/")
    page.get_by_role("link", name="lie").click()
    expect(page.locator(".card.active .talk li", has_text="Whose?")).to_be_visible()
    expect(field(page)).to_be_focused()
