"""What is written down for the safety of the installation, and the page on which administrators read it."""

import json
import logging
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory

from annotate.forms.collections import ChangedSettingsForm
from annotate.http.client_address import client_address
from annotate.http.security_log import Event, record
from annotate.presenters.security_log import LABELS
from claims.actions.collection_create import create_collection
from claims.actions.security_event_keep import keep
from claims.models import Claim, SecurityEvent, User
from tests import make
from tests.page import plain_page
from tests.seen import seen


@pytest.fixture
def ada(cast, as_user):
    return as_user(make.user("ada", is_superuser=True, is_staff=True))


def entries(event: str) -> list[SecurityEvent]:
    return list(SecurityEvent.objects.of_kind(event).order_by("pk"))


# -- What is recorded


@pytest.mark.parametrize(
    ("address", "person", "details"),
    [
        ("/collections/bridge/export.csv", "ralf",
         {"format": "csv", "collection": "bridge", "status": ["approved"], "raw": False}),
        ("/collections/bridge/export.csv?status=draft&raw=1", "edith",
         {"format": "csv", "collection": "bridge", "status": ["draft"], "raw": True}),
        ("/collections/bridge/stances.csv", "mona",
         {"format": "stances", "collection": "bridge", "status": ["approved"], "raw": False}),
        ("/collections/bridge/agreement.csv", "rita", {"format": "agreement", "collection": "bridge", "raw": False}),
        ("/actors.csv?raw=1", "otto", {"format": "actors", "raw": True}),
    ],
)  # fmt: skip
def test_each_export_is_recorded_with_what_was_taken(cast, as_user, address, person, details):
    who = getattr(cast, person)
    answer = as_user(who).get(address)
    assert answer.status_code == 200
    (entry,) = entries("exported")
    assert entry.person == who and entry.details == details and entry.address == "127.0.0.1"
    assert entry.request_id == answer["X-Request-ID"]


def test_an_export_that_is_refused_is_no_export(cast, as_user):
    assert as_user(cast.ralf).get("/collections/bridge/export.csv?status=nonsense").status_code == 422
    assert entries("exported") == []


def test_merging_claims_and_changing_settings_are_recorded(cast, as_user):
    one, other = make.claim(cast.collection, "It was known."), make.claim(cast.collection, "It is known.")
    mona = as_user(cast.mona)
    assert mona.post(f"/claims/{one.pk}/merge/", {"other": other.pk}).status_code == 302
    assert Claim.objects.get(pk=other.pk).merged_into == one
    (merged,) = entries("claim_merged")
    assert merged.person == cast.mona and merged.details == {
        "collection": "bridge", "claim": one.pk, "merged": other.pk,
    }  # fmt: skip
    sent = {"name": "Bridge", "language": "en", "time_zone": "UTC", "editors_per_article": 2, "blind": "on"}
    sent |= seen(ChangedSettingsForm, cast.collection)
    assert mona.post("/collections/bridge/settings/", sent).status_code == 302
    (changed,) = entries("settings_changed")
    assert changed.details == {"collection": "bridge", "fields": ["blind"], "blind": True}
    empty = create_collection(by=cast.mona, slug="empty", name="Empty")
    assert mona.post(f"/collections/{empty.slug}/delete/").status_code == 302
    assert [entry.details for entry in entries("collection_deleted")] == [{"collection": "empty"}]


@pytest.mark.parametrize(
    ("person", "method", "address", "page", "status"),
    [
        ("otto", "GET", "/collections/bridge/", "collection", 404),
        ("otto", "GET", "/security-log/", "security_log", 404),
        ("ralf", "POST", "/collections/bridge/settings/", "collection_settings", 403),
        ("edith", "GET", "/articles/99999999/", "article", 404),
    ],
)
def test_a_refusal_is_recorded(cast, as_user, person, method, address, page, status):
    who = getattr(cast, person)
    assert as_user(who).generic(method, address).status_code == status
    (entry,) = entries("refused")
    assert entry.person == who and entry.details == {"page": page, "method": method, "status": status}


def test_a_form_without_its_proof_is_a_refusal(cast, as_user):
    signed_in = as_user(cast.edith)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    assert strict.post("/account/", {"name": "E"}).status_code == 403
    assert entries("refused")[0].details == {"page": "account", "method": "POST", "status": 403}


def test_what_does_not_exist_and_what_nobody_signed_in_for_is_no_refusal(cast, as_user, client):
    assert as_user(cast.otto).get("/wp-admin/").status_code == 404
    assert client.get("/collections/bridge/").status_code == 302
    assert client.get("/nowhere/").status_code == 404
    assert SecurityEvent.objects.count() == 0


def test_an_entry_goes_with_the_transaction_of_its_step(cast, rf):
    request = rf.get("/")
    request.user = cast.edith
    with pytest.raises(PermissionDenied), transaction.atomic():
        record(request, Event.EXPORTED)
        raise PermissionDenied
    assert SecurityEvent.objects.count() == 0
    record(request, Event.EXPORTED)
    assert SecurityEvent.objects.count() == 1


def test_the_line_is_written_where_the_database_takes_no_entry(cast, rf, caplog):
    request = rf.get("/")
    request.user = cast.edith
    caplog.set_level(logging.INFO, "gainsay.security")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        try:
            cursor.execute("SELECT 1 / 0")
        except DatabaseError:
            record(request, Event.SIGNED_OUT)
            raise
    assert caplog.records[0].getMessage() == "signed_out" and caplog.records[0].person == cast.edith.pk
    assert SecurityEvent.objects.count() == 0


