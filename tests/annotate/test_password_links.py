"""The link to a new password that a manager hands over: who may make it, what ends it, and what the person is told."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.actions.member_set import remove_member, set_member
from claims.actions.password_link_create import create_password_link
from claims.actions.password_link_use import use_password_link
from claims.actions.person_deactivate import deactivate_person
from claims.models import PasswordLink, User
from claims.permissions import Role
from tests import make
from tests.claims.at_once import meanwhile
from tests.page import plain_page

NEW = "the-dam-will-hold-1"
SENT = {"new_password1": NEW, "new_password2": NEW}


def link_for(client: Client, cast, person: User) -> str:
    membership = cast.collection.memberships.get(user=person)
    page = plain_page(client.post(reverse("member_password", args=["bridge", membership.pk])))
    found = re.search(r'value="http://localhost(/password/[^"]+)"', page)
    return found.group(1) if found else ""


@pytest.fixture
def link(as_user, cast) -> str:
    """Mona's link for Edith."""
    return link_for(as_user(cast.mona, just_now=True), cast, cast.edith)


def refused(link: str, *, opened: Client | None = None) -> str:
    """Why neither a new browser can open the link nor one that opened it in time can use it; Edith's stays."""
    answers = [Client().get(link)]
    if opened:
        answers += [opened.get("/password/link/"), opened.post("/password/link/", SENT)]
    for answer in answers:
        assert answer.status_code == 410
        assert "A manager of your collection can make a new one." in plain_page(answer)
    assert User.objects.get(username="edith").check_password("edithedith")
    return plain_page(answers[0])


def test_a_link_sets_a_new_password_once(client, cast, link):
    page = client.get(link, follow=True)
    assert "edith" in plain_page(page)
    answer = client.post("/password/link/", SENT)
    assert (answer.status_code, answer.url) == (302, "/login/")
    assert User.objects.get(username="edith").check_password(NEW)
    assert client.post("/login/", {"username": "edith", "password": NEW}).status_code == 302
    assert client.get(link).status_code == 410
    assert "has been used" in plain_page(Client().get(link))
    assert Client().post("/password/link/", SENT).status_code == 410


def test_the_address_with_the_token_is_left_at_once(client, link):
    answer = client.get(link)
    assert (answer.status_code, answer.url) == (302, "/password/link/")
    assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]
    token = link.rstrip("/").rpartition("/")[2]
    assert len(token) >= 43, "256 bits"
    assert token not in plain_page(client.get(answer.url))
    assert token not in str(dict(client.session)) and not PasswordLink.objects.filter(token_hash=token).exists()


def test_looking_at_a_link_does_not_use_it(link):
    for _browser in range(2):
        assert Client().head(link).status_code == 302
        assert Client().get(link, follow=True).status_code == 200


@pytest.mark.parametrize("token", ["x", "x" * 3000, "%C3%A9", "..%2F"])
def test_a_forged_link(client, cast, token):
    answer = client.get(f"/password/link/{token}/")
    assert answer.status_code in (404, 410)
    assert client.get("/password/link/").status_code == 410


def test_a_link_expires_after_a_day(client, cast, link):
    made = PasswordLink.objects.get()
    assert timedelta(hours=23) < made.expires_at - timezone.now() <= timedelta(hours=24)
    client.get(link)
    PasswordLink.objects.filter(pk=made.pk).delete()
    PasswordLink.objects.create(
        person=cast.edith, made_by=cast.mona, token_hash=made.token_hash, expires_at=timezone.now()
    )
    assert "expired" in refused(link)


def test_a_weak_password_is_refused_and_the_link_stays(client, link):
    client.get(link)
    assert client.post("/password/link/", {"new_password1": "edith", "new_password2": "edith"}).status_code == 422
    assert client.get("/password/link/").status_code == 200


def test_a_newer_link_ends_the_older(as_user, client, cast, link):
    client.get(link)
    newer = link_for(as_user(cast.mona, just_now=True), cast, cast.edith)
    assert "ended" in refused(link, opened=client)
    assert client.get(newer).status_code == 302


def test_using_one_ends_every_session_of_the_person(as_user, client, cast, link):
    elsewhere = as_user(cast.edith)
    assert elsewhere.get("/account/").status_code == 200
    client.get(link)
    client.post("/password/link/", SENT)
    assert elsewhere.get("/account/").status_code == 302


# -- Whoever loses the right to make a link has made none -------------------------------------------


def joins_elsewhere(cast) -> None:
    set_member(make.collection("harbour", by=cast.otto), user=cast.edith, role=Role.READER, by=cast.otto)


def maker_is_demoted(cast) -> None:
    set_member(cast.collection, user=cast.rita, role=Role.MANAGER, by=cast.mona)
    set_member(cast.collection, user=cast.mona, role=Role.EDITOR, by=cast.rita)


def maker_is_removed(cast) -> None:
    set_member(cast.collection, user=cast.rita, role=Role.MANAGER, by=cast.mona)
    remove_member(cast.collection, user=cast.mona)


def maker_is_deactivated(cast) -> None:
    User.objects.filter(pk=cast.mona.pk).update(is_active=False)


