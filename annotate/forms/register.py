"""Forms about proposals to change the register of actors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.forms.actors import ActorForm
from annotate.forms.texts import ParagraphsField
from claims.models import ActorProposal


class ReasonField(ParagraphsField):
    """Why, in a few sentences."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ActorProposal, "reason", widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class ProposalForm(ActorForm):
    """How an actor should be described, and why. Somebody else decides, by what the actor holds then."""

    overwrites = False

    reason = ReasonField(label=_("Reason"), required=False, help_text=_("For those who decide: where it can be seen."))


class MergeProposalForm(forms.Form):
    """Why two entries are the same actor."""

    reason = ReasonField(label=_("Reason"), required=False, help_text=_("For those who decide: why both are the same."))


class DeclineForm(forms.Form):
    """Why a proposal is declined."""

    answer = ReasonField(label=_("Reason"), error_messages={"required": _("Say why it is declined.")})
