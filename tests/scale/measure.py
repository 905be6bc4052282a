"""What the bench measures but for the export: making passages, opening articles, listing them."""

import sys
from collections.abc import Callable, Iterator
from statistics import median

from django.core.management import call_command
from django.db import connections

from tests.scale import export, pages, paint, serve
from tests.scale.data import ALONE, EACH, LISTS, Scene, fill
from tests.scale.load import Client, at_once, percentiles
from tests.scale.report import Figure, kilobytes, milliseconds

OPENINGS = 7
LISTINGS = 20


def measured(database: str) -> list[Figure]:
    """Everything, one part after the other, in a database that is still empty."""
    _say("setting up")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    scene = fill()
    figures = []
    with serve.served(database) as server:
        names = ["manager", "reviewer", *(each.username for each in scene.editors)]
        manager, reviewer, *editors = export.log_in_all(server.port, names)
        parts: dict[str, Callable[[], Iterator[Figure]]] = {
            "a bare view": lambda: _bare(database, editors),
            "one client marks": lambda: _alone(server, editors[0], scene),
            "eight clients mark": lambda: _together(server, editors, scene),
            "articles are opened": lambda: _openings(editors[0], scene),
            "lists": lambda: _lists(manager),
            "pages": lambda: pages.figures(reviewer),
            "export": lambda: export.figures(server, manager, scene),
            "slow downloads": lambda: export.held_up(server, editors[0], scene),
        }
        for name, part in parts.items():
            _say(name)
            figures.extend(part())
    connections.close_all()
    return figures


def _say(words: str) -> None:
    print(f"{words} …", file=sys.stderr, flush=True)


def _bare(database: str, editors: list[Client]) -> Iterator[Figure]:
    """What this machine does with the least that there can be, in the same two ways as marks."""
    with serve.served(database, settings="tests.scale.bare_settings") as server:
        people = [editor.at(server.port) for editor in editors]
        half, _most = percentiles([people[0].write("/bare/", {}) for _ in range(ALONE)])

        def work(person: Client) -> None:
            for _ in range(EACH):
                person.write("/bare/", {})

        took = at_once([lambda person=person: work(person) for person in people])
    yield Figure("yardstick, a bare Django view with one insert: p50", milliseconds(half))
    yield Figure(f"  {len(people)} clients", f"{EACH * len(people) / took:.0f} a second", "", "about 300 a second")


def _alone(server: serve.Server, editor: Client, scene: Scene) -> Iterator[Figure]:
    article, sayings = scene.alone
    before = server.cpu()
    seconds = [editor.mark(article.pk, saying) for saying in sayings]
    used = {part: (after - before[part]) / len(seconds) for part, after in server.cpu().items()}
    half, most = percentiles(seconds)
    yield Figure(f"making a passage, {len(seconds)} in a row: p50", milliseconds(half), "", "17 ms")
    yield Figure("  p95", milliseconds(most))
    yield Figure("  CPU for one: web + Postgres", f"{milliseconds(used['web'])} + {milliseconds(used['postgres'])}")


def _together(server: serve.Server, editors: list[Client], scene: Scene) -> Iterator[Figure]:
    seconds: list[float] = []

    def work(editor: Client, place: int) -> None:
        article, sayings = scene.together[place]
        seconds.extend([editor.mark(article.pk, saying) for saying in sayings])

    before = server.cpu()
    took = at_once([lambda editor=editor, place=place: work(editor, place) for place, editor in enumerate(editors)])
    used = {part: (after - before[part]) / len(seconds) for part, after in server.cpu().items()}
    rate = f"{len(seconds) / took:.0f} a second"
    yield Figure(f"making passages, {len(editors)} clients", rate, "200 a second", "122 a second", "17 a second")
    yield Figure("  p95", milliseconds(percentiles(seconds)[1]))
    yield Figure("  CPU for one: web + Postgres", f"{milliseconds(used['web'])} + {milliseconds(used['postgres'])}")


def _openings(editor: Client, scene: Scene) -> Iterator[Figure]:
    # Counted here: Playwright's event loop runs below, and Django takes that for asynchronous code.
    opened = [
        (scene.small, scene.small.passages.count(), ("14 or fewer", "24"), ("150 kB", "776 kB", "7,800 kB"),
         ("300 ms", "1,900 ms", "2,900 ms")),
        (scene.large, scene.large.passages.count(), (), (), ("600 ms",)),
    ]  # fmt: skip
    with paint.browsers() as (chromium, windowless):
        for article, passages, requests, size, painted in opened:
            path = f"/articles/{article.pk}/"
            typical = _opening(chromium, editor, path, passages)
            what = f"opening {passages:,} passages in {len(article.text):,} characters: requests"
            yield Figure(what, str(typical.requests), *requests)
            yield Figure("  as served", kilobytes(typical.encoded), *size)
            yield Figure("  text and marks painted", milliseconds(typical.painted / 1000), *painted)
            if windowless:
                yield Figure(
                    "  in Chromium without windows",
                    milliseconds(_opening(windowless, editor, path, passages).painted / 1000),
                )
            answers = [editor.ask("GET", path).seconds for _ in range(OPENINGS)]
            yield Figure("  the page's own answer", milliseconds(median(answers)))


def _opening(browser: paint.Browser, editor: Client, path: str, passages: int) -> paint.Opening:
    return paint.typical([paint.opened(browser, editor, path, passages=passages) for _ in range(OPENINGS)])


def _lists(manager: Client) -> Iterator[Figure]:
    for slug, number in LISTS.items():
        seconds = [manager.ask("GET", f"/collections/{slug}/").seconds for _ in range(LISTINGS)]
        yield Figure(f"list of {number:,} articles: p50", milliseconds(median(seconds)), "20 ms", "262 ms", "177 ms")
