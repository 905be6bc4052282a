"""Stretches of a text, and nothing else: the one value type for every position in an article.

A `Spans` holds half-open `(start, end)` pairs in Unicode code points, in order, disjoint and not touching, so
that one set of characters has one value. Pure: imports nothing of the project and knows no database.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

# What stands between the fragments of an interrupted passage when its words are shown as one string.
JOINT = " … "
# How much of what cannot be read is quoted, in code points.
_QUOTED = 40
_SPAN = re.compile(r"([0-9]{1,10})\.\.([0-9]{1,10})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Spans:
    """An ordered set of disjoint, non-touching, half-open ranges of code points; empty is `Spans()`."""

    pairs: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError unless the pairs are ordered, disjoint, not touching and not empty."""
        before = -1
        for start, end in self.pairs:
            if not before < start < end:
                raise ValueError(f"spans must be ordered, apart and not empty: {self.pairs}")
            before = end

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Self:
        """Build from pairs in any order; overlapping and touching ones are joined, empty ones dropped.

        Raises ValueError if a pair runs backwards or starts before 0.
        """
        joined: list[tuple[int, int]] = []
        for start, end in sorted(pairs):
            if start < 0 or end < start:
                raise ValueError(f"not a stretch of text: {start}..{end}")
            if start == end:
                continue
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return cls(tuple(joined))

    @classmethod
    def parse(cls, notation: str) -> Self:
        """Read `12..30;45..60`, the notation of the exchange formats; an empty string is no span at all.

        Raises ValueError that quotes what could not be read.
        """
        if not notation.strip():
            return cls()
        pairs = []
        for part in notation.split(";"):
            match = _SPAN.fullmatch(part.strip())
            if not match:
                raise ValueError(f"not a span like 12..30: “{part.strip()[:_QUOTED]}”")
            start, end = int(match[1]), int(match[2])
            if start >= end:
                raise ValueError(f"a span must end after it starts: “{part.strip()}”")
            pairs.append((start, end))
        return cls.of(pairs)

    def __str__(self) -> str:
        return ";".join(f"{start}..{end}" for start, end in self.pairs)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self.pairs)

    def __len__(self) -> int:
        """How many fragments there are."""
        return len(self.pairs)

    @property
    def start(self) -> int:
        """The first code point covered; IndexError when empty."""
        return self.pairs[0][0]

    @property
    def end(self) -> int:
        """One past the last code point covered; IndexError when empty."""
        return self.pairs[-1][1]

    @property
    def size(self) -> int:
        """How many code points are covered."""
        return sum(end - start for start, end in self.pairs)

    def words(self, text: str) -> tuple[str, ...]:
        """The fragments' own words, one string each."""
        return tuple(text[start:end] for start, end in self.pairs)

    def exact(self, text: str) -> str:
        """The words as one string, fragments joined by ` … `."""
        return JOINT.join(self.words(text))

    def within(self, length: int) -> bool:
        """Whether all of it lies inside a text of that many code points."""
        return not self.pairs or self.end <= length

    def overlaps(self, other: Self) -> bool:
        """Whether at least one code point is covered by both."""
        return shared(self, other) > 0

    def touches(self, start: int, end: int) -> bool:
        """Whether any of it lies inside the half-open range."""
        return start < end and any(begin < end and start < stop for begin, stop in self.pairs)

    def contains(self, other: Self) -> bool:
        """Whether every code point of the other is covered here too."""
        mine = iter(self.pairs)
        start, end = -1, -1
        for begin, stop in other.pairs:
            while end < stop:
                pair = next(mine, None)
                if pair is None:
                    return False
                start, end = pair
            if begin < start:
                return False
        return True

    def encloses(self, other: Self) -> bool:
        """Whether the other lies inside, and is smaller."""
        return self.size > other.size and self.contains(other)

    def union(self, other: Self) -> Self:
        """What either covers."""
        return type(self).of((*self.pairs, *other.pairs))

    def trimmed(self, text: str) -> Self:
        """The same without white space at the ends of each fragment; a fragment of nothing else goes."""
        pairs = []
        for start, end in self.pairs:
            words = text[start:end]
            head = len(words) - len(words.lstrip())
            tail = len(words) - len(words.rstrip())
            if head < len(words):
                pairs.append((start + head, end - tail))
        return type(self)(tuple(pairs))


def shared(one: Spans, other: Spans) -> int:
    """How many code points both cover."""
    both = i = j = 0
    while i < len(one.pairs) and j < len(other.pairs):
        (start, end), (begin, stop) = one.pairs[i], other.pairs[j]
        both += max(0, min(end, stop) - max(start, begin))
        # The one that ends first can share nothing with what follows in the other.
        if end <= stop:
            i += 1
        else:
            j += 1
    return both
