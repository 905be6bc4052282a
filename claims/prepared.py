"""Querysets whose SQL is put together once, for what is asked again with every mark.

Django writes the SQL of a queryset anew each time, and for the questions behind a mark that takes several times as
long as the answer. A prepared one is written down like any queryset, from the same chainable words, with a slot
where a value goes:

    @prepared
    def article_of(user: Any, article: Any) -> QuerySet[Article]:
        return Article.objects.visible_to(user).filter(pk=article)

    article_of.first(user=3, article=14)

Each parameter of the function is a slot. Values are parameters of the statement as ever, but nothing makes them fit:
they must be what the database takes (the key of an object, not the object), and not None, which no `=` finds.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from inspect import signature
from typing import Any, Self

import psycopg
from django.db import connections, models


class Slot(models.Expression):
    """Stands in a queryset for a value that is not known yet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The placeholder, and this slot in the place of its value."""
        return "%s", (self,)


class Prepared[Row]:
    """A queryset with slots. Use it as the decorator `prepared` on a function that builds it."""

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Row]"]) -> None:
        self.build = build
        self.names = frozenset(signature(build).parameters)
        self.__doc__ = build.__doc__

    def all(self, **values: object) -> list[Row]:
        """What the queryset holds for these values, one for each slot."""
        return list(self._filled(values))

    def first(self, **values: object) -> Row | None:
        """The first of them, if there is one."""
        return next(iter(self._filled(values)), None)

    @cached_property
    def _written(self) -> tuple["models.QuerySet[Any, Row]", Any, str, tuple[Any, ...]]:
        """The queryset, its compiler after work, and what that wrote. Made at first need: models are there then."""
        queryset = self.build(**{name: Slot(name) for name in self.names})
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        return queryset, compiler, sql, tuple(parameters)

    def _filled(self, values: dict[str, object]) -> "models.QuerySet[Any, Row]":
        if values.keys() != self.names:
            raise TypeError(f"{self.build.__name__} takes {', '.join(sorted(self.names))}, not {', '.join(values)}")
        template, written, sql, parameters = self._written
        # Copies: other threads use the same, each with a connection of its own.
        queryset, compiler = template.all(), copy(written)
        compiler.connection = connections[queryset.db]
        filled = tuple(values[each.name] if isinstance(each, Slot) else each for each in parameters)
        compiler.execute_sql = lambda *arguments, **options: _rows(compiler.connection, sql, filled)
        queryset.query.get_compiler = lambda *arguments, **options: compiler  # type: ignore[method-assign]
        return queryset


class _PreparingCursor(psycopg.Cursor[Any]):
    """Has the server keep the statement, ready to run, for the next time on this connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Like any cursor's."""
        return super().execute(query, params, prepare=True)


def _rows(connection: Any, sql: str, parameters: tuple[Any, ...]) -> list[list[tuple[Any, ...]]]:
    """What the statement finds, in one piece."""
    with connection.cursor() as cursor:
        cursor.cursor = _PreparingCursor(connection.connection)
        cursor.execute(sql, parameters)
        return [cursor.fetchall()]


prepared = Prepared
