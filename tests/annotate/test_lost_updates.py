"""Two people have the same form open: the second to save is told what the first one stored, and nothing is lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.models import Actor, Article, Claim, Collection, User
from claims.permissions import Role
from tests import make
from tests.claims.at_once import meanwhile
from tests.page import plain_page


@dataclass
class Form:
    """A form with two things in it that two people change: where it stands, where it goes, and what is stored."""

    page: str
    address: str
    sent: dict[str, Any]
    first: dict[str, Any]
    second: dict[str, Any]
    stored: Callable[[], dict[str, Any]]
    # What the second is shown of the first one's.
    told: str


def actor(cast) -> Form:
    """The register."""
    found = make.actor("Ruritania", "state")
    # Nobody cites it, so register editors keep it.
    User.objects.update(edits_register=True)
    return Form(
        reverse("actor", args=[found.pk]), reverse("actor_edit", args=[found.pk]),
        {"name": "Ruritania", "kind": "state", "qualifier": "", "aliases": "", "affiliation": "", "wikidata_id": ""},
        {"aliases": "Strelsau; the crown"}, {"aliases": "the king"},
        lambda: {"aliases": "; ".join(Actor.objects.get().aliases)}, "Strelsau; the crown",
    )  # fmt: skip


def note(cast) -> Form:
    """The note of a claim."""
    found = make.claim(cast.collection, "The plan was known.")
    return Form(
        reverse("claim", args=[found.pk]), reverse("claim_note", args=[found.pk]), {"note": ""},
        {"note": "One note"}, {"note": "Another"}, lambda: Claim.objects.values("note").get(), "One note",
    )  # fmt: skip


def reword(cast) -> Form:
    """The words of a claim."""
    found = make.claim(cast.collection, "The plan was known.")
    address = reverse("claim_reword", args=[found.pk])
    return Form(
        address, address, {"statement": found.statement}, {"statement": "It was known."}, {"statement": "They knew."},
        lambda: Claim.objects.values("statement").get(), "It was known.",
    )  # fmt: skip


def guidelines(cast) -> Form:
    """Guidelines, with lines that differ."""
    edit_collection(cast.collection, guidelines="One\nTwo\nThree")
    address = reverse("guidelines_edit", args=["bridge"])
    return Form(
        address, address, {"guidelines": "One\nTwo\nThree"}, {"guidelines": "One\nSECOND\nThree"},
        {"guidelines": "One\nTwo\nTHIRD"}, lambda: Collection.objects.values("guidelines").get(),
        "<del>SECOND</del>",
    )  # fmt: skip


def settings(cast) -> Form:
    """Settings of a collection."""
    address = reverse("collection_settings", args=["bridge"])
    sent = {"name": "Bridge", "language": "en", "time_zone": "UTC", "editors_per_article": "2"}
    return Form(
        address, address, sent, {"time_zone": "Asia/Tokyo"}, {"time_zone": "Europe/Kyiv"},
        lambda: Collection.objects.values("time_zone").get(), "Tokyo",
    )  # fmt: skip


def details(cast) -> Form:
    """What is said about an article."""
    address = reverse("article_details", args=[cast.article.pk])
    sent = {"title": "Bridge falls", "outlet": "", "byline": "", "day": "", "time": "", "url": "", "language": "en"}
    return Form(
        address, address, sent | {"replaces": ""}, {"byline": "By Anna"}, {"byline": "By Bert"},
        lambda: Article.objects.values("byline").get(), "By Anna",
    )  # fmt: skip


def day(cast) -> Form:
    """One column that is two fields."""
    form = details(cast)
    form.first, form.second, form.told = {"day": "2024-08-06"}, {"day": "2024-08-07"}, "6 August 2024"
    form.stored = lambda: {"day": Article.objects.get().published}
    form.told = "Aug. 6, 2024"
    return form


def account(cast) -> Form:
    """One's own account, in two tabs."""
    sent = {"name": "Mona", "time_zone": "UTC", "language": "en"}
    stored = lambda: {"name": User.objects.get(username="mona").name}  # noqa: E731
    return Form("/account/", "/account/", sent, {"name": "Mona One"}, {"name": "Mona Two"}, stored, "Mona One")


