"""The stress command's own database server and web server, and how they are killed.

Only processes that were started here are killed, each by its id.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from config import alive, embedded

SETTINGS = "tests.scale.stress_settings"
START_SECONDS = 60
WORKERS = 2


def now() -> datetime:
    """This moment; of the same clock as the times in the database, since that runs on this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Outage:
    """From the kill until the server answered again."""

    what: str
    began: datetime
    ended: datetime


class Database:
    """A Postgres server in a folder of its own, with the settings of production: what is committed is on the disk."""

    name = "database"

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def make(self) -> str:
        """Begin with an empty server; answers its address."""
        self.remove()
        return embedded.start(self.folder, durable=True)

    def start(self) -> None:
        """Start it again with all that it held."""
        embedded.start(self.folder, durable=True)

    def kill(self) -> None:
        """SIGKILL for the postmaster and all its children."""
        data = self.folder / "data"
        postmaster = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
        if Path(postmaster.cwd()) != data:
            raise RuntimeError(f"Process {postmaster.pid} is not the server of {data}.")
        _kill(postmaster)

    def remove(self) -> None:
        """Stop it, and away with the folder."""
        embedded.stop(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)


class Web:
    """Gunicorn as the demo starts it, with two workers, always at the same port; what it says goes to a file."""

    name = "web server"

    def __init__(self, log: Path, *, settings: str = SETTINGS) -> None:
        self.log, self.settings = log, settings
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def start(self) -> None:
        """Start it, and wait until it answers."""
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*gunicorn, "--access-logfile", os.devnull, "--bind", f"127.0.0.1:{self.port}"],
                env=os.environ | {"DJANGO_SETTINGS_MODULE": self.settings, "WEB_CONCURRENCY": str(WORKERS)},
                cwd=embedded.ROOT,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not alive.answers(port=self.port, host=alive.allowed_host()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The web server did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL for the master and all its workers."""
        _kill(psutil.Process(self.process.pid))
        self.process.wait()

    def stop(self) -> None:
        """End it as it should be ended."""
        self.process.terminate()
        self.process.wait()


def _kill(parent: psutil.Process) -> None:
    family = [parent, *parent.children(recursive=True)]
    for each in family:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=START_SECONDS)


@contextmanager
def running(folder: Path) -> Iterator[tuple[Database, str]]:
    """A database server, with its address; gone afterwards."""
    database = Database(folder)
    try:
        yield database, database.make()
    finally:
        database.remove()


def killed(server: Database | Web) -> Outage:
    """Kill it and start it again at once."""
    began = now()
    server.kill()
    server.start()
    return Outage(server.name, began, now())
