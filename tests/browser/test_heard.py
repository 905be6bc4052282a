"""What the workbench is to those who hear it: what each mark and card says, and a sentence for all that happens."""

import re

import pytest
from playwright.sync_api import expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.denial_edit import add_denial
from claims.models import Assignment
from tests import make
from tests.browser.hand import Hand, at_work, seen

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "Officials rejected the report. “The dam is sound,” Ruritania said in a statement on Monday.\n"
    "Strelsau disputed that the valley had been warned, and denied that anybody had left."
)


@pytest.fixture
def article(cast):
    return make.article(cast.collection, text=TEXT, title="Dam")


def test_each_mark_says_what_it_is_and_the_text_stays_as_it_was(cast, article, page_of):
    claim = make.claim(cast.collection, "The valley was warned.")
    strelsau = make.actor("Strelsau", "group")
    outer = make.passage(
        article, "that the valley had been warned, and denied", by=cast.edith, mark="refutation", speakers=[strelsau],
        denies=[claim],
    )  # fmt: skip
    make.passage(article, "the valley had been warned", by=cast.edith, speakers=[strelsau], states=[claim])
    hand_in_reading(Assignment.objects.get(article=article, editor=cast.edith), by=cast.edith)
    make.passage(article, "The dam is sound", by=cast.egon)
    page = page_of(cast.rita)
    page.goto(f"/articles/{article.pk}/")
    said = [mark.get_attribute("aria-description") for mark in page.locator("#text mark").all()]
    assert said == [
        "assertion, draft",
        "refutation, Strelsau, handed in",
        "assertion, Strelsau, handed in; refutation, Strelsau, handed in",
        "refutation, Strelsau, handed in",
    ]
    assert (
        page.evaluate("[...document.querySelectorAll('#text .block')].map((each) => each.textContent).join('')") == TEXT
    )
    # Decided: the marks say it at once, without their block being sent again.
    page.goto(f"/articles/{article.pk}/?passage={outer.pk}")
    seen(page, outer)
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("#text mark").nth(1)).to_have_attribute("aria-description", "refutation, Strelsau, approved")
    expect(page.locator("#text mark").nth(2)).to_have_attribute(
        "aria-description", "assertion, Strelsau, handed in; refutation, Strelsau, approved"
    )


def test_a_card_says_in_words_what_it_shows_by_signs(cast, article, page_of):
    warned, left = (make.claim(cast.collection, words) for words in ("The valley was warned.", "Somebody left."))
    passage = make.passage(article, "that the valley had been warned", by=cast.edith, mark="refutation", denies=[left])
    add_denial(passage, claim=warned, kind="disputes", by=cast.edith, version=passage.version, action=make.uuid7())
    make.passage(article, "The dam is sound", by=cast.edith, states=[warned])
    page = page_of(cast.edith)
    page.goto(f"/articles/{article.pk}/")
    assertion, refutation = (page.locator(".card.assertion"), page.locator(".card.refutation"))
    expect(assertion.locator(".summary")).to_contain_text(re.compile(r"States\s+The valley was warned\."))
    expect(refutation.locator(".summary")).to_contain_text(re.compile(r"Denies\s+Somebody left\."))
    expect(refutation.locator(".summary")).to_contain_text(re.compile(r"Disputes\s+The valley was warned\."))
    # The sign itself is for eyes alone.
    assert "≠" not in refutation.aria_snapshot() and "Denies" in refutation.aria_snapshot()


