"""Set a new password by a link."""

from django.utils import timezone

from claims.constraints import guarded
from claims.models import PasswordLink, User
from claims.queries.password_links import check_password_link_usable, lock_rights


def use_password_link(link: PasswordLink, *, password: str) -> User:
    """Set the password of the link's person, once; every session of the person ends.

    Whether the maker may open this account is asked again, under locks. Raises ValidationError if the link is used,
    expired or ended, or its maker has lost the right.
    """
    with guarded():
        person, maker = lock_rights(person=link.person_id, maker=link.made_by_id)
        # Locked after the people, as everywhere, so that two transactions cannot deadlock.
        fresh = PasswordLink.objects.select_for_update().get(pk=link.pk)
        fresh.person, fresh.made_by = person, maker
        check_password_link_usable(fresh)
        # Before the password: a new password ends the links that are still open (trigger `user_ends`).
        fresh.used_at = timezone.now()
        # The person may have dismissed the notice that the link was made, but has not read yet that it was used.
        fresh.dismissed_at = None
        fresh.save(update_fields=["used_at", "dismissed_at"])
        person.set_password(password)
        person.save(update_fields=["password"])
    return person
