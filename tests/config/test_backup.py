"""Backup and restore, rehearsed with their own scripts on Debian's Postgres: `make restore-test`.

In roles as on a server: gainsay_owner owns, gainsay works, and neither is a superuser.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from config.embedded import ROOT
from tests import debian_postgres

SCRIPTS = ROOT / "deploy" / "database"
PASSWORDS = {"gainsay_owner": "of the owner's: any $ign", "gainsay": "of the program's"}

pytestmark = [
    pytest.mark.skipif(not debian_postgres.installed(), reason=debian_postgres.MISSING),
    pytest.mark.takes_long,
]


class Site:
    """A server with the two roles, on which Gainsay is installed with its demo."""

    def __init__(self, server: debian_postgres.Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.key = secrets.token_urlsafe(64)
        for role, password in PASSWORDS.items():
            (folder / role).write_text(password + "\n")

    def connect(self, role: str = "postgres", database: str = "gainsay") -> "psycopg.Connection[tuple[object, ...]]":
        """A connection as that role."""
        address = self.server.address(database, user=role, password=PASSWORDS.get(role, ""))
        return psycopg.connect(address, autocommit=True)

    def script(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs one of the scripts with the programs of this Postgres."""
        given = {
            "PATH": f"{debian_postgres.PROGRAMS}:{os.environ['PATH']}",
            "PGHOST": str(self.server.folder),
            "OWNER_PASSWORD_FILE": str(self.folder / "gainsay_owner"),
            "PROGRAM_PASSWORD_FILE": str(self.folder / "gainsay"),
            **environment,
        }
        return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)

    def environment(self, role: str, database: str = "gainsay") -> dict[str, str]:
        """What `manage.py` is given to work as that role."""
        return {
            "DATABASE_URL": self.server.address(database, user=role),
            "PGPASSWORD_FILE": str(self.folder / role),
            "SECRET_KEY": self.key,
            "GAINSAY_URL": "http://localhost",
        }

    def manage(self, *arguments: str, role: str, database: str = "gainsay") -> subprocess.CompletedProcess[str]:
        """Runs a command of Gainsay as that role."""
        given = {"PATH": os.environ["PATH"], **self.environment(role, database)}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)

    def holds(self, database: str = "gainsay") -> str:
        """Every table with the number and the sum of its rows, every trigger, constraint and index."""
        listed = self.script(
            "psql", "-X", "-q", "-t", "-A", "-U", "postgres", "-d", database, "-f", str(SCRIPTS / "inventory.sql")
        )
        assert listed.returncode == 0, listed.stderr
        return listed.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    with debian_postgres.server() as server:
        made = Site(server, tmp_path_factory.mktemp("site"))
        for done in (
            made.script(str(SCRIPTS / "10-roles.sh")),
            made.manage("migrate", "--noinput", role="gainsay_owner"),
            made.manage("grant_rights", "gainsay", role="gainsay_owner"),
            made.manage("load_demo", role="gainsay"),
        ):
            assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def backup(site, tmp_path) -> Path:
    """A backup of the site as it is."""
    done = site.script(str(SCRIPTS / "backup"), str(tmp_path / "backup"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "backup"


def restore(site: Site, folder: Path) -> subprocess.CompletedProcess[str]:
    """The whole recipe."""
    manage = site.folder / "manage"
    manage.write_text(
        '#!/bin/sh\nDATABASE_URL=$(echo "$DATABASE_URL" | sed "s,/gainsay$,/$1,"); export DATABASE_URL\nshift\n'
        f'exec {sys.executable} {ROOT}/manage.py "$@"\n'
    )
    manage.chmod(0o755)
    return site.script(
        str(ROOT / "deploy" / "restore"),
        str(folder),
        **site.environment("gainsay_owner"),
        DATABASE=f"{SCRIPTS}/",
        MANAGE=str(manage),
        STOP="true",
        START="true",
    )


def databases(site: Site) -> set[str]:
    with site.connect(database="postgres") as connection:
        return {str(name) for (name,) in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}


def test_neither_role_is_a_superuser_and_the_owner_owns_everything(site):
    with site.connect() as connection:
        rights = connection.execute(
            "SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls FROM pg_roles"
            " WHERE rolname LIKE 'gainsay%' ORDER BY 1"
        ).fetchall()
        owners = connection.execute(
            "SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchall()
        (owner,) = connection.execute(
            "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'gainsay'"
        ).fetchone()
    assert rights == [("gainsay", False), ("gainsay_owner", False)]
    assert owners == [("gainsay_owner",)]
    assert owner == "gainsay_owner"


FORBIDDEN = [
    "UPDATE claims_passageevent SET note = 'other'",
    "DELETE FROM claims_claimevent",
    "TRUNCATE claims_passageevent",
    "DELETE FROM claims_milestone",
    "UPDATE claims_userevent SET username = 'other'",
    "DELETE FROM claims_userevent",
    "UPDATE claims_invitationevent SET note = ''",
    "UPDATE claims_personreplacement SET number = 5",
    "UPDATE claims_securityevent SET details = '{}'",
    "DELETE FROM claims_securityevent WHERE at < now() - interval '300 days'",
    "TRUNCATE claims_securityevent",
    "ALTER TABLE claims_passageevent DISABLE TRIGGER ALL",
    "ALTER TABLE claims_passage DISABLE TRIGGER USER",
    "SET session_replication_role = replica",
    "DROP TABLE claims_comment",
    "CREATE TABLE mine (number int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "TRUNCATE claims_change",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_program_cannot_change_its_history_whatever_it_runs(site, statement):
    with site.connect("gainsay") as connection:
        # A setting that puts triggers to sleep is open to every role, and helps nothing here.
        connection.execute("SELECT set_config('pgtrigger.ignore', 'claims_passageevent:append_only', false)")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE claims_milestone SET note = ''", "DELETE FROM claims_claimevent"])
def test_not_even_the_owner_changes_the_history_by_a_plain_statement(site, statement):
    with site.connect("gainsay_owner") as connection:
        # So that there is a row of the history to change.
        connection.execute("UPDATE claims_claim SET note = note || '.' WHERE id = (SELECT min(id) FROM claims_claim)")
        with pytest.raises((errors.RaiseException, errors.CheckViolation)):
            connection.execute(statement)


OLD_ENTRY = (
    "INSERT INTO claims_securityevent (event, request_id, details, at)"
    " VALUES ('exported', 'of old', %s, now() - interval '400 days')"
)


def test_the_program_replaces_a_person_and_prunes_the_log_by_their_functions_alone(site):
    with site.connect("gainsay") as connection:
        # A second name, so that the first one stands in the history; one old entry of the log that holds it too.
        connection.execute("UPDATE claims_user SET first_name = 'Ravi S.' WHERE username = 'reader'")
        connection.execute(OLD_ENTRY, ['{"name": "Ravi Shah"}'])
        (person,) = connection.execute("SELECT id FROM claims_user WHERE username = 'reader'").fetchone()
        names = "SELECT DISTINCT username, first_name FROM claims_userevent WHERE id = %s"
        log = "SELECT details ->> 'name' FROM claims_securityevent WHERE request_id = 'of old'"
        assert connection.execute(names, [person]).fetchall() == [("reader", "Ravi Shah")]
        assert connection.execute(log).fetchall() == [("Ravi Shah",)]

        # The announcement of a function opens nothing to a statement beside it.
        for announced, statement in (
            (f"SELECT claims_replace_person({person}, NULL)", f"DELETE FROM claims_userevent WHERE id = {person}"),
            (
                f"SELECT claims_replace_person({person}, NULL)",
                f"UPDATE claims_userevent SET username = 'former member 1' WHERE id = {person}",
            ),
            ("SELECT claims_prune_security_events(now())", "DELETE FROM claims_securityevent"),
            ("SELECT claims_prune_security_events(now())", "UPDATE claims_securityevent SET address = NULL"),
        ):
            with pytest.raises(errors.InsufficientPrivilege), connection.transaction():
                connection.execute(announced)
                connection.execute(statement)
        assert connection.execute(names, [person]).fetchall() == [("reader", "Ravi Shah")]
        assert connection.execute(log).fetchall() == [("Ravi Shah",)]

        done = site.manage("replace_person", "reader", "--yes", role="gainsay")
        assert done.returncode == 0, done.stderr
        assert connection.execute(names, [person]).fetchall() == [("former member 1", "")]
        assert connection.execute(log).fetchall() == [("former member 1",)]

        done = site.manage("prune_security_log", role="gainsay")
        assert done.returncode == 0, done.stderr
        assert connection.execute(log).fetchall() == []
        pruned = connection.execute(
            "SELECT details ->> 'number' FROM claims_securityevent WHERE event = 'log_pruned'"
        ).fetchall()
        assert pruned == [("1",)]


def test_the_program_works_in_its_role_and_has_tables_looked_at(site):
    with site.connect("gainsay") as connection:
        assert connection.execute("SHOW jit").fetchone() == ("off",)
        connection.execute("SELECT claims_analyze(ARRAY['claims_article'])")
        (rows,) = connection.execute("SELECT reltuples FROM pg_class WHERE relname = 'claims_article'").fetchone()
        assert rows == connection.execute("SELECT count(*) FROM claims_article").fetchone()[0] > 0


def test_what_is_restored_is_what_was_there(site, backup):
    before = site.holds()
    (kept,) = [line for line in before.splitlines() if line.startswith("table claims_passage ")]
    # What happens after the backup, a restore takes back: that is what it is for.
    with site.connect("gainsay") as connection:
        connection.execute(
            "UPDATE claims_claim SET note = 'written later' WHERE id = (SELECT min(id) FROM claims_claim)"
        )
    assert site.holds() != before
    done = restore(site, backup)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "tables of the history only grow" in done.stdout
    after = site.holds()
    assert after == before
    assert kept in after and int(kept.split()[2]) > 20
    assert sum(line.startswith("trigger ") for line in after.splitlines()) > 40
    # The former one is kept, with what was written later.
    (former,) = [name for name in databases(site) if name.startswith("gainsay_before_")]
    with site.connect(database=former) as connection:
        assert connection.execute("SELECT count(*) FROM claims_claim WHERE note = 'written later'").fetchone() == (1,)
    with site.connect() as connection:
        analyzed = connection.execute("SELECT count(*) FROM pg_statistic WHERE starelid = 'claims_passage'::regclass")
        assert analyzed.fetchone()[0] > 10
    for arguments, role in ((("verify",), "gainsay"), (("migrate", "--check"), "gainsay")):
        checked = site.manage(*arguments, role=role)
        assert checked.returncode == 0, checked.stderr
    with site.connect("gainsay") as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("DELETE FROM claims_passageevent")


@pytest.mark.parametrize("harm", ["cut", "changed", "other rows"])
def test_a_restore_that_fails_leaves_everything_as_it_was(site, backup, harm):
    before, there = site.holds(), databases(site)
    dump = backup / "gainsay.dump"
    content = dump.read_bytes()
    if harm == "cut":
        dump.write_bytes(content[: len(content) // 2])
        _sum_up(backup)
    elif harm == "changed":
        dump.write_bytes(content[:-100] + bytes(100))
    else:
        holds = backup / "holds.txt"
        lines = holds.read_text().splitlines(keepends=True)
        holds.write_text("".join(line for line in lines if not line.startswith("table claims_comment ")))
        _sum_up(backup)
    done = restore(site, backup)
    assert done.returncode != 0
    assert site.holds() == before
    assert databases(site) - {"gainsay_restored"} == there - {"gainsay_restored"}


def _sum_up(backup: Path) -> None:
    """As somebody would who means harm: sums that fit."""
    summed = subprocess.run(
        ["sha256sum", "gainsay.dump", "holds.txt"], cwd=backup, capture_output=True, text=True, check=True
    )
    (backup / "sums.txt").write_text(summed.stdout)


def test_a_backup_that_fails_leaves_no_folder(site, tmp_path):
    done = site.script(str(SCRIPTS / "backup"), str(tmp_path / "backup"), NAME="nothing_of_that_name")
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []
