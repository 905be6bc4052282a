"""Where paragraphs, sentences and the blocks of the workbench begin and end.

An article is drawn block by block and a passage is shown in its sentence, so both need limits, and none may
fall inside what a reader sees as one character. Pure: text and numbers in, numbers out. Positions are Unicode
code points, ranges are half-open, and all work is linear in the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from claims.text.abbreviations import goes_on
from claims.text.characters import splits_character
from claims.text.sentence_ends import STOPS, WITHOUT_SPACE

Range = tuple[int, int]

# How far from a passage its sentence is looked for, in code points: what is longer is no sentence to show.
REACH = 3000

_PARAGRAPH = re.compile(r"\n*+[^\n]++\n*+|\n++")
# Marks that end a sentence, what closes around them, and the white space after it. It always takes the whole
# run, so that a million full stops are looked at once. French sets a space before its closing guillemet. A sign that
# opens in other languages closes only where no word begins behind it.
_STOP = re.compile(
    rf"([{STOPS}]++)((?:[”’)\]}}」』）》〉】〞〟]|[\"'»«“‘›‹״＂](?!\w)|[ \u00a0\u202f][»›](?!\w))*+)(\s*+)",
)
# Between the two halves of a quotation's sentence in Chinese: “…。”他说.
_CHINESE_SAYING = re.compile(
    r"[^。！？“”「」，、\s]{0,8}(?:说|說|表示|指出|写道|寫道|问道|問道|强调|強調|回答|称[，：。]|稱[，：。]|道[，：。])"
)
_SPACE = re.compile(r"\s")
_LAST_SPACE = re.compile(r"\s(?=\S*+\Z)")


class Block(NamedTuple):
    """A stretch of the article that is drawn, and sent again, as one: a paragraph or a part of a long one."""

    start: int
    end: int
    # Which paragraph of the text, from 0, and whether this block is its first and its last.
    paragraph: int
    opens: bool
    closes: bool


def paragraphs(text: str) -> Iterator[Range]:
    """Partition the text into lines, each with the newlines after it; newlines before the first go to it."""
    for match in _PARAGRAPH.finditer(text):
        yield match.span()


def sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """Partition a paragraph, `start` to `end`, into sentences, each with the white space after it."""
    begin = start
    straight = _Straight(text, start)
    for match in _STOP.finditer(text, start, end):
        finish = straight.behind(match)
        if finish < end and _ends_sentence(text, begin, end, match):
            yield begin, finish
            begin = finish
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
    """Indexes of the blocks that share a code point with the range; if it is empty, the one around it."""
    first = bisect_right(found, start, key=attrgetter("start")) - 1
    last = bisect_left(found, max(end, start + 1), key=attrgetter("start"))
    return range(max(first, 0), last)


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Whether what `_STOP` found, not the last before `end`, ends the sentence that began at `begin`."""
    marks, closing, space = match.groups()
    if not WITHOUT_SPACE.isdisjoint(marks):
        # Japanese reports speech by a particle after the closing mark: 「…。」と述べた.
        reports = text[match.end()] in "とっ" or _CHINESE_SAYING.match(text, match.end(), end)
        goes = bool(closing) and not space and bool(reports)
    else:
        goes = not space or goes_on(text, begin, match.start(), match.end(), end, alone=marks == ".")
    return not (goes or splits_character(text, match.end(), begin))


class _Straight:
    """Tells of the typewriter's marks of a paragraph, which open and close alike, whether one closes: 。"他说."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.counted, self.is_open = text, start, False

    def behind(self, match: re.Match[str]) -> int:
        """The end of a stop, with the straight mark that a word follows if that closes. Asked in order of place."""
        end = match.end()
        if self.text[end : end + 1] != '"' or match[2] or match[3] or WITHOUT_SPACE.isdisjoint(match[1]):
            return end
        self.is_open ^= self.text.count('"', self.counted, end) % 2 == 1
        self.counted = end
        return end + 1 if self.is_open else end


def _line_start(text: str, position: int) -> int:
    """Where to begin to read for the sentence around here: its line's start, or a word within `REACH`."""
    low = max(position - REACH, 0)
    newline = text.rfind("\n", low, position)
    if newline >= 0 or low == 0:
        return newline + 1
    space = _SPACE.search(text, low, position)
    return space.end() if space else low


def _cuts(text: str, start: int, end: int, limit: int) -> Iterator[int]:
    """Where a paragraph that is longer than the limit is cut."""
    position = start
    while end - position > limit:
        cut = _sentence_end_near(text, position, end, limit) or _cut_at_space(text, position, limit)
        if cut >= end:
            return
        yield cut
        position = cut


def _sentence_end_near(text: str, position: int, end: int, limit: int) -> int | None:
    """The end of a sentence that is nearest to `limit` after `position`, at most half the limit off.

    Looks close by first: in most texts that is enough, and a line of 20 MB is cut in half the time.
    """
    target = position + limit
    for reach in (limit // 8, limit // 2):
        low, high = max(target - reach, position), target + reach
        # Beyond `high` only as far as the marks and the space of a stop that begins before it.
        stops = [
            match.end()
            for match in _STOP.finditer(text, low, min(high + 8, end))
            if low < match.end() <= high and (match.end() == end or _ends_sentence(text, position, end, match))
        ]
        if end <= high:
            stops.append(end)
        if stops:
            return min(stops, key=lambda stop: abs(stop - target))
    return None


def _cut_at_space(text: str, position: int, limit: int) -> int:
    """After the last white space of the second half, or as near to the limit as no character is divided."""
    least, target = position + limit // 2, position + limit
    space = _LAST_SPACE.search(text, least, target)
    if space and not splits_character(text, space.end(), position):
        return space.end()
    for cut in range(target, max(least, position), -1):
        if not splits_character(text, cut, position):
            return cut
    while splits_character(text, target, position):
        target += 1
    return target
