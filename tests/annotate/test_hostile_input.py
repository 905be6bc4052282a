"""No input whatever makes the program answer 500: every address, with what nobody's browser would send."""

from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from claims.models import Passage
from tests import make
from tests.annotate import hostile
from tests.annotate.access_table import ACCESS
from tests.annotate.test_access import addresses, one_of_everything
from tests.scenes import built_once

pytestmark = pytest.mark.takes_long


def a_hostile_scene() -> dict[str, Any]:
    scene = one_of_everything()
    other = make.claim(scene["cast"].collection, "The bridge was safe.")
    return scene | {"other_claim_id": other.pk, "passage": Passage.objects.get(pk=scene["passage_id"])}


@pytest.fixture
def scene(db) -> dict[str, Any]:
    return built_once(a_hostile_scene)


@contextmanager
def forgotten():
    """What is written within is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address_of(name: str, scene: dict[str, Any]) -> str:
    wanted = addresses()[name].pattern.converters
    return reverse(name, kwargs={key: scene[key] for key in wanted})


def whoever_may(name: str, method: str) -> str:
    """Mona manages; but passages are their editor's."""
    return "edith" if ACCESS[name][method] == "mark" else "mona"


CALLS = [(name, method) for name in sorted(ACCESS) for method in ACCESS[name] if method in ("GET", "POST")]


def guarded(method: str):
    # Downloads open a transaction of their own, which must not stand within another.
    return forgotten() if method == "POST" else nullcontext()


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_no_parameter_breaks_it(name, method, scene, as_user, monkeypatch):
    client = as_user(getattr(scene["cast"], whoever_may(name, method)), raise_request_exception=False)
    stranger = as_user(scene["cast"].otto, raise_request_exception=False)
    address, fields = address_of(name, scene), hostile.sound(scene)
    reads = hostile.Reads(monkeypatch)
    with guarded(method):
        assert hostile.ask(client, address, method, hostile.encoded(fields)) < 500
    asked = {each for each in reads.names if each.isidentifier()}
    broken = set()
    for person in (client, stranger):
        for value in hostile.VALUES:
            with guarded(method):
                status = hostile.ask(person, address, method, hostile.encoded({}, **dict.fromkeys(asked, value)))
            if status >= 500:
                broken.add((status, value[:60]))
    for query in hostile.spoiled_once(fields, asked):
        with guarded(method):
            status = hostile.ask(client, address, method, query)
        if status >= 500:
            broken.add((status, query[-80:]))
    assert not broken


@pytest.mark.parametrize("name", sorted(name for name in ACCESS if "POST" in ACCESS[name]))
def test_no_body_breaks_it(name, scene, as_user):
    clients = [
        as_user(getattr(scene["cast"], whoever_may(name, "POST")), raise_request_exception=False),
        Client(raise_request_exception=False),
        Client(raise_request_exception=False, enforce_csrf_checks=True),
    ]
    address = address_of(name, scene)
    broken = set()
    for client in clients:
        for body, kind in hostile.BODIES:
            with forgotten():
                status = client.generic("POST", address, body, content_type=kind).status_code
            if status >= 500 or ("charset" in kind and status != 415):
                broken.add((status, kind, body[:60]))
    assert not broken


@pytest.mark.parametrize("name", ["login", "desk", "article", "export_csv", "healthz", "search", "no such address"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_header_breaks_it(name, method, scene, as_user):
    address = "/no/such/page/" if name not in ACCESS else address_of(name, scene)
    for sender in (as_user(scene["cast"].mona, raise_request_exception=False), Client(raise_request_exception=False)):
        for headers in hostile.HEADERS:
            assert sender.generic(method, address, **headers).status_code < 500, headers


@pytest.mark.parametrize("name", sorted(name for name in ACCESS if addresses()[name].pattern.converters))
def test_no_argument_of_an_address_breaks_it(name, scene, as_user):
    client = as_user(scene["cast"].mona, raise_request_exception=False)
    address = address_of(name, scene)
    for argument in addresses()[name].pattern.converters:
        for value in ("9" * 4301, "9223372036854775808", "2147483648", "0", "%00", "%ED%A0%80", "x" * 9000, "a%2Fb"):
            spoiled = address.replace(str(scene[argument]), value, 1)
            for method in ("GET", "HEAD", "POST"):
                with guarded(method):
                    status = (
                        hostile.ask(client, spoiled, method, "")
                        if method != "HEAD"
                        else client.head(spoiled).status_code
                    )
                assert status < 500, (method, spoiled[:80])


@pytest.mark.parametrize("cookie", [r'sessionid="abcdefgh\000ijkl"', 'csrftoken="\\000"'])
def test_a_nul_in_a_cookie_is_a_bad_request(client, db, cookie):
    assert client.get("/login/", HTTP_COOKIE=cookie).status_code == 400


def test_a_bad_request_leaves_one_line_in_the_log(client, db, capfd, settings):
    from logging.config import dictConfig

    dictConfig(settings.LOGGING)
    client.raise_request_exception = False
    client.generic(
        "POST", "/login/", b"&".join(b"f%d=1" % number for number in range(5_000)), content_type=hostile.FORM
    )
    client.generic("POST", "/login/", b"x", content_type="multipart/form-data")
    client.get("/login/", HTTP_HOST="")
    written = capfd.readouterr().err
    assert "TooManyFieldsSent" in written
    assert "MultiPartParserError" in written
    assert "Traceback" not in written
