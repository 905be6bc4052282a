"""Claims and actors that nothing cites, and who may delete them."""

import pytest

from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.actor_proposal import propose_actor_edit
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_create import get_or_create_claim
from claims.actions.claim_merge import merge_claim
from claims.actions.collection_edit import edit_collection
from claims.actions.member_add import add_member
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.statement_edit import add_statement, remove_statement
from claims.actions.undo import redo, undo
from claims.actions.unused_delete import delete_unused_actors, delete_unused_claims
from claims.history.passages import passage_stories
from claims.models import Claim, User
from claims.queries.unused import actors_to_delete, claims_to_delete
from tests import make
from tests.claims.at_once import by, fresh, meanwhile, reading


def claim_by(person, statement="The dam held.", *, collection):
    return get_or_create_claim(collection=collection, statement=statement, by=person)


def actor_by(person, name="Lighthouse"):
    return get_or_create_actor(name=name, by=person)


def may_delete(person, row):
    found = claims_to_delete(person) if isinstance(row, Claim) else actors_to_delete(person)
    return found.filter(pk=row.pk).exists()


def who_may_delete(cast, row):
    names = ("mona", "edith", "egon", "rita", "ralf", "otto", "olga")
    return [name for name in names if may_delete(getattr(cast, name), row)]


# -- Claims


def test_an_unused_claim_is_deleted_by_its_maker_and_by_who_reviews(cast):
    claim = claim_by(cast.edith, collection=cast.collection)
    assert who_may_delete(cast, claim) == ["mona", "edith", "rita"]
    assert delete_unused_claims([claim.pk], by=cast.edith).numbers == (claim.pk,)
    assert not Claim.objects.filter(pk=claim.pk).exists()
    assert Claim.pgh_event_model.objects.get(pgh_obj_id=claim.pk, pgh_label="delete").statement == "The dam held."


@pytest.mark.parametrize("part", ["states", "denies"])
@pytest.mark.parametrize("status", ["live", "withdrawn"])
def test_a_claim_that_a_passage_names_stays_also_where_that_is_withdrawn(cast, part, status):
    claim = claim_by(cast.edith, collection=cast.collection)
    passage = make.passage(cast.article, "the plan", by=cast.edith, mark="refutation", **{part: [claim]})
    if status == "withdrawn":
        withdraw_passage(fresh(passage), **by(cast.edith, fresh(passage).version))
    assert who_may_delete(cast, claim) == []
    assert delete_unused_claims([claim.pk], by=cast.mona).kept == 1
    assert fresh(claim) == claim


def test_merged_claims_and_those_they_went_into_stay(cast):
    claim, other = (claim_by(cast.edith, words, collection=cast.collection) for words in ("A dam.", "A bridge."))
    merge_claim(claim, other=other)
    assert who_may_delete(cast, claim) == who_may_delete(cast, other) == []


def test_only_the_chosen_claims_of_collections_that_are_ones_own_go(cast):
    harbour = make.collection("harbour", by=cast.olga)
    foreign = claim_by(cast.olga, collection=harbour)
    used = claim_by(cast.edith, "Used.", collection=cast.collection)
    make.passage(cast.article, "the plan", by=cast.edith, states=[used])
    unused, other = (claim_by(cast.edith, words, collection=cast.collection) for words in ("A dam.", "A bridge."))
    done = delete_unused_claims([foreign.pk, used.pk, unused.pk, 99_999_999], by=cast.rita)
    assert (done.numbers, done.kept) == ((unused.pk,), 3)
    assert set(Claim.objects.all()) == {foreign, used, other}


def test_who_reads_blind_learns_nothing_from_what_can_be_deleted(cast):
    edit_collection(cast.collection, blind=True)
    hidden, free = (claim_by(cast.edith, words, collection=cast.collection) for words in ("A dam.", "A bridge."))
    make.passage(cast.article, "the plan", by=cast.egon, states=[hidden])
    assert may_delete(cast.edith, hidden) == may_delete(cast.edith, free) is False
    assert not may_delete(cast.rita, hidden) and may_delete(cast.rita, free)
    lamp, light = (actor_by(cast.edith, name) for name in ("Lamp", "Light"))
    make.passage(cast.article, "a lie", by=cast.egon, speakers=[lamp])
    assert may_delete(cast.edith, lamp) == may_delete(cast.edith, light) is False


