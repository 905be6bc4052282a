"""Accept an invitation."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.member_set import set_member
from claims.models import Collection, Invitation, Membership, User
from claims.queries.invitations import check_invitation_usable, sender_of_another


def accept_invitation(invitation: Invitation, *, user: User) -> Membership:
    """Make the user a member, once. A member keeps the higher of both roles. Raises ValidationError."""
    with transaction.atomic():
        fresh = lock_invitation(invitation)
        fresh.used_at, fresh.used_by = timezone.now(), user
        fresh.save(update_fields=["used_at", "used_by"])
        held = invitation.collection.memberships.filter(user=user).first()
        if held and not invitation.gives_more_than(held.role):
            return held
        return set_member(invitation.collection, user=user, role=invitation.role, by=invitation.created_by)


def lock_invitation(invitation: Invitation) -> Invitation:
    """Lock the invitation for this transaction and return it as it is now. Raises ValidationError unless usable."""
    # The collection first, as in all actions on it, so that two transactions cannot deadlock.
    Collection.objects.select_for_update(no_key=True).filter(pk=invitation.collection_id).first()
    # Locked, so that two people with the same link cannot both use it.
    fresh = Invitation.objects.select_for_update(no_key=True).filter(pk=invitation.pk).first()
    if fresh is None:
        gone = gettext("This invitation was taken back or has expired. %(who)s")
        raise ValidationError(gone % {"who": sender_of_another(invitation)}, code="expired")
    # The locked collection keeps its managers; whether the maker is active is read again here.
    check_invitation_usable(fresh)
    return fresh
