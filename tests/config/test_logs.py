"""Every line that the program writes is one JSON object, and none holds a secret or words of an article."""

import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from http.client import IncompleteRead
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.db import connection

from claims.actions.invitation_create import create_invitation
from claims.actions.member_set import set_member
from claims.actions.password_link_create import create_password_link
from claims.models import SecurityEvent
from config import alive
from config.embedded import ROOT
from config.logs import LineFormatter, RequestFilter, about_request, configuration, described
from tests import make

START_SECONDS = 60
PASSWORD = "a-password-that-nobody-guesses-57"
UNTRUE = "another-password-that-is-wrong-58"
SEARCHED = "xylophonists"
ARTICLE = "The quagmirelord said that zeppelinfruit was served in Strelsau."


class Browser:
    """What a person with cookies sends to the server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def ask(self, path: str, sent: dict[str, object] | None = None, **headers: str) -> tuple[int, str, dict[str, str]]:
        """The status, the answer and its headers; a POST carries the proof that forms of the site have."""
        data = None
        if sent is not None:
            csrf = {each.name: each.value for each in self.jar}.get("csrftoken", "")
            data = urlencode({"csrfmiddlewaretoken": csrf, **sent}, doseq=True).encode()
        try:
            answer = self.opener.open(Request(self.address + path, data, headers), timeout=30)  # noqa: S310 (ours)
        except HTTPError as error:
            answer = error
        return answer.status, answer.read().decode(), dict(answer.headers)


@pytest.fixture
def served(tmp_path):
    """Starts our web server on the test's database; answers its address, and a function that ends it: its lines."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = re.sub(r"/[^/?]+(\?|$)", rf"/{connection.settings_dict['NAME']}\1", os.environ["DATABASE_URL"])
    changes = {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.config.served_settings",
        "GAINSAY_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    said = tmp_path / "said"
    with said.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn"],
            cwd=ROOT,
            env=os.environ | changes,
            stdout=file,
            stderr=file,
        )

    def end() -> str:
        server.terminate()
        server.wait()
        return said.read_text()

    try:
        deadline = time.monotonic() + START_SECONDS
        while not alive.answers(port=port, host="localhost"):
            assert server.poll() is None and time.monotonic() < deadline, said.read_text()
            time.sleep(0.05)
        yield f"http://localhost:{port}", port, end
    finally:
        server.kill()
        server.wait()


