"""Which stretch stands in which: for each the smallest of the others that encloses it.

Hundreds of passages may stand at one place, so that no two of them can be compared with each other one by one: the
stretches are gone through once in the order of the text. Pure: imports nothing of the project but `spans`.
"""

from collections.abc import Sequence

from claims.spans import Spans

# What happens at one place of the text, in this order. A stretch does not enclose its like, so that it is asked for
# before it is added; fragments are smaller than the stretch that they belong to, so that those come first.
_ADD_FRAGMENT, _ASK, _ADD, _ASK_OF_INTERRUPTED = range(4)


def enclosing(contents: Sequence[Spans]) -> list[int | None]:
    """For each content the place in the sequence of the first that encloses it (`Spans.encloses`); None if none does.

    The smallest come first in the sequence. None of them is empty.
    """
    found: list[int | None] = [None] * len(contents)
    steps = []
    for place, content in enumerate(contents):
        interrupted = len(content) > 1
        asked, added = (_ASK_OF_INTERRUPTED, _ADD_FRAGMENT) if interrupted else (_ASK, _ADD)
        steps.append((content.start, -content.end, asked, place))
        steps += [(start, -end, added, place) for start, end in content]
    # Of what began before, or here: the later it ends, the lower the number of its end.
    numbers = {end: number for number, end in enumerate(sorted({end for _, end, *_ in steps}))}
    fragments, whole = _Least(len(numbers)), _Least(len(numbers))
    for _start, end, step, place in sorted(steps):
        number = numbers[end]
        if step == _ASK:
            found[place] = fragments.up_to(number)
        elif step == _ASK_OF_INTERRUPTED:
            found[place] = whole.up_to(number)
        else:
            fragments.add(number, place)
            if step == _ADD:
                whole.add(number, place)
    _among_interrupted(contents, found)
    return found


def _among_interrupted(contents: Sequence[Spans], found: list[int | None]) -> None:
    """Whether an interrupted stretch stands in a smaller one that is interrupted too. There are few of these."""
    interrupted = [place for place, content in enumerate(contents) if len(content) > 1]
    for index, inner in enumerate(interrupted):
        for outer in interrupted[index + 1 :]:
            smallest = found[inner]
            if smallest is not None and smallest < outer:
                break
            if contents[outer].encloses(contents[inner]):
                found[inner] = outer
                break


class _Least:
    """The least value kept under any number up to one: a binary indexed tree (Fenwick 1994) of minima."""

    def __init__(self, numbers: int) -> None:
        self.values: list[int | None] = [None] * numbers

    def add(self, number: int, value: int) -> None:
        while number < len(self.values):
            there = self.values[number]
            self.values[number] = value if there is None else min(there, value)
            number |= number + 1

    def up_to(self, number: int) -> int | None:
        least: int | None = None
        while number >= 0:
            there = self.values[number]
            if there is not None and (least is None or there < least):
                least = there
            number = (number & (number + 1)) - 1
        return least
