"""The fields of a card and the steps of a review, by keyboard, however fast."""

import pytest
from playwright.sync_api import expect

from claims.models import Actor, Assignment, Passage
from tests import make
from tests.browser.hand import at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_fragment_is_added_and_cue_and_source_are_set_by_key(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "q", "“Nobody told us,”")
    for words, key in (("“not even the police.”", "f"), ("she", "s"), ("said", "c")):
        spans = make.spans_of(cast.article.text, words)
        hand.select(spans.start, spans.end)
        hand.press(key)
        hand.settled()
    passage.refresh_from_db()
    assert passage.exact == "“Nobody told us,” … “not even the police.”" and passage.form == "direct"
    assert (passage.source_text, passage.cue_text) == ("she", "said")


def test_the_keyboard_alone_fills_a_card(cast, page_of):
    make.actor("Ruritania", "state", aliases=["the Grand Duchy"])
    claim = make.claim(cast.collection, "The bridge was safe until May.")
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "a", "the bridge was “safe” until May")
    page = hand.page
    # The guess stands beside the field that has the focus; one key takes it, and the next field has the focus.
    expect(page.locator("form[data-field=speaker] .pill.guess")).to_contain_text("Ruritania")
    hand.press("Enter")
    expect(page.locator("form[data-field=claim] input[role=combobox]")).to_be_focused()
    # A digit picks from the list: the guess comes first, then what is there.
    expect(page.locator("form[data-field=claim] [role=option]").nth(1)).to_contain_text(claim.statement)
    hand.press("2")
    expect(page.locator(".card.active .lack")).to_have_count(0)
    hand.settled()
    assert passage.attributions.get().actor.name == "Ruritania" and passage.statements.get().claim == claim
    # An alias finds the actor too; what nobody knows is entered as new, without leaving the keyboard.
    hand.press("v")
    hand.type("grand duc")
    expect(page.locator("form[data-field=via] [role=option]").first).to_contain_text("Ruritania")
    hand.press("Escape")
    hand.type("The Daily Bridge")
    expect(page.locator("form[data-field=via] [role=option].new").first).to_be_visible()
    hand.press("Shift+Enter")
    expect(page.locator("form[data-field=via] .pill:not(.guess)")).to_contain_text("The Daily Bridge")
    hand.settled()
    assert Actor.objects.get(name="The Daily Bridge").created_by == cast.edith


def test_typing_faster_than_the_list_comes_still_means_what_was_typed(cast, page_of):
    russia = make.actor("Russia", "state", aliases=["the Kremlin"])
    make.passage(cast.article, "safe", by=cast.edith, speakers=[make.actor("United States", "state")])
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "a", "the plan was known")
    hand.type("Kremlin")
    hand.press("Enter")
    hand.type("82 people knew of the plan.")
    hand.press("Enter")
    expect(hand.page.locator("form[data-field=claim] .pill:not(.guess)")).to_contain_text("82 people knew")
    hand.settled()
    assert passage.attributions.get().actor == russia
    assert passage.statements.get().claim.statement == "82 people knew of the plan."


def test_what_is_typed_before_the_card_is_there_goes_into_its_first_field(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    spans = make.spans_of(cast.article.text, "the plan")
    hand.page.route("**/passages/", lambda route: (hand.page.wait_for_timeout(400), route.continue_()))
    hand.select(spans.start, spans.end)
    hand.press("a")
    hand.type("Jekyll")
    field = hand.page.locator(".card.active form[data-field=speaker] input[role=combobox]")
    expect(field).to_have_value("Jekyll")
    expect(field).to_be_focused()
    assert Passage.objects.count() == 1


def test_enter_after_enter_takes_each_guess_once(cast, page_of):
    make.actor("Ruritania", "state")
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "a", "the bridge was “safe” until May")
    expect(hand.page.locator("form[data-field=speaker] .pill.guess")).to_be_visible()
    hand.press("Enter", "Enter")
    expect(hand.page.locator(".card.active .lack")).to_have_count(0)
    hand.settled()
    assert passage.attributions.get().actor.name == "Ruritania"
    assert passage.statements.get().claim.statement == "The bridge was “safe” until May."
    passage.refresh_from_db()
    assert passage.version == 3


def test_the_gaps_of_a_drafted_claim_are_filled_one_by_one(cast, page_of):
    article = make.article(cast.collection, text="The spokesman said that he would see them.")
    hand = at_work(page_of(cast.edith), article)
    passage = mark(hand, article, "a", "he would see them")
    hand.press("Escape", "c", "Enter")
    hand.type("The spokesman")
    hand.press("Enter")
    hand.type("the miners")
    hand.press("Enter")
    expect(hand.page.locator("form[data-field=claim] .pill:not(.guess)")).to_contain_text(
        "The spokesman would see the miners."
    )
    hand.settled()
    assert passage.statements.get().claim.statement == "The spokesman would see the miners."


def test_guidelines_and_keys_are_one_key_away(cast, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    page.keyboard.press("g")
    expect(page.locator("#guidelines")).to_contain_text("need not disprove")
    page.keyboard.press("Escape")
    expect(page.locator("#guidelines")).not_to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("accept the guess")


def test_another_mark_asks_what_becomes_of_the_denials(cast, page_of):
    claim = make.claim(cast.collection, "The plan was known.")
    passage = make.passage(cast.article, "denied", by=cast.edith, mark="refutation", denies=[claim])
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    page.get_by_role("button", name="assertion").click()
    page.get_by_role("button", name="It states that instead").click()
    page_of.expect_status(422)
    expect(page.locator("mark.assertion")).to_have_text("denied")
    expect(page.locator(".card.active form[data-field=claim] .pill")).to_contain_text(claim.statement)


def test_the_reviewer_steps_through_with_the_keyboard(cast, page_of):
    for words in ("the plan", "safe", "a lie"):
        make.passage(
            cast.article,
            words,
            by=cast.edith,
            speakers=[make.actor("Minister")],
            states=[make.claim(cast.collection, f"It: {words}.")],
        )
    assignment = Assignment.objects.get()
    assignment.hand_in(by=cast.edith)
    page = page_of(cast.rita)
    page.goto("/review/")
    page.get_by_role("link", name=cast.article.title).click()
    expect(page.locator(".card.active .words")).to_have_text("the plan")
    page.keyboard.press("y")
    expect(page.locator(".card.active .words")).to_have_text("safe")
    page.keyboard.press("b")
    page.keyboard.type("Whose word is it?")
    page.keyboard.press("Enter")
    expect(page.locator(".card.active .words")).to_have_text("a lie")
    page.keyboard.press("y")
    expect(page.locator(".card[data-status=approved]")).to_have_count(2)
    assert Passage.objects.get(status="returned").review_note == "Whose word is it?"
