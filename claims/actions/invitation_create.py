"""Create an invitation."""

from datetime import timedelta

from django.utils import timezone

from claims.constraints import guarded
from claims.models import Collection, Invitation, User
from claims.models.invitations import INVITATION_DAYS


def create_invitation(collection: Collection, *, role: str, by: User, note: str = "") -> Invitation:
    """Create an invitation that is valid for two weeks."""
    with guarded():
        return Invitation.objects.create(
            collection=collection,
            role=role,
            note=note,
            created_by=by,
            expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
        )
