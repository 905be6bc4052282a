"""Forms of a claim: other words, a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.forms.seen import WatchedForm
from annotate.forms.texts import LineField, ParagraphsField
from claims.models import Claim


class RewordForm(WatchedForm):
    """Other words for a claim."""

    statement = LineField(
        Claim,
        "statement",
        label=_("The claim, in one sentence"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One proposition that can be denied on its own, whoever says it."),
    )
    spelling = forms.BooleanField(
        label=_("Only the spelling changes, not the sense"),
        required=False,
        help_text=_("What is approved or handed in then stays as it is. Your word for it is kept in the history."),
    )

    def __init__(self, data: Any = None, *, may_declare_spelling: bool, claim: Claim) -> None:
        super().__init__(data, initial=self.shown(claim), watched=claim)
        if not may_declare_spelling:
            del self.fields["spelling"]

    @classmethod
    def shown(cls, row: Claim) -> dict[str, Any]:
        """The words; that they are only spelt anew is stored nowhere."""
        return {"statement": row.statement}


class NoteForm(WatchedForm):
    """What members should know about a claim."""

    note = ParagraphsField(Claim, "note", label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, claim: Claim, data: Any = None) -> None:
        super().__init__(data, initial=self.shown(claim), watched=claim)
