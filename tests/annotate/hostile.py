"""What a hostile sender puts where the program expects something else, for every address of the access table."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import QueryDict
from django.test import Client, RequestFactory

from tests import make

CHOSEN = os.environ.get("GAINSAY_HOSTILE", "0")
# Values of one parameter, as they stand in an address or a form; already escaped.
VALUES = (
    "",
    "%00",
    "a%00b",
    "9" * 4301,
    "9223372036854775808",
    "2147483648",
    "-1",
    "1e999",
    "NaN",
    "%D9%A3%C2%B2",  # digits to some, not to all
    "%ED%A0%80",  # half of a surrogate pair
    "%FF%FE%22%27",
    "9999-12-31T23:59:59.999999-23:59",
    "0001-01-01T00:00:00%2B23:59",
    "2026-01-01T00:00:00%2B23:59",
    "00000000-0000-0000-0000-000000000000",
    "00000000-0000-0000-0000-000000000000:99999999999999999999",
    "1..99999999999999999999",
    "5..1;3..4;3..9",
    "%E2%80%AE%EF%BB%BF%EF%BC%9D1",
    "(%5B%7B" * 400,
    "x" * 6_000,
)
FORM = "application/x-www-form-urlencoded"
# Bodies with the type that they come with.
BODIES = (
    (b'{"version": 1}', "application/json"),
    (b"\x00\xff\xfe", "application/octet-stream"),
    (b"version=1", f"{FORM}; charset=utf-16"),
    (b"version=1", f"{FORM}; charset=utf-7"),
    (b"version=1", f"{FORM}; charset=rot13"),
    (b"version=1", f"{FORM}; charset=none-such"),
    ("version=1".encode("utf-32"), f"{FORM}; charset=utf-32"),
    (b"version=1", "multipart/form-data; boundary=x; charset=utf-16"),
    (b"x", "multipart/form-data"),
    (b"x", "multipart/form-data; boundary=\xc3\xa4".replace("\xc3\xa4", "%C3%A4")),
    (b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhalf', "multipart/form-data; boundary=x"),
    (
        b'--x\r\nContent-Disposition: form-data; name="version"; filename="\x00.txt"\r\n\r\n\x00\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n=\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    (b"&".join(b"f%d=1" % number for number in range(10_000)), FORM),
    (b"version" + b"[a]" * 2_000 + b"=1", FORM),
    (b"version=1&" * 900, FORM),
    (b"%ED%A0%80=%ED%A0%80&%00=%00&=&&=", FORM),
)
# Headers as WSGI has them.
HEADERS = (
    {"HTTP_COOKIE": r'sessionid="abcdefgh\000ijkl"'},
    {"HTTP_COOKIE": "sessionid=" + "x" * 5_000},
    {"HTTP_COOKIE": 'sessionid=\xff; csrftoken=\xff; messages="\xff'},
    {"HTTP_COOKIE": "sessionid=" + "9" * 32 + '; messages=[["__json_message",0,99,"x"]]; csrftoken=\\012'},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 9_000},
    {"HTTP_ACCEPT_LANGUAGE": "\xff,*;q=nan,de;q=1e999,-,;;"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[", "HTTP_HX_TARGET": "\xff"},
    {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_CURRENT_URL": "%ED%A0%80%00",
        "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true",
        "HTTP_HX_TRIGGERING_EVENT": "{",
    },
    {"HTTP_HOST": "evil.example.org\\@localhost"},
    {"HTTP_HOST": "\xff:99999999"},
    {"HTTP_HOST": ""},
    {"HTTP_RANGE": "bytes=9-1,-,99999999999999999999-"},
    {"HTTP_IF_NONE_MATCH": '"' * 500},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_X_FORWARDED_FOR": "\xff, ::1%, 999.1.1.1", "HTTP_X_FORWARDED_PROTO": "https,gopher\xff"},
    {"HTTP_X_FORWARDED_HOST": "evil.example.org", "HTTP_FORWARDED": "for=\x00"},
    {"HTTP_X_REQUEST_ID": "a\nb\x00" * 90},
    {"HTTP_ORIGIN": "http://[", "HTTP_REFERER": "\xff://["},
    {"HTTP_AUTHORIZATION": "Basic \xff", "HTTP_X_CSRFTOKEN": "\xff\x00"},
    {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""},
    {"CONTENT_LENGTH": "9" * 4301},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_TYPE": "x" * 900 + ";;;=;charset"},
    {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset*=utf-8''%FF"},
)


def sound(scene: dict[str, Any]) -> dict[str, Any]:
    """A value for each parameter that some form or address knows, which its reader takes."""
    passage = scene["passage"]
    seen = f"{passage.pk}:{passage.version}"
    return {
        "version": passage.version, "action": make.uuid7(), "id": make.uuid7(), "mark": "refutation",
        "content": "4..12", "cue": "13..19", "source": "0..3", "at": 4, "speaker": scene["actor_id"],
        "states": scene["claim_id"], "denies": scene["claim_id"], "actor": scene["actor_id"], "role": "speaker",
        "claim": scene["claim_id"], "claims": scene["claim_id"], "kind": "denies", "state": "open", "note": "Why.",
        "other": scene["other_claim_id"], "one": scene["claim_id"], "left": seen, "right": "", "pair": f"{seen};{seen}",
        "chosen": "left", "reason": "Because.", "text": "Some words.", "statement": "Someone knew of it.",
        "name": "Somebody", "slug": "some", "language": "en", "time_zone": "UTC", "editors_per_article": 2,
        "title": "A title", "day": "2026-01-01", "time": "10:00", "url": "https://example.org", "outlet": "Gazette",
        "editor": scene["user_id"], "editors": scene["user_id"], "way": "number", "readers": 1, "which": "few",
        "article": scene["article_id"], "made": "2026-01-01T00:00:00+00:00", "guidelines": "Words.",
        "username": "somebody", "password": "somebodysomebody", "measure": "content_overlap",
    }  # fmt: skip


class Reads:
    """Which parameters are asked for while a request is answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        for method in ("__getitem__", "getlist", "__contains__"):
            monkeypatch.setattr(QueryDict, method, self._spying(getattr(QueryDict, method)))

    def _spying(self, original: Any) -> Any:
        def spying(query: QueryDict, key: str, *more: Any) -> Any:
            self.names.add(key)
            return original(query, key, *more)

        return spying


