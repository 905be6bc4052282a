"""Keys that are held, pressed twice, pressed too early or typed on: none decides what nobody read, and none is lost."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Assignment, Passage
from tests import make
from tests.browser.hand import at_work, mark, rested, seen

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = pytest.mark.parametrize("screen", [(1280, 800), (390, 844)], ids=["desk", "phone"])
WORDS = ["that the plan was known", "“Nobody told us,”", "“safe”", "called that a lie"]


def opened(page_of, person, article, screen) -> Page:
    page = page_of(person, viewport={"width": screen[0], "height": screen[1]})
    page.goto(f"/articles/{article.pk}/")
    return page


def hold(page: Page, key: str, times: int = 12) -> None:
    """The first press and what the keyboard repeats of it."""
    for _each in range(times):
        page.keyboard.down(key)


def settled(page: Page) -> None:
    expect(page.locator("#saving")).to_have_text("")
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('gainsay-'))")


@pytest.fixture
def handed_in(cast):
    """Four passages of Edith's that wait for a verdict."""
    minister = make.actor("Minister", "person")
    claim = make.claim(cast.collection, "The plan was known.")
    for words in WORDS:
        make.passage(cast.article, words, by=cast.edith, speakers=[minister], states=[claim])
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    return Passage.objects.in_order()


def approved() -> int:
    return Passage.objects.filter(status="approved").count()


# -- Held -------------------------------------------------------------------------------------------------------------


@SCREENS
def test_a_held_verdict_key_approves_one_passage(cast, handed_in, page_of, screen):
    page = opened(page_of, cast.rita, cast.article, screen)
    page.keyboard.press("j")
    seen(page, handed_in[0])
    hold(page, "y")
    seen(page, handed_in[1])
    hold(page, "y")
    page.keyboard.up("y")
    settled(page)
    assert approved() == 1
    # Let go and pressed anew, it counts again.
    page.keyboard.press("y")
    seen(page, handed_in[2])
    assert approved() == 2


@SCREENS
def test_the_held_key_of_a_mark_types_nothing(cast, page_of, screen):
    hand = at_work(opened(page_of, cast.edith, cast.article, screen), cast.article)
    spans = make.spans_of(cast.article.text, "called that a lie")
    hand.select(spans.start, spans.end)
    hold(hand.page, "r", 3)
    speaker = hand.page.locator(".card.active form[data-field=speaker] input[role=combobox]")
    expect(speaker).to_be_focused()
    hold(hand.page, "r", 6)
    hand.page.keyboard.up("r")
    expect(speaker).to_have_value("")
    hand.settled()
    assert Passage.objects.get().mark == "refutation"


def test_enter_held_answers_one_field_and_backspace_held_takes_nobody_off(cast, page_of):
    ruritania = make.actor("Ruritania", "state")
    passage = make.passage(cast.article, WORDS[0], by=cast.edith, speakers=[ruritania])
    page = opened(page_of, cast.edith, cast.article, (1280, 800))
    page.keyboard.press("j")
    seen(page, passage)
    speaker, claim = (
        page.locator(f".card.active form[data-field={each}] input[role=combobox]") for each in ("speaker", "claim")
    )
    page.keyboard.press("n")
    page.keyboard.type("Rur")
    hold(page, "Backspace")
    page.keyboard.up("Backspace")
    expect(speaker).to_have_value("")
    settled(page)
    assert passage.attributions.count() == 1
    hold(page, "Enter")
    page.keyboard.up("Enter")
    expect(claim).to_be_focused()


def test_letters_held_in_a_field_and_cursor_keys_go_on(cast, page_of):
    passage = make.passage(cast.article, WORDS[0], by=cast.edith)
    page = opened(page_of, cast.edith, cast.article, (1280, 800))
    page.keyboard.press("Control+Home")
    hold(page, "ArrowRight", 5)
    page.keyboard.up("ArrowRight")
    assert page.evaluate("getSelection().focusOffset") == 5
    page.keyboard.press("j")
    seen(page, passage)
    note = page.locator(".card.active textarea[name=note]")
    note.focus()
    hold(page, "o", 4)
    page.keyboard.up("o")
    expect(note).to_have_value("oooo")
    hold(page, "Backspace", 3)
    page.keyboard.up("Backspace")
    expect(note).to_have_value("o")


# -- Twice, and before anything was drawn -----------------------------------------------------------------------------


