"""Says in words why something is guessed."""

from typing import Any

from django import template
from django.utils.translation import gettext

from claims.guessing import Guess, Reason

register = template.Library()


@register.filter
def why(guess: Guess[Any]) -> str:
    """The reason of a guess as a sentence."""
    reasons = {
        Reason.ALIAS: gettext("a guess: “%(words)s” names this actor"),
        Reason.BESIDE: gettext("a guess: “%(words)s” stands beside it"),
        Reason.PRONOUN: gettext("a guess: “%(words)s” is who spoke before"),
        Reason.CONTINUED: gettext("a guess: the quotation before goes on here"),
        Reason.AROUND: gettext("a guess: it stands inside this passage"),
        Reason.NESTED: gettext("a guess: a passage inside this one states it"),
    }
    return reasons[guess.reason] % {"words": guess.detail}
