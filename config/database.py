"""The one database: how it is reached, and what each of its connections asks for. Knows only what it is given."""

from typing import Any

import dj_database_url

# Each connection asks for these when it is opened.
STARTUP = (
    # Statements that are kept (`claims.prepared`) are planned once: planning anew for every value takes longer than
    # what the server then does.
    "plan_cache_mode=force_generic_plan",
    # Compiling a statement takes longer than all of ours take: lists of a page were 3 to 14 times slower with it.
    "jit=off",
)


def parsed(address: str) -> dict[str, Any]:
    """The settings that the address gives. Raises ValueError, with nothing of it: a password may stand there."""
    try:
        # Kept open by each thread, and looked at before use.
        found: Any = dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
        if found["ENGINE"] == "django.db.backends.postgresql":
            return dict(found)
    except ValueError:
        pass
    raise ValueError("DATABASE_URL is no address of a Postgres server: postgresql://user@host:5432/gainsay")


def adjusted(database: dict[str, Any], *, password: str, pooled: bool) -> dict[str, Any]:
    """The settings for Django, of those that its address gave.

    `pooled`: a pooler stands between that gives a connection of the server to another client after each transaction
    (PgBouncer in transaction mode). Then nothing may be left on a connection: no statement is kept, no cursor stays
    open, and nothing is asked for at the start, which such a pooler does not hand on. What `STARTUP` says is then set
    for the role: see the README.
    """
    options = database.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 10)
    if pooled:
        options["prepare_threshold"] = None
        options.pop("options", None)
        database["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        # The server keeps what `claims.prepared` asks for at the first time; no other statement is ever kept.
        options.setdefault("prepare_threshold", 0)
        ours = " ".join(f"-c {setting}" for setting in STARTUP)
        # What the address says comes after and wins.
        options["options"] = " ".join(filter(None, [ours, options.get("options", "")]))
    # Apart from the address it needs no escaping, whatever characters it has.
    database["PASSWORD"] = database.get("PASSWORD") or password
    return database
