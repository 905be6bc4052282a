"""What Postgres knows of its tables: their sizes and how values are spread, which its plans rest on.

It looks by itself a minute after many rows changed, but whoever imported them works with them at once.
"""

from django.db import connection, models, transaction

# So many new rows make a difference to a plan.
ENOUGH = 100


def refresh_after_import(model: type[models.Model], *, rows: int) -> None:
    """`refresh` the model's table if so many rows were written that plans may change."""
    if rows >= ENOUGH:
        refresh(model)


def refresh(*changed: type[models.Model]) -> None:
    """Have Postgres look at these tables anew, as soon as what was written is committed.

    The function belongs to the owner of the tables, as `ANALYZE` demands, and may be called by the program's own role.
    """
    tables = [model._meta.db_table for model in changed]

    def analyze() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT claims_analyze(%s)", [tables])

    transaction.on_commit(analyze)