def encoded(fields: dict[str, Any], **spoiled: str) -> str:
    """A form's fields as they are sent; the spoiled ones as they stand."""
    kept = (f"{name}={quote(str(value))}" for name, value in fields.items() if name not in spoiled)
    return "&".join([*kept, *(f"{name}={value}" for name, value in spoiled.items())])


class Sender:
    """Sends what nobody's browser would, past the test client: that keeps each page's context, which takes long."""

    def __init__(self, signed_in: Client | None = None, *, with_proof: bool = True) -> None:
        self._handler = WSGIHandler()
        self._cookie = "; ".join(f"{key}={each.value}" for key, each in signed_in.cookies.items()) if signed_in else ""
        self._with_proof = with_proof

    def send(self, method: str, address: str, body: bytes = b"", kind: str = FORM, **headers: Any) -> int:
        """The status of one request; what is streamed is read to its end."""
        sent = {"HTTP_COOKIE": self._cookie} | headers
        request = RequestFactory().generic(method, address, body, content_type=kind, **sent)
        # As the test client does it: with the proof against forged forms that every page of ours holds.
        request._dont_enforce_csrf_checks = self._with_proof  # type: ignore[attr-defined]
        response = self._handler.get_response(request)
        # Not closed: that would end the connection that the test's transaction stands in.
        for _piece in response:
            pass
        return response.status_code

    def ask(self, method: str, address: str, fields: str) -> int:
        """As `send`, with the fields in the address or the form."""
        if method == "POST":
            return self.send(method, address, fields.encode("latin-1"))
        return self.send(method, address, QUERY_STRING=fields)


def some[Thing](things: tuple[Thing, ...], turn: int, count: int) -> list[Thing]:
    """So many of them, others at each turn, so that all have theirs: every one every time takes half an hour.

    GAINSAY_HOSTILE=1, 2, … has other ones; GAINSAY_HOSTILE=all has all.
    """
    if CHOSEN == "all":
        return list(things)
    first = (turn + int(CHOSEN)) * count
    return [things[(first + number) % len(things)] for number in range(min(count, len(things)))]


def spoiled_once(fields: dict[str, Any], names: set[str], turn: int) -> Iterator[str]:
    """Each parameter that is asked for with a value or two of the list, all others sound."""
    for number, name in enumerate(sorted(names - {"csrfmiddlewaretoken"})):
        for value in some(VALUES, turn + number, 1):
            yield encoded(fields, **{name: value})
