"""Two editors read blind and a reviewer waits: each sees their own until both have handed in."""

import pytest
from playwright.sync_api import expect

from claims.actions.collection_edit import edit_collection
from claims.models import Passage
from tests.browser.hand import Hand, mark, seen

pytestmark = pytest.mark.django_db(transaction=True)


def complete(hand, claim):
    """Nobody is named, and it states this."""
    form = hand.page.locator(".card.active form[data-field=speaker]")
    hand.click(form.locator("input[role=combobox]"))
    hand.type("Minister")
    # A name that the register lacks is entered from a list that was seen.
    expect(form.locator("[role=option][aria-selected=true]")).to_contain_text("Minister")
    hand.press("Enter")
    expect(form.locator(".pill:not(.guess)", has_text="Minister")).to_be_visible()
    hand.settled()
    form = hand.page.locator(".card.active form[data-field=claim]")
    hand.click(form.locator("input[role=combobox]"))
    hand.type(claim)
    hand.press("Enter")
    expect(form.locator(".pill:not(.guess)", has_text=claim)).to_be_visible()
    hand.settled()


def hand_in(page):
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Handed in with 1 passage")).to_be_visible()


def test_two_read_blind_and_a_reviewer_waits_for_both(cast, page_of):
    edit_collection(cast.collection, blind=True)
    address = f"/articles/{cast.article.pk}/"
    edith, egon, rita = (page_of(person) for person in (cast.edith, cast.egon, cast.rita))

    edith.goto(address)
    expect(edith.locator("#strip .blind")).to_contain_text("you see your own passages until all readings")
    hand = Hand(edith)
    hers = mark(hand, cast.article, "a", "the plan was known")
    complete(hand, "It was known.")
    hand_in(edith)

    egon.goto(address)
    expect(egon.locator(".card")).to_have_count(0)
    his_hand = Hand(egon)
    his = mark(his_hand, cast.article, "a", "the bridge was")
    combobox = egon.locator(".card.active form[data-field=claim]")
    his_hand.click(combobox.locator("input[role=combobox]"))
    his_hand.type("It was known")
    expect(combobox.locator("[role=option]").last).to_contain_text("New claim")
    expect(combobox.locator("[role=option]:not(.new)")).to_have_count(0)
    his_hand.press("Escape")
    complete(his_hand, "It was known.")

    rita.goto("/review/")
    expect(rita.get_by_text("waits for 1 other reading")).to_be_visible()
    rita.goto(f"{address}?passage={hers.pk}")
    expect(rita.locator("#readings .notice")).to_contain_text("Egon has not handed in")
    expect(rita.locator(f"#card-{hers.pk}")).to_be_visible()
    expect(rita.locator(f"#card-{his.pk}")).to_be_visible()
    expect(rita.get_by_role("button", name="Approve")).to_have_count(0)

    hand_in(egon)
    expect(egon.locator(".card")).to_have_count(2)
    edith.goto(address)
    expect(edith.locator(f"#card-{his.pk}")).to_be_visible()
    expect(edith.locator("#strip .blind")).to_contain_text("you see each other’s passages")
    rita.goto(f"{address}?passage={hers.pk}")
    seen(rita, hers)
    rita.get_by_role("button", name="Approve").click()
    expect(rita.locator(f"#card-{hers.pk}[data-status=approved]")).to_be_visible()
    assert Passage.objects.get(pk=hers.pk).reviewed_by == cast.rita
