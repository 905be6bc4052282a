"""The text stays where it is while somebody works in it: whatever is saved, opened or said around it."""

import pytest
from playwright.sync_api import Page, Route, expect

from claims.models import Passage
from tests import make
from tests.browser.hand import Hand, at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [{"width": 1280, "height": 800}, {"width": 390, "height": 844}]
both = pytest.mark.parametrize("screen", SCREENS, ids=["desktop", "phone"])
TEXT = (
    "The port authority rejected the report. “The crane “never moved” that night,” its head said.\n\n"
    "Two dockers told the Gazette that the crane had been seen at the gate, and that no guard was there.\n\n"
    + "\n\n".join(f"On day {day} the union repeated that the gate was open, and the port repeated that it was shut."
                  for day in range(12))
)  # fmt: skip


def opened(page_of, person, article, screen) -> Hand:
    hand = at_work(page_of(person, viewport=screen, has_touch=screen["width"] < 500), article)
    expect(hand.page.locator("#text")).to_be_focused()
    return hand


def from_top(page: Page) -> float:
    """Where the text begins on the page, in pixels from the page's own top."""
    top: float = page.evaluate("document.getElementById('text').getBoundingClientRect().top + scrollY")
    return top


def middle_of(page: Page, article, words: str) -> dict[str, float]:
    """Where these words are in the window."""
    spans = make.spans_of(article.text, words)
    at: dict[str, float] = page.evaluate(
        "([start, end]) => import('/static/js/offsets.js').then(({ rangeOf }) => {"
        " const box = rangeOf(document.getElementById('text'), start, end).getClientRects()[0];"
        " return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }; })",
        [spans.start, spans.end],
    )
    return at


@both
def test_no_mark_field_or_undo_moves_the_text(cast, page_of, screen):
    article = make.article(cast.collection, text=TEXT)
    hand = opened(page_of, cast.edith, article, screen)
    page, before = hand.page, from_top(hand.page)
    for key, words in (
        ("a", "the crane had been seen at the gate"),
        ("r", "rejected the report"),
        ("a", "the gate was open"),
    ):
        mark(hand, article, key, words)
        assert from_top(page) == before
        hand.press("Escape", "Escape")
    hand.press("Control+z")
    expect(page.locator("#said")).to_contain_text("Took back")
    assert from_top(page) == before
    hand.press("Control+Shift+z")
    hand.settled()
    assert from_top(page) == before


@both
def test_a_reviewer_s_corrections_do_not_move_the_text(cast, page_of, screen):
    article = make.article(cast.collection, text=TEXT)
    make.passage(article, "the crane had been seen at the gate", by=cast.edith)
    hand = opened(page_of, cast.rita, article, screen)
    before = from_top(hand.page)
    mark(hand, article, "a", "no guard was there")
    assert from_top(hand.page) == before


@both
def test_while_something_is_saved_a_drag_takes_the_words_under_the_pointer(cast, page_of, screen):
    article = make.article(cast.collection, text=TEXT)
    hand = opened(page_of, cast.edith, article, screen)
    page, held = hand.page, []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**/articles/{article.pk}/passages/", hold)
    spans = make.spans_of(article.text, "rejected the report")
    first, last = middle_of(page, article, "dockers"), middle_of(page, article, "guard")
    # By its letters: the mark is on its way while the pointer already draws the next selection.
    hand.select(spans.start, spans.end)
    first, last = middle_of(page, article, "dockers"), middle_of(page, article, "guard")
    hand.press("r")
    page.mouse.move(first["x"], first["y"])
    page.mouse.down()
    page.mouse.move(last["x"], last["y"], steps=3)
    expect(page.locator("#saving")).to_have_text("saving")
    held[0].continue_()
    expect(page.locator("#saving")).to_have_text("")
    assert middle_of(page, article, "guard") == last
    page.mouse.up()
    expect(page.locator("#tool")).to_be_visible()
    page.unroute_all()
    hand.press("a")
    expect(page.locator(".card.assertion.active")).to_be_visible()
    hand.settled()
    made = Passage.objects.get(mark="assertion").exact
    assert made == article.text[article.text.index("dockers") : article.text.index(" was there")]


@both
def test_a_press_on_a_mark_opens_its_card_and_moves_nothing(cast, page_of, screen):
    article = make.article(cast.collection, text=TEXT)
    passage = make.passage(article, "rejected the report", by=cast.edith, mark="refutation")
    page = opened(page_of, cast.edith, article, screen).page
    before = middle_of(page, article, "the report")
    page.locator("#text mark").click()
    expect(page.locator(f"#card-{passage.pk}.active .fields")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    assert middle_of(page, article, "the report") == before


@both
def test_q_takes_the_quotation_under_a_pointer_that_has_just_opened_a_card(cast, page_of, screen):
    article = make.article(cast.collection, text=TEXT)
    inner = make.passage(article, "never moved", by=cast.edith, mark="quote")
    make.passage(article, "The crane “never moved” that night", by=cast.edith)
    hand = opened(page_of, cast.edith, article, screen)
    page = hand.page
    at = middle_of(page, article, "never moved")
    page.mouse.click(at["x"], at["y"])
    expect(page.locator(f"#card-{inner.pk}.active")).to_be_visible()
    assert middle_of(page, article, "never moved") == at
    hand.press("q")
    expect(page.locator(".card.active .words")).to_contain_text("The crane “never moved” that night")


def test_on_a_phone_a_passage_comes_out_from_behind_the_sheet_that_its_press_opens(cast, page_of):
    article = make.article(cast.collection, text=TEXT)
    make.passage(article, "no guard was there", by=cast.edith)
    page = opened(page_of, cast.edith, article, SCREENS[1]).page
    page.evaluate("scrollTo(0, 0)")
    box = page.locator("#text mark").bounding_box()
    page.evaluate("(y) => scrollTo(0, y)", box["y"] - 700)
    page.locator("#text mark").tap()
    expect(page.locator(".card.active")).to_be_visible()
    sheet = page.locator("#cards").bounding_box()["y"]
    page.wait_for_function(
        "(sheet) => document.querySelector('mark.open').getBoundingClientRect().bottom <= sheet", arg=sheet
    )


def test_what_grows_above_the_window_moves_no_word_in_it(cast, page_of):
    article = make.article(cast.collection, text=TEXT)
    hand = opened(page_of, cast.edith, article, SCREENS[0])
    page = hand.page
    page.evaluate("scrollTo(0, 150)")
    at = middle_of(page, article, "On day 3")
    # As a refused hand-in does, with its reasons above the text.
    page.evaluate(
        "import('/static/js/column.js').then(({ steadily }) => steadily(document.getElementById('text'), () => {"
        " document.querySelector('#article h1').append('word '.repeat(100)); }))"
    )
    # Less than a pixel, in which pages scroll.
    assert abs(middle_of(page, article, "On day 3")["y"] - at["y"]) < 1
