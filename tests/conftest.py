"""Starts the database that the tests run on and makes Django ready, before any test module is imported.

Without `DATABASE_URL` that is an embedded server of the tests' own, quick because it need not survive a
power cut. `GAINSAY_TEST_DB` names another test database, so that two runs can share a server.
"""

import gc
import os
from collections.abc import Iterator, Sequence

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from config import embedded

# Garbage is looked for rarely: going through all of Django a thousand times took a fifth of the time.
gc.set_threshold(50_000, 20, 50)

if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = embedded.start(embedded.ROOT / ".postgres-test", durable=False)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789" * 5
os.environ["GAINSAY_URL"] = "http://localhost"
for name in ("DEBUG", "ALLOWED_HOSTS", "GAINSAY_MAX_ARTICLE_BYTES", "GAINSAY_COLLECTIONS_BY"):
    os.environ.pop(name, None)

# Added to what is there: Django may have filled it in already.
settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = os.environ.get("GAINSAY_TEST_DB", "test_gainsay")
# Fewer rounds: hundreds of logins need not be safe against guessing.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# No manifest, so no collectstatic before a test. (tests/config/ tries the real one.)
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

django.setup()
gc.freeze()

pytest_plugins = ["tests.cast"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database-only`: for the second run, on another Postgres, which says nothing new of anything else."""
    parser.addoption("--database-only", action="store_true", help="leave out tests that ask no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begins with what takes long; leaves out what needs no database, where that is asked for."""
    items.sort(key=lambda item: not item.get_closest_marker("takes_long"))
    if config.getoption("database_only"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_the_database(item)])
        items[:] = filter(_asks_the_database, items)


def _asks_the_database(item: pytest.Item) -> bool:
    """Whether pytest-django lets it: any other test fails as soon as it asks."""
    fixtures = {"django_db_setup", "live_server"} & {*getattr(item, "fixturenames", ())}
    return bool(fixtures or item.get_closest_marker("django_db") or issubclass(item.cls or object, TransactionTestCase))


def _sql_to_empty(operations: object, style: object, tables: Sequence[str], **options: object) -> list[str]:
    """How tables are emptied behind a test with real transactions: TRUNCATE, as Django does it, takes 100 times longer.

    Triggers, foreign keys among them, sleep meanwhile, as only a superuser may let them.
    """
    deletions = (f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables)
    return ["SET LOCAL session_replication_role = replica", *deletions] if tables else []


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """As pytest-django has it; at the end nobody else is in the database, so that it can be dropped.

    A browser's last request may still be on its way when its test is over.
    """
    # For every connection, those of browser tests included; histories refuse TRUNCATE.
    type(connection.ops).sql_flush = _sql_to_empty
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