@pytest.mark.takes_long
@pytest.mark.django_db(transaction=True)
def test_a_day_of_the_server_in_its_log(served):
    address, port, end = served
    edith = make.user("edith")
    edith.set_password(PASSWORD)
    edith.save()
    collection = make.collection(by=edith)
    article = make.article(collection, text=ARTICLE, title="Gallimaufry of Strelsau")
    invitation = create_invitation(collection, role="reader", by=edith).token
    ned = make.user("ned")
    set_member(collection, user=ned, role="reader", by=edith)
    _made, link = create_password_link(ned, by=edith)
    browser, stranger = Browser(address), Browser(address)

    browser.ask("/login/")
    assert browser.ask("/login/", {"username": "edith", "password": UNTRUE})[0] in (200, 422)
    assert browser.ask("/login/?next=/", {"username": "edith", "password": PASSWORD})[0] == 200
    session = {each.name: each.value for each in browser.jar}
    stranger.ask(f"/invitations/{invitation}/")
    # Without the slash it is no address, and is sent on.
    stranger.ask(f"/invitations/{invitation}")
    stranger.ask(f"/invitations/{invitation}x/", {"username": "x"})
    stranger.ask(f"/password/link/{link}/")
    stranger.ask("/password/link/", {"new_password1": PASSWORD})
    browser.ask(f"/search/?q={SEARCHED}")
    status, _answer, _headers = browser.ask(
        f"/articles/{article.pk}/passages/",
        {"id": make.uuid7(), "action": make.uuid7(), "mark": "quote", "content": "0..9", "note": "zeppelinfruit"},
    )
    assert status == 200
    assert browser.ask(f"/collections/{collection.slug}/export.csv?raw=1&status=draft")[0] == 200
    assert browser.ask("/articles/999999/")[0] == 404
    assert stranger.ask(f"/nowhere/{invitation}?token={link}")[0] == 404
    assert stranger.ask("/broken/tok-en-of-somebody/?kind=bad", {"words": ARTICLE})[0] == 400
    assert stranger.ask("/broken/tok-en-of-somebody/?kind=suspicious", {"words": ARTICLE})[0] == 400
    sent = {"username": "edith", "password": UNTRUE}
    assert Browser(address).ask("/login/", sent, Referer=f"{address}/x?{link}")[0] == 403
    status, page, headers = browser.ask("/broken/tok-en-of-somebody/", {"words": ARTICLE})
    assert status == 500 and headers["X-Request-ID"] in page, "a person can tell which request it was"
    broke = headers["X-Request-ID"]
    assert browser.ask("/broken/tok-en-of-somebody/?kind=sql", {"words": ARTICLE})[0] == 500
    assert browser.ask("/broken/tok-en-of-somebody/?kind=logged", {})[0] == 200
    with pytest.raises((IncompleteRead, ConnectionError)):
        browser.ask("/broken/tok-en-of-somebody/?kind=stream", {"words": ARTICLE})
    for raw in (
        b"GET /invitations/%s/ HTTP/9\r\n\r\n" % invitation.encode(),
        b"nonsense " + link.encode() + b"\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port)) as plain:
            plain.sendall(raw)
            plain.recv(1000)
    said = end()

    entries = [json.loads(line) for line in said.splitlines()]
    for entry in entries:
        assert {"time", "level", "logger", "message"} <= set(entry)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["time"])
    secrets = (
        invitation, link, PASSWORD, UNTRUE, SEARCHED, "tok-en-of-somebody", *session.values(),
        *ARTICLE.split(" ")[1:2], "zeppelinfruit", "Gallimaufry", "edith",
    )  # fmt: skip
    assert [each for each in secrets if each in said] == []

    access = [entry for entry in entries if entry["logger"] == "gunicorn.access"]
    assert {(entry["method"], entry["route"], entry["status"]) for entry in access} >= {
        ("POST", "/login/", 302), ("GET", "/invitations/<str:token>/", 302),
        ("GET", "/password/link/<str:token>/", 302), ("GET", "/articles/<int:article_id>/", 404),
        ("GET", "/collections/<slug:slug>/export.csv", 200), ("POST", "/broken/<str:token>/", 400),
        ("GET", "(no such address)", 404),
    }  # fmt: skip
    mark = next(entry for entry in access if entry.get("route") == "/articles/<int:article_id>/passages/")
    assert mark["person"] == edith.pk and mark["address"] == "127.0.0.1" and len(mark["request_id"]) == 36
    kinds = [entry.get("event") for entry in entries if entry["logger"] == "gainsay.security"]
    assert "exported" in kinds and "refused" in kinds
    # A stranger's bad request is a line without the way through our code; our own fault has it in one string.
    assert not [entry for entry in entries if "exception" in entry and entry.get("status", 500) < 500]
    fault = next(entry for entry in entries if "exception" in entry)
    assert fault["request_id"] == broke and fault["exception"].startswith("ValueError\n")
    assert "served_urls.py" in fault["exception"] and "raise ValueError(words)" in fault["exception"]
    torn = next(entry for entry in entries if "in _torn" in entry.get("exception", ""))
    assert torn["logger"] == "gunicorn.error" and torn["person"] == edith.pk and len(torn["request_id"]) == 36
    assert any("22P02" in entry.get("exception", "") for entry in entries), "the database's refusal by its code"
    foreign = next(entry for entry in entries if entry["logger"] == "somebody.else")
    assert foreign["message"].count("\n") == 1 and "/broken/" in foreign["message"] and "?q=" not in foreign["message"]
    assert [entry for entry in entries if entry["logger"] == "py.warnings"]
    invalid = [entry for entry in entries if entry["message"].startswith("Invalid request: ")]
    assert len(invalid) == 2 and all("request_id" not in entry and entry["address"] == "127.0.0.1" for entry in invalid)
    assert SecurityEvent.objects.filter(event="exported", person=edith, request_id__in=[
        entry["request_id"] for entry in access
    ]).exists()  # fmt: skip


def line(**attributes: object) -> str:
    # A test before may have asked for a page in this very thread.
    about_request.set(None)
    record = logging.makeLogRecord({"name": "x", "levelname": "INFO", "created": 0.25, **attributes})
    RequestFilter().filter(record)
    return LineFormatter().format(record)


def test_a_line_cannot_be_forged():
    hostile = 'a\nb\r\x1b[2J\u2028\u202e{"level": "forged"}'
    written = line(msg="name: %s", args=(hostile,), details={"name": hostile})
    assert written.isascii() and len(written.splitlines()) == 1
    assert json.loads(written)["details"] == {"name": hostile}


def test_the_time_is_utc_and_unknown_fields_are_left_out():
    entry = json.loads(line(msg="m", password="abc", request=object(), status=200))
    assert entry == {
        "time": "1970-01-01T00:00:00.250Z", "level": "INFO", "logger": "x", "message": "m", "status": 200,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/invitations/abc:def/ seen", "/invitations/… seen"),
        ("GET /password/MQ/abc-def/?x=1", "GET /password/…"),
        ("https://x.example/a/b?q=secret&r=2 seen", "https://x.example/a/b?… seen"),
        ("Really? Yes", "Really? Yes"),
    ],
)
def test_tokens_and_queries_are_taken_out_of_what_libraries_say(words, told):
    assert json.loads(line(msg=words))["message"] == told


def test_an_error_is_told_by_its_way_and_kind_and_not_by_its_words():
    try:
        try:
            int("zeppelinfruit")
        except ValueError as error:
            raise KeyError("quagmirelord") from error
    except KeyError as error:
        told = described(error)
    assert told.startswith("KeyError\n") and "after: ValueError\n" in told and 'int("zeppelinfruit")' in told
    assert "quagmirelord'" not in told.replace('KeyError("quagmirelord")', "")


def test_one_configuration_for_everything():
    loggers = configuration("DEBUG")["loggers"]
    assert {name for name, each in loggers.items() if each.get("handlers")} == set(), "one handler, at the root"
    assert loggers["django.db.backends"]["level"] == logging.INFO, "statements hold values"
    assert configuration("NONSENSE")["root"]["level"] == logging.INFO, "the settings say what is wrong with it"
