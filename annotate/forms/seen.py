"""Forms that change what others may change meanwhile: what each has seen, and what it finds there instead.

`WatchedForm` carries, in the hidden field `seen`, the fingerprint of the values that it was drawn from. `saving` locks
the row and compares. `tell` turns a difference into words beside each field; what was typed stays, and the form then
carries the fingerprint of what is shown now, so that it can be sent once more.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.presenters.line_differences import Line, line_differences
from claims.actions.form_save import ChangedMeanwhile, unchanged
from claims.history.columns import LastChange, last_changes
from claims.models import User
from claims.text.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a field now, beside what somebody typed; for a long text the lines in which the two differ."""

    value: str
    change: LastChange | None
    lines: list[Line]


OVERTAKEN = _(
    "This was changed after you opened it, so nothing of yours is stored yet. Beside each field that differs stands"
    " what is stored now. Take over what you want to keep, then save yours."
)


class WatchedForm(forms.Form):
    """A form of what is stored in one row. Without a row to watch it is an ordinary form."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, label="")
    # The column behind a field, where it is named otherwise; its history tells who changed it.
    columns: ClassVar[dict[str, str]] = {}

    is_stale = False

    def __init__(self, *args: Any, watched: Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen = ""
        if watched is None:
            del self.fields["seen"]
        else:
            self.initial["seen"] = fingerprint(self.shown(watched))

    @classmethod
    def shown(cls, row: Any) -> dict[str, Any]:
        """The stored values that the form shows of a row, by field."""
        return {name: getattr(row, name) for name in cls.base_fields if name != "seen"}

    def clean(self) -> dict[str, Any]:
        """What was seen is nothing to store."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._seen = cleaned.pop("seen", "")
        return cleaned

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        return 409 if self.is_stale else 422 if self.is_bound else 200

    def saving[Row: Model](
        self, row: Row, *, rows: "QuerySet[Row] | None" = None, behind: Model | None = None
    ) -> AbstractContextManager[Row]:
        """The row, locked and as it is now, to store this form in; see `claims.actions.form_save.unchanged`."""
        seen, wanted = self._seen, self.cleaned_data
        return unchanged(row, seen=seen, wanted=wanted, shown=self.shown, rows=rows, behind=behind)

    def tell(self, changed: ChangedMeanwhile, *, reader: User) -> None:
        """Show what stands there now beside each field that would overwrite it."""
        self.is_stale = True
        columns = {name: self.columns.get(name, name) for name in changed.fields}
        changes = last_changes(changed.row, columns.values(), reader=reader)
        for name in changed.fields:
            field, now = self.fields[name], changed.now[name]
            mine = self.cleaned_data.get(name)
            lines = line_differences(now, mine or "") if isinstance(field.widget, forms.Textarea) else []
            value = "" if lines else displayed(field, now)
            field.standing = Standing(value, changes.get(columns[name]), lines)  # type: ignore[attr-defined]
        self.add_error(None, ValidationError(OVERTAKEN, code="changed_meanwhile"))
        # From here on it has seen what is shown now.
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("seen")] = fingerprint(changed.now)
        self.data = data


def displayed(field: forms.Field, value: Any) -> str:
    """A stored value, in words."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value in (None, "", []):
        return gettext("nothing")
    if isinstance(field, forms.ModelChoiceField):
        # Of a register of many thousands only those that are meant.
        keys = value if isinstance(value, list) else [getattr(value, "pk", value)]
        return ", ".join(map(str, field.queryset.in_bulk(keys).values()))  # type: ignore[union-attr]
    choices = {str(key): str(label) for key, label in _flat(getattr(field, "choices", []))}
    if str(value) in choices:
        return choices[str(value)]
    if isinstance(value, date | time):
        return formats.localize(value)
    return str(field.prepare_value(value) if hasattr(field, "prepare_value") else value)


def _flat(choices: Any) -> Any:
    for key, label in choices:
        yield from label if isinstance(label, list | tuple) else [(key, label)]
