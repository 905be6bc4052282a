"""Text + passages → segments: how overlapping, nested and interrupted marks become plain, flat HTML.

Pure. The text of a block's segments, put together, is the block's text to the letter; so an offset read from the
page is an offset into the article. All positions are code points.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Self

from django.utils.safestring import SafeString

from claims.language.sentences import Block, blocks
from claims.permissions import Role
from claims.spans import Spans

if TYPE_CHECKING:
    from claims.models import User
    from claims.models.querysets import Brief

MOST_LINES = 3  # marks shown over each other; deeper nesting keeps the innermost and the outermost two


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

    @classmethod
    def of(cls, passage: "Brief", *, other: bool) -> Self:
        """What is to be shown of a passage."""
        return cls(passage.pk, passage.mark, passage.content, passage.cue, passage.source, other)


def stands_apart(editor_id: int, *, user: "User", role: str) -> bool:
    """Whether a passage is drawn as another person's: for editors only, whose own work stands out by that."""
    return role == Role.EDITOR and editor_id != user.pk


class Segment(NamedTuple):
    """A run of text with the same marks over it. `passages` are ids, innermost first; empty outside any mark."""

    text: str
    classes: str
    passages: str

    @property
    def html(self) -> str:
        """Put together here and not in a template: a long article has thousands, in one template node each."""
        words = escape(self.text)
        if self.passages:
            return f'<mark class="{self.classes}" data-passages="{self.passages}">{words}</mark>'
        return f'<span class="{self.classes}">{words}</span>' if self.classes else words


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A block with its segments; its address on the page is its first code point."""

    start: int
    end: int
    opens: bool
    closes: bool
    segments: list[Segment]

    @property
    def html(self) -> SafeString:
        """All its segments."""
        return SafeString("".join([segment.html for segment in self.segments]))


def draw(text: str, drawn: Iterable[Block], highlights: Iterable[Highlight]) -> Iterator[DrawnBlock]:
    """Cut each block where a mark begins or ends. The blocks come in order; highlights in any order."""
    drawn = list(drawn)
    if not drawn:
        return
    edges = sorted(_edges(highlights, drawn[0].start, drawn[-1].end), key=itemgetter(0))
    active: dict[int, tuple[str, Highlight]] = {}
    reached = 0
    for block in drawn:
        segments = []
        position = block.start
        words_end = max(block.start + len(text[block.start : block.end].rstrip("\n")), block.start)
        while position < block.end:
            while reached < len(edges) and edges[reached][0] <= position:
                _at, number, begun = edges[reached]
                if begun:
                    active[number] = begun
                else:
                    active.pop(number, None)
                reached += 1
            stop = min(edges[reached][0] if reached < len(edges) else block.end, block.end)
            if position < words_end < stop:
                stop = words_end
            segments.append(_segment(text[position:stop], active, is_gap=position >= words_end))
            position = stop
        yield DrawnBlock(block.start, block.end, block.opens, block.closes, segments)


def _edges(
    highlights: Iterable[Highlight], first: int, last: int
) -> Iterator[tuple[int, int, tuple[str, Highlight] | None]]:
    """Where the fragments within `first` to `last` begin, each with a number and what it is, and where each ends."""
    number = 0
    for highlight in highlights:
        for part, spans in (("content", highlight.content), ("cue", highlight.cue), ("source", highlight.source)):
            for start, end in spans.pairs:
                if start < last and first < end:
                    number += 1
                    yield start, number, (part, highlight)
                    yield end, number, None


def _segment(words: str, active: dict[int, tuple[str, Highlight]], *, is_gap: bool) -> Segment:
    if not active:
        # Most of a text.
        return Segment(words, "gap" if is_gap else "", "")
    marks = [highlight for part, highlight in active.values() if part == "content"]
    if len(marks) > 1:
        # Of the same words one's own first.
        marks.sort(key=lambda mark: (mark.content.size, -mark.content.start, mark.other, str(mark.id)))
    classes = []
    if marks:
        classes.append(marks[0].mark)
        # Outermost first, as the style sheet stacks their lines.
        classes += [f"in-{outer.mark}" for outer in reversed(marks[1:][-(MOST_LINES - 1) :])]
        # Where one's own stand too, their wash stays.
        if all(mark.other for mark in marks):
            classes.append("other")
    classes += sorted({part for part, _highlight in active.values() if part != "content"})
    if is_gap:
        # Blank lines between paragraphs: in the text, not on the page.
        classes.append("gap")
    return Segment(words, " ".join(classes), " ".join(str(highlight.id) for highlight in marks))


def blocks_around(text: str, spans: Iterable[Spans], limit: int = 1500) -> list[Block]:
    """The blocks that the spans touch, found without reading the whole text: blocks end with their paragraph."""
    wanted = [pair for each in spans for pair in each]
    found: dict[int, Block] = {}
    for start, end in wanted:
        low, high = _paragraph_limits(text, start, end)
        for block in blocks(text[low:high], limit):
            if low + block.start < end and start < low + block.end:
                found[low + block.start] = block._replace(start=low + block.start, end=low + block.end)
    return [found[start] for start in sorted(found)]


def _paragraph_limits(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first paragraph touched begins and the last one ends, its newlines included."""
    low = start
    # A position in a run of newlines belongs to the paragraph before it.
    while low > 0 and text[low] == "\n":
        low -= 1
    low = text.rfind("\n", 0, low) + 1
    if not text[:low].strip("\n"):
        low = 0
    last = max(end - 1, 0)
    if text[last] == "\n" and not text[:last].strip("\n"):
        # One in a run of newlines before the first paragraph belongs to that.
        last = len(text) - len(text[last:].lstrip("\n"))
    line_end = text.find("\n", last)
    high = len(text) if line_end < 0 else line_end
    while high < len(text) and text[high] == "\n":
        high += 1
    return low, high
