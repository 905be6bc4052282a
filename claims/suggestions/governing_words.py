"""The English verb, adjective or noun that governs the words right behind it: "backed", "is wary of", "her calls for".

Somebody marked those words as what is said, thought or wanted, so that any such verb in front of them tells of it.
Pure: words in, indexes of words out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from claims.suggestions import cue_words, english_verbs
from claims.suggestions.actor_kinds import GROUPS, MEDIA, ORGANISATIONS, UNNAMED, are_people
from claims.suggestions.tokens import Word
from claims.suggestions.verbs import verb_like
from claims.suggestions.vocabulary import PRONOUNS
from claims.text.word_lists import listed

# No more words stand between a verb and the words that it governs.
_TAIL = 3
# Nor between a form of "to be" and the adjective behind it.
_ADVERBS = 3
# Nor between a verb and the noun that says what it does, nor in the name of somebody who is addressed.
_ADJECTIVES = 3
_OBJECT = 4
# Nor in the phrase for those whom somebody brings to say so.
_CAUSED = 6
_BEHIND_OBJECT = listed("for of as to about on over")
_SPEAKING = GROUPS | UNNAMED | ORGANISATIONS | MEDIA
_OBJECTS = listed("him her them us me you it himself herself themselves people")
# "have all said", but "the said".
_NOT_A_VERB_BEHIND = (cue_words.DETERMINERS | cue_words.POSSESSIVE_PRONOUNS) - {
    "all",
    "both",
    "most",
    "many",
    "some",
    "that",
}
_BESIDE_VERBS = (
    english_verbs.COPULAS
    | cue_words.ENGLISH_AUXILIARIES
    | (english_verbs.MODALS - {"to"})
    | cue_words.ADVERBS
    | english_verbs.ATTITUDES
    | english_verbs.ADVERBS
)
_PLURALS = listed("people men women children police who many most some few others media both")
_BEFORE_PRESENT = (
    cue_words.SUBJECT_PRONOUNS
    | PRONOUNS
    | cue_words.RELATIVE_ENGLISH
    | english_verbs.MODALS
    | cue_words.ADVERBS
    | _PLURALS
)
_NO_ADJECTIVE = cue_words.ALL_PREPOSITIONS | (cue_words.DETERMINERS - cue_words.POSSESSIVE_PRONOUNS)
_CONTRACTED = ("'s", "’s", "'re", "’re", "'ve", "’ve", "'m", "’m", "'d", "’d", "'ll", "’ll")


class Governor(NamedTuple):
    """Where a verb stands that governs what follows, its auxiliaries and chained verbs included; half-open."""

    first: int
    end: int


def governing_verb(words: Sequence[Word]) -> Governor | None:
    """The verb that these words end with, with what belongs to it: "has repeatedly called for", "declined to say"."""
    if not words or words[-1].ends_part:
        return None
    for last in range(len(words) - 1, max(len(words) - 2 - _TAIL, -1), -1):
        if last < len(words) - 1 and words[last].ends_part:
            return None
        if is_verb(words, last) or _is_attitude(words, last):
            # "calling it" governs what "it" is called.
            return Governor(_chained(words, last), len(words) - (words[-1].plain == "it"))
        if words[last].plain in english_verbs.STANCES:
            verb = _verb_of(words, last)
            return None if verb is None else Governor(_chained(words, verb), len(words))
        if words[last].plain not in english_verbs.TAILS:
            return None
    return None


def _verb_of(words: Sequence[Word], noun: int) -> int | None:
    """The verb whose object the noun is: "expressed grave doubts", "made a statement"."""
    for at in range(noun - 1, max(noun - 2 - _ADJECTIVES, -1), -1):
        if words[at].ends_part or words[at].plain in cue_words.ALL_PREPOSITIONS:
            return None
        if is_verb(words, at):
            return at
    return None


def addressing_verb(words: Sequence[Word]) -> Governor | None:
    """The verb before somebody addressed or judged, behind whom the words follow: "assured him", "blasted Vane for"."""
    last = len(words) - 1
    if last < 1 or words[last].ends_part:
        return None
    object_ends = last - (words[last].plain in _BEHIND_OBJECT)
    if object_ends < 1 or not _is_object(words[object_ends]):
        return None
    for at in range(object_ends - 1, max(object_ends - 1 - _OBJECT, -1), -1):
        if words[at].ends_part or words[at].plain in cue_words.CLAUSE_OPENERS:
            return None
        if words[at].plain in english_verbs.GOVERNING and is_verb(words, at):
            return Governor(_chained(words, at), at + 1)
    return None


def _is_object(word: Word) -> bool:
    """Whether a word may end the name of somebody who is told something; no day is."""
    return (word.capital and word.plain not in cue_words.DAYS) or word.plain in _OBJECTS or word.plain.endswith("s")


def is_verb(words: Sequence[Word], index: int) -> bool:
    """Whether a word is a verb of its clause where it stands, by its form and by the word before."""
    word = words[index]
    before = words[index - 1] if index else None
    if not word.plain or (before and before.plain in _NOT_A_VERB_BEHIND and not before.ends_part):
        return False
    owned = before is not None and before.possessive and not before.ends_part
    if word.plain in english_verbs.PAST_FORMS or (word.plain.endswith("ed") and not word.capital):
        return not owned and not (before and before.plain in cue_words.ALL_PREPOSITIONS and not before.ends_part)
    if word.plain in english_verbs.PROGRESSIVE:
        return not owned or (before is not None and before.plain.endswith(_CONTRACTED))
    if (
        before is not None
        and index > 1
        and before.plain.endswith("ly")
        and words[index - 2].plain in cue_words.DETERMINERS
    ):
        # "an early question".
        return False
    return word.plain in english_verbs.PRESENT and before is not None and _is_subject(words, index - 1)


def _is_subject(words: Sequence[Word], index: int) -> bool:
    """Whether a verb in the present may follow: a subject, "to", an auxiliary or an adverb."""
    word = words[index]
    if word.ends_part:
        return True
    if word.plain in _BEFORE_PRESENT or word.plain.endswith("ly"):
        return True
    if word.possessive or word.plain in english_verbs.RAISING:
        return False
    return word.capital or word.plain.endswith("s") or not word.plain.isalpha()


def _is_attitude(words: Sequence[Word], index: int) -> bool:
    """Whether an adjective stands there that says what somebody thinks, behind "is" or the like."""
    if words[index].plain not in english_verbs.ATTITUDES:
        return False
    for at in range(index - 1, max(index - 2 - _ADVERBS, -1), -1):
        if words[at].plain in english_verbs.COPULAS or words[at].plain.endswith(_CONTRACTED):
            return True
        if words[at].ends_part or words[at].plain in _NOT_A_VERB_BEHIND:
            return False
    return False


def _accompanies(words: Sequence[Word], index: int) -> bool:
    """Whether an auxiliary or an adverb stands there."""
    return words[index].plain in _BESIDE_VERBS or words[index].plain.endswith("ly")


def is_passive(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether the last of the verbs there is a participle behind "was" or the like, and tells no attitude."""
    last = next((i for i in range(end - 1, first, -1) if words[i].plain not in english_verbs.TAILS), first)
    if words[last].plain not in english_verbs.PAST_FORMS or words[last].plain in english_verbs.ATTITUDES:
        return False
    for at in range(last - 1, first - 1, -1):
        if words[at].plain in cue_words.PASSIVE:
            return True
        if not (words[at].plain in cue_words.ADVERBS or words[at].plain.endswith("ly")):
            return False
    return False


