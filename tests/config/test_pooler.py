"""Behind a pooler that hands connections on after each transaction: answers stay one's own, or the start is refused."""

import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import ROOT
from tests import debian_postgres

POOLER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
PORT, SERVER_CONNECTIONS = 6432, 2
CONFIGURATION = """
[databases]
gainsay = host={folder} dbname=gainsay user={role}
[pgbouncer]
unix_socket_dir = {folder}
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = {size}
logfile = {folder}/pooler.log
pidfile = {folder}/pooler.pid
{more}
"""
# Old ones refuse what a client asks for at the start, unless told to forget it.
LENIENT = "ignore_startup_parameters = options,extra_float_digits"

pytestmark = [
    pytest.mark.skipif(not POOLER, reason="pgbouncer is not installed (Debian: apt-get install pgbouncer)"),
    pytest.mark.skipif(not debian_postgres.installed(), reason=debian_postgres.MISSING),
]


@pytest.fixture(scope="module")
def server() -> Iterator[debian_postgres.Server]:
    """A server with the settings that a pooler cannot ask for, as the README has them."""
    with debian_postgres.server() as running:
        with psycopg.connect(running.address(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE gainsay")
            connection.execute("ALTER ROLE postgres SET jit = off")
            connection.execute("ALTER ROLE postgres SET plan_cache_mode = force_generic_plan")
        yield running


@pytest.fixture
def pooler(server) -> Iterator[Callable[[str], str]]:
    """`pooler(more)` starts one with these lines in its configuration besides; answers the address."""
    account = pwd.getpwnam(debian_postgres.ACCOUNT) if os.geteuid() == 0 else None
    started: list[subprocess.Popen[bytes]] = []

    def start(more: str = "", *, role: str = "postgres") -> str:
        file = Path(server.folder) / "pooler.ini"
        lines = {"folder": server.folder, "port": PORT, "size": SERVER_CONNECTIONS, "role": role, "more": more}
        file.write_text(CONFIGURATION.format(**lines))
        file.chmod(0o644)
        process = subprocess.Popen(
            [str(POOLER), "--quiet", str(file)],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        started.append(process)
        socket = Path(server.folder) / f".s.PGSQL.{PORT}"
        deadline = time.monotonic() + 20
        while not socket.exists():
            assert process.poll() is None and time.monotonic() < deadline, "the pooler did not start"
            time.sleep(0.02)
        return server.address("gainsay").replace("/gainsay", f":{PORT}/gainsay")

    yield start
    for process in started:
        process.terminate()
        process.wait()


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Python with the settings of production and these."""
    given = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "GAINSAY_URL": "https://gainsay.example.org",
        "SECRET_KEY": secrets.token_urlsafe(64),
        **environment,
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )


@pytest.mark.takes_long
def test_many_clients_share_two_connections_and_each_gets_its_own_answers(pooler):
    done = python("-m", "tests.pooled_clients", DATABASE_URL=pooler(), DATABASE_POOLED="true")
    assert done.returncode == 0, done.stderr + done.stdout
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["asked"] == 8 * 15 * 4
    # More clients than connections, and not one connection for each.
    assert 1 <= found["servers"] <= SERVER_CONNECTIONS


@pytest.mark.parametrize("more", ["", LENIENT], ids=["one that refuses options", "one that forgets them"])
def test_a_pooler_without_the_setting_is_refused_at_the_start(pooler, more):
    address = pooler(more)
    for arguments in (["-c", "import config.wsgi"], ["manage.py", "check", "--database", "default"]):
        started = python(*arguments, DATABASE_URL=address)
        assert started.returncode != 0, started.stdout
        if more or "manage.py" not in arguments:
            assert "A pooler stands before the database" in started.stderr
            assert "HINT: Set DATABASE_POOLED=true" in started.stderr
        else:
            # Django asks the database for its version before it comes to our checks.
            assert "unsupported startup parameter: options" in started.stderr
        assert python(*arguments, DATABASE_URL=address, DATABASE_POOLED="true").returncode == 0


def test_without_a_pooler_nothing_is_minded(server):
    started = python("-c", "import config.wsgi", DATABASE_URL=server.address("gainsay"), BEHIND_PROXY="true")
    assert started.returncode == 0
    assert "HINT" not in started.stderr


def test_a_role_that_compiles_statements_is_warned_about(server, pooler):
    with psycopg.connect(server.address(), autocommit=True) as connection:
        # Its settings are the server's own: compiling is on.
        connection.execute("CREATE ROLE eager LOGIN SUPERUSER")
    address = pooler(role="eager")
    warned = python("manage.py", "check", "--database", "default", DATABASE_URL=address, DATABASE_POOLED="true")
    assert warned.returncode == 0
    assert "gainsay.W040" in warned.stderr
    assert "ALTER ROLE" in warned.stderr
