"""The page says how it is worked with and what was done, asks before what nobody means, and is true after Back."""

import pytest
from playwright.sync_api import expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_speaker
from claims.actions.collection_edit import edit_collection
from claims.models import Passage
from tests import make
from tests.browser.hand import at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [{"width": 1280, "height": 800}, {"width": 390, "height": 844}]
both = pytest.mark.parametrize("screen", SCREENS, ids=["desktop", "phone"])


def test_an_empty_column_says_what_the_keys_mean_until_something_is_marked(cast, page_of):
    hand = at_work(page_of(cast.edith, viewport=SCREENS[0]), cast.article)
    hint = hand.page.locator("#no-cards")
    for words in (
        "assertion: somebody says",
        "refutation: somebody denies",
        "quotation marks",
        "all keys",
        "guidelines",
    ):
        expect(hint).to_contain_text(words)
    mark(hand, cast.article, "a", "the plan")
    expect(hint).to_be_hidden()


@both
def test_keys_and_guidelines_are_named_on_the_page_and_open_at_their_beginning(cast, page_of, screen):
    edit_collection(
        cast.collection, guidelines="\n\n".join(f"## Rule {n}\n\nMark what is said of ship {n}." for n in range(80))
    )
    make.passage(cast.article, "the plan", by=cast.edith)
    page = at_work(page_of(cast.edith, viewport=screen), cast.article).page
    page.get_by_role("button", name="guidelines").click()
    expect(page.get_by_role("heading", name="Rule 0", exact=True)).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.get_by_role("heading", name="Rule 0", exact=True)).to_be_in_viewport()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.get_by_role("heading", name="Rule 0", exact=True)).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.locator("#article").get_by_role("button", name="keys").click()
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()


@both
def test_a_message_lies_on_neither_text_nor_toolbar_and_leaves_by_itself(cast, page_of, screen):
    article = make.article(cast.collection, text="The pilot left. " * 200)
    make.passage(article, "The pilot left", by=cast.edith)
    page = page_of(cast.edith, viewport=screen)
    page.clock.install()
    hand = at_work(page, article)
    page.locator("#text mark").click()
    expect(page.locator(".card.active .fields")).to_be_visible()
    hand.select(0, 14)
    hand.press("x")
    message = page.locator("#messages .message")
    expect(message).to_contain_text("That is the whole passage.")
    # On a busy machine it would leave before it is measured.
    message.evaluate("(message) => message.getAnimations().forEach((each) => each.pause())")
    one, text, tool = (page.locator(each).bounding_box() for each in ("#messages .message", "#text", "#tool"))
    assert one["x"] >= text["x"] + text["width"] or one["y"] + one["height"] <= max(text["y"], 80)
    assert (
        one["y"] + one["height"] <= tool["y"]
        or one["y"] >= tool["y"] + tool["height"]
        or one["x"] >= tool["x"] + tool["width"]
    )
    # The style sheet lets it leave; the end of its animation is brought near.
    message.evaluate("(message) => message.getAnimations().forEach((each) => each.finish())")
    expect(message).to_be_hidden()


