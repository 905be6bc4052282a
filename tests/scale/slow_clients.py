"""Slow clients and large uploads against the web server and the proxy in front of it, on this machine alone.

Fifty connections that send a byte a second, a hundred that say nothing, 34 downloads that nobody reads: meanwhile
another visitor must get `/healthz` and a page at once. Then 300 MB from somebody who is not signed in: nothing of it
may reach the disk or the memory. Prints figures; exit code 1 where one is out of bounds. Part of `make stress`.
"""

import argparse
import http.client
import os
import socket
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from tests.config import proxy as proxies
from tests.scale import serve

SLOW, SILENT, UNREAD = 50, 100, 34
DOWNLOADS_EACH = 2
PATIENCE = 5.0  # seconds that an answer may take while others are slow; the machine may be busy
UPLOAD = 300_000_000
MEMORY = 64_000_000  # bytes by which the workers may grow meanwhile
VISITOR = "127.0.0.2"  # another address of this machine than the slow ones have
HEADERS = {"Host": "localhost"}


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale.slow_clients", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=8, help="how long each kind lasts (%(default)s)")
    chosen = parser.parse_args()
    if proxies.nginx() is None:
        print(
            "The slow-client test needs nginx: apt-get install nginx-light, or run .ci/nginx as root.", file=sys.stderr
        )
        return 1
    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(tempfile.TemporaryDirectory()))
        (folder / "waiting").mkdir()
        database = at_the_end.enter_context(serve.scratch_database())
        serve.set_environment(database)
        os.environ |= {"GAINSAY_URL": "https://localhost", "ALLOWED_HOSTS": "localhost", "BEHIND_PROXY": "true"}
        os.environ |= {"TMPDIR": str(folder / "waiting"), "WEB_STALL_SECONDS": "5"}
        cookies = filled()
        server = at_the_end.enter_context(serve.served(database))
        proxy = at_the_end.enter_context(proxies.running(proxies.filled_in(folder, upstream=server.port)))
        fine = [attacked(name, proxy.https, chosen.seconds, cookies, names) for name, names in KINDS.items()]
        fine += [one_person(server.port, cookies[0])]
        fine += [
            upload(f"{how}, to the web server", server, folder / "waiting", how=how) for how in ("length", "chunked")
        ]
    return 0 if all(fine) else 1


