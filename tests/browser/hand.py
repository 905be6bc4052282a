"""An editor's hand: selects words with the mouse or from the keyboard, presses keys, and counts both."""

from playwright.sync_api import Page, expect

from claims.models import Article, Passage
from tests import make

# Selects a stretch of the article, by code points, as a pointer would: mouse down, drag, mouse up.
_BOX = """([start, end]) => import("/static/js/offsets.js").then(({ rangeOf }) => {
    const range = rangeOf(document.getElementById("text"), start, end);
    const caret = (node, offset, forward) => {
      const spot = document.createRange();
      const at = forward ? offset : offset - 1;
      spot.setStart(node, Math.max(at, 0)); spot.setEnd(node, Math.min(Math.max(at, 0) + 1, node.length));
      const box = [...spot.getClientRects()].at(forward ? 0 : -1);
      return { x: forward ? box.left + 0.5 : box.right - 0.5, y: (box.top + box.bottom) / 2 };
    };
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    const node = range.startContainer, at = range.startOffset;
    const first = at < node.length ? caret(node, at, true) : caret(range.endContainer, 0, true);
    return [first, caret(range.endContainer, range.endOffset, false)];
  })"""


class Hand:
    """Counts what it does: `selections`, `keys` (a typed letter is one) and `clicks`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.selections = self.keys = self.clicks = 0

    def select(self, start: int, end: int) -> None:
        """Drag from the code point `start` to `end`."""
        # Pressing on what is selected would drag it away.
        self.page.evaluate("getSelection().removeAllRanges()")
        first, last = self.page.evaluate(_BOX, [start, end])
        mouse = self.page.mouse
        mouse.move(first["x"], first["y"])
        mouse.down()
        mouse.move(last["x"], last["y"], steps=2)
        mouse.up()
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


def at_work(page: Page, article: Article, *words: str) -> Hand:
    """At the article; with words, they are marked as an assertion."""
    page.goto(f"/articles/{article.pk}/")
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
