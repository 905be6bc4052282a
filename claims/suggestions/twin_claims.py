"""Claims that two readings of one text entered apart and that may be one, because their words are nearly the same."""

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import product

from claims.comparison.differences import Place, Version
from claims.suggestions.similarity import NEARLY_THE_SAME, content_words, dice


def twin_claims(place: Place, words: dict[int, str]) -> list[tuple[int, int]]:
    """Claims of a pair that may be one: stated or denied on one side only, in nearly the same words; the likest first.

    Those of the very same words are none: they are made one with the decision. Each as (older, newer), by their
    numbers, and each claim once. `words` are the statements by number.
    """
    if not place.left or not place.right:
        return []
    return [(min(pair), max(pair)) for pair in _likest(_apart(place.left, place.right), words)]


def _apart(left: Version, right: Version) -> Iterator[tuple[int, int]]:
    """Those that either states, or either denies, and the other does not."""
    denied = [frozenset(claim for claim, *_ in each.denies if claim) for each in (left, right)]
    words = {**left.words, **right.words}
    for one, other in ((left.states, right.states), (denied[0], denied[1])):
        yield from product(_lacking(one, other, words), _lacking(other, one, words))


def _lacking(claims: Set[int], others: Set[int], words: Mapping[int, str]) -> list[int]:
    """Those of the claims that the others have not, not in the same words either."""
    there = {words.get(claim, claim) for claim in others}
    return sorted(claim for claim in claims if words.get(claim, claim) not in there)


def _likest(pairs: Iterable[tuple[int, int]], words: dict[int, str]) -> Iterator[tuple[int, int]]:
    scored = []
    for one, other in dict.fromkeys(pairs):
        # No register: both readers saw the same text, so they have its names for its actors.
        likeness = dice(content_words(words[one], {}), content_words(words[other], {}))
        if likeness >= NEARLY_THE_SAME:
            scored.append((-likeness, one, other))
    taken: set[int] = set()
    for _score, one, other in sorted(scored):
        if not taken & {one, other}:
            taken |= {one, other}
            yield one, other
