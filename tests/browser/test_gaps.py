"""Gaps of a drafted claim in its field: none is stored by oversight, and brackets that are meant are no gaps."""

import re

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from tests import make
from tests.browser.hand import Hand

pytestmark = pytest.mark.django_db(transaction=True)

LONG = (
    "“They told the harbour board in the spring that the lower quay, two old cranes beside the fish market, the wall "
    "of the northern basin and the lamps along the whole of the western mole would be repaired before the first storms "
    "of the autumn, long before the pilots and the customs house were paid with it.”"
)
LETTERS = f"""“They never told him when it would open,” the captain said.
“The [old] pier is rotten [sic] and they know it.”
The captain said: {LONG} The widow had lost two boats to the storm."""


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desk", "phone"])
def field_of(request, cast, page_of):
    """`field_of("words")`: a hand at the empty field for the claim of a passage with these words, and that field."""
    article = make.article(cast.collection, text=LETTERS, title="Letters", language="en")
    width, height = request.param

    def open_card(words, mark="quote"):
        passage = make.passage(article, words, by=cast.edith, mark=mark)
        page = page_of(cast.edith, viewport={"width": width, "height": height}, has_touch=True)
        page.goto(f"/articles/{article.pk}/?passage={passage.pk}")
        field = page.locator(".card.active form[data-field=claim] input[role=combobox]")
        field.focus()
        return Hand(page), field

    return open_card


def selected(hand):
    return hand.page.evaluate("getSelection().toString()")


def offered(hand, words):
    option = hand.page.locator(".card.active form[data-field=claim] [role=option].new")
    expect(option).to_contain_text(words)
    return option


WAYS = {
    "Enter": lambda hand, option: hand.press("Enter"),
    "Shift and Enter": lambda hand, option: hand.press("Shift+Enter"),
    "Alt and its digit": lambda hand, option: hand.press("Alt+Digit1"),
    "a click": lambda hand, option: option.click(),
    "a tap": lambda hand, option: option.tap(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_way_stores_a_new_claim_while_a_gap_is_open(field_of, way):
    hand, field = field_of("“They never told him when it would open,”")
    hand.press("ArrowRight")
    hand.type("The masons")
    option = offered(hand, "The masons never told")
    way(hand, option)
    expect(field).to_have_value("The masons never told [him] when [it] would open.")
    expect(field).to_be_focused()
    assert selected(hand) == "[him]"
    hand.settled()
    assert not Claim.objects.exists()


def test_brackets_of_the_article_are_no_gaps_and_enter_twice_keeps_a_pronoun(field_of):
    hand, field = field_of("“The [old] pier is rotten [sic] and they know it.”")
    hand.press("ArrowRight")
    expect(field).to_have_value("The [old] pier is rotten [sic] and [they] know [it].")
    assert selected(hand) == "[they]"
    hand.type("the masons")
    hand.press("Enter")
    assert selected(hand) == "[it]"
    hand.press("Enter")
    hand.settled()
    assert Claim.objects.get().statement == "The [old] pier is rotten [sic] and the masons know [it]."


def test_brackets_that_somebody_types_are_meant(field_of):
    hand, _field = field_of("“They never told him when it would open,”")
    hand.type("The guild wrote [sic] that [we] must wait.")
    offered(hand, "[we] must wait")
    hand.press("Enter")
    hand.settled()
    assert Claim.objects.get().statement == "The guild wrote [sic] that [we] must wait."


def test_the_gap_that_enter_selects_is_in_sight(field_of):
    hand, field = field_of(LONG)
    hand.press("ArrowRight")
    expect(field).to_have_value(re.compile(r"^\[They\] told .* with \[it\]\.$"))
    hand.press("End", "Enter")
    assert selected(hand) == "[They]"
    assert field.evaluate("field => field.scrollLeft") < 5
    hand.type("The masons")
    hand.press("Home", "Enter")
    assert selected(hand) == "[it]"
    hidden = field.evaluate("field => field.scrollWidth - field.clientWidth - field.scrollLeft")
    assert hidden < field.evaluate("field => field.clientWidth") / 2 + 20
    # The guessed words stand above as a whole.
    expect(hand.page.locator(".card.active form[data-field=claim] .pill.guess")).to_contain_text("paid with [it].")


def test_words_without_a_subject_are_only_edited_and_a_name_goes_in_front(field_of):
    hand, _field = field_of("had lost two boats to the storm", mark="assertion")
    form = hand.page.locator(".card.active form[data-field=claim]")
    expect(form).to_contain_text("Its own words: had lost two boats to the storm.")
    expect(form.locator("[data-guess]")).to_have_count(0)
    hand.press("ArrowRight", "Home")
    hand.type("The widow ")
    offered(hand, "The widow had lost")
    hand.press("Enter")
    hand.settled()
    assert Claim.objects.get().statement == "The widow had lost two boats to the storm."
