"""The page behind an invitation's link: joining once, and nothing changed where it cannot be."""

import threading
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.actions.invitation_accept import accept_invitation
from claims.actions.invitation_create import create_invitation
from claims.actions.invitation_revoke import revoke_invitation
from claims.actions.member_set import remove_member, set_member
from claims.actions.person_deactivate import deactivate_person
from claims.models import Collection, Invitation, Membership, User
from claims.permissions import Role
from tests import make
from tests.claims.at_once import meanwhile
from tests.page import plain_page

NEWCOMER = {"name": "Nora New", "username": "nora", "password1": "the-dam-holds-7", "password2": "the-dam-holds-7"}


@pytest.fixture
def invitation(cast) -> Invitation:
    return create_invitation(cast.collection, role=Role.REVIEWER, by=cast.mona, note="the new one")


def address(invitation: Invitation) -> str:
    return reverse("invitation", args=[invitation.token])


def stored() -> tuple[int, int, int]:
    return User.objects.count(), Membership.objects.count(), Invitation.objects.filter(used_at__isnull=False).count()


def test_it_says_who_invites_where_to_and_as_what(client, invitation):
    before = stored()
    page = plain_page(client.get(address(invitation), follow=True))
    for words in ("Bridge", "Mona invites you", "reviewer", "/login/?next=/invitations/open/"):
        assert words in page
    assert "the new one" not in page, "the note is the manager's own"
    assert stored() == before


def test_a_signed_in_person_accepts_with_one_button(as_user, cast, invitation):
    client = as_user(cast.otto)
    assert "Accept as Otto" in plain_page(client.get(address(invitation), follow=True))
    answer = client.post(address(invitation))
    assert (answer.status_code, answer.url) == (302, "/collections/bridge/")
    assert cast.collection.role_of(cast.otto) == Role.REVIEWER
    invitation.refresh_from_db()
    assert invitation.used_by == cast.otto


def test_a_signed_out_person_makes_an_account_and_is_in(client, cast, invitation):
    Collection.objects.update(time_zone="Europe/Kyiv")
    answer = client.post(address(invitation), NEWCOMER)
    assert (answer.status_code, answer.url) == (302, "/collections/bridge/")
    nora = User.objects.get(username="nora")
    assert (nora.name, nora.time_zone, nora.is_staff, nora.is_superuser) == ("Nora New", "Europe/Kyiv", False, False)
    assert cast.collection.role_of(nora) == Role.REVIEWER
    assert client.session["_auth_user_id"] == str(nora.pk)


def test_signing_in_first_leads_back_to_it(client, cast, invitation):
    answer = client.post("/login/", {"username": "otto", "password": "ottootto", "next": address(invitation)})
    assert answer.url == address(invitation)
    assert "Accept as Otto" in plain_page(client.get(answer.url, follow=True))


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "edith"}, {"username": "EDITH"}, {"username": "no spaces please"}, {"username": "n\x00"},
        {"name": ""},
        {"password2": "something else"}, {"password1": "nora", "password2": "nora"}, dict.fromkeys(NEWCOMER, ""),
    ],
)  # fmt: skip
def test_an_account_that_will_not_do_leaves_the_invitation_open(client, invitation, wrong):
    before = stored()
    answer = client.post(address(invitation), NEWCOMER | wrong)
    assert answer.status_code == 422
    assert 'class="errors' in plain_page(answer)
    assert stored() == before


def test_a_newcomer_cannot_give_themselves_rights(client, invitation):
    client.post(address(invitation), NEWCOMER | {"is_superuser": "on", "is_staff": "on", "role": "manager"})
    nora = User.objects.get(username="nora")
    assert not nora.is_superuser
    assert nora.memberships.get().role == Role.REVIEWER


