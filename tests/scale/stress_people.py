"""One browser tab of a simulated person: what it shows, and how it sends changes until they are answered.

It does what `outbox.js` and `workbench.js` do: one change after the other, each with the version that is shown and an
id of its own; a broken connection or an answer of 500 is tried again with the same id.
"""

import re
import time
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from random import Random
from urllib.parse import urlencode

from tests.make import uuid7
from tests.scale.load import Client
from tests.scale.stress_cards import Seen, read, versions_beside
from tests.scale.stress_journal import Broken, Journal, Write
from tests.scale.stress_scene import Person, Scene
from tests.scale.stress_servers import now

# Seconds: the longest pause between two tries; after how many a change is given up, as nothing answers any more.
LONGEST_PAUSE, PATIENCE = 1.0, 60.0
TRIES_ANEW = 3
# How often the person does not wait for the answer, and sends again at once; and how often the tab is an old one,
# which shows what was there before.
IMPATIENT, OLD_TAB = 0.03, 0.04


class GaveUp(Exception):
    """Nothing answered for so long that there is no point in going on."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the server."""

    status: int
    text: str
    # Where it sends the browser.
    location: str


@dataclass
class Tab:
    """A person at one tab; others of the same person know nothing of what this one shows."""

    person: Person
    scene: Scene
    port: int
    random: Random
    journal: Journal = field(default_factory=Journal)
    # By article: the cards as they are shown, by passage.
    shown: dict[int, dict[str, Seen]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = Client(self.port)
        self.client.log_in(self.person.username)

    # -- Asking

    def exchange(self, method: str, path: str, fields: dict[str, str | list[str]] | None = None) -> Reply:
        """One request and its answer; OSError or HTTPException when the connection breaks."""
        self.journal.requests += 1
        headers = {"HX-Request": "true", "Accept-Encoding": "identity", "X-CSRFToken": self.client.cookies["csrftoken"]}
        headers["Origin"] = f"http://127.0.0.1:{self.port}"
        body = None
        if fields is not None:
            body = urlencode(fields, doseq=True).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            if self.random.random() < IMPATIENT:
                self.client.connection.request(method, path, body, headers | {"Cookie": self._cookie})
                raise ConnectionAbortedError("did not wait for the answer")
        began = now()
        response = self.client.send(method, path, body, headers)
        text = response.read().decode()
        if response.status >= 500:
            self.journal.broken.append(Broken(began, now(), response.status, f"{method} {path}: {text[:300]}"))
        return Reply(response.status, text, response.headers.get("HX-Redirect") or response.headers.get("Location", ""))

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())

    def _until_answered(
        self, method: str, path: str, fields: dict[str, str | list[str]] | None = None, entry: Write | None = None
    ) -> Reply:
        pause, began = 0.05, time.monotonic()
        while time.monotonic() - began < PATIENCE:
            if entry:
                entry.attempts += 1
                self.journal.retries += entry.attempts > 1
            try:
                reply = self.exchange(method, path, fields)
                if reply.status < 500:
                    return reply
            except ConnectionAbortedError:
                self.client.connection.close()
                continue
            except (OSError, HTTPException):
                self.client.connection.close()
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        raise GaveUp(f"{self.person.username}: {method} {path} found no answer in {PATIENCE:.0f} s")

    def look(self, path: str, article: int) -> Reply:
        """Read a page or a card of the article, and show what is there."""
        reply = self._until_answered("GET", path)
        self._show(reply, article)
        return reply

    def _show(self, reply: Reply, article: int) -> None:
        at, shown = now(), self.shown.setdefault(article, {})
        for seen in read(reply.text):
            self.journal.see(self.person.username, seen.card, at)
            shown[seen.card.passage] = seen
        for passage, version in versions_beside(reply.text):
            # As `workbench.js` has it: else a card is an old one, and remains that.
            if passage in shown and shown[passage].card.version == version - 1:
                shown[passage] = shown[passage].at(version)
                # Handing in and deciding leave the version as it is, so its status may be an old one.
                self.journal.see(self.person.username, replace(shown[passage].card, status=""), at)

    # -- Changing

    def write(
        self,
        verb: str,
        path: str,
        fields: dict[str, str | list[str]],
        *,
        article: int,
        passage: str = "",
        version: int = 0,
    ) -> Write:
        """Send a change until it is answered, and write down what came of it."""
        entry = Write(self.person.username, self.person.pk, verb, path, fields, article, passage, version=version)
        entry.action = str(fields.get("action", ""))
        entry.sent = now()
        self.journal.writes.append(entry)
        reply = self._until_answered("POST", path, fields, entry)
        entry.answered, entry.status = now(), reply.status
        entry.is_done = reply.status == 200
        if verb in ("accept", "merge claims", "reword a claim"):
            # These answer by sending the browser on: to the list, to the claim; or back, with a message.
            entry.is_done = reply.status == 302 and not reply.location.startswith("/articles/")
        if verb in ("undo", "redo"):
            entry.turned = next((seen.card.passage for seen in read(reply.text)), "") if entry.is_done else ""
        self._show(reply, article)
        return entry

    def act(self, verb: str, path: str, article: int, **fields: str | list[str]) -> Write:
        """A change of no single passage."""
        return self.write(verb, path, {"action": str(uuid7()), **fields}, article=article)

    def change(self, verb: str, address: str, seen: Seen, article: int, **fields: str | list[str]) -> Write:
        """A change of a passage as it is shown; where that is stale, it is read again and tried anew."""
        passage, statuses = seen.card.passage, {seen.card.status}
        for _ in range(TRIES_ANEW):
            version = seen.card.version
            if version > 1 and self.random.random() < OLD_TAB:
                version -= 1
            sent = {"action": str(uuid7()), "version": str(version), **fields}
            path = f"/passages/{passage}/{address}/"
            entry = self.write(verb, path, sent, article=article, passage=passage, version=version)
            if entry.status != 409:
                break
            self.journal.conflicts += 1
            seen = self.open(passage, article) or seen
            if seen.card.status not in statuses:
                break
        return entry

    def open(self, passage: str, article: int) -> Seen | None:
        """Open the card, for what only an open one shows; None when it may not be read."""
        self.look(f"/passages/{passage}/", article)
        return self.shown[article].get(passage)

    def readings_to_accept(self, page: str) -> list[str]:
        """Ids of assignments that the page of an article offers to accept."""
        forms = re.findall(r'action="/assignments/(\d+)/accept/"(.*?)</form>', page, re.S)
        return [assignment for assignment, form in forms if " disabled" not in form]
