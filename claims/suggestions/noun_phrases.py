"""Noun phrases of English and German news by a handful of signs: who the subject of a verb is.

No grammar: only what mostly holds beside reported speech. Pure: words in, half-open pairs of their indexes out.
"""

import re
from collections.abc import Sequence

from claims.suggestions.appositions import TIME_OPENERS, TIMES, is_setting, with_apposition
from claims.suggestions.cue_words import (
    ADVERBS,
    ALL_PREPOSITIONS,
    AND_ONLY,
    AUXILIARIES,
    CLAUSE_OPENERS,
    DAY_PREPOSITIONS,
    DAYS,
    DETERMINERS,
    ENGLISH_VERBS,
    GERMAN_VERBS,
    INSIDE_PHRASE,
    OBJECT_DETERMINERS,
    OCCASIONS,
    POSSESSIVE_PRONOUNS,
    QUANTIFIERS,
    RELATIVE_ENGLISH,
    SUBJECT_PRONOUNS,
)
from claims.suggestions.titles import LONGEST_QUOTED_NAME
from claims.suggestions.tokens import Word
from claims.suggestions.verbs import verb_like
from claims.suggestions.vocabulary import ARTICLES, PRONOUNS
from claims.text.word_lists import listed

_REPORTING = ENGLISH_VERBS | GERMAN_VERBS
# A sentence may open with one of these, and its subject come next.
_JOINING = AND_ONLY | {"but", "yet", "so", "aber", "doch"}
_PARTING = ALL_PREPOSITIONS | AND_ONLY | CLAUSE_OPENERS
_LEADING = ALL_PREPOSITIONS | ARTICLES
_NO_NOUN = DETERMINERS | ALL_PREPOSITIONS | ADVERBS
_ADVERBS = ADVERBS | listed("only just further ever never even")
_WHEN = DAYS | OCCASIONS
_BELONGING = AND_ONLY | {"of", "for", "der", "des", "von", "vom", "de"}
_OPENS_CLAUSE = PRONOUNS | ARTICLES
_OCCASION = frozenset({"in", "at", "im", "bei", "auf"})


def phrase_before(words: Sequence[Word], end: int, *, owned: bool = False) -> tuple[int, int] | None:
    """The word indexes of the noun phrase that ends before the index `end`, as the subject of a verb there.

    `owned`: what stands there belongs to it, or is said of it, so that it may itself be the object of a verb.
    """
    end = _without_adjuncts(words, end)
    if not end or words[end - 1].ends_part:
        return None
    if _is_pronoun(words[end - 1]) and not (end > 1 and words[end - 2].plain in ALL_PREPOSITIONS):
        return end - 1, end
    begin = end - 1
    while begin and not words[begin - 1].ends_part and words[begin - 1].plain not in CLAUSE_OPENERS:
        begin -= 1
    begin = _after_adverbs(words, _after_coordination(words, begin, end), end)
    if owned:
        begin = next((i + 1 for i in range(end - 1, begin - 1, -1) if verb_like(words, i)), begin)
        begin = next((i for i in range(end - 1, begin, -1) if _begins_phrase(words, i)), begin)
    if begin < end and words[begin].plain in ALL_PREPOSITIONS:
        begin = _after_prepositional(words, begin, end)
    stop = next((i for i in range(begin + 1, end) if verb_like(words, i)), end)
    return (begin, stop) if begin < stop and _nominal(words, begin, stop) else None


