"""Where a text may be cut without dividing what a reader sees as one character.

The standard library has no such rule; this is the part of Unicode's text segmentation (UAX 29) that matters
for cutting, erring on the side of not cutting. Pure; positions are Unicode code points.
"""

import re
import unicodedata

# What never begins a character of its own: marks that combine with the one before, joiners, variation
# selectors, skin tones, tags, and the vowels and finals of Korean syllables and of Thai and Lao.
_ZERO_WIDTH_JOINER = "\u200d"
_JOINS_BACK = re.compile(
    "[\u200c\u200d\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_KOREAN_INITIAL = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_KOREAN = re.compile("[\u1100-\u115f\ua960-\ua97c\uac00-\ud7a3]")
_FLAG_HALF = re.compile("[\U0001f1e6-\U0001f1ff]")
# Number signs of Arabic and its relatives stand around the digits that follow.
_JOINS_ON = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_VIRAMA = 9  # its combining class: the sign that ties one Indic consonant to the next


def splits_character(text: str, position: int, start: int = 0) -> bool:
    """Whether a cut at `position` would divide what a reader sees as one character.

    `start` is a position before it that is known to divide none. Errs on the side of not cutting.
    """
    if position <= start or position >= len(text):
        return False
    before, after = text[position - 1], text[position]
    if before == _ZERO_WIDTH_JOINER or _JOINS_ON.match(before):
        return True
    if after < "\u0300":
        return before == "\r" and after == "\n"
    if unicodedata.category(after)[0] == "M" or _JOINS_BACK.match(after):
        return before != "\n"
    if _FLAG_HALF.match(after):
        halves = 0
        while position - halves > start and _FLAG_HALF.match(text[position - halves - 1]):
            halves += 1
        return halves % 2 == 1
    korean = _KOREAN_INITIAL.match(before) and _KOREAN.match(after)
    return bool(korean) or _ends_in_virama(text, start, position)


def _ends_in_virama(text: str, start: int, position: int) -> bool:
    """Whether the marks before the position hold a sign that ties two Indic consonants to one character."""
    while position > start:
        mark = text[position - 1]
        if unicodedata.combining(mark) == _VIRAMA:
            return True
        if mark < "\u0300" or not (unicodedata.category(mark)[0] == "M" or _JOINS_BACK.match(mark)):
            return False
        position -= 1
    return False