def person_is_deactivated(cast) -> None:
    User.objects.filter(pk=cast.edith.pk).update(is_active=False)


def person_runs_the_installation(cast) -> None:
    User.objects.filter(pk=cast.edith.pk).update(is_staff=True)


def person_belongs_nowhere(cast) -> None:
    remove_member(cast.collection, user=cast.edith)


def person_has_another_password(cast) -> None:
    cast.edith.set_password("edithedith")
    cast.edith.save()


LOSSES = [
    joins_elsewhere, maker_is_demoted, maker_is_removed, maker_is_deactivated, person_is_deactivated,
    person_runs_the_installation, person_belongs_nowhere, person_has_another_password,
]  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES)
def test_a_link_ends_with_the_right_to_make_it(client, cast, link, loss):
    client.get(link)
    loss(cast)
    assert "ended" in refused(link, opened=client)
    assert PasswordLink.objects.get().ended_at, "not only refused: ended"


def test_what_ended_stays_ended_when_the_right_comes_back(client, cast, link):
    maker_is_demoted(cast)
    set_member(cast.collection, user=cast.mona, role=Role.MANAGER, by=cast.rita)
    refused(link)


def test_a_right_that_was_lost_behind_the_programs_back_is_missed_at_use(client, cast, link):
    client.get(link)
    cast.collection.memberships.filter(user=cast.mona).update(role=Role.EDITOR)
    assert "ended" in refused(link, opened=client)
    assert PasswordLink.objects.get().ended_at is None, "by the check at use alone"


# -- Ending one by hand -----------------------------------------------------------------------------


def test_the_members_page_shows_open_links_with_a_button(as_user, cast, link):
    mona = as_user(cast.mona)
    address = reverse("member_password_end", args=["bridge", PasswordLink.objects.get().pk])
    page = plain_page(mona.get("/collections/bridge/members/"))
    assert "End the link for Edith" in page and address in page
    assert link.rstrip("/").rpartition("/")[2] not in page
    assert "End the link" not in plain_page(as_user(cast.rita).get("/collections/bridge/members/"))
    assert mona.post(address).status_code == 302
    assert "ended" in refused(link)
    assert "End the link" not in plain_page(mona.get("/collections/bridge/members/"))


def test_another_manager_with_the_right_may_end_it(as_user, cast, link):
    set_member(cast.collection, user=cast.rita, role=Role.MANAGER, by=cast.mona)
    address = reverse("member_password_end", args=["bridge", PasswordLink.objects.get().pk])
    assert as_user(cast.rita).post(address).status_code == 302
    assert PasswordLink.objects.get().ended_by == cast.rita


def test_a_manager_without_the_right_may_not_end_it(as_user, cast):
    harbour = make.collection("harbour", by=cast.mona)
    set_member(harbour, user=cast.edith, role=Role.READER, by=cast.mona)
    set_member(harbour, user=cast.otto, role=Role.MANAGER, by=cast.mona)
    link, _token = create_password_link(cast.edith, by=cast.mona)
    otto = as_user(cast.otto)
    assert otto.post(reverse("member_password_end", args=["harbour", link.pk])).status_code == 403
    assert otto.post(reverse("member_password_end", args=["bridge", link.pk])).status_code == 404
    page = plain_page(otto.get("/collections/harbour/members/"))
    assert "Open links to a new password" in page and "End the link" not in page
    assert PasswordLink.objects.get().is_open


def test_a_used_one_is_not_ended(as_user, cast, link):
    made = PasswordLink.objects.get()
    use_password_link(made, password=NEW)
    answer = as_user(cast.mona).post(reverse("member_password_end", args=["bridge", made.pk]), follow=True)
    assert "has been used already" in plain_page(answer)


# -- The person is told -----------------------------------------------------------------------------


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", plain_page(answer)).split())


@pytest.mark.parametrize("page", ["/", "/collections/bridge/members/", "/actors/"])
def test_the_person_is_told_of_a_link_and_ends_it(as_user, cast, link, page):
    edith = as_user(cast.edith)
    assert "Mona made a link that sets your password" in text(edith.get(page))
    assert "made a link" not in text(as_user(cast.egon).get(page))
    number = PasswordLink.objects.get().pk
    assert as_user(cast.egon).post(reverse("own_password_link_end", args=[number])).status_code == 404
    assert edith.post(reverse("own_password_link_end", args=[number])).status_code == 302
    assert "It was not used, and works no more." in text(edith.get(page))
    refused(link)
    assert as_user(cast.egon).post(reverse("own_password_notice_dismiss", args=[number])).status_code == 404
    assert edith.post(reverse("own_password_notice_dismiss", args=[number])).status_code == 302
    assert "made a link" not in text(edith.get(page))


def test_the_person_is_told_that_it_was_used_until_they_put_it_away(as_user, client, cast, link):
    as_user(cast.edith).post(reverse("own_password_notice_dismiss", args=[PasswordLink.objects.get().pk]))
    client.get(link)
    client.post("/password/link/", SENT)
    for _again in range(2):
        edith = as_user(User.objects.get(username="edith"))
        assert "Your password was set by a link that Mona made" in text(edith.get("/"))
    edith.post(reverse("own_password_notice_dismiss", args=[PasswordLink.objects.get().pk]))
    assert "was set by a link" not in text(edith.get("/"))


