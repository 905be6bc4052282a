"""Forms of the admin write over nothing that was saved meanwhile: as `annotate.forms.seen`, in the admin's frame."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import ModelMultipleChoiceField, model_to_dict
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from annotate.forms.seen import displayed
from claims.actions.form_save import ChangedMeanwhile, unchanged
from claims.history.columns import last_changes
from claims.text.fingerprint import fingerprint

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class Watched(ModelAdmin):
    """A page of the admin whose form says what it has seen, and is refused with 409 where something else is stored."""

    change_form_template = "admin/watched.html"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; for a row that is there already, one that looks before it is saved."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return _watched(form, self, request) if obj is not None and change else form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """409 where the form was overtaken."""
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if getattr(request, "is_overtaken", False):
            response.status_code = 409
        return response

    def locked_before(self, row: Any) -> Model | None:
        """What every verb of this row locks first."""
        return None


def _watched(form: Any, page: Watched, request: HttpRequest) -> Any:
    def clean(self: Any) -> Any:
        cleaned = form.clean(self)
        if self.errors:
            return cleaned
        # What it would store; what no form can change stays out of it.
        sent = {name: self.cleaned_data.get(name) for name in _stored(self, self.instance)}
        try:
            with unchanged(
                self.instance,
                seen=request.POST.get("seen", ""),
                wanted=_plain(self, sent),
                shown=lambda row: _stored(self, row),
                behind=page.locked_before(self.instance),
            ):
                # Locked until the save that follows in the same transaction.
                pass
        except ChangedMeanwhile as changed:
            self.seen_now = fingerprint(changed.now)
            request.is_overtaken = True  # type: ignore[attr-defined]
            _tell(self, changed, request)
        return cleaned

    def begin(self: Any, *args: Any, **kwargs: Any) -> None:
        form.__init__(self, *args, **kwargs)
        sent = request.POST.get("seen", "") if self.is_bound else ""
        self.seen_now = sent or fingerprint(_stored(self, self.instance))

    return type(form)(form.__name__, (form,), {"clean": clean, "__init__": begin})


def _stored(form: Any, row: Any) -> dict[str, Any]:
    """What the form can change, as it is stored in the row."""
    changeable = [name for name, field in form.fields.items() if not field.disabled]
    return _plain(form, model_to_dict(row, fields=changeable))


def _plain(form: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values, with the keys of chosen rows in order where several can be chosen."""
    several = {name for name in values if isinstance(form.fields[name], ModelMultipleChoiceField)}
    return {
        name: sorted(getattr(each, "pk", each) for each in value) if name in several else value
        for name, value in values.items()
    }


def _tell(form: Any, changed: ChangedMeanwhile, request: HttpRequest) -> None:
    columns = {name: changed.row._meta.get_field(name) for name in changed.fields}
    own = [column.attname for column in columns.values() if column.concrete and not column.many_to_many]
    changes = last_changes(changed.row, own, reader=request.user)  # type: ignore[arg-type]
    for name in changed.fields:
        said = gettext("Stored now: %(value)s.") % {"value": displayed(form.fields[name], changed.now[name])}
        if change := changes.get(getattr(columns[name], "attname", "")):
            said += " " + gettext("Changed by %(who)s.") % {"who": change.who}
        form.add_error(name, said)
    overtaken = gettext(
        "This was changed after you opened it, so nothing of yours is stored yet. Save again to write over it."
    )
    form.add_error(None, ValidationError(overtaken, code="changed_meanwhile"))
