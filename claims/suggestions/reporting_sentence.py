"""How a sentence passes speech on: the words beside a passage, and those of them that may name an outlet.

A handful of patterns of English and German news, tried on words; no grammar. Pure.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from claims.spans import Spans
from claims.suggestions.names import bare, tokens_of
from claims.suggestions.tokens import BETWEEN, gaps, limits_beside
from claims.text.quotations import Range
from claims.text.word_lists import listed

# How far from its verb an outlet stands, in words.
_OUTLET = 6
_PART_ENDS = tuple(",;:.!?)")

_BY = listed("by von durch")
_PASSIVE = listed("was were is are been being be wurde wurden wird")
_QUOTING = listed("quoted quotes cited cites reported reports carried published zitiert zitierte berichtet berichtete")
_REPORTS = listed("reported reports quoted quotes cited cites berichtet berichtete meldet meldete zitiert zitierte")
_TALKS = listed("interview gespräch")
_TO_OUTLET = listed("told gegenüber berichtete meldete")


class Beside(NamedTuple):
    """The words of a passage's sentence that stand outside it and outside quotation marks."""

    before: str
    between: str
    after: str


def words_beside(text: str, content: Spans) -> Beside:
    """What stands in the sentence before, between and after the content's fragments, without quotations."""
    begin, start, end, stop, quotations = limits_beside(text, content)
    left_out = sorted([*quotations, *content])
    # All of it is read where that is short, the quotations around its fragments included.
    between = [(start, end)] if end - start <= BETWEEN else list(gaps(content))
    return Beside(
        _outside(text, begin, start, left_out),
        " ".join(filter(None, (_outside(text, *gap, left_out) for gap in between))),
        _outside(text, end, stop, left_out),
    )


def outlet_words(words: str) -> Iterator[str]:
    """The words that may name an outlet: after "quoted by", "told", "interview with", before "reported"."""
    tokens = tokens_of(words)
    plain = [bare(token) for token in tokens]
    for i, word in enumerate(plain):
        following = plain[i + 1] if i + 1 < len(plain) else ""
        quoting = word in _QUOTING and following in {"by", "in", "von", "bei"}
        if quoting or (word in _TALKS and following in {"with", "to", "by", "for", "mit"}):
            yield " ".join(_part(tokens[i + 2 : i + 2 + _OUTLET]))
        elif word in _TO_OUTLET:
            yield " ".join(_part(tokens[i + 1 : i + 1 + _OUTLET]))
        if word in _REPORTS and following not in _BY and not (i and plain[i - 1] in _PASSIVE):
            subject = tokens[max(i - _OUTLET, 0) : i]
            yield " ".join(reversed([*takewhile(lambda token: not token.endswith(_PART_ENDS), reversed(subject))]))


def _part(tokens: list[str]) -> list[str]:
    """The words up to the first that punctuation follows."""
    length = next((i + 1 for i, token in enumerate(tokens) if token.endswith(_PART_ENDS)), len(tokens))
    return tokens[:length]


def _outside(text: str, start: int, end: int, left_out: list[Range]) -> str:
    """The text between two positions without the ranges, a space in the place of each."""
    pieces = []
    for begin, stop in left_out:
        if start < stop and begin < end:
            pieces.append(text[start : max(begin, start)])
            start = stop
    pieces.append(text[start:end])
    return " ".join(pieces).strip()