def role(cast) -> Form:
    """What a member is."""
    key = cast.collection.memberships.get(user=cast.edith).pk
    return Form(
        reverse("members", args=["bridge"]), reverse("member_role", args=["bridge", key]), {"role": "editor"},
        {"role": "reader"}, {"role": "reviewer"}, lambda: {"role": cast.collection.role_of(cast.edith)}, "reader",
    )  # fmt: skip


FORMS = [actor, note, reword, guidelines, settings, details, day, account, role]


@pytest.fixture(params=FORMS, ids=[form.__name__ for form in FORMS])
def form(request, cast) -> Form:
    return request.param(cast)


def seen(client: Client, form: Form) -> str:
    """What the form at its page says that it has seen."""
    page = client.get(form.page)
    return seen_in(plain_page(page), form)


def seen_in(page: str, form: Form) -> str:
    around = page.split(f'action="{form.address}"')[1] if f'action="{form.address}"' in page else page
    return re.search(r'name="seen" value="(\w{64})"', around)[1]


def test_the_second_to_save_is_told_and_may_save_all_the_same(as_user, cast, form):
    mona = as_user(cast.mona)
    before = seen(mona, form)
    assert mona.post(form.address, form.sent | form.first | {"seen": before}).status_code == 302
    assert form.stored() == form.first
    answer = mona.post(form.address, form.sent | form.second | {"seen": before})
    page = plain_page(answer)
    assert answer.status_code == 409
    assert form.stored() == form.first, "nothing is written over"
    assert "This was changed after you opened it" in page and "Save mine anyway" in page
    assert form.told in page and re.search(r"changed by Mona( One)?,", page)
    [typed] = form.second.values()
    assert typed.splitlines()[-1] in page, "what was typed stays"
    again = mona.post(form.address, form.sent | form.second | {"seen": seen_in(page, form)})
    assert again.status_code == 302
    assert form.stored() == form.second


def test_a_form_that_says_not_what_it_has_seen_writes_over_nothing(as_user, cast, form):
    mona = as_user(cast.mona)
    for forged in ({}, {"seen": ""}, {"seen": "0" * 64}, {"seen": "x" * 9000}):
        stored = form.stored()
        assert mona.post(form.address, form.sent | form.first | forged).status_code == 409
        assert form.stored() == stored


def test_a_form_that_is_sent_twice_is_no_conflict(as_user, cast, form):
    if form.address.endswith("/reword/"):
        pytest.skip("the same words again are refused in words of their own")
    mona = as_user(cast.mona)
    before = seen(mona, form)
    for _time in range(2):
        assert mona.post(form.address, form.sent | form.first | {"seen": before}).status_code == 302
    assert form.stored() == form.first


def test_who_is_hidden_from_the_reader_is_not_named(as_user, cast):
    edit_collection(cast.collection, blind=True)
    form = actor(cast)
    before = seen(as_user(cast.edith), form)
    make.passage(cast.article, "the plan was known", by=cast.edith, speakers=[Actor.objects.get()])
    make.passage(cast.article, "the bridge was", by=cast.egon)
    as_user(cast.egon).post(form.address, form.sent | form.first | {"seen": before})
    page = plain_page(as_user(cast.edith).post(form.address, form.sent | form.second | {"seen": before}))
    assert form.told in page and "Egon" not in page and "changed by" not in page


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_the_same_moment():
    mona, rita = make.user("mona"), make.user("rita")
    collection = make.collection(by=mona)
    set_member(collection, user=rita, role=Role.MANAGER, by=mona)
    address = reverse("guidelines_edit", args=["bridge"])
    clients = []
    for person in (mona, rita):
        client = Client()
        client.force_login(person)
        before = re.search(r'name="seen" value="(\w+)"', plain_page(client.get(address)))[1]
        clients.append((client, before))

    def save(number: int) -> int:
        client, before = clients[number]
        return client.post(address, {"guidelines": f"By {number}", "seen": before}).status_code

    assert meanwhile(lambda: save(0), lambda: save(1)) == 409
    assert Collection.objects.get().guidelines == "By 0"
