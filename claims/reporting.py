"""How a sentence reports speech: the words beside a passage, and whom they name as speaker or as outlet.

A handful of patterns of English and German news, tried on words; no grammar. Pure.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

from claims.names import Found, bare, best_name, find_names, tokens_of
from claims.quotations import Range, quotations_around
from claims.sentences import sentence_around, sentences
from claims.spans import Spans
from claims.vocabulary import (
    ARTICLES,
    BETWEEN_SUBJECT_AND_VERB,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE_PRONOUNS,
    REPORTING,
    REPORTING_GERMAN,
    listed,
)

# A name that the register knows, or a pronoun as it is written.
type Subject[T] = Found[T] | str

# How many code points beside a passage are read; some sixty words.
_BESIDE = 350
# How far from its verb a subject stands, in words.
_SUBJECT = 10
_OUTLET = 6
_PART_ENDS = tuple(",;:.!?)")
# A question or an exclamation ends the quotation, not the sentence that reports it: “Why?” Putin asked.
_ENDS_IN_QUESTION = re.compile("[?!…][”“\"’'»«」』]$")

_CONJUNCTIONS = listed("that dass daß")
_BY = listed("by von durch")
_ACCORDING = listed("according laut angaben auskunft darstellung informationen ansicht einschätzung")
_ZUFOLGE = listed("zufolge")
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
    quotations = quotations_around(text, content.start, content.end)
    around = [pair for pair in quotations if pair[0] < content.end and content.start < pair[1]]
    start = min([content.start, *(begin for begin, _ in around)])
    end = max([content.end, *(stop for _, stop in around)])
    begin, stop = sentence_around(text, start, end)
    if stop == end and _ENDS_IN_QUESTION.search(text[end - 2 : end]):
        line_end = text.find("\n", end, end + _BESIDE)
        limit = min(end + _BESIDE, len(text)) if line_end < 0 else line_end
        stop = next((finish for _, finish in sentences(text, end, limit)), end)
    left_out = sorted([*quotations, *content])
    return Beside(
        _outside(text, max(begin, start - _BESIDE), start, left_out),
        _outside(text, start, end, left_out),
        _outside(text, end, min(stop, end + _BESIDE), left_out),
    )


def subjects_before[T](words: str, register: Mapping[str, T]) -> Iterator[Subject[T]]:
    """Whom the words before a passage name as its speaker, likeliest first: "Ukraine said on Thursday"."""
    tokens = tokens_of(words)
    while tokens and bare(tokens[-1]) in _CONJUNCTIONS:
        tokens.pop()
    yield from _after_by(tokens, register)
    verb = _last(tokens, REPORTING | REPORTING_GERMAN)
    according = max(_last(tokens, _ACCORDING), -1)
    zufolge = _last(tokens, _ZUFOLGE)
    if zufolge > max(verb, according):
        yield from _named(tokens[max(zufolge - _SUBJECT, 0) : zufolge], register)
    elif according > verb:
        yield from _named(_part(tokens[according + 1 :]), register)
    elif verb >= 0:
        yield from _around_verb(tokens, verb, register)
    elif tokens and tokens[-1].endswith(":") and len(tokens) <= _SUBJECT:
        yield from _named(tokens, register)


def subjects_after[T](words: str, register: Mapping[str, T]) -> Iterator[Subject[T]]:
    """Whom the words after a passage, or amid it, name as its speaker: "Patrushev said", "so Scholz"."""
    tokens = [token for token in tokens_of(words) if bare(token)]
    if not tokens:
        return
    opening = next((i + 1 for i, token in enumerate(tokens[:2]) if bare(token) in _ACCORDING), 0)
    if opening or bare(tokens[0]) == "so":
        yield from _named(_part(tokens[opening or 1 :]), register)
        return
    clause = [*takewhile(lambda token: not token.endswith((".", ";", ":")), tokens), ""][: _SUBJECT + 1]
    verb = next((i for i, token in enumerate(tokens[: len(clause)]) if _reports(token)), -1)
    if verb < 0:
        return
    subject = _without_adverbs(tokens[:verb])
    if not subject:
        subject = _part(tokens[verb + 1 :])
        if subject and bare(subject[0]) in PRONOUNS:
            subject = subject[:1]
    if len(subject) == 1 and bare(subject[0]) in PRONOUNS:
        yield bare(subject[0])
    else:
        yield from _named(subject, register)


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


def _around_verb[T](tokens: list[str], verb: int, register: Mapping[str, T]) -> Iterator[Subject[T]]:
    """The subject of a verb before a passage: beside it, as in "sagte Merkel", or what is named first.

    A subject that is parted from its verb ("the US, which …, claimed"; "Putin chaired a meeting and said") is
    mostly what the sentence names first.
    """
    left = _without_adverbs(tokens[:verb])
    adjacent = bool(left) and not left[-1].endswith(",")
    if len(left) > 1 and bare(left[-1]) in RELATIVE_PRONOUNS:
        left, adjacent = left[:-1], True
    if left and adjacent and bare(left[-1]) in PRONOUNS:
        yield bare(left[-1])
        return
    names = find_names(left, register)
    subjects = [name for name in names if not _after_preposition(left, name)]
    if adjacent:
        yield from (name for name in subjects if name.last == len(left))
    if bare(tokens[verb]) in REPORTING_GERMAN or not names:
        yield from _named(_part(tokens[verb + 1 :]), register)
    yield from (*subjects, *names)


def _after_by[T](tokens: list[str], register: Mapping[str, T]) -> Iterator[Found[T]]:
    """The name in "the accusations made by the Kremlin", if the words end with it."""
    by = _last(tokens, _BY)
    if by >= 0:
        named = tokens[by + 1 :]
        articles = len([*takewhile(lambda token: bare(token) in ARTICLES, named)])
        names = find_names(named, register)
        yield from (name for name in names if name.first <= articles and name.last == len(named))


def _named[T](tokens: list[str], register: Mapping[str, T]) -> Iterator[Found[T]]:
    found = best_name(" ".join(tokens), register)
    if found:
        yield found


def _part(tokens: list[str]) -> list[str]:
    """The words up to the first that punctuation follows."""
    length = next((i + 1 for i, token in enumerate(tokens) if token.endswith(_PART_ENDS)), len(tokens))
    return tokens[: min(length, _SUBJECT)]


def _without_adverbs(tokens: list[str]) -> list[str]:
    """Without what stands between a subject and its verb."""
    end = len(tokens)
    while end and (bare(tokens[end - 1]) in BETWEEN_SUBJECT_AND_VERB or bare(tokens[end - 1]).endswith("ly")):
        end -= 1
    return tokens[:end]


def _after_preposition(tokens: list[str], name: Found[object]) -> bool:
    before = [token for token in map(bare, tokens[: name.first]) if token not in ARTICLES]
    return bool(before) and before[-1] in PREPOSITIONS


def _reports(token: str) -> bool:
    return bare(token) in REPORTING or bare(token) in REPORTING_GERMAN


def _last(tokens: list[str], words: frozenset[str]) -> int:
    """The index of the last token that is one of the words; -1 if none is."""
    return next((i for i in reversed(range(len(tokens))) if bare(tokens[i]) in words), -1)


def _outside(text: str, start: int, end: int, left_out: list[Range]) -> str:
    """The text between two positions without the ranges, a space in the place of each."""
    pieces = []
    for begin, stop in left_out:
        if start < stop and begin < end:
            pieces.append(text[start : max(begin, start)])
            start = stop
    pieces.append(text[start:end])
    return " ".join(pieces).strip()
