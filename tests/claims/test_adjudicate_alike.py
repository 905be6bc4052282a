"""Claims of the same words, entered apart by two who read blind: they count as one, and a decision makes them one."""

import pghistory
import pytest
from django.core.exceptions import ValidationError

from claims.actions.adjudicate import Agreed, approve_agreeing, approve_both, approve_one
from claims.actions.claim_create import get_or_create_claim
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_edit import set_passage_note
from claims.comparison.differences import Aspect, Kind, Version, alike, as_compared, compare
from claims.models import Claim, Passage
from claims.queries.compared_readings import version_of
from claims.spans import Spans
from claims.suggestions.twin_claims import twin_claims
from tests import make
from tests.claims.two_readings import fresh, hand_in, said, seen, statuses

WORDS = ("The bridge was safe.", " the Bridge  was safe.")


@pytest.fixture
def read(cast):
    """Reads one passage for an editor, blind: in these words, with the mark."""
    edit_collection(cast.collection, blind=True)
    cast.article.collection.refresh_from_db()
    minister = make.actor("Minister")

    def one(editor, words, *, mark="assertion"):
        claim = get_or_create_claim(collection=cast.collection, statement=words, by=editor)
        parts = {"denies": [claim]} if mark == "refutation" else {"states": [claim]}
        made = make.passage(cast.article, "“safe” until May", by=editor, mark=mark, speakers=[minister], **parts)
        return made, claim

    return one


@pytest.fixture
def pair(cast, read):
    """Edith's and Egon's passage, handed in, and the claim of each."""
    found = [read(editor, words) for editor, words in zip((cast.edith, cast.egon), WORDS, strict=True)]
    for editor in (cast.edith, cast.egon):
        hand_in(cast.article, editor)
    passages, claims = zip(*found, strict=True)
    assert claims[0] != claims[1]
    return passages, claims


def place_of(passages):
    found = Passage.objects.for_cards().in_bulk([each.pk for each in passages])
    [place] = compare(*([version_of(found[each.pk])] for each in passages))
    return place


def are_one(claims):
    older, newer = (Claim.objects.get(pk=each.pk) for each in claims)
    return older.merged_into is None and newer.merged_into == older


def test_the_same_words_agree_and_are_not_offered_as_other_words(pair):
    passages, claims = pair
    place = place_of(passages)
    assert place.kind == Kind.AGREE
    assert twin_claims(place, {each.pk: each.statement for each in claims}) == []
    assert alike([place.versions]) == [[each.pk for each in claims]]


def test_what_is_denied_in_the_same_words_agrees(cast, read):
    hers, his = (read(*each, mark="refutation")[0] for each in ((cast.edith, WORDS[0]), (cast.egon, WORDS[1])))
    assert place_of([hers, his]).kind == Kind.AGREE


def test_other_words_and_stated_for_denied_are_differences():
    def version(key, **more):
        return Version(key, "refutation", Spans.of([(0, 9)]), **more)

    one = version("a", states=frozenset({1}), words={1: "SAFE"})
    for other in (
        version("b", states=frozenset({2}), words={2: "SAFER"}),
        # Without words, each is itself alone.
        version("b", states=frozenset({2})),
    ):
        assert compare([one], [other])[0].differs == [Aspect.STATES]
    denies = version("b", denies=frozenset({(2, "", "denies", "linked")}), words={2: "SAFE"})
    assert compare([one], [denies])[0].differs == [Aspect.STATES, Aspect.DENIES]
    disputes = version("a", denies=frozenset({(1, "", "disputes", "linked")}), words={1: "SAFE"})
    assert compare([disputes], [denies])[0].differs == [Aspect.DENIES]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straße", "STRASSE"), ("Straße", "straße"), ("Київ", "КИЇВ"), ("a  b ", "A b"), ("é", "É")],
)
def test_words_are_compared_as_the_database_compares_them(cast, one, other):
    claim = make.claim(cast.collection, one)
    found = Claim.objects.filter(pk=claim.pk, statement__iexact=" ".join(other.split())).exists()
    assert (as_compared(one) == as_compared(other)) == found


def test_agreeing_makes_the_claims_one_and_changes_no_passage(cast, pair):
    passages, claims = pair
    before = [said(each) for each in passages]
    with pghistory.context(user=cast.rita.pk):
        done = approve_agreeing(cast.article, pairs=[tuple(seen(each) for each in passages)], by=cast.rita)
    assert done == Agreed(approved=1, left=0)
    assert statuses(*passages) == ["approved", "merged"] and are_one(claims)
    assert fresh(passages[0]).version == 1 and [said(each) for each in passages] == before
    # On record like any merge.
    events = pghistory.models.Events.objects.tracks(claims[1])
    assert [(each.pgh_data["merged_into_id"], each.pgh_context["user"]) for each in events] == [(None, cast.rita.pk)]
    assert place_of(passages).kind == Kind.AGREE and alike([place_of(passages).versions]) == []


@pytest.mark.parametrize("left", [True, False])
def test_taking_either_makes_the_claims_one_the_older_stays(cast, pair, left):
    passages, claims = pair
    chosen, other = (seen(each) for each in (passages if left else reversed(passages)))
    approve_one(cast.article, chosen=chosen, other=other, by=cast.rita)
    assert are_one(claims)
    assert fresh(passages[left]).review_note == "Both readings say the same."


def test_taking_both_makes_the_claims_one(cast, pair):
    passages, claims = pair
    approve_both(cast.article, both=[seen(each) for each in passages], by=cast.rita)
    assert statuses(*passages) == ["approved", "approved"] and are_one(claims)


def test_a_pair_that_differs_otherwise_makes_them_one_too(cast, read):
    (hers, one), (his, other) = read(cast.edith, WORDS[0]), read(cast.egon, WORDS[1], mark="quote")
    for editor in (cast.edith, cast.egon):
        hand_in(cast.article, editor)
    approve_one(cast.article, chosen=seen(his), other=seen(hers), by=cast.rita)
    assert are_one([one, other]) and "They differ in: mark." in fresh(hers).review_note


def test_what_cannot_be_merged_stays_and_the_decision_stands(cast, pair, monkeypatch):
    def refuse(claim, *, other):
        raise ValidationError("no")

    monkeypatch.setattr("claims.actions.adjudicate_claims.merge_claim", refuse)
    passages, claims = pair
    assert approve_agreeing(cast.article, pairs=[tuple(seen(each) for each in passages)], by=cast.rita).approved == 1
    assert statuses(*passages) == ["approved", "merged"] and not are_one(claims)


def test_a_pair_that_is_left_leaves_its_claims(cast, pair):
    passages, claims = pair
    row = fresh(passages[1])
    set_passage_note(row, note="on second thought", by=cast.egon, version=row.version, action=make.uuid7())
    old = [(seen(passages[0]), seen(passages[1])._replace(version=1))]
    assert approve_agreeing(cast.article, pairs=old, by=cast.rita) == Agreed(approved=0, left=1)
    assert not are_one(claims)