@SCREENS
def test_a_verdict_pressed_twice_at_once_skips_none(cast, handed_in, page_of, screen):
    page = opened(page_of, cast.rita, cast.article, screen)
    page.keyboard.press("j")
    seen(page, handed_in[0])
    page.keyboard.press("y")
    page.keyboard.press("y")
    seen(page, handed_in[1])
    settled(page)
    assert [each.status for each in Passage.objects.in_order()] == ["approved", "submitted", "submitted", "submitted"]
    page.get_by_role("button", name="Approve").dblclick()
    seen(page, handed_in[2])
    settled(page)
    assert approved() == 2


@SCREENS
def test_a_verdict_waits_until_its_passage_was_drawn(cast, handed_in, page_of, screen):
    page = opened(page_of, cast.rita, cast.article, screen)
    # As soon as the card is there, in the same moment; and how many frames were drawn from then until it is sent.
    page.evaluate(
        """() => {
          const key = { key: "y", code: "KeyY", bubbles: true, cancelable: true };
          let frames = 0;
          const count = () => { frames += 1; requestAnimationFrame(count); };
          const send = window.fetch;
          window.fetch = (address, options) => {
            if (String(address).endsWith("/approve/")) document.body.dataset.frames = frames;
            return send(address, options);
          };
          new MutationObserver((records, observer) => {
            if (!document.querySelector(".card.active [data-verdict=approve]")) return;
            observer.disconnect();
            requestAnimationFrame(count);
            document.body.dispatchEvent(new KeyboardEvent("keydown", key));
            document.querySelector(".card.active [data-verdict=approve] button").click();
          }).observe(document.getElementById("cards"), { childList: true, subtree: true, attributes: true });
        }"""
    )
    page.keyboard.press("j")
    seen(page, handed_in[1])
    settled(page)
    assert approved() == 1
    assert int(page.locator("body").get_attribute("data-frames")) >= 2


def test_a_verdict_pressed_before_its_passage_came_is_none(cast, handed_in, page_of):
    page = opened(page_of, cast.rita, cast.article, (1280, 800))
    page.route("**/passages/*/", lambda route: (page.wait_for_timeout(200), route.continue_()))
    page.keyboard.press("j")
    page.keyboard.press("y")
    seen(page, handed_in[0])
    page.unroute_all(behavior="wait")
    settled(page)
    assert approved() == 0
    page.keyboard.press("y")
    seen(page, handed_in[1])
    assert approved() == 1


def test_keys_pressed_while_a_passage_is_on_its_way_are_about_that_one(cast, page_of):
    first, second = (make.passage(cast.article, words, by=cast.edith) for words in WORDS[:2])
    page = opened(page_of, cast.edith, cast.article, (1280, 800))
    page.keyboard.press("j")
    seen(page, first)
    page.route(f"**/passages/{second.pk}/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("Ruri")
    seen(page, second)
    expect(page.locator(f"#card-{second.pk} form[data-field=speaker] input[role=combobox]")).to_have_value("Ruri")
    page.unroute_all(behavior="wait")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    rested(page)
    # As fast as that, too, each step is one.
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("k")
    seen(page, first)


# -- Typed on behind the last field -----------------------------------------------------------------------------------


@SCREENS
def test_typing_that_runs_on_behind_the_last_field_runs_no_command(cast, page_of, screen):
    make.actor("Ruritania", "state")
    hand = at_work(opened(page_of, cast.edith, cast.article, screen), cast.article)
    page = hand.page
    mark(hand, cast.article, "a", "the bridge was “safe” until May")
    hand.type("Ruritania")
    expect(page.locator("form[data-field=speaker] [role=option]").first).to_contain_text("Ruritania")
    hand.press("Enter")
    expect(page.locator("form[data-field=claim] input[role=combobox]")).to_be_focused()
    hand.type("The bridge was safe.")
    expect(page.locator("form[data-field=claim] [role=option]").first).to_be_visible()
    hand.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    hand.type("Yes, he knows? Jack went home/")
    expect(page.locator("#keys-rest")).to_contain_text("letters do nothing here")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator("#search")).not_to_be_focused()
    hand.settled()
    assert not Assignment.objects.waiting().exists()
    assert Passage.objects.get().status == "draft"
    # After a pause it is a command again.
    rested(page)
    expect(page.locator("#keys-rest")).to_have_text("")
    hand.press("h")
    expect(page.get_by_text("Handed in with 1 passage.")).to_be_visible()


