"""Where the focus is, and that it is in sight: behind no bar, never on nothing, and a key from where one expects it."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Assignment, Passage
from claims.models.choices import Status
from tests import make
from tests.browser.hand import at_work, mark, seen

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = pytest.mark.parametrize("screen", [(1280, 800), (390, 844)], ids=["desk", "phone"])

# Whether all of what has the focus can be seen: at its corners and in the middle nothing else lies over it.
_WHOLE = """() => {
  const own = document.activeElement, box = own.getBoundingClientRect(), inset = 3;
  const xs = [box.left + inset, (box.left + box.right) / 2, box.right - inset];
  const ys = [box.top + inset, (box.top + box.bottom) / 2, box.bottom - inset];
  const over = ys.flatMap((y) => xs.map((x) => document.elementFromPoint(x, y)));
  const isOwn = (each) => own.contains(each) || (each.contains(own) && each.closest(".card"));
  return over.every((each) => each && isOwn(each)) && box.top >= 0 && box.bottom <= innerHeight;
}"""


def opened(page_of, person, address: str, screen=(1280, 800)) -> Page:
    page = page_of(person, viewport={"width": screen[0], "height": screen[1]})
    page.goto(address)
    return page


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.tagName")


@SCREENS
def test_every_field_of_a_card_under_review_is_whole_in_sight_when_it_has_the_focus(cast, page_of, screen):
    minister = make.actor("Minister", "person")
    claims = [make.claim(cast.collection, f"The plan of May was known in town {number}.") for number in range(4)]
    cue, source = (make.spans_of(cast.article.text, words) for words in ("said", "she"))
    passage = make.passage(
        cast.article, "Nobody told us", by=cast.edith, speakers=[minister], states=claims, cue=cue, source=source
    )
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    page = opened(page_of, cast.rita, f"/articles/{cast.article.pk}/?passage={passage.pk}", screen)
    seen(page, passage)
    page.locator(".card.active").focus()
    reached = set()
    for key in ("Tab", "Shift+Tab"):
        for _each in range(40):
            page.keyboard.press(key)
            inside, name = page.evaluate(
                "() => { const own = document.activeElement;"
                " return [Boolean(own.closest('.card.active')), own.name || own.textContent.trim() || own.ariaLabel]; }"
            )
            if not inside:
                break
            reached.add(name)
            assert page.evaluate(_WHOLE), (key, name)
        page.locator(".card.active .verdict button").first.focus()
    assert "note" in reached and any("cue" in each for each in reached), reached


def test_the_focus_stays_at_preview_on_the_page_that_assigns_and_at_apply_on_that_of_exports(cast, page_of):
    make.article(cast.collection, text="Another text.", title="Another")
    page = opened(page_of, cast.mona, f"/collections/{cast.collection.slug}/assign/")
    for address, name in (("assign", "Preview"), ("export", "Apply")):
        page.goto(f"/collections/{cast.collection.slug}/{address}/")
        button = page.get_by_role("button", name=name, exact=True)
        button.evaluate("(button) => { button.dataset.old = 'yes'; }")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-old]")).to_have_count(0)
        expect(button).to_be_focused()


def test_the_toolbar_used_by_keys_leaves_the_focus_in_the_text(cast, page_of):
    hand = at_work(opened(page_of, cast.edith, "/"), cast.article)
    page = hand.page
    passage = mark(hand, cast.article, "a", "that the plan was known")
    hand.press("Escape", "Escape")
    expect(page.locator(".card.active")).to_have_count(0)
    spans = make.spans_of(cast.article.text, "that the plan was known")
    # What is marked just so already only opens.
    hand.select(spans.start, spans.end)
    page.locator("#tool [data-mark=assertion]").focus()
    hand.press("Enter")
    seen(page, passage)
    expect(page.locator("#text")).to_be_focused()
    spans = make.spans_of(cast.article.text, "denied")
    hand.select(spans.start, spans.end)
    page.locator("#tool [data-part=cue]").focus()
    hand.press("Enter")
    expect(page.locator("#text .cue")).to_have_text("denied")
    expect(page.locator("#text")).to_be_focused()


@SCREENS
def test_tab_goes_from_selected_words_to_the_toolbar_and_back(cast, page_of, screen):
    make.passage(cast.article, "a lie", by=cast.edith)
    page = opened(page_of, cast.edith, f"/articles/{cast.article.pk}/", screen)
    text, button = page.locator("#text"), page.locator("#tool button:not([hidden])")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Control+Shift+ArrowRight")
    words = page.evaluate("String(getSelection())")
    assert words
    expect(page.locator("#tool")).to_be_visible()
    for back in ("Shift+Tab", "Escape"):
        page.keyboard.press("Tab")
        expect(button.first).to_be_focused()
        page.keyboard.press(back)
        expect(text).to_be_focused()
        assert page.evaluate("String(getSelection())") == words
        expect(page.locator("#tool")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(button.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".card.refutation.active .words")).to_contain_text(words.strip())


def test_behind_the_toolbar_come_the_cards(cast, page_of):
    mine = make.passage(cast.article, "a lie", by=cast.edith)
    page = opened(page_of, cast.edith, f"/articles/{cast.article.pk}/")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.locator("#tool button:not([hidden])").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(f"#card-{mine.pk} :focus, #card-{mine.pk}:focus")).to_have_count(1)


@SCREENS
def test_the_first_key_of_the_cursor_moves_it_and_selects(cast, page_of, screen):
    page = opened(page_of, cast.edith, f"/articles/{cast.article.pk}/", screen)
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Control+Shift+ArrowRight")
    page.wait_for_function("(words) => String(getSelection()) === words", arg=cast.article.text.split()[0])
    page.reload()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("(words) => String(getSelection()) === words", arg=cast.article.text[1])


def test_ctrl_z_in_a_field_is_the_fields_own_also_in_an_empty_one(cast, page_of):
    hand = at_work(opened(page_of, cast.edith, "/"), cast.article)
    page = hand.page
    passage = mark(hand, cast.article, "a", "the plan")
    for field in ("form[data-field=speaker] input[role=combobox]", "textarea[name=note]"):
        page.locator(f".card.active {field}").focus()
        hand.press("Control+z", "Control+Shift+z", "Control+y")
    hand.settled()
    passage.refresh_from_db()
    assert (passage.status, passage.version) == (Status.DRAFT, 1)
    hand.press("Escape", "Control+z")
    expect(page.locator("#said")).to_contain_text("Took back: the mark")


@SCREENS
def test_enter_on_a_card_that_was_clicked_leads_into_its_first_field(cast, page_of, screen):
    minister, claim = make.actor("Minister", "person"), make.claim(cast.collection, "The plan was known.")
    open_one = make.passage(cast.article, "that the plan was known", by=cast.edith)
    full = make.passage(cast.article, "Nobody told us", by=cast.edith, speakers=[minister], states=[claim])
    page = opened(page_of, cast.edith, f"/articles/{cast.article.pk}/", screen)
    for passage in (open_one, full):
        if screen[0] < 900:
            page.locator(".passages").click()
        page.locator(f"#card-{passage.pk}").click()
        seen(page, passage)
        page.keyboard.press("Enter")
        expect(page.locator(f"#card-{passage.pk} form[data-field=speaker] input[role=combobox]")).to_be_focused()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator(".card.active")).to_have_count(0)
    assert Passage.objects.filter(version=1).count() == 2
