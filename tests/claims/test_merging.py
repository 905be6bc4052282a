"""Merging actors and claims, and entering what is there already: one step always reaches what stands for it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.actions.actor_edit import edit_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_edit import reword_claim
from claims.actions.claim_merge import merge_claim
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage
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


def merge(kept, *, other):
    """Merge two rows of the same table."""
    (merge_actor if isinstance(kept, Actor) else merge_claim)(kept, other=other)


def test_a_chain_ends_in_one_step_whichever_was_merged_first(register):
    moscow, kremlin, russia = register("Moscow"), register("Kremlin"), register("Russia")
    merge(kremlin, other=moscow)
    merge(russia, other=kremlin)
    assert fresh(moscow).merged_into == fresh(kremlin).merged_into == russia
    assert fresh(moscow).resolved == fresh(russia).resolved == russia
    peter = register("Petersburg")
    merge(fresh(russia), other=peter)
    assert {row.merged_into_id for row in type(russia).objects.exclude(pk=russia.pk)} == {russia.pk}
    assert list(type(russia).objects.current()) == [russia]


def test_no_circle_and_no_merging_twice(register):
    one, two, three = register("One"), register("Two"), register("Three")
    merge(one, other=two)
    for kept, gone in ((two, one), (three, two), (two, three)):
        with pytest.raises(ValidationError, match="merged into another already"):
            merge(fresh(kept), other=fresh(gone))
    with pytest.raises(ValidationError, match=r"into itself\."):
        merge(three, other=three)
    assert fresh(one).merged_into is None and fresh(three).merged_into is None


def test_an_old_copy_in_memory_does_not_hide_a_merge(register):
    one, two, three = register("One"), register("Two"), register("Three")
    stale = fresh(two)
    merge(one, other=two)
    with pytest.raises(ValidationError, match="merged into another already"):
        merge(three, other=stale)
    with pytest.raises(ValidationError, match="merged into another already"):
        merge(stale, other=three)


def test_entering_what_was_merged_answers_what_stands_for_it(register):
    kept, gone = register("Kept"), register("Gone")
    merge(kept, other=gone)
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
        merge_claim(here, other=there)
    assert fresh(there).merged_into is None


def test_merging_changes_no_passage(cast):
    kept, gone = make.claim(cast.collection, "It fell."), make.claim(cast.collection, "It was broken.")
    speaker, other = make.actor("Mayor"), make.actor("The mayor")
    passage = make.passage(cast.article, "the plan", by=cast.edith, speakers=[other], states=[gone])
    merge_claim(kept, other=gone)
    merge_actor(speaker, other=other)
    assert fresh(passage).version == 1 and not passage.events.exists()
    assert fresh(passage).statements.get().claim == gone
    assert fresh(passage).statements.get().claim.resolved == kept
    assert fresh(passage).attributions.get().actor.resolved == speaker


def test_a_merged_actor_is_described_no_more(db):
    kept, gone = make.actor("Kept"), make.actor("Gone")
    merge_actor(kept, other=gone)
    with pytest.raises(ValidationError, match="merged into another"):
        edit_actor(gone, name="Back")


# -- Readings of the same words


def test_a_chain_of_twins_ends_in_one_step(cast):
    set_member(cast.collection, user=cast.otto, role="editor", by=cast.mona)
    edit_collection(cast.collection, editors_per_article=3)
    parts = {"states": [make.claim(cast.collection, "It was safe.")], "speakers": [make.actor("Mayor")]}
    for editor in (cast.edith, cast.egon, cast.otto):
        make.passage(fresh(cast.article), "safe", by=editor, **parts)
        hand_in_reading(editor.assignments.get(), by=editor)
    first, second, third = (editor.passages.get() for editor in (cast.edith, cast.egon, cast.otto))
    with pytest.raises(PermissionDenied):
        merge_passage(first, second, by=cast.edith, version=1)
    for wrong in (first, make.passage(cast.article, "the plan", by=cast.egon)):
        with pytest.raises(ValidationError, match="twin"):
            merge_passage(fresh(first), wrong, by=cast.rita, version=1)
    merge_passage(fresh(first), second, by=cast.rita, version=1)
    merge_passage(fresh(second), third, by=cast.rita, version=1)
    assert fresh(first).same_as == fresh(second).same_as == third
    with pytest.raises(ValidationError, match="another editor’s passage in the same article"):
        merge_passage(fresh(third), first, by=cast.rita, version=1)


# -- Rewording


@pytest.fixture
def cited(cast):
    """A claim that Egon's approved and Edith's submitted passage state."""
    claim = make.claim(cast.collection, "The plan was known.")
    for editor in (cast.edith, cast.egon):
        make.passage(cast.article, "the plan was known", by=editor, states=[claim], speakers=[make.actor("Minister")])
        hand_in_reading(editor.assignments.get(), by=editor)
    approve_passage(cast.egon.passages.get(), by=cast.rita, version=1)
    return claim


def test_rewording_asks_again_for_agreement_by_somebody_else(cast, cited):
    set_member(cast.collection, user=cast.otto, role="reviewer", by=cast.mona)
    assert reword_claim(cited, by=cast.rita, statement="The plan was public.") == 1
    passage = cast.egon.passages.get()
    assert (passage.status, passage.version) == ("submitted", 2)
    with pytest.raises(ValidationError, match="somebody else"):
        approve_passage(passage, by=cast.rita, version=2)
    approve_passage(passage, by=cast.otto, version=2)


def test_rewording_is_no_second_pair_of_eyes_on_what_was_only_handed_in(cast, cited):
    reword_claim(cited, by=cast.rita, statement="The plan was public.")
    passage = cast.edith.passages.get()
    assert (passage.status, passage.version) == ("submitted", 2)
    with pytest.raises(ValidationError, match="somebody else"):
        approve_passage(passage, by=cast.edith, version=2)


def test_spelling_leaves_the_passages_as_they_are(cast, cited):
    assert reword_claim(cited, by=cast.rita, statement="The Plan was known.", spelling=True) == 0
    assert cast.egon.passages.get().status == "approved"


def test_an_editor_rewords_only_what_nobody_agreed_to(cast, cited):
    with pytest.raises(PermissionDenied):
        reword_claim(fresh(cited), by=cast.edith, statement="The plan was public.")
    assert Claim.objects.get().statement == "The plan was known."
