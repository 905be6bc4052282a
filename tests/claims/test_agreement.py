"""Agreement: hand-worked figures, another program's alpha, and what must hold for any readings."""

import math
from collections import Counter
from dataclasses import replace

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement.measures import Figure, Measure, ReadArticle, Reading, ReadPassage, agreement, alpha
from claims.spans import Spans

#       0   4        13     20   25  29   34
TEXT = "The minister denied that the plan was known, he said."


def passage(content, mark="assertion", *, cue="", source="", speakers=(), states=(), denies=()):
    return ReadPassage(
        mark,
        Spans.parse(content),
        Spans.parse(cue),
        Spans.parse(source),
        frozenset(speakers),
        frozenset(states),
        frozenset(denies),
    )


def compared(*readings, text=TEXT, settled=None):
    read = tuple(Reading(number, tuple(passages)) for number, passages in enumerate(readings, 1))
    return agreement([ReadArticle(7, text, read, settled)])


def of_pair(one, other, **options):
    return compared(one, other, **options).pairs[1, 2].figures()


def units_of(rows):
    """Rows of readers with None where one is missing, as the units that `alpha` takes."""
    return Counter(tuple(value for value in unit if value is not None) for unit in zip(*rows, strict=True))


def oracle(rows):
    """The alpha of another program."""
    data = [[math.nan if value is None else "abc".index(value) for value in row] for row in rows]
    return krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")


# -- Krippendorff's alpha


def test_alpha_of_krippendorffs_own_example():
    # Krippendorff 2011, section C and D: four observers, twelve units, some missing; nominal alpha 0.743.
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    found = alpha(units_of(rows))
    assert round(found.value, 3) == 0.743
    # The twelfth unit has one value only. Of the others three are disagreed on.
    assert (found.numerator, found.denominator) == (8, 11)


def test_alpha_worked_by_hand():
    # Two readers, four units: aa, ab, bb, bb. n = 8, n_a = 3, n_b = 5; observed 2/8, expected 2·15/56; 1 - 7/15.
    found = alpha(Counter({("a", "a"): 1, ("a", "b"): 1, ("b", "b"): 2}))
    assert found == Figure(pytest.approx(8 / 15), 3, 4)


@pytest.mark.parametrize(
    "units", [{}, {("a",): 5}, {("a", "a"): 9}], ids=["no unit", "one value each", "always the same"]
)
def test_alpha_is_undefined_where_chance_alone_would_agree(units):
    assert alpha(units).value is None


@given(
    st.integers(2, 5).flatmap(
        lambda units: st.lists(
            st.lists(st.sampled_from(["a", "b", "c", None]), min_size=units, max_size=units), min_size=2, max_size=5
        )
    )
)
def test_alpha_is_that_of_another_program(rows):
    found = alpha(units_of(rows)).value
    if found is None:
        # There the other program divides by nothing, or says so.
        comparable = [unit for unit in units_of(rows) if len(unit) > 1]
        assert len({value for unit in comparable for value in unit}) < 2
    else:
        assert found == pytest.approx(oracle(rows))


# -- Hand-worked readings


def test_spans_worked_by_hand():
    one = [
        passage("25..43", "refutation", cue="13..19", source="0..12"),
        passage("29..33"),
        passage("0..12", "quote"),
    ]
    other = [passage("25..43", "refutation", cue="13..24", source="0..12"), passage("45..52")]
    found = of_pair(one, other)
    # Contents: 3 and 2, one the same, none of the others shares a code point with what is left.
    assert found[Measure.CONTENT_EXACT] == found[Measure.CONTENT_OVERLAP] == Figure(2 / 5, 2, 5)
    assert found[Measure.CUE_EXACT] == Figure(0, 0, 2)
    assert found[Measure.CUE_OVERLAP] == Figure(1, 2, 2)
    assert found[Measure.SOURCE_EXACT] == Figure(1, 2, 2)


def test_words_worked_by_hand():
    # Twelve words: The minister denied that the plan was known , he said .
    one = [passage("25..43", cue="13..19", source="0..12")]
    other = [passage("29..43", cue="13..19", source="4..12")]
    by_part = of_pair(one, other)[Measure.WORDS_BY_PART]
    # They differ in the first "The" (source, none) and in "the" (content, none).
    assert (by_part.numerator, by_part.denominator) == (10, 12)
    # n = 24: content 4 + 3, source 2 + 1, cue 1 + 1, none 12. Σ n_c² = 49 + 9 + 4 + 144 = 206; 1 - 23·4/(576 - 206)
    assert by_part.value == pytest.approx(1 - 23 * 4 / 370)
    # By mark: 4 and 3 words of assertions, the rest none: 1 - 23·2/(576 - 49 - 289)
    by_mark = of_pair(one, other)[Measure.WORDS_BY_MARK]
    assert by_mark == Figure(pytest.approx(1 - 23 * 2 / 238), 11, 12)


