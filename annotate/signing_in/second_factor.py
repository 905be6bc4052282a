"""Tells django-allauth how second factors are named, and how their secrets are kept."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.permissions import Role
from claims.queries.second_factors import ADMINISTRATOR, authenticators_of

KNOWN_ROLES = {*Role.values, ADMINISTRATOR}


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
        count = sum(each.type == type for each in authenticators_of(user))
        return gettext("Passkey %(number)d") % {"number": count + 1}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(each))) for each in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"annotate.signing_in.second_factor:" + secret.encode()).digest())
