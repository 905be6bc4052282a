"""Scenes that many tests begin with: built once, after that their rows are put back, which is many times quicker."""

import pickle
from collections.abc import Callable

from django.db import connection, transaction

# By what builds it: the statements that put its rows back, and what it returned.
_kept: dict[Callable[[], object], tuple[str, bytes]] = {}


def built_once[Scene](build: Callable[[], Scene]) -> Scene:
    """What `build` makes in an empty database, with the ids and times that it had when it was made first.

    Where something is there already it is built anew: then nobody can tell which rows are its own.
    """
    if build not in _kept:
        is_empty = not _statements()
        scene = build()
        if is_empty:
            _kept[build] = "; ".join(_statements()), pickle.dumps(scene)
        return scene
    statements, scene = _kept[build]
    with transaction.atomic(), connection.cursor() as cursor:
        # Triggers and foreign keys sleep meanwhile: they had their say when it was built.
        cursor.execute(
            f"SET LOCAL session_replication_role = replica; {statements}; SET LOCAL session_replication_role = origin"
        )
    return pickle.loads(scene)  # noqa: S301 (our own)


def _statements() -> list[str]:
    """One INSERT for each table with rows in it."""
    found = []
    lasting = {"django_content_type", "auth_permission"}
    with connection.cursor() as cursor:
        for table in sorted({*connection.introspection.django_table_names(only_existing=True)} - lasting):
            cursor.execute(f"SELECT string_agg(quote_literal(t::text) || '::{table}', '), (') FROM {table} t")
            if rows := cursor.fetchone()[0]:
                cursor.execute(
                    "SELECT string_agg(quote_ident(attname), ', '), string_agg('(t).' || quote_ident(attname), ', ')"
                    " FROM pg_attribute WHERE attrelid = %s::regclass"
                    " AND attnum > 0 AND attgenerated = '' AND NOT attisdropped",
                    [table],
                )
                columns, values = cursor.fetchone()
                found.append(f"INSERT INTO {table} ({columns}) SELECT {values} FROM (VALUES ({rows})) AS rows (t)")
    return found
