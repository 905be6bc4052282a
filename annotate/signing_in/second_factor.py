"""What django-allauth asks about second factors: names, and how secrets are kept; and who must have one."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Membership, User
from claims.permissions import Role

# In the setting, beside the roles: staff and superusers.
ADMINISTRATOR = "administrator"
KNOWN_ROLES = {*Role.values, ADMINISTRATOR}
# Recovery codes alone are no factor: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted: whoever reads the database cannot make codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or was used already. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """By a key made from SECRET_KEY."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """By SECRET_KEY, or by one that it replaced (SECRET_KEY_FALLBACKS)."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called if nobody names it."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(each))) for each in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"annotate.signing_in.second_factor:" + secret.encode()).digest())


def factors_of(person: User) -> "QuerySet[Authenticator]":
    """The person's second factors, the oldest first; without recovery codes."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=person, type__in=FACTORS)
    return found.order_by("created_at")


def lacks_second_factor(person: User) -> bool:
    """Whether the person must have a second factor and has none. One query, and none if nobody must."""
    wanted = {*settings.GAINSAY_SECOND_FACTOR_ROLES}
    if not wanted:
        return False
    if ADMINISTRATOR in wanted and (person.is_staff or person.is_superuser):
        return not factors_of(person).exists()
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
    return Membership.objects.filter(user=person, role__in=wanted - {ADMINISTRATOR}).exclude(Exists(factors)).exists()


def remove_second_factors(person: User) -> None:
    """Take away the second factor and the recovery codes of somebody who has lost them."""
    Authenticator.objects.filter(user=person).delete()
