"""Where paragraphs, sentences and the blocks of the workbench begin and end.

An article is drawn block by block and a passage is shown in its sentence, so both need limits, and none may
fall inside what a reader sees as one character. Pure: text and numbers in, numbers out; imports nothing of
the project. Positions are Unicode code points, ranges are half-open, and all work is linear in the text.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from claims.abbreviations import goes_on

Range = tuple[int, int]

# How far from a passage its sentence is looked for, in code points: what is longer is no sentence to show.
REACH = 3000

_PARAGRAPH = re.compile(r"\n*+[^\n]++\n*+|\n++")
# Marks that end a sentence, what closes around them, and the white space after it. It always takes the whole
# run, so that a million full stops are looked at once. French sets a space before its closing guillemet.
_STOP = re.compile(
    r"([.!?…。！？؟۔।॥]++)((?:[”\"’'»«“‘›‹)\]}」』）》〉】]|[ \u00a0\u202f]»(?!\w))*+)(\s*+)",
)
# These end a sentence also where no white space follows.
_WITHOUT_SPACE = re.compile("[。！？؟۔।॥]")
_SPACE = re.compile(r"\s")
_LAST_SPACE = re.compile(r"\s(?=\S*+\Z)")

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


class Block(NamedTuple):
    """A stretch of the article that is drawn, and sent again, as one: a paragraph or a part of a long one."""

    start: int
    end: int
    # Which paragraph of the text, from 0, and whether this block is its first and its last.
    paragraph: int
    opens: bool
    closes: bool


def paragraphs(text: str) -> Iterator[Range]:
    """Partition the text into lines, each with the newlines after it; newlines at the start go to the first."""
    for match in _PARAGRAPH.finditer(text):
        yield match.span()


def sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """Partition a paragraph, `start` to `end`, into sentences, each with the white space after it."""
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, begin, end, match):
            yield begin, match.end()
            begin = match.end()
    if begin < end:
        yield begin, end


def sentence_around(text: str, start: int, end: int) -> Range:
    """The sentence or sentences that cover the range, trimmed of white space.

    It leaves the paragraph only where the range itself does, and looks at most `REACH` code points to either
    side, so that it is quick in any text.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    line_end = text.find("\n", end, end + REACH)
    high = min(end + REACH, len(text)) if line_end < 0 else line_end
    begin, finish = start, high
    for begin, stop in sentences(text, _line_start(text, start), high):  # noqa: B007 — the last one counts
        if stop > start:
            break
    for _, finish in sentences(text, max(begin, text.rfind("\n", begin, end) + 1), high):
        if finish >= end:
            break
    words = text[begin:finish]
    begin = min(start, begin + len(words) - len(words.lstrip()))
    return begin, max(end, begin, finish - len(words) + len(words.rstrip()))


def blocks(text: str, limit: int = 1500) -> list[Block]:
    """Partition the text for drawing: paragraphs, and those longer than `limit` cut near it.

    A cut falls at the end of a sentence between half and one and a half times the limit, else at white space,
    else anywhere; never inside a character, which is the only reason for a block to be longer than that.
    """
    found = []
    for number, (start, end) in enumerate(paragraphs(text)):
        if end - start <= limit:
            found.append(Block(start, end, number, True, True))
            continue
        for begin, finish in pairwise((start, *_cuts(text, start, end, limit), end)):
            found.append(Block(begin, finish, number, begin == start, finish == end))
    return found


def blocks_touching(found: list[Block], start: int, end: int) -> range:
    """The indexes of the blocks that share a code point with the range; for an empty range, of the one around it."""
    first = bisect_right(found, start, key=attrgetter("start")) - 1
    last = bisect_left(found, max(end, start + 1), key=attrgetter("start"))
    return range(max(first, 0), last)


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
    return bool(
        unicodedata.combining(before) == _VIRAMA or (_KOREAN_INITIAL.match(before) and _KOREAN.match(after))
    )


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Whether the mark found by `_STOP`, not the last thing before `end`, ends the sentence that began at `begin`."""
    marks, closing, space = match.groups()
    if _WITHOUT_SPACE.search(marks):
        # Japanese reports speech by a particle after the closing mark: 「…。」と述べた.
        goes = bool(closing) and text[match.end()] in "とっ"
    else:
        goes = not space or goes_on(text, begin, match.start(), match.end(), end, alone=marks == ".")
    return not (goes or splits_character(text, match.end(), begin))


def _line_start(text: str, position: int) -> int:
    """Where to begin to read for the sentence around a position: its line's start, or a word within `REACH`."""
    low = max(position - REACH, 0)
    newline = text.rfind("\n", low, position)
    if newline >= 0 or low == 0:
        return newline + 1
    space = _SPACE.search(text, low, position)
    return space.end() if space else low


def _cuts(text: str, start: int, end: int, limit: int) -> Iterator[int]:
    """Where a paragraph that is longer than the limit is cut."""
    stops = [stop for _, stop in sentences(text, start, end)]
    position = start
    while end - position > limit:
        target, least, most = position + limit, position + limit // 2, position + limit + limit // 2
        around = bisect_left(stops, target)
        near = [
            stop
            for stop in stops[max(around - 1, 0) : around + 1]
            if max(least, position + 1) <= stop <= most
        ]
        cut = (
            min(near, key=lambda stop: abs(stop - target))
            if near
            else _cut_at_space(text, position, least, target)
        )
        if cut >= end:
            return
        yield cut
        position = cut


def _cut_at_space(text: str, position: int, least: int, target: int) -> int:
    """After the last white space up to `target`, or as near to it as no character is divided."""
    space = _LAST_SPACE.search(text, least, target)
    if space and not splits_character(text, space.end(), position):
        return space.end()
    for cut in range(target, max(least, position), -1):
        if not splits_character(text, cut, position):
            return cut
    while splits_character(text, target, position):
        target += 1
    return target
