"""Which stretch of one reading stands for which of another: one to one, the most alike first.

The rule. Two stretches can be matched when they share at least one code point. How alike they are is the share of
what either covers that both cover (Jaccard 1912: |A ∩ B| / |A ∪ B|), so that the same stretch is matched before a
wider one around it. The most alike pair is taken first, and each stretch once; of pairs that are equally alike the
one goes first whose values are the same: the first value (say, the mark) counts more than the second (say, the
speakers), and so on. Then goes the one that shares more code points, then the one that stands first in the text.
Nothing depends on which reading is called the left one, and nothing on the order of stretches that stand on the same
words. Best first is not always the most matches that are possible; it is the pairing that a person who compares two
readings would make.

Pure: imports nothing of the project but `spans`.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Collection, Hashable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import chain, compress, product
from operator import ne

from claims.spans import Spans, shared

# A match as two places in the sequences that were given.
type Match = tuple[int, int]
# The values of a stretch, the one that counts most first; as many for each stretch.
type Values = tuple[Hashable, ...]
# An open stretch: its size, its beginning, its place in the sequence.
type _Open = tuple[int, int, int]

MOST_COMPARED = 200  # stretches open at one place with which one is compared


def likeness(one: Spans, other: Spans) -> float:
    """The share of what either covers that both cover: 0 apart, 1 the same. Two empty ones are apart."""
    both = shared(one, other)
    return both / (one.size + other.size - both) if both else 0.0


def matches(
    left: Sequence[Spans],
    right: Sequence[Spans],
    left_values: Sequence[Values] = (),
    right_values: Sequence[Values] = (),
) -> list[Match]:
    """The stretches that stand for each other, as places in `left` and `right`, in the order of `left`.

    The values, if there are any, only decide between pairs that are equally alike.
    """
    # Equal values get equal numbers, which are compared more quickly.
    numbers: dict[Hashable, int] = {}
    left_values, right_values = (
        [tuple(numbers.setdefault(value, len(numbers)) for value in each) for each in values] or [()] * len(stretches)
        for values, stretches in ((left_values, left), (right_values, right))
    )
    matched = _same(left, right, left_values, right_values)
    taken_left, taken_right = {i for i, _ in matched}, {j for _, j in matched}
    sizes = [spans.size for spans in left], [spans.size for spans in right]
    found = []
    for i, j in _touching(left, right, sizes, taken_left, taken_right):
        one, other = left[i], right[j]
        both = shared(one, other)
        if both:
            alike = both / (sizes[0][i] + sizes[1][j] - both)
            differ = tuple(map(ne, left_values[i], right_values[j]))
            # Both orders of the two look the same, so that swapping the readings swaps the matches and no more.
            place = (one.pairs, other.pairs) if one.pairs <= other.pairs else (other.pairs, one.pairs)
            found.append(((-alike, differ, -both, place), i, j))
    for _order, i, j in sorted(found):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            matched.append((i, j))
    return sorted(matched)


def _same(
    left: Sequence[Spans], right: Sequence[Spans], left_values: Sequence[Values], right_values: Sequence[Values]
) -> list[Match]:
    """Stretches that are the same, those of the same values first: no others can be more alike.

    Found without comparing each with each, since hundreds may stand on the same words: one round for all pairs that
    share every value, one for those that share all but the last, and so on down to those that share none.
    """
    there = set(right)
    waiting_left = [i for i, spans in enumerate(left) if spans and spans in there]
    here = {left[i] for i in waiting_left}
    waiting_right = [j for j, spans in enumerate(right) if spans in here]
    matched: list[Match] = []
    # In the order of `differ` in `matches`: (True, True), (True, False), (False, True), (False, False).
    for kept in product((True, False), repeat=len(left_values[0]) if waiting_left else 0):
        if not waiting_left or not waiting_right:
            break
        candidates: dict[object, deque[int]] = {}
        for j in waiting_right:
            candidates.setdefault((right[j], *compress(right_values[j], kept)), deque()).append(j)
        remaining = []
        for i in waiting_left:
            if others := candidates.get((left[i], *compress(left_values[i], kept))):
                matched.append((i, others.popleft()))
            else:
                remaining.append(i)
        waiting_left, waiting_right = remaining, sorted(chain.from_iterable(candidates.values()))
    return matched


def _touching(
    left: Sequence[Spans],
    right: Sequence[Spans],
    sizes: tuple[Sequence[int], Sequence[int]],
    *taken: Collection[int],
) -> Iterator[Match]:
    """Those not taken whose outer bounds overlap; the empty ones are in none.

    The text is gone through once. Each stretch is compared with those of the other side that are open where it
    begins: with all of them, or where more than `MOST_COMPARED` are, with those of about its size, which alone can be
    much like it.
    """
    arriving = sorted(
        (spans.start, side, number)
        for side, stretches in enumerate((left, right))
        for number, spans in enumerate(stretches)
        if spans and number not in taken[side]
    )
    # Of each side what is open, by size and beginning, and the ends to come.
    active: tuple[list[_Open], list[_Open]] = ([], [])
    ends: tuple[list[tuple[int, _Open]], list[tuple[int, _Open]]] = ([], [])
    for start, side, number in arriving:
        others, closing = active[1 - side], ends[1 - side]
        while closing and closing[0][0] <= start:
            _end, over = heappop(closing)
            del others[bisect_left(others, over)]
        mine = (sizes[side][number], start, number)
        about = bisect_left(others, mine)
        for *_, other in others[max(0, about - MOST_COMPARED // 2) : about + MOST_COMPARED // 2]:
            yield (other, number) if side else (number, other)
        insort(active[side], mine)
        heappush(ends[side], ((right if side else left)[number].end, mine))
