"""Password links with the rights behind them: who may end which, and the rows that a right rests on."""

from django.core.exceptions import ValidationError

from claims.models import Collection, PasswordLink, User

NOTICES = 5


def lock_rights(*, person: int, maker: int | None) -> tuple[User, User | None]:
    """The person and the maker of a link, with all that the maker's right rests on locked for this transaction."""
    # `admit` and `dismiss` lock the person too, before they touch a membership or a link: so nobody joins another
    # collection or loses a role meanwhile, and nobody waits for the other in a circle.
    people = User.objects.select_for_update(no_key=True).order_by("pk").in_bulk({person, maker} - {None})
    return people[person], people[maker] if maker else None


def may_revoke(link: PasswordLink, *, by: User) -> bool:
    """Whether this person may end the link: it is theirs, they made it, or they could make it."""
    if by.pk in (link.person_id, link.made_by_id):
        return True
    try:
        link.person.check_password_link(by=by)
    except ValidationError:
        return False
    return True


def open_links_in(collection: Collection, *, asker: User) -> list[tuple[PasswordLink, bool]]:
    """The open links of a collection's members, each with whether the asker may end it."""
    links = PasswordLink.objects.open().for_members_of(collection).with_people()
    return [(link, may_revoke(link, by=asker)) for link in links if link.is_rightful]


def notices_for(person: User) -> list[PasswordLink]:
    """The links for this person that the person has not dismissed, newest first."""
    return list(PasswordLink.objects.unseen_by(person).with_people()[:NOTICES])