def phrase_after(words: Sequence[Word], begin: int, *, appositions: bool = True) -> tuple[int, int] | None:
    """The word indexes of the noun phrase that begins at the index, as a subject after its verb does."""
    if begin < len(words) and words[begin].plain in SUBJECT_PRONOUNS:
        return begin, begin + 1
    end = begin
    nouns = False
    while end < len(words):
        word = words[end]
        joined = word.plain in INSIDE_PHRASE and nouns and end > begin and _noun_follows(words, end)
        if word.plain in DETERMINERS and not nouns:
            pass
        elif word.plain in OBJECT_DETERMINERS or _is_no_name(word, nouns=nouns):
            break
        elif joined or (word.plain in AND_ONLY and nouns and _noun_follows(words, end)):
            end += 1
            continue
        elif word.plain in _PARTING or (nouns and (word.plain in DETERMINERS or _is_foreign(words, end))):
            break
        nouns = nouns or word.capital or not word.plain or _last_of_part(words, end)
        end += 1
        if word.ends_part:
            break
    while end > begin and words[end - 1].plain in _LEADING:
        end -= 1
    if end == begin or not _nominal(words, begin, end):
        return None
    return begin, with_apposition(words, end) if appositions else end


def main_subject(words: Sequence[Word]) -> tuple[int, int] | None:
    """The subject that a sentence opens with, past "However," and "In a recent interview,"."""
    begin = int(len(words) > 1 and words[0].plain in _JOINING)
    if len(words) > 1 and not words[0].plain and (words[1].capital or words[1].plain in _OPENS_CLAUSE):
        # “…,” he said, adding that: the quotation is no subject.
        begin = 1
    elif len(words) > 2 and not words[0].plain and words[0].ends_part and words[1].plain in _REPORTING:
        # “…,” said Ada Vane, adding that.
        return phrase_after(words, 2, appositions=False)
    while begin < len(words):
        begin = _after_adverbs(words, begin, len(words))
        part = next((i + 1 for i in range(begin, len(words)) if words[i].ends_part), len(words))
        if (
            begin < part
            and words[begin].plain not in _PARTING
            and not (part < len(words) and is_setting(words, begin, part))
        ):
            if _is_pronoun(words[begin]):
                return begin, begin + 1
            stop = next((i for i in range(begin + 1, part) if verb_like(words, i)), part)
            stop = min(stop, next((i for i in range(begin + 1, part) if words[i].plain in RELATIVE_ENGLISH), stop))
            stop = _without_adjuncts(words, stop)
            stop = _without_adverbs(words, begin, stop)
            return (begin, stop) if begin < stop and _nominal(words, begin, stop) else None
        begin = max(part, begin + 1)
    return None


def _without_adverbs(words: Sequence[Word], begin: int, end: int) -> int:
    """The end of a phrase without the adverbs before its verb: "Vane only briefly"."""
    while end > begin + 1 and (words[end - 1].plain in _ADVERBS or words[end - 1].plain.endswith("ly")):
        end -= 1
    return end


def _is_pronoun(word: Word) -> bool:
    """A pronoun, also one that a verb is drawn together with: "he’s", "they’ve"."""
    return word.plain in PRONOUNS or re.split("['’]", word.plain, maxsplit=1)[0] in PRONOUNS - {"it", "its"}


def _without_adjuncts(words: Sequence[Word], end: int) -> int:
    """The end of a phrase without "for its part", "on Thursday", "in a statement" behind it."""
    while (begin := _adjunct_before(words, end)) is not None:
        end = begin
    return end


def _adjunct_before(words: Sequence[Word], end: int) -> int | None:
    """Where the last adjunct begins that ends there, if one does."""
    for begin in range(end - 1, max(end - 7, 0), -1):
        if words[begin].ends_part and begin < end - 1:
            break
        following = [word.plain for word in words[begin + 1 : end]]
        preposition = words[begin].plain
        part = preposition in {"for", "für"} and following and following[0] in POSSESSIVE_PRONOUNS
        day = preposition in DAY_PREPOSITIONS and following and (following[-1] in DAYS or following[-1].isdecimal())
        last = next((i for i, word in enumerate(following) if word in OCCASIONS), -1)
        occasion = last >= 0 and preposition in _OCCASION and ARTICLES.isdisjoint(following[last:])
        time = preposition in TIME_OPENERS - DAY_PREPOSITIONS and len(following) == 1 and following[0] in TIMES
        if part or day or occasion or time or _is_lone_day(words, begin, end):
            return begin
    return None


