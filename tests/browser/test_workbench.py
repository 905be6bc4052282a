"""The workbench under the hand: offsets, selections, text and cards, phones, size."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from claims.models import Assignment, Passage
from config import embedded
from tests import make
from tests.browser.hand import at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)

# Emoji built of several code points, a flag, combining marks, Arabic, and the words that count behind all of them.
TRICKY = "👩‍👩‍👧 e\u0301te\u0301 🇺🇦 قَالَ: “🙂 Yes,” she said.\n\nThe 𝒹enial 👍🏽 came late.\nLast line."


@pytest.mark.parametrize("words", ["🙂 Yes", "she said", "𝒹enial 👍🏽 came", "Last line"])
def test_offsets_are_right_behind_emoji_and_combining_marks(cast, page_of, words):
    article = make.article(cast.collection, text=TRICKY)
    hand = at_work(page_of(cast.edith), article)
    assert mark(hand, article, "a", words).exact == words
    expect(hand.page.locator(".card.active .words")).to_have_text(words)


def test_offsets_are_right_in_text_that_runs_from_right_to_left(cast, page_of):
    article = make.article(cast.collection, text="قال الوزير 🙂 إنَّ الجسر آمن.\nونفى ذلك.")
    hand = at_work(page_of(cast.edith), article)
    for words in ("إنَّ الجسر آمن", "ونفى"):
        spans = make.spans_of(article.text, words)
        hand.select_exactly(spans.start, spans.end)
        hand.press("a")
        expect(hand.page.locator(".card.active .words")).to_have_text(words)
    hand.settled()
    assert [passage.exact for passage in Passage.objects.in_order()] == ["إنَّ الجسر آمن", "ونفى"]


def test_a_selection_that_crosses_blocks_works_and_its_ends_are_trimmed(cast, page_of):
    article = make.article(cast.collection, text=TRICKY)
    hand = at_work(page_of(cast.edith), article)
    start, end = TRICKY.index(" she said"), TRICKY.index(" 👍🏽")
    hand.select_exactly(start, end + 1)
    hand.press("r")
    hand.settled()
    passage = Passage.objects.get()
    assert passage.exact == TRICKY[start:end].strip() and "\n\n" in passage.exact
    shown = hand.page.locator("mark.refutation").all_text_contents()
    assert "".join(shown) == passage.exact


def test_selecting_over_existing_marks_nests_them(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "safe")
    outer = mark(hand, cast.article, "r", "the bridge was “safe” until May")
    assert Passage.objects.get(exact="safe").within == outer
    expect(hand.page.locator("mark.assertion.in-refutation")).to_have_text("safe")


def test_q_with_nothing_selected_takes_the_quotation_under_the_pointer(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    box = hand.page.evaluate(
        "(at) => import('/static/js/offsets.js').then(({ rangeOf }) => {"
        "const r = rangeOf(document.getElementById('text'), at, at + 1).getBoundingClientRect();"
        "return [r.x + 2, r.y + 5] })",
        cast.article.text.index("police"),
    )
    hand.page.mouse.move(*box)
    hand.press("q")
    expect(hand.page.locator(".card.active .words")).to_have_text("“not even the police.”")
    hand.settled()
    assert Passage.objects.get().mark == "quote"


def test_withdraw_and_restore(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan")
    page = hand.page
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator("#cards > .card")).to_have_count(0)
    page.get_by_text("Withdrawn by me").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("mark")).to_have_text("the plan")
    expect(page.locator("#cards > .card")).to_have_count(1)


def test_text_and_cards_lead_to_each_other(cast, page_of):
    inner = make.passage(cast.article, "safe", by=cast.edith)
    outer = make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    page.get_by_text("safe", exact=True).first.click()
    expect(page.locator(".card.active")).to_have_id(f"card-{inner.pk}")
    page.locator("mark.open").click()
    expect(page.locator(".card.active")).to_have_id(f"card-{outer.pk}")
    page.locator("#text").focus()
    page.keyboard.press("j")
    expect(page.locator(".card.active")).to_have_id(f"card-{inner.pk}")
    page.keyboard.press("k")
    expect(page.locator("mark.open").first).to_contain_text("the bridge")


def test_a_card_opened_before_its_turn_keeps_its_place_in_order(cast, page_of, monkeypatch):
    monkeypatch.setattr("annotate.views.workbench.FIRST_CARDS", 3)
    monkeypatch.setattr("annotate.views.workbench.CARDS_AT_ONCE", 3)
    starts = range(0, 40, 5)
    passages = [make.passage(cast.article, cast.article.text[start : start + 4], by=cast.edith) for start in starts]
    page = page_of(cast.edith, viewport={"width": 1280, "height": 400})
    page.goto(f"/articles/{cast.article.pk}/")
    page.locator(f"mark[data-passages='{passages[6].pk}']").click()
    expect(page.locator(".card.active")).to_have_id(f"card-{passages[6].pk}")
    for count in (7, 8):
        # The column is scrolled to its end, where the next cards are asked for.
        page.evaluate("document.getElementById('cards').scrollTo(0, 1e6); window.scrollTo(0, 1e6)")
        page.wait_for_function("(count) => document.querySelectorAll('#cards > .card').length >= count", arg=count)
    expect(page.locator(".more")).to_have_count(0)
    shown = page.locator("#cards > .card").evaluate_all("cards => cards.map((card) => card.dataset.passage)")
    assert shown == [str(passage.pk) for passage in passages]


def test_on_a_phone_the_open_card_lies_below_the_text(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"/articles/{cast.article.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("mark").click()
    card = page.locator(f"#card-{passage.pk}.active")
    expect(card).to_be_visible()
    assert card.bounding_box()["y"] > 844 / 3
    page.get_by_role("link", name="Back to the text").last.click()
    expect(card).not_to_be_visible()


def test_the_page_with_twelve_passages_is_small(cast, page_of):
    for number in range(12):
        make.passage(cast.article, cast.article.text[number * 5 : number * 5 + 12], by=cast.edith)
    page = page_of(cast.edith)
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 — Playwright marks the function
    page.goto(f"/articles/{cast.article.pk}/", wait_until="networkidle")
    size = sum(len(gzip.compress(answer.body())) for answer in answers)
    # Collected files have the imported sheets in the one that imports them.
    imported = re.findall(r'@import "(.*)"', (embedded.ROOT / "static" / "css" / "workbench.css").read_text())
    answers = [answer for answer in answers if answer.url.rpartition("/")[2] not in imported]
    assert len(imported) == 7
    assert len(answers) <= 21, [answer.url for answer in answers]
    assert size <= 150_000, size


def test_the_key_hands_in_nothing_marked_only_when_it_is_confirmed(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    hand.press("h")
    button = hand.page.get_by_role("button", name="Hand in with nothing marked")
    expect(button).to_be_focused()
    assert not Assignment.objects.filter(handed_in_at__isnull=False).exists()
    hand.press("Enter")
    expect(hand.page.get_by_text("Handed in with 0 passages.")).to_be_visible()
    assert Assignment.objects.get().handed_in_at
