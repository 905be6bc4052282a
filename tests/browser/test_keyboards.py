"""The same keys on every keyboard, by their place where the script is not Latin, and none of an input method's."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Assignment, Passage
from tests import make
from tests.browser.hand import at_work, mark, seen

pytestmark = pytest.mark.django_db(transaction=True)

_LETTERS = """async (keys) => {
  const { letterOf } = await import("/static/js/keyboard.js");
  return keys.map(([key, code, modifiers]) => letterOf(new KeyboardEvent("keydown", { key, code, ...modifiers })));
}"""
_PRESS = """([key, code, modifiers]) => document.getElementById("text").dispatchEvent(
  new KeyboardEvent("keydown", { key, code, ...modifiers, bubbles: true, cancelable: true }))"""
SHIFT, ALT = {"shiftKey": True}, {"altKey": True}
ALTGR = {"ctrlKey": True, "altKey": True, "modifierAltGraph": True}


def letters(page: Page, *keys: tuple) -> list[str]:
    return page.evaluate(_LETTERS, [[*key, {}] if len(key) == 2 else list(key) for key in keys])


@pytest.fixture
def page(cast, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    return page


@pytest.mark.parametrize(
    ("keyboard", "keys", "expected"),
    [
        ("Hebrew", [("'", "KeyW"), ("/", "KeyQ"), ("ש", "KeyA"), ("ץ", "Period"), ("?", "Slash", SHIFT)], "wqa.?"),
        ("Greek", [(";", "KeyQ"), (":", "KeyQ", SHIFT), ("ς", "KeyW"), ("[", "BracketLeft")], "qqw["),
        ("Ukrainian", [("х", "BracketLeft"), ("ї", "BracketRight"), ("ю", "Period"), ("Ф", "KeyA", SHIFT)], "[].a"),
        ("Arabic", [("لا", "KeyB"), ("ض", "KeyQ"), ("ِ", "KeyA", SHIFT), ("ج", "BracketLeft")], "bqa["),
        ("Thai", [("ั", "KeyY"), ("๐", "KeyQ", SHIFT), ("๖", "Digit9", SHIFT), ("ล", "BracketRight")], "yq(]"),
        ("Hindi", [("ौ", "KeyQ"), ("ो", "KeyA"), ("्", "KeyD"), ("ड", "BracketLeft")], "qad["),
        ("Korean", [("ㅂ", "KeyQ"), ("ㅁ", "KeyA"), ("[", "BracketLeft")], "qa["),
        ("Georgian", [("ქ", "KeyQ"), ("ჰ", "KeyH")], "qh"),
        ("Persian", [("؟", "Slash", SHIFT), ("؛", "KeyY", SHIFT), ("،", "KeyT", SHIFT)], "?yt"),
        ("Chinese", [("？", "Slash", SHIFT), ("。", "Period"), ("、", "Slash"), ("【", "BracketLeft")], "?./["),
        ("Japanese", [("「", "BracketRight"), ("」", "Backslash"), ("（", "Digit8", SHIFT)], "[]("),
    ],
)  # fmt: skip
def test_another_script_has_the_letters_and_signs_of_its_places(page, keyboard, keys, expected):
    assert "".join(letters(page, *keys)) == expected, keyboard


@pytest.mark.parametrize(
    ("keyboard", "keys", "expected"),
    [
        ("Dvorak", [("o", "KeyS"), (".", "KeyE"), ("'", "KeyQ"), ("/", "BracketLeft")], "o.'/"),
        ("French, bottom row", [("a", "KeyQ"), (",", "KeyM"), (";", "Comma")], "a,;"),
        ("French", [("§", "Slash", SHIFT), ("a", "KeyQ"), ("é", "Digit2"), ("[", "Digit5", ALTGR)], "§aé["),
        ("German", [("z", "KeyY"), ("ü", "BracketLeft"), ("@", "KeyQ", ALTGR), ("€", "KeyE", ALTGR)], "zü@€"),
        ("Polish", [("ą", "KeyA", ALTGR), ("ł", "KeyL", ALTGR)], "ął"),
        ("a Mac", [("œ", "KeyQ", ALT), ("Dead", "KeyE", ALT), ("÷", "Slash", ALT)], "qe/"),
    ],
)  # fmt: skip
def test_a_latin_keyboard_means_what_stands_on_its_keys(page, keyboard, keys, expected):
    assert "".join(letters(page, *keys)) == expected, keyboard


def test_who_changes_from_dvorak_to_hebrew_is_followed(page):
    assert letters(page, ("o", "KeyS"), (".", "KeyE"), ("ד", "KeyS"), ("/", "KeyQ")) == ["o", ".", "s", "q"]


@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_marks_and_steps_on_a_hebrew_and_a_bulgarian_keyboard(cast, page_of, screen):
    page = page_of(cast.edith, viewport={"width": screen[0], "height": screen[1]})
    page.goto(f"/articles/{cast.article.pk}/")
    for key in (("щ", "BracketRight", {}), ("щ", "BracketRight", {}), ("/", "KeyQ", {})):
        page.evaluate(_PRESS, key)
    expect(page.locator(".card.active .words")).to_have_text("“not even the police.”")
    expect(page.locator("#search")).not_to_be_focused()
    page.evaluate("getSelection().removeAllRanges()")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.evaluate(_PRESS, ("я", "BracketLeft", {}))
    page.evaluate(_PRESS, (";", "KeyQ", {}))
    expect(page.locator(".card.active .words")).to_have_text("“Nobody told us,”")


@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("sign", ["؟", "？"])
def test_the_question_mark_of_another_script_opens_the_list_of_keys(cast, page_of, sign, screen):
    page = page_of(cast.edith, viewport={"width": screen[0], "height": screen[1]})
    page.goto(f"/articles/{cast.article.pk}/")
    page.evaluate(_PRESS, (sign, "Slash", SHIFT))
    expect(page.locator("#keys")).to_be_visible()


def test_enter_that_ends_a_composition_takes_nothing_and_sends_nothing(cast, page_of):
    make.actor("東京都", "state")
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "a", "that the plan was known")
    page = hand.page
    field = page.locator(".card.active form[data-field=speaker] input[role=combobox]")
    field.press_sequentially("東京")
    expect(page.locator("form[data-field=speaker] [role=option][aria-selected=true]")).to_contain_text("東京都")
    # Chromium says that it composes; Safari says with the keyCode alone that the key was the input method's.
    for end in ({"isComposing": True}, {"keyCode": 229}):
        field.evaluate(
            "(field, end) => field.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'Enter', code: 'Enter', ...end, bubbles: true, cancelable: true }))",
            end,
        )
        expect(field).to_have_value("東京")
        expect(field).to_be_focused()
    hand.settled()
    assert not passage.attributions.exists()
    hand.press("Enter")
    expect(page.locator(".card.active form[data-field=speaker] .pill:not(.guess)")).to_contain_text("東京都")


def test_enter_of_an_input_method_sends_no_reason_and_no_comment(cast, page_of):
    passage = make.passage(
        cast.article,
        "safe",
        by=cast.edith,
        speakers=[make.actor("Minister")],
        states=[make.claim(cast.collection, "Safe.")],
    )
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    page = page_of(cast.rita)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    seen(page, passage)
    page.keyboard.press("b")
    reason = page.locator(".card.active .verdict textarea")
    expect(reason).to_be_focused()
    page.keyboard.type("ちがう")
    for name, end in (("Enter", {"keyCode": 229}), ("Process", {"keyCode": 229}), ("Enter", {"isComposing": True})):
        reason.evaluate(
            "(field, [key, end]) => field.dispatchEvent(new KeyboardEvent('keydown',"
            " { key, code: 'Enter', ...end, bubbles: true, cancelable: true }))",
            [name, end],
        )
    expect(reason).to_have_value("ちがう")
    assert Passage.objects.get().status == "submitted"
