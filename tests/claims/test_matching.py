"""Which stretch of one reading stands for which of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.comparison.matching import likeness, matches, shared
from claims.spans import Spans

stretches = st.builds(
    Spans.of,
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=3
    ),
)


def spans(*notation):
    return [Spans.parse(each) for each in notation]


def test_what_both_cover_is_counted_in_code_points_over_all_fragments():
    one, other = spans("0..10;20..30", "5..25")
    assert shared(one, other) == 10
    assert likeness(one, other) == 10 / 30
    assert likeness(*spans("0..10", "10..20")) == 0
    assert likeness(Spans(), Spans()) == 0


def test_the_most_alike_go_first_not_the_widest():
    # The wide one shares 10 with the first and 20 with the second; the second is half of it.
    assert matches(spans("0..40"), spans("0..10", "20..40")) == [(0, 1)]
    # What stands inside of another is matched with its like, not with what stands around it.
    assert matches(spans("0..100", "10..30"), spans("10..30")) == [(1, 0)]


def test_each_is_matched_once():
    assert matches(spans("0..10", "2..10"), spans("0..10")) == [(0, 0)]
    assert matches(spans("0..10", "2..10"), spans("0..9", "3..10")) == [(0, 0), (1, 1)]


def test_between_equals_the_same_value_decides():
    twice = spans("0..10", "0..10")
    assert matches(twice, spans("0..10"), [("quote",), ("assertion",)], [("assertion",)]) == [(1, 0)]
    assert matches(twice, spans("0..10"), [("quote",), ("quote",)], [("assertion",)]) == [(0, 0)]


@pytest.mark.parametrize("other", ["0..10", "0..9"], ids=["the same words", "nearly the same words"])
def test_of_several_values_the_first_counts_most_and_each_later_one_still_decides(other):
    twice, once = spans("0..10", "0..10"), spans(other)
    wanted = [("quote", "mayor", "bridge")]
    for worse, better in (
        (("denial", "mayor", "bridge"), ("quote", "council", "tunnel")),
        (("quote", "council", "bridge"), ("quote", "mayor", "tunnel")),
        (("denial", "council", "bridge"), ("denial", "mayor", "tunnel")),
        (("denial", "council", "tunnel"), ("denial", "council", "bridge")),
    ):
        assert matches(twice, once, [worse, better], wanted) == [(1, 0)], better
        assert matches(once, twice, wanted, [worse, better]) == [(0, 1)], better


values = st.tuples(st.sampled_from("aq"), st.frozensets(st.integers(1, 2)), st.frozensets(st.integers(1, 2)))


@given(st.lists(values, min_size=2, max_size=7), st.data())
def test_stacked_passages_are_matched_with_their_equals_in_whatever_order_they_come(stacked, data):
    mixed = data.draw(st.permutations(stacked))
    here = spans("3..9") * len(stacked)
    found = matches(here, here, stacked, mixed)
    assert len(found) == len(stacked)
    assert all(stacked[i] == mixed[j] for i, j in found)


def test_what_only_touches_or_is_empty_has_no_match():
    assert matches(spans("0..10", ""), spans("10..20", "")) == []
    assert matches(spans("0..5;20..25"), spans("8..12")) == [], "in the gap of an interrupted one"


@given(st.lists(stretches, max_size=6), st.lists(stretches, max_size=6), st.data())
def test_matches_are_one_to_one_share_words_and_do_not_depend_on_the_side(left, right, data):
    marks = st.sampled_from(["assertion", "quote"])
    here = [(data.draw(marks), data.draw(marks)) for _each in left]
    there = [(data.draw(marks), data.draw(marks)) for _each in right]
    found = matches(left, right, here, there)
    assert len({i for i, _j in found}) == len({j for _i, j in found}) == len(found)
    assert all(left[i].overlaps(right[j]) for i, j in found)

    def said(pairs):
        return sorted((left[i].pairs, here[i], right[j].pairs, there[j]) for i, j in pairs)

    assert said((i, j) for j, i in matches(right, left, there, here)) == said(found)
    free = [(i, j) for i in range(len(left)) for j in range(len(right)) if left[i].overlaps(right[j])]
    taken = {("l", i) for i, _j in found} | {("r", j) for _i, j in found}
    assert all(("l", i) in taken or ("r", j) in taken for i, j in free), "nothing that could be matched is left"