def test_a_passages_history_still_names_a_claim_that_was_deleted(cast):
    claim = claim_by(cast.edith, collection=cast.collection)
    passage = make.passage(cast.article, "the plan", by=cast.edith, states=[claim], speakers=[make.actor("Mayor")])
    hand_in_reading(reading(cast, cast.edith), by=cast.edith)
    remove_statement(fresh(passage), claim=claim, **by(cast.rita, fresh(passage).version))
    delete_unused_claims([claim.pk], by=cast.rita)
    told = str(passage_stories([fresh(passage)])[passage.pk])
    assert "The dam held." in told


def test_undo_brings_a_deleted_claim_back(cast):
    claim = claim_by(cast.edith, collection=cast.collection)
    passage = make.passage(cast.article, "the plan", by=cast.edith, states=[claim])
    remove_statement(fresh(passage), claim=claim, **by(cast.edith, fresh(passage).version))
    delete_unused_claims([claim.pk], by=cast.edith)
    undo(article=cast.article, by=cast.edith, action=make.uuid7())
    assert [each.claim for each in fresh(passage).statements.all()] == [Claim.objects.get(pk=claim.pk)]
    redo(article=cast.article, by=cast.edith, action=make.uuid7())
    assert not fresh(passage).statements.exists()


@pytest.mark.django_db(transaction=True)
def test_who_cites_a_claim_while_it_is_deleted_is_told_that_it_is_gone(cast):
    claim = claim_by(cast.edith, collection=cast.collection)
    passage = make.passage(cast.article, "the plan", by=cast.egon)
    outcome = meanwhile(
        lambda: delete_unused_claims([claim.pk], by=cast.edith),
        lambda: add_statement(fresh(passage), claim=claim, **by(cast.egon)),
    )
    assert outcome.code == "gone"


# -- Actors


def test_an_unused_actor_is_deleted_by_its_maker_who_reviews_the_maker_and_register_editors(cast):
    lamp = actor_by(cast.edith)
    assert who_may_delete(cast, lamp) == ["mona", "edith", "rita"]
    User.objects.filter(pk=cast.otto.pk).update(edits_register=True)
    assert may_delete(User.objects.get(pk=cast.otto.pk), lamp)
    assert delete_unused_actors([lamp.pk], by=cast.rita).numbers == (lamp.pk,)


def test_what_came_with_the_register_belongs_to_register_editors(cast):
    assert who_may_delete(cast, make.actor("Seeded")) == []


def test_who_reviews_only_some_of_the_makers_collections_may_not(cast):
    lamp = actor_by(cast.edith)
    harbour = make.collection("harbour", by=cast.olga)
    set_member(harbour, user=cast.edith, role="editor", by=cast.olga)
    assert who_may_delete(cast, lamp) == ["edith"]


def test_adding_the_maker_to_a_collection_of_ones_own_gives_no_right(cast):
    remove_member(cast.collection, user=cast.edith)
    lamp = actor_by(cast.edith)
    add_member(make.collection("harbour", by=cast.olga), username="edith", role="editor", by=cast.olga)
    assert not may_delete(cast.olga, lamp)


def used_as_speaker(cast, lamp):
    make.passage(cast.article, "the plan", by=cast.edith, speakers=[lamp])


def used_in_a_withdrawn_passage(cast, lamp):
    passage = make.passage(cast.article, "the plan", by=cast.edith, speakers=[lamp])
    withdraw_passage(fresh(passage), **by(cast.edith, fresh(passage).version))


def used_as_affiliation(cast, lamp):
    make.actor("Keeper", affiliation=lamp)


def merged_into_it(cast, lamp):
    merge_actor(lamp, other=make.actor("Lamp"))


def merged_into_another(cast, lamp):
    merge_actor(make.actor("Lamp"), other=lamp)


def proposed_about(cast, lamp):
    propose_actor_edit(lamp, by=cast.edith, name="Lamp")


def proposed_as_affiliation(cast, lamp):
    propose_actor_edit(make.actor("Keeper"), by=cast.edith, affiliation=lamp)


@pytest.mark.parametrize(
    "use",
    [
        *(used_as_speaker, used_in_a_withdrawn_passage, used_as_affiliation, merged_into_it, merged_into_another),
        *(proposed_about, proposed_as_affiliation),
    ],
)
def test_an_actor_that_something_names_stays(cast, use):
    lamp = actor_by(cast.edith)
    use(cast, lamp)
    assert who_may_delete(cast, lamp) == []
    assert delete_unused_actors([lamp.pk], by=cast.edith).kept == 1
    assert fresh(lamp) == lamp
