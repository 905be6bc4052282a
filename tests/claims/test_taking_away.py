"""A reading that is taken away, or whose editor is gone: the work stays, and nobody waits for it."""

import pytest
from django.core.exceptions import ValidationError

from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article, assign_next_article, get_or_create_assignment
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.assignment_remove import remove_assignment
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.agreement.handed_in import measured
from claims.models import Article, Assignment, Passage
from claims.permissions import Role
from claims.queries.articles import articles_in_state
from claims.queries.collections import readings_of
from claims.queries.possible_editors import possible_editors
from tests import make
from tests.scenes import more_built_once


@pytest.fixture
@more_built_once
def reading(cast):
    """Edith handed in two passages, one of which came back, and has drawn a third since."""
    parts = {"by": cast.edith, "speakers": [make.actor("Ruritania", "state")]}
    parts["states"] = [make.claim(cast.collection, "The plan was known.")]
    passages = [make.passage(cast.article, words, **parts) for words in ("the plan was known", "the bridge was")]
    reading = Assignment.objects.get()
    hand_in_reading(reading, by=cast.edith)
    passages[0].refresh_from_db()
    return_to_editor(passages[0], by=cast.rita, version=passages[0].version, reason="Which plan?")
    make.passage(cast.article, "a lie", by=cast.edith)
    return reading


def test_the_work_stays_and_comes_back(cast, reading):
    before = list(Passage.objects.order_by("pk").values())
    assert remove_assignment(reading, by=cast.mona)
    assert list(Passage.objects.order_by("pk").values()) == before
    assert not Assignment.objects.of(cast.edith).unfinished().exists()
    given = assign_article(cast.article, editor=cast.edith, by=cast.mona)
    assert given == reading
    assert list(Assignment.objects.unfinished()) == [reading]


def test_nothing_stays_of_a_reading_in_which_nothing_was_done(cast):
    reading = assign_article(cast.article, editor=cast.edith, by=cast.mona)
    assert not remove_assignment(reading, by=cast.mona)
    assert not Assignment.objects.exists()


def test_an_empty_reading_that_was_handed_in_is_work_too(cast):
    reading = assign_article(cast.article, editor=cast.edith, by=cast.mona)
    hand_in_reading(reading, by=cast.edith)
    assert remove_assignment(reading, by=cast.mona)


def test_twice_is_refused(cast, reading):
    remove_assignment(reading, by=cast.mona)
    with pytest.raises(ValidationError) as refused:
        remove_assignment(Assignment.objects.get(), by=cast.mona)
    assert refused.value.code == "taken_away"


def test_its_editor_neither_goes_on_nor_hands_in(cast, reading):
    remove_assignment(reading, by=cast.mona)
    with pytest.raises(ValidationError) as refused:
        make.passage(cast.article, "until May", by=cast.edith)
    assert refused.value.code == "taken_away"
    for hand_in in (
        lambda: hand_in_reading(reading, by=cast.edith),
        lambda: get_or_create_assignment(cast.article, editor=cast.edith, role=Role.EDITOR),
    ):
        with pytest.raises(ValidationError) as refused:
            hand_in()
        assert refused.value.code == "taken_away"


def test_what_is_handed_in_of_it_is_reviewed_and_the_rest_is_not_waited_for(cast, reading):
    assert not Assignment.objects.to_review_by(cast.rita).exists(), "its editor is at it"
    remove_assignment(reading, by=cast.mona)
    waiting = Assignment.objects.to_review_by(cast.rita).with_counts().get()
    assert waiting.submitted == 1
    with pytest.raises(ValidationError) as refused:
        accept_reading(waiting, by=cast.rita)
    assert refused.value.code == "undecided"
    submitted = Passage.objects.get(status="submitted")
    approve_passage(submitted, by=cast.rita, version=submitted.version)
    accept_reading(waiting, by=cast.rita)
    assert not Assignment.objects.to_review_by(cast.rita).exists()


