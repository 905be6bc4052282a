"""Take away the second factor of somebody who has lost it."""

from claims.models import User
from claims.queries.second_factors import authenticators_of


def remove_second_factors(person: User) -> None:
    """Take away the person's second factors and recovery codes."""
    authenticators_of(person).delete()