# -- The request's id, and the address


def test_every_answer_has_an_id_of_our_own_making(cast, as_user, client):
    for address in ("/login/", "/nowhere/", "/healthz", "/collections/bridge/"):
        ids = {client.get(address, headers={"X-Request-ID": "chosen-by-a-visitor"})["X-Request-ID"] for _ in range(2)}
        assert len(ids) == 2 and all(uuid.UUID(each) for each in ids)


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [("0af7651916cd43dd8448eb211c80319c", True), ("short", False), ("x" * 65, False), ('abcdefgh","level":"x', False)],
)
def test_behind_a_proxy_its_id_is_taken_if_it_looks_like_one(client, settings, given, is_taken):
    settings.BEHIND_PROXY = True
    assert (client.get("/login/", headers={"X-Request-ID": given})["X-Request-ID"] == given) == is_taken


def test_the_client_is_told_by_our_proxy_alone(settings):
    forged = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.7"})
    assert client_address(forged) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(forged) == "198.51.100.7"
    nonsense = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.1, <script>"})
    assert client_address(nonsense) == "127.0.0.1"


def test_the_history_keeps_no_token(cast, client):
    from annotate.http.recording import HistoryMiddleware

    middleware = HistoryMiddleware(lambda request: None)
    factory = RequestFactory()
    told = {path: middleware.get_context(factory.post(path))["url"] for path in ("/invitations/a:b/", "/account/")}
    assert told == {"/invitations/a:b/": "/invitations/<str:token>/", "/account/": "/account/"}


# -- The page


def test_administrators_read_it_and_nobody_else_knows_of_it(cast, as_user, ada):
    keep(event="exported", person=cast.edith, subject=cast.otto, address="192.0.2.7", details={"format": "csv"})
    page = plain_page(ada.get("/security-log/"))
    for words in ("Exported", "Edith", "otto", "192.0.2.7", "format:", "csv"):
        assert words in page
    assert "/security-log/" in page
    assert as_user(cast.mona).get("/security-log/").status_code == 404
    assert "/security-log/" not in plain_page(as_user(cast.mona).get("/"))


def test_it_is_filtered_by_event_person_and_day(cast, ada):
    keep(event="exported", person=cast.edith)
    keep(event="signed_in", person=cast.otto)
    keep(event="member_changed", person=cast.mona, subject=cast.edith)
    for query, shown in (
        ("event=signed_in", {"signed_in"}),
        ("person=edith", {"exported", "member_changed"}),
        ("person=EDITH&event=exported", {"exported"}),
        ("since=2099-01-01", set()),
        ("until=2001-01-01", set()),
        ("since=2001-01-01&until=2099-01-01", {"exported", "signed_in", "member_changed"}),
    ):
        answer = ada.get(f"/security-log/?{query}")
        assert {entry.event.event for entry in answer.context["entries"]} == shown, query
        assert answer.status_code == 200


def test_a_filter_that_makes_no_sense_says_so(ada):
    for query in ("person=nobody-of-that-name", "since=yesterday", "event=nonsense"):
        answer = ada.get(f"/security-log/?{query}")
        assert answer.status_code == 422 and "error" in plain_page(answer)


def test_it_has_pages_and_few_queries(cast, ada, django_assert_max_num_queries):
    for _ in range(60):
        keep(event="exported", person=cast.edith)
    with django_assert_max_num_queries(6):
        first = ada.get("/security-log/")
    assert len(first.context["entries"]) == 50 and "page=2" in plain_page(first)
    assert len(ada.get("/security-log/?page=2").context["entries"]) == 10


def test_every_event_has_words(db):
    assert set(LABELS) == set(Event)
    json.dumps([str(each) for each in LABELS.values()])


def test_details_of_a_stranger_are_shown_as_text(cast, ada):
    keep(event="refused", person=cast.otto, details={"page": "<script>alert(1)</script>"})
    assert "<script>alert" not in plain_page(ada.get("/security-log/"))


def test_settings_changed_in_the_admin_are_recorded(cast, ada):
    collection = cast.collection
    sent = {"name": "Bridges", "language": "en", "time_zone": "UTC", "editors_per_article": 2, "guidelines": ""}
    address = f"/admin/claims/collection/{collection.pk}/change/"
    shown = re.search(r'name="seen" value="(\w{64})"', plain_page(ada.get(address)))[1]
    assert ada.post(address, sent | {"seen": shown}).status_code == 302
    (entry,) = entries("settings_changed")
    assert entry.person == User.objects.get(username="ada") and entry.details["fields"] == ["name"]


def test_a_password_set_in_the_admin_is_recorded(cast, ada):
    address = f"/admin/claims/user/{cast.otto.pk}/password/"
    assert ada.get(address).status_code == 200
    words = "a-password-that-nobody-guesses-57"
    sent = {"password1": words, "password2": words, "usable_password": "true"}
    assert ada.post(address, {**sent, "password2": "another"}).status_code == 200
    assert entries("password_changed") == []
    assert ada.post(address, sent).status_code == 302
    (entry,) = entries("password_changed")
    assert entry.subject == cast.otto and entry.person.username == "ada" and entry.details == {}
