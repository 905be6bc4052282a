"""A second person: what waits is found, decided with a reason, and never one's own."""

import pytest

from claims.models import Assignment, Passage
from tests import make

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
    Assignment.objects.get().hand_in(by=cast.edith)
    return passage


def test_the_reviewer_finds_what_waits_and_approves_it(cast, handed_in, as_user):
    rita = as_user(cast.rita)
    assert cast.article.title in rita.get("/review/").content.decode()
    response = rita.post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX)
    assert response.status_code == 200 and "everything is decided" in response.content.decode()
    accepted = rita.post(f"/assignments/{Assignment.objects.get().pk}/accept/", follow=True)
    assert "is accepted" in accepted.content.decode()
    assert "Nothing waits" in rita.get("/review/").content.decode()


def test_nobody_approves_their_own_change(cast, handed_in, edith):
    response = edith.post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX)
    assert response.status_code == 422 and "somebody else has to approve" in response.content.decode()


def test_approving_what_changed_since_it_was_shown_is_refused(cast, handed_in, edith, as_user):
    edith.post(f"/passages/{handed_in.pk}/note/", {"version": 1, "note": "on second thought"}, headers=HX)
    response = as_user(cast.rita).post(f"/passages/{handed_in.pk}/approve/", {"version": 1}, headers=HX)
    assert response.status_code == 409 and "on second thought" in response.content.decode()


def test_return_and_reopen_ask_for_a_reason(cast, handed_in, as_user):
    rita = as_user(cast.rita)
    for address in ("return", "reopen"):
        response = rita.post(f"/passages/{handed_in.pk}/{address}/", {"version": 1, "reason": " "}, headers=HX)
        assert response.status_code == 422 and "Say why" in response.content.decode()
    rita.post(f"/passages/{handed_in.pk}/return/", {"version": 1, "reason": "Which minister?"}, headers=HX)
    assert "Which minister?" in as_user(cast.edith).get(f"/articles/{cast.article.pk}/").content.decode()


def test_what_a_reviewer_mended_its_editor_agrees_to_with_one_press(cast, handed_in, edith, as_user):
    as_user(cast.rita).post(f"/passages/{handed_in.pk}/note/", {"version": 1, "note": "mended"}, headers=HX)
    page = edith.get(f"/articles/{cast.article.pk}/?passage={handed_in.pk}").content.decode()
    assert "Agree" in page
    assert edith.post(f"/passages/{handed_in.pk}/approve/", {"version": 2}, headers=HX).status_code == 200
    assert Passage.objects.get().status == "approved"
