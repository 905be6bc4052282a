"""Sharing out places: nobody twice, as many as wanted, and as even as any share could be."""

from collections import Counter
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.actions.assignment_shares import Place, share_out

EDITORS = ["Edith", "Egon", "Rita", "Sam"]


@st.composite
def questions(draw, *, articles=12, editors=4):
    people = EDITORS[: draw(st.integers(1, editors))]
    loads = {person: draw(st.integers(0, 6)) for person in people}
    places = [
        Place(number, draw(st.integers(0, 4)), frozenset(draw(st.sets(st.sampled_from(EDITORS)))))
        for number in range(draw(st.integers(0, articles)))
    ]
    return places, loads


def after(shared, loads):
    return Counter(loads) + Counter(editor for _article, editor in shared)


@settings(deadline=None)
@given(questions())
def test_nobody_twice_and_as_many_as_are_wanted_and_there(question):
    places, loads = question
    shared = share_out(places, loads)
    assert len(set(shared)) == len(shared)
    given_to = {place.article: [editor for article, editor in shared if article == place.article] for place in places}
    for place in places:
        able = set(loads) - set(place.taken_by)
        assert set(given_to[place.article]) <= able
        assert len(given_to[place.article]) == min(place.wanted, len(able))


@settings(deadline=None)
@given(st.integers(0, 30), st.dictionaries(st.sampled_from(EDITORS), st.integers(0, 9), min_size=1))
def test_where_everybody_can_read_everything_loads_end_within_one_of_each_other(articles, loads):
    shared = share_out([Place(number, 1) for number in range(articles)], loads)
    ended, given_some = after(shared, loads), {editor for _article, editor in shared}
    # Whoever had more to begin with gets none.
    assert all(ended[editor] <= min(ended[other] for other in loads) + 1 for editor in given_some)


@settings(deadline=None, max_examples=60)
@given(questions(articles=4, editors=3))
def test_no_other_share_is_more_even(question):
    places, loads = question
    choices = []
    for place in places:
        able = [editor for editor in loads if editor not in place.taken_by]
        choices.append([set(chosen) for chosen in combinations(able, min(place.wanted, len(able)))])
    evenness = [
        sum(load**2 for load in after([(0, editor) for chosen in share for editor in chosen], loads).values())
        for share in product(*choices)
    ]
    assert sum(load**2 for load in after(share_out(places, loads), loads).values()) == min(evenness)


def test_whoever_has_least_comes_first_and_between_equals_the_first():
    places = [Place(number, 1) for number in range(3)]
    assert share_out(places, {"Rita": 4, "Edith": 0, "Egon": 0}) == [(0, "Edith"), (1, "Egon"), (2, "Edith")]


def test_a_place_is_handed_on_along_a_chain():
    # Taken one by one Edith would get the first two and Egon the third; she hands one to him, and he his to Rita.
    places = [Place("first", 1, {"Rita"}), Place("second", 1, {"Egon", "Rita"}), Place("third", 1, {"Edith"})]
    shared = share_out(places, {"Edith": 0, "Egon": 0, "Rita": 0})
    assert shared == [("first", "Egon"), ("second", "Edith"), ("third", "Rita")]


def test_nobody_to_give_to():
    assert share_out([Place(1, 2)], {}) == []
    assert share_out([Place(1, 2, {"Edith"})], {"Edith": 0}) == []
