"""Undo and redo over HTTP: what they answer, whom they refuse, and the switch of the single-letter keys."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotate.forms.people import AccountForm
from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Assignment, Claim, Passage
from claims.models.choices import Status
from tests import make
from tests.annotate.test_workbench import HX, mark, queries_of
from tests.page import plain_page
from tests.seen import seen


@pytest.fixture
def edith(cast, as_user):
    return as_user(cast.edith)


def post(client, article, verb="undo", **fields):
    return client.post(f"/articles/{article.pk}/{verb}/", {"action": str(make.uuid7()), **fields}, headers=HX)


def said(response) -> str:
    import html

    return html.unescape(re.search(r'<span id="said">(.*?)</span>', plain_page(response)).group(1))


def note(client, passage, words):
    version = Passage.objects.get(pk=passage.pk).version
    fields = {"version": version, "action": str(make.uuid7()), "note": words}
    assert client.post(f"/passages/{passage.pk}/note/", fields, headers=HX).status_code == 200


def is_shown(response, turn) -> bool:
    form = re.search(rf'<form[^>]*data-turn="{turn}"[^>]*>', plain_page(response))
    return "hidden" not in form.group(0)


def test_it_says_what_it_did_and_shows_it(cast, edith):
    mark(edith, cast.article, "the plan was known")
    passage = Passage.objects.get()
    note(edith, passage, "Which plan?")
    response = post(edith, cast.article)
    assert said(response) == "Took back: the note at “the plan was known”"
    page = plain_page(response)
    assert f'id="card-{passage.pk}"' in page and 'id="strip"' in page and "Which plan?" not in page
    assert is_shown(response, "undo") and is_shown(response, "redo")
    response = post(edith, cast.article, "redo")
    assert said(response) == "Did again: the note at “the plan was known”"
    assert "Which plan?" in plain_page(response) and not is_shown(response, "redo")


def test_a_mark_taken_back_leaves_text_and_strip_as_they_were(cast, edith):
    inner = make.passage(cast.article, "safe", by=cast.edith)
    mark(edith, cast.article, "the bridge was “safe” until May")
    response = post(edith, cast.article)
    page = plain_page(response)
    assert said(response) == "Took back: the mark “assertion” on “the bridge was “safe” until May”"
    assert 'data-status="withdrawn"' in page and page.count("<mark") == 1
    version = Passage.objects.get(pk=inner.pk).version
    assert f'<data id="version-{inner.pk}" value="{version}">' in page


def test_nothing_to_take_back(cast, edith):
    for verb, words in (("undo", "Nothing to take back."), ("redo", "Nothing to do again.")):
        response = post(edith, cast.article, verb)
        assert response.status_code == 200 and said(response) == words
        assert not is_shown(response, "undo") and not is_shown(response, "redo")


def test_what_stays_is_said_with_the_reason_and_the_fresh_card(cast, edith, as_user):
    passage = make.passage(cast.article, "the plan", by=cast.edith, mark="quote", speakers=[make.actor("Minister")])
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    response = post(edith, cast.article)
    assert response.status_code == 409 and said(response).startswith("You handed in since")
    assert "card-" not in plain_page(response)
    note(edith, passage, "Mine.")
    note(as_user(cast.rita), passage, "Rita’s.")
    response = post(edith, cast.article)
    assert response.status_code == 409 and said(response).startswith("Rita changed “the plan” since")
    assert "Rita’s." in plain_page(response)


def test_sent_twice_it_is_done_once_and_answers_alike(cast, edith):
    mark(edith, cast.article, "the plan was known")
    note(edith, Passage.objects.get(), "Which plan?")
    action = str(make.uuid7())
    first, second = post(edith, cast.article, action=action), post(edith, cast.article, action=action)
    assert said(first) == said(second)
    assert Passage.objects.get().status == Status.DRAFT


def test_a_claim_worded_by_it_goes(cast, edith):
    mark(edith, cast.article, "the plan was known")
    passage = Passage.objects.get()
    fields = {"version": 1, "action": str(make.uuid7()), "statement": "There was a plan."}
    edith.post(f"/passages/{passage.pk}/statements/", fields, headers=HX)
    claim = Claim.objects.get()
    assert said(post(edith, cast.article)) == "Took back: the claim “There was a plan.” at “the plan was known”"
    assert not Claim.objects.exists()
    post(edith, cast.article, "redo")
    assert Claim.objects.get() == claim


def test_without_javascript_the_page_says_it(cast, edith):
    mark(edith, cast.article, "the plan was known")
    passage = Passage.objects.get()
    note(edith, passage, "Which plan?")
    response = edith.post(f"/articles/{cast.article.pk}/undo/", follow=True)
    assert response.redirect_chain[0][0].startswith(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    assert "Took back: the note at" in plain_page(response)
    assert "Took back: the mark" in plain_page(edith.post(f"/articles/{cast.article.pk}/undo/", follow=True))
    assert "Nothing to take back." in plain_page(edith.post(f"/articles/{cast.article.pk}/undo/", follow=True))


def test_the_page_offers_undo_only_when_there_is_something(cast, edith):
    address = f"/articles/{cast.article.pk}/"
    assert not is_shown(edith.get(address), "undo")
    mark(edith, cast.article, "the plan was known")
    assert is_shown(edith.get(address), "undo") and not is_shown(edith.get(address), "redo")


def test_a_verb_pays_two_queries_for_being_undone_and_an_undo_stays_cheap(cast, edith):
    mark(edith, cast.article, "the plan was known")
    passage = Passage.objects.get()
    with CaptureQueriesContext(connection) as context:
        note(edith, passage, "Which plan?")
    for_undo = [sql for sql in queries_of(context.captured_queries) if "claims_change" in sql or "JSONB_BUILD" in sql]
    assert len([sql for sql in for_undo if "answered" not in sql]) <= 3, "\n".join(for_undo)
    with CaptureQueriesContext(connection) as context:
        post(edith, cast.article)
    assert len(queries_of(context.captured_queries)) <= 40


class TestLetterKeys:
    """A letter alone as a command can be switched off (WCAG 2.1.4)."""

    def test_they_are_on_until_switched_off(self, cast, edith):
        assert "data-letter-keys" not in plain_page(edith.get("/"))
        assert edith.post("/account/letter-keys/").status_code == 204
        cast.edith.refresh_from_db()
        assert not cast.edith.letter_keys
        page = plain_page(edith.get("/"))
        assert 'data-letter-keys="off"' in page
        assert edith.post("/account/letter-keys/", {"on": "on"}).status_code == 204
        assert "data-letter-keys" not in plain_page(edith.get("/"))

    def test_the_account_page_has_them_too(self, cast, edith):
        shown = {"name": "Edith", "time_zone": "UTC", "language": "en"}
        assert "checked" in plain_page(edith.get("/account/"))
        assert edith.post("/account/", shown | seen(AccountForm, cast.edith)).status_code == 302
        cast.edith.refresh_from_db()
        assert not cast.edith.letter_keys
        edith.post("/account/", shown | {"letter_keys": "on"} | seen(AccountForm, cast.edith))
        cast.edith.refresh_from_db()
        assert cast.edith.letter_keys
