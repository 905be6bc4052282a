"""Spans: one set of characters has one value, and every operation agrees with plain sets of positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.spans import Spans

pairs = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1])), max_size=6)
spans = pairs.map(Spans.of)


def positions(value: Spans) -> set[int]:
    return {position for start, end in value for position in range(start, end)}


@given(pairs)
def test_of_keeps_exactly_the_positions_given(given_pairs):
    assert positions(Spans.of(given_pairs)) == {p for start, end in given_pairs for p in range(start, end)}


@given(spans)
def test_notation_round_trips(value):
    assert Spans.parse(str(value)) == value


@given(spans, spans)
def test_operations_agree_with_sets(one, other):
    a, b = positions(one), positions(other)
    assert one.overlaps(other) == bool(a & b)
    assert one.contains(other) == (b <= a)
    assert one.encloses(other) == (b < a)
    assert positions(one.union(other)) == a | b
    assert one.size == len(a)
    assert (one == other) == (a == b)


@given(spans, st.text(max_size=80))
def test_words_are_slices_of_the_text(value, text):
    assert value.exact(text) == " … ".join(text[start:end] for start, end in value)


@given(st.text(alphabet="a \n\t\u00a0\u2003é🙂", max_size=40), pairs)
def test_trimmed_words_have_no_white_space_at_their_ends(text, given_pairs):
    value = Spans.of((min(start, len(text)), min(end, len(text))) for start, end in given_pairs).trimmed(text)
    assert all(words == words.strip() and words for words in value.words(text))


@given(spans, st.integers(0, 80), st.integers(0, 80))
def test_touches_is_overlap_with_one_range(value, start, end):
    assert value.touches(start, end) == bool(positions(value) & set(range(start, end)))


@pytest.mark.parametrize("notation", ["12", "5..5", "9..3", "a..b", "1..2,3..4", "1..2;", "-1..4", "1.5..3", "٣..٥"])
def test_what_is_no_span_is_refused_with_its_words(notation):
    with pytest.raises(ValueError, match="span"):
        Spans.parse(notation)


@pytest.mark.parametrize("wrong", [((3, 3),), ((5, 2),), ((0, 4), (4, 8)), ((6, 9), (1, 3)), ((-2, 3),)])
def test_the_constructor_takes_only_the_one_true_form(wrong):
    with pytest.raises(ValueError, match="spans"):
        Spans(wrong)


def test_empty_is_false_and_prints_as_nothing():
    assert not Spans() and str(Spans()) == "" and Spans.parse(" ") == Spans()


def test_code_points_not_utf16_units():
    text = "🇺🇦 said “yes”"
    assert Spans.parse("8..13").exact(text) == "“yes”"
