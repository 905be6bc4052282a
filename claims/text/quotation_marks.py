"""The signs of a paragraph that may be quotation marks, and how each stands between its neighbours.

Pure: a paragraph in, signs with their places out. Positions are Unicode code points.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile("[“”„\"«»‹›‚‘’'「」『』״＂〝〞〟]")
# The same sign opens and closes, and stands inside words too.
STRAIGHT = frozenset('"״＂')
_CLOSING_PUNCTUATION = frozenset(".,;:!?)]}”’»›」』〞〟。，！？、")
# Hebrew sets the mark inside abbreviations, before their last letter (ארה״ב); behind one of the words that are written
# together with the next one, "the", "and", "in", it opens a quotation (ב״הארץ״).
_HEBREW_BEFORE = re.compile(r"(?<![\u05d0-\u05ea])[הובכלמש]{1,3}\Z")
_HEBREW_WORD = re.compile(r"[\u05d0-\u05ea]{2}")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_HEBREW_PREFIX = 3


class Mark(NamedTuple):
    """A sign that may be a quotation mark, with its neighbours, which are "" at the paragraph's limits."""

    position: int
    sign: str
    before: str
    after: str

    def leads(self) -> bool:
        """Whether it stands as an opening mark does: space before it, words after it."""
        return not is_solid(self.before) and is_solid(self.after) and self.after not in _CLOSING_PUNCTUATION

    def trails(self) -> bool:
        """Whether it stands as a closing mark does: words before it, space or punctuation after it."""
        return is_solid(self.before) and (not is_solid(self.after) or self.after in _CLOSING_PUNCTUATION)

    def starts_a_word(self) -> bool:
        """Whether it may open in front of a word: nothing that it could be a part of stands before it."""
        return not in_word(self.before) and is_solid(self.after)


def marks(text: str) -> Iterator[Mark]:
    """The signs of a paragraph that may be quotation marks."""
    for match in _MARK.finditer(text):
        position, sign = match.start(), match[0]
        before = text[position - 1] if position else ""
        if sign in STRAIGHT and _HEBREW.match(before) and _HEBREW.match(text, position + 1):
            if not _opens_in_hebrew(text, position):
                continue
            before = ""
        yield Mark(position, sign, before, text[position + 1 : position + 2])


def _opens_in_hebrew(text: str, position: int) -> bool:
    """Whether a mark between two Hebrew letters opens a quotation behind "the", "in" or "and"."""
    prefix = _HEBREW_BEFORE.search(text[max(position - _HEBREW_PREFIX - 1, 0) : position])
    return bool(prefix and _HEBREW_WORD.match(text, position + 1))


def is_solid(neighbour: str) -> bool:
    """Whether something stands there that is no white space."""
    return bool(neighbour) and not neighbour.isspace()


def in_word(neighbour: str) -> bool:
    """Whether a mark next to it is part of a word, as in don't, 5" or Hebrew's abbreviations.

    Not so in scripts without capitals, which quote without a space.
    """
    return neighbour.isdecimal() or neighbour.lower() != neighbour.upper() or "\u0590" <= neighbour <= "\u05ff"
