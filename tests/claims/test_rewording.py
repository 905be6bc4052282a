"""Rewording a claim: what was agreed to on the old words has to be agreed to again."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_edit import reword_claim
from claims.actions.claim_merge import merge_claim
from claims.actions.member_set import set_member
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.refusals import Stale
from claims.actions.statement_edit import add_statement, remove_statement
from claims.models import Assignment, Claim, Passage
from tests import make
from tests.scenes import more_built_once


@pytest.fixture
@more_built_once
def scene(cast):
    """A claim, and a passage in each status that cites it."""
    cast.claim = make.claim(cast.collection, "The plan was known.")
    ruritania = make.actor("Ruritania", "state")
    words = {
        "approved": "the plan was known",
        "submitted": "“Nobody told us,”",
        "returned": "the bridge was",
        "draft": "a lie",
    }
    cast.passages = {
        status: make.passage(cast.article, text, by=cast.edith, speakers=[ruritania], states=[cast.claim])
        for status, text in words.items()
        if status != "draft"
    }
    reading = Assignment.objects.get()
    hand_in_reading(reading, by=cast.edith)
    refresh(cast)
    passages = cast.passages
    approve_passage(passages["approved"], by=cast.rita, version=passages["approved"].version)
    return_to_editor(passages["returned"], by=cast.rita, version=passages["returned"].version, reason="Who?")
    passages["draft"] = make.passage(
        cast.article, words["draft"], by=cast.edith, mark="refutation", speakers=[ruritania], denies=[cast.claim]
    )
    refresh(cast)
    return cast


def refresh(cast):
    for passage in cast.passages.values():
        passage.refresh_from_db()
    cast.claim.refresh_from_db()


def states(cast):
    refresh(cast)
    return {name: (passage.status, passage.version) for name, passage in cast.passages.items()}


def test_what_is_approved_waits_again_for_somebody_else_than_who_reworded(scene):
    before = states(scene)
    assert reword_claim(scene.claim, by=scene.rita, statement=" The plan was  no secret. ") == 1
    after = states(scene)
    assert scene.claim.statement == "The plan was no secret."
    assert after["approved"] == ("submitted", before["approved"][1] + 1)
    assert after["submitted"] == ("submitted", before["submitted"][1] + 1)
    assert (after["returned"], after["draft"]) == (before["returned"], before["draft"])
    passage = scene.passages["approved"]
    with pytest.raises(ValidationError, match="somebody else"):
        approve_passage(passage, by=scene.rita, version=passage.version)
    approve_passage(passage, by=scene.edith, version=passage.version)


def test_what_was_agreed_to_is_kept_on_record_in_the_old_words(scene):
    reword_claim(scene.claim, by=scene.rita, statement="The plan was no secret.")
    milestone = scene.passages["approved"].milestones.last()
    assert (milestone.verdict, milestone.by) == ("reopened", scene.rita)
    assert "The plan was known." in milestone.note
    assert milestone.snapshot["states"][0]["statement"] == "The plan was known."


def test_whoever_looks_at_the_old_words_cannot_approve_them(scene):
    seen = Passage.objects.get(pk=scene.passages["submitted"].pk)
    reword_claim(scene.claim, by=scene.mona, statement="The plan was no secret.")
    with pytest.raises(Stale):
        approve_passage(seen, by=scene.rita, version=seen.version)


def test_an_accepted_reading_waits_for_review_again(cast):
    claim = make.claim(cast.collection, "The plan was known.")
    passage = make.passage(
        cast.article, "the plan was known", by=cast.edith, speakers=[make.actor("R")], states=[claim]
    )
    reading = Assignment.objects.get()
    hand_in_reading(reading, by=cast.edith)
    passage.refresh_from_db()
    approve_passage(passage, by=cast.rita, version=passage.version)
    accept_reading(reading, by=cast.rita)
    assert not Assignment.objects.to_review_by(cast.rita).exists()
    reword_claim(claim, by=cast.rita, statement="It was known.")
    assert Assignment.objects.to_review_by(cast.rita).get() == reading


def test_declared_spelling_leaves_the_passages_and_says_so_in_the_history(scene):
    before = states(scene)
    assert reword_claim(scene.claim, by=scene.rita, statement="The Plan was known.", spelling=True) == 0
    assert states(scene) == before
    event = scene.claim.events.order_by("pgh_id").last()
    assert (event.statement, event.pgh_context["spelling"]) == ("The plan was known.", True)


def test_the_history_tells_other_rewordings_from_that(scene):
    reword_claim(scene.claim, by=scene.rita, statement="The plan was no secret.")
    assert scene.claim.events.order_by("pgh_id").last().pgh_context["spelling"] is False


@pytest.mark.parametrize("spelling", [True, False])
def test_an_editor_does_not_reword_what_approved_passages_cite(scene, spelling):
    with pytest.raises(PermissionDenied):
        reword_claim(scene.claim, by=scene.egon, statement="The plan was no secret.", spelling=spelling)
    refresh(scene)
    assert scene.claim.statement == "The plan was known."
    assert scene.passages["submitted"].changed_by == scene.edith


def test_an_editor_rewords_what_no_approved_passage_cites(cast):
    claim = make.claim(cast.collection, "The plan was known.")
    make.passage(cast.article, "the plan was known", by=cast.edith, states=[claim])
    assert reword_claim(claim, by=cast.egon, statement="It was known.") == 0
    with pytest.raises(PermissionDenied):
        reword_claim(claim, by=cast.egon, statement="It was  Known.", spelling=True)


def test_passages_of_a_claim_merged_into_it_count_too(scene):
    kept = make.claim(scene.collection, "It was no secret.")
    merge_claim(kept, other=scene.claim)
    with pytest.raises(PermissionDenied):
        reword_claim(kept, by=scene.egon, statement="It was an open secret.")
    assert reword_claim(kept, by=scene.rita, statement="It was an open secret.") == 1


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("", "needs a sentence"),
        ("  ", "needs a sentence"),
        ("One; two.", "semicolon"),
        ("The plan was known.", "the words it has"),
        ("the PLAN was secret.", "in these words already"),
    ],
)
def test_words_that_cannot_be_change_nothing(scene, statement, reason):
    make.claim(scene.collection, "The plan was secret.")
    before = states(scene)
    with pytest.raises(ValidationError, match=reason):
        reword_claim(scene.claim, by=scene.rita, statement=statement)
    assert states(scene) == before
    assert scene.claim.statement == "The plan was known."


def test_a_merged_claim_is_not_reworded(scene):
    merge_claim(make.claim(scene.collection, "It was no secret."), other=scene.claim)
    with pytest.raises(ValidationError, match="merged into another"):
        reword_claim(scene.claim, by=scene.rita, statement="New.")


def test_the_words_of_a_claim_in_another_collection_are_free(scene):
    make.claim(make.collection("other", by=scene.otto), "It was an open secret.")
    reword_claim(scene.claim, by=scene.rita, statement="It was an open secret.")


@pytest.mark.django_db(transaction=True)
def test_whoever_cites_the_claim_meanwhile_waits_for_nobody_in_a_circle():
    """A passage that is being changed to cite the claim, and the claim being reworded, do not lock each other."""
    mona, edith = make.user("mona"), make.user("edith")
    collection = make.collection(by=mona)
    set_member(collection, user=edith, role="editor", by=mona)
    article, claim = make.article(collection), make.claim(collection, "The plan was known.")
    passage = make.passage(article, "the plan was known", by=edith, speakers=[make.actor("R")], states=[claim])
    hand_in_reading(Assignment.objects.get(), by=edith)
    passage.refresh_from_db()
    holding = threading.Event()

    def reword():
        holding.wait(10)
        try:
            reword_claim(Claim.objects.get(pk=claim.pk), by=mona, statement="It was no secret.")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        rewording = pool.submit(reword)
        with transaction.atomic():
            set_passage_note(passage, note="held", by=edith, version=passage.version, action=make.uuid7())
            holding.set()
            # The other one now waits for the passage; what is done to the claim must not wait for it in turn.
            with pytest.raises(TimeoutError):
                rewording.result(0.5)
            remove_statement(passage, claim=claim, by=edith, version=passage.version, action=make.uuid7())
            add_statement(passage, claim=claim, by=edith, version=passage.version, action=make.uuid7())
        rewording.result(10)
    assert Claim.objects.get().statement == "It was no secret."
