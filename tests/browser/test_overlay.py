"""What is drawn over the text: marks before they are saved, guesses, and the handles that mend a passage's limits."""

import pytest
from playwright.sync_api import Locator, expect

from claims.models import Passage
from tests import make
from tests.browser.hand import Hand, at_work, mark, over

pytestmark = pytest.mark.django_db(transaction=True)


def held(page, pattern: str) -> list:
    """Requests to such addresses wait in the list until the test lets them go."""
    routes: list = []
    page.route(pattern, lambda route: routes.append(route))  # noqa: PLW0108 — Playwright marks the function
    return routes


def waits(page, routes: list, number: int = 1) -> None:
    """Until so many requests wait."""
    while len(routes) < number:
        page.wait_for_timeout(20)


class TestUnsaved:
    def test_a_mark_is_painted_before_the_server_answers_and_confirmed_by_its_answer(self, cast, page_of):
        hand = at_work(page_of(cast.edith), cast.article)
        page = hand.page
        requests = held(page, "**/passages/")
        spans = make.spans_of(cast.article.text, "the plan")
        hand.select(spans.start, spans.end)
        hand.press("r")
        assert over(page, "refutation") == ["the plan"]
        waits(page, requests)
        expect(page.locator("mark")).to_have_count(0)
        requests[0].continue_()
        expect(page.locator("mark.refutation.open")).to_have_text("the plan")
        assert over(page, "refutation") == []

    def test_marks_that_wait_stay_where_they_are_when_blocks_around_them_are_replaced(self, cast, page_of):
        hand = at_work(page_of(cast.edith), cast.article)
        page = hand.page
        requests = held(page, "**/passages/")
        for key, words in (("a", "the plan"), ("q", "Nobody told us"), ("a", "not even the police")):
            spans = make.spans_of(cast.article.text, words)
            hand.select(spans.start, spans.end)
            hand.press(key)
        waits(page, requests)
        requests[0].continue_()
        waits(page, requests, 2)
        expect(page.locator("mark")).to_have_text("the plan")
        assert over(page, "assertion") == ["not even the police"] and over(page, "quote") == ["Nobody told us"]
        for number in (1, 2):
            waits(page, requests, number + 1)
            requests[number].continue_()
        expect(page.locator("mark")).to_have_count(3)
        hand.settled()

    def test_a_refused_mark_is_taken_back(self, cast, page_of):
        hand = at_work(page_of(cast.edith), cast.article)
        page = hand.page
        requests = held(page, "**/passages/")
        start = cast.article.text.index(" the plan")
        hand.select_exactly(start, start + 1)
        hand.press("a")
        assert over(page, "assertion") == [" "]
        waits(page, requests)
        requests[0].continue_()
        expect(page.locator("#messages")).to_contain_text("Nothing is selected")
        assert over(page, "assertion") == []
        assert page.evaluate("String(getSelection())") == " "
        page_of.expect_status(422)

    def test_a_cue_and_two_more_fragments_show_at_once_and_are_all_saved(self, cast, page_of):
        hand = at_work(page_of(cast.edith), cast.article, "the plan")
        page = hand.page
        requests = held(page, "**/spans/")
        for key, words in (("c", "denied"), ("f", "Nobody told us"), ("f", "not even the police")):
            spans = make.spans_of(cast.article.text, words)
            hand.select(spans.start, spans.end)
            hand.press(key)
        assert over(page, "cue") == ["denied"]
        assert over(page, "assertion") == ["the plan", "Nobody told us", "not even the police"]
        for number in range(3):
            waits(page, requests, number + 1)
            requests[number].continue_()
        hand.settled()
        passage = Passage.objects.get()
        assert passage.cue_text == "denied" and passage.content == make.spans_of(
            cast.article.text, "the plan", "Nobody told us", "not even the police"
        )

    def test_without_highlights_in_the_browser_everything_else_works(self, cast, page_of):
        page = page_of(cast.edith)
        page.add_init_script("delete CSS.highlights; Object.defineProperty(CSS, 'highlights', { value: undefined })")
        hand = at_work(page, cast.article, "the plan")
        hand.press("Escape", "e", "ArrowLeft", "Enter")
        hand.settled()
        assert Passage.objects.get().exact == "that the plan"


def test_guesses_show_while_their_card_is_open_and_unanswered(cast, page_of):
    make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    requests = held(page, "**/speakers/")

    def shown() -> list[str]:
        return over(page, "guess-source") + over(page, "guess-cue")

    assert shown() == []
    page.locator("mark").click()
    speaker = page.locator(".card.active form[data-field=speaker] input[role=combobox]")
    expect(speaker).to_be_visible()
    assert shown() == ["Ruritania", "According to"]
    page.keyboard.press("Escape")
    expect(speaker).to_be_hidden()
    assert shown() == []
    page.locator("mark").click()
    expect(speaker).to_be_visible()
    assert shown() == ["Ruritania", "According to"]
    speaker.press("Enter")
    waits(page, requests)
    # Answered, though the server has not said so yet.
    assert shown() == []
    requests[0].continue_()
    expect(page.locator(".card.active form[data-field=speaker] .pill").first).to_contain_text("Ruritania")
    assert shown() == []


