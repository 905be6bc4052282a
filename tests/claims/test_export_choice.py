"""Which passages an export holds: by status, mark, actor, claim and editor, and by who asks."""

import pytest
from django.core.exceptions import ValidationError

from claims.actions.passage_merge import merge_passage
from claims.exchange.filters import STATUSES, choose, editors_in, known_actors, known_claims
from claims.models import Passage
from tests import make
from tests.claims import scene as scenes

ALL = set(scenes.STATUSES) - {"twin"}


@pytest.fixture
def scene(db: None) -> scenes.Scene:
    return scenes.scene()


def names(scene: scenes.Scene, passages) -> set[str]:
    by_id = {passage.pk: name for name, passage in scene.passages.items()}
    return {by_id[pk] for pk in passages.values_list("pk", flat=True)}


def chosen(scene: scenes.Scene, **words) -> set[str]:
    words.setdefault("statuses", STATUSES)
    return names(scene, choose(scene.collection, **words).passages())


def test_without_a_status_what_is_approved_is_meant(scene):
    assert chosen(scene, statuses=()) == {"interrupted", "denies", "inner", "both"}


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_on_its_own(scene, status):
    assert chosen(scene, statuses=[status]) == {name for name, at in scenes.STATUSES.items() if at == status}


def test_what_is_merged_is_never_exported(scene):
    assert "merged" not in STATUSES and "twin" not in chosen(scene)
    with pytest.raises(ValidationError, match="“merged” is not known here"):
        chosen(scene, statuses=["merged"])


def test_by_mark(scene):
    assert chosen(scene, marks=["quote"]) == {"interrupted", "told"}
    assert chosen(scene, marks=["quote", "refutation"]) == {"interrupted", "told", "denies", "answer"}


def test_by_actor_who_speaks_or_passes_on(scene):
    assert chosen(scene, actor="Strelsau") == {"both", "submitted"}
    assert chosen(scene, actor="gazette") == {"told"}


@pytest.mark.parametrize("words", ["Ada Vane", "minister vane", " a. VANE "])
def test_an_actor_is_known_by_name_and_alias_also_from_before_it_was_merged(scene, words):
    assert chosen(scene, actor=words) == {"interrupted", "formula"}


def test_an_actor_is_known_by_number_also_that_of_one_merged_into_it(scene):
    assert chosen(scene, actor=str(scene.actors["twin state"].pk)) == {"both", "answer"}
    assert chosen(scene, actor=str(scene.actors["state"].pk)) == {"both", "answer"}


def test_by_claim_stated_or_denied(scene):
    assert chosen(scene, claim="the bridge was SAFE until May.") == {"interrupted", "denies", "answer"}
    assert chosen(scene, claim="Until May the bridge was safe.") == {"interrupted", "denies", "answer"}
    assert chosen(scene, claim=str(scene.claims["known"].pk)) == {"denies", "inner"}


def test_by_editor(scene):
    assert chosen(scene, editor="@egon") == {"submitted", "answer", "told", "draft"}


def test_filters_narrow_each_other(scene):
    assert chosen(scene, editor="edith", marks=["assertion"], actor="Ruritania", statuses=["approved"]) == {"both"}


def test_another_collection_has_none_of_it(scene):
    other = make.collection("other")
    assert not choose(other, statuses=STATUSES).passages().exists()
    with pytest.raises(ValidationError, match="This collection has no claim"):
        choose(other, claim=str(scene.claims["known"].pk))
    with pytest.raises(ValidationError, match="Nobody with the user name"):
        choose(other, editor="edith")


def test_every_word_that_means_nothing_is_told_at_its_field(scene):
    with pytest.raises(ValidationError) as refused:
        choose(scene.collection, statuses=["gone"], marks=["lie"], actor="'; DROP TABLE x", claim="%", editor="nobody")
    assert set(refused.value.message_dict) == {"status", "mark", "actor", "claim", "editor"}
    assert refused.value.message_dict["mark"] == ["“lie” is not known here. Choose from: assertion, refutation, quote."]


def test_a_name_that_several_have_asks_for_the_number(scene):
    first, second = make.actor("Georgia", "state"), make.actor("Georgia", "person")
    with pytest.raises(ValidationError, match=rf"{first.pk} .*, {second.pk} .*\. Give the number"):
        choose(scene.collection, actor="Georgia")


def test_a_name_made_of_digits_is_a_name(scene):
    make.actor("600", "group")
    with pytest.raises(ValidationError, match="No actor is called “99999999999999999999”"):
        choose(scene.collection, actor="99999999999999999999")
    assert choose(scene.collection, actor="600").actor.name == "600"


@pytest.mark.parametrize(
    ("person", "role", "held"),
    [
        ("ralf", "reader", {"interrupted", "denies", "inner", "both"}),
        ("edith", "editor", {"interrupted", "denies", "inner", "both", "formula", "withdrawn"}),
        ("egon", "editor", {"interrupted", "denies", "inner", "both", "submitted", "answer", "told", "draft"}),
        ("rita", "reviewer", {"interrupted", "denies", "inner", "both"}),
        ("mona", "manager", ALL),
    ],
)
def test_who_may_export_what(scene, person, role, held):
    passages = choose(scene.collection, statuses=STATUSES).passages()
    assert names(scene, passages.exportable_by(getattr(scene, person), role)) == held


def test_a_tally_counts_by_status_and_mark(scene):
    tally = Passage.objects.in_collection(scene.collection).tally()
    assert sum(tally.values()) == len(scenes.STATUSES)
    assert (tally["approved", "quote"], tally["approved", "assertion"], tally["merged", "quote"]) == (1, 2, 1)


def test_what_can_be_chosen_is_what_is_there(scene):
    assert [person.username for person in editors_in(scene.collection)] == ["@egon", "edith"]
    assert [actor.name for actor in known_actors(scene.collection, 3)] == ["@envoy", "Ada Vane", "Gazette"]
    assert "Kingdom of Ruritania" not in [actor.name for actor in known_actors(scene.collection, 99)]
    assert [claim.statement for claim in known_claims(scene.collection, 2)] == [
        "Nobody read the report.", "The bridge is closed.",
    ]  # fmt: skip


def test_a_twin_must_be_anothers_and_share_words(scene):
    submitted = Passage.objects.get(pk=scene.passages["submitted"].pk)
    for key, message in (("answer", "another editor"), ("withdrawn", "another editor"), ("inner", "share no words")):
        with pytest.raises(ValidationError, match=message):
            merge_passage(submitted, scene.passages[key], by=scene.rita, version=submitted.version)
    assert Passage.objects.get(pk=submitted.pk).status == "submitted"