def causer(words: Sequence[Word], verb: int) -> int | None:
    """The verb by which somebody is brought to what the verb at the index says: "led some allies to", "left him"."""
    end = verb - (words[verb - 1].plain == "to") if verb else 0
    if not end or (end == verb and words[verb].plain not in english_verbs.PROGRESSIVE):
        return None
    for at in range(end - 2, max(end - 2 - _CAUSED, -1), -1):
        if words[at + 1].ends_part and at + 1 < end - 1:
            return None
        if words[at].plain in english_verbs.CAUSING:
            return at
        if words[at].plain in cue_words.CLAUSE_OPENERS or verb_like(words, at):
            return None
    return None


def receives(words: Sequence[Word], first: int, end: int, source: tuple[int, int] | None) -> bool:
    """Whether the verbs there tell that their subject meets with another's words: "faced criticism", "drew praise".

    What is nobody's name raises questions that others ask.
    """
    if not any(words[i].plain in english_verbs.STANCES for i in range(first, end)):
        return False
    if any(words[i].plain in english_verbs.RECEIVING for i in range(first, end)):
        return True
    raised = any(words[i].plain in english_verbs.RAISING for i in range(first, end))
    if not raised or source is None:
        return False
    head = words[source[1] - 1]
    called = head.capital or head.plain in PRONOUNS or head.plain in _SPEAKING or are_people(head.plain)
    return not called or any(words[i].possessive for i in range(*source))


def _takes_infinitive(words: Sequence[Word], index: int) -> bool:
    plain = words[index].plain
    return is_verb(words, index) or plain in english_verbs.ATTITUDES or plain in english_verbs.COPULAS


def _chained(words: Sequence[Word], verb: int) -> int:
    """Where the verbs begin of which this is the last: "declined to comment", "began preparing"."""
    first = verb
    while first:
        at = first - 1
        if words[at].ends_part:
            break
        if words[at].plain == "to" and at and not words[at - 1].ends_part and _takes_infinitive(words, at - 1):
            first = at - 1
        elif _accompanies(words, at) or (words[first].plain in english_verbs.PROGRESSIVE and is_verb(words, at)):
            first = at
        else:
            break
    return first


def stance(words: Sequence[Word]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A noun that the words end with and whose it is: "Vane’s repeated calls for", "her belief that"; cue and owner."""
    end = len(words)
    nouns = (i for i in range(end - 1, max(end - 3, 0), -1) if words[i].plain in english_verbs.STANCES)
    noun = next(nouns, None)
    if (
        noun is None
        or words[noun].ends_part
        or any(word.plain not in english_verbs.TAILS for word in words[noun + 1 :])
    ):
        return None
    for owner in range(noun - 1, max(noun - 4, -1), -1):
        plain = words[owner].plain
        if (
            words[owner].ends_part
            or plain in _NO_ADJECTIVE | cue_words.AND_ONLY | english_verbs.RAISING | english_verbs.RECEIVING
        ):
            return None
        if words[owner].plain in cue_words.POSSESSIVE_PRONOUNS or words[owner].possessive:
            return (owner + 1, end), (owner, owner + 1)
    return None
