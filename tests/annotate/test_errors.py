"""What is answered when something is not there, not allowed, or broken."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import include, path, reverse

from annotate.http import errors
from tests.page import plain_page

PART = {"HX-Request": "true"}
MESSAGES = {
    400: "cannot be read",
    403: "Your role does not include",
    404: "This is gone",
    413: "Too many fields",
    500: "Something broke on our side",
    503: "The database cannot be reached",
}


def failing(error: type[Exception]):
    def view(request: HttpRequest):
        raise error

    return view


urlpatterns = [
    path("", include("annotate.urls")),
    path("gone/", failing(Http404)),
    path("forbidden/", failing(PermissionDenied)),
    path("broken/", failing(RuntimeError)),
    path("away/", failing(OperationalError)),
    path("closed/", failing(InterfaceError)),
    path("forged/", failing(SuspiciousOperation)),
    path("fields/", failing(TooManyFieldsSent)),
]
handler400, handler403, handler404, handler500 = errors.unreadable, errors.forbidden, errors.not_found, errors.broken


@pytest.mark.urls("tests.annotate.test_errors")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("gone", 404),
        ("forbidden", 403),
        ("broken", 500),
        ("away", 503),
        ("closed", 503),
        ("forged", 400),
        ("fields", 413),
    ],
)
def test_a_page_or_a_sentence_for_a_part(as_user, cast, address, status):
    client = as_user(cast.edith)
    client.raise_request_exception = False
    page = client.get(f"/{address}/")
    assert page.status_code == status
    assert "<html" in plain_page(page)
    assert "Traceback" not in plain_page(page)
    part = client.get(f"/{address}/", headers=PART)
    assert part.status_code == status
    assert "<html" not in plain_page(part)
    assert MESSAGES[status] in plain_page(part)
    assert ("Retry-After" in page) == ("Retry-After" in part) == (status == 503)


def test_an_address_that_is_none_is_told_to_anybody(client, db):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "Nothing is here" in plain_page(answer)


def test_a_form_without_its_proof(cast):
    client = Client(enforce_csrf_checks=True)
    data = {"username": "edith", "password": "edithedith"}
    page, part = client.post("/login/", data), client.post("/login/", data, headers=PART)
    assert page.status_code == part.status_code == 403
    assert "open for too long" in plain_page(page)
    assert "<html" not in plain_page(part)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["article_archive", "article_hand_in"])
def test_an_address_that_only_takes_a_form_says_so_to_whoever_opens_it(as_user, cast, name):
    client, address = as_user(cast.mona), reverse(name, args=[cast.article.pk])
    page, part, head = client.get(address), client.get(address, headers=PART), client.head(address)
    assert page.status_code == part.status_code == head.status_code == 405
    assert page["Allow"] == part["Allow"] == head["Allow"] == "POST"
    assert "no-store" in page["Cache-Control"]
    html = plain_page(page)
    assert "Go back and use the button there" in html and '<nav class="navigation"' in html
    assert reverse("desk") in html
    assert "<html" not in plain_page(part) and "Go back and use the button there" in plain_page(part)


def test_a_form_sent_to_what_only_shows_says_so(as_user, cast):
    page = as_user(cast.mona).post(reverse("desk"), {"a": "b"})
    assert page.status_code == 405 and "GET" in page["Allow"]
    assert "Nothing can be sent to this address" in plain_page(page)


def test_programs_get_the_bare_answer(as_user, cast):
    answer = as_user(cast.mona).delete(reverse("desk"))
    assert (answer.status_code, answer.content) == (405, b"")


def test_the_program_uses_these_answers():
    from config import urls

    assert urls.handler400 == "annotate.http.errors.unreadable"
    assert urls.handler404 == "annotate.http.errors.not_found"
    assert urls.handler403 == "annotate.http.errors.forbidden"
    assert urls.handler500 == "annotate.http.errors.broken"
