"""A name that another editor entered first is as good as new to whoever reads blind; afterwards there is one actor."""

import pytest
from django.core.exceptions import ValidationError

from claims.models import Actor, Assignment, Attribution
from tests import make


@pytest.fixture
def blind(cast):
    """Edith and Egon read the same article blind; Egon entered somebody, with all that can be said of them."""
    cast.collection.describe(blind=True)
    cast.first = Actor.introduce(name="Envoy", kind="person", by=cast.egon, aliases=["The Envoy"], wikidata_id="Q1")
    make.passage(cast.article, "the bridge was", by=cast.egon, speakers=[cast.first])
    return cast


def test_whoever_reads_blind_enters_one_of_their_own(blind):
    own = Actor.called(name="envoy", kind="person", by=blind.edith)
    assert own.is_new and own != blind.first
    assert (own.twin, own.aliases, own.wikidata_id, own.created_by) == (1, [], "", blind.edith)
    again = Actor.called(name="Envoy", by=blind.edith)
    assert again == own and not again.is_new
    assert Actor.called(name="Envoy", kind="person", by=blind.egon) == blind.first


def test_whoever_sees_both_means_the_first(blind):
    Actor.called(name="Envoy", kind="person", by=blind.edith)
    for person in (blind.rita, None):
        assert Actor.called(name="Envoy", by=person) == blind.first
        assert Actor.introduce(name="Envoy", kind="person", by=person) == blind.first
    assert Actor.objects.meant_by("Envoy (person)") == Actor.objects.meant_by("Envoy") == [blind.first]


def test_a_name_that_only_hidden_ones_have_is_free_for_a_renaming_too(blind):
    own = Actor.introduce(name="Envoi", kind="person", by=blind.edith)
    own.describe(by=blind.edith, name="Envoy", kind="person", qualifier="")
    assert (own.name, own.twin) == ("Envoy", 1)
    seen = make.actor("Ruritania", "person")
    with pytest.raises(ValidationError) as refused:
        own.describe(by=blind.edith, name=seen.name)
    assert refused.value.code == "actor_once"


def test_when_all_have_handed_in_there_is_one_actor(blind):
    own = Actor.called(name="Envoy", kind="person", by=blind.edith)
    make.passage(blind.article, "the plan was known", by=blind.edith, mark="quote", speakers=[own])
    Attribution.objects.filter(actor=blind.first).update(role="speaker")
    for passage in blind.article.passages.all():
        passage.set_mark(mark="quote", by=passage.editor, version=passage.version, action=make.uuid7())
    for person in (blind.edith, blind.egon):
        own.refresh_from_db()
        assert own.merged_into is None, "while one of them still reads"
        Assignment.objects.get(article=blind.article, editor=person).hand_in(by=person)
    own.refresh_from_db()
    assert own.merged_into == blind.first
    assert Actor.called(name="Envoy", by=blind.edith) == blind.first


def test_it_is_one_actor_too_when_reading_is_blind_no_more(blind):
    own = Actor.called(name="Envoy", kind="person", by=blind.edith)
    blind.collection.describe(blind=False)
    own.refresh_from_db()
    assert own.merged_into == blind.first


def test_undo_takes_a_twin_along_and_leaves_the_first(blind):
    from claims.models import Change

    passage = make.passage(blind.article, "the plan was known", by=blind.edith)
    own = Actor.called(name="Envoy", kind="person", by=blind.edith)
    passage.add_speaker(actor=own, by=blind.edith, version=passage.version, action=make.uuid7())
    assert own.pk in Change.objects.latest("pk").new_actors
