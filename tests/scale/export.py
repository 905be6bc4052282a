"""Taking 100,000 passages away: over HTTP, by the database alone, and while others work."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from csv import reader
from io import StringIO

from django.db import connection

from claims.exchange.filters import Choice
from claims.exchange.registry import EXPORTS
from claims.exchange.stream import selected
from claims.models import Collection, User
from claims.models.choices import Status
from tests.scale import serve
from tests.scale.data import LISTS, Scene
from tests.scale.load import Client, SlowReader, Unexpected, at_once, percentiles
from tests.scale.report import Figure, milliseconds

SLUG = max(LISTS, key=lambda slug: LISTS[slug])
STATUSES = (Status.APPROVED, Status.SUBMITTED, Status.DRAFT)
PATH = f"/collections/{SLUG}/export.csv?raw=1" + "".join(f"&status={status}" for status in STATUSES)
RUNS = 3
SLOW_READERS, SLOW_RATE = 4, 50_000  # bytes a second


def figures(server: serve.Server, manager: Client, scene: Scene) -> Iterator[Figure]:
    """Rows a second, and their ratio to a plain COPY; the best of some runs of each, taken in turn."""
    rows = scene.passages[SLUG]
    statement = _statement(scene.manager)
    downloads, copies = [], []
    for _ in range(RUNS):
        answer = manager.ask("GET", PATH)
        downloads.append(answer.seconds)
        copies.append(_copy(server.database, statement))
    # The header comes first. Read by a reader of CSV, since a cell may hold line ends.
    if (there := sum(1 for _row in reader(StringIO(answer.body.decode()))) - 1) != rows:
        raise Unexpected(f"{PATH} has {there} rows instead of {rows}")
    by_web, by_copy = rows / min(downloads), rows / min(copies)
    yield Figure(f"export of {rows:,} passages", f"{by_web:,.0f} rows/s", "", "5,200 rows/s", "2,800 rows/s")
    yield Figure("  COPY of the same SELECT in psql", f"{by_copy:,.0f} rows/s")
    yield Figure("  ratio", f"{by_web / by_copy:.2f}", "0.7 or more")


def _statement(manager: User) -> str:
    """What the download asks of the database, as one statement."""
    collection = Collection.objects.get(slug=SLUG)
    passages = Choice(collection, statuses=STATUSES).passages().exportable_by(manager, "manager")
    select, parameters = selected(EXPORTS["csv"], passages, safe=False)
    with connection.cursor() as cursor:
        copy = cursor.mogrify(f"COPY ({select}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')", parameters)
    return copy if isinstance(copy, str) else copy.decode()


def _copy(database: str, statement: str) -> float:
    """The seconds that psql needs for it, its start left out: that of an empty statement is taken off."""
    seconds = []
    for command in ("SELECT 1", statement):
        started = time.perf_counter()
        subprocess.run([serve.psql(), "--no-psqlrc", database, "-c", command], stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - started)
    return seconds[1] - seconds[0]


def held_up(server: serve.Server, editor: Client, scene: Scene) -> Iterator[Figure]:
    """How long a mark takes without and with slow downloads; half of the marks each."""
    article, sayings = scene.again
    half = len(sayings) // 2
    slow = log_in_all(server.port, [scene.manager.username] * SLOW_READERS)
    _, before = percentiles([editor.mark(article.pk, saying) for saying in sayings[:half]])
    with ExitStack() as stack:
        readers = [stack.enter_context(SlowReader(client, PATH, rate=SLOW_RATE)) for client in slow]
        _, during = percentiles([editor.mark(article.pk, saying) for saying in sayings[half:]])
        if not all(each.thread.is_alive() for each in readers):
            raise Unexpected("A slow download ended while the marks were made.")
    value = f"{milliseconds(during)} ({milliseconds(before)})"
    what = f"p95 of a mark during {len(slow)} downloads at {SLOW_RATE // 1000} kB/s (without)"
    yield Figure(what, value, "as without")


def log_in_all(port: int, names: list[str]) -> list[Client]:
    """A client for each name, signed in at the same time."""
    clients = [Client(port) for _ in names]
    at_once([lambda client=client, name=name: client.log_in(name) for client, name in zip(clients, names, strict=True)])
    return clients
