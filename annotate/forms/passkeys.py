"""Forms of passkeys: what a browser sends is refused when it is no answer of an authenticator, whatever it is."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What reading such an answer ends with when it was made up: wrong types, no base64, no CBOR, cut off.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)
_REQUIRED = {"required": _("The passkey did not answer. Try again, or take another way.")}


class _Credential(forms.JSONField):
    """An object with an id and a response."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, error_messages=_REQUIRED)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not isinstance(cleaned, dict) or not isinstance(cleaned.get("response"), dict):
            raise get_adapter().validation_error("incorrect_code")
        return cleaned


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey, and what it is called."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=60, help_text=_("So that you know it in the list.")
    )
    credential = _Credential()
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        help_text=_("Without user name and password. The device then asks for your finger, face or PIN."),
    )
    field_order = ("name", "passwordless", "credential")

    def clean(self) -> Any:
        """Refuses what cannot be read."""
        try:
            return super().clean()
        except ValidationError:
            raise
        except _UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _ByPasskey:
    credential: forms.Field

    def clean_credential(self) -> Any:
        """Refuses what cannot be read."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            raise
        except _UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AuthenticateByPasskeyForm(_ByPasskey, webauthn.AuthenticateWebAuthnForm):
    """The second factor at the sign-in."""

    credential = _Credential()


class ReauthenticateByPasskeyForm(_ByPasskey, webauthn.ReauthenticateWebAuthnForm):
    """Before something sensitive."""

    credential = _Credential()


class SignInByPasskeyForm(_ByPasskey, webauthn.LoginWebAuthnForm):
    """Instead of name and password."""

    credential = _Credential()
