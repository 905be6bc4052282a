"""A person takes their data away, and asks to be removed; an administrator answers."""

import json

import pytest
from django.apps import apps

from claims.actions.actor_create import get_or_create_actor
from claims.actions.comment_create import create_comment
from claims.actions.passage_edit import set_passage_note
from claims.actions.removal_request import request_removal
from claims.actions.security_event_keep import keep
from claims.models import Passage, PersonReplacement, RemovalRequest, SecurityEvent, User
from claims.queries.personal_data import LEFT_OUT, SECTIONS
from tests import make
from tests.annotate.blind_walk import body
from tests.page import plain_page


@pytest.fixture
def ada(cast, as_user):
    return as_user(make.user("ada", is_superuser=True, is_staff=True), just_now=True)


@pytest.fixture
def work(cast):
    """Edith and Egon each have a passage with parts, a comment, an actor and a claim."""
    for person, words, name in ((cast.edith, "until May", "Edithland"), (cast.egon, "the plan was known", "Egonland")):
        actor = get_or_create_actor(name=name, kind="state", by=person)
        passage = make.passage(
            cast.article, words, by=person, mark="refutation", speakers=[actor],
            denies=[make.claim(cast.collection, f"{name} knew.")],
        )  # fmt: skip
        set_passage_note(passage, note=f"Note on {name}", by=person, version=1, action=make.uuid7())
        create_comment(passage=passage, text=f"Comment on {name}", by=person)
    keep(event="signed_in", person=cast.edith, address="192.0.2.7")
    keep(event="member_changed", person=cast.mona, subject=cast.edith, address="192.0.2.9", details={"role": "editor"})
    keep(event="signed_in", person=cast.egon, address="192.0.2.11")
    return cast


def taken(client) -> dict:
    answer = client.get("/account/data.json")
    assert answer.status_code == 200 and answer.streaming and "no-store" in answer["Cache-Control"]
    assert 'filename="gainsay-data-' in answer["Content-Disposition"]
    return json.loads(body(answer))


def test_a_person_takes_away_everything_that_is_theirs(work, as_user):
    data = taken(as_user(work.edith, just_now=True))
    assert data["account"][0]["username"] == "edith" and "password" not in data["account"][0]
    assert data["memberships"][0]["collection_name"] == "Bridge" and data["memberships"][0]["role"] == "editor"
    (passage,) = data["passages"]
    assert passage["exact"] == "until May" and passage["note"] == "Note on Edithland" and ".." in passage["content"]
    assert data["attributions"][0]["actor_name"] == "Edithland"
    assert data["denials"][0]["claim_statement"] == "Edithland knew."
    assert data["comments"][0]["text"] == "Comment on Edithland"
    assert [each["name"] for each in data["actors_entered"]] == ["Edithland"]
    assert [each["article_title"] for each in data["assignments"]] == ["Bridge falls"]
    assert [(each["event"], each["address"]) for each in data["security_log_by_you"]] == [
        ("signed_in", "192.0.2.7"),
        ("personal_data_taken", "127.0.0.1"),
    ]
    assert [(each["event"], each["details"]) for each in data["security_log_about_you"]] == [
        ("member_changed", {"role": "editor"})
    ]


def test_nothing_of_others_is_in_it(work, as_user):
    words = json.dumps(taken(as_user(work.edith, just_now=True)))
    for others in ("egon", "Egon", "mona", "the plan was known", "192.0.2.9", "192.0.2.11"):
        assert others not in words


def test_every_key_to_an_account_is_told_or_left_out_on_purpose():
    told = {f"{section.model}.{section.field}" for section in SECTIONS}
    keys = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        # Histories are told with what they are of; what has no table of its own holds nothing.
        if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    assert keys - told - LEFT_OUT == set(), "add a section to claims/queries/personal_data.py, or say why not"
    assert keys >= LEFT_OUT


def test_the_file_comes_in_pieces_with_few_queries(work, as_user, django_assert_max_num_queries):
    with django_assert_max_num_queries(3 * len(SECTIONS)):
        taken(as_user(work.edith, just_now=True))


def test_asking_and_taking_back(work, as_user):
    edith = as_user(work.edith)
    assert "Ask to be removed" in plain_page(edith.get("/account/data/"))
    assert edith.post("/account/removal/").status_code == 302
    page = plain_page(edith.get("/account/data/"))
    assert "You asked for this on" in page and "Ask to be removed" not in page
    again = edith.post("/account/removal/")
    assert again.status_code == 422 and "asked for this already" in plain_page(again)
    assert edith.post("/account/removal/take-back/").status_code == 302
    assert "You took a request back" in plain_page(edith.get("/account/data/"))
    assert edith.post("/account/removal/").status_code == 302, "and asks anew"
    assert [each.is_open for each in RemovalRequest.objects.all()] == [True, False]
    kinds = list(SecurityEvent.objects.filter(person=work.edith).order_by("pk").values_list("event", flat=True))
    assert kinds == ["signed_in", "removal_requested", "removal_taken_back", "removal_requested"]


def test_an_administrator_declines_with_a_reason(work, as_user, ada):
    asked = request_removal(work.edith)
    assert "Edith" in plain_page(ada.get("/removals/"))
    refused = ada.post(f"/removals/{asked.pk}/decline/", {"reason": " "})
    assert refused.status_code == 422 and "Say why" in plain_page(refused)
    assert ada.post(f"/removals/{asked.pk}/decline/", {"reason": "A court asks for it."}).status_code == 302
    assert "A court asks for it." in plain_page(as_user(work.edith).get("/account/data/"))
    late = ada.post(f"/removals/{asked.pk}/decline/", {"reason": "Once more."})
    assert late.status_code == 422 and "meanwhile" in plain_page(late)
    assert SecurityEvent.objects.get(event="removal_declined").subject == work.edith


def test_an_administrator_replaces_a_person_by_a_number(work, as_user, ada):
    request_removal(work.edith)
    address = f"/people/{work.edith.pk}/replace/"
    assert address in plain_page(ada.get("/removals/"))
    page = plain_page(ada.get(address))
    assert "Replace Edith by a number?" in page and "What stays" in page
    for wrong in ("", "Edith", "egon"):
        assert ada.post(address, {"username": wrong}).status_code == 422
    assert not PersonReplacement.objects.exists()
    edith = as_user(work.edith)
    assert edith.get("/").status_code == 200
    assert ada.post(address, {"username": "edith"}).status_code == 302
    assert edith.get("/").status_code == 302, "signed out everywhere"
    assert Passage.objects.filter(editor__username="former member 1").exists()
    entry = SecurityEvent.objects.get(event="person_replaced")
    assert entry.details == {"number": 1} and entry.subject is None and entry.person.username == "ada"
    listed = plain_page(ada.get("/removals/"))
    assert "former member 1" in listed and "Edith" not in listed
    assert ada.post(address, {"username": "former member 1"}).status_code == 422, "not twice"


def test_who_cannot_be_replaced_is_told_at_once(work, ada):
    page = plain_page(ada.get(f"/people/{work.mona.pk}/replace/"))
    assert "only manager of “Bridge”" in page and "Replace for good" not in page


def test_somebody_who_did_not_ask_is_found_by_user_name(work, ada):
    assert ada.get("/removals/?username=Otto")["Location"] == f"/people/{work.otto.pk}/replace/"
    unknown = ada.get("/removals/?username=nobody-at-all")
    assert unknown.status_code == 422 and "Nobody has this user name" in plain_page(unknown)
