"""What could be inferred for a passage from words: its speaker, by name, by pronoun or as a quotation that goes on.

Every guess carries its reason as a code with the words that it rests on, so that the page can show it as a
guess, in the editor's language, until one key accepts it. Pure: text, positions and a register go in, the
caller's own values come out. The register is any mapping from names and aliases in lower case to actors;
`name_candidates` says what to look up for it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest

from claims.spans import Spans
from claims.suggestions.names import bare, best_name, name_candidates, surnames
from claims.suggestions.reporting_sentence import words_beside
from claims.suggestions.vocabulary import ANY_PRONOUNS, PERSON_PRONOUNS, PRONOUNS
from claims.text.quotations import REACH, form_of

__all__ = [
    "Guess",
    "Neighbour",
    "Reason",
    "continued_from",
    "is_pronoun",
    "name_candidates",
    "speaker_from_pronoun",
    "speaker_from_source",
    "surnames",
    "words_beside",
]

_PERSON = PERSON_PRONOUNS | {"his", "her"}
_ANY = ANY_PRONOUNS | {"their"}
_POSSESSIVE = frozenset({"his", "her", "their", "its"})
_WORD = re.compile(r"\w")
_LINE_ENDS = re.compile(r"\n+")
# How many passages before one are asked whether they go on in it.
_NEAREST = 30


class Reason(StrEnum):
    """Why something is guessed; `detail` holds the words meant."""

    ALIAS = "alias"  # the words set as source name this actor
    BESIDE = "beside"  # words of the same sentence report it and name this actor
    PRONOUN = "pronoun"  # a pronoun stands for the speaker of the passage before
    CONTINUED = "continued"  # the quotation before goes on here
    NESTED = "nested"  # a passage inside this one states it
    ALIKE = "alike"  # it says much of what these words say
    NEW = "new"  # the register has nobody of that name


@dataclass(frozen=True, slots=True)
class Guess[T]:
    """Something to show as a guess, why, and the words that it rests on, "" if it rests on a passage."""

    value: T
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour[T]:
    """Another passage of the same article: where it stands and who speaks in it."""

    content: Spans
    mark: str
    speakers: tuple[T, ...]
    via: tuple[T, ...] = ()


def speaker_from_source[T](source_words: str, register: Mapping[str, T]) -> Guess[T] | None:
    """The actor that the source words name best, by name or alias."""
    found = best_name(source_words, register)
    return Guess(found.value, Reason.ALIAS, found.words) if found else None


def is_pronoun(source_words: str) -> bool:
    """Whether the words are a lone pronoun that means somebody named before, "her" and "their" included."""
    pronoun = bare(source_words)
    return pronoun in PRONOUNS or pronoun in _POSSESSIVE


def speaker_from_pronoun[T](
    source_words: str,
    position: int,
    neighbours: Iterable[Neighbour[T]],
    is_person: Callable[[T], bool],
    may_mean: Callable[[str, T], bool] = lambda _pronoun, _speaker: True,
) -> Guess[T] | None:
    """The speaker that a lone pronoun stands for: that of the nearest passage that begins before `position`.

    He and she are persons, it is none; `may_mean` tells what else speaks against one. None if the words are no lone
    pronoun.
    """
    pronoun = bare(source_words)
    if not is_pronoun(source_words):
        return None
    for neighbour in sorted(neighbours, key=lambda passage: passage.content.start, reverse=True):
        if neighbour.content.start < position and len(neighbour.speakers) == 1:
            [speaker] = neighbour.speakers
            fits = pronoun in _ANY or is_person(speaker) == (pronoun in _PERSON)
            if fits and may_mean(pronoun, speaker):
                return Guess(speaker, Reason.PRONOUN, source_words.strip())
    return None


def continued_from[T](text: str, content: Spans, neighbours: Iterable[Neighbour[T]]) -> Neighbour[T] | None:
    """The quotation that goes on here, so that its speaker and outlet are still those.

    It is the nearest before, in the same paragraph or the one above. None if this is no direct speech or has
    words of its own beside it.
    """
    if form_of(text, content) != "direct" or _WORD.search("".join(words_beside(text, content))):
        return None
    earlier = [passage for passage in neighbours if passage.content.end <= content.start]
    for passage in nlargest(_NEAREST, earlier, key=lambda passage: passage.content.end):
        if len(_LINE_ENDS.findall(text[passage.content.end : content.start])) > 1:
            return None
        if passage.speakers and (passage.mark == "quote" or _is_direct(text, passage.content)):
            return passage
    return None


def _is_direct(text: str, content: Spans) -> bool:
    return content.end - content.start <= REACH and form_of(text, content) == "direct"