def test_the_same_message_is_said_once(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan")
    hand.press("Escape")
    spans = make.spans_of(cast.article.text, "the plan")
    for _time in range(3):
        hand.select(spans.start, spans.end)
        hand.press("x")
    expect(hand.page.locator("#messages .message")).to_have_count(1)


@both
def test_who_is_asked_to_agree_reads_what_the_reviewer_changed(cast, page_of, screen):
    claim = make.claim(cast.collection, "The bridge was safe.")
    passage = make.passage(
        cast.article,
        "the bridge was “safe” until May",
        by=cast.edith,
        states=[claim],
        speakers=[make.actor("Ruritania")],
    )
    hand_in_reading(cast.article.assignments.get_or_create(editor=cast.edith)[0], by=cast.edith)
    passage.refresh_from_db()
    add_speaker(passage, actor=make.actor("Borduria"), by=cast.rita, version=passage.version, action=make.uuid7())
    page = page_of(cast.edith, viewport=screen)
    page.goto(f"/passages/{passage.pk}/")
    card = page.locator(".card.active")
    expect(card.get_by_role("button", name="Agree")).to_be_visible()
    expect(card.locator(".notice")).to_contain_text("Rita")
    expect(card.locator(".notice")).to_contain_text("Borduria")
    card.get_by_role("button", name="Agree").click()
    expect(page.locator(f"#card-{passage.pk}")).to_have_attribute("data-status", "approved")


@both
def test_a_very_long_selection_is_marked_only_after_a_question(cast, page_of, screen):
    text = "\n\n".join(f"Ship {n} left the harbour at noon, the captain said." for n in range(150))
    article = make.article(cast.collection, text=text)
    hand = at_work(page_of(cast.edith, viewport=screen), article)
    page = hand.page
    hand.press("Control+a", "r")
    question = page.get_by_role("dialog", name="Mark all of this?")
    expect(question).to_contain_text(f"{len(text):,} characters")
    hand.press("Enter")
    expect(question).to_be_hidden()
    assert not Passage.objects.exists()
    hand.press("Control+a", "r")
    question.get_by_role("button", name="Mark all of it").click()
    expect(page.locator(".card.refutation.active")).to_be_visible()
    hand.settled()
    assert Passage.objects.get().exact == text


@both
def test_most_of_a_text_is_marked_only_after_a_question(cast, page_of, screen):
    text = " ".join(f"Boat {n} went out, the harbour master said." for n in range(30))
    hand = at_work(page_of(cast.edith, viewport=screen), make.article(cast.collection, text=text))
    question = hand.page.get_by_role("dialog", name="Mark all of this?")
    hand.select_exactly(0, len(text) // 2 + 10)
    hand.press("a")
    expect(question).to_contain_text(f"{len(text) // 2 + 10} characters")
    hand.press("Escape")
    expect(question).to_be_hidden()
    assert not Passage.objects.exists()
    hand.select_exactly(0, len(text) // 2 - 10)
    hand.press("a")
    expect(hand.page.locator(".card.assertion.active")).to_be_visible()


@both
def test_more_than_eight_paragraphs_are_marked_only_after_a_question(cast, page_of, screen):
    paragraphs = [f"Line {n}, they say, is shut." for n in range(60)]
    hand = at_work(page_of(cast.edith, viewport=screen), make.article(cast.collection, text="\n\n".join(paragraphs)))
    question = hand.page.get_by_role("dialog", name="Mark all of this?")
    hand.select_exactly(0, len("\n\n".join(paragraphs[:9])))
    hand.press("r")
    expect(question).to_be_visible()
    hand.press("Escape")
    assert not Passage.objects.exists()
    hand.select_exactly(0, len("\n\n".join(paragraphs[:8])))
    hand.press("r")
    expect(hand.page.locator(".card.refutation.active")).to_be_visible()


def test_a_selection_of_some_sentences_is_marked_at_once(cast, page_of):
    text = ("The captain said nothing. " * 180).strip() + "\n\n" + ("The crew was silent too. " * 240).strip()
    hand = at_work(page_of(cast.edith), make.article(cast.collection, text=text))
    hand.select_exactly(0, text.index("\n"))
    hand.press("a")
    expect(hand.page.locator(".card.assertion.active")).to_be_visible()


def test_all_of_a_very_short_text_is_marked_at_once(cast, page_of):
    hand = at_work(page_of(cast.edith), make.article(cast.collection, text="The ferry is late again, the crew said."))
    hand.press("Control+a", "a")
    expect(hand.page.locator(".card.assertion.active")).to_be_visible()


@both
def test_what_is_refused_is_said_over_no_card(cast, page_of, screen):
    hand = at_work(page_of(cast.edith, viewport=screen), cast.article, "that the plan was known")
    spans = make.spans_of(cast.article.text, "that the plan was known")
    hand.press("Escape")
    hand.select_exactly(spans.start, spans.end)
    hand.press("x")
    message, card = hand.page.locator("#messages .message"), hand.page.locator(".card.active")
    expect(message).to_be_visible()
    one, other = message.bounding_box(), card.bounding_box()
    beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    above = one["y"] + one["height"] <= other["y"]
    assert beside or above, (one, other)
