"""Forms of a collection: a new one, its settings, its guidelines, its members and invitations."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotate.forms.choices import article_languages, time_zone_choices, with_present
from annotate.forms.seen import WatchedForm
from annotate.forms.texts import LineField, ParagraphsField
from claims.models import Collection, Invitation, Membership
from claims.permissions import Role
from claims.queries.blind_changes import revealed_by

if TYPE_CHECKING:
    CollectionForm = forms.ModelForm[Collection]
else:
    CollectionForm = forms.ModelForm


class SettingsForm(CollectionForm):
    """What can be changed of a collection at any time."""

    language = forms.ChoiceField(
        label=_("Language of its articles"),
        help_text=_("Taken for a new article unless its import says otherwise."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Of the newsroom: where the people work who join by invitation."),
    )

    class Meta:
        model = Collection
        fields: tuple[str, ...] = ("name", "language", "time_zone", "editors_per_article", "blind")
        help_texts = {
            "editors_per_article": _(
                "How many read each article on their own. A manager can assign more to one article."
            ),
            "blind": _(
                "Editors see only their own passages of an article until it has this many readings and all are"
                " handed in; only then is it reviewed. Reviewers and managers see everything."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = with_present(article_languages(), self.instance.language)
        zones = with_present(time_zone_choices(), self.instance.time_zone)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]


class ChangedSettingsForm(WatchedForm, SettingsForm):
    """The settings of a collection that people work on: what blind reading hides is not shown by a slip."""

    def __init__(self, data: Any = None, *, saved: Collection, **kwargs: Any) -> None:
        super().__init__(data, watched=saved, **kwargs)
        self.saved = saved

    @classmethod
    def shown(cls, row: Collection) -> dict[str, Any]:
        """The settings that can be changed."""
        return {name: getattr(row, name) for name in SettingsForm.Meta.fields}

    def clean(self) -> dict[str, Any]:
        """What would be shown has to be agreed to: the box for that is there only if it is needed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "editors_per_article" not in cleaned or self.data.get("reveal"):
            return cleaned
        shown = revealed_by(self.saved, blind=cleaned["blind"], editors_per_article=cleaned["editors_per_article"])
        if shown:
            self.fields["reveal"] = forms.BooleanField(label=_("Show them"), required=False)
            self.add_error("reveal", ValidationError(shown.sentence, code="reveal"))
        return cleaned


class NewCollectionForm(SettingsForm):
    """A new collection; its short name is made from the name if none is given."""

    field_order = ("name", "slug")

    class Meta(SettingsForm.Meta):
        fields = ("name", "slug", "language", "time_zone", "editors_per_article", "blind")
        help_texts = {
            **SettingsForm.Meta.help_texts,
            "slug": _(
                "Letters, digits and hyphens. It stands in every address and never changes."
                " Left empty, it is made from the name."
            ),
        }

        error_messages = {
            "slug": {
                "unique": _("Another collection has this short name already. Choose another, or leave it empty."),
                "invalid": _(
                    "A short name has only the letters a to z, digits, hyphens and underscores: “bridge-2025”."
                ),
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False


class GuidelinesForm(WatchedForm):
    """The guidelines, in Markdown."""

    guidelines = ParagraphsField(
        Collection,
        "guidelines",
        label=_("Guidelines, in Markdown"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_(
            "Headings with #, lists with -, *emphasis*, **strong words**, > quotations,"
            " [words](https://…) for links, tables with |."
        ),
    )

    def __init__(self, collection: Collection, data: Any = None) -> None:
        super().__init__(data, initial=self.shown(collection), watched=collection)


class RoleForm(WatchedForm):
    """What a member is from now on."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def __init__(self, membership: Membership, data: Any = None) -> None:
        # One page has a form for each member: no ids, which would stand there more than once.
        super().__init__(data, auto_id=False, initial=self.shown(membership), watched=membership)


class AddMemberForm(forms.Form):
    """Somebody with an account, and as what to add them."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDITOR)

    def __init__(self, data: Any = None) -> None:
        # The page has another form with a role.
        super().__init__(data, auto_id="add_%s")


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDITOR)
    note = LineField(Invitation, "note", label=_("For whom"), required=False)
