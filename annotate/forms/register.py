"""Forms about proposals to change the register of actors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.forms.actors import ActorForm

LONGEST_REASON = 1000


class ReasonField(forms.CharField):
    """Why, in a few sentences."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), max_length=LONGEST_REASON, **kwargs)


class ProposalForm(ActorForm):
    """How an actor should be described, and why."""

    reason = ReasonField(label=_("Reason"), required=False, help_text=_("For those who decide: where it can be seen."))


class MergeProposalForm(forms.Form):
    """Why two entries are the same actor."""

    reason = ReasonField(label=_("Reason"), required=False, help_text=_("For those who decide: why both are the same."))


class DeclineForm(forms.Form):
    """Why a proposal is declined."""

    answer = ReasonField(label=_("Reason"), error_messages={"required": _("Say why it is declined.")})