def test_a_word_inside_of_several_passages_counts_as_the_innermost():
    outer, inner = passage("13..43", "refutation"), passage("25..43", "assertion", cue="20..24")
    readings = [[outer, inner], [replace(outer, mark="quote"), inner]]
    by_mark = of_pair(*readings)[Measure.WORDS_BY_MARK]
    # "denied that": marked by the outer one only, so these two differ. "the plan was known": by the inner one.
    assert (by_mark.numerator, by_mark.denominator) == (10, 12)
    by_part = compared([outer, inner], [passage("13..43")]).pairs[1, 2].figures()[Measure.WORDS_BY_PART]
    assert by_part.numerator == 11, "“that” is a cue inside of another’s content"


def test_what_is_said_of_matched_passages_worked_by_hand():
    one = [
        passage("0..12", speakers=[1], states=[5]),
        passage("13..19", "refutation", speakers=[1], denies=[8, 9]),
        passage("25..33", "quote", speakers=[1, 2], states=[6]),
        passage("45..52", "refutation", denies=[9]),
    ]
    other = [
        passage("0..12", speakers=[1], states=[5]),
        passage("13..24", "refutation", speakers=[2], denies=[9]),
        passage("25..43", speakers=[2, 1], states=[6, 7]),
    ]
    found = of_pair(one, other)
    # Marks of the three matches: assertion twice, refutation twice, quote and assertion: n = 6, 3, 2, 1.
    assert found[Measure.MARK] == Figure(pytest.approx(1 - 5 * 2 / (36 - 9 - 4 - 1)), 2, 3)
    # Speakers: {1} {1}, {1} {2}, {1, 2} {1, 2}: 3, 1, 2.
    assert found[Measure.SPEAKERS] == Figure(pytest.approx(1 - 5 * 2 / (36 - 9 - 1 - 4)), 2, 3)
    # Claims: {5} {5}, none none, {6} {6, 7}: 2, 2, 1, 1.
    assert found[Measure.CLAIMS] == Figure(pytest.approx(1 - 5 * 2 / (36 - 4 - 4 - 1 - 1)), 2, 3)
    # Denials: 3 and 1, and one in both of two matched passages.
    assert found[Measure.DENIALS] == Figure(2 / 4, 2, 4)


def test_stacked_passages_with_the_same_parts_agree_whatever_cue_each_reader_marked():
    # The cues sort the two readings' passages differently.
    said = [{"speakers": {1}, "states": {4}}, {"speakers": {2}, "states": {4}}, {"speakers": {2}, "denies": {5}}]
    hers = [passage("13..20", cue=cue, **each) for cue, each in zip(("0..1", "1..2", "2..3"), said, strict=True)]
    his = [passage("13..20", cue=cue, **each) for cue, each in zip(("2..3", "1..2", "0..1"), said, strict=True)]
    figures = of_pair(hers, his)
    assert [figures[each].value for each in (Measure.SPEAKERS, Measure.CLAIMS, Measure.DENIALS)] == [1, 1, 1]


def test_a_denial_counts_only_between_matched_passages():
    one, other = [passage("0..12", "refutation", denies=[9])], [passage("45..52", "refutation", denies=[9])]
    assert of_pair(one, other)[Measure.DENIALS] == Figure(0, 0, 2)


def test_a_reading_of_nothing_disagrees_with_one_of_something_and_two_of_nothing_have_no_figures():
    found = of_pair([], [passage("0..12", cue="13..19")])
    assert found[Measure.CONTENT_EXACT] == Figure(0, 0, 1)
    assert found[Measure.SOURCE_EXACT] == Figure(None, 0, 0)
    assert found[Measure.MARK] == Figure(None, 0, 0)
    # Words: n = 24, two given as content, one as cue: worse than chance, which would agree on more.
    assert found[Measure.WORDS_BY_PART].value == pytest.approx(1 - 23 * 6 / (576 - 441 - 4 - 1))
    assert {figure.value for figure in of_pair([], []).values()} == {None}


