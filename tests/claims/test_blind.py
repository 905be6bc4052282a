"""Blind reading: what an article waits for, what is refused meanwhile, who is told, and what arises from it."""

import pytest
from django.core.exceptions import ValidationError

from claims.actions.actor_create import get_or_create_actor, get_or_create_actor_by_name
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import set_unattributed
from claims.actions.claim_create import get_or_create_claim
from claims.actions.claim_edit import reword_claim
from claims.actions.claim_merge import merge_claim
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage, reopen_passage, return_to_editor
from claims.models import Actor, Article, Assignment, Claim, Passage
from claims.models.blind import Awaited, awaited_in
from claims.permissions import Role
from claims.queries.blind_changes import revealed_by
from tests import make
from tests.scenes import more_built_once


@pytest.fixture
@more_built_once
def blind(cast):
    """Two are to read each article, blind; Edith has handed in one passage, Egon reads."""
    edit_collection(cast.collection, blind=True)
    cast.parts = {"speakers": [make.actor("Minister")], "states": [worded(cast, cast.edith, "It was known.")]}
    cast.passage = make.passage(cast.article, "the plan was known", by=cast.edith, **cast.parts)
    hand_in_reading(reading(cast, cast.edith), by=cast.edith)
    assign_article(cast.article, editor=cast.egon, by=cast.mona)
    return cast


def worded(cast, person, statement):
    return get_or_create_claim(collection=cast.collection, statement=statement, by=person)


def reading(cast, person):
    return Assignment.objects.get(article=cast.article, editor=person)


def article(cast):
    return Article.objects.select_related("collection").get(pk=cast.article.pk)


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def seen_by(person):
    return {passage.exact for passage in Passage.objects.readable_by(person)}


def finish(cast, person):
    hand_in_reading(reading(cast, person), by=person)


# -- What is waited for -------------------------------------------------------------------------------


def test_it_waits_for_whoever_has_not_handed_in(blind):
    assert awaited_in(article(blind)).names == ("Egon",)
    assert "Egon has not handed in" in awaited_in(article(blind)).sentence
    finish(blind, blind.egon)
    assert not awaited_in(article(blind))


def test_it_waits_for_places_that_nobody_took(blind):
    reading(blind, blind.egon).delete()
    awaited = awaited_in(article(blind))
    assert (awaited.names, awaited.places) == ((), 1)
    assert "wants 1 more reading" in awaited.sentence
    assert seen_by(blind.egon) == set(), "whoever comes second does not begin with the first one's passages"
    edit_collection(blind.collection, editors_per_article=1)
    assert not awaited_in(article(blind)) and seen_by(blind.egon) == {"the plan was known"}


def test_where_reading_is_not_blind_nothing_is_waited_for_or_asked(blind, django_assert_num_queries):
    edit_collection(blind.collection, blind=False)
    found = article(blind)
    with django_assert_num_queries(0):
        assert not awaited_in(found)


def test_what_is_marked_after_handing_in_is_waited_for_what_is_mended_is_not(blind):
    finish(blind, blind.egon)
    mine = make.passage(blind.article, "a lie", by=blind.egon, mark="quote")
    assert awaited_in(article(blind)).names == ("Egon",)
    assert "a lie" not in seen_by(blind.edith) and "the plan was known" not in seen_by(blind.egon)
    set_unattributed(mine, unattributed=True, by=blind.egon, version=1, action=make.uuid7())
    finish(blind, blind.egon)
    return_to_editor(fresh(mine), by=blind.rita, version=2, reason="Who?")
    assert not awaited_in(article(blind)), "else no review could go on after the first return"
    assert approve_passage(fresh(blind.passage), by=blind.rita, version=1) is None
    set_unattributed(fresh(mine), unattributed=False, by=blind.egon, version=2, action=make.uuid7())
    assert not awaited_in(article(blind))


def test_a_reader_who_comes_later_sees_nothing_and_hides_it_from_all_editors_again(blind):
    finish(blind, blind.egon)
    assert seen_by(blind.egon) == {"the plan was known"}
    late = make.user("late")
    set_member(blind.collection, user=late, role=Role.EDITOR, by=blind.mona)
    assert seen_by(late) == {"the plan was known"}
    assign_article(blind.article, editor=late, by=blind.mona)
    assert seen_by(late) == seen_by(blind.egon) == set()
    assert seen_by(blind.edith) == seen_by(blind.rita) == seen_by(blind.mona) == {"the plan was known"}
    finish(blind, late)
    assert seen_by(late) == seen_by(blind.egon) == {"the plan was known"}


@pytest.mark.parametrize("leaves", ["the collection", "for good", "editing"])
def test_nobody_waits_for_who_cannot_hand_in_any_more(blind, leaves):
    if leaves == "the collection":
        remove_member(blind.collection, user=blind.egon)
    elif leaves == "for good":
        blind.egon.is_active = False
        blind.egon.save()
    else:
        set_member(blind.collection, user=blind.egon, role=Role.READER, by=blind.mona)
    assert awaited_in(article(blind)) == Awaited(places=1), "for somebody else to take"
    edit_collection(blind.collection, editors_per_article=1)
    assert not awaited_in(article(blind))


def test_what_a_reviewer_marks_unasked_holds_nothing_up_a_reading_given_to_one_does(blind):
    finish(blind, blind.egon)
    make.passage(blind.article, "a lie", by=blind.rita, role=Role.REVIEWER)
    assert not awaited_in(article(blind))
    assign_article(blind.article, editor=blind.mona, by=blind.rita)
    assert awaited_in(article(blind)).names == ("Mona",)


