"""The door: names in any case, how many wrong passwords are too many, and what a sign-in begins."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from annotate.signing_in.limits import COOKIE
from claims.models import SignInFailures, User
from tests import make
from tests.page import plain_page

LOCKED = "Too many wrong passwords"


class Counting(MD5PasswordHasher):
    """Tells how many passwords were looked at."""

    checked = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.checked += 1
        return super().encode(password, salt)


@pytest.fixture
def looked_at(settings):
    """`looked_at()`: how many passwords were looked at since the last time."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]

    def since() -> int:
        count, Counting.checked = Counting.checked, 0
        return count

    since()
    return since


def enter(client: Client, username: str, password: str, *, address: str = "192.0.2.1", **more: str):
    return client.post("/login/", {"username": username, "password": password, **more}, REMOTE_ADDR=address)


def guess(username: str, times: int, *, address: str = "192.0.2.1") -> list[int]:
    """So many wrong passwords, each from a browser of its own; the statuses."""
    return [enter(Client(), username, f"wrong {n}", address=address).status_code for n in range(times)]


def session_of(client: Client) -> str:
    return client.cookies["sessionid"].value


# -- Names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["edith", "Edith", "EDITH", " edith ", "ｅｄｉｔｈ"])
def test_the_name_may_be_written_in_any_case(client, cast, name):
    assert enter(client, name, "edithedith").status_code == 302


def test_the_very_letters_come_first_where_two_names_differ_in_case_alone(client, cast):
    # As there may be from before that was refused.
    other = make.user("another")
    make.past_the_rules("UPDATE claims_user SET username = 'EDITH' WHERE id = %s", other.pk)
    assert enter(client, "edith", "edithedith").status_code == 302
    assert client.session["_auth_user_id"] == str(cast.edith.pk)
    assert enter(Client(), "EDITH", "anotheranother").status_code == 302
    assert enter(Client(), "Edith", "edithedith").status_code == 422


# -- Too many wrong ones -------------------------------------------------------------------------------


def test_ten_wrong_passwords_block_a_name_and_the_right_one_is_not_looked_at(client, cast, looked_at, settings):
    assert guess("edith", 10) == [422] * 10
    looked_at()
    answer = enter(client, "edith", "edithedith", address="198.51.100.7")
    assert answer.status_code == 429
    assert LOCKED in plain_page(answer)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert looked_at() == 0
    assert "_auth_user_id" not in client.session


def test_a_block_ends_by_itself_and_the_next_one_lasts_longer(client, cast, settings):
    guess("edith", 10)
    ends = []
    for _ in range(6):
        row = SignInFailures.objects.get(key__startswith="name:")
        ends.append((row.blocked_until - row.last_at).total_seconds() / 60)
        SignInFailures.objects.update(blocked_until=timezone.now())
        assert guess("edith", 1) == [422]
    assert ends == [1, 2, 4, 8, 15, 15]
    SignInFailures.objects.update(blocked_until=timezone.now())
    assert enter(client, "edith", "edithedith").status_code == 302


def test_the_right_password_makes_a_name_begin_anew(client, cast):
    assert guess("edith", 9) == [422] * 9
    assert enter(client, "edith", "edithedith").status_code == 302
    assert guess("edith", 9) == [422] * 9
    assert enter(client, "edith", "edithedith").status_code == 302


def test_failures_of_long_ago_count_no_more(cast):
    guess("edith", 9)
    SignInFailures.objects.update(last_at=timezone.now() - timedelta(hours=2))
    assert guess("edith", 9) == [422] * 9


def test_an_unknown_name_counts_and_costs_as_a_known_one_does(cast, looked_at):
    looked_at()
    known, unknown = guess("edith", 11), guess("nobody", 11, address="192.0.2.2")
    assert known == unknown == [422] * 10 + [429]
    costs = []
    for name in ("egon", "somebody"):
        looked_at()
        guess(name, 1, address="192.0.2.3")
        costs.append(looked_at())
    assert costs == [1, 1]


def test_an_address_is_blocked_after_fifty_wrong_ones_whatever_the_names(client, cast):
    assert guess("x", 9) == [422] * 9
    statuses = [guess(f"name{n}", 1)[0] for n in range(42)]
    assert statuses == [422] * 41 + [429]
    assert enter(client, "edith", "edithedith").status_code == 429
    assert enter(Client(), "edith", "edithedith", address="192.0.2.9").status_code == 302


def test_the_addresses_of_one_ipv6_network_count_together(cast):
    statuses = [guess(f"name{n}", 1, address=f"2001:db8::{n + 1:x}")[0] for n in range(51)]
    assert statuses == [422] * 50 + [429]
    assert guess("other", 1, address="2001:db8:0:1::1") == [422]


def test_right_passwords_are_never_counted(cast):
    assert {enter(Client(), "edith", "edithedith").status_code for _ in range(120)} == {302}


def test_the_browser_in_which_one_signed_in_before_stays_open_when_a_stranger_blocks_the_name(client, cast):
    enter(client, "edith", "edithedith")
    client.post("/logout/")
    guess("edith", 11, address="198.51.100.7")
    guess("edith", 40)
    assert enter(Client(), "edith", "edithedith").status_code == 429
    assert enter(client, "edith", "edithedith").status_code == 302


