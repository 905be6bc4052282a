"""The fields of a card and the steps of a review, by keyboard, however fast."""

import pytest
from playwright.sync_api import expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Actor, Assignment, Claim, Passage
from tests import make
from tests.browser.hand import Hand, at_work, mark, rested, seen

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
    plan, safe, lie = (
        make.passage(
            cast.article,
            words,
            by=cast.edith,
            speakers=[make.actor("Minister")],
            states=[make.claim(cast.collection, f"It: {words}.")],
        )
        for words in ("the plan", "safe", "a lie")
    )
    assignment = Assignment.objects.get()
    hand_in_reading(assignment, by=cast.edith)
    page = page_of(cast.rita)
    page.goto("/review/")
    page.get_by_role("link", name=cast.article.title).click()
    seen(page, plan)
    page.keyboard.press("y")
    seen(page, safe)
    page.keyboard.press("b")
    page.keyboard.type("Whose word is it?")
    page.keyboard.press("Enter")
    seen(page, lie)
    rested(page)
    page.keyboard.press("y")
    expect(page.locator(".card[data-status=approved]")).to_have_count(2)
    assert Passage.objects.get(status="returned").review_note == "Whose word is it?"


TALE = """“We are rebuilding the harbour,” the Harbour Guild said.
The captain of the Nixe said: “They never told him when it would open.” “Who would pay for that?” he asked."""


@pytest.fixture
def tale(cast):
    """An article whose guessed claims are ready, open and none."""
    cast.tale = make.article(cast.collection, text=TALE, title="Harbour", language="en")
    cast.guild = make.actor("Harbour Guild", "organisation", aliases=["the Harbour Guild"])
    return cast


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desk", "phone"])
def claim_of(request, tale, page_of):
    """`claim_of("words")`: a hand at the empty field for the claim of a passage with these words."""

    def open_card(words, **fields):
        passage = make.passage(tale.tale, words, by=tale.edith, mark="quote", **fields)
        page = page_of(tale.edith)
        page.set_viewport_size({"width": request.param[0], "height": request.param[1]})
        page.goto(f"/articles/{tale.tale.pk}/?passage={passage.pk}")
        page.locator(".card.active form[data-field=claim] input[role=combobox]").focus()
        return Hand(page)

    return open_card


def claim_field(hand):
    return hand.page.locator(".card.active form[data-field=claim] input[role=combobox]")


def test_an_arrow_puts_the_guessed_claim_into_the_field_where_it_is_edited(claim_of, tale):
    hand = claim_of("“We are rebuilding the harbour,”", speakers=[tale.guild])
    field = claim_field(hand)
    expect(field).to_have_accessible_description("The Harbour Guild is rebuilding the harbour.")
    hand.press("ArrowRight")
    expect(field).to_have_value("The Harbour Guild is rebuilding the harbour.")
    hand.press("Backspace")
    hand.type(" wall.")
    expect(hand.page.locator(".card.active form[data-field=claim] [role=option].new")).to_contain_text("harbour wall.")
    hand.press("Enter")
    hand.settled()
    assert Claim.objects.get().statement == "The Harbour Guild is rebuilding the harbour wall."


def test_pressing_the_guessed_words_edits_them_and_enter_takes_them_as_they_are(claim_of, tale):
    hand = claim_of("“We are rebuilding the harbour,”", speakers=[tale.guild])
    hand.click(hand.page.locator(".card.active .pill.guess [data-edit] .line"))
    expect(claim_field(hand)).to_be_focused()
    expect(claim_field(hand)).to_have_value("The Harbour Guild is rebuilding the harbour.")
    hand.press("Escape")
    expect(claim_field(hand)).to_have_value("")
    hand.press("Enter")
    hand.settled()
    assert Claim.objects.get().statement == "The Harbour Guild is rebuilding the harbour."


def test_enter_brings_words_with_gaps_into_the_field_and_stores_nothing(claim_of):
    hand = claim_of("“They never told him when it would open.”")
    hand.press("Enter")
    expect(claim_field(hand)).to_have_value("[They] never told [him] when [it] would open.")
    assert hand.page.evaluate("getSelection().toString()") == "[They]"
    assert not Claim.objects.exists()


def test_of_a_question_the_words_can_be_edited_but_none_are_taken(claim_of):
    hand = claim_of("“Who would pay for that?”")
    card = hand.page.locator(".card.active form[data-field=claim]")
    expect(card).to_contain_text("Its own words: Who would pay for that?")
    expect(card.locator(".pill.guess, [data-guess]")).to_have_count(0)
    hand.press("ArrowRight")
    expect(claim_field(hand)).to_have_value("Who would pay for that?")
