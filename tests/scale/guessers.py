"""The guessers of `tests.scale.guessing`, and the reader whom they must not disturb."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from io import StringIO
from itertools import count
from statistics import median
from urllib.parse import urlencode

import psutil
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connections

from claims.models import User
from tests.scale.data import PASSWORD
from tests.scale.load import Client
from tests.scale.stress_servers import WORKERS, Web

GUESSERS, HONEST = 16, 40
ROUNDS = 4
# A guesser's pause, so that this process does not take the processor which the server is measured by.
PAUSE = 0.05
# Bounds: page time against that of before; share of one core that each process may spend on guesses.
SLOWER, SHARE = 6.0, 0.35
NAME, READER = "victim", "reader"
LOOKED_AT, BLOCKED, BUSY = 422, 429, 503


@dataclass
class Found:
    """What was answered to the guesses, and how long the reader waited for pages meanwhile."""

    statuses: Counter[int] = field(default_factory=Counter)
    pages: list[float] = field(default_factory=list)
    cpu: float = 0.0
    seconds: float = 0.0

    def add(self, other: "Found") -> None:
        """Put what was found at another time with it."""
        self.statuses += other.statuses
        self.pages += other.pages
        self.cpu += other.cpu
        self.seconds += other.seconds


class Guesser:
    """Somebody who tries passwords; the proxy (played here) tells from which address."""

    def __init__(self, port: int) -> None:
        self.client = Client(port)
        page = self.client.ask("GET", "/login/", **{"Accept-Encoding": "identity"}).body.decode()
        self.token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]

    def guess(self, name: str, address: str, password: str = "") -> int:
        """The status of one try."""
        fields = {"csrfmiddlewaretoken": self.token, "username": name, "password": password or "wrong"}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address}
        response = self.client.send("POST", "/login/", urlencode(fields).encode(), headers)
        response.read()
        return response.status


def fill() -> None:
    """A reader, and somebody whose password is guessed."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_actors", stdout=StringIO())
    for name in (READER, NAME):
        User.objects.create_user(name, password=PASSWORD)
    connections.close_all()


def run(web: Web, seconds: float) -> bool:
    """All of it; whether all is well."""
    hash_seconds = time_of_a_hash()
    reader = Client(web.port).log_in(READER)
    numbers = count()

    def anybody(guesser: Guesser) -> int:
        number = next(numbers)
        return guesser.guess(f"name{number}", f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")

    honest = sign_in_at_once(web)
    quiet, strangers = Found(), Found()
    # In turn, so that what else the machine does counts for both.
    for _ in range(ROUNDS):
        quiet.add(during(web, reader, seconds / ROUNDS, None))
        strangers.add(during(web, reader, seconds / ROUNDS, anybody))
    # Whoever signed in with a browser before gets in while that goes on.
    known = sign_in_during(web, reader, seconds / 2, anybody)
    one_address = during(web, reader, seconds, lambda each: each.guess(f"name{next(numbers)}", "192.0.2.1"))
    one_name = during(web, reader, seconds, lambda each: each.guess(NAME, f"10.200.0.{next(numbers) % 250 + 1}"))
    share = strangers.statuses[LOOKED_AT] * hash_seconds / strangers.seconds / WORKERS
    slower = median(strangers.pages) / median(quiet.pages)
    print(f"a password takes {hash_seconds * 1000:.0f} ms here; {GUESSERS} guessers, {WORKERS} processes")
    for what, found in (
        ("nobody", quiet),
        ("anybody", strangers),
        ("one address", one_address),
        ("one name", one_name),
    ):
        print(
            f"{what:<12} page {median(found.pages) * 1000:6.1f} ms ({median(found.pages) / median(quiet.pages):4.1f}×),"
            f" server {found.cpu / found.seconds:4.2f} cores, looked at {found.statuses[LOOKED_AT]:>5,},"
            f" blocked {found.statuses[BLOCKED]:>6,}, told to wait {found.statuses[BUSY]:>6,}"
        )
    checks = {
        f"{HONEST} right passwords at once, from one address, are all taken {dict(honest)}": honest == {302: HONEST},
        f"guesses take {share:.0%} of a core of each process (at most {SHARE:.0%})": share <= SHARE,
        f"pages take {slower:.1f} times as long (at most {SLOWER:.0f})": slower <= SLOWER,
        # Each process may have looked at one more before the others knew.
        "from one address no more than 50 are looked at": one_address.statuses[LOOKED_AT] <= 50 + WORKERS,
        "for one name no more than 10 are looked at": one_name.statuses[LOOKED_AT] <= 10 + WORKERS,
        f"a known browser signs in meanwhile ({known:.1f} s)": known < float("inf"),
        "nothing else is answered": not {*strangers.statuses, *one_address.statuses, *one_name.statuses}
        - {LOOKED_AT, BLOCKED, BUSY},
    }
    for what, is_well in checks.items():
        print(f"{'ok' if is_well else 'failed':>6}  {what}")
    return all(checks.values())


def time_of_a_hash() -> float:
    """Seconds, at best."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        make_password(PASSWORD)
        times.append(time.perf_counter() - began)
    return min(times)


def during(web: Web, reader: Client, seconds: float, guess: Callable[[Guesser], int] | None) -> Found:
    """Read pages for so long, while all guessers guess; `None` for none."""
    found, over = Found(), threading.Event()
    guessers = [Guesser(web.port) for _ in range(GUESSERS)] if guess else []
    threads = [threading.Thread(target=_guess, args=[each, guess, found, over], daemon=True) for each in guessers]
    began, cpu = time.monotonic(), _cpu(web)
    for thread in threads:
        thread.start()
    while time.monotonic() - began < seconds:
        found.pages.append(reader.ask("GET", "/actors/").seconds)
        time.sleep(PAUSE)
    over.set()
    for thread in threads:
        thread.join()
    found.seconds, found.cpu = time.monotonic() - began, _cpu(web) - cpu
    return found


def _guess(guesser: Guesser, guess: Callable[[Guesser], int], found: Found, over: threading.Event) -> None:
    while not over.is_set():
        try:
            found.statuses[guess(guesser)] += 1
        except (OSError, HTTPException):
            found.statuses[0] += 1
            guesser.client.connection.close()
        over.wait(PAUSE)


def sign_in_at_once(web: Web) -> Counter[int]:
    """What is answered to right passwords, all sent in the same moment."""
    people = [Guesser(web.port) for _ in range(HONEST)]
    with ThreadPoolExecutor(HONEST) as pool:
        return Counter(pool.map(lambda each: each.guess(READER, "192.0.2.50", PASSWORD), people))


def sign_in_during(web: Web, reader: Client, seconds: float, guess: Callable[[Guesser], int]) -> float:
    """How long it takes who is known to sign in again while others guess; infinite if it does not work."""
    again = Guesser(web.port)
    again.client.cookies |= {name: value for name, value in reader.cookies.items() if name == "known"}
    took: list[float] = []

    def sign_in() -> None:
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if again.guess(READER, "10.250.0.1", PASSWORD) == 302:
                took.append(time.monotonic() - began)
                return
            time.sleep(PAUSE)

    thread = threading.Thread(target=sign_in, daemon=True)
    thread.start()
    during(web, reader, seconds, guess)
    thread.join()
    return took[0] if took else float("inf")


def _cpu(web: Web) -> float:
    """Seconds of processor time that the server's processes have used."""
    server = psutil.Process(web.process.pid)
    times = [each.cpu_times() for each in [server, *server.children(recursive=True)]]
    return sum(each.user + each.system for each in times)
