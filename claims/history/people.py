"""Whose names a story may tell to whom."""

from claims.history.reading import events_of
from claims.models.assignments import Assignment
from claims.models.collections import Membership
from claims.models.users import User
from claims.permissions import Role


def known_to(user: User) -> set[int]:
    """The people whom the user knows: everybody who is or was in one of the user's collections.

    But for those whose readings are hidden from the user: where reading is blind, an editor does not learn from
    the register, or from claims, what other editors are about. Four queries.
    """
    roles = dict(user.memberships.values_list("collection", "role"))
    known = set(Membership.objects.filter(collection__in=roles).values_list("user", flat=True))
    # Who was taken out, or changed a role.
    known |= set(events_of(Membership).filter(collection__in=roles).values_list("user", flat=True))
    edits = [collection for collection, role in roles.items() if role == Role.EDITOR]
    blind = Assignment.objects.filter(article__collection__in=edits, article__collection__blind=True)
    return (known - set(blind.values_list("editor", flat=True).distinct())) | {user.pk}
