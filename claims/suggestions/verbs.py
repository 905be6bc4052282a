"""Verbs of English and German news, told by a handful of signs where they stand. Pure: words and indexes in and out."""

from collections.abc import Sequence

from claims.suggestions.cue_words import (
    ADVERBS,
    ALL_PREPOSITIONS,
    AND_ONLY,
    AUXILIARIES,
    DETERMINERS,
    ENGLISH_SAYINGS,
    ENGLISH_VERBS,
    GERMAN_VERBS,
    NOUNS_TOO,
    OBJECT_DETERMINERS,
    PAST,
)
from claims.suggestions.tokens import Word
from claims.suggestions.vocabulary import BETWEEN_SUBJECT_AND_VERB

_OPENING = DETERMINERS | OBJECT_DETERMINERS
_ATTRIBUTIVE = DETERMINERS | ALL_PREPOSITIONS | AND_ONLY
_VERBS = AUXILIARIES | PAST | ((ENGLISH_VERBS | GERMAN_VERBS) - ENGLISH_SAYINGS - NOUNS_TOO)


def verb_like(words: Sequence[Word], index: int) -> bool:
    """Whether a word is mostly a finite verb where it stands: an auxiliary, a past tense."""
    word = words[index]
    if word.capital or not word.plain:
        return False
    before = words[index - 1] if index else None
    if before and before.possessive and before.capital and not before.ends_part and word.plain.endswith("ing"):
        # "Vane’s reporting".
        return False
    if word.plain in _VERBS:
        return True
    if before is None or before.plain in _ATTRIBUTIVE or "-" in word.plain:
        return False
    # "Putin chairs a meeting", but "Kyiv officials in".
    followed = index + 1 < len(words) and words[index + 1].plain in _OPENING and not word.ends_part
    ending = word.plain.endswith(("s", "te", "t")) and not word.possessive and word.plain not in ADVERBS
    # "Vane’s fired manager".
    owned = before.possessive and before.capital and not before.ends_part
    return (word.plain.endswith("ed") and not owned) or (before.capital and followed and ending)


def verb_group(words: Sequence[Word], verb: int) -> tuple[int, int]:
    """Where the subject of a verb ends, and where the verb's auxiliaries begin: "has repeatedly stated"."""
    begin = auxiliary = verb
    while begin and not words[begin - 1].ends_part:
        plain = words[begin - 1].plain
        if plain in AUXILIARIES:
            auxiliary = begin - 1
        elif plain not in BETWEEN_SUBJECT_AND_VERB and plain not in ADVERBS and not plain.endswith("ly"):
            break
        begin -= 1
    return begin, auxiliary
