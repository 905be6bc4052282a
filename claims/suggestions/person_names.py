"""Names of persons in the words that introduce them, without titles and offices. Pure: words in, words out."""

from collections import Counter
from collections.abc import Sequence

from claims.suggestions.actor_kinds import (
    DOCUMENTS,
    GROUPS,
    MASTHEADS,
    MEDIA,
    NEWS,
    ORGANISATION_ENDINGS,
    ORGANISATIONS,
    STATES,
    TITLE_ENDINGS,
    TITLES,
    UNNAMED,
)
from claims.suggestions.cue_words import (
    ADVERBS,
    ALL_PREPOSITIONS,
    AND_ONLY,
    AUXILIARIES,
    CLAUSE_OPENERS,
    DAYS,
    DETERMINERS,
    QUANTIFIERS,
    SUBJECT_PRONOUNS,
)
from claims.suggestions.titles import given_names, places
from claims.suggestions.tokens import Word
from claims.suggestions.vocabulary import ARTICLES, PRONOUNS
from claims.text.word_lists import listed

PARTICLES = listed("von van der de den del della di du da dos al el bin ibn ben zu vom la le ten ter")
_GERMAN_DETERMINERS = listed("der die das des dem den ein eine einer eines einem einen")
# "Ada Vane of Strelsau".
_AFFILIATES = listed("of in from for at")
# In capitals too, no part of anybody's name.
NO_NAMES = ADVERBS | ALL_PREPOSITIONS | CLAUSE_OPENERS | PRONOUNS | SUBJECT_PRONOUNS | QUANTIFIERS | DAYS
# A capital word before a surname that is no given name: it opens the sentence.
_NOT_GIVEN = (
    NO_NAMES
    | DETERMINERS
    | AND_ONLY
    | AUXILIARIES
    | listed("both even only republican democrat democratic candidate yes no not pro")
)
MOST_NAME_WORDS = 5
BEHIND = listed("of for from by in at on with to who familiar close near der des von vom für aus im bei auf zu unter")
_THINGS = ORGANISATIONS | MEDIA | NEWS | MASTHEADS | DOCUMENTS | GROUPS | STATES | UNNAMED


def person_in(tokens: Sequence[Word]) -> list[Word] | None:
    """The words of a person's name: a part of its own, or what follows titles at the end of the first part."""
    parts = _parts(tokens)
    whole = [part for part in parts if len(part) > 1 and name_length(part) == len(part)]
    for part in [*whole, *parts]:
        length = name_length(part)
        named = part[len(part) - length :]
        cut = next((i + 1 for i in range(len(named) - 1, -1, -1) if _ends_title(named[i])), 0)
        german = any(word.plain in _GERMAN_DETERMINERS for word in part[: len(part) - length])
        if german and length > 2 and not cut:
            # "der erste Astronaut Yang Liwei": German nouns are in capitals as well.
            cut = 1
        named = named[cut:]
        if named and not _is_thing(named) and (len(named) > 1 or (cut and is_title(part[-2].plain))):
            return named
    return None


def _parts(tokens: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = [[]]
    for token in tokens:
        if parts[-1] and token.plain in _AFFILIATES and all(word.capital and word.plain for word in parts[-1]):
            # "Ada Vane of Strelsau".
            parts.append([])
        parts[-1].append(token)
        if token.ends_part:
            parts.append([])
    return [part for part in parts if part]


def name_length(part: Sequence[Word]) -> int:
    """How many words at the end of a part could be a name: capitals, and particles between them."""
    length = 0
    for index in range(len(part) - 1, -1, -1):
        word = part[index]
        before = part[index - 1] if index else None
        inside = length and word.plain in PARTICLES and before and (before.capital or before.plain in PARTICLES)
        if not (word.capital and word.plain) and not inside:
            break
        if word.possessive or (word.plain in BEHIND and not inside) or word.plain in ARTICLES - PARTICLES:
            break
        length += 1
    return length


def is_title(plain: str) -> bool:
    """Whether a word in lower case is a title or an office, as stands before a name."""
    return plain in TITLES or plain.endswith(TITLE_ENDINGS)


def _ends_title(word: Word) -> bool:
    """Whether a name may begin behind this word: "… Council Nikolai Patrushev", "Bundesfinanzminister Peer …"."""
    return is_title(word.plain) or word.plain in ORGANISATIONS


def _is_thing(named: Sequence[Word]) -> bool:
    """Whether the last or the first word tells that these are no person."""
    if len(named) > MOST_NAME_WORDS:
        return True
    ends = {named[0].plain, named[-1].plain}
    return not _THINGS.isdisjoint(ends) or any(word.endswith(ORGANISATION_ENDINGS) for word in ends)


def in_full(name: str, text: str) -> str:
    """A lone surname with the given name that the text has before it most often, the first of those."""
    found = Counter(given for given in given_names(name, text) if _is_given(given))
    return f"{found.most_common(1)[0][0]} {name}" if found else name


def _is_given(word: str) -> bool:
    """Whether a word before a surname may be a given name: no title, and no word that opens a sentence."""
    plain = word.lower()
    if not word[0].isupper() or word.isupper() or plain.endswith("ing"):
        return False
    return not is_title(plain) and plain not in _THINGS and plain not in _NOT_GIVEN


def is_common(name: str, text: str) -> bool:
    """Whether a word is in capitals only because it opens a sentence: the text has it in small letters as well."""
    if name.isupper() and len(name) > 1:
        return False
    inside = any(text[at - 1].islower() or text[at - 1] in ",;" for at in places(name, text) if at)
    return not inside and next(places(name.lower(), text), None) is not None
