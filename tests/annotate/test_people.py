"""Signing in and out, what a person sets for themselves, and the link to a new password."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.test import Client
from django.urls import reverse

from claims.models import User
from claims.permissions import Role
from tests import make

NEW = "the-dam-will-hold-1"


def login(client: Client, username: str, password: str, **more: str):
    return client.post("/login/", {"username": username, "password": password, **more})


def test_signing_in_leads_to_the_desk(client, cast):
    answer = login(client, "edith", "edithedith")
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_signing_in_leads_back_to_where_one_was_headed(client, cast):
    asked = client.get("/collections/bridge/members/")
    assert asked.url == "/login/?next=/collections/bridge/members/"
    page = client.get(asked.url)
    assert 'name="next" value="/collections/bridge/members/"' in page.content.decode()
    assert login(client, "edith", "edithedith", next="/collections/bridge/members/").url.endswith("/members/")


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x"]
)
def test_signing_in_never_leads_to_another_site(client, cast, elsewhere):
    assert login(client, "edith", "edithedith", next=elsewhere).url == "/"


@pytest.mark.parametrize("password", ["wrong", "", "a\x00b"])
def test_a_wrong_password_is_told_and_signs_nobody_in(client, cast, password):
    answer = login(client, "edith", password)
    assert answer.status_code == 422
    assert 'class="errors' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_deactivated_person_cannot_sign_in(client, cast):
    cast.edith.is_active = False
    cast.edith.save()
    assert login(client, "edith", "edithedith").status_code == 422


def test_whoever_is_signed_in_is_not_asked_again(as_user, cast):
    assert as_user(cast.edith).get("/login/?next=/login/").status_code == 302
    assert as_user(cast.edith).get("/login/").url == "/"


def test_signing_out(as_user, cast):
    client = as_user(cast.edith)
    assert client.post("/logout/").url == "/login/"
    assert client.get("/account/").status_code == 302


def test_what_a_signed_out_person_sends_leads_to_a_page_that_exists(client, cast):
    assert client.post("/collections/bridge/delete/").url == "/login/"


def test_a_part_of_a_page_is_not_replaced_by_the_login_page(client, cast):
    answer = client.post("/collections/bridge/guidelines/preview/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "You are signed out" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_name_and_time_zone_are_kept(as_user, cast):
    data = {"name": "Edith Example", "time_zone": "Asia/Tokyo", "language": "en"}
    assert as_user(cast.edith).post("/account/", data).status_code == 302
    cast.edith.refresh_from_db()
    assert (cast.edith.name, cast.edith.time_zone) == ("Edith Example", "Asia/Tokyo")


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "a\x00"}, {"name": "x" * 151}, {"time_zone": "Mars/Olympus"}, {"language": "xx"}, {}],
)
def test_what_cannot_be_kept_is_refused(as_user, cast, wrong):
    data = {"name": "Edith", "time_zone": "UTC", "language": "en"} | wrong if wrong else {}
    answer = as_user(cast.edith).post("/account/", data)
    assert answer.status_code == 422
    cast.edith.refresh_from_db()
    assert (cast.edith.first_name, cast.edith.time_zone) == ("Edith", "UTC")


def test_times_are_shown_in_the_zone_of_whoever_looks(as_user, cast):
    moment = datetime(2024, 8, 6, 20, 30, tzinfo=UTC)
    cast.collection.memberships.update(created_at=moment)
    User.objects.filter(pk=cast.ralf.pk).update(time_zone="Asia/Tokyo")
    User.objects.filter(pk=cast.rita.pk).update(time_zone="no/such zone")
    page = reverse("members", args=["bridge"])
    assert "7 August 2024" in as_user(User.objects.get(username="ralf")).get(page).content.decode()
    # A zone that the program does not know is no reason to refuse the page.
    assert "6 August 2024" in as_user(User.objects.get(username="rita")).get(page).content.decode()


def test_changing_the_password_keeps_this_browser_signed_in_and_no_other(as_user, cast):
    here, elsewhere = as_user(cast.edith), as_user(cast.edith)
    data = {"old_password": "edithedith", "new_password1": NEW, "new_password2": NEW}
    assert here.post("/password/", data).status_code == 302
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert User.objects.get(username="edith").check_password(NEW)


@pytest.mark.parametrize(
    "wrong", [{"old_password": "no"}, {"new_password2": "other"}, {"new_password1": "1234", "new_password2": "1234"}]
)
def test_a_password_that_will_not_do_changes_nothing(as_user, cast, wrong):
    data = {"old_password": "edithedith", "new_password1": NEW, "new_password2": NEW} | wrong
    assert as_user(cast.edith).post("/password/", data).status_code == 422
    assert User.objects.get(username="edith").check_password("edithedith")


# -- The link that a manager hands over -------------------------------------------------------------


def link_for(client: Client, cast, person: User) -> str:
    membership = cast.collection.memberships.get(user=person)
    page = client.post(reverse("member_password", args=["bridge", membership.pk])).content.decode()
    found = re.search(r'value="http://localhost(/password/[^"]+)"', page)
    return found.group(1) if found else ""


def test_a_link_sets_a_new_password_once(as_user, client, cast):
    link = link_for(as_user(cast.mona), cast, cast.edith)
    assert "edith" in client.get(link).content.decode()
    answer = client.post(link, {"new_password1": NEW, "new_password2": NEW})
    assert (answer.status_code, answer.url) == (302, "/login/")
    assert login(client, "edith", NEW).status_code == 302
    for again in (
        client.get(link),
        client.post(link, {"new_password1": "other-one-77", "new_password2": "other-one-77"}),
    ):
        assert again.status_code == 410
        assert "has been used" in again.content.decode()
    assert User.objects.get(username="edith").check_password(NEW)


def test_a_link_expires(as_user, client, cast, settings):
    link = link_for(as_user(cast.mona), cast, cast.edith)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.post(link, {"new_password1": NEW, "new_password2": NEW}).status_code == 410
    assert User.objects.get(username="edith").check_password("edithedith")


def test_a_link_of_one_person_is_none_for_another(as_user, client, cast):
    token = default_token_generator.make_token(cast.edith)
    other = reverse("new_password", args=[signing.b64_encode(str(cast.rita.pk).encode()).decode(), token])
    assert client.post(other, {"new_password1": NEW, "new_password2": NEW}).status_code == 410
    for forged in ("MQ", "!!", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "_w"):
        assert client.get(reverse("new_password", args=[forged, token])).status_code == 410


def test_a_weak_password_is_refused_and_the_link_stays(as_user, client, cast):
    link = link_for(as_user(cast.mona), cast, cast.edith)
    assert client.post(link, {"new_password1": "edith", "new_password2": "edith"}).status_code == 422
    assert client.get(link).status_code == 200


def test_no_link_for_whom_it_would_open_more_than_the_manager_sees(as_user, cast):
    elsewhere = make.collection("harbour", by=cast.otto)
    elsewhere.admit(user=cast.edith, role=Role.READER, by=cast.otto)
    User.objects.filter(pk=cast.egon.pk).update(is_staff=True)
    User.objects.filter(pk=cast.ralf.pk).update(is_active=False)
    for person, reason in (
        (cast.edith, "works on a collection too that you do not manage"),
        (cast.egon, "helps to run this installation"),
        (cast.ralf, "deactivated"),
        (cast.mona, "Change your own password"),
    ):
        membership = cast.collection.memberships.get(user=person)
        answer = as_user(cast.mona).post(reverse("member_password", args=["bridge", membership.pk]))
        assert answer.status_code == 422
        assert reason in answer.content.decode()
        assert "/password/" not in answer.content.decode().split("<main")[1]


def test_a_link_when_the_manager_manages_the_other_collection_too(as_user, cast):
    make.collection("harbour", by=cast.mona).admit(user=cast.edith, role=Role.READER, by=cast.mona)
    assert link_for(as_user(cast.mona), cast, cast.edith)


def test_making_a_link_changes_nothing(as_user, cast):
    before = User.objects.values().get(pk=cast.edith.pk)
    link_for(as_user(cast.mona), cast, cast.edith)
    assert User.objects.values().get(pk=cast.edith.pk) == before


def test_somebody_who_belongs_nowhere_gets_no_link_from_anybody(cast):
    with pytest.raises(Exception, match="do not manage"):
        cast.otto.check_password_link(by=cast.mona)
