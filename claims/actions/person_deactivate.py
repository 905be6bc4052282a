"""Deactivate a person."""

from claims.actions.blind_reading_record import record_shown_readings
from claims.constraints import guarded
from claims.models import Assignment, User


def deactivate_person(person: User) -> None:
    """End the person's access: sessions, open invitations and password links end with it, for ever.

    The trigger `user_ends` recalls these, so that it happens on every other way too (a shell, an import). Here the
    rest follows: where reading is blind, nobody waits for this person any more.
    """
    with guarded():
        person.is_active = False
        person.save(update_fields=["is_active"])
        record_shown_readings(Assignment.objects.all())
