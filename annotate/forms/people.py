"""Forms of a person about themselves: joining, name, time zone and language."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.utils.translation import gettext_lazy as _

from annotate.forms.choices import interface_languages, time_zone_choices, with_present
from annotate.forms.seen import WatchedForm
from annotate.forms.texts import LineField
from claims.models import User

if TYPE_CHECKING:
    AccountCreationForm = UserCreationForm[User]
else:
    AccountCreationForm = UserCreationForm


class SignUpForm(AccountCreationForm):
    """A new account, for whoever comes with an invitation."""

    name = LineField(
        User,
        "first_name",
        label=_("Name"),
        help_text=_("As colleagues see it beside what you mark."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "username", "password1", "password2")

    class Meta:
        model = User
        fields = ("username",)
        field_classes = {"username": UsernameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who invites, and to what, is read first.
        self.fields["username"].widget.attrs.pop("autofocus", None)

    def clean_name(self) -> str:
        """The name, given to the account at once: the password may not be like it."""
        name: str = self.cleaned_data["name"]
        self.instance.first_name = name
        return name


class AccountForm(WatchedForm):
    """What the person is called, and how times and words are shown to them."""

    name = LineField(
        User,
        "first_name",
        label=_("Name"),
        help_text=_("As colleagues see it beside what you mark."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("All times are shown in it."))
    language = forms.ChoiceField(label=_("Language of the interface"))
    letter_keys = forms.BooleanField(
        label=_("Single-letter keys"),
        required=False,
        help_text=_("Single-key shortcuts; when off, hold Alt."),
    )

    columns: ClassVar = {"name": "first_name"}

    def __init__(self, person: User, data: Any = None) -> None:
        super().__init__(data, initial=self.shown(person), watched=person)
        self.fields["time_zone"].choices = with_present(time_zone_choices(), person.time_zone)  # type: ignore[attr-defined]
        self.fields["language"].choices = interface_languages()  # type: ignore[attr-defined]