@SCREENS
def test_escape_a_click_or_a_step_of_the_cursor_end_the_typing_at_once(cast, page_of, screen):
    make.passage(cast.article, WORDS[1], by=cast.edith)
    page = opened(page_of, cast.edith, cast.article, screen)
    for end in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(5, 300),
        lambda: page.keyboard.press("ArrowRight"),
    ):
        page.keyboard.press("j")
        note = page.locator(".card.active textarea[name=note]")
        note.focus()
        page.keyboard.type("a word")
        page.locator("#text").focus()
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_hidden()
        end()
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        page.get_by_role("button", name="Close", exact=True).click()
        page.locator("#text").focus()
        page.keyboard.press("Escape")


def test_what_is_typed_after_a_mark_fills_field_after_field(cast, page_of):
    make.actor("Ruritania", "state")
    claim = make.claim(cast.collection, "The bridge was safe.")
    hand = at_work(opened(page_of, cast.edith, cast.article, (1280, 800)), cast.article)
    page = hand.page
    page.route("**/passages/", lambda route: (page.wait_for_timeout(400), route.continue_()), times=1)
    spans = make.spans_of(cast.article.text, "the bridge was “safe” until May")
    hand.select(spans.start, spans.end)
    hand.press("a")
    hand.type("Ruritanie")
    hand.press("Backspace")
    hand.type("a")
    expect(page.locator(".card.active form[data-field=speaker] input[role=combobox]")).to_have_value("Ruritania")
    expect(page.locator("form[data-field=speaker] [role=option]").first).to_contain_text("Ruritania")
    hand.press("Enter")
    hand.type(claim.statement)
    expect(page.locator("form[data-field=claim] [role=option]").first).to_contain_text(claim.statement)
    hand.press("Enter")
    hand.settled()
    passage = Passage.objects.get()
    assert [part.actor.name for part in passage.attributions.all()] == ["Ruritania"]
    assert [part.claim for part in passage.statements.all()] == [claim]


# -- Too early --------------------------------------------------------------------------------------------------------


def early(page: Page, address: str, *keys: str) -> list[str]:
    """Press keys while the page is shown and its module is still on its way; the passages that are asked for then."""
    held, asked = [], []
    page.route("**/js/workbench*", lambda route: held.append(route), times=1)  # noqa: PLW0108 — Playwright writes on it
    page.on("request", lambda request: asked.append(request.url) if "/passages/" in request.url else None)
    with page.expect_request("**/js/workbench*"):
        page.goto(address, wait_until="commit")
    expect(page.locator("#text")).to_be_visible()
    for key in keys:
        page.keyboard.press(key)
    assert not asked
    for route in held:
        route.continue_()
    return asked


@SCREENS
def test_an_early_step_opens_one_passage_and_early_words_stand_in_their_field(cast, page_of, screen):
    first, second = (make.passage(cast.article, words, by=cast.edith) for words in WORDS[:2])
    page = page_of(cast.edith, viewport={"width": screen[0], "height": screen[1]})
    asked = early(page, f"/articles/{cast.article.pk}/", "j", "j", "n", "R", "u", "x", "Backspace", "r")
    seen(page, second)
    expect(page.locator(".card.active form[data-field=speaker] input[role=combobox]")).to_have_value("Rur")
    opened_ones = [address for address in asked if address.endswith((f"/{first.pk}/", f"/{second.pk}/"))]
    assert [address.split("/")[-2] for address in opened_ones] == [str(first.pk), str(second.pk)]


def test_an_early_sign_is_pressed_once_and_early_arrows_move_the_cursor(cast, page_of):
    page = page_of(cast.edith)
    early(page, f"/articles/{cast.article.pk}/", "ArrowRight", "ArrowRight", "Shift+ArrowRight")
    page.wait_for_function("(words) => String(getSelection()) === words", arg=cast.article.text[2:3])
    # A sign twice would be in the field of the search.
    early(page, f"/articles/{cast.article.pk}/", "/")
    expect(page.locator("#search")).to_be_focused()
    expect(page.locator("#search")).to_have_value("")


def test_an_early_verdict_counts_for_a_passage_that_the_page_came_with(cast, handed_in, page_of):
    page = page_of(cast.rita)
    early(page, f"/articles/{cast.article.pk}/?passage={handed_in[1].pk}", "y")
    seen(page, handed_in[2])
    settled(page)
    assert [each.status for each in Passage.objects.in_order()] == ["submitted", "approved", "submitted", "submitted"]
