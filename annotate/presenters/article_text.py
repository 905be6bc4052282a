"""Text + passages → segments: how overlapping, nested and interrupted marks become plain, flat HTML.

Pure. The text of a block's segments, put together, is the block's text to the letter; so an offset read from the
page is an offset into the article. All positions are code points.
"""

import re
import uuid
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Self
from zlib import crc32

from django.utils.safestring import SafeString

from claims.models.choices import Mark, Status
from claims.permissions import Role
from claims.spans import Spans
from claims.text.sentences import Block, blocks, blocks_touching

if TYPE_CHECKING:
    from claims.models import User
    from claims.models.querysets import Brief

MOST_LINES = 3  # marks shown over each other; deeper nesting keeps the innermost and the outermost two
# Passages that a segment names, the innermost first: where hundreds stand in each other, each of the hundreds of
# segments would name hundreds.
MOST_NAMED = 24


_NEWLINES = re.compile(r"\n*+")


@dataclass(frozen=True, slots=True)
class Highlight:
    """What the text shows of one passage."""

    id: uuid.UUID
    mark: str
    content: Spans
    cue: Spans
    source: Spans
    # Another person's: its lines are drawn without a wash.
    other: bool = False
    # For those who hear the page: mark, speakers, status.
    said: str = ""

    @classmethod
    def of(cls, passage: "Brief", *, other: bool) -> Self:
        """What is to be shown of a passage."""
        said = description(passage.mark, passage.speaker_names, passage.status)
        return cls(passage.pk, passage.mark, passage.content, passage.cue, passage.source, other, said)


def labels() -> dict[str, str]:
    """The labels of all marks and statuses in the language of the request, for the descriptions of many passages."""
    return {str(each): str(each.label) for each in (*Mark, *Status)}


def description(mark: str, speakers: Iterable[str], status: str, *, named: Mapping[str, str] | None = None) -> str:
    """A passage in a few words: `quote, Anna Berg, approved`. `named`: `labels()`, from a caller with many passages."""
    named = named or labels()
    return ", ".join([named[mark], *speakers, named[status]])


def stands_apart(editor_id: int, *, user: "User", role: str) -> bool:
    """Whether a passage is drawn as another person's: for editors only, whose own work stands out by that."""
    return role == Role.EDITOR and editor_id != user.pk


class Segment(NamedTuple):
    """A run of text with the same marks over it. `passages` are ids, innermost first; empty outside any mark."""

    text: str
    classes: str
    passages: str
    # What is said of the passages that it shows. No element in the text: that would move its offsets.
    said: str = ""

    @property
    def html(self) -> str:
        """Put together here and not in a template: a long article has thousands, in one template node each."""
        words = escape(self.text)
        if self.passages:
            said = f' aria-description="{escape(self.said)}"' if self.said else ""
            return f'<mark class="{self.classes}" data-passages="{self.passages}"{said}>{words}</mark>'
        return f'<span class="{self.classes}">{words}</span>' if self.classes else words


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A block with its segments; its address on the page is its first code point."""

    start: int
    end: int
    opens: bool
    closes: bool
    segments: list[Segment]
    # Of the paragraph that it opens, where that is not the article's.
    language: str = ""

    @property
    def html(self) -> SafeString:
        """All its segments."""
        return SafeString("".join([segment.html for segment in self.segments]))

    @property
    def checksum(self) -> SafeString:
        """The CRC-32 of its text in UTF-8, by which the page sees whether the browser shows other words
        (js/offsets.js).
        """
        return SafeString(crc32("".join([segment.text for segment in self.segments]).encode()))


def draw(text: str, drawn: Iterable[Block], highlights: Iterable[Highlight]) -> Iterator[DrawnBlock]:
    """Cut each block where a mark begins or ends. The blocks come in order; highlights in any order."""
    drawn = list(drawn)
    if not drawn:
        return
    # At one place what ends goes before what begins, so that a fragment may follow another.
    edges = sorted(_edges(highlights, drawn[0].start, drawn[-1].end), key=itemgetter(0, 1))
    active = _Active()
    reached = 0
    for block in drawn:
        segments = []
        position = block.start
        words_end = max(block.start + len(text[block.start : block.end].rstrip("\n")), block.start)
        while position < block.end:
            while reached < len(edges) and edges[reached][0] <= position:
                _at, begins, part, mark = edges[reached]
                if begins:
                    active.begin(part, mark)
                else:
                    active.end(part, mark)
                reached += 1
            stop = min(edges[reached][0] if reached < len(edges) else block.end, block.end)
            if position < words_end < stop:
                stop = words_end
            segments.append(_segment(text[position:stop], active, is_gap=position >= words_end))
            position = stop
        yield DrawnBlock(block.start, block.end, block.opens, block.closes, segments)


class _Drawn(NamedTuple):
    """A highlight as a segment needs it. In order the innermost comes first, and of the same words one's own."""

    size: int
    start_reversed: int
    other: bool
    id: str
    mark: str
    said: str

    @classmethod
    def of(cls, highlight: Highlight) -> Self:
        """Its place in the order, and what is drawn of it."""
        content = highlight.content
        start = content.start if content else 0
        return cls(content.size, -start, highlight.other, str(highlight.id), highlight.mark, highlight.said)


