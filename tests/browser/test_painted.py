"""From the key that marks to the painted mark: less than the eye notices, in a short article and in a very long one.

The time is from the key, as the browser took it, to the frame after the one in which the mark was drawn. What is
asserted leaves room for a busy machine; the figures are printed (`pytest -rP`), beside what a fixed amount of work
costs there.
"""

import os
from pathlib import Path
from statistics import median, quantiles

import pytest
from playwright.sync_api import expect

from claims.models import Article, User
from tests import make
from tests.browser.hand import Hand
from tests.scale.data import LARGE, Filler

pytestmark = pytest.mark.django_db(transaction=True)

MARKS = 20
MOST = 200  # milliseconds at the median; the aim is 50
_SHARED = Path(__file__).resolve().parents[3] / "shared/data"
KURSK = Path(os.environ.get("GAINSAY_DATA", _SHARED)) / "kursk" / "article.txt"

# Behind the listeners of the page: what they have not drawn by then does not count.
_WATCH = """
  window.times = [];
  addEventListener("keydown", ({ key, timeStamp }) => {
    if (key !== "a" || !CSS.highlights.get("over-assertion").size) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  });
"""
_WORK = """() => {
  const start = performance.now();
  let sum = 0;
  for (let number = 0; number < 2e7; number++) sum = (sum + number * number) % 1000003;
  return performance.now() - start;
}"""


def measured(page_of, editor: User, article: Article, places: list[int]) -> None:
    """Mark eight characters at each place, print how long they took to be seen, and fail if that was long."""
    page = page_of(editor)
    page.add_init_script(_WATCH)
    page.goto(f"/articles/{article.pk}/")
    hand = Hand(page)
    for number, place in enumerate(places, start=1):
        page.evaluate(
            "(at) => import('/static/js/offsets.js').then(({ rangeOf }) => rangeOf(document.getElementById('text'), at,"
            " at).startContainer.parentElement.scrollIntoView({ block: 'center' }))",
            place,
        )
        hand.select_exactly(place, place + 8)
        hand.press("a")
        expect(page.locator(".card.active")).to_have_attribute("data-start", str(place))
        hand.settled()
        hand.press("Escape", "Escape")
        page.wait_for_function("(number) => times.length === number", arg=number)
    times = sorted(page.evaluate("times"))
    work = page.evaluate(_WORK)
    print(
        f"{article.length} characters: p50 {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms"
        f" of {len(times)} marks; 20 million steps of arithmetic there: {work:.0f} ms"
    )
    assert median(times) < MOST


@pytest.mark.skipif(not KURSK.exists(), reason="the article is not here")
def test_a_mark_is_seen_at_once_in_a_short_article(cast, page_of):
    text = KURSK.read_text().strip()
    step = len(text) // (MARKS + 1)
    places = [text.index(" ", number * step) + 1 for number in range(1, MARKS + 1)]
    measured(page_of, cast.edith, make.article(cast.collection, text=text), places)


@pytest.mark.takes_long
def test_a_mark_is_seen_at_once_among_a_thousand_passages(db, page_of):
    filler = Filler()
    stories = filler.articles(filler.collection("long"), 1, *LARGE)
    filler.read(stories, filler.editors[0], ["draft"])
    article, told = stories[0]
    apart = len(told.sayings) // MARKS
    # Behind every fiftieth passage: where nothing is marked yet.
    places = [told.sayings[number * apart + 1].start for number in range(MARKS)]
    places = [article.text.rindex(" ", 0, place - 10) + 1 for place in places]
    measured(page_of, filler.editors[0], article, places)
