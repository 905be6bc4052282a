"""Forms of the register of actors."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.forms.seen import WatchedForm
from annotate.forms.texts import LineField, longest
from annotate.http.uploads import check_kind
from claims.models import Actor, User
from claims.models.actor_proposals import DESCRIBED
from claims.queries.exact_matches import actors_meant_by
from claims.text.short_texts import clean_line
from claims.text.spreadsheet_cells import LIST_JOINT, entries


class ActorField(forms.CharField):
    """An actor of the register, named as people name it."""

    # Whoever names it: blind reading may hide one from them.
    asker: User | None = None

    def clean(self, value: Any) -> Actor | None:
        """The one actor that is meant; ValidationError when there is none or several."""
        words = super().clean(value)
        if not words:
            return None
        meant = actors_meant_by(Actor.objects.known_to(self.asker), words)
        if len(meant) > 1:
            names = LIST_JOINT.join(actor.reference for actor in meant)
            message = gettext("“%(name)s” may be any of these, write which: %(names)s.")
            raise ValidationError(message, code="several", params={"name": words, "names": names})
        if not meant:
            message = gettext("No actor in the register is named “%(name)s”. Enter it first, or leave this empty.")
            raise ValidationError(message, code="no_actor", params={"name": words})
        return meant[0]

    def prepare_value(self, value: Any) -> Any:
        """The full reference, for an actor that is shown."""
        return value.reference if isinstance(value, Actor) else value


class AliasesField(forms.CharField):
    """Names separated by semicolons."""

    def clean(self, value: Any) -> list[str]:
        """The names, each once; ValidationError for one that is too long."""
        found: dict[str, str] = {}
        for entry in entries(super().clean(value)):
            alias = clean_line(entry)
            if alias:
                found.setdefault(alias.lower(), alias)
        most = longest(Actor, "name")
        if any(len(alias) > most for alias in found.values()):
            message = gettext("A name has at most %(most)s characters.")
            raise ValidationError(message, code="max_length", params={"most": most})
        return list(found.values())

    def prepare_value(self, value: Any) -> Any:
        """One line of names, for those that are shown."""
        return LIST_JOINT.join(value) if isinstance(value, list) else value


class ActorForm(WatchedForm):
    """What is said about an actor."""

    name = LineField(Actor, "name", label=_("Name"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Actor.Kind.choices, initial=Actor.Kind.UNKNOWN)
    qualifier = LineField(
        Actor,
        "qualifier",
        label=_("Disambiguation"),
        required=False,
        help_text=_("Only where two have the same name and kind: “footballer”, “US”."),
    )
    aliases = AliasesField(
        label=_("Other names"),
        required=False,
        max_length=20_000,
        help_text=_("With semicolons between them: “Moscow; the Kremlin”. Articles may use any of them."),
    )
    affiliation = ActorField(
        label=_("Affiliation"),
        required=False,
        max_length=600,
        help_text=_("At present: a ministry to its state, a person to the body they speak for."),
    )
    wikidata_id = forms.RegexField(
        label=_("Wikidata id"),
        regex=r"\AQ[1-9][0-9]{0,18}\Z",
        required=False,
        error_messages={"invalid": _("A Wikidata id looks like Q159.")},
    )
    columns: ClassVar = {"affiliation": "affiliation_id"}
    # Whether it is stored over what the actor holds now.
    overwrites = True

    @classmethod
    def shown(cls, row: Actor) -> dict[str, Any]:
        """What is said about the actor; a form may ask for more."""
        return {name: getattr(row, name) for name in DESCRIBED}

    def __init__(self, data: Any = None, *, asker: User, actor: Actor | None = None, **initial: Any) -> None:
        if actor:
            initial = self.shown(actor)
        super().__init__(data, initial=initial, watched=actor if self.overwrites else None)
        self.fields["affiliation"].asker = asker  # type: ignore[attr-defined]


class TableForm(forms.Form):
    """A table of actors."""

    table = forms.FileField(
        label=_("Table"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("CSV in UTF-8, as the register is downloaded."),
        # That it is empty is said by what reads it, in the same words as all else.
        allow_empty_file=True,
    )

    def clean_table(self) -> "UploadedFile[bytes]":
        """The file, if it is one of this kind."""
        sent: UploadedFile[bytes] = self.cleaned_data["table"]
        check_kind(sent, endings=(".csv", ".txt"))
        return sent
