"""A name that another editor entered first is as good as new to whoever reads blind; afterwards there is one actor."""

import pytest
from django.core.exceptions import ValidationError

from claims.actions.actor_create import get_or_create_actor, get_or_create_actor_by_name
from claims.actions.actor_edit import edit_actor
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_speaker
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_edit import set_passage_mark
from claims.models import Actor, Assignment, Attribution
from claims.queries.exact_matches import actors_meant_by
from tests import make


@pytest.fixture
def blind(cast):
    """Edith and Egon read the same article blind; Egon entered somebody, with all that can be said of them."""
    edit_collection(cast.collection, blind=True)
    cast.first = get_or_create_actor(name="Envoy", kind="person", by=cast.egon, aliases=["The Envoy"], wikidata_id="Q1")
    make.passage(cast.article, "the bridge was", by=cast.egon, speakers=[cast.first])
    return cast


def test_whoever_reads_blind_enters_one_of_their_own(blind):
    own = get_or_create_actor_by_name(name="envoy", kind="person", by=blind.edith)
    assert own.is_new and own != blind.first
    assert (own.twin, own.aliases, own.wikidata_id, own.created_by) == (1, [], "", blind.edith)
    again = get_or_create_actor_by_name(name="Envoy", by=blind.edith)
    assert again == own and not again.is_new
    assert get_or_create_actor_by_name(name="Envoy", kind="person", by=blind.egon) == blind.first


def test_whoever_sees_both_means_the_first(blind):
    get_or_create_actor_by_name(name="Envoy", kind="person", by=blind.edith)
    for person in (blind.rita, None):
        assert get_or_create_actor_by_name(name="Envoy", by=person) == blind.first
        assert get_or_create_actor(name="Envoy", kind="person", by=person) == blind.first
    assert actors_meant_by(Actor.objects, "Envoy (person)") == actors_meant_by(Actor.objects, "Envoy") == [blind.first]


def test_a_name_that_only_hidden_ones_have_is_free_for_a_renaming_too(blind):
    own = get_or_create_actor(name="Envoi", kind="person", by=blind.edith)
    # Nobody else who reads blind may edit an entry.
    blind.edith.edits_register = True
    edit_actor(own, by=blind.edith, name="Envoy", kind="person", qualifier="")
    assert (own.name, own.twin) == ("Envoy", 1)
    seen = make.actor("Ruritania", "person")
    with pytest.raises(ValidationError) as refused:
        edit_actor(own, by=blind.edith, name=seen.name)
    assert refused.value.code == "actor_once"


def test_when_all_have_handed_in_there_is_one_actor(blind):
    own = get_or_create_actor_by_name(name="Envoy", kind="person", by=blind.edith)
    make.passage(blind.article, "the plan was known", by=blind.edith, mark="quote", speakers=[own])
    Attribution.objects.filter(actor=blind.first).update(role="speaker")
    for passage in blind.article.passages.all():
        set_passage_mark(passage, mark="quote", by=passage.editor, version=passage.version, action=make.uuid7())
    for person in (blind.edith, blind.egon):
        own.refresh_from_db()
        assert own.merged_into is None, "while one of them still reads"
        hand_in_reading(Assignment.objects.get(article=blind.article, editor=person), by=person)
    own.refresh_from_db()
    assert own.merged_into == blind.first
    assert get_or_create_actor_by_name(name="Envoy", by=blind.edith) == blind.first


def test_it_is_one_actor_too_when_reading_is_blind_no_more(blind):
    own = get_or_create_actor_by_name(name="Envoy", kind="person", by=blind.edith)
    edit_collection(blind.collection, blind=False)
    own.refresh_from_db()
    assert own.merged_into == blind.first


def test_undo_takes_a_twin_along_and_leaves_the_first(blind):
    from claims.models import Change

    passage = make.passage(blind.article, "the plan was known", by=blind.edith)
    own = get_or_create_actor_by_name(name="Envoy", kind="person", by=blind.edith)
    add_speaker(passage, actor=own, by=blind.edith, version=passage.version, action=make.uuid7())
    assert own.pk in Change.objects.latest("pk").new_actors
