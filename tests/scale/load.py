"""People at work, as far as the web server can tell: signed in through the form, connections kept open."""

import re
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from statistics import quantiles
from urllib.parse import urlencode

from tests.make import uuid7
from tests.scale.data import PASSWORD
from tests.scale.stories import Saying

# As a browser asks: whatever compression costs the server is part of what is measured.
BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html", "Connection": "keep-alive"}

IDLE_SECONDS = 20


class Unexpected(Exception):
    """The server answered what it should not have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response read to its end; `seconds` from the request's first byte to the answer's last."""

    seconds: float
    body: bytes


class Client:
    """One person at one browser."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.used = time.monotonic()

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, *, status: int = 200, **headers: str
    ) -> Answer:
        """Send a request and read the answer; Unexpected unless it has that status."""
        body = urlencode(fields).encode() if fields is not None else None
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        started = time.perf_counter()
        response = self.send(method, path, body, headers)
        content = response.read()
        answer = Answer(time.perf_counter() - started, content)
        if response.status != status:
            raise Unexpected(f"{method} {path}: {response.status} instead of {status}\n{content[:2000]!r}")
        return answer

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> HTTPResponse:
        """Send a request and answer the response, unread."""
        # The server closes what was idle for too long; the next request then opens a new connection.
        if time.monotonic() - self.used > IDLE_SECONDS:
            self.connection.close()
        self.used = time.monotonic()
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, BROWSER | headers | ({"Cookie": cookie} if cookie else {}))
        response = self.connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return response

    def at(self, port: int) -> "Client":
        """The same person, signed in, at another server of the same database."""
        twin = Client(port)
        twin.cookies = dict(self.cookies)
        return twin

    def log_in(self, username: str) -> "Client":
        """Through the form, as everybody does."""
        page = self.ask("GET", "/login/", **{"Accept-Encoding": "identity"}).body.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if not token:
            raise Unexpected("The login page holds no token.")
        fields = {"csrfmiddlewaretoken": token[1], "username": username, "password": PASSWORD}
        self.ask("POST", "/login/", fields, status=302)
        return self

    def mark(self, article: int, saying: Saying) -> float:
        """Make a passage as one key does; answers the seconds it took."""
        fields = {
            "action": str(uuid7()), "id": str(uuid7()), "mark": saying.mark, "content": f"{saying.start}..{saying.end}",
        }  # fmt: skip
        return self.write(f"/articles/{article}/passages/", fields)

    def write(self, path: str, fields: dict[str, str]) -> float:
        """Post as the pages' scripts do; answers the seconds it took."""
        headers = {"HX-Request": "true", "X-CSRFToken": self.cookies["csrftoken"]}
        headers["Origin"] = f"http://127.0.0.1:{self.port}"
        return self.ask("POST", path, fields, **headers).seconds


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """The 50th and the 95th percentile."""
    cuts = quantiles(seconds, n=20, method="inclusive")
    return cuts[9], cuts[18]


def at_once(tasks: Sequence[Callable[[], None]]) -> float:
    """Do all at the same time, each in a thread; the seconds until the last is done. Raises what one raises."""
    failures: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except (Unexpected, OSError) as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - started


class SlowReader:
    """Downloads at so many bytes a second until it is told to stop."""

    def __init__(self, client: Client, path: str, *, rate: int) -> None:
        self.stopped = threading.Event()
        self.received = 0
        # What the kernel takes in advance would make the reader look faster than it is.
        client.connection.sock = socket.create_connection(("127.0.0.1", client.port))
        client.connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
        self.response = client.send("GET", path, None, {"Accept-Encoding": "identity"})
        if self.response.status != 200:
            raise Unexpected(f"{path}: {self.response.status}")
        self.client, self.rate = client, rate
        self.thread = threading.Thread(target=self._read)

    def __enter__(self) -> "SlowReader":
        self.thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stopped.set()
        self.thread.join()
        self.client.connection.close()

    def _read(self) -> None:
        piece = self.rate // 10
        while not self.stopped.wait(0.1):
            got = self.response.read(piece)
            self.received += len(got)
            if not got:
                return