# -- For whom there is none -------------------------------------------------------------------------


def test_no_link_for_whom_it_would_open_more_than_the_manager_sees(as_user, cast):
    elsewhere = make.collection("harbour", by=cast.otto)
    set_member(elsewhere, user=cast.edith, role=Role.READER, by=cast.otto)
    User.objects.filter(pk=cast.egon.pk).update(is_staff=True)
    User.objects.filter(pk=cast.ralf.pk).update(is_active=False)
    for person, reason in (
        (cast.edith, "works on a collection too that you do not manage"),
        (cast.egon, "helps to run this installation"),
        (cast.ralf, "deactivated"),
        (cast.mona, "Change your own password"),
    ):
        membership = cast.collection.memberships.get(user=person)
        answer = as_user(cast.mona, just_now=True).post(reverse("member_password", args=["bridge", membership.pk]))
        assert answer.status_code == 422
        assert reason in plain_page(answer)
        assert "/password/" not in plain_page(answer).split("<main")[1]
    assert not PasswordLink.objects.exists()


def test_a_link_when_the_manager_manages_the_other_collection_too(as_user, cast):
    set_member(make.collection("harbour", by=cast.mona), user=cast.edith, role=Role.READER, by=cast.mona)
    assert link_for(as_user(cast.mona, just_now=True), cast, cast.edith)


def test_making_a_link_asks_for_the_password_again(as_user, cast):
    membership = cast.collection.memberships.get(user=cast.edith)
    answer = as_user(cast.mona).post(reverse("member_password", args=["bridge", membership.pk]))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_reauthenticate"))
    assert not PasswordLink.objects.exists()


def test_making_a_link_changes_nothing_about_the_person(as_user, cast):
    before = User.objects.values().get(pk=cast.edith.pk)
    link_for(as_user(cast.mona, just_now=True), cast, cast.edith)
    assert User.objects.values().get(pk=cast.edith.pk) == before


def test_somebody_who_belongs_nowhere_gets_no_link_from_anybody(cast):
    with pytest.raises(Exception, match="do not manage"):
        create_password_link(cast.otto, by=cast.mona)


# -- At once ----------------------------------------------------------------------------------------


@pytest.fixture
def two(transactional_db):
    mona, edith = make.user("mona"), make.user("edith")
    collection = make.collection(by=mona)
    set_member(collection, user=edith, role=Role.EDITOR, by=mona)
    return mona, edith, collection


def opened(token: str) -> Client:
    client = Client()
    assert client.get(f"/password/link/{token}/").status_code == 302
    return client


def test_two_uses_at_once_set_one_password(two):
    mona, edith, _collection = two
    link, token = create_password_link(edith, by=mona)
    client = opened(token)
    late = {"new_password1": "the-dam-holds-two", "new_password2": "the-dam-holds-two"}
    answer = meanwhile(lambda: use_password_link(link, password=NEW), lambda: client.post("/password/link/", late))
    assert answer.status_code == 410
    assert User.objects.get(pk=edith.pk).check_password(NEW)


@pytest.mark.parametrize("loss", ["joins", "demoted", "deactivated"])
def test_the_right_is_lost_while_the_link_is_used(two, loss):
    mona, edith, collection = two
    otto = make.user("otto")
    harbour = make.collection("harbour", by=otto)
    set_member(collection, user=otto, role=Role.MANAGER, by=mona)
    _link, token = create_password_link(edith, by=mona)
    client = opened(token)
    losing = {
        "joins": lambda: set_member(harbour, user=edith, role=Role.READER, by=otto),
        "demoted": lambda: set_member(collection, user=mona, role=Role.EDITOR, by=otto),
        "deactivated": lambda: deactivate_person(mona),
    }[loss]
    assert meanwhile(losing, lambda: client.post("/password/link/", SENT)).status_code == 410
    assert User.objects.get(pk=edith.pk).check_password("edithedith")


def test_the_person_joins_elsewhere_only_once_the_link_is_used(two):
    mona, edith, _collection = two
    otto = make.user("otto")
    harbour = make.collection("harbour", by=otto)
    link, _token = create_password_link(edith, by=mona)
    meanwhile(
        lambda: use_password_link(link, password=NEW),
        lambda: set_member(harbour, user=edith, role=Role.READER, by=otto),
    )
    assert harbour.role_of(edith) == Role.READER and User.objects.get(pk=edith.pk).check_password(NEW)


def test_two_makers_at_once_leave_one_link(two):
    mona, edith, collection = two
    rita = make.user("rita")
    set_member(collection, user=rita, role=Role.MANAGER, by=mona)
    meanwhile(lambda: create_password_link(edith, by=mona), lambda: create_password_link(edith, by=rita))
    assert PasswordLink.objects.count() == 2 and PasswordLink.objects.open().get().made_by == rita