def _is_lone_day(words: Sequence[Word], begin: int, end: int) -> bool:
    lone = begin == end - 1 and words[begin].plain in DAYS
    return lone and words[begin - 1].plain not in DAY_PREPOSITIONS


def _begins_phrase(words: Sequence[Word], index: int) -> bool:
    """Whether a determiner begins a phrase: not "of the", nor a German genitive behind its noun."""
    before = words[index - 1]
    genitive = words[index].plain in {"der", "des"} and before.capital
    return words[index].plain in DETERMINERS and before.plain not in INSIDE_PHRASE and not genitive


def _after_coordination(words: Sequence[Word], begin: int, end: int) -> int:
    """Past an "and" that joins clauses, not names: "Kyiv had agreed and Moscow"."""
    verb = next((i for i in range(begin, end) if verb_like(words, i)), end)
    for index in range(end - 1, max(begin, verb), -1):
        if words[index].plain in AND_ONLY:
            return index + 1
    return begin + 1 if words[begin].plain in AND_ONLY else begin


def _after_adverbs(words: Sequence[Word], begin: int, end: int) -> int:
    while begin < end and (words[begin].plain in ADVERBS or words[begin].plain.endswith("ly")):
        begin += 1
    return begin


def _after_prepositional(words: Sequence[Word], begin: int, end: int) -> int:
    """Past "On Thursday", "In a statement": what is left is the noun phrase."""
    articles = [i for i in range(begin + 2, end) if words[i].plain in ARTICLES]
    if articles:
        return articles[-1]
    following = next((i for i in range(begin + 2, end) if words[i].capital and words[i].plain not in DAYS), end)
    return following if words[begin].plain in DAY_PREPOSITIONS else end


def _nominal(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether the words can name somebody; "some" alone can, "the" cannot."""
    if end == begin + 1 and words[begin].plain in QUANTIFIERS:
        return True
    return words[end - 1].plain not in _NO_NOUN and any(
        word.plain not in DETERMINERS and word.plain not in AUXILIARIES for word in words[begin:end]
    )


def _noun_follows(words: Sequence[Word], index: int) -> bool:
    """Whether a name, or a noun behind an article, follows a preposition inside a phrase; no day."""
    following = [word for word in words[index + 1 : index + 5] if word.plain not in DETERMINERS]
    if words[index].ends_part or not following or following[0].plain in _WHEN:
        return False
    plain = words[index].plain
    if plain in _BELONGING and plain in ARTICLES and not following[0].plain:
        # "sagte Vane der „Zeitung“": to whom.
        return False
    if plain in _BELONGING:
        return True
    return following[0].capital and plain not in {"in", "at", "im", "auf", "unter", "zum", "zur", "beim", "aus"}


def _is_no_name(word: Word, *, nouns: bool) -> bool:
    """Whether a word is a day, an adverb, or a quotation that says something rather than names it."""
    return (not nouns and _is_speech(word)) or word.plain in DAYS or (word.plain in ADVERBS and not word.capital)


def _is_speech(word: Word) -> bool:
    return not word.plain and word.end - word.start > LONGEST_QUOTED_NAME


def _is_foreign(words: Sequence[Word], index: int) -> bool:
    """Whether a word in lower case ends the phrase: German nouns and names are capital, adjectives precede."""
    word = words[index]
    if word.capital or not word.plain:
        return False
    later = any(following.capital for following in words[index + 1 : index + 3])
    return (words[index - 1].capital and not later) or word.plain.endswith("ly") or verb_like(words, index)


def _last_of_part(words: Sequence[Word], index: int) -> bool:
    following = words[index + 1].plain if index + 1 < len(words) else ""
    return words[index].ends_part or following in ALL_PREPOSITIONS or not following
