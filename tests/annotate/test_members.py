"""Members and invitations as a manager sees them, and as others do."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotate.forms.collections import RoleForm
from claims.actions.invitation_accept import accept_invitation
from claims.actions.invitation_create import create_invitation
from claims.actions.member_add import MOST_IN_VAIN
from claims.actions.member_set import set_member
from claims.models import Invitation, SecurityEvent
from claims.permissions import Role
from tests import make
from tests.page import plain_page
from tests.seen import seen

PAGE = "/collections/bridge/members/"


def of(cast, person, name: str) -> str:
    return reverse(name, args=["bridge", cast.collection.memberships.get(user=person).pk])


def text_of(answer) -> str:
    return " ".join(plain_page(answer).split())


def read(answer) -> str:
    """The page without its marks."""
    return re.sub("<[^>]*>", "", text_of(answer))


def role_of(cast, person, role: str) -> dict[str, str]:
    """The form that gives the person this role."""
    return {"role": role} | seen(RoleForm, cast.collection.memberships.get(user=person))


def test_everybody_sees_who_is_there_and_only_managers_can_change_it(as_user, cast):
    create_invitation(cast.collection, role=Role.READER, by=cast.mona, note="for Hugo")
    seen, managed = text_of(as_user(cast.ralf).get(PAGE)), text_of(as_user(cast.mona).get(PAGE))
    for name in ("Mona", "Edith", "Egon", "Rita", "Ralf"):
        assert name in seen
        assert f"Change the role of {name}" in managed
    assert "Otto" not in seen
    assert "<select" not in seen
    assert "for Hugo" not in seen
    assert "/invitations/" not in seen


def test_a_manager_gives_another_role(as_user, cast):
    assert (
        as_user(cast.mona).post(of(cast, cast.edith, "member_role"), role_of(cast, cast.edith, "reviewer")).status_code
        == 302
    )
    assert cast.collection.role_of(cast.edith) == Role.REVIEWER


@pytest.mark.parametrize("role", ["", "king", "a\x00"])
def test_a_role_that_is_none(as_user, cast, role):
    answer = as_user(cast.mona).post(of(cast, cast.edith, "member_role"), {"role": role})
    assert answer.status_code == 422
    assert 'role="alert"' in plain_page(answer)
    assert cast.collection.role_of(cast.edith) == Role.EDITOR


def test_the_last_manager_stays(as_user, cast):
    client = as_user(cast.mona)
    for answer in (
        client.post(of(cast, cast.mona, "member_role"), role_of(cast, cast.mona, "reader")),
        client.post(of(cast, cast.mona, "member_remove")),
    ):  # fmt: skip
        assert answer.status_code == 422
        assert "Mona is the only manager" in plain_page(answer)
    assert cast.collection.role_of(cast.mona) == Role.MANAGER


def test_removing_is_asked_first_and_keeps_what_the_person_did(as_user, cast):
    make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    client = as_user(cast.mona)
    page = client.get(of(cast, cast.edith, "member_remove"))
    assert "Remove Edith?" in read(page)
    assert cast.collection.role_of(cast.edith) == Role.EDITOR
    assert client.post(of(cast, cast.edith, "member_remove")).url == PAGE
    assert cast.collection.role_of(cast.edith) is None
    assert cast.article.passages.get().editor == cast.edith


def test_who_removes_themselves_lands_on_their_own_collections(as_user, cast):
    set_member(cast.collection, user=cast.rita, role=Role.MANAGER, by=cast.mona)
    assert as_user(cast.mona).post(of(cast, cast.mona, "member_remove")).url == "/collections/"


def test_a_membership_of_another_collection_is_not_reached_through_ones_own(as_user, cast):
    other = make.collection("harbour", by=cast.otto)
    key = other.memberships.get(user=cast.otto).pk
    for name in ("member_role", "member_remove", "member_password"):
        answer = as_user(cast.mona).post(reverse(name, args=["bridge", key]), {"role": "reader"})
        assert answer.status_code == 404
    assert other.role_of(cast.otto) == Role.MANAGER


def test_an_invitation_is_made_and_its_link_stands_in_the_list(as_user, cast):
    client = as_user(cast.mona)
    answer = client.post("/collections/bridge/invitations/", {"role": "editor", "note": "Hugo"})
    assert answer.url == PAGE
    made = Invitation.objects.get()
    assert (made.role, made.note, made.created_by) == ("editor", "Hugo", cast.mona)
    page = plain_page(client.get(PAGE))
    assert f'<input readonly value="http://localhost/invitations/{made.token}/"' in page
    assert "Hugo" in page


@pytest.mark.parametrize("wrong", [{"role": ""}, {"role": "king"}, {"note": "x" * 201}, {"note": "a\x00"}])
def test_an_invitation_that_will_not_do(as_user, cast, wrong):
    answer = as_user(cast.mona).post("/collections/bridge/invitations/", {"role": "editor", "note": ""} | wrong)
    assert answer.status_code == 422
    assert 'class="errors' in plain_page(answer)
    assert not Invitation.objects.exists()


def test_used_and_expired_ones_are_listed_without_their_link(as_user, cast):
    used, expired = (
        create_invitation(cast.collection, role=Role.READER, by=cast.mona, note=note) for note in ("U", "E")
    )
    accept_invitation(used, user=cast.otto)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(days=1))
    page = text_of(as_user(cast.mona).get(PAGE))
    assert "used by Otto" in read(as_user(cast.mona).get(PAGE))
    assert "expired on" in page
    assert used.token not in page
    assert expired.token not in page


def test_an_open_one_is_taken_back_and_a_used_one_is_not(as_user, cast):
    one, two = (create_invitation(cast.collection, role=Role.READER, by=cast.mona) for _number in range(2))
    accept_invitation(two, user=cast.otto)
    client = as_user(cast.mona)
    assert client.post(reverse("invitation_revoke", args=["bridge", one.pk])).url == PAGE
    answer = client.post(reverse("invitation_revoke", args=["bridge", two.pk]))
    assert answer.status_code == 422
    assert "has been used already" in plain_page(answer)
    assert list(Invitation.objects.all()) == [two]
    assert Invitation.pgh_event_model.objects.filter(pgh_obj_id=one.pk, pgh_label="delete").exists()


def test_an_invitation_of_another_collection_is_not_reached_through_ones_own(as_user, cast):
    other = make.collection("harbour", by=cast.otto)
    theirs = create_invitation(other, role=Role.READER, by=cast.otto)
    assert as_user(cast.mona).post(reverse("invitation_revoke", args=["bridge", theirs.pk])).status_code == 404
    assert Invitation.objects.exists()


def test_a_long_list_is_searched_and_leafed_through(as_user, cast):
    for number in range(60):
        set_member(cast.collection, user=make.user(f"person{number:02}"), role=Role.READER, by=cast.mona)
    client = as_user(cast.ralf)
    assert "Page 1 of 2" in text_of(client.get(PAGE))
    found = text_of(client.get(PAGE, {"q": "PERSON42"}))
    assert "Person42" in found
    assert "Person41" not in found
    assert "Nobody here has a name like that" in text_of(client.get(PAGE, {"q": "nobody"}))
    assert client.get(PAGE, {"q": "%_\\", "page": "no"}).status_code == 200


def test_the_page_asks_no_more_for_more_people_and_invitations(as_user, cast):
    client = as_user(cast.mona)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    def more(names) -> None:
        for name in names:
            person = make.user(name)
            set_member(cast.collection, user=person, role=Role.READER, by=cast.mona)
            create_invitation(cast.collection, role=Role.READER, by=cast.mona)
            accept_invitation(create_invitation(cast.collection, role=Role.READER, by=cast.mona), user=person)

    more(["a1", "a2", "a3"])
    few = queries()
    more(f"b{number}" for number in range(27))
    assert queries() == few <= 10


def test_the_page_of_a_removal_says_what_becomes_of_open_readings(cast, as_user):
    make.passage(cast.article, "a lie", by=cast.egon)
    membership = cast.collection.memberships.get(user=cast.egon)
    html = plain_page(as_user(cast.mona).get(reverse("member_remove", args=["bridge", membership.pk])))
    assert "1 reading is open: nobody waits for it any more" in html
    membership = cast.collection.memberships.get(user=cast.edith)
    html = plain_page(as_user(cast.mona).get(reverse("member_remove", args=["bridge", membership.pk])))
    assert "nobody waits" not in html


# -- Adding somebody who has an account


def add(client, username="otto", role="editor"):
    return client.post(reverse("member_add", args=["bridge"]), {"username": username, "role": role})


def test_somebody_with_an_account_is_added_and_finds_a_note_on_their_desk(as_user, cast):
    page = text_of(as_user(cast.mona).get(PAGE))
    assert "Add somebody who has an account" in page and "Add somebody" not in text_of(as_user(cast.rita).get(PAGE))
    answer = add(as_user(cast.mona), "OTTO", "reviewer")
    assert answer.status_code == 302 and cast.collection.role_of(cast.otto) == Role.REVIEWER
    desk = as_user(cast.otto).get("/")
    assert "Mona added you to “Bridge” as reviewer." in text_of(desk)
    membership = desk.context["added"][0]
    as_user(cast.otto).post(reverse("membership_seen", args=[membership.pk]))
    assert "added you to" not in text_of(as_user(cast.otto).get("/"))
    assert as_user(cast.otto).post(reverse("membership_leave", args=[membership.pk])).status_code == 404


def test_who_was_added_may_leave_at_once(as_user, cast):
    add(as_user(cast.mona))
    otto = as_user(cast.otto)
    membership = cast.collection.memberships.get(user=cast.otto)
    answer = otto.post(reverse("membership_leave", args=[membership.pk]), follow=True)
    assert "You are not a member of “Bridge” any more." in text_of(answer)
    assert cast.collection.role_of(cast.otto) is None


def test_a_note_is_its_persons_alone(as_user, cast):
    add(as_user(cast.mona))
    membership = cast.collection.memberships.get(user=cast.otto)
    for person in (cast.mona, cast.olga):
        for name in ("membership_seen", "membership_leave"):
            assert as_user(person).post(reverse(name, args=[membership.pk])).status_code == 404
    assert cast.collection.memberships.get(user=cast.otto).unseen


def test_a_user_name_that_nobody_has_and_one_of_somebody_deactivated_are_answered_alike(as_user, cast):
    type(cast.otto).objects.filter(pk=cast.otto.pk).update(is_active=False)
    answers = [add(as_user(cast.mona), name) for name in ("zelda", "otto")]
    assert [answer.status_code for answer in answers] == [422, 422]
    told = [text_of(answer).replace("zelda", "otto") for answer in answers]
    assert "Nobody signs in by this user name." in told[0]
    assert without_tokens(told[0]) == without_tokens(told[1])


def without_tokens(page):
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|X-CSRFToken": "[^"]*"', "", page)


def test_names_tried_in_vain_are_counted_and_not_written_down(as_user, cast):
    mona = as_user(cast.mona)
    for number in range(MOST_IN_VAIN):
        assert "Nobody signs in" in text_of(add(mona, f"hunter{number}"))
    assert "You tried many user names" in text_of(add(mona, "otto"))
    assert cast.collection.role_of(cast.otto) is None
    entries = SecurityEvent.objects.filter(person=cast.mona)
    assert {each.event for each in entries} == {"no_such_person", "limit_reached"}
    assert "hunter" not in str([each.details for each in entries])


@pytest.mark.parametrize(
    "sent", [{}, {"username": "otto"}, {"username": "otto", "role": "king"}, {"username": "a\x00b"}]
)
def test_a_form_that_will_not_do_adds_nobody(as_user, cast, sent):
    answer = as_user(cast.mona).post(reverse("member_add", args=["bridge"]), sent)
    assert answer.status_code == 422
    assert cast.collection.role_of(cast.otto) is None
