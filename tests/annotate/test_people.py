"""Signing in and out, and what a person sets for themselves."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from annotate.forms.people import AccountForm
from claims.models import User
from tests.page import plain_page
from tests.seen import seen

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
    assert 'name="next" value="/collections/bridge/members/"' in plain_page(page)
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
    assert 'class="errors' in plain_page(answer)
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
    assert "You are signed out" in plain_page(answer)
    assert "<html" not in plain_page(answer)


def test_name_and_time_zone_are_kept(as_user, cast):
    data = {"name": "Edith Example", "time_zone": "Asia/Tokyo", "language": "en"} | seen(AccountForm, cast.edith)
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
    assert "7 August 2024" in plain_page(as_user(User.objects.get(username="ralf")).get(page))
    # A zone that the program does not know is no reason to refuse the page.
    assert "6 August 2024" in plain_page(as_user(User.objects.get(username="rita")).get(page))


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
