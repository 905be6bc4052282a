"""What undo and redo are sent with."""

from django import forms


class ActionForm(forms.Form):
    """The action's own id; without one, or with what is none, it is a new action."""

    action = forms.UUIDField(required=False)
