"""Revoke an invitation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models import Invitation


def revoke_invitation(invitation: Invitation) -> None:
    """Delete the invitation; its row stays in the history. Raises ValidationError once it has been used."""
    with guarded():
        # Locked, so that nobody accepts it meanwhile.
        fresh = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
        if fresh and fresh.used_at:
            raise ValidationError(
                gettext("This invitation has been used already. Remove the member instead."),
                code="used",
            )
        if fresh:
            fresh.delete()
