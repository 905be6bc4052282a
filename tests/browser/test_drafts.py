"""What is typed and not sent: it stays in the tab, comes back where it was typed, and leaving the page asks first."""

import pytest
from playwright.sync_api import expect

from claims.models import Comment
from tests import make
from tests.browser.hand import at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)
sizes = pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
NAME = ".card.active form[data-field=speaker] input[role=combobox]"
COMMENT = ".card.active .talk textarea"


def leaves(page) -> bool:
    """Whether the page lets itself be closed without a question."""
    return not page.evaluate(
        "() => { const leave = new Event('beforeunload', { cancelable: true }); dispatchEvent(leave);"
        " return leave.defaultPrevented }"
    )


def at_a_passage(cast, page_of, width, height):
    hand = at_work(page_of(cast.edith, viewport={"width": width, "height": height}), cast.article)
    passage = mark(hand, cast.article, "a", "the plan was known")
    return hand, passage


@sizes
def test_half_a_comment_and_half_a_name_come_back_after_leaving_which_asks(cast, page_of, width, height):
    hand, passage = at_a_passage(cast, page_of, width, height)
    page = hand.page
    assert leaves(page)
    hand.press("Escape", "t")
    expect(page.locator(COMMENT)).to_be_focused()
    hand.type("Who knew of")
    page.locator(NAME).focus()
    hand.type("Count Ru")
    assert not leaves(page)
    page.goto("/")
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()
    assert leaves(page)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    expect(page.locator(NAME)).to_have_value("Count Ru")
    expect(page.locator("form[data-field=speaker] .unentered")).to_be_visible()
    expect(page.locator(".card.active .talk .draft")).to_be_visible()
    assert not leaves(page)
    page.locator(".card.active .talk summary").click()
    expect(page.locator(COMMENT)).to_have_value("Who knew of")
    page.locator(COMMENT).focus()
    hand.press("End")
    hand.type(" it?")
    hand.press("Control+Enter")
    expect(page.locator(".talk li")).to_have_count(1)
    hand.settled()
    assert Comment.objects.get().text == "Who knew of it?"
    page.locator(NAME).focus()
    hand.press("Escape")
    expect(page.locator(NAME)).to_have_value("")
    assert leaves(page)
    page.reload()
    expect(page.locator(NAME)).to_have_value("")
    expect(page.locator(".card.active .talk .draft")).to_be_hidden()


@sizes
def test_what_is_typed_on_a_card_comes_back_with_the_card(cast, page_of, width, height):
    other = make.passage(cast.article, "safe", by=cast.edith)
    hand, passage = at_a_passage(cast, page_of, width, height)
    page = hand.page
    page.locator(NAME).focus()
    hand.type("Half")
    page.goto(f"/articles/{cast.article.pk}/?passage={other.pk}")
    expect(page.locator(NAME)).to_have_value("")
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    expect(page.locator(NAME)).to_have_value("Half")


def test_a_comment_that_is_being_sent_asks_nothing(cast, page_of):
    _hand, passage = at_a_passage(cast, page_of, 1280, 800)
    page = page_of(cast.rita)
    page.goto(f"/passages/{passage.pk}/comments/")
    page.get_by_label("Comment").fill("One claim, or two?")
    page.wait_for_timeout(300)
    assert not leaves(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("One claim, or two?")).to_be_visible()
    assert leaves(page)
    assert Comment.objects.get().author == cast.rita


def test_signing_out_takes_drafts_along(cast, page_of):
    hand, _passage = at_a_passage(cast, page_of, 1280, 800)
    page = hand.page
    page.locator(NAME).focus()
    hand.type("Count Ru")
    expect(page.locator("form[data-field=speaker] [role=option]").first).to_contain_text("Count Ru")
    page.evaluate("document.getElementById('sign-out').requestSubmit()")
    page.wait_for_url("**/login/**")
    page.wait_for_function("!Object.keys(sessionStorage).some((key) => key.startsWith('gainsay-'))")
