"""The second factor: set up, asked for, required by role, lost, taken away."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from annotate.signing_in.second_factor import SecondFactorAdapter
from claims.models import User
from tests.annotate.totp import code
from tests.page import plain_page

APP = "/account/app/"


def signed_in(username: str, **more: str) -> Client:
    """Through the door, so that the password was given just now."""
    client = Client()
    assert client.post("/login/", {"username": username, "password": username * 2, **more}).status_code == 302
    return client


def set_up(client: Client) -> tuple[str, list[str]]:
    """An app is set up; its key, and the recovery codes as they are shown."""
    secret = re.search(r'id="key" value="(\w+)"', plain_page(client.get(APP)))[1]
    answer = client.post(APP, {"code": code(secret, steps=-1)})
    assert (answer.status_code, answer.url) == (302, "/account/codes/")
    codes = re.findall(r"<code>(\d+)</code>", plain_page(client.get(answer.url)))
    return secret, codes


def half_way(username: str, next_page: str = "/") -> Client:
    """Name and password were right; the second factor is asked for."""
    client = Client()
    answer = client.post("/login/", {"username": username, "password": username * 2, "next": next_page})
    assert (answer.status_code, answer.url) == (302, "/login/second-factor/")
    return client


def finish(client: Client, given: str) -> int:
    return client.post("/login/second-factor/", {"code": given}).status_code


def test_nobody_needs_a_second_step_by_default(client, cast):
    assert client.post("/login/", {"username": "edith", "password": "edithedith"}).url == "/"
    assert "Off." in plain_page(client.get("/account/security/"))


def test_with_an_app_the_password_alone_opens_nothing(cast):
    secret, codes = set_up(signed_in("edith"))
    assert len(codes) == 10
    client = half_way("edith", "/actors/")
    assert client.get("/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert finish(client, "000000") == 422
    answer = client.post("/login/second-factor/", {"code": code(secret)})
    assert (answer.status_code, answer.url) == (302, "/actors/")
    assert client.get("/").status_code == 200


def test_a_code_is_good_for_once(cast):
    secret, codes = set_up(signed_in("edith"))
    now = code(secret)
    assert finish(half_way("edith"), now) == 302
    assert finish(half_way("edith"), now) == 422
    assert finish(half_way("edith"), codes[0]) == 302
    assert finish(half_way("edith"), codes[0]) == 422


def test_codes_cannot_be_guessed(cast):
    secret, _codes = set_up(signed_in("edith"))
    client = half_way("edith")
    statuses = [finish(client, f"{n:06}") for n in range(6)]
    assert statuses == [422] * 5 + [429]
    # Not by beginning anew either, nor with the right one.
    assert finish(half_way("edith"), code(secret, steps=1)) == 429


def test_recovery_codes_are_shown_once_and_kept_where_no_reader_of_the_database_finds_them(cast):
    client = signed_in("edith")
    secret, codes = set_up(client)
    assert codes[0] not in plain_page(client.get("/account/codes/"))
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(each in stored for each in codes)


def test_the_key_may_be_rotated(settings):
    adapter = SecondFactorAdapter()
    kept = adapter.encrypt("a secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [settings.SECRET_KEY]
    assert adapter.decrypt(kept) == "a secret"
    assert adapter.encrypt("a secret") != kept


def test_an_app_is_removed_by_who_has_just_shown_who_they_are(as_user, cast):
    set_up(signed_in("edith"))
    later = as_user(cast.edith)
    asked = later.post("/account/app/remove/")
    assert asked.url.startswith("/account/confirm/?next=")
    assert Authenticator.objects.filter(user=cast.edith).exists()
    # The step that was asked for goes on.
    assert later.post(asked.url, {"password": "edithedith", "next": "/account/app/remove/"}).status_code == 302
    assert not Authenticator.objects.filter(user=cast.edith).exists()
    assert signed_in("edith").get("/").status_code == 200


@pytest.mark.parametrize(
    "address", [APP, "/account/passkeys/add/", "/account/codes/new/", "/account/passkeys/1/remove/"]
)
def test_second_factors_are_changed_by_nobody_who_only_finds_the_browser_open(as_user, cast, address):
    for method in ("get", "post"):
        assert getattr(as_user(cast.edith), method)(address).url.startswith("/account/confirm/?next=")


def test_another_persons_passkey_is_out_of_reach(cast):
    key = Authenticator.objects.create(user=cast.edith, type="webauthn", data={"name": "Hers", "credential": {}})
    client = signed_in("egon")
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 404
        assert client.post(reverse(name, args=[key.pk]), {"name": "Mine"}).status_code == 404


@pytest.mark.parametrize(
    "credential",
    [
        "", "x", "[]", "5", "null", "{}", '{"response": {}}', '{"response": 5}',
        '{"id": "a", "response": {"userHandle": "_"}}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA",'
        '"signature":"AA","userHandle":"MQ"}}',
    ],
)  # fmt: skip
def test_what_is_no_answer_of_a_passkey_opens_nothing_and_breaks_nothing(client, cast, credential):
    client.get("/login/passkey/", headers={"Accept": "application/json"})
    answer = client.post("/login/passkey/", {"credential": credential})
    assert (answer.status_code, answer.url) == (302, "/login/")
    adding = signed_in("edith")
    adding.get("/account/passkeys/add/")
    assert adding.post("/account/passkeys/add/", {"credential": credential}).status_code == 422
    set_up(adding)
    second = half_way("edith")
    assert second.post("/login/second-factor/", {"credential": credential}).status_code == 422


# -- Required by role -----------------------------------------------------------------------------------


@pytest.fixture
def required(settings):
    settings.GAINSAY_SECOND_FACTOR_ROLES = ["manager", "reviewer"]


def test_who_must_have_one_is_led_to_it_before_anything_else(cast, required):
    client = signed_in("mona")
    for address in ("/", "/collections/bridge/", "/collections/bridge/export.csv", "/admin/"):
        assert client.get(address).url == "/account/security/"
    page = client.get("/account/security/")
    assert page.status_code == 200
    assert "Your role needs a second factor" in plain_page(page)
    assert client.post("/collections/bridge/invitations/", {"role": "reader"}).url == "/account/security/"
    assert cast.collection.invitations.count() == 0
    set_up(client)
    assert client.get("/").status_code == 200


def test_a_part_of_a_page_says_so(cast, required):
    answer = signed_in("rita").get(f"/articles/{cast.article.pk}/cards/", headers={"HX-Request": "true"})
    # As for whoever is signed out: a mark waits in the browser.
    assert answer.status_code == 401
    assert "Your role needs a second factor" in plain_page(answer)


def test_who_must_have_one_can_leave(cast, required):
    assert signed_in("mona").post("/logout/").url == "/login/"


def test_others_need_none(cast, required):
    assert signed_in("edith").get("/").status_code == 200
    assert signed_in("otto").get("/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast, required):
    Authenticator.objects.create(user=cast.mona, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert signed_in("mona").get("/").url == "/account/security/"


def test_administrators_may_be_required_to_have_one(cast, settings):
    settings.GAINSAY_SECOND_FACTOR_ROLES = ["administrator"]
    User.objects.filter(pk=cast.otto.pk).update(is_staff=True)
    assert signed_in("otto").get("/").url == "/account/security/"
    assert signed_in("mona").get("/").status_code == 200


def test_an_administrator_takes_a_lost_one_away(as_user, cast):
    set_up(signed_in("edith"))
    User.objects.filter(pk=cast.mona.pk).update(is_staff=True, is_superuser=True)
    action = {"action": "take_second_factor_away", "_selected_action": [cast.edith.pk]}
    assert as_user(cast.mona).post("/admin/claims/user/", action).status_code == 302
    assert signed_in("edith").get("/").status_code == 200
