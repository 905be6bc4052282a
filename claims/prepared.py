"""Statements whose SQL is put together once, for what is asked or stored again with every mark.

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

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import cache, cached_property
from inspect import signature
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, models
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import InsertQuery

type _Row = tuple[Any, ...]


class Slot(models.Expression):
    """Stands in a queryset for a value that is not known yet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The placeholder, and this slot in the place of its value."""
        return "%s", (self,)


class _Statement:
    """SQL with parameters, some of them slots. Many threads may use one, each with a connection of its own."""

    def __init__(self, sql: str, parameters: tuple[Any, ...], *, using: str) -> None:
        self.sql, self.using = sql, using
        self._parameters = [None if isinstance(each, Slot) else each for each in parameters]
        self._slots = [(place, each.name) for place, each in enumerate(parameters) if isinstance(each, Slot)]

    def rows(self, values: Mapping[str, Any]) -> list[_Row]:
        """What it finds for these values, in one piece. The server keeps it ready to run for the next time.

        Goes past Django's cursor, so no `execute_wrapper` sees it: that of the history only tells the server who
        changes or deletes, and would send two statements in one, which no server prepares.
        """
        parameters = self._parameters.copy()
        for place, name in self._slots:
            parameters[place] = values[name]
        connection: Any = connections[self.using]
        connection.validate_no_broken_transaction()
        try:
            found = self._found(connection, parameters)
        except OperationalError:
            # The first of a request may find a connection that broke meanwhile; Django would have asked before.
            connection.close_if_health_check_failed()
            if connection.connection is not None:
                raise
            found = self._found(connection, parameters)
        connection.health_check_done = True
        return found

    def _found(self, connection: Any, parameters: list[Any]) -> list[_Row]:
        connection.ensure_connection()
        cursor = psycopg.Cursor(connection.connection)
        logged = connection.make_debug_cursor(cursor).debug_sql if connection.queries_logged else nullcontext
        with connection.wrap_database_errors, logged(self.sql):
            return cursor.execute(self.sql, parameters, prepare=True).fetchall()


class Prepared[Row]:
    """A queryset with slots. Use it as the decorator `prepared` on a function that builds it."""

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Row]"]) -> None:
        self.build = build
        self.names = frozenset(signature(build).parameters)
        self.__doc__ = build.__doc__

    def all(self, **values: object) -> list[Row]:
        """What the queryset holds for these values, one for each slot."""
        if values.keys() != self.names:
            raise TypeError(f"{self.build.__name__} takes {', '.join(sorted(self.names))}, not {', '.join(values)}")
        statement, read = self._written
        return read(statement.rows(values))

    def first(self, **values: object) -> Row | None:
        """The first of them, if there is one."""
        return next(iter(self.all(**values)), None)

    @cached_property
    def _written(self) -> tuple[_Statement, Callable[[list[_Row]], list[Row]]]:
        """The statement, and what reads its rows. Made at first need: models are there then."""
        queryset = self.build(**{name: Slot(name) for name in self.names})
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        return _Statement(sql, tuple(parameters), using=queryset.db), _reader(queryset, compiler)


def _reader(queryset: Any, compiler: Any) -> Callable[[list[_Row]], list[Any]]:
    """Makes of rows what the queryset holds, as iterating over it would: objects, or tuples of values."""
    converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    holds: type = queryset._iterable_class
    if holds not in (ModelIterable, ValuesListIterable):
        raise TypeError(f"no {holds.__name__} can be prepared")
    make = _object_maker(queryset, compiler) if holds is ModelIterable else tuple

    def read(rows: list[_Row]) -> list[Any]:
        return list(map(make, compiler.apply_converters(rows, converters) if converters else rows))

    return read


def _object_maker(queryset: Any, compiler: Any) -> Callable[[_Row], models.Model]:
    """Makes an object of a row, with its related ones and its annotations."""
    database, mode = queryset.db, queryset._fetch_mode
    places = compiler.klass_info["select_fields"]
    own = slice(places[0], places[-1] + 1)
    names = [column.target.attname for column, *_ in compiler.select[own]]
    related = get_related_populators(compiler.klass_info, compiler.select, database, mode)
    annotations = list(compiler.annotation_col_map.items())

    def make(row: _Row) -> models.Model:
        made: models.Model = queryset.model.from_db(database, names, row[own], fetch_mode=mode)
        for each in related:
            each.populate(row, made)
        for name, place in annotations:
            setattr(made, name, row[place])
        return made

    return make


@cache
def _insertion(model: type[models.Model]) -> tuple[_Statement, list[str]]:
    """The statement that stores a row of the model, and the names of what it answers."""
    given = [field for field in model._meta.local_concrete_fields if field not in model._meta.db_returning_fields]
    query = InsertQuery(model)
    query.insert_values(given, [model(**{field.attname: Slot(field.attname) for field in given})])
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    compiler.returning_fields = model._meta.db_returning_fields
    [(sql, parameters)] = compiler.as_sql()
    returned = [field.attname for field in model._meta.db_returning_fields]
    return _Statement(sql, parameters, using=DEFAULT_DB_ALIAS), returned


def insert(new: models.Model) -> None:
    """Store a new object as `save(force_insert=True)` does, without signals.

    What the database has a default for, it fills in. Its values must be what the database takes, as everywhere here.
    """
    statement, returned = _insertion(type(new))
    [row] = statement.rows(vars(new))
    vars(new).update(zip(returned, row, strict=True))
    new._state.adding, new._state.db = False, statement.using


prepared = Prepared
