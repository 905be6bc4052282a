"""What is written about a passage."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.forms.texts import ParagraphsField
from claims.models import Comment


class CommentForm(forms.Form):
    """A comment, and the action's own id; without one it is a new action."""

    text = ParagraphsField(
        Comment,
        "text",
        error_messages={"required": _("Nothing is written yet. Write the comment first.")},
    )
    action = forms.UUIDField(required=False)

    def sent(self) -> dict[str, Any]:
        """The keywords of the verb."""
        return {"text": self.cleaned_data["text"], "action": self.cleaned_data["action"] or uuid.uuid4()}
