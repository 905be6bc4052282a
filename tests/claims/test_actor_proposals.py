"""Proposals to change the register: made by whoever marks, decided by those whose work shows the actor."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.actor_proposal import accept_proposal, decline_proposal, propose_actor_edit, propose_actor_merge
from claims.actions.attribution_edit import add_speaker
from claims.actions.collection_edit import edit_collection
from claims.history import actor_story
from claims.models import Actor, ActorProposal, Collection
from claims.queries.proposals import answered_lately, to_decide_by
from tests import make
from tests.cast import olgas_collection
from tests.scenes import more_built_once


@pytest.fixture
@more_built_once
def scene(cast):
    """Bridge, which a command started, cites the Baron and the old Baron; Olga manages a collection of her own."""
    Collection.objects.update(created_by=None)
    olgas_collection(cast)
    cast.baron, cast.old = make.actor("Baron", "person"), make.actor("Old Baron", "person")
    make.passage(cast.article, "the plan was known", by=cast.edith, speakers=[cast.baron, cast.old])
    return cast


def fresh(actor):
    return Actor.objects.get(pk=actor.pk)


@pytest.mark.parametrize("person", ["edith", "olga", "rita"])
def test_an_accepted_description_is_done_in_the_name_of_who_accepts(scene, person):
    proposal = propose_actor_edit(
        scene.baron, by=getattr(scene, person), name="Baron Munch", kind="person", aliases=["Munch"], reason="So."
    )
    assert (proposal.fields, fresh(scene.baron).name) == (["name", "aliases"], "Baron")
    accept_proposal(proposal, by=scene.rita)
    proposal.refresh_from_db()
    assert (fresh(scene.baron).name, fresh(scene.baron).aliases) == ("Baron Munch", ["Munch"])
    assert (proposal.state, proposal.decided_by, proposal.decided_at is None) == ("accepted", scene.rita, False)
    assert actor_story(fresh(scene.baron))[-1].remark == "Somebody had proposed it."


def test_an_accepted_merge_is_done(scene):
    accept_proposal(propose_actor_merge(scene.baron, other=scene.old, by=scene.olga), by=scene.rita)
    assert fresh(scene.old).merged_into == scene.baron


def test_a_declined_one_changes_nothing_and_its_proposer_is_told_why(scene):
    proposal = propose_actor_edit(scene.baron, by=scene.edith, name="Count")
    decline_proposal(proposal, by=scene.rita, answer=" He is none. ")
    assert fresh(scene.baron).name == "Baron"
    [answered] = answered_lately(scene.edith)
    assert (answered.state, answered.answer, answered.decided_by.name) == ("declined", "He is none.", "Rita")
    assert answered_lately(scene.rita) == []


def test_it_is_decided_on_once(scene):
    proposal = propose_actor_edit(scene.baron, by=scene.edith, name="Count")
    accept_proposal(proposal, by=scene.rita)
    for decide in (lambda: accept_proposal(proposal, by=scene.mona),
                   lambda: decline_proposal(proposal, by=scene.mona, answer="No.")):  # fmt: skip
        with pytest.raises(ValidationError, match="decided on this already"):
            decide()


@pytest.mark.parametrize("person", ["edith", "olga", "ralf", "otto"])
def test_nobody_else_decides(scene, person):
    by = getattr(scene, person)
    for proposal in (
        propose_actor_edit(scene.baron, by=scene.edith, name="Count"),
        propose_actor_merge(scene.baron, other=scene.old, by=scene.edith),
    ):
        with pytest.raises(PermissionDenied):
            accept_proposal(proposal, by=by)
        with pytest.raises(PermissionDenied):
            decline_proposal(proposal, by=by, answer="No.")
    assert to_decide_by(by) == [] and ActorProposal.objects.open().count() == 2


def test_a_merge_waits_for_somebody_who_may_change_both(scene):
    duke = make.actor("Duke", "person")
    proposal = propose_actor_merge(scene.baron, other=duke, by=scene.edith)
    assert to_decide_by(scene.rita) == []
    scene.otto.edits_register = True
    assert to_decide_by(scene.otto) == [proposal]
    with pytest.raises(PermissionDenied):
        accept_proposal(proposal, by=scene.rita)


@pytest.mark.parametrize("person", ["ralf", "otto"])
def test_whoever_marks_nowhere_proposes_nothing(scene, person):
    with pytest.raises(PermissionDenied):
        propose_actor_edit(scene.baron, by=getattr(scene, person), name="Count")
    with pytest.raises(PermissionDenied):
        propose_actor_merge(scene.baron, other=scene.old, by=getattr(scene, person))


def test_what_changes_nothing_is_no_proposal_and_the_same_twice_is_one(scene):
    with pytest.raises(ValidationError, match="how it stands already"):
        propose_actor_edit(scene.baron, by=scene.edith, name="Baron", kind="person")
    for _ in range(2):
        propose_actor_edit(scene.baron, by=scene.edith, name="Count")
        propose_actor_merge(scene.baron, other=scene.old, by=scene.edith)
    assert ActorProposal.objects.count() == 2


def test_what_cannot_be_done_stays_open_and_is_told(scene):
    make.actor("Count", "person")
    proposal = propose_actor_edit(scene.baron, by=scene.edith, name="Count")
    with pytest.raises(ValidationError, match="There is an actor of this name"):
        accept_proposal(proposal, by=scene.rita)
    assert ActorProposal.objects.get().is_open
    merge = propose_actor_merge(scene.baron, other=scene.old, by=scene.edith)
    merge_actor(scene.baron, other=scene.old)
    with pytest.raises(ValidationError, match="merged into another already"):
        accept_proposal(merge, by=scene.rita)
    with pytest.raises(ValidationError, match="merged into another already"):
        propose_actor_merge(scene.baron, other=fresh(scene.old), by=scene.edith)


def test_a_proposal_about_a_hidden_actor_is_hidden_and_so_is_what_another_editor_proposes(scene):
    """From whoever reads blind, even where they keep the register."""
    edit_collection(scene.collection, blind=True)
    hidden = get_or_create_actor(name="Hidden", by=scene.egon)
    scene.edith.edits_register = True
    own = propose_actor_edit(scene.baron, by=scene.edith, name="Count")
    propose_actor_edit(scene.baron, by=scene.egon, name="Seen by Egon")
    propose_actor_merge(scene.baron, other=hidden, by=scene.rita)
    propose_actor_edit(scene.old, by=scene.rita, affiliation=hidden)
    propose_actor_edit(hidden, by=scene.rita, name="Known to reviewers")
    assert to_decide_by(scene.edith) == [own]
    scene.otto.edits_register = True
    assert len(to_decide_by(scene.otto)) == 5


def test_an_actor_that_somebody_proposes_to_change_outlives_the_undo_of_its_mark(scene):
    from claims.actions.undo import undo

    passage = make.passage(scene.article, "said", by=scene.edith)
    new = get_or_create_actor(name="Rusia", by=scene.edith)
    add_speaker(passage, actor=new, by=scene.edith, version=1, action=make.uuid7())
    propose_actor_edit(new, by=scene.egon, name="Russia")
    undo(article=scene.article, by=scene.edith, action=make.uuid7())
    assert Actor.objects.filter(pk=new.pk).exists() and not passage.attributions.exists()
