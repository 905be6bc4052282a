"""What a person waits for: an article opened in Chromium, nothing of it in the cache.

The time is from the start of the navigation to the frame after the first in which the whole text is parsed, the style
sheets are applied (before that, no frame is made) and every mark in the window has a box; or to the first paint, if
that comes later. So all of it has been drawn by then.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.scale.load import Client, Unexpected

# As people run it, and as the peers were measured; and the same engine without what draws windows, for comparison.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WINDOWLESS = shutil.which("chromium-headless-shell")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WINDOW = {"width": 1280, "height": 1000}

_WATCH = """
(() => {
  // In the order of the text; the first below the window ends it, since what is out of sight need not be laid out.
  const shown = (marks) => {
    for (const mark of marks) {
      const box = mark.getBoundingClientRect();
      if (box.top > innerHeight) return true;
      if (!box.width || !box.height) return false;
    }
    return marks.length > 0;
  };
  const look = () => {
    const text = document.getElementById("text");
    if (document.readyState === "loading" || !text) return requestAnimationFrame(look);
    const marks = text.querySelectorAll("mark");
    if (!shown(marks)) return requestAnimationFrame(look);
    // The next frame begins after this one was painted.
    requestAnimationFrame(() => {
      const at = performance.now();
      const passages = new Set([...marks].flatMap((mark) => mark.dataset.passages.split(" "))).size;
      // A frame can be begun while the one before is still on its way to the screen.
      new PerformanceObserver((list) => {
        for (const paint of list.getEntriesByName("first-contentful-paint")) {
          console.info("painted " + JSON.stringify({ at: Math.max(at, paint.startTime), passages }));
        }
      }).observe({ type: "paint", buffered: true });
    });
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a page: `encoded` is what came over the wire, headers included; `painted` in milliseconds."""

    requests: int
    encoded: int
    painted: float


@contextmanager
def browsers() -> Iterator[tuple[Browser, Browser | None]]:
    """One Chromium for all openings, and one without windows if there is one."""
    with sync_playwright() as playwright:
        program = CHROMIUM or os.environ.get("GAINSAY_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        windowless = WINDOWLESS and playwright.chromium.launch(executable_path=WINDOWLESS, args=FLAGS)
        yield browser, windowless or None
        for each in filter(None, (browser, windowless)):
            each.close()


def opened(browser: Browser, client: Client, path: str, *, passages: int) -> Opening:
    """Open the page in a context of its own: an empty cache, no connection yet."""
    address = f"http://127.0.0.1:{client.port}"
    context = browser.new_context(viewport=WINDOW)
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in client.cookies.items()])
    page = context.new_page()
    requests: list[str] = []
    received: list[int] = []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda event: requests.append(event["request"]["url"]))
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(_WATCH)
    with page.expect_console_message(lambda message: message.text.startswith("painted ")) as told:
        page.goto(f"{address}{path}")
    page.wait_for_load_state("networkidle")
    painted = json.loads(told.value.text.removeprefix("painted "))
    context.close()
    if painted["passages"] != passages:
        raise Unexpected(f"{path} shows {painted['passages']} passages, not {passages}")
    asked = [url for url in requests if not url.startswith("data:")]
    return Opening(len(asked), int(sum(received)), painted["at"])


def typical(openings: list[Opening]) -> Opening:
    """The median of each figure."""
    return Opening(
        requests=int(median(each.requests for each in openings)),
        encoded=int(median(each.encoded for each in openings)),
        painted=median(each.painted for each in openings),
    )
