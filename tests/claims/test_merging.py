"""Merging actors and claims, and entering what is there already: one step always reaches what stands for it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.models import Actor, Claim
from tests import make


def fresh(row):
    return type(row)._default_manager.get(pk=row.pk)


@pytest.fixture(params=["actor", "claim"])
def register(request, cast):
    """`register(name)` enters an actor or a claim: both are merged alike."""
    if request.param == "actor":
        return make.actor
    return lambda name: make.claim(cast.collection, name)


def test_a_chain_ends_in_one_step_whichever_was_merged_first(register):
    moscow, kremlin, russia = register("Moscow"), register("Kremlin"), register("Russia")
    kremlin.absorb(other=moscow)
    russia.absorb(other=kremlin)
    assert fresh(moscow).merged_into == fresh(kremlin).merged_into == russia
    assert fresh(moscow).resolved == fresh(russia).resolved == russia
    peter = register("Petersburg")
    fresh(russia).absorb(other=peter)
    assert {row.merged_into_id for row in type(russia).objects.exclude(pk=russia.pk)} == {russia.pk}
    assert list(type(russia).objects.current()) == [russia]


def test_no_circle_and_no_merging_twice(register):
    one, two, three = register("One"), register("Two"), register("Three")
    one.absorb(other=two)
    for kept, gone in ((two, one), (three, two), (two, three)):
        with pytest.raises(ValidationError, match="merged into another already"):
            fresh(kept).absorb(other=fresh(gone))
    with pytest.raises(ValidationError, match=r"into itself\."):
        three.absorb(other=three)
    assert fresh(one).merged_into is None and fresh(three).merged_into is None


def test_an_old_copy_in_memory_does_not_hide_a_merge(register):
    one, two, three = register("One"), register("Two"), register("Three")
    stale = fresh(two)
    one.absorb(other=two)
    with pytest.raises(ValidationError, match="merged into another already"):
        three.absorb(other=stale)
    with pytest.raises(ValidationError, match="merged into another already"):
        stale.absorb(other=three)


def test_entering_what_was_merged_answers_what_stands_for_it(register):
    kept, gone = register("Kept"), register("Gone")
    kept.absorb(other=gone)
    assert register("GONE") == kept
    assert type(kept).objects.count() == 2


@pytest.mark.parametrize(
    ("entered", "again"),
    [
        ("Kremlin", "KREMLIN"),
        ("Владимир Путин", "ВЛАДИМИР  ПУТИН"),
        ("Bärbel Höhn", " bärbel höhn"),
        ("İstanbul", "İSTANBUL"),
        ("دمشق", "دمشق"),
        ("100% free_press", "100% FREE_PRESS"),
        ("The \\ sign", "the \\ SIGN"),
    ],
)
def test_what_is_there_in_any_case_is_answered(register, entered, again):
    first = register(entered)
    assert register(again) == first and type(first).objects.count() == 1


def test_a_wildcard_is_no_wildcard_in_a_name(register):
    assert register("free_press") != register("freeXpress")
    assert register("100%") != register("1000")


def test_the_same_name_of_another_kind_or_qualifier_is_another_actor(db):
    state = make.actor("Georgia", "state")
    assert make.actor("georgia", "state") == state
    assert make.actor("Georgia", "state", qualifier="US") != state
    assert make.actor("Georgia", "person") != state
    assert Actor.objects.count() == 3


def test_claims_of_another_collection_are_other_claims(cast):
    elsewhere = make.collection("elsewhere", by=cast.otto)
    here, there = (make.claim(collection, "It fell.") for collection in (cast.collection, elsewhere))
    assert here != there
    with pytest.raises(ValidationError, match="different collections"):
        here.absorb(other=there)
    assert fresh(there).merged_into is None


def test_merging_changes_no_passage(cast):
    kept, gone = make.claim(cast.collection, "It fell."), make.claim(cast.collection, "It was broken.")
    speaker, other = make.actor("Mayor"), make.actor("The mayor")
    passage = make.passage(cast.article, "the plan", by=cast.edith, speakers=[other], states=[gone])
    kept.absorb(other=gone)
    speaker.absorb(other=other)
    assert fresh(passage).version == 1 and not passage.events.exists()
    assert fresh(passage).statements.get().claim == gone
    assert fresh(passage).statements.get().claim.resolved == kept
    assert fresh(passage).attributions.get().actor.resolved == speaker


def test_a_merged_actor_is_described_no_more(db):
    kept, gone = make.actor("Kept"), make.actor("Gone")
    kept.absorb(other=gone)
    with pytest.raises(ValidationError, match="merged into another"):
        gone.describe(name="Back")


# -- Readings of the same words


def test_a_chain_of_twins_ends_in_one_step(cast):
    cast.collection.admit(user=cast.otto, role="editor", by=cast.mona)
    cast.collection.describe(editors_per_article=3)
    parts = {"states": [make.claim(cast.collection, "It was safe.")], "speakers": [make.actor("Mayor")]}
    for editor in (cast.edith, cast.egon, cast.otto):
        make.passage(fresh(cast.article), "safe", by=editor, **parts)
        editor.assignments.get().hand_in(by=editor)
    first, second, third = (editor.passages.get() for editor in (cast.edith, cast.egon, cast.otto))
    with pytest.raises(PermissionDenied):
        first.merge_into(second, by=cast.edith, version=1)
    for wrong in (first, make.passage(cast.article, "the plan", by=cast.egon)):
        with pytest.raises(ValidationError, match="twin"):
            fresh(first).merge_into(wrong, by=cast.rita, version=1)
    fresh(first).merge_into(second, by=cast.rita, version=1)
    fresh(second).merge_into(third, by=cast.rita, version=1)
    assert fresh(first).same_as == fresh(second).same_as == third
    with pytest.raises(ValidationError, match="another editor’s passage in the same article"):
        fresh(third).merge_into(first, by=cast.rita, version=1)


# -- Rewording


@pytest.fixture
def cited(cast):
    """A claim that Egon's approved and Edith's submitted passage state."""
    claim = make.claim(cast.collection, "The plan was known.")
    for editor in (cast.edith, cast.egon):
        make.passage(cast.article, "the plan was known", by=editor, states=[claim], speakers=[make.actor("Minister")])
        editor.assignments.get().hand_in(by=editor)
    cast.egon.passages.get().approve(by=cast.rita, version=1)
    return claim


def test_rewording_asks_again_for_agreement_by_somebody_else(cast, cited):
    cast.collection.admit(user=cast.otto, role="reviewer", by=cast.mona)
    assert cited.reword(by=cast.rita, statement="The plan was public.") == 1
    passage = cast.egon.passages.get()
    assert (passage.status, passage.version) == ("submitted", 2)
    with pytest.raises(ValidationError, match="somebody else"):
        passage.approve(by=cast.rita, version=2)
    passage.approve(by=cast.otto, version=2)


def test_rewording_is_no_second_pair_of_eyes_on_what_was_only_handed_in(cast, cited):
    cited.reword(by=cast.rita, statement="The plan was public.")
    passage = cast.edith.passages.get()
    assert (passage.status, passage.version) == ("submitted", 2)
    with pytest.raises(ValidationError, match="somebody else"):
        passage.approve(by=cast.edith, version=2)


def test_spelling_leaves_the_passages_as_they_are(cast, cited):
    assert cited.reword(by=cast.rita, statement="The Plan was known.", spelling=True) == 0
    assert cast.egon.passages.get().status == "approved"


def test_an_editor_rewords_only_what_nobody_agreed_to(cast, cited):
    with pytest.raises(PermissionDenied):
        fresh(cited).reword(by=cast.edith, statement="The plan was public.")
    assert Claim.objects.get().statement == "The plan was known."
