"""Forms of signing in and of one's own password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, UsernameField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Name and password. The name is posted as `username`, as other programs rely on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True, "spellcheck": "false"}
        self.fields["login"] = UsernameField(
            label=_("User name"), max_length=150, widget=forms.TextInput(attrs=attributes)
        )
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def add_prefix(self, field_name: str) -> str:
        """The name of a field in the page: allauth's `login` is our `username`."""
        name: str = super().add_prefix("username" if field_name == "login" else field_name)
        return name


class ChangePasswordForm(PasswordChangeForm):
    """A new password, for who knows the old one. Wrong ones count as they do at the sign-in."""

    def clean_old_password(self) -> str:
        """The old password. Raises ValidationError, also when there were too many wrong ones."""
        old: str = self.cleaned_data["old_password"]
        if not get_adapter().reauthenticate(self.user, old):
            raise ValidationError(_("This is not your password."), code="password_incorrect")
        return old