def test_what_a_known_browser_gets_wrong_counts_too_and_for_its_person_alone(client, cast):
    enter(client, "edith", "edithedith")
    client.post("/logout/")
    assert [enter(client, "edith", "wrong").status_code for _ in range(11)] == [422] * 10 + [429]
    # For another name it is a stranger's.
    assert [enter(client, "egon", "wrong").status_code for _ in range(11)] == [422] * 10 + [429]
    assert enter(Client(), "edith", "edithedith", address="192.0.2.9").status_code == 302


def test_a_made_up_cookie_makes_no_browser_a_known_one(cast):
    guess("edith", 10)
    client = Client()
    client.cookies[COOKIE] = f"[{cast.edith.pk}, 'x']:made:up"
    assert enter(client, "edith", "edithedith").status_code == 429


def test_who_is_signed_in_works_on_while_the_name_is_blocked(as_user, cast):
    client = as_user(cast.edith)
    guess("edith", 12)
    assert client.get("/").status_code == 200


def test_the_old_password_cannot_be_guessed_at_the_change_of_password(as_user, cast):
    client = as_user(cast.edith)
    data = {"old_password": "no", "new_password1": "the-dam-will-hold-1", "new_password2": "the-dam-will-hold-1"}
    assert [client.post("/password/", data).status_code for _ in range(11)] == [422] * 10 + [429]
    assert client.post("/password/", data | {"old_password": "edithedith"}).status_code == 429
    assert User.objects.get(username="edith").check_password("edithedith")


def test_nor_where_one_confirms_who_one_is(as_user, cast):
    client = as_user(cast.edith)
    statuses = [client.post("/account/confirm/", {"password": "no"}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


# -- What a sign-in begins -----------------------------------------------------------------------------


def test_signing_in_again_begins_a_session_of_its_own(client, cast):
    enter(client, "edith", "edithedith")
    first = session_of(client)
    enter(client, "edith", "edithedith")
    second = session_of(client)
    enter(client, "egon", "egonegon")
    third = session_of(client)
    assert len({first, second, third}) == 3
    assert list(Session.objects.values_list("session_key", flat=True)) == [third]
    assert client.session["_auth_user_id"] == str(cast.egon.pk)


def test_a_wrong_password_leaves_who_is_signed_in_where_they_are(client, cast):
    enter(client, "edith", "edithedith")
    assert enter(client, "egon", "wrong").status_code == 422
    assert client.session["_auth_user_id"] == str(cast.edith.pk)


def test_the_id_from_before_the_sign_in_is_worth_nothing(client, cast):
    client.get("/login/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session_of(client)
    enter(client, "edith", "edithedith")
    stranger = Client()
    stranger.cookies["sessionid"] = planted
    assert stranger.get("/").status_code == 302


def test_a_name_is_told_to_the_log_only_if_somebody_has_it(client, cast, caplog):
    with caplog.at_level("INFO", "gainsay.security"):
        enter(client, "my secret passphrase", "edith")
        enter(client, "Edith", "wrong")
        enter(client, "edith", "edithedith")
        client.post("/logout/")
    records = [record for record in caplog.records if record.name == "gainsay.security"]
    entries = [(record.event, getattr(record, "subject", "")) for record in records]
    assert entries == [
        ("sign_in_failed", ""),
        ("sign_in_failed", cast.edith.pk),
        ("signed_in", cast.edith.pk),
        ("signed_out", ""),
    ]
    assert "passphrase" not in str([vars(record) for record in records])


# -- One door, and nothing left behind -------------------------------------------------------------------


def test_the_admin_is_entered_by_the_same_door(client, cast):
    User.objects.filter(pk=cast.mona.pk).update(is_staff=True, is_superuser=True)
    for answer in (client.get("/admin/"), client.get("/admin/login/"), client.post("/admin/login/", {"username": "x"})):
        led = client.get(answer.url) if answer.url.startswith("/admin/") else answer
        assert led.status_code == 302
        assert led.url.startswith("/login/?next=%2Fadmin%2F")
    guess("mona", 11)
    assert client.post("/admin/login/", {"username": "mona", "password": "monamona"}).status_code == 302
    assert "_auth_user_id" not in client.session
    assert enter(client, "mona", "monamona", address="192.0.2.9").status_code == 429


def test_the_admin_has_no_form_of_its_own_for_the_password_and_signs_out_as_all_do(as_user, cast):
    User.objects.filter(pk=cast.mona.pk).update(is_staff=True, is_superuser=True)
    client = as_user(cast.mona)
    assert client.get("/admin/password_change/").url == "/password/"
    assert client.post("/admin/logout/")["Clear-Site-Data"] == '"cache"'
    assert client.get("/admin/").status_code == 302


def test_no_one_but_staff_gets_into_the_admin(as_user, cast):
    assert as_user(cast.edith).get("/admin/login/").status_code == 403


@pytest.mark.parametrize("address", ["/", "/collections/bridge/", "/account/security/", "/login/", "/no-such-page/"])
def test_no_page_is_kept_by_any_cache(as_user, cast, address):
    assert "no-store" in as_user(cast.edith).get(address)["Cache-Control"]


def test_a_download_is_not_kept_either(as_user, cast):
    assert "no-store" in as_user(cast.mona).get("/collections/bridge/export.csv")["Cache-Control"]


def test_signing_out_tells_the_browser_to_drop_what_it_kept(as_user, cast):
    answer = as_user(cast.edith).post("/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert re.search(r"sessionid=\"\"", str(answer.cookies))
