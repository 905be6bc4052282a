"""Says in words why something is guessed."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy

from claims.guessing import Guess, Reason

register = template.Library()


_SENTENCES = {
    Reason.ALIAS: gettext_lazy("a guess: “%(words)s” names this actor"),
    Reason.BESIDE: gettext_lazy("a guess: “%(words)s” stands beside it"),
    Reason.PRONOUN: gettext_lazy("a guess: “%(words)s” is who spoke before"),
    Reason.CONTINUED: gettext_lazy("a guess: the quotation before goes on here"),
    Reason.AROUND: gettext_lazy("a guess: it stands inside this passage"),
    Reason.NESTED: gettext_lazy("a guess: a passage inside this one states it"),
}


@register.filter
def why(guess: Guess[Any]) -> str:
    """The reason of a guess as a sentence."""
    return _SENTENCES[guess.reason] % {"words": guess.detail}
