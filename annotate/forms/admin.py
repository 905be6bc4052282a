"""Forms of Django's admin where its own would mislead."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _

from annotate.forms.choices import interface_languages, time_zone_choices
from annotate.forms.collections import SettingsForm
from annotate.forms.texts import LineField
from claims.models import Actor, Collection, User

if TYPE_CHECKING:
    AccountForm = UserChangeForm[User]
    RegisterForm = forms.ModelForm[Actor]
else:
    AccountForm = UserChangeForm
    RegisterForm = forms.ModelForm


class PersonForm(AccountForm):
    """A person, with lists to choose time zone and language from."""

    time_zone = forms.ChoiceField(label=_("time zone"), choices=time_zone_choices)
    language = forms.ChoiceField(label=_("language"), choices=interface_languages)


class CollectionForm(SettingsForm):
    """A collection's settings and guidelines."""

    class Meta(SettingsForm.Meta):
        model = Collection
        fields = ("name", "language", "time_zone", "editors_per_article", "guidelines")


class ActorForm(RegisterForm):
    """An actor; aliases are separated by what no name may contain."""

    aliases = SimpleArrayField(
        LineField(Actor, "name"),
        label=_("aliases"),
        required=False,
        delimiter=";",
        help_text=_("Separated by semicolons."),
    )

    class Meta:
        model = Actor
        fields = ("name", "kind", "qualifier", "aliases", "affiliation", "wikidata_id")
