"""`make demo`, from its second line on: what it prints is true, and what it starts it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.db import connection

from config.embedded import ROOT


@pytest.fixture
def fresh_database():
    """The address of an empty database, gone at the end."""
    name = f"{connection.settings_dict['NAME']}_demo"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def port():
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**changes: str) -> dict[str, str]:
    """The tests' environment without what conftest set for them."""
    ours = ("SECRET_KEY", "GAINSAY_URL", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if name not in ours} | changes


def log_in(address: str, name: str, password: str) -> str:
    """The page that a person sees after logging in with a browser's cookies."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = urlencode({"username": name, "password": password, "csrfmiddlewaretoken": token})
    return browser.open(f"{address}login/", form.encode()).read().decode()


@pytest.mark.takes_long
@pytest.mark.django_db(transaction=True)
def test_it_serves_the_logins_that_it_prints_until_it_is_ended(fresh_database, port, tmp_path):
    errors = tmp_path / "errors"
    with (
        errors.open("w") as error_stream,
        subprocess.Popen(
            [sys.executable, "-m", "config.demo"],
            cwd=ROOT,
            env=environment(DATABASE_URL=fresh_database, PORT=str(port)),
            stdout=subprocess.PIPE,
            stderr=error_stream,
            text=True,
        ) as demo,
    ):
        try:
            printed = []
            while not printed or "Gainsay is at" not in printed[-1]:
                printed.append(demo.stdout.readline())
                assert printed[-1], "it ended before it served"
            words = "".join(printed)
            address = re.search(r"Gainsay is at (\S+)", words)[1]
            assert address == f"http://localhost:{port}/"
            logins = re.findall(r"^login: (\S+) (\S+) (\S+)$", words, re.MULTILINE)
            assert [name for name, _, _ in logins] == ["editor", "editor2", "reviewer", "manager", "reader"]
            for name, password, _ in logins:
                page = log_in(address, name, password)
                assert 'class="menu"' in page, f"{name} is signed in"
                assert 'name="password"' not in page
        finally:
            demo.send_signal(signal.SIGTERM)
    assert demo.returncode == 0
    assert '"logger"' not in errors.read_text(), "nothing went wrong, so the terminal is not filled with the log"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("taken", ["a port in use", "0", "http"])
def test_a_port_that_cannot_be_used_ends_it_at_once(taken):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1]) if taken == "a port in use" else taken
        ended = subprocess.run(
            [sys.executable, "-m", "config.demo"],
            cwd=ROOT,
            env=environment(PORT=port),
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert re.search(rf"(Port {port} cannot be used: .*PORT=8123|PORT={port} is no port)", ended.stderr)
    assert ended.stdout == ""
