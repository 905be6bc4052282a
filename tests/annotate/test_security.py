"""The page of one's own safety: where one is signed in, and how long a session lasts."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotate.presenters.security import called
from claims.actions.session_end import end_sessions
from claims.models import User
from claims.queries.sessions import sessions_of
from tests.page import plain_page

NEW = "the-dam-will-hold-1"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def signed_in(username: str, *, browser: str = FIREFOX, address: str = "192.0.2.1") -> Client:
    client = Client(HTTP_USER_AGENT=browser, REMOTE_ADDR=address)
    assert client.post("/login/", {"username": username, "password": username * 2}).status_code == 302
    return client


def row_of(client: Client) -> Session:
    return Session.objects.get(session_key=client.cookies["sessionid"].value)


def test_one_sees_where_one_is_signed_in_and_which_one_is_here(cast):
    here, _there = signed_in("edith"), signed_in("edith", browser=SAFARI, address="2001:db8::7")
    signed_in("egon", address="198.51.100.7")
    page = plain_page(here.get("/account/security/"))
    assert re.search(r"Firefox, Windows <span class=\"badge\">this one", page)
    assert "Safari, iPhone</th>" in page
    assert "2001:db8::7" in page
    assert "198.51.100.7" not in page


def test_one_ends_another_session_and_no_other(cast):
    here, there, third = (signed_in("edith") for _ in range(3))
    other = UserSession.objects.get(session_key=there.cookies["sessionid"].value)
    assert here.post(f"/account/sessions/{other.pk}/end/").url == "/account/security/"
    assert there.get("/").status_code == 302
    assert (here.get("/").status_code, third.get("/").status_code) == (200, 200)
    assert here.post(f"/account/sessions/{other.pk}/end/").status_code == 404


def test_one_signs_out_everywhere_else(cast):
    here, there, third = (signed_in("edith") for _ in range(3))
    somebody = signed_in("egon")
    assert here.post("/account/sessions/end-others/").status_code == 302
    assert [each.get("/").status_code for each in (here, there, third, somebody)] == [200, 302, 302, 200]
    assert Session.objects.count() == 2


def test_a_sign_in_costs_the_same_however_often_one_is_signed_in(cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed_in("edith")
        return len(queries)

    signed_in("edith")
    first = cost()
    for _ in range(20):
        signed_in("edith")
    assert cost() == first


def test_sessions_that_are_over_leave_the_list_with_the_next_sign_in(cast):
    over = signed_in("edith")
    later(over, hours=25)
    signed_in("edith")
    assert UserSession.objects.count() == 1


def test_another_persons_session_is_out_of_reach(cast):
    theirs = signed_in("egon")
    session = UserSession.objects.get(user=cast.egon)
    assert signed_in("edith").post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert theirs.get("/").status_code == 200


def test_who_only_finds_the_browser_open_ends_no_session(as_user, cast):
    there = signed_in("edith")
    later = as_user(cast.edith)
    asked = later.post("/account/sessions/end-others/")
    assert asked.url.startswith("/account/confirm/")
    assert there.get("/").status_code == 200
    data = {"password": "edithedith", "next": "/account/sessions/end-others/"}
    assert later.post("/account/confirm/", data).url == "/account/security/"
    assert there.get("/").status_code == 302


def test_a_part_of_a_page_is_told_to_confirm_first(as_user, cast):
    answer = as_user(cast.edith).post("/account/sessions/end-others/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert "/account/confirm/" in plain_page(answer)


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(cast):
    here, there = signed_in("edith"), signed_in("edith")
    before = here.cookies["sessionid"].value
    data = {"old_password": "edithedith", "new_password1": NEW, "new_password2": NEW}
    assert here.post("/password/", data).status_code == 302
    assert here.cookies["sessionid"].value != before
    assert there.get("/").status_code == 302
    assert Session.objects.count() == UserSession.objects.count() == 1
    assert "this one" in plain_page(here.get("/account/security/"))


def test_signing_out_takes_the_session_off_the_list(cast):
    client = signed_in("edith")
    client.post("/logout/")
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_who_is_deactivated_is_out_at_once(cast):
    client = signed_in("edith")
    User.objects.filter(pk=cast.edith.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_all_sessions_of_a_person_can_be_ended_for_them(cast):
    clients = [signed_in("edith") for _ in range(2)]
    assert end_sessions(sessions_of(cast.edith)) == 2
    assert [client.get("/").status_code for client in clients] == [302, 302]


# -- How long one lasts -------------------------------------------------------------------------------


def later(client: Client, **time: float) -> None:
    """So much time passes for this session: as if its rows had been written earlier."""
    row = row_of(client)
    passed = timedelta(**time)
    data = row.get_decoded()
    data["began"] -= passed.total_seconds()
    Session.objects.filter(pk=row.pk).update(
        expire_date=row.expire_date - passed, session_data=Session.objects.encode(data)
    )


def test_a_day_without_use_ends_a_session(cast):
    client = signed_in("edith")
    later(client, hours=23.9)
    assert client.get("/").status_code == 200
    later(client, hours=23.9)
    assert client.get("/").status_code == 200
    later(client, hours=24.1)
    assert client.get("/").status_code == 302


def test_two_weeks_end_it_however_much_it_is_used(cast):
    client = signed_in("edith")
    for _ in range(27):
        later(client, hours=12)
        assert client.get("/").status_code == 200
    later(client, hours=12.1)
    assert client.get("/").status_code == 302


def test_a_new_password_gives_no_longer_life(cast):
    client = signed_in("edith")
    for _ in range(27):
        later(client, hours=12)
        client.get("/")
    data = {"old_password": "edithedith", "new_password1": NEW, "new_password2": NEW}
    assert client.post("/password/", data).status_code == 302
    later(client, hours=12.1)
    assert client.get("/").status_code == 302


def test_the_lifetimes_are_settings(cast, settings):
    settings.GAINSAY_SESSION_IDLE_HOURS, settings.SESSION_COOKIE_AGE = 1, 7200
    client = signed_in("edith")
    assert timedelta(minutes=59) < row_of(client).expire_date - timezone.now() <= timedelta(hours=1)
    assert 7100 < client.cookies["sessionid"]["max-age"] <= 7200
    later(client, minutes=50)
    client.get("/")
    later(client, minutes=50)
    client.get("/")
    assert row_of(client).expire_date - timezone.now() <= timedelta(minutes=20)


def test_use_is_noted_every_few_minutes_and_costs_nothing_between(cast):
    client = signed_in("edith")
    client.get("/actors/")

    def writes() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/actors/")
        return [each["sql"] for each in queries if not re.match(r"SELECT|SAVEPOINT|RELEASE", each["sql"])]

    assert writes() == []
    later(client, minutes=6)
    seen = UserSession.objects.get().last_seen_at
    assert len(writes()) == 2
    assert UserSession.objects.get().last_seen_at > seen
    assert writes() == []


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0", "Edge, macOS"),
        ("curl/8.0", "Unknown program"),
        ("", "Unknown program"),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(user_agent, name):
    assert called(user_agent) == name
