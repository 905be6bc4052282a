"""Debian's Postgres 15: the oldest that is supported, as a system brings it, with its just-in-time compiler on.

A server of its own in a new folder, on a socket, that is gone afterwards. For what the embedded one cannot show:
the second run of the model tests, the bench beside it, backup and restore, the pooler.

`python -m tests.debian_postgres run COMMAND …` runs a command that finds the server in `DATABASE_URL`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
# The account that the package brings: Postgres refuses to run as root.
ACCOUNT = "postgres"
MISSING = f"{PROGRAMS} is missing; on Debian 12, as root: apt-get install postgresql-15"
# It outlives no power cut, and need not.
SETTINGS = ("listen_addresses=", "fsync=off")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. `folder` holds its data, its log and its socket."""

    folder: Path

    def address(self, database: str = "postgres", *, user: str = "postgres", password: str = "") -> str:
        """The address of one of its databases. Whoever reaches the socket needs no password but for a role with one."""
        person = f"{user}:{quote(password, safe='')}" if password else user
        return f"postgresql://{person}@{quote(str(self.folder), safe='')}/{database}"

    @property
    def pid(self) -> int:
        """The process that all its others come from."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])


def installed() -> bool:
    """Whether the package is there."""
    return (PROGRAMS / "postgres").exists()


def as_account(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one of its programs as an account that may; raises CalledProcessError, with what it said."""
    account = pwd.getpwnam(ACCOUNT) if os.geteuid() == 0 else None
    finished = subprocess.run(
        [str(each) for each in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
    if finished.returncode:
        print(finished.stdout, finished.stderr, sep="\n", file=sys.stderr)
        finished.check_returncode()
    return finished


@contextmanager
def server(*settings: str) -> Iterator[Server]:
    """A new server with these settings besides its own; stopped and removed at the end."""
    if not installed():
        raise FileNotFoundError(MISSING)
    # A socket's path is short on every system, so it is not made below a test's own folder.
    folder = Path(tempfile.mkdtemp(prefix="gainsay-15-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        as_account(
            *(PROGRAMS / "initdb", "--pgdata", "data", "--username", "postgres", "--auth", "trust", "--no-sync"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
            folder=folder,
        )
        options = " ".join(f"-c {each}" for each in (*SETTINGS, f"unix_socket_directories={folder}", *settings))
        # Its output goes to the log: a pipe would stay open for as long as the server runs.
        as_account(
            *(PROGRAMS / "pg_ctl", "--pgdata", "data", "--log", "log", "-w", "-s", "-o", options, "start"),
            folder=folder,
        )
        try:
            yield Server(folder)
        finally:
            as_account(PROGRAMS / "pg_ctl", "--pgdata", "data", "-s", "--mode", "immediate", "stop", folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """`run COMMAND …`: its exit code."""
    if len(sys.argv) < 3 or sys.argv[1] != "run":
        print(__doc__, file=sys.stderr)
        return 2
    if not installed():
        print(MISSING, file=sys.stderr)
        return 1
    with server() as running:
        return subprocess.run(
            sys.argv[2:], env=os.environ | {"DATABASE_URL": running.address()}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