# -- What is refused meanwhile ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verb",
    [
        lambda cast, it: approve_passage(it, by=cast.rita, version=1),
        lambda cast, it: return_to_editor(it, by=cast.rita, version=1, reason="Who?"),
        lambda cast, it: set_passage_note(it, note="mended", by=cast.rita, version=1, action=make.uuid7()),
        lambda cast, it: merge_passage(it, it, by=cast.rita, version=1),
        lambda cast, it: accept_reading(reading(cast, cast.edith), by=cast.mona),
    ],
    ids=["approve", "return", "mend", "merge", "accept"],
)
def test_nothing_is_reviewed_before_all_have_handed_in(blind, verb):
    with pytest.raises(ValidationError, match="Egon has not handed in") as refused:
        verb(blind, fresh(blind.passage))
    assert refused.value.code == "being_read"
    assert (fresh(blind.passage).status, fresh(blind.passage).version) == ("submitted", 1)


def test_the_editor_who_would_agree_is_not_told_who_reads(blind):
    finish(blind, blind.egon)
    set_passage_note(fresh(blind.passage), note="mended", by=blind.rita, version=1, action=make.uuid7())
    reading(blind, blind.egon)
    make.passage(blind.article, "a lie", by=blind.egon)
    with pytest.raises(ValidationError) as refused:
        approve_passage(fresh(blind.passage), by=blind.edith, version=2)
    assert "Egon" not in str(refused.value) and "all readings are handed in" in str(refused.value)


def test_an_approval_can_be_taken_back_at_any_time(blind):
    finish(blind, blind.egon)
    approve_passage(fresh(blind.passage), by=blind.rita, version=1)
    make.passage(blind.article, "a lie", by=blind.egon)
    reopen_passage(fresh(blind.passage), by=blind.rita, version=1, reason="Wrong claim.")
    assert fresh(blind.passage).status == "returned"


def test_an_editor_who_finds_no_place_is_not_told_who_took_them(blind):
    late = make.user("late")
    with pytest.raises(ValidationError) as refused:
        make.passage(blind.article, "a lie", by=late)
    assert "Edith" not in str(refused.value) and refused.value.code == "no_place"


def test_the_list_for_reviewers_is_parted(blind):
    waiting = Assignment.objects.to_review_by(blind.rita)
    assert not waiting.reviewable() and [each.awaited for each in waiting.held_back()] == [1]
    reading(blind, blind.egon).delete()
    assert [each.awaited for each in waiting.held_back()] == [1], "a free place is waited for as well"
    hand_in_reading(assign_article(blind.article, editor=blind.egon, by=None), by=blind.egon)
    assert len(waiting.reviewable()) == 2 and not waiting.held_back()


# -- Claims and actors --------------------------------------------------------------------------------


def test_the_same_words_make_twins_that_a_reviewer_can_merge(blind):
    first = worded(blind, blind.edith, "It was known.")
    twin = worded(blind, blind.egon, "It was known.")
    assert twin != first and twin.is_new
    assert worded(blind, blind.egon, "it was KNOWN.") == twin, "one's own is found"
    assert worded(blind, blind.rita, "It was known.") == first
    merge_claim(first, other=twin)
    assert worded(blind, blind.egon, "It was known.") == first


def test_once_all_have_read_the_others_claim_is_found(blind):
    finish(blind, blind.egon)
    assert worded(blind, blind.egon, "It was known.") == blind.parts["states"][0]


def test_rewording_does_not_tell_that_a_hidden_claim_has_these_words(blind):
    mine = worded(blind, blind.egon, "Nobody knew.")
    reword_claim(mine, by=blind.egon, statement="It was known.")
    assert Claim.objects.filter(statement="It was known.").count() == 2


def test_an_actor_of_another_editor_is_unknown_until_seen_and_naming_it_enters_another(blind):
    envoy = get_or_create_actor(name="Envoy", kind="person", by=blind.edith, aliases=["Moss"])
    make.passage(blind.article, "a lie", by=blind.edith, speakers=[envoy])
    known = Actor.objects.known_to(blind.egon)
    assert not known.contains(envoy) and Actor.objects.known_to(blind.rita).contains(envoy)
    assert get_or_create_actor_by_name(name="Moss", by=blind.egon).name == "Moss", "no alias gives it away"
    own = get_or_create_actor_by_name(name="envoy", kind="person", by=blind.egon)
    assert own != envoy and own.is_new, "see test_actor_twins"
    make.passage(blind.article, "the bridge was", by=blind.egon, speakers=[own])
    assert known.contains(own) and not known.contains(envoy)


def test_the_register_is_no_evidence(blind):
    seed = make.actor("Gazette", "media")
    listed = get_or_create_actor(name="Listed", by=blind.mona)
    make.passage(blind.article, "a lie", by=blind.edith, speakers=[seed, listed])
    assert {"Gazette", "Listed"} <= {actor.name for actor in Actor.objects.known_to(blind.egon)}


# -- Switching it off ---------------------------------------------------------------------------------


def test_what_a_change_of_the_settings_would_show_is_counted(blind):
    here = blind.collection
    off = revealed_by(here, blind=False, editors_per_article=2)
    assert (off.articles, off.readings) == (1, 1) and "1 article with passages" in off.sentence
    assert not revealed_by(here, blind=True, editors_per_article=3)
    assert not revealed_by(here, blind=True, editors_per_article=1), "Egon still reads"
    reading(blind, blind.egon).delete()
    fewer = revealed_by(here, blind=True, editors_per_article=1)
    assert (fewer.articles, fewer.readings) == (1, 0)
    finish_all = assign_article(blind.article, editor=blind.egon, by=blind.mona)
    hand_in_reading(finish_all, by=blind.egon)
    assert not revealed_by(here, blind=False, editors_per_article=2)
