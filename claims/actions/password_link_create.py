"""Make a link by which a person sets a new password."""

import secrets
from datetime import timedelta

from django.utils import timezone

from claims.constraints import guarded
from claims.models import PasswordLink, User
from claims.models.password_links import PASSWORD_LINK_HOURS, hashed
from claims.queries.password_links import check_password_link_right, lock_rights


def create_password_link(person: User, *, by: User | None) -> tuple[PasswordLink, str]:
    """Make a new link for the person and end an older one. Returns the link and its token, which is stored nowhere.

    `by` is None for a command. Raises ValidationError if `by` may not open this person's account.
    """
    token = secrets.token_urlsafe(32)
    with guarded():
        locked, maker = lock_rights(person=person.pk, maker=by.pk if by else None)
        link = PasswordLink(
            person=locked,
            made_by=maker,
            token_hash=hashed(token),
            expires_at=timezone.now() + timedelta(hours=PASSWORD_LINK_HOURS),
        )
        check_password_link_right(link)
        PasswordLink.objects.neither_used_nor_ended().filter(person=locked).update(ended_at=timezone.now(), ended_by=by)
        link.save(force_insert=True)
    return link, token
