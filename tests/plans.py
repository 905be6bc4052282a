"""What the database reads for a statement: for tests that no list goes through more than it shows."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

# Tables that grow with the work that is done.
LARGE = (
    "claims_passage",
    "claims_article",
    "claims_assignment",
    "claims_attribution",
    "claims_statement",
    "claims_claim",
)


def rows_read(statement: str) -> Counter[str]:
    """How many rows of each table the statement goes through, those among them that it leaves out.

    Rows, since times tell more of the machine; and no estimates, but what was read.
    """
    read: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}")
        plan = cursor.fetchone()[0]
    for node in _nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]):
        if "Relation Name" in node:
            each = node["Actual Rows"] + sum(node.get(f"Rows Removed by {by}", 0) for by in ("Filter", "Index Recheck"))
            read[node["Relation Name"]] += round(each * node["Actual Loops"])
    return read


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def rows_read_by(ask: Callable[[], object]) -> Counter[str]:
    """The same for every SELECT that this asks; what is kept by the server (`claims.prepared`) is left out."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    statements = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    read: Counter[str] = Counter()
    # Those that are kept are noted with the places for their values.
    for statement in (each for each in statements if "%s" not in each):
        read += rows_read(statement)
    return read


def never_analyzed(*tables: str) -> None:
    """Take from Postgres all that it knows of these tables, as after a restore. Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL allow_system_table_mods = on")
        cursor.execute("DELETE FROM pg_statistic WHERE starelid = ANY(%s::regclass[])", [list(tables)])
        cursor.execute(
            "UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 WHERE oid = ANY(%s::regclass[])",
            [list(tables)],
        )
