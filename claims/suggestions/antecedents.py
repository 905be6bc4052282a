"""Whom a pronoun means by the sentences before it: the person who is the subject of the nearest of them.

An editor marks no passage in every sentence, so that "he" may mean somebody who spoke in none. Pure: a text and
positions in, words out. Positions are Unicode code points.
"""

from claims.suggestions.cue_words import CLAUSE_OPENERS
from claims.suggestions.noun_phrases import main_subject
from claims.suggestions.tokens import Word, span_of, words_in
from claims.suggestions.vocabulary import PRONOUNS
from claims.text.quotations import quotations_around
from claims.text.sentences import sentence_around

# How many sentences before a passage are looked at, the nearest first.
_SENTENCES = 4
# No more code points of one are read.
_LONGEST = 1000


def subjects_before(text: str, start: int, place: int) -> list[str]:
    """The subjects, as written, of the sentences between two positions, the nearest first.

    A sentence counts if it begins at `start` or behind it, the one around `place` as far as that; pronouns are left
    out, since they mean the subject of a sentence further on.
    """
    found = []
    end = place
    for _ in range(_SENTENCES):
        while end > start and text[end - 1].isspace():
            end -= 1
        begin = sentence_around(text, max(end - 1, 0), end)[0] if end else 0
        if begin < start or begin >= end:
            break
        limit = min(end, begin + _LONGEST)
        words = words_in(text, begin, limit, quotations_around(text, begin, limit))
        subject = _subject(words)
        if subject:
            left, right = span_of(text, words, subject)
            found.append(text[left:right])
        end = begin
    return found


def _subject(words: list[Word]) -> tuple[int, int] | None:
    """The subject of a sentence, of its first clause where "while" or the like opens it; none if it is a pronoun."""
    first = int(bool(words) and words[0].plain in CLAUSE_OPENERS)
    found = main_subject(words[first:])
    if not found or words[first + found[1] - 1].plain in PRONOUNS:
        return None
    return first + found[0], first + found[1]
