"""Who may speak in a passage: an actor that the register knows, or one that the article's words introduce.

Pure: words, positions and a register go in, one guess or none comes out.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from claims.suggestions.antecedents import subjects_before
from claims.suggestions.cue_words import ALL_PREPOSITIONS, AND_ONLY, RELATIVE_ENGLISH
from claims.suggestions.genders import may_mean
from claims.suggestions.given_names import MEN, WOMEN
from claims.suggestions.language_rules import tongue_of
from claims.suggestions.names import bare
from claims.suggestions.new_actors import Newcomer, new_actor
from claims.suggestions.speakers import Guess, Neighbour, Reason, is_pronoun, speaker_from_pronoun, speaker_from_source
from claims.suggestions.tokens import words_in
from claims.suggestions.vocabulary import ARTICLES

# Nobody is introduced in more code points.
_MOST_READ = 1000
# The pronouns for one person, and for several.
_ONE = frozenset({"he", "she", "him", "his", "her"})
_SEVERAL = frozenset({"they", "them", "their"})
_APOSTROPHES = ("'", "’")
_BEHIND_HEAD = ALL_PREPOSITIONS | AND_ONLY | RELATIVE_ENGLISH


def speaker_of[T](
    source_words: str,
    position: int,
    *,
    register: Mapping[str, T],
    neighbours: Iterable[Neighbour[T]],
    is_person: Callable[[T], bool],
    name_of: Callable[[T], str],
    begun: Neighbour[T] | None = None,
    text: str = "",
    place: int | None = None,
    language: str = "",
    known_reason: Reason = Reason.BESIDE,
) -> Guess[T | Newcomer] | None:
    """By the words that name the speaker; without any, the speaker of the quotation `begun` that goes on here.

    `position` is where the passage begins, `text` the article around it or as much of it as is near, `place` where the
    passage begins in that, `language` the article's code, `known_reason` why an actor of the register is offered. In a
    language without rules only a name that is all of the words counts.
    """
    if tongue_of(language, source_words or text[:_MOST_READ]) is None:
        actor = register.get(bare(source_words))
        return Guess(actor, known_reason, source_words.strip()) if actor is not None else None
    if not source_words:
        speakers = begun.speakers if begun else ()
        return Guess(speakers[0], Reason.CONTINUED) if len(speakers) == 1 else None
    if is_pronoun(source_words):
        near = list(neighbours)
        meant = speaker_from_pronoun(
            source_words,
            position,
            near,
            is_person,
            lambda pronoun, speaker: may_mean(pronoun, name_of(speaker), text),
        )
        if meant and bare(source_words) in _SEVERAL and is_person(meant.value):
            # One person is not "they", and others may be named between the two.
            meant = None
        if bare(source_words) in _ONE:
            behind = max((each.content.end for each in near if each.content.start < position), default=0)
            place = min(position if place is None else place, len(text))
            start = max(behind - position + place, 0)
            other = _subject_meant(source_words, text, start, place, register, is_person, name_of)
            if other:
                return other
        return Guess(meant.value, meant.reason, meant.detail) if meant else None
    newcomer = new_actor(source_words, text)
    named = speaker_from_source(source_words, register)
    if newcomer and newcomer.kind == "person":
        # A person, though the words name an office as well: "head of Russia’s Security Council Nikolai Patrushev".
        named = speaker_from_source(newcomer.name, register)
    if named and not (newcomer and newcomer.kind == "person"):
        # "Vane’s advisers", "a spokesman for Vane": not Vane.
        aside = _aside_of(named.detail, source_words)
        named = None if aside == "owner" or (aside and newcomer) else named
    if named:
        return Guess(named.value, known_reason, named.detail)
    return Guess(newcomer, Reason.NEW, source_words) if newcomer else None


def _subject_meant[T](
    pronoun: str,
    text: str,
    start: int,
    place: int,
    register: Mapping[str, T],
    is_person: Callable[[T], bool],
    name_of: Callable[[T], str],
) -> Guess[T | Newcomer] | None:
    """The person who is the subject of the nearest sentence before and whom "he" or "she" may mean."""
    for words in subjects_before(text, start, place):
        newcomer = new_actor(words, text)
        named = speaker_from_source(words, register)
        if named and is_person(named.value):
            if may_mean(bare(pronoun), name_of(named.value), text):
                return Guess(named.value, Reason.PRONOUN, pronoun.strip())
        elif newcomer and _is_person(newcomer) and may_mean(bare(pronoun), newcomer.name, text):
            return Guess(newcomer, Reason.NEW, newcomer.name)
    return None


def _is_person(newcomer: Newcomer) -> bool:
    """Whether a newcomer is a person, by a lone given name as well: "Bob"."""
    return newcomer.kind == "person" or newcomer.name.lower() in MEN | WOMEN


def _aside_of(name: str, words: str) -> Literal["", "owner", "affiliate"]:
    """Whether a name tells only whose somebody is, before a noun or behind a preposition; "" if it once does not."""
    tokens = words_in(words, 0, min(len(words), _MOST_READ))
    length = len(words_in(name, 0, len(name)))
    found: Literal["", "owner", "affiliate"] = ""
    for first in range(len(tokens) - length + 1):
        last = tokens[first + length - 1]
        if not words[tokens[first].start : last.end].casefold().startswith(name.casefold()):
            continue
        behind = tokens[first + length] if first + length < len(tokens) else None
        if behind and not last.ends_part and behind.plain not in _BEHIND_HEAD:
            found = "owner" if last.possessive or last.tail[:1] in _APOSTROPHES else found or "affiliate"
            continue
        before = tokens[first - 1] if first else None
        if before and before.plain in ARTICLES and first > 1:
            before = tokens[first - 2]
        if before is None or before.ends_part or before.plain not in ALL_PREPOSITIONS:
            return ""
        found = found or "affiliate"
    return found
