"""`manage.py prune_security_log`: deletes old entries of the security log."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from claims.actions.security_log_prune import prune
from claims.management.base import Misuse
from claims.models.security_events import YOUNGEST_PRUNED_DAYS


class Command(BaseCommand):
    """For a timer; deletes nothing younger than the days that the settings name."""

    help = (
        "Deletes entries of the security log that are older than GAINSAY_SECURITY_LOG_DAYS, or than --days. What was"
        f" deleted is an entry itself. Entries of the last {YOUNGEST_PRUNED_DAYS} days always stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How old an entry has to be."""
        parser.add_argument("--days", type=int, default=settings.GAINSAY_SECURITY_LOG_DAYS, help="age in days")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        """Delete, and say how many."""
        if days < YOUNGEST_PRUNED_DAYS:
            raise Misuse(f"Entries of the last {YOUNGEST_PRUNED_DAYS} days always stay: --days takes at least that.")
        number = prune(days=days)
        self.stdout.write(f"{number} entries older than {days} days deleted")
