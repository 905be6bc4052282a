"""Two who act at the same moment, without chance: one holds a transaction open until the other waits for it."""

import threading
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from claims.models import Assignment, User
from tests import make
from tests.cast import Cast

PATIENCE = 20  # seconds until a test gives up; nothing waits this long unless it fails


class Other:
    """A second person, with a thread and a database connection of their own."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.outcome: Any = None
        self.is_connected = threading.Event()
        self.thread = threading.Thread(target=self._run, args=[act])
        self.thread.start()
        assert self.is_connected.wait(PATIENCE)

    def _run(self, act: Callable[[], Any]) -> None:
        connection.ensure_connection()
        self.pid = connection.connection.info.backend_pid
        self.is_connected.set()
        try:
            self.outcome = act()
        except Exception as error:  # noqa: BLE001 - whatever it was, the test looks at it
            self.outcome = error
        finally:
            connection.close()

    def waits_or_ends(self) -> bool:
        """Answer whether the other waits for a lock, once that is so, or else once all is done."""
        for _ in range(PATIENCE * 100):
            self.thread.join(timeout=0.01)
            if not self.thread.is_alive():
                return False
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self.pid])
                if cursor.fetchone()[0]:
                    return True
        raise AssertionError("the other neither waits nor ends")

    def result(self) -> Any:
        """What the other's act answered or raised, at its end."""
        self.thread.join(timeout=PATIENCE)
        assert not self.thread.is_alive(), "the other never ended"
        return self.outcome


def meanwhile(first: Callable[[], Any], second: Callable[[], Any], *, waits: bool = True) -> Any:
    """Do `first`; before it is committed, begin `second` in another connection; answer its result or error.

    `waits`: whether the second has to wait for the first to be committed.
    """
    with transaction.atomic():
        first()
        other = Other(second)
        waited = other.waits_or_ends()
    outcome = other.result()
    assert waited == waits, f"it had to wait: {waits}; it waited: {waited}; it came to {outcome!r}"
    return outcome


def fresh[Row: models.Model](row: Row) -> Row:
    """The row as it is stored now."""
    return type(row)._default_manager.get(pk=row.pk)


def by(person: User, version: int = 1) -> dict[str, Any]:
    """What every verb of change is told."""
    return {"by": person, "version": version, "action": make.uuid7()}


def reading(cast: Cast, editor: User) -> Assignment:
    """The editor's reading of the article."""
    return Assignment.objects.get(article=cast.article, editor=editor)


def refused(outcome: Any, code: str) -> None:
    """Assert that it came to this refusal."""
    assert isinstance(outcome, ValidationError), repr(outcome)
    assert outcome.code == code
