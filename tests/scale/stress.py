"""`make stress`: many people at once on one collection, while the servers are killed; then everything is counted up.

Its own Postgres in a folder of its own, its own web server. Sixteen simulated people work over HTTP, some of them in
two tabs; meanwhile the web server is killed with SIGKILL and started again, and so is Postgres. At the end the
journals of what was acknowledged are held against the database and its history. Exit code 1 if anything differs.
"""

import argparse
import os
import re
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from config import embedded
from tests.scale import serve, stress_servers
from tests.scale.stress_journal import Journal
from tests.scale.stress_servers import Database, Outage, Web, killed

if TYPE_CHECKING:
    from tests.scale.stress_scene import Scene

FOLDER = embedded.ROOT / ".postgres-stress"
# Seconds between two deeds of one tab, at most: the load stays bounded, the machine may be busy.
LONGEST_THOUGHT = 0.3
# So many of the people have a second tab open.
SECOND_TABS = 4
SHOWN = 10  # findings of one check that are printed
LINES = 100  # of evidence


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale.stress", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=120, help="how long they work (%(default)s)")
    parser.add_argument("--people", type=int, default=16, help="how many (%(default)s)")
    parser.add_argument("--web-kills", type=int, default=2, help="how often the web server is killed (%(default)s)")
    parser.add_argument("--database-kills", type=int, default=1, help="how often Postgres is killed (%(default)s)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where Postgres keeps its data (%(default)s)")
    parser.add_argument("--seed", type=int, default=None, help="what chance begins with")
    chosen = parser.parse_args()
    try:
        with stress_servers.running(chosen.folder) as (database, address):
            serve.set_environment(address)
            os.environ["DJANGO_SETTINGS_MODULE"] = stress_servers.SETTINGS

            import django

            django.setup()
            return 0 if run(chosen, database) else 1
    except embedded.EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1


def run(chosen: argparse.Namespace, database: Database) -> bool:
    """Let them work, then check; whether all is well."""
    # The models can be imported from here on.
    from django.db import connections

    from tests.scale.stress_checks import FIVE_HUNDRED, checked
    from tests.scale.stress_scene import fill

    seed = time.time_ns() % 10**6 if chosen.seed is None else chosen.seed
    scene = fill(chosen.people)
    # No connection of this process sees the server die.
    connections.close_all()
    log = chosen.folder / "web.log"
    web = Web(log)
    web.start()
    try:
        journal, outages, failures = work(scene, web, database, chosen, seed)
    finally:
        web.stop()
    print(counts(journal, outages, chosen, seed))
    results, evidence = checked(journal, outages)
    results["everybody came to an end"] = failures
    print()
    for name, findings in results.items():
        print(f"{'failed' if findings else 'ok':>6}  {name}")
        for finding in findings[:SHOWN]:
            print(f"        - {finding}")
        if len(findings) > SHOWN:
            print(f"        and {len(findings) - SHOWN} more")
    if any(results.values()):
        print("\n".join(["", "As history has it:", *evidence[:LINES]]))
    if results[FIVE_HUNDRED]:
        print("\n".join(["", "What went wrong in the web server, at last:", *errors(log.read_text())[-LINES:]]))
    return not any(results.values())


def work(
    scene: "Scene", web: Web, database: Database, chosen: argparse.Namespace, seed: int
) -> tuple[Journal, list[Outage], list[str]]:
    """All tabs at once for so long, with the kills spread over it; journal, outages, and who did not come to an end."""
    from tests.scale.stress_deeds import next_deed
    from tests.scale.stress_people import GaveUp, Tab

    over = threading.Event()
    people = [*scene.people, *scene.people[-SECOND_TABS // 2 :], *scene.people[1 : 1 + SECOND_TABS // 2]]
    chances = [Random(seed * 1000 + place) for place in range(len(people))]  # noqa: S311 — no secret
    tabs = [Tab(person, scene, web.port, chance) for person, chance in zip(people, chances, strict=True)]
    failures: list[str] = []

    def live(tab: Tab) -> None:
        try:
            while not over.is_set():
                next_deed(tab)
                over.wait(tab.random.random() * LONGEST_THOUGHT)
        except (GaveUp, ValueError) as error:
            failures.append(f"{tab.person.username}: {error}")

    # Whoever interrupts this need not wait for them.
    threads = [threading.Thread(target=live, args=[tab], daemon=True) for tab in tabs]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    outages = []
    for moment, server in timetable(chosen, web, database):
        over.wait(max(0.0, began + moment - time.monotonic()))
        outages.append(killed(server))
    over.wait(max(0.0, began + chosen.seconds - time.monotonic()))
    over.set()
    for thread in threads:
        thread.join()
    journal = Journal()
    for tab in tabs:
        journal.add(tab.journal)
    return journal, outages, failures


def timetable(chosen: argparse.Namespace, web: Web, database: Database) -> list[tuple[float, Web | Database]]:
    """When which server is killed, in seconds from the beginning: in turn, evenly."""
    rounds = max(chosen.web_kills, chosen.database_kills)
    victims = [
        server
        for turn in range(rounds)
        for server, kills in ((web, chosen.web_kills), (database, chosen.database_kills))
        if turn < kills
    ]
    return [(chosen.seconds * (place + 1) / (len(victims) + 1), server) for place, server in enumerate(victims)]


def errors(log: str) -> list[str]:
    """The errors that the log tells of, with their last lines; without refusals, and without a lost database."""
    entries = re.split(r"\n(?=\d{4}-\d\d-\d\d |\[\d{4}-)", log)
    found = [entry for entry in entries if " ERROR " in entry[:40] and "OperationalError" not in entry]
    return [line for entry in found for line in [entry.splitlines()[0], *entry.splitlines()[-12:]]]


def counts(journal: Journal, outages: list[Outage], chosen: argparse.Namespace, seed: int) -> str:
    """The figures, a line each."""
    done = Counter(entry.verb for entry in journal.writes if entry.is_done)
    refused = Counter(entry.status for entry in journal.writes if not entry.is_done)
    killed_when = ", ".join(f"{each.what} ({(each.ended - each.began).total_seconds():.1f} s)" for each in outages)
    lines = [
        f"{chosen.people} people with {chosen.people + SECOND_TABS} tabs for {chosen.seconds:.0f} s, seed {seed}",
        f"requests       {journal.requests:>7,}",
        f"changes sent   {len(journal.writes):>7,}",
        f"acknowledged   {sum(done.values()):>7,}",
        *(f"  {verb:<22}{count:>7,}" for verb, count in done.most_common()),
        f"not done       {sum(refused.values()):>7,}",
        *(f"  answered {status or 'nothing':<13}{count:>7,}" for status, count in refused.most_common()),
        f"conflicts      {journal.conflicts:>7,}",
        f"sent again     {journal.retries:>7,}",
        f"answers of 5xx {len(journal.broken):>7,}",
        f"killed and started again: {killed_when or 'nothing'}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
