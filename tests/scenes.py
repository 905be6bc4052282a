"""Scenes that many tests begin with: built once, after that their rows are put back, which is many times quicker."""

import pickle
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction

# The rows of each table, as the database writes them, in the order in which they lie there.
type Rows = dict[str, list[str]]

# By what builds it: the statements that put its rows back, and what it returned.
_kept: dict[Callable[[], object], tuple[str, bytes]] = {}
# The rows of each of those.
_whole: list[Rows] = []


def built_once[Scene](build: Callable[[], Scene]) -> Scene:
    """What `build` makes in an empty database, with the ids and times that it had when it was made first.

    Where something is there already it is built anew: then nobody can tell which rows are its own.
    """
    if build not in _kept:
        is_empty = not _rows()
        scene = build()
        if is_empty:
            _whole.append(_rows())
            _kept[build] = _difference({}, _whole[-1]), pickle.dumps(scene)
        return scene
    statements, scene = _kept[build]
    _put_back(statements)
    return pickle.loads(scene)  # noqa: S301 (our own)


def more_built_once[Scene](build: Callable[[Any], Scene]) -> Callable[[Any], Scene]:
    """For a fixture that goes on from the cast: what it makes and changes is kept, the cast's own objects included.

    Where more than such a scene is there when it begins, it is built anew.
    """
    kept: list[tuple[str, bytes]] = []

    @wraps(build)
    def built(cast: Any) -> Scene:
        if not kept:
            before = _rows()
            scene = build(cast)
            if before in _whole:
                kept.append((_difference(before, _rows()), pickle.dumps((cast, scene))))
            return scene
        statements, both = kept[0]
        _put_back(statements)
        then, scene = pickle.loads(both)  # noqa: S301 (our own)
        vars(cast).update(vars(then))
        return cast if scene is then else scene

    return built


def _put_back(statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Triggers and foreign keys sleep meanwhile: they had their say when it was built.
        cursor.execute(
            f"SET LOCAL session_replication_role = replica; {statements}; SET LOCAL session_replication_role = origin"
        )


def _rows() -> Rows:
    """What is in the tables that have rows."""
    found = {}
    lasting = {"django_content_type", "auth_permission"}
    with connection.cursor() as cursor:
        for table in sorted({*connection.introspection.django_table_names(only_existing=True)} - lasting):
            cursor.execute(f"SELECT t::text FROM {table} t")
            if rows := [row for (row,) in cursor.fetchall()]:
                found[table] = rows
    return found


def _difference(before: Rows, after: Rows) -> str:
    """A DELETE for each table that lost rows and an INSERT for each that gained some; what changed did both."""
    statements = []
    with connection.cursor() as cursor:
        for table in sorted({*before, *after}):
            gone = {*before.get(table, [])} - {*after.get(table, [])}
            new = [row for row in after.get(table, []) if row not in before.get(table, [])]
            if gone:
                cursor.execute(
                    "SELECT string_agg(quote_literal(line), ', ') FROM unnest(%s::text[]) AS line", [[*gone]]
                )
                statements.append(f"DELETE FROM {table} t WHERE t::text IN ({cursor.fetchone()[0]})")
            if new:
                cursor.execute(
                    f"SELECT string_agg(quote_literal(line) || '::{table}', '), (') FROM unnest(%s::text[]) AS line",
                    [new],
                )
                rows = cursor.fetchone()[0]
                cursor.execute(
                    "SELECT string_agg(quote_ident(attname), ', '), string_agg('(t).' || quote_ident(attname), ', ')"
                    " FROM pg_attribute WHERE attrelid = %s::regclass"
                    " AND attnum > 0 AND attgenerated = '' AND NOT attisdropped",
                    [table],
                )
                columns, values = cursor.fetchone()
                statements.append(f"INSERT INTO {table} ({columns}) SELECT {values} FROM (VALUES ({rows})) AS rows (t)")
    return "; ".join(statements)