def filled() -> list[str]:
    """Tables, a long register, and people who are signed in: the cookie of each."""
    import django

    django.setup()

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command
    from django.db import connections

    from annotate.signing_in.session_store import SessionStore
    from claims.models import Actor, User

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    aliases = [f"Another name {number} of this one, longer than most" for number in range(100)]
    Actor.objects.bulk_create(Actor(name=f"Actor {number}", aliases=aliases) for number in range(3_000))
    cookies = []
    for number in range(-(-UNREAD // DOWNLOADS_EACH)):
        person = User.objects.create_user(f"person{number}")
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    connections.close_all()
    return cookies


def trusting() -> ssl.SSLContext:
    """Takes the test's own certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def connected(port: int, *, encrypted: bool = True) -> socket.socket:
    """A connection that takes little in."""
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.settimeout(30)
    plain.connect(("127.0.0.1", port))
    return trusting().wrap_socket(plain) if encrypted else plain


@contextmanager
def slow(port: int, _cookies: list[str]) -> Iterator[None]:
    """Half of them in their headers, half in the body of a form; a byte a second each."""
    begun = b"POST /login/ HTTP/1.1\r\nHost: localhost\r\n"
    whole = begun + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n"
    ended = threading.Event()
    with ExitStack() as stack:
        clients = [stack.enter_context(connected(port)) for _ in range(SLOW)]
        for number, client in enumerate(clients):
            client.sendall(whole if number % 2 else begun)

        def drip() -> None:
            while not ended.wait(1):
                for client in clients:
                    try:
                        client.sendall(b"x")
                    except OSError:
                        # The proxy has ended it.
                        continue

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            yield
        finally:
            ended.set()
            dripping.join()


@contextmanager
def silent(port: int, _cookies: list[str]) -> Iterator[None]:
    """They connect and say nothing."""
    with ExitStack() as stack:
        for _ in range(SILENT):
            stack.enter_context(connected(port, encrypted=False))
        yield


@contextmanager
def unread(port: int, cookies: list[str]) -> Iterator[None]:
    """Each person asks for the register twice and reads none of it."""
    with ExitStack() as stack:
        for number in range(UNREAD):
            client = stack.enter_context(connected(port))
            cookie = cookies[number % len(cookies)]
            client.sendall(f"GET /actors.csv HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        yield


KINDS = {
    f"{SLOW} send a byte a second": (slow,),
    f"{SILENT} say nothing": (silent,),
    f"{UNREAD} downloads are not read": (unread,),
    "all of them at once": (slow, silent, unread),
}


def attacked(name: str, port: int, seconds: float, cookies: list[str], kinds: tuple) -> bool:  # type: ignore[type-arg]
    """Whether another visitor is answered all the while."""
    longest, failed, count = 0.0, 0, 0
    with ExitStack() as stack:
        for kind in kinds:
            stack.enter_context(kind(port, cookies))
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            for path in ("/healthz", "/login/"):
                began = time.monotonic()
                failed += visit(port, path) != 200
                longest, count = max(longest, time.monotonic() - began), count + 1
            time.sleep(0.2)
    fine = not failed and longest < PATIENCE
    print(
        f"{name}: {count} answers to others, {failed} failed, the longest took {longest:.2f} s: {said(fine)}",
        flush=True,
    )
    return fine


def visit(port: int, path: str) -> int:
    """The status that another visitor gets; 0 for none in time."""
    asked = http.client.HTTPSConnection(
        "127.0.0.1", port, timeout=PATIENCE, context=trusting(), source_address=(VISITOR, 0)
    )
    try:
        asked.request("GET", path, headers=HEADERS)
        answer = asked.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        asked.close()


def one_person(port: int, cookie: str) -> bool:
    """Without a proxy: one person's unread downloads take two threads, and those for a while only."""
    statuses = []
    with ExitStack() as stack:
        for _ in range(UNREAD):
            client = stack.enter_context(connected(port, encrypted=False))
            request = (
                f"GET /actors.csv HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\nCookie: {cookie}\r\n\r\n"
            )
            client.sendall(request.encode())
            statuses.append(int(client.recv(12).split()[1]))
        # The time limit of the connections ends both.
        deadline, again = time.monotonic() + 30, 429
        while again == 429 and time.monotonic() < deadline:
            time.sleep(0.5)
            with connected(port, encrypted=False) as client:
                client.sendall(request.encode())
                again = int(client.recv(12).split()[1])
    fine = statuses.count(200) == DOWNLOADS_EACH and statuses.count(429) == UNREAD - DOWNLOADS_EACH and again == 200
    told = f"{statuses.count(200)} begin, {statuses.count(429)} are told to wait, then it is {again}"
    print(f"{UNREAD} unread downloads of one person, no proxy: {told}: {said(fine)}", flush=True)
    return fine


def upload(name: str, server: serve.Server, waiting: Path, *, how: str) -> bool:
    """Whether nothing of a large upload by somebody who is not signed in is kept anywhere."""
    workers = server.master.children()
    before = sum(each.memory_info().rss for each in workers)
    most = 0
    with connected(server.port, encrypted=False) as client:
        size = f"Content-Length: {UPLOAD}" if how == "length" else "Transfer-Encoding: chunked"
        client.sendall(
            "POST /login/ HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"
            f"Cookie: csrftoken={'a' * 32}; __Host-csrftoken={'a' * 32}\r\n"
            f"Content-Type: multipart/form-data; boundary=x\r\n{size}\r\n\r\n".encode()
        )
        part = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n\r\n' + b"x" * 1_000_000
        sent = 0
        try:
            while sent < UPLOAD:
                client.sendall(part if how == "length" else b"%x\r\n%b\r\n" % (len(part), part))
                sent += len(part)
                part = b"x" * 1_000_000
                most = max(most, written_in(waiting, workers))
        except OSError:
            # It does not want more.
            pass
        status = answered(client)
    grown = sum(each.memory_info().rss for each in workers) - before
    fine = most == 0 and grown < MEMORY and sent < UPLOAD and status in (0, 411, 413)
    figures = (
        f"{sent / 1e6:.0f} MB sent, {most} bytes on the disk, memory grew by {grown / 1e6:.0f} MB, status {status}"
    )
    print(f"300 MB by a stranger ({name}): {figures}: {said(fine)}", flush=True)
    return fine


def written_in(waiting: Path, workers: list[psutil.Process]) -> int:
    """Bytes in the folder for temporary files, those of files without a name included."""
    there = sum(each.stat().st_size for each in waiting.iterdir() if each.is_file())
    for worker in workers:
        for link in Path(f"/proc/{worker.pid}/fd").iterdir():
            try:
                if str(waiting) in str(link.readlink()):
                    there += link.stat().st_size
            except OSError:
                # Closed meanwhile.
                continue
    return there


def answered(client: socket.socket) -> int:
    """The status; 0 where the connection was ended before it could be read."""
    try:
        return int(client.recv(12).split()[1])
    except (OSError, IndexError):
        return 0


def said(fine: bool) -> str:
    """In one word."""
    return "fine" if fine else "TOO MUCH"


if __name__ == "__main__":
    sys.exit(main())
