"""How much may be sent, by whom and to which address: known before any of it is read."""

import io

import pytest
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotate.http import limits
from annotate.http.uploads import TotalUploadHandler, check_kind
from claims.exchange import actors as table
from tests.page import plain_page

MULTIPART = "multipart/form-data; boundary=x"
KB, MB = 1024, 1024 * 1024


class Body(io.RawIOBase):
    """A body that counts what is read of it."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Bytes without an end."""
        self.taken += max(size, 1)
        return b"x" * max(size, 1)


def send(client: Client, address: str, *, length: int | str, **headers: str) -> tuple[int, int, str]:
    """The status, how much was read of a body that announces that length, and the words."""
    body = Body()
    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(length), "CONTENT_TYPE": MULTIPART, **headers}
    response = client.generic("POST", address, **environ)
    return response.status_code, body.taken, plain_page(response)


@pytest.fixture
def stranger(db) -> Client:
    """With an invented proof, as nobody who is not signed in need have a true one to be read."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    return client


@pytest.mark.parametrize("address", ["/login/", "/collections/bridge/import/", "/no/such/page/", "/admin/login/", "/"])
def test_nothing_is_read_of_what_a_stranger_sends_beyond_64_kb(stranger, address):
    for length in (64 * KB + 1, 300 * MB, 10**18):
        status, taken, words = send(stranger, address, length=length)
        assert (status, taken) == (413, 0)
        assert "64.0\xa0KB" in words


def test_a_session_that_is_invented_or_over_makes_nobody_signed_in(stranger):
    stranger.cookies["sessionid"] = "a" * 32
    assert send(stranger, "/login/", length=MB)[:2] == (413, 0)


@pytest.mark.parametrize("name", ["account", "desk", "actor_new"])
def test_whoever_is_signed_in_may_send_one_megabyte(cast, as_user, name):
    client = as_user(cast.mona)
    status, taken, words = send(client, reverse(name), length=MB + 1)
    assert (status, taken) == (413, 0)
    assert "1.0\xa0MB" in words
    assert client.post(reverse("account"), {"name": "x" * 900 * KB}).status_code == 422


@pytest.mark.parametrize(("person", "status"), [("mona", 200), ("rita", 413), ("otto", 413)])
def test_only_who_may_import_may_send_as_much_as_an_import_takes(cast, as_user, person, status):
    client = as_user(getattr(cast, person))
    text = "Words. " * (2 * MB // 7)
    answered = client.post(
        reverse("articles_import", kwargs={"slug": "bridge"}), {"text": text, "title": "Long", "language": "en"}
    )
    assert answered.status_code == (302 if status == 200 else status)


def test_an_import_has_an_end_too(cast, as_user, settings):
    settings.GAINSAY_MAX_UPLOAD_BYTES, settings.GAINSAY_MAX_ARTICLE_BYTES = 3 * MB, MB
    address = reverse("articles_import", kwargs={"slug": "bridge"})
    assert send(as_user(cast.mona), address, length=6 * MB + 1)[:2] == (413, 0)
    assert send(as_user(cast.mona), reverse("actors_import"), length=table.LIMIT + MB + 1)[:2] == (413, 0)


def test_a_part_of_a_page_is_answered_by_a_sentence(cast, as_user):
    status, _taken, words = send(as_user(cast.mona), reverse("account"), length=2 * MB, HTTP_HX_REQUEST="true")
    assert status == 413
    assert "<html" not in words and "1.0\xa0MB" in words


def test_a_body_without_a_length_is_not_read(stranger):
    status, taken, _words = send(stranger, "/login/", length="", HTTP_TRANSFER_ENCODING="chunked")
    assert (status, taken) == (411, 0)


@pytest.mark.parametrize("length", ["-1", "many", "9" * 4301])
def test_a_length_that_is_none_is_refused(stranger, length):
    assert send(stranger, "/login/", length=length)[:2] == (400, 0)


def test_every_wider_address_exists():
    from tests.annotate.access_table import ACCESS

    assert set(limits.WIDER) <= set(ACCESS)


def test_files_are_counted_together_while_they_come(settings):
    settings.GAINSAY_MAX_UPLOAD_BYTES = 10
    handler = TotalUploadHandler()
    assert handler.receive_data_chunk(b"12345", 0) == b"12345"
    handler.receive_data_chunk(b"67890", 0)
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"1", 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"Words."),
        ("program.exe", b"Words."),
        ("words", b"Words."),
        ("words.txt.sh", b"Words."),
        ("paper.txt", b"%PDF-1.7 words"),
        ("paper.txt", b"PK\x03\x04 words"),
        ("page.txt", b"\xef\xbb\xbf\n <!DOCTYPE html><p>Words."),
        ("page.txt", b"<?xml version='1.0'?>"),
        ("program.txt", b"#!/bin/sh\n"),
    ],
)
def test_only_text_is_taken_by_name_and_by_content(cast, as_user, name, content):
    address = reverse("articles_import", kwargs={"slug": "bridge"})
    answer = as_user(cast.mona).post(address, {"upload": [SimpleUploadedFile(name, content)], "language": "en"})
    assert answer.status_code == 422
    assert "plain text" in plain_page(answer)
    assert cast.collection.articles.count() == 1
    with pytest.raises(ValidationError):
        check_kind(SimpleUploadedFile(name, content), endings=(".csv", ".txt"))


def test_a_table_of_actors_must_be_one(cast, as_user):
    sent = {"table": SimpleUploadedFile("actors.csv", b"PK\x03\x04")}
    answer = as_user(cast.mona).post(reverse("actors_import"), sent)
    assert answer.status_code == 422
    assert "plain text" in plain_page(answer)
