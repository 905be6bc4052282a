"""Parts between commas: which of them say more of somebody, and which say when or how.

Pure: words and their indexes in, indexes or truths out.
"""

from collections.abc import Sequence

from claims.suggestions.cue_words import (
    ADVERBS,
    ALL_PREPOSITIONS,
    AND_ONLY,
    CLAUSE_OPENERS,
    DAYS,
    POSSESSIVE_PRONOUNS,
    RELATIVE_ENGLISH,
)
from claims.suggestions.tokens import Word
from claims.suggestions.verbs import verb_like
from claims.suggestions.vocabulary import ARTICLES, PRONOUNS
from claims.text.word_lists import listed

_LONGEST_APPOSITION = 9
_LONGEST_DESCRIPTION = 30
# An English description of somebody begins with, or holds, one of these: "a member", "director of".
_DESCRIBES = listed("the a an of for at in its his her their who whose one another")
_OPENS_NO_DESCRIPTION = (
    (ALL_PREPOSITIONS | CLAUSE_OPENERS | ADVERBS | AND_ONLY | PRONOUNS) - POSSESSIVE_PRONOUNS - {"former"}
)
TIME_OPENERS = listed("this last late earlier early next that one each every on in just two three")
TIMES = listed("day week month year morning afternoon evening night weekend time minutes hours days weeks months years")


def with_descriptions(words: Sequence[Word], end: int) -> int:
    """Past all that is said of an English name that ends there: ", a member of the board, who has written on it"."""
    while end < len(words) and "," in words[end - 1].tail:
        stop = next((i + 1 for i in range(end, len(words)) if words[i].ends_part), len(words))
        if not says_more(words, end, stop) or stop - end > _LONGEST_DESCRIPTION:
            break
        end = stop
    return end


def says_more(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether an English part between commas says more of whoever is named before: an office, an age, no clause."""
    first = words[begin]
    if first.plain.isdecimal():
        return end == begin + 1
    if (
        first.plain in _OPENS_NO_DESCRIPTION
        or first.plain in DAYS
        or first.plain.endswith(("ing", "ly"))
        or not first.plain
    ):
        return False
    relative = next((i for i in range(begin + 1, end) if words[i].plain in {"who", "which", "whose", "that"}), end)
    if any(_is_finite(words, i) for i in range(begin + 1, relative)):
        return False
    owner = next((i for i in range(begin, end - 1) if words[i].possessive), None)
    described = (
        owner is not None
        or first.plain in _DESCRIBES
        or any(word.plain in _DESCRIBES for word in words[begin + 1 : end])
    )
    return described and not is_setting(words, begin, end)


def is_participle(words: Sequence[Word], index: int) -> bool:
    """Whether a part between commas begins with a participle there: "released on Monday,", "citing the law,"."""
    word = words[index]
    following = words[index + 1].plain if index + 1 < len(words) else ""
    opened = word.plain.endswith("ing") or (word.plain.endswith("ed") and following in ALL_PREPOSITIONS)
    return opened and not word.capital


def _is_finite(words: Sequence[Word], index: int) -> bool:
    """Whether a verb stands there that is no participle: "challenged by Vane" is one."""
    following = words[index + 1].plain if index + 1 < len(words) else ""
    participle = words[index].plain.endswith("ed") and following in ALL_PREPOSITIONS
    return verb_like(words, index) and not participle


def is_setting(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether a part before a comma tells when or how, not who: "Late last month,", "Asked about it,"."""
    first = words[begin]
    opened = first.plain.endswith(("ing", "ed")) and begin + 1 < end and not words[begin + 1].capital
    dated = first.plain in TIME_OPENERS and any(word.plain in TIMES for word in words[begin:end])
    return opened or dated


def with_apposition(words: Sequence[Word], end: int) -> int:
    """Past ", the head of the council" that follows a name, if it is one."""
    if end >= len(words) or "," not in words[end - 1].tail:
        return end
    stop = next((i + 1 for i in range(end, len(words)) if words[i].ends_part), len(words))
    return stop if is_apposition(words, end, stop) else end


def is_apposition(words: Sequence[Word], end: int, stop: int) -> bool:
    """Whether the words from `end` to `stop`, behind a comma, say more of who is named before: no clause does."""
    opens = words[end].plain in ARTICLES or (words[end].capital and words[end].plain not in PRONOUNS)
    closes = words[stop - 1].capital or words[end].plain in {"the", "a", "an"}
    clause = any(verb_like(words, i) for i in range(end, stop)) or words[end].plain in RELATIVE_ENGLISH
    return opens and closes and not clause and stop - end <= _LONGEST_APPOSITION