def test_cards_are_headings_and_no_landmarks(cast, article, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{article.pk}/")
    landmarks = "section[aria-label], section[aria-labelledby], [role=region], aside, main, nav, [role=search]"
    before = page.locator(landmarks).count()
    for word in ("Officials", "report", "dam", "statement", "Monday", "Strelsau", "valley"):
        make.passage(article, word, by=cast.edith)
    page.reload()
    assert page.locator(landmarks).count() == before
    expect(page.locator("#cards").get_by_role("heading", name="assertion", level=2)).to_have_count(7)


def test_all_that_happens_to_a_passage_is_told_in_a_sentence(cast, article, page_of):
    make.actor("Ruritania", "state")
    make.claim(cast.collection, "The dam is sound.")
    page = page_of(cast.edith)
    hand, heard = at_work(page, article), page.locator("#heard")
    expect(heard).to_have_attribute("aria-live", "polite")
    spans = make.spans_of(TEXT, "“The dam is sound,”")
    hand.select(spans.start, spans.end)
    hand.press("q")
    expect(heard).to_contain_text("Marked: quote, draft.")
    expect(heard).to_contain_text("Guessed: Speaker: Ruritania")
    expect(page.locator("form[data-field=speaker] input[role=combobox]")).to_be_focused()
    hand.press("Enter")
    expect(heard).to_contain_text("Accepted: Ruritania.")
    expect(page.locator("#text mark").first).to_have_attribute("aria-description", "quote, Ruritania, draft")
    page.locator(".card.active textarea[name=note]").fill("On the radio.")
    page.locator("#text").focus()
    expect(heard).to_contain_text("Saved.")
    # What is written goes through the bar without a word.
    expect(page.locator("#saving")).to_have_attribute("aria-hidden", "true")


def test_a_guessed_sentence_is_told_with_its_own_stop_alone(cast, article, page_of):
    hand = at_work(page_of(cast.edith), article)
    spans = make.spans_of(TEXT, "“The dam is sound,”")
    hand.select(spans.start, spans.end)
    hand.press("q")
    heard = hand.page.locator("#heard p").filter(has_text="Guessed:")
    expect(heard).to_have_text(re.compile(r"States: The dam is sound\.$"))


def test_a_stop_of_any_script_closes_what_is_told(cast, article, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{article.pk}/")
    told = page.evaluate(
        """async (all) => {
          const { name: script } = performance.getEntriesByType("resource").find(({ name }) => /heard/.test(name));
          const { Heard } = await import(script);
          const place = document.createElement("div");
          const heard = new Heard(place, null, { accepted: "Accepted: %s." });
          for (const taken of all) heard.tellOf({ taken }, null);
          return [...place.children].map((line) => line.textContent.replace("Accepted: ", ""));
        }""",
        ["Strelsau", "大坝很安全。", "बाँध सुरक्षित है।", "کشتی ڈوب گئی۔", "Who left?", "It is “sound.”", "The “dam”"],
    )
    assert told == [
        "Strelsau.", "大坝很安全。", "बाँध सुरक्षित है।", "کشتی ڈوب گئی۔", "Who left?", "It is “sound.”", "The “dam”.",
    ]  # fmt: skip


def test_who_decides_hears_what_was_decided_and_what_comes_next(cast, article, page_of):
    for words in ("The dam is sound", "the valley had been warned"):
        make.passage(article, words, by=cast.edith, mark="quote", speakers=[make.actor("Strelsau", "group")])
    hand_in_reading(Assignment.objects.get(article=article, editor=cast.edith), by=cast.edith)
    page = page_of(cast.rita)
    page.goto(f"/articles/{article.pk}/?review=1")
    heard = page.locator("#heard")
    expect(heard).to_contain_text("Opened: quote, Strelsau, handed in: The dam is sound")
    expect(page.locator(".card.active[data-painted]")).to_be_visible()
    Hand(page).press("y")
    expect(heard).to_contain_text("Decided: quote, Strelsau, approved.")
    expect(heard).to_contain_text("Opened: quote, Strelsau, handed in: the valley had been warned")


def test_what_a_page_has_to_say_when_it_opens_comes_into_its_region_then(cast, article, page_of):
    make.passage(article, "The dam is sound", by=cast.edith, mark="quote", speakers=[make.actor("Strelsau", "group")])
    page = page_of(cast.edith)
    page.goto(f"/articles/{article.pk}/")
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => new MutationObserver((all) => { for (const { addedNodes } of all)"
        " window.told = (window.told ?? '') + [...addedNodes].map((each) => each.textContent).join(''); })"
        ".observe(document.getElementById('messages'), { childList: true }))"
    )
    page.locator("#hand-in button").click()
    page.wait_for_function("() => window.told?.includes('Handed in with 1 passage.')")
    expect(page.locator("#messages .message")).to_have_count(1)
