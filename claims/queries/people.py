"""People found by the name that they sign in with."""

from claims.models import User


def person_by_username(username: str) -> User | None:
    """The person who signs in by this name: in exactly these letters, else the only one in any case."""
    found = list(User.objects.filter(username__iexact=username)[:3])
    exact = [person for person in found if person.username == username]
    return (exact or found)[0] if exact or len(found) == 1 else None
