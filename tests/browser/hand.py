"""An editor's hand: selects words with the mouse or from the keyboard, presses keys, and counts what that takes."""

from dataclasses import dataclass
from math import hypot

from playwright.sync_api import Locator, Page, expect

from claims.models import Article, Passage
from tests import make

# Selects a stretch of the article, by code points, as a pointer would: mouse down, drag, mouse up.
_BOX = """async ([start, end]) => {
    const { rangeOf } = await import("/static/js/offsets.js");
    let range = rangeOf(document.getElementById("text"), start, end);
    const caret = (node, offset, forward) => {
      const spot = document.createRange();
      const at = forward ? offset : offset - 1;
      spot.setStart(node, Math.max(at, 0)); spot.setEnd(node, Math.min(Math.max(at, 0) + 1, node.length));
      const box = [...spot.getClientRects()].at(forward ? 0 : -1);
      return { x: forward ? box.left + 0.5 : box.right - 0.5, y: (box.top + box.bottom) / 2 };
    };
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    // As `drawn`.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    // An answer may have put another block in its place meanwhile.
    range = rangeOf(document.getElementById("text"), start, end);
    const node = range.startContainer, at = range.startOffset;
    const first = at < node.length ? caret(node, at, true) : caret(range.endContainer, 0, true);
    return [first, caret(range.endContainer, range.endOffset, false)];
  }"""

_PLACE = """() => import("/static/js/offsets.js").then(({ offsetAt }) => {
    const text = document.getElementById("text"), { focusNode, focusOffset } = getSelection();
    return focusNode && text.contains(focusNode) ? offsetAt(text, focusNode, focusOffset) : -1;
  })"""


@dataclass(frozen=True, slots=True)
class Effort:
    """What something took: `keys` counts a typed letter as one, `travel` is the pointer's way in CSS pixels."""

    selections: int = 0
    clicks: int = 0
    keys: int = 0
    travel: int = 0

    def __sub__(self, other: "Effort") -> "Effort":
        return Effort(*(mine - theirs for mine, theirs in zip(self.figures, other.figures, strict=True)))

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """As the columns of a table."""
        return self.selections, self.clicks, self.keys, self.travel


class Hand:
    """Works on a page and counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.selections = self.clicks = self.keys = 0
        self.travel = 0.0
        self.pointer = (0.0, 0.0)

    @property
    def effort(self) -> Effort:
        """Everything so far."""
        return Effort(self.selections, self.clicks, self.keys, round(self.travel))

    def move(self, x: float, y: float, *, steps: int = 1) -> None:
        """Move the pointer there, in CSS pixels of the window."""
        self.travel += hypot(x - self.pointer[0], y - self.pointer[1])
        self.pointer = (x, y)
        self.page.mouse.move(x, y, steps=steps)

    def click(self, target: Locator) -> None:
        """Press something with the pointer."""
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box, f"{target} cannot be seen"
        self.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.up()
        self.clicks += 1

    def select(self, start: int, end: int) -> None:
        """Drag from the code point `start` to `end`."""
        # Pressing on what is selected would drag it away.
        self.page.evaluate("getSelection().removeAllRanges()")
        first, last = self.page.evaluate(_BOX, [start, end])
        self.move(first["x"], first["y"])
        self.page.mouse.down()
        self.move(last["x"], last["y"], steps=2)
        self.page.mouse.up()
        expect(self.page.locator("#tool")).to_be_visible()
        self.selections += 1

    def select_exactly(self, start: int, end: int) -> None:
        """Select without a pointer, where a drag could not say it: right to left, or with white space at the ends."""
        self.page.evaluate(
            "([start, end]) => import('/static/js/offsets.js').then(({ rangeOf }) => {"
            " document.getElementById('text').focus({ preventScroll: true }); getSelection().removeAllRanges();"
            " getSelection().addRange(rangeOf(document.getElementById('text'), start, end)); })",
            [start, end],
        )
        expect(self.page.locator("#tool")).to_be_visible()
        self.selections += 1

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, words: str) -> None:
        """Type words, letter by letter."""
        self.page.keyboard.type(words)
        self.keys += len(words)

    def settled(self) -> None:
        """Wait until everything is saved."""
        expect(self.page.locator("#saving")).to_have_text("")
        self.page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('gainsay-'))")


class Keyboard(Hand):
    """A hand that never touches the mouse: it moves the text cursor by the longest steps that fit."""

    @property
    def place(self) -> int:
        """Where the moving end of the selection, or the cursor, is: a code point of the text; -1 outside of it."""
        place: int = self.page.evaluate(_PLACE)
        return place

    def select(self, start: int, end: int) -> None:
        """Go to `start` and extend the selection to `end`."""
        while self.page.locator("input:focus").count():
            self.press("Escape")
        rested(self.page)
        if self.place < 0:
            self.press(")")
        self._go(start)
        self._go(end, shift="Shift+")
        expect(self.page.locator("#tool")).to_be_visible()
        self.selections += 1

    def _go(self, target: int, shift: str = "") -> None:
        steps = [
            (f"{shift}Control+ArrowRight", f"{shift}Control+ArrowLeft"),
            (f"{shift}ArrowRight", f"{shift}ArrowLeft"),
        ]
        for forward, back in steps if shift else [(")", "("), *steps]:
            while (here := self.place) != target:
                self.press(forward if here < target else back)
                # Past it, or no further: shorter steps from here.
                if (self.place - target) * (here - target) <= 0 or self.place == here:
                    break
        assert self.place == target, f"the cursor is at {self.place}, not {target}"


def listed(cell: str) -> list[str]:
    """`one | other` → ["one", "other"], as the list of marks has them."""
    return [each.strip() for each in cell.split("|") if each.strip()]


def pairs(notation: str) -> list[tuple[int, int]]:
    """`12..30;45..60` → [(12, 30), (45, 60)]."""
    return [(int(start), int(end)) for start, end in (pair.split("..") for pair in notation.split(";") if pair)]


def at_work(page: Page, article: Article, *words: str) -> Hand:
    """At the article; with words, they are marked as an assertion."""
    page.goto(f"/articles/{article.pk}/")
    drawn(page)
    hand = Hand(page)
    if words:
        mark(hand, article, "a", *words)
    return hand


def mark(hand: Hand, article: Article, key: str, *words: str) -> Passage:
    """Select the words, press the key, wait until it is saved."""
    before = set(Passage.objects.values_list("pk", flat=True))
    spans = make.spans_of(article.text, *words)
    hand.select(spans.start, spans.end)
    hand.press(key)
    expect(hand.page.locator(".card.active form[data-field=speaker]")).to_be_visible()
    hand.settled()
    return Passage.objects.exclude(pk__in=before).get()


def seen(page: Page, passage: Passage) -> None:
    """Wait until the passage is the open one and has been drawn: a verdict on it counts from then on."""
    expect(page.locator(f"#card-{passage.pk}.active[data-painted]")).to_have_count(1)


def drawn(page: Page) -> None:
    """Wait until the page was drawn: until it was once, a browser drops the pointer's events."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def rested(page: Page) -> None:
    """Wait until what was typed last is long enough ago for a letter to be a command again."""
    expect(page.locator("body:not([data-typing])")).to_have_count(1)


def over(page: Page, look: str) -> list[str]:
    """The words over which this look is painted without being in the text: what is not saved yet, or guessed."""
    return page.evaluate("(look) => [...CSS.highlights.get(`over-${look}`)].map(String)", look)
