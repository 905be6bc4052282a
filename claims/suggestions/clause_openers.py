"""Where an English clause begins inside another: behind "that", "since she", and where no word opens it.

Lists and questions; pure: words and indexes in.
"""

from collections.abc import Sequence

from claims.suggestions import inflection
from claims.suggestions.cue_words import ADVERBS, ALL_PREPOSITIONS, AND_ONLY, DETERMINERS
from claims.suggestions.tokens import Word
from claims.text.word_lists import listed

SUBORDINATING = listed(
    "who which whose whom where when because if while although though unless whether what how why whenever wherever"
    " that whatever whoever whichever"
)
PRONOUNS = listed(
    """
    i we you he she it they this that these those there who which what everybody everyone nobody somebody someone
    anybody anyone nothing something everything one
    """
)
_SOFT = listed("as since before after until once")
_CLAUSE_PRONOUNS = listed("he she they we i it")
_OPEN_DETERMINERS = listed("the a an his her their our its my your")
_OPENING_TIMES = listed("last next this every each one any now still once by")
_TIMES = listed("year years week month months day days night time times morning evening today moment election ago")
_BEFORE_DETERMINERS = listed(
    "half such quite not than both all only even just like unlike plus minus per except nor up down out off back away"
)
_THINKING = tuple(listed("think thought fear believ say said hope claim argu know knew feel felt"))


def opens_soft(words: Sequence[Word], index: int) -> bool:
    """Whether a word that is a preposition as well opens a clause: "since she left", "As Vane stumbled"."""
    if words[index].plain not in _SOFT or index + 1 >= len(words) or words[index].ends_part:
        return False
    following = inflection.plain(words[index + 1].plain).split("'")[0]
    return index == 0 or following in _CLAUSE_PRONOUNS


def opens_relative(words: Sequence[Word], index: int) -> bool:
    """Whether a clause without its "that" begins behind a noun: "the toll she took", "reasons the boats are late"."""
    plain = inflection.plain(words[index].plain).split("'")[0]
    if not index or words[index - 1].ends_part or (plain not in _CLAUSE_PRONOUNS and plain not in _OPEN_DETERMINERS):
        return False
    before = words[index - 1]
    noun = inflection.plain(before.plain)
    opening = words[0].plain
    if opening in ALL_PREPOSITIONS | _OPENING_TIMES or opening in ADVERBS or noun in _TIMES or before.possessive:
        return False
    if noun in ALL_PREPOSITIONS | DETERMINERS | AND_ONLY | ADVERBS | SUBORDINATING | PRONOUNS | _BEFORE_DETERMINERS:
        return False
    return bool(noun) and not _verb_before(words, index)


def _verb_before(words: Sequence[Word], index: int) -> bool:
    """Whether the word before is a verb, whose object begins there: "to debunk a falsehood"."""
    plain = inflection.plain(words[index - 1].plain)
    if (index > 1 and words[index - 2].plain == "to") or plain.endswith(("ing", "ly")):
        return True
    finite = inflection.is_auxiliary(plain) or inflection.is_modal(plain) or inflection.is_past(plain)
    return finite or inflection.is_third_person(plain) or inflection.is_base(plain)


def opens_object_clause(words: Sequence[Word], index: int) -> bool:
    """Whether a clause without "that" is what somebody thinks or says: "who feared the bill would"."""
    if words[index].ends_part or index + 1 >= len(words):
        return False
    following = words[index + 1]
    opens = following.capital or following.plain in DETERMINERS or following.plain in _CLAUSE_PRONOUNS
    return opens and words[index].plain.startswith(_THINKING)
