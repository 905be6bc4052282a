"""Second factors of a person, and who must have one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from claims.models import Membership, User

# In the setting, beside the roles: staff and superusers.
ADMINISTRATOR = "administrator"
# Recovery codes alone are no factor: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def authenticators_of(person: User) -> "QuerySet[Authenticator]":
    """Return the person's second factors and recovery codes, the oldest first."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=person)
    return found.order_by("created_at")


def factors_of(person: User) -> "QuerySet[Authenticator]":
    """Return the person's second factors, the oldest first; without recovery codes."""
    return authenticators_of(person).filter(type__in=FACTORS)


def lacks_second_factor(person: User) -> bool:
    """Whether the person must have a second factor and has none. One query, and none if nobody must."""
    wanted = {*settings.GAINSAY_SECOND_FACTOR_ROLES}
    if not wanted:
        return False
    if ADMINISTRATOR in wanted and (person.is_staff or person.is_superuser):
        return not factors_of(person).exists()
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
    return Membership.objects.filter(user=person, role__in=wanted - {ADMINISTRATOR}).exclude(Exists(factors)).exists()