class _Active:
    """The marks over one place of the text; kept in order, so that a segment costs the same however many there are."""

    def __init__(self) -> None:
        self.contents: list[_Drawn] = []
        self.parts: dict[str, int] = {}
        self.own = 0

    def __bool__(self) -> bool:
        return bool(self.contents or self.parts)

    def begin(self, part: str, mark: _Drawn) -> None:
        if part == "content":
            insort(self.contents, mark)
            self.own += not mark.other
        else:
            self.parts[part] = self.parts.get(part, 0) + 1

    def end(self, part: str, mark: _Drawn) -> None:
        if part == "content":
            del self.contents[bisect_left(self.contents, mark)]
            self.own -= not mark.other
        elif self.parts[part] > 1:
            self.parts[part] -= 1
        else:
            del self.parts[part]


def _edges(highlights: Iterable[Highlight], first: int, last: int) -> Iterator[tuple[int, bool, str, _Drawn]]:
    """Where the fragments within `first` to `last` begin and end: the place, whether it begins, of which part."""
    for highlight in highlights:
        mark = _Drawn.of(highlight)
        for part, spans in (("content", highlight.content), ("cue", highlight.cue), ("source", highlight.source)):
            for start, end in spans.pairs:
                if start < last and first < end:
                    yield start, True, part, mark
                    yield end, False, part, mark


def _segment(words: str, active: _Active, *, is_gap: bool) -> Segment:
    if not active:
        # Most of a text.
        return Segment(words, "gap" if is_gap else "", "")
    marks = active.contents
    classes = []
    if marks:
        classes.append(marks[0].mark)
        # Outermost first, as the style sheet stacks their lines.
        outermost = marks[max(1, len(marks) - MOST_LINES + 1) :]
        classes += [f"in-{each.mark}" for each in reversed(outermost)]
        # Where one's own stand too, their wash stays.
        if not active.own:
            classes.append("other")
    classes += sorted(active.parts)
    if is_gap:
        # Blank lines between paragraphs: in the text, not on the page.
        classes.append("gap")
    named = " ".join([each.id for each in marks[:MOST_NAMED]])
    said = "; ".join([each.said for each in marks[:MOST_LINES] if each.said])
    return Segment(words, " ".join(classes), named, said)


def blocks_around(text: str, spans: Iterable[Spans], limit: int = 1500) -> list[Block]:
    """The blocks that the spans touch, found without reading the whole text: blocks end with their paragraph."""
    wanted = [pair for each in spans for pair in each]
    found: dict[int, Block] = {}
    read: dict[tuple[int, int], list[Block]] = {}
    for start, end in wanted:
        limits = low, high = _paragraph_limits(text, start, end)
        if limits not in read:
            # Fragments stand in the same paragraph as a rule.
            read[limits] = [
                block._replace(start=low + block.start, end=low + block.end) for block in blocks(text[low:high], limit)
            ]
        for number in blocks_touching(read[limits], start, end):
            block = read[limits][number]
            if block.start < end and start < block.end:
                found[block.start] = block
    return [found[start] for start in sorted(found)]


def _paragraph_limits(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first paragraph touched begins and the last one ends, its newlines included."""
    low = start
    # A position in a run of newlines belongs to the paragraph before it.
    while low > 0 and text[low] == "\n":
        low -= 1
    low = text.rfind("\n", 0, low) + 1
    # Newlines before the first paragraph belong to it. A pattern, which copies nothing of a long text.
    first = _NEWLINES.match(text)
    words_begin = first.end() if first else 0
    if low <= words_begin:
        low = 0
    last = max(end - 1, 0)
    if text[last] == "\n" and last < words_begin:
        last = words_begin
    line_end = text.find("\n", last)
    high = len(text) if line_end < 0 else line_end
    while high < len(text) and text[high] == "\n":
        high += 1
    return low, high
