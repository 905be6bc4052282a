"""Forms of administrators about records: what to look for in the security log, and who is replaced."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.presenters.security_log import choices
from claims.models import User
from claims.queries.people import person_by_username


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SecurityLogForm(forms.Form):
    """Which entries to show."""

    event = forms.ChoiceField(label=_("Event"), required=False)
    person = forms.CharField(label=_("User name"), required=False, max_length=150)
    since = forms.DateField(label=_("From"), required=False, widget=_day())
    until = forms.DateField(label=_("To"), required=False, widget=_day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", _("all")), *choices()]  # type: ignore[attr-defined]

    def clean_person(self) -> User | None:
        """The account of that user name."""
        wanted: str = self.cleaned_data["person"]
        return _account(wanted) if wanted else None


class ReplaceForm(forms.Form):
    """Replacing a person, confirmed by typing the user name."""

    username = forms.CharField(
        label=_("Type the user name to confirm"),
        max_length=150,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, person: User, data: Any = None) -> None:
        super().__init__(data)
        self.person = person

    def clean_username(self) -> str:
        """Exactly the user name of whom the page is about."""
        typed: str = self.cleaned_data["username"]
        if typed != self.person.username:
            raise ValidationError(gettext("This is not the user name. Nothing was changed."), code="other")
        return typed


class PersonForm(forms.Form):
    """Whom to replace, by user name."""

    username = forms.CharField(label=_("User name"), max_length=150)

    def clean_username(self) -> User:
        """The account of that user name."""
        return _account(self.cleaned_data["username"])


def _account(username: str) -> User:
    """The account with that user name, or else with the one that differs in case alone."""
    named = person_by_username(username)
    if named is None:
        raise ValidationError(gettext("Nobody has this user name."), code="unknown")
    return named
