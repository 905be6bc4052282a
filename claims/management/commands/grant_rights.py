"""`manage.py grant_rights ROLE`: what the program's role may do with the tables, where that is not their owner."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, models, transaction
from pghistory.models import Event
from psycopg import sql

from claims.models import Milestone, PersonReplacement, SecurityEvent


class Command(BaseCommand):
    """Run by the owner of the tables after each migrate."""

    help = (
        "Lets a role of the database read and write rows; in the tables of the history it may add rows, but neither"
        " change nor delete any. Run it as the owner of the tables, after migrate. Running it again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The role."""
        parser.add_argument("role", help="the role that the program runs as; it owns no table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant everything in one transaction, and say how much of it may only grow."""
        role = options["role"]
        only_grow = set(append_only())
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, current_user = rolname FROM pg_roles WHERE rolname = %s", [role])
            row = cursor.fetchone()
            if row is None:
                raise CommandError(f"The database has no role “{role}”.")
            if any(row):
                raise CommandError(f"“{role}” is a superuser or the owner itself: nothing can be kept from it.")
            for table in connection.introspection.table_names(cursor):
                allowed = "SELECT, INSERT" if table in only_grow else "SELECT, INSERT, UPDATE, DELETE"
                # The right to truncate goes past every trigger, so nobody but the owner has it.
                names = {"table": sql.Identifier(table), "role": sql.Identifier(role)}
                cursor.execute(sql.SQL("REVOKE ALL ON TABLE {table} FROM {role}").format(**names))
                cursor.execute(sql.SQL(f"GRANT {allowed} ON TABLE {{table}} TO {{role}}").format(**names))
            cursor.execute(
                sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(
                    sql.Identifier(_schema()), sql.Identifier(role)
                )
            )
        self.stdout.write(f"{role} may read and write; {len(only_grow)} tables of the history only grow")


def append_only() -> Iterator[str]:
    """The tables whose rows the program never changes: those of the history, of reviews, and of security."""
    for model in apps.get_models():
        if issubclass(model, (Event, Milestone, PersonReplacement, SecurityEvent)):
            yield _table(model)


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])
