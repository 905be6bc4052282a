"""Forms of the page where two readings are settled: which passages were seen in which version, and what to do."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotate.forms.texts import ParagraphsField
from annotate.http.numbers import LARGEST, number_in
from claims.actions.adjudicate import Seen
from claims.models import Milestone

LEFT, RIGHT = "left", "right"
_UNREADABLE = _("Say which version you saw. Load the page again and try once more.")


def seen(value: str) -> Seen:
    """`<uuid>:<version>` as it was shown. Raises ValidationError."""
    identity, _colon, words = value.partition(":")
    version = number_in(words, most=LARGEST)
    if version is None:
        raise ValidationError(_UNREADABLE, code="seen")
    try:
        return Seen(uuid.UUID(identity), version)
    except ValueError as error:
        raise ValidationError(_UNREADABLE, code="seen") from error


class SeenField(forms.CharField):
    """A passage with its version; None where a reading has nothing."""

    def clean(self, value: Any) -> Seen | None:
        """Raise ValidationError for anything else."""
        words = super().clean(value)
        return seen(words) if words else None


class PlaceForm(forms.Form):
    """What stands at a place of the two readings, as it was shown; and why it is decided so."""

    left = SeenField(required=False)
    right = SeenField(required=False)
    reason = ParagraphsField(Milestone, "note", required=False)

    def clean(self) -> dict[str, Any]:
        """At least one of them is needed."""
        cleaned = super().clean() or {}
        if not self.errors and not self.seen:
            raise ValidationError(_UNREADABLE, code="seen")
        return cleaned

    @property
    def seen(self) -> list[Seen]:
        """Those that there are, left first."""
        return [found for name in (LEFT, RIGHT) if (found := self.cleaned_data.get(name))]


class ChoiceForm(PlaceForm):
    """One of the two is chosen; `alone` where the other is no part of the decision: its editor has it."""

    chosen = forms.ChoiceField(choices=[(LEFT, LEFT), (RIGHT, RIGHT)])
    alone = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """The chosen one is needed."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get(cleaned["chosen"]):
            raise ValidationError(_UNREADABLE, code="seen")
        return cleaned

    @property
    def chosen_one(self) -> Seen:
        """The one that is chosen."""
        one: Seen = self.cleaned_data[self.cleaned_data["chosen"]]
        return one

    @property
    def other_one(self) -> Seen | None:
        """The second one, where it is part of the decision."""
        if self.cleaned_data["alone"]:
            return None
        return self.cleaned_data.get(RIGHT if self.cleaned_data["chosen"] == LEFT else LEFT)


class RewordForm(ChoiceForm):
    """A wording of one's own; its id is made with the page, so that it is made once."""

    id = forms.UUIDField()


class PairsForm(forms.Form):
    """The pairs that were shown as agreeing: `<uuid>:<version> <uuid>:<version>`, one a value."""

    pair = forms.Field(widget=forms.MultipleHiddenInput, required=False)

    def clean_pair(self) -> list[tuple[Seen, Seen]]:
        """Raise ValidationError for what is no pair."""
        found = []
        for value in self.cleaned_data["pair"] or []:
            one, _space, other = value.partition(" ")
            found.append((seen(one), seen(other)))
        return found


class ClaimsForm(forms.Form):
    """Two claims that say the same."""

    one = forms.IntegerField(min_value=1)
    other = forms.IntegerField(min_value=1)
