"""Invitations with the rights behind them: which invitation a link opens, and whether it can be used."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.models import Invitation
from claims.permissions import Action, allowed


def invitation_from_token(token: str) -> Invitation:
    """The usable invitation behind a link. Raises ValidationError that says whether it is unknown, used or expired."""
    try:
        invitation = Invitation.objects.select_related("collection", "created_by").get(
            pk=signing.Signer(salt=Invitation.SALT).unsign_object(token)
        )
    except (signing.BadSignature, Invitation.DoesNotExist) as error:
        raise ValidationError(
            gettext("This is no invitation of ours. Check that the whole link was copied."),
            code="unknown",
        ) from error
    check_invitation_usable(invitation)
    return invitation


def usable_invitation(number: int) -> Invitation:
    """The usable invitation with this id, for a browser that came with its link. Raises ValidationError."""
    invitation = Invitation.objects.select_related("collection", "created_by").filter(pk=number).first()
    if invitation is None:
        raise ValidationError(gettext("This invitation was taken back. Ask for a new one."), code="expired")
    check_invitation_usable(invitation)
    return invitation


def check_invitation_usable(invitation: Invitation) -> None:
    """Raises ValidationError if the invitation is used or expired, or if its maker may not invite any more."""
    if invitation.used_at:
        said = gettext("This invitation has been used: each one is for one person. If that was you, sign in.")
        raise ValidationError(f"{said} {sender_of_another(invitation)}", code="used")
    if not invitation.is_open:
        raise ValidationError(
            gettext("This invitation has expired. %(who)s") % {"who": sender_of_another(invitation)},
            code="expired",
        )
    if not _maker_may_invite(invitation):
        raise ValidationError(
            gettext("Whoever sent this invitation may not invite any more. %(who)s")
            % {"who": sender_of_another(invitation)},
            code="ended",
        )


def sender_of_another(invitation: Invitation) -> str:
    """A sentence that says who can send another invitation: the maker of this one if they may, else any manager."""
    words = {"collection": invitation.collection.name}
    if invitation.created_by and _maker_may_invite(invitation):
        return gettext("%(name)s, who sent it, can send you a new one to “%(collection)s”.") % {
            "name": invitation.created_by.name,
            **words,
        }
    return gettext("Any manager of “%(collection)s” can send you a new one.") % words


def _maker_may_invite(invitation: Invitation) -> bool:
    maker = invitation.created_by
    return bool(maker and maker.is_active and allowed(invitation.collection.role_of(maker), Action.MANAGE))
