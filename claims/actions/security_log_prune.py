"""Deleting old entries of the security log, which leaves an entry that says so."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone


def prune(*, days: int) -> int:
    """Delete entries older than so many days, never younger ones than 30; answers how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT claims_prune_security_events(%s)", [timezone.now() - timedelta(days=days)])
        (number,) = cursor.fetchone() or (0,)
    return int(number)
