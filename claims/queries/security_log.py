"""Reading the security log."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from claims.models import SecurityEvent, User
from claims.models.security_events import SecurityEventQuerySet

# How many entries a list can be leafed through: nobody leafs further, and counting them all would take long.
LEAFED = 5_000


def entries(
    *, event: str = "", person: User | None = None, since: date | None = None, until: date | None = None
) -> SecurityEventQuerySet:
    """Entries of that kind, by or about that person, on days of the present time zone; the newest first."""
    found = SecurityEvent.objects.about(person) if person else SecurityEvent.objects.all()
    if event:
        found = found.of_kind(event)
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found.newest_first()[:LEAFED]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
