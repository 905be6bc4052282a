"""Add a person who has an account to a collection, by the user name. The person sees it on their desk."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.member_set import lock_members, remove_member, set_member
from claims.constraints import guarded
from claims.models import Collection, Membership, SecurityEvent, User
from claims.models.security_events import NO_SUCH_PERSON
from claims.permissions import Action, allowed
from claims.queries.people import person_by_username
from claims.text.user_names import normalised

# User names that one person may try in vain within an hour, so that nobody finds out which exist by trying many.
MOST_IN_VAIN = 20


def add_member(collection: Collection, *, username: str, role: str, by: User) -> Membership:
    """Make the person who signs in by this name a member, in any case. Only active people can be found.

    Raises PermissionDenied, or ValidationError: `no_person`, `in_vain` after too many of those, `member` already.
    """
    if not allowed(collection.role_of(by), Action.MANAGE):
        raise PermissionDenied
    _check_tries(by)
    person = person_by_username(normalised(username))
    if person is None or not person.is_active:
        raise ValidationError(
            gettext("Nobody signs in by this user name. Ask the person how it is written, or create an invite link."),
            code=NO_SUCH_PERSON,
        )
    with guarded():
        # Of two managers who add the same person at once, the second one is told.
        lock_members(collection)
        if collection.role_of(person):
            raise ValidationError(
                gettext("%(name)s is a member already. Change the role in the list."),
                code="member",
                params={"name": person.name},
            )
        made = set_member(collection, user=person, role=role, by=by)
        made.unseen = True
        made.save(update_fields=["unseen"])
    return made


def _check_tries(by: User) -> None:
    in_vain = SecurityEvent.objects.of_kind(NO_SUCH_PERSON).filter(
        person=by, at__gt=timezone.now() - timedelta(hours=1)
    )
    if in_vain.count() >= MOST_IN_VAIN:
        raise ValidationError(
            gettext("You tried many user names that nobody has. Create an invite link instead, or go on in an hour."),
            code="in_vain",
        )


def confirm_membership(membership: Membership) -> None:
    """Confirm for the person that they have seen that somebody added them."""
    Membership.objects.filter(pk=membership.pk).update(unseen=False)


def leave_collection(membership: Membership) -> None:
    """End the person's own membership. Raises ValidationError for the last manager."""
    remove_member(membership.collection, user=membership.user)
