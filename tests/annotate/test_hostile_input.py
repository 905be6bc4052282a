"""No input whatever makes the program answer 500: every address, with what nobody's browser would send."""

from contextlib import contextmanager, nullcontext
from logging.config import dictConfig
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from claims.models import Passage
from tests import make
from tests.annotate import hostile
from tests.annotate.access_table import ACCESS
from tests.annotate.hostile import Sender
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
    member = Sender(as_user(getattr(scene["cast"], whoever_may(name, method))))
    stranger = Sender(as_user(scene["cast"].otto))
    address, fields = address_of(name, scene), hostile.sound(scene)
    broken = set()

    def ask(sender: Sender, query: str) -> None:
        with guarded(method):
            status = sender.ask(method, address, query)
        if status >= 500:
            broken.add((status, query[-80:]))

    reads = hostile.Reads(monkeypatch)
    ask(member, hostile.encoded(fields))
    asked = {each for each in reads.names if each.isidentifier()}
    turn = CALLS.index((name, method))
    for value in hostile.some(hostile.VALUES, turn, 3) if asked else ():
        ask(member, hostile.encoded({}, **dict.fromkeys(asked, value)))
    for value in hostile.some(hostile.VALUES, turn, 1) if asked else ():
        ask(stranger, hostile.encoded({}, **dict.fromkeys(asked, value)))
    for query in hostile.spoiled_once(fields, asked, turn):
        ask(member, query)
    assert not broken


@pytest.mark.parametrize("name", sorted(name for name in ACCESS if "POST" in ACCESS[name]))
def test_no_body_breaks_it(name, scene, as_user):
    member = as_user(getattr(scene["cast"], whoever_may(name, "POST")))
    address = address_of(name, scene)
    broken = set()
    for sender in (Sender(member), Sender(with_proof=False)):
        for body, kind in hostile.some(hostile.BODIES, len(name), 6):
            with forgotten():
                status = sender.send("POST", address, body, kind)
            if status >= 500 or ("charset" in kind and status != 415):
                broken.add((status, kind, body[:60]))
    assert not broken


@pytest.mark.parametrize("name", ["login", "desk", "article", "export_csv", "healthz", "search", "no such address"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_header_breaks_it(name, method, scene, as_user):
    address = "/no/such/page/" if name not in ACCESS else address_of(name, scene)
    for sender in (Sender(as_user(scene["cast"].mona)), Sender()):
        for headers in hostile.HEADERS:
            assert sender.send(method, address, **headers) < 500, headers


@pytest.mark.parametrize("name", sorted(name for name in ACCESS if addresses()[name].pattern.converters))
def test_no_argument_of_an_address_breaks_it(name, scene, as_user):
    sender = Sender(as_user(scene["cast"].mona))
    address = address_of(name, scene)
    for argument in addresses()[name].pattern.converters:
        for value in ("9" * 4301, "9223372036854775808", "2147483648", "%00", "%ED%A0%80", "x" * 9000, "a%2Fb"):
            spoiled = address.replace(str(scene[argument]), value, 1)
            for method in ("GET", "POST"):
                with guarded(method):
                    assert sender.send(method, spoiled) < 500, (method, spoiled[:80])


@pytest.mark.parametrize("cookie", [r'sessionid="abcdefgh\000ijkl"', 'csrftoken="\\000"'])
def test_a_nul_in_a_cookie_is_a_bad_request(client, db, cookie):
    assert client.get("/login/", HTTP_COOKIE=cookie).status_code == 400


def test_a_bad_request_leaves_one_line_in_the_log(db, capsys, settings):
    dictConfig(settings.LOGGING)
    fields = b"&".join(b"f%d=1" % number for number in range(5_000))
    assert Sender().send("POST", "/login/", fields) == 413
    assert Sender().send("POST", "/login/", b"x", "multipart/form-data") == 400
    written = capsys.readouterr().err
    assert "TooManyFieldsSent" in written
    assert "MultiPartParserError" in written
    assert "Traceback" not in written
