"""Which stretch stands in which: the same as comparing each with each, at a cost that grows as their number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement.token_labels import NONE, Tokens
from claims.comparison.matching import matches
from claims.spans import Spans, shared
from claims.text.nesting import enclosing
from tests.claims.growth import MOST, growth

pair = st.tuples(st.integers(0, 14), st.integers(1, 6)).map(lambda found: (found[0], sum(found)))
spans = st.lists(pair, min_size=1, max_size=3).map(Spans.of)


@given(st.lists(spans, max_size=8))
def test_each_stands_in_the_smallest_around_it(contents):
    contents.sort(key=lambda content: content.size)
    around = [[j for j, outer in enumerate(contents) if outer.encloses(inner)] for inner in contents]
    assert enclosing(contents) == [min(places, default=None) for places in around]


@given(spans, spans)
def test_what_two_share_is_counted_sign_by_sign(one, other):
    signs, others = ({sign for begin, end in each for sign in range(begin, end)} for each in (one, other))
    assert shared(one, other) == len(signs & others)
    assert one.contains(other) == (others <= signs)
    assert one.overlaps(other) == bool(signs & others)


@given(st.lists(st.tuples(spans, st.sampled_from("xyz")), max_size=5))
def test_of_several_strokes_over_a_word_the_last_counts(strokes):
    tokens = Tokens("ab c, def g  hi-j klm no")
    values = [NONE] * len(tokens.starts)
    for stroke, value in strokes:
        for word, (begin, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
            if stroke.touches(begin, end):
                values[word] = value
    assert tokens.painted(strokes) == values


SHAPES = {
    "nested": lambda count: [Spans(((i, 4 * count - i),)) for i in range(count)],
    "the same": lambda count: [Spans(((10, 40),))] * count,
    "overlapping": lambda count: [Spans(((i, i + 2 * count),)) for i in range(count)],
    "smaller and smaller": lambda count: [Spans(((i, 2 * count + i // 2),)) for i in range(count)],
    "side by side in one": lambda count: [
        Spans(((0, 9 * count),)),
        *(Spans(((4 * i, 4 * i + 3),)) for i in range(count)),
    ],
    "interrupted": lambda count: [Spans(((i, 2 * count), (2 * count + 1, 4 * count + 1 - i))) for i in range(count)],
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_hundreds_at_one_place_cost_as_much_each_as_a_few(shape):
    def nest(count):
        contents = sorted(shape(count), key=lambda content: content.size)
        return lambda: enclosing(contents)

    def match(count):
        left = shape(count)
        right = [Spans(((content.start, content.end + 1),)) for content in left]
        return lambda: matches(left, right)

    def match_by_values(count):
        content = shape(count)
        # No two passages share all values, so that every round has something to go through.
        left, right = ([(i % 2 + side, i % 3 + side, i, i + side) for i in range(len(content))] for side in (0, 1))
        return lambda: matches(content, content, left, right)

    def paint(count):
        tokens = Tokens("ab, " * count)
        strokes = [(content, "x") for content in shape(count)]
        return lambda: tokens.painted(strokes)

    for what in (nest, match, match_by_values, paint):
        assert growth(what, 400) <= MOST, what.__name__
