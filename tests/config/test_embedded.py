"""The embedded server: made, found again, stopped, and back after a crash. Each test has its own."""

import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from config import embedded, local

pytestmark = pytest.mark.skipif(not embedded.installed(), reason="the embedded Postgres is not installed")


@pytest.fixture
def folder():
    """An empty folder, and no server in it at the end."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
        embedded.stop(Path(name))


def start(folder: Path, *, durable: bool = False) -> psycopg.Connection:
    """A connection to the folder's server."""
    return psycopg.connect(embedded.start(folder, durable=durable), autocommit=True)


def postmaster(folder: Path) -> int:
    """The server's process id."""
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def test_the_database_is_utf8_and_knows_letters_of_all_alphabets(folder):
    with start(folder) as connection:
        row = connection.execute(
            "SELECT current_database(), current_setting('server_encoding'), lower('ÄЖ'),"
            " to_tsvector('simple', '“Київ” — Größe')::text"
        ).fetchone()
    assert row == ("gainsay", "UTF8", "äж", "'größe':2 'київ':1")


def test_a_running_server_is_found_and_what_it_holds_outlasts_a_stop(folder):
    with start(folder) as connection:
        connection.execute("CREATE TABLE kept ()")
    process = postmaster(folder)
    embedded.start(folder)
    assert postmaster(folder) == process
    assert embedded.stop(folder)
    assert not embedded.running(folder)
    assert not embedded.stop(folder)
    with start(folder) as connection:
        assert connection.execute("TABLE kept").fetchall() == []


def test_it_comes_back_after_a_crash(folder):
    with start(folder, durable=True) as connection:
        connection.execute("CREATE TABLE kept ()")
        # While a connection is open, so that a process of the old server is still there.
        os.kill(postmaster(folder), signal.SIGKILL)
        with start(folder) as again:
            assert again.execute("TABLE kept").fetchall() == []


def test_a_process_id_that_now_belongs_to_another_program_is_no_obstacle(folder):
    start(folder).close()
    pid_file = folder / "data" / "postmaster.pid"
    words = pid_file.read_text().replace(str(postmaster(folder)), str(os.getpid()), 1)
    embedded.stop(folder)
    pid_file.write_text(words)
    start(folder).close()
    assert postmaster(folder) != os.getpid()


def test_an_interrupted_first_start_leaves_nothing_that_matters(folder):
    (folder / "data.new").mkdir()
    (folder / "data.new" / "PG_VERSION").write_text("18\n")
    start(folder).close()


def test_two_that_start_it_at_once_share_it(folder):
    command = [sys.executable, "-m", "config.embedded", "--folder", str(folder), "--forgetful", "start"]
    with ThreadPoolExecutor() as both:
        first, second = both.map(lambda _: subprocess.check_output(command, cwd=embedded.ROOT, text=True), range(2))
    assert first == second
    psycopg.connect(first.strip()).close()


def test_a_folder_with_a_long_path_works(folder):
    deep = folder / ("long" * 30)
    folder.chmod(0o755)
    try:
        with start(deep) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded.stop(deep)


def test_a_command_runs_beside_a_server_that_ends_with_it(folder):
    command = [
        sys.executable,
        "-c",
        "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL']); exit(7)",
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "config.embedded", "--folder", str(folder), "--forgetful", "run", *command],
        cwd=embedded.ROOT,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        check=False,
    )
    assert ran.returncode == 7
    assert not embedded.running(folder)


def test_another_versions_data_is_left_alone_and_named(folder):
    (folder / "data").mkdir()
    (folder / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(embedded.EmbeddedError, match=r"made by Postgres 16, .* move that folder away"):
        embedded.start(folder)


def test_a_failing_start_shows_the_end_of_the_log(folder):
    start(folder).close()
    embedded.stop(folder)
    (folder / "data" / "postgresql.auto.conf").write_text("no_such_setting = on\n")
    with pytest.raises(embedded.EmbeddedError, match="no_such_setting"):
        embedded.start(folder)


def test_the_secret_of_a_machine_is_made_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret"
    secret = local.secret(path)
    assert len(secret) >= 64
    assert local.secret(path) == secret
    assert path.stat().st_mode & 0o077 == 0
