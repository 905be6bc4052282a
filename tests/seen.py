"""What a form that is watched must carry: how the row stands as it is sent."""

from django.db.models import Model

from annotate.forms.seen import WatchedForm
from claims.text.fingerprint import fingerprint


def seen(form: type[WatchedForm], row: Model) -> dict[str, str]:
    """The hidden field of the form, as if its page had just been opened."""
    return {"seen": fingerprint(form.shown(type(row)._default_manager.get(pk=row.pk)))}
