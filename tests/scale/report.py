"""The table that the bench prints: each figure beside the aim and beside what other tools do."""

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("", "Gainsay", "aim", "doccano", "Label Studio")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `value`, `aim` and the others' are words with their unit; empty where there is nothing to say."""

    what: str
    value: str
    aim: str = ""
    doccano: str = ""
    label_studio: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As the columns of the table."""
        return (self.what, self.value, self.aim, self.doccano, self.label_studio)


def table(figures: Sequence[Figure]) -> str:
    """Aligned columns, for a terminal."""
    lines = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]

    def drawn(cells: tuple[str, ...]) -> str:
        first, *others = (f"{cell:{'<' if at == 0 else '>'}{widths[at]}}" for at, cell in enumerate(cells))
        return "  ".join((first, *others)).rstrip()

    return "\n".join((drawn(HEAD), "-" * (sum(widths) + 2 * len(widths) - 2), *map(drawn, lines[1:])))


def milliseconds(seconds: float) -> str:
    """With one decimal below 100."""
    value = seconds * 1000
    return f"{value:.1f} ms" if value < 100 else f"{value:.0f} ms"


def kilobytes(size: float) -> str:
    """Thousands of bytes."""
    return f"{size / 1000:.0f} kB"