def test_drafts_alone_never_wait_for_review(cast):
    make.passage(cast.article, "a lie", by=cast.edith)
    remove_assignment(Assignment.objects.get(), by=cast.mona)
    assert not Assignment.objects.to_review_by(cast.rita).exists()


def taken_away(cast, reading):
    remove_assignment(reading, by=cast.mona)


def dismissed(cast, reading):
    remove_member(cast.collection, user=cast.edith)


def made_a_reader(cast, reading):
    set_member(cast.collection, user=cast.edith, role=Role.READER, by=cast.mona)


def deactivated(cast, reading):
    cast.edith.is_active = False
    cast.edith.save()


GOING = [taken_away, dismissed, made_a_reader, deactivated]


@pytest.mark.parametrize("goes", GOING)
def test_in_a_blind_collection_its_place_alone_is_waited_for(cast, reading, goes):
    edit_collection(cast.collection, blind=True)
    assert not Passage.objects.readable_by(cast.egon).exists()
    goes(cast, reading)
    assert not Passage.objects.readable_by(cast.egon).exists()
    edit_collection(cast.collection, editors_per_article=1)
    hand_in_reading(assign_article(cast.article, editor=cast.egon, by=cast.mona), by=cast.egon)
    assert Passage.objects.readable_by(cast.egon).count() == 3
    assert Passage.objects.readable_in(cast.collection, user=cast.egon, role=Role.EDITOR).count() == 3


@pytest.mark.parametrize("goes", GOING)
def test_an_unread_place_is_free_again(cast, goes):
    edit_collection(cast.collection, editors_per_article=1)
    make.passage(cast.article, "a lie", by=cast.edith)
    reading = Assignment.objects.get()
    assert assign_next_article(cast.collection, editor=cast.egon) is None
    assert not articles_in_state(cast.collection.articles, "unread").exists()
    goes(cast, reading)
    assert list(articles_in_state(cast.collection.articles, "unread")) == [cast.article]
    assert not articles_in_state(cast.collection.articles, "in_work").exists()
    assert readings_of.all(articles=[cast.article.pk]) == []
    assert assign_next_article(cast.collection, editor=cast.egon) == cast.article


def test_whoever_marks_takes_the_freed_place(cast):
    edit_collection(cast.collection, editors_per_article=1)
    make.passage(cast.article, "a lie", by=cast.edith)
    with pytest.raises(ValidationError) as refused:
        make.passage(cast.article, "a lie", by=cast.egon)
    assert refused.value.code == "no_place"
    remove_assignment(Assignment.objects.get(), by=cast.mona)
    # The objects as they are stored: the article knows its collection.
    make.passage(Article.objects.get(), "a lie", by=cast.egon)
    assert Assignment.objects.counted().get().editor == cast.egon


@pytest.mark.parametrize("goes", GOING[1:])
def test_what_somebody_who_left_handed_in_is_a_reading_of_the_article(cast, reading, goes):
    edit_collection(cast.collection, editors_per_article=1)
    goes(cast, reading)
    assert assign_next_article(cast.collection, editor=cast.egon) is None
    assert list(articles_in_state(cast.collection.articles, "handed_in")) == [cast.article]
    assert list(Assignment.objects.to_review_by(cast.rita)) == [reading]


def test_who_lost_it_is_not_given_it_as_the_next_one_but_others_are(cast, reading):
    remove_assignment(reading, by=cast.mona)
    assert assign_next_article(cast.collection, editor=cast.edith) is None
    assert cast.edith in possible_editors(cast.article)
    assert assign_next_article(cast.collection, editor=cast.egon) == cast.article


def test_agreement_reads_it_as_it_was_handed_in(cast, reading):
    make.passage(
        cast.article, "the plan was known", by=cast.egon, speakers=[make.actor("Rurik")],
        states=[make.claim(cast.collection, "It was known.")],
    )  # fmt: skip
    hand_in_reading(Assignment.objects.get(editor=cast.egon), by=cast.egon)
    before = measured(cast.collection).found.total.figures()
    remove_assignment(reading, by=cast.mona)
    assert measured(cast.collection).found.total.figures() == before
    assert before
