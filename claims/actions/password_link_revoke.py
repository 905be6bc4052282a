"""End a password link before it is used, and dismiss the notice about one."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models import PasswordLink, User
from claims.queries.password_links import check_password_link_allowed, is_rightful


def may_revoke_password_link(link: PasswordLink, *, by: User) -> bool:
    """Whether this person may end the link: it is for them, they made it, or they could make it."""
    if by.pk in (link.person_id, link.made_by_id):
        return True
    try:
        check_password_link_allowed(link.person, by=by)
    except ValidationError:
        return False
    return True


def revoke_password_link(link: PasswordLink, *, by: User) -> None:
    """End the link. Its person, its maker and everybody who could make it may do so.

    Raises PermissionDenied for anybody else, and ValidationError once it has been used.
    """
    with guarded():
        # Locked, so that nobody uses it meanwhile.
        fresh = PasswordLink.objects.select_for_update().get(pk=link.pk)
        if not may_revoke_password_link(fresh, by=by):
            raise PermissionDenied
        if fresh.used_at:
            raise ValidationError(gettext("This link has been used already."), code="used")
        if not fresh.ended_at:
            _end(fresh, by=by)


def end_wrongful_password_links(user: User) -> None:
    """End the open links for this person or made by them whose maker may not make them any more.

    Part of an action that changes the person's rights: locks nothing.
    """
    for link in PasswordLink.objects.concerning(user).open().with_people():
        if not is_rightful(link):
            _end(link, by=None)


def dismiss_password_notice(link: PasswordLink) -> None:
    """Put away the notice about this link, which its person has read."""
    PasswordLink.objects.filter(pk=link.pk, dismissed_at__isnull=True).update(dismissed_at=timezone.now())


def _end(link: PasswordLink, *, by: User | None) -> None:
    link.ended_at, link.ended_by = timezone.now(), by
    link.save(update_fields=["ended_at", "ended_by"])
