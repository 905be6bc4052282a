"""Guesses on a card: why something is guessed, in words, and what accepting it sends."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from claims.models import Actor
from claims.suggestions.attribution import Frame
from claims.suggestions.claim_guesses import ClaimGuess
from claims.suggestions.claim_proposals import Why
from claims.suggestions.new_actors import Newcomer
from claims.suggestions.speakers import Guess, Reason

register = template.Library()

_SENTENCES = {
    Reason.ALIAS: gettext_lazy("a guess: “%(words)s” names this actor"),
    Reason.BESIDE: gettext_lazy("a guess: “%(words)s” stands beside it"),
    Reason.PRONOUN: gettext_lazy("a guess: “%(words)s” is who spoke before"),
    Reason.CONTINUED: gettext_lazy("a guess: the quotation before goes on here"),
    Reason.NESTED: gettext_lazy("a guess: a passage inside this one states it"),
    Reason.ALIKE: gettext_lazy("a guess: a claim of this article that is much alike"),
    Reason.NEW: gettext_lazy("a guess: new in the register, from “%(words)s”"),
}
_WORDINGS = {
    Why.READY: gettext_lazy("a guess from its own words"),
    Why.FILLED: gettext_lazy("a guess from its own words, with names for the pronouns"),
    Why.APART: gettext_lazy("a guess: its words say the same of several"),
    Why.SAME: gettext_lazy("a guess: the claim before, said of another"),
}


@register.filter
def why(guess: Guess[Any] | ClaimGuess) -> str:
    """The reason of a guess as a sentence."""
    if not isinstance(guess, ClaimGuess):
        return _SENTENCES[guess.reason] % {"words": guess.detail}
    if guess.has_gaps:
        return gettext("a guess from its own words, with gaps to fill")
    return str(_WORDINGS[guess.why])


@register.filter
def kind_name(kind: str) -> str:
    """The word for a kind of actor."""
    return str(Actor.Kind(kind).label)


@register.filter
def spans_sent(frame: Frame) -> dict[str, str]:
    """The cue and the source of a frame as a form sends them; nothing for what it does not have."""
    return {name: str(spans) for name, spans in (("source", frame.source), ("cue", frame.cue)) if spans}


@register.simple_tag
def accepts(guess: Guess[Actor | Newcomer], frame: Frame | None = None) -> SafeString:
    """The attributes of the button that takes a guessed actor, with the cue and the source that go with it."""
    spans = spans_sent(frame) if frame else {}
    if isinstance(guess.value, Actor):
        return format_html('name="actor" value="{}" data-also="{}"', guess.value.pk, urlencode(spans))
    also = urlencode({"name": guess.value.name, **spans})
    return format_html('name="kind" value="{}" data-also="{}"', guess.value.kind, also)


@register.filter
def claims_sent(guess: ClaimGuess) -> dict[str, str]:
    """What taking a guess of claims sends: those that are there by id, the others in words."""
    sent = {"claims": "; ".join(str(claim.pk) for claim in guess.known), "statements": "; ".join(guess.new)}
    return {name: value for name, value in sent.items() if value}


@register.simple_tag
def takes(guess: ClaimGuess) -> SafeString:
    """The attributes of the button that takes a guess of claims."""
    sent = claims_sent(guess)
    name, value = sent.popitem()
    return format_html('name="{}" value="{}" data-also="{}"', name, value, urlencode(sent))
