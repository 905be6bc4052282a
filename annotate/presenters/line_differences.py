"""In which lines two texts differ. Pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher

# Lines of a text that are compared; of longer ones the comparison would take too long.
LONGEST = 1000
# Lines that both have, shown before and after a difference.
AROUND = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `both` texts have it, only what is stored `now`, only `mine`; `gap` stands for lines left out."""

    kind: str
    words: str


def line_differences(now: str, mine: str) -> list[Line]:
    """The lines that only one of the texts has, with a line around; nothing for one line, or more than `LONGEST`."""
    stored, typed = now.splitlines(), mine.splitlines()
    if max(len(stored), len(typed)) > LONGEST or max(len(stored), len(typed)) < 2:
        return []
    found: list[Line] = []
    end = 0
    for group in SequenceMatcher(a=stored, b=typed).get_grouped_opcodes(AROUND):
        if group[0][1] > end:
            found.append(Line("gap", ""))
        for kind, *places in group:
            found += _lines(kind, stored[places[0] : places[1]], typed[places[2] : places[3]])
        end = group[-1][2]
    if found and end < len(stored):
        found.append(Line("gap", ""))
    return found


def _lines(kind: str, stored: list[str], typed: list[str]) -> list[Line]:
    if kind == "equal":
        return [Line("both", words) for words in stored]
    return [Line("now", words) for words in stored] + [Line("mine", words) for words in typed]
