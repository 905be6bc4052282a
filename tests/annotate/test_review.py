"""A second person: what waits is found, decided with a reason, and never one's own."""

import pytest

from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_merge import merge_claim
from claims.actions.collection_edit import edit_collection
from claims.models import Assignment, Passage
from tests import make
from tests.page import plain_page

HX = {"HX-Request": "true"}


@pytest.fixture
def edith(cast, as_user):
    return as_user(cast.edith)


@pytest.fixture
def handed_in(cast):
    passage = make.passage(
        cast.article,
        "the plan",
        by=cast.edith,
        speakers=[make.actor("Minister")],
        states=[make.claim(cast.collection, "It was known.")],
    )
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    return passage


def test_the_reviewer_finds_what_waits_and_approves_it(cast, handed_in, as_user):
    rita = as_user(cast.rita)
    assert cast.article.title in plain_page(rita.get("/review/"))
    response = rita.post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX)
    assert response.status_code == 200 and "everything is decided" in plain_page(response)
    accepted = rita.post(f"/assignments/{Assignment.objects.get().pk}/accept/", follow=True)
    assert "is accepted" in plain_page(accepted)
    assert "Nothing waits" in plain_page(rita.get("/review/"))


def test_nobody_approves_their_own_change(cast, handed_in, edith):
    response = edith.post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX)
    assert response.status_code == 422 and "somebody else has to approve" in plain_page(response)


def test_approving_what_changed_since_it_was_shown_is_refused(cast, handed_in, edith, as_user):
    edith.post(f"/passages/{handed_in.pk}/note/", {"version": 1, "note": "on second thought"}, headers=HX)
    response = as_user(cast.rita).post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX)
    assert response.status_code == 409 and "on second thought" in plain_page(response)


def test_return_and_reopen_ask_for_a_reason(cast, handed_in, as_user):
    rita = as_user(cast.rita)
    for address in ("return", "reopen"):
        response = rita.post(f"/passages/{handed_in.pk}/{address}/", {"version": 1, "reason": " "}, headers=HX)
        assert response.status_code == 422 and "Say why" in plain_page(response)
    rita.post(f"/passages/{handed_in.pk}/return/", {"version": 1, "reason": "Which minister?"}, headers=HX)
    assert "Which minister?" in plain_page(as_user(cast.edith).get(f"/articles/{cast.article.pk}/"))


def test_what_a_reviewer_mended_its_editor_agrees_to_with_one_press(cast, handed_in, edith, as_user):
    as_user(cast.rita).post(f"/passages/{handed_in.pk}/note/", {"version": 1, "note": "mended"}, headers=HX)
    page = plain_page(edith.get(f"/articles/{cast.article.pk}/?passage={handed_in.pk}"))
    assert "Agree" in page
    assert edith.post(f"/passages/{handed_in.pk}/approve/", {"version": 2}, headers=HX).status_code == 200
    assert Passage.objects.get().status == "approved"


def test_where_reading_is_blind_what_waits_for_others_is_listed_apart_and_not_offered(cast, handed_in, as_user):
    edit_collection(cast.collection, blind=True)
    rita = as_user(cast.rita)
    listed = plain_page(rita.get("/review/"))
    assert "Nothing waits for your review" in listed and "waits for 1 other reading" in listed
    page = plain_page(rita.get(f"/articles/{cast.article.pk}/?passage={handed_in.pk}"))
    assert "this article wants 1 more reading before it is reviewed" in page
    assert "approve/" not in page and "return/" not in page and "mark/" not in page
    refused = rita.post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX)
    assert refused.status_code == 422 and "wants 1 more reading" in plain_page(refused)
    hand_in_reading(assign_article(cast.article, editor=cast.egon, by=cast.mona), by=cast.egon)
    assert "waits for" not in plain_page(rita.get("/review/"))
    assert rita.post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX).status_code == 200


def test_a_claim_that_was_merged_since_can_be_taken_off(cast, handed_in, edith):
    mine = handed_in.statements.get().claim
    merge_claim(make.claim(cast.collection, "It was known to all."), other=mine)
    address = f"/passages/{handed_in.pk}/statements/remove/"
    assert edith.post(address, {"version": 1, "claim": mine.pk}, headers=HX).status_code == 200
    assert not handed_in.statements.exists()
