"""What is answered when something is not there, not allowed, or broken."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import include, path

from annotate.views import errors

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
    assert "<html" in page.content.decode()
    assert "Traceback" not in page.content.decode()
    part = client.get(f"/{address}/", headers=PART)
    assert part.status_code == status
    assert "<html" not in part.content.decode()
    assert MESSAGES[status] in part.content.decode()
    assert ("Retry-After" in page) == ("Retry-After" in part) == (status == 503)


def test_an_address_that_is_none_is_told_to_anybody(client, db):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.content.decode()


def test_a_form_without_its_proof(cast):
    client = Client(enforce_csrf_checks=True)
    data = {"username": "edith", "password": "edithedith"}
    page, part = client.post("/login/", data), client.post("/login/", data, headers=PART)
    assert page.status_code == part.status_code == 403
    assert "open for too long" in page.content.decode()
    assert "<html" not in part.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_program_uses_these_answers():
    from config import urls

    assert urls.handler400 == "annotate.views.errors.unreadable"
    assert urls.handler404 == "annotate.views.errors.not_found"
    assert urls.handler403 == "annotate.views.errors.forbidden"
    assert urls.handler500 == "annotate.views.errors.broken"
