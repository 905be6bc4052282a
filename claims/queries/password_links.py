"""Password links with the rights behind them: who may make one for whom, and the rows that a right rests on.

A link opens the whole account of its person. So its maker must manage every collection that the person works on, when
the link is made and still when it is used.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.models import Collection, PasswordLink, User
from claims.models.password_links import PasswordLinkQuerySet
from claims.permissions import Role

NOTICES = 5


def check_password_link_allowed(person: User, *, by: User) -> None:
    """Raises ValidationError unless `by` may make a link that sets this person's password.

    Such a link opens the whole account, so nobody gets it who could not see all that the account sees.
    """
    if not by.is_active:
        raise ValidationError(gettext("Your account is deactivated."), code="maker")
    if person.pk == by.pk:
        raise ValidationError(gettext("Change your own password under “Password”."), code="own")
    if not person.is_active:
        raise ValidationError(
            gettext("This account is deactivated. Whoever runs this installation can bring it back."),
            code="inactive",
        )
    if person.is_staff or person.is_superuser:
        raise ValidationError(
            gettext("%(name)s helps to run this installation, so only somebody with a shell can do this."),
            code="staff",
            params={"name": person.name},
        )
    managed = by.memberships.filter(role=Role.MANAGER).values("collection")
    # Otherwise a manager could add a person who is in no other collection to their own one, and take the account.
    if not person.memberships.confirmed().exists() or person.memberships.exclude(collection__in=managed).exists():
        raise ValidationError(
            gettext(
                "%(name)s works on a collection too that you do not manage, and the link would open it."
                " Ask whoever runs this installation for a new password."
            ),
            code="elsewhere",
            params={"name": person.name},
        )


def check_password_link_right(link: PasswordLink) -> None:
    """Raises ValidationError unless the link's maker could make it now.

    A link from a command has no maker: it needs an active person only.
    """
    if link.made_by:
        check_password_link_allowed(link.person, by=link.made_by)
    elif not link.person.is_active:
        raise ValidationError(gettext("This account is deactivated."), code="inactive")


def is_rightful(link: PasswordLink) -> bool:
    """Whether the link's maker could make it now."""
    try:
        check_password_link_right(link)
    except ValidationError:
        return False
    return True


def check_password_link_usable(link: PasswordLink) -> None:
    """Raises ValidationError unless the link sets a password now; the message says why not."""
    if link.used_at:
        raise ValidationError(gettext("This link has been used: it works once."), code="used")
    if link.expires_at <= timezone.now():
        raise ValidationError(gettext("This link has expired."), code="expired")
    if link.ended_at or not is_rightful(link):
        raise ValidationError(gettext("This link has been ended."), code="ended")


def lock_rights(*, person: int, maker: int | None) -> tuple[User, User | None]:
    """The person and the maker of a link, with all that the maker's right rests on locked for this transaction."""
    # `set_member` and `remove_member` lock the person too, before they touch a membership or a link. So nobody joins
    # another collection or loses a role meanwhile, and two transactions cannot deadlock.
    people = User.objects.select_for_update(no_key=True).order_by("pk").in_bulk({person, maker} - {None})
    return people[person], people[maker] if maker else None


def links_for_members_of(links: PasswordLinkQuerySet, collection: Collection) -> PasswordLinkQuerySet:
    """The links of these that are for members of the collection."""
    return links.filter(person__memberships__collection=collection)


def open_links_in(collection: Collection) -> list[PasswordLink]:
    """The links for members of the collection that can be used now."""
    links = links_for_members_of(PasswordLink.objects.open().with_people(), collection)
    return [link for link in links if is_rightful(link)]


def notices_for(person: User) -> list[PasswordLink]:
    """The links for this person that the person has not dismissed, newest first."""
    return list(PasswordLink.objects.unseen_by(person).with_people()[:NOTICES])
