"""The cursor in the article, and what it takes: by real keys, and by a pointer whose hand need not be exact."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claims.models import Article, Passage
from claims.text.quotations import quotations
from tests import make
from tests.browser.hand import Hand, at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)

DEMO = Path(__file__).resolve().parents[2] / "claims" / "demo" / "texts"
# Emoji of several code points, a combining mark, and words behind them.
TRICKY = "🙂 👩‍👩‍👧 e\u0301te\u0301 ends.\nThe 𝒹enial 👍🏽 came late."
# In an async function of the page: where a pointer meets the middle of the character at a code point.
_SPOT = """async (at) => {
    const { rangeOf } = await import("/static/js/offsets.js");
    const box = rangeOf(document.getElementById("text"), at, at + 1).getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2]; }"""


def place(page: Page) -> int:
    """Where the cursor is, in code points."""
    return page.evaluate(
        "async () => { const { offsetAt } = await import('/static/js/offsets.js'); const { focusNode, focusOffset } ="
        " getSelection(); return offsetAt(document.getElementById('text'), focusNode, focusOffset); }"
    )


def selected(page: Page) -> str:
    return page.evaluate("getSelection().toString()")


def in_text(page: Page, article: Article) -> Hand:
    """At the article, the cursor at the start of its text."""
    hand = at_work(page, article)
    page.locator("#text").focus()
    hand.press("Control+Home")
    return hand


def drag(page: Page, start: int, end: int) -> None:
    """From the middle of one character to the middle of another."""
    page.mouse.move(*page.evaluate(_SPOT, start))
    page.mouse.down()
    page.mouse.move(*page.evaluate(_SPOT, end), steps=2)
    page.mouse.up()


def test_the_cursor_moves_by_every_unit(cast, page_of):
    text = cast.article.text
    hand = in_text(page_of(cast.edith), cast.article)
    page = hand.page
    assert place(page) == 0
    second, third = text.index("According"), text.index("The spokesman")
    for key, expected in (
        ("ArrowRight", 1),
        ("ArrowLeft", 0),
        ("Control+ArrowRight", len("The")),
        ("Control+ArrowLeft", 0),
        ("Control+ArrowDown", second),
        ("Control+ArrowDown", third),
        ("ArrowUp", second),
        ("End", third - 1),
        ("ArrowRight", third),
        ("Home", third),
        ("Control+ArrowUp", second),
        ("Control+End", len(text)),
        ("ArrowRight", len(text)),
        ("Control+Home", 0),
        ("ArrowLeft", 0),
        (")", text.index("“Nobody")),
        (")", second),
        ("(", text.index("“Nobody")),
        ("]", text.index("Nobody")),
        ("]", text.index("not even")),
        ("]", text.index("safe")),
        ("[", text.index("not even")),
    ):
        hand.press(key)
        assert place(page) == expected, key


def test_shift_extends_and_the_browser_s_own_keys_are_left_alone(cast, page_of):
    hand = in_text(page_of(cast.edith), cast.article)
    hand.press("Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    assert selected(hand.page) == "The minister d"
    hand.press("Shift+ArrowLeft", "Control+Shift+ArrowDown")
    assert selected(hand.page).startswith("The minister denied") and place(hand.page) == cast.article.text.index("Acc")
    hand.press("ArrowLeft", "Control+w", "Alt+s")
    assert place(hand.page) == 0 and not selected(hand.page)


def test_a_passage_is_marked_by_keys_alone_on_a_fresh_page(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    hand.press(")", ")", ")")
    hand.press(*["Control+ArrowRight"] * 3, "ArrowRight", *["Control+Shift+ArrowRight"] * 3, "a")
    expect(hand.page.locator(".card.active .words")).to_have_text("the bridge was")
    hand.settled()
    # Out of the field, and the cursor is where it was.
    hand.press("Escape", "Shift+ArrowLeft")
    assert selected(hand.page) == "s"
    hand.press("n")
    expect(hand.page.locator("form[data-field=speaker] input[role=combobox]")).to_be_focused()


def test_s_takes_the_sentence_and_then_the_next(cast, page_of):
    hand = in_text(page_of(cast.edith), cast.article)
    first, second = "The minister denied that the plan was known.", "“Nobody told us,” she said, “not even the police.”"
    hand.press("s")
    assert selected(hand.page) == first
    hand.press("s")
    assert selected(hand.page) == f"{first} {second}"
    hand.press("s")
    assert selected(hand.page).endswith("until May.")


def test_s_is_the_source_only_of_words_that_are_no_sentence(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan was known")
    hand.press("Escape", "Home", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "s")
    hand.settled()
    assert Passage.objects.get().source_text == "The minister"
    hand.press("Home", "s", "s")
    assert selected(hand.page).endswith("“not even the police.”")


def test_w_grows_by_clauses_and_shift_w_takes_one_off(cast, page_of):
    hand = in_text(page_of(cast.edith), cast.article)
    hand.press("]", "ArrowLeft")
    shown = []
    for key in ("w", "w", "w", "Shift+w", "Shift+w"):
        hand.press(key)
        shown.append(selected(hand.page))
    # A closing quotation mark belongs to what was taken with the opening one.
    all_of_it = "“Nobody told us,” she said, “not even the police.”"
    assert shown == ["“Nobody told us,”", "“Nobody told us,” she said", all_of_it, shown[1], shown[0]]
    hand.press("ArrowLeft", "ArrowRight", "w", "w")
    assert selected(hand.page) == "Nobody told us,” she said"


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ar", ["قال إن الجسر آمن، ونفى ذلك.", "ثم سكت؟"]),
        ("zh-hans", ["他否认了。", "“桥很安全。”", "“没有人信。”她说。", "「再等。」"]),
        ("ja", ["橋は安全だ。", "「行かない。」と彼は述べた。", "「なぜ？」", "町は静かだ。"]),
        ("fr", ["« Le pont est sûr ! »", "Elle s’est tue.", "« Pourquoi ? » demande-t-il."]),
        ("hi", ["पुल सुरक्षित है, डॉ. वर्मा ने कहा।", "प्रो. सेन चुप रहे।"]),
        ("he", ["״הגשר בטוח.״", "ארה״ב הכחישה.", "השר שתק."]),
        ("en", ["Mr. Smith paid 1,000 – “Why?” she asked.", "He left at 10:30 - late."]),
        ("de", ["Am 5. Mai, d. h. gestern.", "„Ja!“, rief er."]),
        ("no language at all", ["nothing"]),
    ],
)
def test_s_takes_the_sentences_of_any_script(cast, page_of, language, sentences):
    joint = "" if language in {"zh-hans", "ja"} else " "
    article = make.article(cast.collection, text=joint.join(sentences), language=language[:16])
    hand = in_text(page_of(cast.edith), article)
    shown = []
    for _ in sentences:
        hand.press("s")
        shown.append(selected(hand.page))
    assert shown == [joint.join(sentences[: number + 1]) for number in range(len(sentences))]


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        ("ar", "قال إن الجسر آمن، ونفى ذلك. ثم سكت؟", ["قال إن الجسر آمن", "قال إن الجسر آمن، ونفى ذلك"]),
        ("zh-hans", "他说：“桥很安全。”但是没有人信。", ["他说", "他说：“桥很安全。”"]),
        ("en", "Mr. Smith paid 1,000 – “Why?” she asked. He left.", ["Mr. Smith paid 1,000"]),
        ("de", "Am 5. Mai, d. h. gestern. „Ja!“, rief er.", ["Am 5. Mai", "Am 5. Mai, d. h. gestern"]),
    ],
)
def test_w_grows_by_the_clauses_of_any_script(cast, page_of, language, text, clauses):
    article = make.article(cast.collection, text=text, language=language)
    hand = in_text(page_of(cast.edith), article)
    hand.press("Control+Home")
    shown = []
    for _ in clauses:
        hand.press("w")
        shown.append(selected(hand.page))
    assert shown == clauses


def test_a_quotation_in_hebrew_is_marked_with_one_key(cast, page_of):
    text = "דובר צה״ל אמר: ״הגשר בטוח לגמרי״, והוסיף דברים."
    hand = in_text(page_of(cast.edith), make.article(cast.collection, text=text, language="he"))
    hand.press("]", "q")
    hand.settled()
    assert Passage.objects.get().exact == "״הגשר בטוח לגמרי״"


@pytest.mark.parametrize("name", [path.name for path in DEMO.glob("*.txt")])
def test_the_cursor_finds_the_quotations_that_the_server_finds(cast, page_of, name):
    text = (DEMO / name).read_text(encoding="utf-8").strip()
    expected = [start for start, _end in quotations(text, 0, len(text))]
    assert expected
    hand = in_text(page_of(cast.edith), make.article(cast.collection, text=text))
    found = []
    for _ in expected:
        hand.press("]")
        found.append(place(hand.page) - 1)
    assert found == expected


def test_q_takes_the_quotation_of_whatever_moved_last_cursor_or_pointer(cast, page_of):
    hand = in_text(page_of(cast.edith), cast.article)
    pointed = hand.page.evaluate(_SPOT, cast.article.text.index("police"))
    hand.move(*pointed)
    hand.press("]", "q")
    expect(hand.page.locator(".card.active .words")).to_have_text("“Nobody told us,”")
    hand.settled()
    hand.press("Escape")
    hand.move(pointed[0] + 3, pointed[1])
    hand.press("q")
    expect(hand.page.locator(".card.active .words")).to_have_text("“not even the police.”")


def test_j_brings_the_cursor_and_enter_opens_what_is_at_it(cast, page_of):
    safe = make.passage(cast.article, "safe", by=cast.edith)
    make.passage(cast.article, "the plan", by=cast.edith)
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    hand.press("j")
    expect(page.locator(".card.active .words")).to_have_text("the plan")
    hand.press("j")
    expect(page.locator(f"#card-{safe.pk}.active")).to_be_visible()
    page.wait_for_function("document.activeElement.id === 'text'")
    assert place(page) == cast.article.text.index("safe")
    hand.press("Escape")
    expect(page.locator(".card.active")).to_have_count(0)
    hand.press("Enter")
    expect(page.locator(f"#card-{safe.pk}.active")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_cursor_is_seen_where_it_is_and_survives_fresh_blocks(cast, page_of, scheme):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    hand = in_text(page_of(cast.edith, color_scheme=scheme), cast.article)
    page = hand.page
    hand.press("j")
    expect(page.locator(".card.active")).to_be_visible()
    hand.press("ArrowRight")
    at = place(page)
    assert at == passage.start + 1
    expect_caret_at(page, at)
    page.evaluate("document.querySelector('.block').dataset.old = 'yes'")
    page.get_by_role("button", name="refutation").press("Enter")
    expect(page.locator("mark.refutation")).to_have_text("the plan")
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(page.locator(".caret.away")).to_have_count(1)
    page.locator("#text").focus()
    assert place(page) == at
    expect_caret_at(page, at)


def expect_caret_at(page: Page, at: int) -> None:
    expect(page.locator(".caret")).to_be_visible()
    caret, (left, top, height) = page.evaluate(
        """async (at) => {
        const { rangeOf } = await import("/static/js/offsets.js");
        const { left, top, height } = rangeOf(document.getElementById("text"), at, at + 1).getBoundingClientRect();
        return [document.querySelector(".caret").getBoundingClientRect().toJSON(), [left, top, height]]; }""",
        at,
    )
    assert caret["width"] >= 2 and caret["height"] == pytest.approx(height, abs=1)
    assert caret["x"] + 1 == pytest.approx(left, abs=1.5) and caret["y"] == pytest.approx(top, abs=1)


def test_in_a_long_text_the_cursor_stays_in_sight(cast, page_of):
    text = "\n\n".join(f"Paragraph {number} says “so and so” of many a thing." for number in range(150))
    hand = in_text(
        page_of(cast.edith, viewport={"width": 1280, "height": 500}), make.article(cast.collection, text=text)
    )
    for keys, expected in (
        (["ArrowDown"] * 60, text.index("Paragraph 60")),
        (["Control+End"], len(text)),
        (["ArrowUp"] * 20, None),
        (["]", "[", "["], None),
        (["Control+Home"], 0),
    ):
        hand.press(*keys)
        assert expected is None or place(hand.page) == expected
        # It is drawn with the next frame.
        expect(hand.page.locator(".caret")).to_be_visible()
        bar, caret = hand.page.locator(".head").bounding_box(), hand.page.locator(".caret").bounding_box()
        assert bar["y"] + bar["height"] <= caret["y"] and caret["y"] + caret["height"] <= 500


def test_characters_are_what_a_reader_sees(cast, page_of):
    hand = in_text(page_of(cast.edith), make.article(cast.collection, text=TRICKY))
    hand.press(*["ArrowRight"] * 4)
    assert place(hand.page) == TRICKY.index("e\u0301")
    hand.press(*["Shift+ArrowRight"] * 3)
    assert selected(hand.page) == "e\u0301te\u0301"


def test_left_is_left_in_text_that_runs_from_right_to_left(cast, page_of):
    text = "قال الوزير إنَّ الجسر آمن."
    hand = in_text(page_of(cast.edith), make.article(cast.collection, text=text, language="ar"))
    right = hand.page.locator(".caret").bounding_box()["x"]
    hand.press("ArrowLeft")
    assert place(hand.page) == 1
    assert hand.page.locator(".caret").bounding_box()["x"] < right
    hand.press("Control+Shift+ArrowLeft", "ArrowRight", "s")
    assert selected(hand.page) == text


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("inister denied", "lan was", "minister denied that the plan"),
        ("lan was", "inister denied", "minister denied that the plan"),
        ("“Nobody", "” she", "“Nobody told us,"),
        ("lice.”", "idge was", "police.”\nAccording to Ruritania, the bridge"),
    ],
)
def test_a_drag_takes_whole_words(cast, page_of, start, end, expected):
    hand = at_work(page_of(cast.edith), cast.article)
    text = cast.article.text
    page = hand.page
    # A little left of the middle of a quotation mark takes it, or leaves it.
    page.mouse.move(*nudged(page, text.index(start)))
    page.mouse.down()
    page.mouse.move(*nudged(page, text.index(end)), steps=2)
    page.mouse.up()
    hand.press("a")
    expect(page.locator(".card.active")).to_be_visible()
    hand.settled()
    assert Passage.objects.get().exact == expected


def nudged(page: Page, at: int) -> tuple[float, float]:
    x, y = page.evaluate(_SPOT, at)
    return x - 2, y


def test_a_drag_over_emoji_and_combining_marks_takes_whole_words(cast, page_of):
    hand = at_work(page_of(cast.edith), make.article(cast.collection, text=TRICKY))
    drag(hand.page, TRICKY.index("te\u0301"), TRICKY.index("enial") + 2)
    assert selected(hand.page).split() == ["e\u0301te\u0301", "ends.", "The", "𝒹enial"]


def test_alt_leaves_a_drag_as_it_is_and_keys_are_never_corrected(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page, text = hand.page, cast.article.text
    page.keyboard.down("Alt")
    drag(page, text.index("nister"), text.index("nied"))
    page.keyboard.up("Alt")
    assert 0 < len(selected(page)) < len("minister denied")
    hand.press("Home", *["Shift+ArrowRight"] * 6)
    assert selected(page) == "The mi"


def test_a_double_click_takes_the_word(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    hand.page.mouse.dblclick(*hand.page.evaluate(_SPOT, cast.article.text.index("safe")))
    assert selected(hand.page) == "safe"
    assert mark_of(hand) == "safe"


def mark_of(hand: Hand) -> str:
    hand.press("a")
    expect(hand.page.locator(".card.active")).to_be_visible()
    hand.settled()
    return Passage.objects.get().exact


def test_letters_and_signs_do_nothing_while_a_field_has_the_focus(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    mark(hand, cast.article, "a", "the plan")
    field = hand.page.locator("form[data-field=speaker] input[role=combobox]")
    expect(field).to_be_focused()
    hand.type("swj()[]")
    expect(field).to_have_value("swj()[]")
    assert Passage.objects.count() == 1


def test_altgr_makes_a_sign_and_is_no_modifier_of_a_letter(cast, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    results = page.evaluate(
        """async () => {
        const { isTyping } = await import("/static/js/app.js");
        const asked = (key, options) => {
          let answer;
          document.addEventListener("keydown", (event) => { answer = isTyping(event); }, { once: true, capture: true });
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...options }));
          return answer;
        };
        const altGr = { ctrlKey: true, altKey: true, modifierAltGraph: true };
        return [asked("[", altGr), asked("ą", altGr), asked("[", { ctrlKey: true }), asked("s", {})]; }"""
    )
    assert results == [False, True, True, False]


def test_the_keys_dialog_names_every_key(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    hand.press("?")
    shown = hand.page.locator("#keys kbd").all_text_contents()
    assert {*"ARQFCSXUEJKWNVDHG", "(", ")", "[", "]", ".", "/", "?", "Esc", "⌫"} <= set(shown)