def test_figures_of_several_articles_are_made_of_added_counts():
    both, one = [passage("0..12")], [passage("0..12"), passage("25..33")]
    articles = [
        ReadArticle(1, TEXT, (Reading(10, tuple(both)), Reading(20, tuple(one)))),
        ReadArticle(2, TEXT, (Reading(20, tuple(both)), Reading(10, tuple(both)), Reading(30, ()))),
        ReadArticle(3, TEXT, (Reading(10, tuple(one)),)),
    ]
    found = agreement(articles)
    assert found.total.articles == 2 and set(found.articles) == {1, 2}, "one reading is no agreement"
    assert set(found.pairs) == {(10, 20), (20, 30), (10, 30)} and found.pairs[10, 20].articles == 2
    assert found.pairs[10, 20].figure(Measure.CONTENT_EXACT) == Figure(4 / 5, 4, 5)
    assert found.total.figure(Measure.CONTENT_EXACT) == Figure(4 / 7, 4, 7)
    assert found.articles[2].figure(Measure.CONTENT_EXACT) == Figure(2 / 4, 2, 4)
    # Article 1: two readers; 2: three, who agree on ten of twelve words.
    assert found.articles[2].figure(Measure.WORDS_BY_PART).numerator == 10
    assert found.total.figure(Measure.WORDS_BY_PART).denominator == 24


def test_an_editor_beside_what_was_settled():
    settled = (passage("0..12"), passage("25..33"))
    found = compared([passage("0..12")], settled=settled)
    assert found.settled[1].figure(Measure.CONTENT_EXACT) == Figure(2 / 3, 2, 3)
    assert not found.pairs and not found.articles
    assert compared([passage("0..12")]).settled == {}, "nothing is settled yet"
    assert compared([], settled=()).settled[1].figure(Measure.CONTENT_EXACT).value is None


def test_a_passage_has_content():
    with pytest.raises(ValueError, match="content"):
        passage("")


# -- What holds for any readings

ANY_TEXT = st.text(alphabet="ab c.\n🌉é", min_size=12, max_size=30)


@st.composite
def passages(draw, length):
    def spans(least):
        pair = st.tuples(st.integers(0, length - 1), st.integers(1, 8))
        found = draw(st.lists(pair, min_size=least, max_size=2))
        return Spans.of((start, min(start + size, length)) for start, size in found)

    numbers = st.frozensets(st.integers(1, 3), max_size=2)
    mark = draw(st.sampled_from(["assertion", "refutation", "quote"]))
    return ReadPassage(mark, spans(1), spans(0), spans(0), draw(numbers), draw(numbers), draw(numbers))


@st.composite
def read_articles(draw):
    text = draw(ANY_TEXT)
    readings = draw(st.lists(st.lists(passages(len(text)), max_size=4).map(tuple), min_size=2, max_size=4))
    settled = draw(st.none() | st.lists(passages(len(text)), max_size=4).map(tuple))
    return ReadArticle(1, text, tuple(Reading(number, each) for number, each in enumerate(readings, 1)), settled)


@given(read_articles())
def test_a_reading_agrees_with_itself(article):
    own = article.readings[0]
    found = agreement([replace(article, readings=(own, Reading(99, own.passages)))]).pairs[own.editor, 99]
    for measure, figure in found.figures().items():
        assert figure.value in (1, None), measure
        assert figure.numerator == figure.denominator, measure
    assert found.figure(Measure.CONTENT_EXACT).value == (1 if own.passages else None)


@given(read_articles(), st.randoms(use_true_random=False))
def test_names_order_and_side_change_nothing(article, shuffle):
    before = agreement([article])
    names = {reading.editor: name for reading, name in zip(article.readings, (40, 10, 30, 20), strict=False)}
    readings = [
        Reading(names[each.editor], tuple(shuffle.sample(each.passages, len(each.passages))))
        for each in article.readings
    ]
    shuffle.shuffle(readings)
    after = agreement([replace(article, readings=tuple(readings))])
    assert after.total.figures() == before.total.figures()
    for (one, other), sums in before.pairs.items():
        pair = (names[one], names[other])
        assert after.pairs[pair if pair in after.pairs else pair[::-1]].figures() == sums.figures()
    for editor, sums in before.settled.items():
        assert after.settled[names[editor]].figures() == sums.figures()


@given(read_articles())
def test_figures_stay_in_their_bounds_and_exact_is_never_above_overlap(article):
    found = agreement([article]).total
    for measure, figure in found.figures().items():
        assert 0 <= figure.numerator <= figure.denominator
        assert figure.value is None or (0 if measure.is_share else -1) <= figure.value <= 1
        if measure.is_share:
            assert (figure.value is None) == (figure.denominator == 0)
