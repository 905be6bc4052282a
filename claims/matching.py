"""Which stretch of one reading stands for which of another: one to one, the most alike first.

The rule. Two stretches can be matched when they share at least one code point. How alike they are is the share of
what either covers that both cover (Jaccard 1912: |A ∩ B| / |A ∪ B|), so that the same stretch is matched before a
wider one around it. The most alike pair is taken first, and each stretch once; of pairs that are equally alike the
one goes first whose values (say, the marks) are the same, then the one that shares more code points, then the one
that stands first in the text. Nothing depends on which reading is called the left one. Best first is not always the
most matches that are possible; it is the pairing that a person who compares two readings would make.

Pure: imports nothing of the project but `spans`.
"""

from collections.abc import Sequence

from claims.spans import Spans, shared

# A match as two places in the sequences that were given.
type Match = tuple[int, int]


def likeness(one: Spans, other: Spans) -> float:
    """The share of what either covers that both cover: 0 apart, 1 the same. Two empty ones are apart."""
    both = shared(one, other)
    return both / (one.size + other.size - both) if both else 0.0


def matches(
    left: Sequence[Spans],
    right: Sequence[Spans],
    left_values: Sequence[object] = (),
    right_values: Sequence[object] = (),
) -> list[Match]:
    """The stretches that stand for each other, as places in `left` and `right`, in the order of `left`.

    The values, if there are any, are one a stretch; they only decide between pairs that are equally alike.
    """
    found = []
    left_sizes, right_sizes = [spans.size for spans in left], [spans.size for spans in right]
    for i, j in _touching(left, right):
        one, other = left[i], right[j]
        both = shared(one, other)
        if both:
            alike = both / (left_sizes[i] + right_sizes[j] - both)
            differ = bool(left_values) and left_values[i] != right_values[j]
            # Both orders of the two look the same, so that swapping the readings swaps the matches and no more.
            place = (one.pairs, other.pairs) if one.pairs <= other.pairs else (other.pairs, one.pairs)
            found.append(((-alike, differ, -both, place), i, j))
    found.sort(key=lambda each: each[0])
    taken_left, taken_right, matched = set(), set(), []
    for _order, i, j in found:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            matched.append((i, j))
    return sorted(matched)


def _touching(left: Sequence[Spans], right: Sequence[Spans]) -> list[Match]:
    """Those whose outer bounds overlap; the empty ones are in none."""
    ordered = sorted((spans.start, spans.end, j) for j, spans in enumerate(right) if spans)
    found = []
    for i, spans in enumerate(left):
        if not spans:
            continue
        start, end = spans.start, spans.end
        for begin, stop, j in ordered:
            if begin >= end:
                break
            if stop > start:
                found.append((i, j))
    return found
