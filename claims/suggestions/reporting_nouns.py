"""Nouns and prepositions that report: "the accusations made by", "Moscow’s claim", "according to", "zufolge".

Pure: words in, indexes of words out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from claims.suggestions import cue_words
from claims.suggestions.noun_phrases import phrase_after, phrase_before
from claims.suggestions.tokens import Word
from claims.suggestions.verbs import verb_group

_SAYINGS = cue_words.ENGLISH_SAYINGS | cue_words.GERMAN_SAYINGS


class Reading(NamedTuple):
    """Indexes of words, half-open: a range or two for the cue, one for the source."""

    cue: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None


def said_by(words: Sequence[Word]) -> Reading | None:
    """The end of "the accusations made by the Kremlin", "claims of the West"."""
    for by in range(len(words) - 2, max(len(words) - 10, 0), -1):
        if words[by].plain not in cue_words.FROM:
            continue
        first = by - 1
        if words[first].plain in cue_words.MADE or words[first].plain in cue_words.GERMAN_REPORTED:
            first -= 1
        noun = first >= 0 and (words[first].plain in _SAYINGS)
        participle = words[by - 1].plain in cue_words.ENGLISH_VERBS and words[by].plain in cue_words.BY
        source = phrase_after(words, by + 1, appositions=False)
        named = source and any(word.capital or word.plain in cue_words.DETERMINERS for word in words[slice(*source)])
        if (noun or participle) and source and named and source[1] == len(words):
            begin = first if noun else verb_group(words, by - 1)[1]
            return Reading(((begin, by + 1),), source)
    return None


def saying(words: Sequence[Word]) -> Reading | None:
    """The end of "Moscow’s claim", "der Vorwurf Russlands": a noun that names what is said, and whose it is."""
    last = len(words) - 1
    if words[last].plain in cue_words.ENGLISH_SAYINGS and last and words[last - 1].possessive:
        owner = phrase_before([*words[: last - 1], words[last - 1]._replace(tail="")], last, owned=True)
        if owner:
            return Reading(((last, last + 1),), owner)
    for noun in range(max(last - 5, 0), last):
        if words[noun].plain in cue_words.GERMAN_SAYINGS and words[noun].capital and not words[noun].ends_part:
            source = phrase_after(words, noun + 1, appositions=False)
            if source and source[1] == len(words) and words[noun + 1].plain not in cue_words.ALL_PREPOSITIONS:
                return Reading(((noun, noun + 1),), source)
    return None


def according(words: Sequence[Word], verb: int) -> Reading | None:
    """The last "according to", "nach Angaben", "laut" or "zufolge" behind the verb."""
    for i in range(len(words) - 1, verb, -1):
        plain = words[i].plain
        following = words[i + 1].plain if i + 1 < len(words) else ""
        if plain == "zufolge" and i:
            begin = next((j + 1 for j in range(i - 1, -1, -1) if words[j].ends_part), 0)
            return Reading(((i, i + 1),), (begin, i) if begin < i else None)
        width = 0
        if plain == "according" and following == "to":
            width = 2
        elif plain in cue_words.LAUT or (plain == "nach" and _names_a_statement(words, i + 1)):
            width = 1
        if width and i + width < len(words):
            end = next((j + 1 for j in range(i + width, len(words)) if words[j].ends_part), len(words))
            return Reading(((i, i + width),), (i + width, end))
    return None


def _names_a_statement(words: Sequence[Word], begin: int) -> bool:
    return any(
        words[i].capital and words[i].plain.endswith(cue_words.ANGABEN)
        for i in range(begin, min(begin + 4, len(words)))
        if not any(word.ends_part for word in words[begin:i])
    )
