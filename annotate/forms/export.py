"""The form of the export page: which passages of a collection are wanted."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotate.forms.choices import NAMES
from claims.exchange.filters import STATUSES, Choice, choose, editors_in
from claims.models import Collection, User
from claims.models.choices import Mark, Status
from claims.permissions import Action, allowed


class ExportForm(forms.Form):
    """Filters; one that is left empty narrows nothing, but that without a status what is approved is meant."""

    status = forms.MultipleChoiceField(
        label=_("Status"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("“%(value)s” is no status that you can export here.")},
    )
    mark = forms.MultipleChoiceField(
        label=_("Mark"), required=False, choices=Mark.choices, widget=forms.CheckboxSelectMultiple
    )
    actor = forms.CharField(
        label=_("Actor, who speaks or passes on"),
        required=False,
        max_length=300,
        widget=forms.TextInput(
            attrs={"list": "known-actors", "autocomplete": "off", "placeholder": _("name, alias or number")}
        ),
    )
    claim = forms.CharField(
        label=_("Claim, stated or denied"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(
            attrs={"list": "known-claims", "autocomplete": "off", "placeholder": _("its words or number")}
        ),
    )
    editor = forms.ChoiceField(label=_("Editor"), required=False, widget=forms.Select(NAMES))

    # What is wanted, once the form is valid.
    choice: Choice

    def __init__(self, collection: Collection, sent: QueryDict, *, asker: User) -> None:
        data = sent.copy()
        if "status" not in data:
            data["status"] = Status.APPROVED
        super().__init__(data)
        self.collection, self.asker = collection, asker
        is_reader = not allowed(collection.role, Action.MARK)
        statuses = (Status.APPROVED,) if is_reader else STATUSES
        self.fields["status"].choices = [(each.value, each.label) for each in statuses]  # type: ignore[attr-defined]
        people = [(person.username, person.name) for person in editors_in(collection, asker)]
        self.fields["editor"].choices = [("", _("Everybody")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find what the words mean."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            self.choice = choose(
                self.collection,
                statuses=cleaned.get("status", ()),
                marks=cleaned.get("mark", ()),
                actor=cleaned.get("actor", ""),
                claim=cleaned.get("claim", ""),
                editor=cleaned.get("editor", ""),
                asker=self.asker,
            )
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    @property
    def rule(self) -> Any:
        """What of others' work the person may export; nothing to say to managers, who may export everything."""
        if allowed(self.collection.role, Action.MANAGE):
            return ""
        if allowed(self.collection.role, Action.MARK):
            return _("You export your own passages at any status, and of the others’ those that are approved.")
        return _("Readers export what is approved.")

    @property
    def query(self) -> str:
        """The part of an address that means this choice."""
        return urlencode([(name, value) for name in self.fields for value in self._values(name) if value])

    def _values(self, name: str) -> list[str]:
        value = self.cleaned_data[name]
        return value if isinstance(value, list) else [value]
