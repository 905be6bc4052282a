"""Edit a collection: its name, guidelines and settings."""

from typing import Any

from claims.actions.blind_reading_record import record_blind_readings, record_shown_readings
from claims.constraints import guarded
from claims.models import Assignment, Collection


def edit_collection(collection: Collection, **fields: Any) -> None:
    """Change these fields of the collection. Raises ValidationError.

    Blind reading and the number of editors per article decide who waits for whom, so its assignments are updated too.
    """
    with guarded():
        was_blind = collection.blind
        for field, value in fields.items():
            setattr(collection, field, value)
        collection.full_clean()
        collection.save(update_fields=list(fields))
        if collection.blind != was_blind:
            record_blind_readings(Assignment.objects.in_collection(collection))
        record_shown_readings(Assignment.objects.in_collection(collection))
