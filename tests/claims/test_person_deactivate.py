"""Deactivation takes along all that would bring a person back: sessions, invitations, password links."""

import re

import pytest
from django.urls import reverse

from claims.actions.invitation_accept import accept_invitation
from claims.actions.invitation_create import create_invitation
from claims.actions.member_set import set_member
from claims.actions.password_link_create import create_password_link
from claims.actions.person_deactivate import deactivate_person
from claims.models import Invitation, PasswordLink, User
from claims.permissions import Role
from tests import make


def by_the_action(person: User) -> None:
    deactivate_person(person)


def by_its_row(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def by_the_model(person: User) -> None:
    person.is_active = False
    person.save()


@pytest.fixture(params=[by_the_action, by_its_row, by_the_model])
def deactivate(request):
    return request.param


def test_open_invitations_and_links_are_recalled_for_good(cast, deactivate):
    set_member(cast.collection, user=cast.rita, role=Role.MANAGER, by=cast.mona)
    used = create_invitation(cast.collection, role=Role.READER, by=cast.mona)
    accept_invitation(used, user=cast.otto)
    others = create_invitation(cast.collection, role=Role.READER, by=cast.rita)
    create_invitation(cast.collection, role=Role.MANAGER, by=cast.mona)
    create_password_link(cast.edith, by=cast.mona)
    create_password_link(cast.mona, by=cast.rita)
    kept, _token = create_password_link(cast.egon, by=cast.rita)
    deactivate(cast.mona)
    assert set(Invitation.objects.all()) == {used, others}
    assert list(PasswordLink.objects.open()) == [kept]
    User.objects.filter(pk=cast.mona.pk).update(is_active=True)
    assert set(Invitation.objects.all()) == {used, others}
    assert list(PasswordLink.objects.open()) == [kept]


def test_sessions_end_at_once_and_for_good(cast, as_user, deactivate):
    mona, edith = as_user(cast.mona), as_user(cast.edith)
    assert mona.get("/account/").status_code == 200
    deactivate(cast.mona)
    assert mona.get("/account/").status_code == 302
    User.objects.filter(pk=cast.mona.pk).update(is_active=True)
    assert mona.get("/account/").status_code == 302, "to be brought back revives no session"
    assert edith.get("/account/").status_code == 200
    assert as_user(User.objects.get(pk=cast.mona.pk)).get("/account/").status_code == 200


def test_an_older_row_that_is_saved_over_it_revives_no_session(cast, as_user):
    mona = as_user(cast.mona)
    older = User.objects.get(pk=cast.mona.pk)
    by_its_row(cast.mona)
    older.save()
    assert User.objects.get(pk=cast.mona.pk).is_active
    assert mona.get("/account/").status_code == 302


def test_the_admin_deactivates_by_the_same_action(cast, as_user):
    root = make.user("root", is_staff=True, is_superuser=True)
    create_invitation(cast.collection, role=Role.MANAGER, by=cast.mona)
    data = {
        "username": "mona", "first_name": "Mona", "time_zone": "UTC", "language": "en",
        "date_joined_0": "2024-01-01", "date_joined_1": "00:00:00",
    }  # fmt: skip
    client, address = as_user(root), reverse("admin:claims_user_change", args=[cast.mona.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())[1]
    answer = client.post(address, data | {"seen": seen})
    assert answer.status_code == 302
    assert not User.objects.get(pk=cast.mona.pk).is_active and not Invitation.objects.exists()
