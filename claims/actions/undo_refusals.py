"""What is said where a step of a review stands between an action and its undo: such steps are not taken back."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from claims.models.choices import Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Step(NamedTuple):
    """What is said of a step of one's own, and of another's; with `name` and `words` of the passage."""

    own: "StrPromise"
    others: "StrPromise"


STEPS: dict[str, Step] = {
    Verdict.HANDED_IN: Step(
        _(
            "You handed in since, and undo does not reach behind that. Change the passage itself: that can still be"
            " done until it is approved."
        ),
        _(
            "%(name)s handed in “%(words)s” since, so your change there is not taken back. Look at it, and change it"
            " yourself."
        ),
    ),
    Verdict.APPROVED: Step(
        _("You approved a passage since, and that is not taken back. A reviewer can reopen it, with a reason."),
        _("%(name)s approved “%(words)s” since, so it is locked. A reviewer can reopen it, with a reason."),
    ),
    Verdict.RETURNED: Step(
        _("You returned a passage since, and that is not taken back. Its editor has it now."),
        _("%(name)s returned “%(words)s” since. Read why, and change the passage itself."),
    ),
    Verdict.REOPENED: Step(
        _("You reopened a passage since, and that is not taken back. Its editor has it now."),
        _("%(name)s reopened “%(words)s” since. Look at it, and change it yourself."),
    ),
    Verdict.MERGED: Step(
        _("You settled two readings since. Take that back on the page where readings are compared."),
        _("%(name)s merged “%(words)s” into another reading since. Look at what was decided."),
    ),
    Verdict.RECALLED: Step(
        _("You took your hand-in back since. What you did before that stays: change the passage itself."),
        _("%(name)s took the hand-in of “%(words)s” back since. Look at it, and change it yourself."),
    ),
    Verdict.TAKEN_BACK: Step(
        _("You took a decision back since, so the passage waits for another one."),
        _("%(name)s took the decision on “%(words)s” back since. Look at it, and change it yourself."),
    ),
}
