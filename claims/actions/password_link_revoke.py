"""End a password link before it is used, and put the notice about one away."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models import PasswordLink, User
from claims.queries.password_links import may_revoke


def revoke_password_link(*, link: PasswordLink, by: User) -> None:
    """End the link: its person, its maker, or anybody who could make it.

    Raises PermissionDenied for anybody else, and ValidationError once it has been used.
    """
    with guarded():
        # Locked, so that nobody uses it meanwhile.
        fresh = PasswordLink.objects.select_for_update().get(pk=link.pk)
        if not may_revoke(fresh, by=by):
            raise PermissionDenied
        if fresh.used_at:
            raise ValidationError(gettext("This link has been used already."), code="used")
        if not fresh.ended_at:
            fresh.end(by=by)


def dismiss_password_notice(*, link: PasswordLink) -> None:
    """The person of the link has read the notice about it."""
    PasswordLink.objects.filter(pk=link.pk, dismissed_at__isnull=True).update(dismissed_at=timezone.now())