class TestHandles:
    TEXT = "He 🇺🇦e\u0301👍🏽 said that the old bridge was safe until May, again.\nNobody else knew."

    @pytest.fixture
    def hand(self, cast, page_of) -> Hand:
        """At an article whose passage “the old bridge” is open."""
        self.article = make.article(cast.collection, text=self.TEXT)
        hand = at_work(page_of(cast.edith), self.article)
        mark(hand, self.article, "a", "the old bridge")
        hand.press("Escape")
        return hand

    def handle(self, hand: Hand, which: str) -> Locator:
        return hand.page.get_by_role("button", name=f"{which} of the passage")

    def saved(self, hand: Hand, words: str) -> None:
        hand.settled()
        assert Passage.objects.get().exact == words
        assert "".join(hand.page.locator("mark.open").all_text_contents()) == words

    def test_keys_move_a_limit_by_words_and_enter_saves_once(self, hand):
        writes = []
        hand.page.on("request", lambda request: writes.append(request) if request.method == "POST" else None)
        hand.press("e")
        start = self.handle(hand, "start")
        expect(start).to_be_focused()
        expect(start).to_have_accessible_name("start of the passage: the old bridge")
        hand.press("ArrowLeft")
        expect(start).to_have_accessible_name("start of the passage: that the old")
        expect(hand.page.locator("#handles [role=status]")).to_have_text("start of the passage: that the old")
        assert over(hand.page, "assertion") == ["that the old bridge"]
        hand.press("e", "ArrowRight", "ArrowRight", "Enter")
        expect(hand.page.locator("#text")).to_be_focused()
        self.saved(hand, "that the old bridge was safe")
        assert len(writes) == 1 and over(hand.page, "assertion") == over(hand.page, "gone") == []

    def test_what_is_lost_shows_as_lost_and_escape_takes_the_move_back(self, hand):
        hand.press("e", "ArrowRight")
        assert over(hand.page, "assertion") == ["old bridge"] and over(hand.page, "gone") == ["the old bridge"]
        hand.press("Escape")
        assert over(hand.page, "assertion") == over(hand.page, "gone") == []
        expect(hand.page.locator("mark.open")).to_have_text("the old bridge")
        expect(hand.page.locator("#text")).to_be_focused()
        self.saved(hand, "the old bridge")

    def test_shift_moves_by_what_a_person_takes_for_a_character(self, hand):
        hand.press("e", *["Shift+ArrowLeft"] * 9)
        name = self.handle(hand, "start")
        # Over the white space, “that” and “said”, to the thumb with its colour of skin.
        for words in ("👍🏽 said that", "e\u0301👍🏽 said that", "🇺🇦e\u0301👍🏽 said that"):
            hand.press("Shift+ArrowLeft") if words[0] != "👍" else None
            expect(name).to_have_accessible_name(f"start of the passage: {words}")
        hand.press("Shift+ArrowRight")
        hand.page.locator("#text").focus()
        self.saved(hand, "e\u0301👍🏽 said that the old bridge")

    def test_a_limit_goes_no_further_than_the_other_one_and_into_the_next_paragraph(self, hand):
        hand.press("e", *["ArrowRight"] * 5, "e", *["ArrowRight"] * 8, "Enter")
        self.saved(hand, "bridge was safe until May, again.\nNobody")

    def drag(self, hand: Hand, which: str, place: int) -> None:
        """The handle to the middle of the line, at that code point, and hold it there."""
        page, mouse = hand.page, hand.page.mouse
        box = self.handle(hand, which).bounding_box()
        assert min(box["width"], box["height"]) >= 24
        x = page.evaluate(
            "(at) => import('/static/js/offsets.js').then(({ rangeOf }) => {"
            "const box = rangeOf(document.getElementById('text'), at, at + 1).getBoundingClientRect();"
            "return box.left })",
            place,
        )
        limit = box["x"] + box["width"] / 2
        mouse.move(limit, box["y"] + 12)
        mouse.down()
        mouse.move((limit + x) / 2, box["y"] + 14)
        mouse.move(x, box["y"] + 12)

    def test_a_pointer_drags_a_limit_to_the_nearest_word_and_sees_it_move(self, hand):
        self.drag(hand, "end", self.TEXT.index("fe until"))
        assert over(hand.page, "assertion") == ["the old bridge was safe"]
        hand.page.mouse.up()
        self.saved(hand, "the old bridge was safe")
        self.drag(hand, "start", self.TEXT.index("d bridge") + 1)
        hand.page.mouse.up()
        self.saved(hand, "bridge was safe")

    def test_with_alt_a_pointer_is_exact(self, hand):
        hand.page.keyboard.down("Alt")
        self.drag(hand, "end", self.TEXT.index("fe until"))
        hand.page.mouse.up()
        hand.page.keyboard.up("Alt")
        self.saved(hand, "the old bridge was sa")

    def test_a_finger_drags_too(self, cast, page_of):
        article = make.article(cast.collection, text=self.TEXT)
        passage = make.passage(article, "the old bridge", by=cast.edith)
        page = page_of(cast.edith, viewport={"width": 390, "height": 844}, has_touch=True)
        page.goto(f"/articles/{article.pk}/?passage={passage.pk}")
        handle = page.get_by_role("button", name="end of the passage")
        box = handle.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        wire = page.context.new_cdp_session(page)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind, points in (
            ("touchStart", [{"x": x, "y": y}]),
            ("touchMove", [{"x": x + 30, "y": y}]),
            ("touchMove", [{"x": x + 34, "y": y}]),
            ("touchEnd", []),
        ):
            wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        expect(page.locator("mark.open")).to_have_text("the old bridge was")

    def test_they_stay_at_their_words_when_what_is_above_grows(self, hand):
        def apart() -> float:
            return hand.page.locator("mark.open").bounding_box()["y"] - self.handle(hand, "end").bounding_box()["y"]

        before = apart()
        hand.page.locator("#article h1").evaluate("(title) => title.append('word '.repeat(200))")
        hand.page.wait_for_function("document.querySelector('#article h1').offsetHeight > 300")
        hand.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert abs(apart() - before) < 1

    def test_they_stand_on_the_line_of_the_words_where_a_line_is_broken_before_them(self, cast, page_of):
        words = " ".join(["harbour"] * 40)
        article = make.article(cast.collection, text=f"{words} pilots denied it.")
        passage = make.passage(article, "pilots denied", by=cast.edith)
        page = page_of(cast.edith, viewport={"width": 1280, "height": 800})
        page.goto(f"/articles/{article.pk}/?passage={passage.pk}")
        text, opened = page.locator("#text"), page.locator("mark.open")
        expect(page.get_by_role("button", name="start of the passage")).to_be_visible()
        # Narrower, until the passage begins a line.
        left = text.bounding_box()["x"]
        width = int(text.bounding_box()["width"])
        while opened.bounding_box()["x"] > left + 1 and (width := width - 8) > 100:
            text.evaluate("(text, width) => { text.style.inlineSize = `${width}px` }", width)
        assert opened.bounding_box()["x"] <= left + 1
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        start = page.get_by_role("button", name="start of the passage").bounding_box()
        assert abs(start["x"] + start["width"] / 2 - left) < 2
        assert abs(start["y"] + start["height"] - opened.bounding_box()["y"]) < 12

    def test_one_that_may_not_be_changed_has_none(self, cast, page_of):
        passage = make.passage(cast.article, "the plan", by=cast.egon)
        page = page_of(cast.edith)
        page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
        expect(page.locator(".card.active")).to_be_visible()
        for handle in page.locator("#handles button").all():
            expect(handle).to_be_hidden()

    def test_each_fragment_has_its_own(self, hand):
        spans = make.spans_of(self.TEXT, "knew")
        hand.select(spans.start, spans.end)
        hand.press("f")
        expect(hand.page.locator("mark.open")).to_have_count(2)
        hand.press("e", "e", "e", "ArrowLeft", "ArrowLeft", "Enter")
        hand.settled()
        passage = Passage.objects.get()
        assert passage.content == make.spans_of(self.TEXT, "the old bridge", "Nobody else knew")

    def test_where_words_run_from_right_to_left_the_left_arrow_goes_on(self, cast, page_of):
        article = make.article(cast.collection, text="قال الوزير إنَّ الجسر آمن.")
        passage = make.passage(article, "الوزير", by=cast.edith)
        page = page_of(cast.edith)
        page.goto(f"/articles/{article.pk}/?passage={passage.pk}")
        start, end = (page.get_by_role("button", name=f"{which} of the passage") for which in ("start", "end"))
        expect(end).to_be_visible()
        assert start.bounding_box()["x"] > end.bounding_box()["x"]
        page.locator("#text").focus()
        for key in ("e", "e", "ArrowLeft", "Enter"):
            page.keyboard.press(key)
        expect(page.locator("mark.open")).to_have_text("الوزير إنَّ")
