"""Replace a person by a number, everywhere and for good."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.blind_reading_record import record_shown_readings
from claims.actions.member_set import remove_member
from claims.constraints import guarded
from claims.models import Assignment, Membership, PersonReplacement, RemovalRequest, User
from claims.text.enumeration import enumeration


def check_replaceable(person: User, *, by: User | None) -> None:
    """Raises ValidationError where the person cannot be replaced."""
    if PersonReplacement.objects.filter(person=person).exists():
        raise ValidationError(gettext("This person is replaced already."), code="replaced")
    if by and by.pk == person.pk:
        raise ValidationError(gettext("Another administrator has to replace you."), code="own")
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise ValidationError(
            gettext("%(name)s is the only administrator. Make another one first."),
            code="last_administrator",
            params={"name": person.name},
        )
    if alone := _managed_alone(person):
        raise ValidationError(
            gettext("%(name)s is the only manager of %(collections)s. Name another manager there first."),
            code="last_manager",
            params={"name": person.name, "collections": enumeration(f"“{each}”" for each in alone)},
        )


def replace_person(person: User, *, by: User | None) -> int:
    """Replace the person by the next number and return it. `by` is None for a command. Raises ValidationError.

    Memberships end, open requests for removal are granted, and sessions end. Everything that the person marked and
    decided stays with the account, which now has a number for a name.
    """
    with guarded():
        # Locked, so that two administrators do not do it at once.
        person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        check_replaceable(person, by=by)
        for membership in Membership.objects.filter(user=person).select_related("collection"):
            remove_member(membership.collection, user=person)
        with connection.cursor() as cursor:
            cursor.execute("SELECT claims_replace_person(%s, %s)", [person.pk, by.pk if by else None])
            (number,) = cursor.fetchone() or (0,)
        RemovalRequest.objects.open().filter(person=person).update(answered_at=timezone.now(), answered_by=by)
        # Blind reading does not wait for a person who is deactivated.
        record_shown_readings(Assignment.objects.all())
        _end_sessions(person)
    return int(number)


def _managed_alone(person: User) -> list[str]:
    """The names of the collections that nobody else manages."""
    managers = Membership.objects.filter(collection=models.OuterRef("collection"), role="manager")
    mine = Membership.objects.filter(user=person, role="manager")
    alone = mine.exclude(models.Exists(managers.exclude(user=person)))
    return list(alone.order_by("collection__name").values_list("collection__name", flat=True))


def _end_sessions(person: User) -> None:
    """Delete the person's sessions. They are worth nothing since the password is gone, but they name the account."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
