"""One text with the marks of two readings: the first one's lines above the words, the second one's below them.

Pure. As in `highlighting`, the text of a block's segments put together is the block's text to the letter. All
positions are code points.
"""

import uuid
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from html import escape
from itertools import islice

from django.utils.safestring import SafeString

from annotate.presenters.article_text import MOST_NAMED
from claims.spans import Spans
from claims.text.sentences import Block

LETTERS = ("A", "B")

# A line over a place: the size of its passage, its side, its passage and place, its mark.
type _Key = tuple[int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A passage of one of the readings (0 above, 1 below), and the place of the list that it belongs to."""

    passage: uuid.UUID
    place: uuid.UUID
    side: int
    mark: str
    content: Spans


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A block of the text, drawn."""

    opens: bool
    closes: bool
    html: SafeString
    # Of the paragraph that it opens, where that is not the article's.
    language: str = ""


def draw_both(text: str, blocks: Iterable[Block], lines: Iterable[Line]) -> Iterator[DrawnBlock]:
    """Cut each block where a passage begins or ends, and draw the lines; the blocks come in order."""
    starts: dict[int, list[Line]] = {}
    ends: dict[int, list[Line]] = {}
    begins: dict[int, list[Line]] = {}
    for line in lines:
        begins.setdefault(line.content.start, []).append(line)
        for start, end in line.content:
            starts.setdefault(start, []).append(line)
            ends.setdefault(end, []).append(line)
    edges = sorted(starts.keys() | ends.keys())
    # Of each reading the lines over this place, the innermost first; kept in order from place to place.
    active: tuple[list[_Key], list[_Key]] = ([], [])
    reached = 0
    for block in blocks:
        drawn, position = [], block.start
        words_end = block.start + len(text[block.start : block.end].rstrip("\n"))
        while position < block.end:
            while reached < len(edges) and edges[reached] <= position:
                at = edges[reached]
                for line in ends.get(at, ()):
                    over = active[line.side]
                    del over[bisect_left(over, _key(line))]
                for line in starts.get(at, ()):
                    insort(active[line.side], _key(line))
                reached += 1
            stop = min(edges[reached] if reached < len(edges) else block.end, block.end)
            if position < words_end < stop:
                stop = words_end
            if position >= words_end:
                # Blank lines between paragraphs: in the text, not on the page.
                drawn.append(f'<span class="gap">{text[position:stop]}</span>')
                position = stop
                continue
            drawn += [_letter(line) for line in sorted(begins.get(position, ()), key=lambda each: each.side)]
            # One stop of the Tab key a passage.
            drawn.append(_segment(text[position:stop], active, is_first=position in begins))
            position = stop
        yield DrawnBlock(block.opens, block.closes, SafeString("".join(drawn)))


def _letter(line: Line) -> str:
    """Where a passage begins; the letter itself is drawn by the style sheet, so that it is not part of the text."""
    side = "ab"[line.side]
    return f'<span class="letter {side}" id="words-{line.passage}" data-letter="{LETTERS[line.side]}"></span>'


def _key(line: Line) -> _Key:
    return line.content.size, line.side, str(line.passage), str(line.place), line.mark


def _segment(words: str, active: tuple[list[_Key], list[_Key]], *, is_first: bool) -> str:
    text = escape(words)
    if not any(active):
        return text
    classes = [f"{letter}-{lines[0][-1]}" for letter, lines in zip("ab", active, strict=True) if lines]
    named = list(dict.fromkeys(place for *_, place, _mark in islice(merge(*active), MOST_NAMED)))
    tab = "" if is_first else ' tabindex="-1"'
    return (
        f'<a class="read {" ".join(classes)}" href="#place-{named[0]}" data-places="{" ".join(named)}"{tab}>{text}</a>'
    )
