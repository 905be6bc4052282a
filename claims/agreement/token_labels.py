"""The words of a text, and what they are painted with: the part or the mark that each stands in.

Pure: imports nothing of the project but `spans`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import pairwise

from claims.spans import Spans

# A word: a run of letters, digits and `_`, or any other single sign that is no space.
_TOKEN = re.compile(r"\w+|[^\w\s]")
NONE = "none"


class Tokens:
    """Where the words of a text begin and end, in code points."""

    def __init__(self, text: str) -> None:
        places = [found.span() for found in _TOKEN.finditer(text)]
        self.starts, self.ends = [start for start, _end in places], [end for _start, end in places]

    def painted(self, strokes: Iterable[tuple[Spans, str]]) -> list[str]:
        """A value a word: that of the last stroke which covers any of it, else `none`."""
        values = [NONE] * len(self.starts)
        # The last stroke is the first in order. Words are gone through once, so that many strokes over the same words
        # cost no more than one.
        ranges = sorted(
            (bisect_right(self.ends, start), -number, bisect_left(self.starts, end), value)
            for number, (spans, value) in enumerate(strokes)
            for start, end in spans
        )
        edges = sorted({first for first, *_ in ranges} | {behind for *_, behind, _value in ranges})
        over: list[tuple[int, int, str]] = []
        begun = 0
        for first, behind in pairwise(edges):
            while begun < len(ranges) and ranges[begun][0] <= first:
                heappush(over, ranges[begun][1:])
                begun += 1
            while over and over[0][1] <= first:
                heappop(over)
            if over:
                values[first:behind] = [over[0][2]] * (behind - first)
        return values
