"""Two readings side by side: where they agree, where and in what they differ."""

import pytest

from claims.actions.actor_merge import merge_actor
from claims.actions.adjudicate_claims import join_claims
from claims.comparison.differences import Aspect, Kind, Version, compare, tally
from claims.models import Passage
from claims.queries.compared_readings import claims_of, version_of
from claims.spans import Spans
from claims.suggestions.twin_claims import twin_claims
from tests import make
from tests.claims.two_readings import two_readings

two = pytest.fixture(two_readings)


def places(cast):
    rows = Passage.objects.in_article(cast.article).for_cards().in_order()
    return compare(*([version_of(each) for each in rows if each.editor == who] for who in (cast.edith, cast.egon)))


def test_places_stand_in_order_and_say_what_differs(cast, two):
    found = places(cast)
    assert [(place.kind, place.differs) for place in found] == [
        (Kind.AGREE, []),
        (Kind.ONLY_LEFT, []),
        (Kind.DIFFER, [Aspect.MARK, Aspect.SPEAKERS]),
        (Kind.ONLY_RIGHT, []),
    ]
    assert tally(found) == {Kind.AGREE: 1, Kind.DIFFER: 1, Kind.ONLY_LEFT: 1, Kind.ONLY_RIGHT: 1}


def version(key, start, end, **more):
    return Version(key, more.pop("mark", "assertion"), Spans.of([(start, end)]), **more)


@pytest.mark.parametrize(
    ("more", "aspect"),
    [
        ({"mark": "quote"}, Aspect.MARK),
        ({"speakers": frozenset({2})}, Aspect.SPEAKERS),
        ({"speakers": frozenset(), "unattributed": True}, Aspect.SPEAKERS),
        ({"via": (3,)}, Aspect.VIA),
        ({"states": frozenset({5})}, Aspect.STATES),
        ({"denies": frozenset({(5, "", "disputes", "linked")})}, Aspect.DENIES),
    ],
)
def test_each_aspect_is_a_difference_by_itself(more, aspect):
    common = {"speakers": frozenset({1}), "states": frozenset({4})}
    [place] = compare([version("a", 0, 9, **common)], [version("b", 0, 9, **{**common, **more})])
    assert place.differs == [aspect] and place.kind == Kind.DIFFER


def test_overlapping_limits_are_a_difference_and_apart_are_two_places():
    [place] = compare([version("a", 0, 9)], [version("b", 2, 9)])
    assert place.differs == [Aspect.CONTENT]
    assert [each.kind for each in compare([version("a", 0, 9)], [version("b", 9, 12)])] == [
        Kind.ONLY_LEFT,
        Kind.ONLY_RIGHT,
    ]


def test_merged_claims_and_actors_are_compared_as_what_they_went_into(cast, two):
    merge_actor(two.minister, other=two.city)
    assert places(cast)[2].differs == [Aspect.MARK]


def test_claims_in_nearly_the_same_words_are_offered_as_one_the_older_first(cast):
    words = ["The bridge was safe until May.", "Until May, the bridge was safe.", "Nobody told the police."]
    old, new, other = (make.claim(cast.collection, each) for each in words)
    for editor, claims in ((cast.edith, [new, other]), (cast.egon, [old])):
        make.passage(cast.article, "the bridge was “safe”", by=editor, states=claims, speakers=[make.actor("Mayor")])
    rows = list(Passage.objects.for_cards())
    [place] = compare([version_of(rows[0])], [version_of(rows[1])])
    assert twin_claims(place, claims_of(rows)) == [(old.pk, new.pk)]
    assert join_claims(one=new, other=old) == old
    new.refresh_from_db()
    assert new.merged_into == old


def test_stacked_passages_agree_in_whatever_order_two_readers_made_them():
    said = [
        {"speakers": frozenset({1})},
        {"speakers": frozenset(), "unattributed": True},
        {"speakers": frozenset({1}), "states": frozenset({4})},
        {"speakers": frozenset({1}), "denies": frozenset({(None, "the dam broke", "denies", "not_here")})},
        {"speakers": frozenset({1}), "via": (2,)},
    ]
    hers = [version(f"hers {number}", 5, 30, **each) for number, each in enumerate(said)]
    his = [version(f"his {number}", 5, 30, **each) for number, each in enumerate(reversed(said))]
    assert [place.kind for place in compare(hers, his)] == [Kind.AGREE] * len(said)


def test_stacked_passages_with_claims_in_the_same_words_are_the_same():
    # Two readers who do not see each other's claims enter the same words as two claims.
    words = {1: "THE DAM BROKE.", 2: "THE DAM BROKE.", 3: "NOBODY WAS WARNED.", 4: "NOBODY WAS WARNED."}
    hers = [version("dam", 5, 30, states=frozenset({1}), words=words)]
    hers += [version("warned", 5, 30, states=frozenset({3}), words=words)]
    his = [version("warned too", 5, 30, states=frozenset({4}), words=words)]
    his += [version("dam too", 5, 30, states=frozenset({2}), words=words)]
    assert [place.kind for place in compare(hers, his)] == [Kind.AGREE] * 2