def test_the_address_with_the_token_is_left_at_once(client, invitation):
    answer = client.get(address(invitation))
    assert (answer.status_code, answer.url) == (302, "/invitations/open/")
    assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]
    page = client.get(answer.url)
    assert invitation.token not in plain_page(page) and 'action="/invitations/open/"' in plain_page(page)
    assert invitation.token not in str(dict(client.session))
    assert client.post("/invitations/open/", NEWCOMER).url == "/collections/bridge/"


def test_signing_in_keeps_the_invitation_that_the_browser_came_with(client, cast, invitation):
    client.get(address(invitation))
    client.post("/login/", {"username": "otto", "password": "ottootto", "next": "/invitations/open/"})
    assert client.post("/invitations/open/").url == "/collections/bridge/"
    assert cast.collection.role_of(cast.otto) == Role.REVIEWER


def test_a_browser_that_came_with_none(client, as_user, cast):
    for each in (client, as_user(cast.otto)):
        answer = each.get("/invitations/open/")
        assert answer.status_code == 404 and "Open the link of your invitation again." in plain_page(answer)


def test_a_page_that_holds_the_token_sends_its_address_nowhere(client, invitation):
    answer = client.post(address(invitation), NEWCOMER | {"username": ""})
    assert answer.status_code == 422 and answer["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_used_one(as_user, cast, invitation, signed_in):
    accept_invitation(invitation, user=cast.otto)
    before = stored()
    late = make.user("late")
    client = as_user(late) if signed_in else Client()
    for answer in (client.get(address(invitation)), client.post(address(invitation), NEWCOMER)):
        assert answer.status_code == 410
        assert "has been used" in plain_page(answer)
        assert "Mona, who sent it, can send you a new one to “Bridge”." in plain_page(answer)
    assert stored() == (before[0] + 1, *before[1:])


def test_an_expired_one(as_user, cast, invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    before = stored()
    for answer in (
        Client().get(address(invitation)), as_user(cast.otto).post(address(invitation)),
        Client().post(address(invitation), NEWCOMER),
    ):  # fmt: skip
        assert answer.status_code == 410
        assert "has expired. Mona, who sent it, can send" in plain_page(answer)
    assert stored() == before


def test_whoever_cannot_send_another_is_not_named(as_user, cast, invitation):
    set_member(cast.collection, user=cast.rita, role="manager", by=cast.mona)
    accept_invitation(invitation, user=cast.otto)
    remove_member(cast.collection, user=cast.mona)
    page = plain_page(Client().get(address(invitation)))
    assert "Any manager of “Bridge” can send you a new one." in page and "Mona" not in page


def test_a_forged_one(as_user, cast, invitation):
    before = stored()
    forged = [
        invitation.token[:-1] + ("A" if invitation.token[-1] != "A" else "B"),
        str(invitation.pk),
        signing.Signer(salt="another purpose").sign_object(invitation.pk),
        signing.Signer(salt=Invitation.SALT).sign_object(10**30),
        "x" * 3000,
    ]
    for token in forged:
        for answer in (
            Client().get(reverse("invitation", args=[token])),
            as_user(cast.otto).post(reverse("invitation", args=[token])),
        ):
            assert answer.status_code == 404, token
            assert "no invitation of ours" in plain_page(answer)
    assert stored() == before


def test_one_that_was_taken_back(client, cast, invitation):
    token = invitation.token
    revoke_invitation(invitation)
    assert client.post(reverse("invitation", args=[token]), NEWCOMER).status_code == 404
    assert not User.objects.filter(username="nora").exists()


def test_a_member_with_as_much_is_not_asked_to_use_it_up(as_user, cast, invitation):
    page = plain_page(as_user(cast.mona).get(address(invitation), follow=True))
    assert "You are a member already" in page
    assert "Accept as" not in page


def test_a_member_with_less_rises_and_never_falls(as_user, cast, invitation):
    as_user(cast.ralf).post(address(invitation))
    assert cast.collection.role_of(cast.ralf) == Role.REVIEWER
    lower = create_invitation(cast.collection, role=Role.READER, by=cast.mona)
    as_user(cast.ralf).post(address(lower))
    assert cast.collection.role_of(cast.ralf) == Role.REVIEWER


def test_a_former_manager_cannot_come_back_by_a_link_of_their_own(as_user, cast):
    set_member(cast.collection, user=cast.rita, role=Role.MANAGER, by=cast.mona)
    own = create_invitation(cast.collection, role=Role.MANAGER, by=cast.rita)
    others = create_invitation(cast.collection, role=Role.READER, by=cast.mona)
    set_member(cast.collection, user=cast.rita, role=Role.EDITOR, by=cast.mona)
    assert as_user(cast.rita).post(address(own)).status_code == 404
    assert cast.collection.role_of(cast.rita) == Role.EDITOR
    assert Client().get(address(others), follow=True).status_code == 200


def opened_before(client: Client, invitation: Invitation, change) -> None:
    """A browser has the invitation open; after the change neither it nor a new one can use it."""
    client.get(address(invitation))
    before = stored()
    change()
    for answer in (client.get("/invitations/open/"), client.post("/invitations/open/", NEWCOMER)):
        assert answer.status_code == 410
        assert "Mona" not in plain_page(answer)
    for answer in (Client().get(address(invitation)), Client().post(address(invitation), NEWCOMER)):
        assert answer.status_code in (404, 410)
    assert stored() == before


def test_one_whose_maker_is_deactivated(client, cast, invitation):
    opened_before(client, invitation, lambda: User.objects.filter(pk=cast.mona.pk).update(is_active=False))
    assert not Invitation.objects.filter(used_at__isnull=True).exists()
    User.objects.filter(pk=cast.mona.pk).update(is_active=True)
    assert Client().get(address(invitation)).status_code == 404, "to be brought back revives no link"


def test_one_whose_maker_lost_the_role_behind_the_programs_back(client, cast, invitation):
    lost = cast.collection.memberships.filter(user=cast.mona)
    opened_before(client, invitation, lambda: lost.update(role=Role.EDITOR))
    assert Invitation.objects.filter(used_at__isnull=True).exists(), "by the check at use alone"


@pytest.mark.django_db(transaction=True)
def test_one_user_name_signed_up_twice_at_once():
    """The form asks whether the name is free, and it is; then somebody else is quicker."""
    mona = make.user("mona")
    invitation = create_invitation(make.collection(by=mona), role=Role.EDITOR, by=mona)
    client = Client(raise_request_exception=False)
    answer = meanwhile(lambda: make.user("nora"), lambda: client.post(address(invitation), NEWCOMER))
    assert answer.status_code == 422 and "already exists" in plain_page(answer)
    assert User.objects.count() == 2 and Invitation.objects.get().is_open


@pytest.mark.django_db(transaction=True)
def test_whoever_accepts_while_its_maker_is_deactivated_comes_first_or_not_at_all():
    mona, otto = make.user("mona"), make.user("otto")
    collection = make.collection(by=mona)
    invitation = create_invitation(collection, role=Role.EDITOR, by=mona)
    client = Client()
    client.force_login(otto)
    answer = meanwhile(lambda: deactivate_person(mona), lambda: client.post(address(invitation)))
    assert answer.status_code == 410
    assert collection.role_of(otto) is None


@pytest.mark.django_db(transaction=True)
def test_two_people_with_the_same_link_at_once():
    mona, one, two = (make.user(name) for name in ("mona", "one", "two"))
    collection = make.collection(by=mona)
    invitation = create_invitation(collection, role=Role.EDITOR, by=mona)
    statuses, start = [], threading.Barrier(2)

    def accept(person: User) -> None:
        client = Client()
        client.force_login(person)
        start.wait(10)
        statuses.append(client.post(address(invitation)).status_code)
        connection.close()

    threads = [threading.Thread(target=accept, args=[person]) for person in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(statuses) == [302, 410]
    assert collection.memberships.count() == 2
