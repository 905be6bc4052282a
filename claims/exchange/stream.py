"""Streams an exported table out of the database, which writes the CSV itself.

Memory stays the same however many rows there are: what has arrived is handed on in pieces of 64 kB.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from claims.exchange.table import Table
from claims.models.querysets import PassageQuerySet

PIECE = 64 * 1024  # bytes
_NO_IDS = models.Value([], output_field=ArrayField(models.UUIDField()))
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def pieces(
    table: Table,
    passages: PassageQuerySet,
    *,
    safe: bool,
    byte_order_mark: bool = False,
    on_rows: Callable[[int], object] | None = None,
) -> Iterator[bytes]:
    """The file in UTF-8, RFC 4180 with LF, in pieces of at most 64 kB that may end within a character.

    `safe` guards cells that a spreadsheet would misread. `on_rows` is told how many more rows have arrived, the
    header among them. Whoever stops early closes the generator: the statement is then cancelled and its
    transaction ended.
    """
    select, parameters = selected(table, passages, safe=safe)
    waiting = bytearray(BYTE_ORDER_MARK if byte_order_mark else b"")
    with transaction.atomic(), connection.cursor() as cursor:
        look_up(cursor)
        # Filled in here: COPY takes no parameters, and Django's cursor for debugging hands none on.
        statement = cursor.mogrify(f"COPY ({select}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')", parameters)
        rows = 0
        with cursor.copy(statement) as arriving:
            for row in arriving:
                waiting += row
                rows += 1
                if len(waiting) >= PIECE:
                    if on_rows:
                        on_rows(rows)
                    rows = 0
                    yield from _whole(waiting)
    if on_rows:
        on_rows(rows)
    if waiting:
        yield bytes(waiting)


def look_up(cursor: Any) -> None:
    """Have the parts of each passage looked up by their index until the transaction ends, whatever their number seems.

    In tables that were never analyzed (a restored backup) Postgres takes reading a table whole for as quick, and would
    then do that for every passage.
    """
    cursor.execute("SET LOCAL enable_seqscan = off")


def _whole(waiting: bytearray) -> Iterator[bytes]:
    """Take all whole pieces out of what waits: a row may be longer than many."""
    while len(waiting) >= PIECE:
        yield bytes(waiting[:PIECE])
        del waiting[:PIECE]


def preview(table: Table, passages: PassageQuerySet, *, rows: int) -> list[dict[str, Any]]:
    """The first rows as they would come, by column name; what is empty is None."""
    select, parameters = selected(table, passages, safe=False)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        look_up(cursor)
        cursor.execute(f"{select} LIMIT %s", (*parameters, rows))
        return [dict(zip(table.header, row, strict=True)) for row in cursor.fetchall()]


def selected(table: Table, passages: PassageQuerySet, *, safe: bool) -> tuple[str, tuple[Any, ...]]:
    """The SELECT behind the file, and its parameters; the order of the passages is the table's, not theirs."""
    if "hidden_answers" not in passages.query.annotations:
        # Nothing is hidden from whoever asks; the tables want the column all the same.
        passages = passages.annotate(hidden_answers=_NO_IDS)
    chosen = passages.order_by().query.get_compiler(connection.alias, elide_empty=False)
    sql, parameters = chosen.as_sql()
    return table.select(sql, safe=safe), (*parameters, settings.GAINSAY_URL)
