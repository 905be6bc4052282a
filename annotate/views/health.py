"""The address that a load balancer asks whether this process can work: it can if the database has all its tables."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 "ok" once the database has answered that the last migrations are applied, else 503."""
    try:
        if not _up_to_date():
            return _not_ok("database not migrated")
    except DatabaseError as error:
        missing = getattr(error.__cause__, "sqlstate", "") == "42P01"
        return _not_ok("database without tables" if missing else "database unreachable")
    return HttpResponse("ok", content_type="text/plain")


def _not_ok(reason: str) -> HttpResponse:
    return HttpResponse(reason, status=503, content_type="text/plain", headers={"Retry-After": "30"})


def _up_to_date() -> bool:
    """One cheap query, whatever the number of rows."""
    apps, names = zip(*last_migrations(), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT (app, name)) = %s, EXISTS (SELECT FROM claims_collection) FROM django_migrations"
            " WHERE (app, name) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
            [len(apps), list(apps), list(names)],
        )
        return bool(cursor.fetchone()[0])


@cache
def last_migrations() -> list[tuple[str, str]]:
    """The last migration of each app, as the files of this process have them."""
    return sorted(MigrationLoader(None).graph.leaf_nodes())
