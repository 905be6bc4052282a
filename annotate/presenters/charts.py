"""Bars and a small chart as plain numbers: where each shape stands, for templates to write as SVG.

What tells series apart is their shape or pattern, named here; colours are the style sheet's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.queries.progress import Day

# The chart's own units: a slot a day, and how high the largest number reaches.
SLOT, HEIGHT = 20, 120
BAR = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, from `start`, `size` long, both in per cent of the bar; `name` says how it is drawn."""

    name: str
    label: str
    number: int
    start: float
    size: float


def bar(parts: Iterable[tuple[str, str, int]]) -> list[Part]:
    """The parts of a bar, from name, label and number; those without anything stay, for the words below it."""
    given = list(parts)
    total = sum(number for *_words, number in given)
    found, before = [], 0
    for name, label, number in given:
        start, size = (100 * before / total, 100 * number / total) if total else (0.0, 0.0)
        found.append(Part(name, label, number, round(start, 2), round(size, 2)))
        before += number
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the chart: a bar for what was made, and the point of the line for what was approved."""

    day: date
    made: int
    approved: int
    # The left edge of its slot and of its bar, the top and the height of the bar, and where the point stands.
    slot: int
    left: int
    top: float
    height: float
    middle: int
    point: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Days side by side, to one scale."""

    columns: Sequence[Column]
    # The number at the top of the scale.
    top: int
    made: int
    approved: int

    @property
    def width(self) -> int:
        """In the chart's units."""
        return SLOT * len(self.columns)

    @property
    def line(self) -> str:
        """The points of the line, as SVG has them."""
        return " ".join(f"{column.middle},{column.point}" for column in self.columns)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was made or approved in all the days."""
        return not (self.made or self.approved)

    @property
    def labelled(self) -> list[Column]:
        """The days that are named below: the first, one in the middle and the last."""
        columns = self.columns
        return [columns[0], columns[len(columns) // 2], columns[-1]]


def chart(days: Sequence[Day]) -> Chart:
    """The chart of these days."""
    top = round_up(max((max(each.made, each.approved) for each in days), default=0))
    columns = []
    for number, each in enumerate(days):
        height = round(HEIGHT * each.made / top, 1)
        left = number * SLOT
        columns.append(
            Column(
                each.day, each.made, each.approved,
                slot=left,
                left=left + (SLOT - BAR) // 2,
                top=round(HEIGHT - height, 1),
                height=height,
                middle=left + SLOT // 2,
                point=round(HEIGHT - HEIGHT * each.approved / top, 1),
            )
        )  # fmt: skip
    return Chart(columns, top, sum(each.made for each in days), sum(each.approved for each in days))


def round_up(number: int) -> int:
    """The next of 2, 4, 10, 20, 40, 100 …: even, so that half of it is a number too."""
    scale = 1
    while True:
        for step in (2, 4, 10):
            if number <= step * scale:
                return step * scale
        scale *= 10
