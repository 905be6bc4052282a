"""The proxy in front: what it hands on, what it keeps to itself, and whom it does not wait for."""

import http.client
import json
import ssl
import subprocess
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.config import proxy as proxies

pytestmark = pytest.mark.skipif(proxies.nginx() is None, reason="nginx is not installed: apt-get install nginx-light")


class Echo(BaseHTTPRequestHandler):
    """Answers what has arrived here."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Headers and the size of the body."""
        size = int(self.headers.get("Content-Length", 0))
        self.rfile.read(size)
        arrived = {"path": self.path, "size": size, "headers": {k.lower(): v for k, v in self.headers.items()}}
        body = json.dumps(arrived).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  (so named by http.server)

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with proxies.running(proxies.filled_in(tmp_path_factory.mktemp("proxy"), upstream=server.server_port)) as found:
            yield found
    finally:
        server.shutdown()
        server.server_close()


def connection(proxy, *, source: str = "127.0.0.1") -> http.client.HTTPSConnection:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(
        "127.0.0.1", proxy.https, timeout=20, context=trusting, source_address=(source, 0)
    )


def ask(proxy, path: str, *, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None):
    """The status, the headers, and what arrived at the other side."""
    asked = connection(proxy)
    asked.request(method, path, body=body, headers=headers or {})
    answer = asked.getresponse()
    words = answer.read()
    asked.close()
    return answer.status, answer.headers, json.loads(words) if answer.status == 200 else {}


def test_nginx_takes_the_configuration(tmp_path):
    made = proxies.filled_in(tmp_path, upstream=1)
    tried = subprocess.run(
        [proxies.nginx(), "-t", "-p", tmp_path, "-c", made.configuration], capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


def test_nobody_says_for_themselves_where_they_come_from(proxy):
    forged = {
        "X-Forwarded-For": "10.9.8.7",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example.org",
        "X-Real-IP": "10.9.8.7",
        "Forwarded": "for=10.9.8.7",
        "X-Request-ID": "forged",
    }
    _status, _headers, arrived = ask(proxy, "/", headers=forged)
    headers = arrived["headers"]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "https"
    assert len(headers["x-request-id"]) == 32
    assert not {"x-forwarded-host", "x-real-ip", "forwarded"} & set(headers)


def test_plain_http_leads_to_the_address_of_the_site_whatever_host_was_asked_for(proxy):
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.http, timeout=20)) as asked:
        asked.request("GET", "/claims/?q=x", headers={"Host": "evil.example.org"})
        answer = asked.getresponse()
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://localhost:{proxy.https}/claims/?q=x"


def test_it_names_no_version(proxy):
    assert ask(proxy, "/")[1]["Server"] == "nginx"


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [
        ("/login/", 2, 200),
        ("/login/", 4, 413),
        ("/collections/bridge/import/", 4, 200),
        ("/actors/import/", 4, 200),
        ("/collections/bridge/import/more/", 4, 413),
    ],
)
def test_only_imports_may_be_large(proxy, path, megabytes, status):
    answered, _headers, arrived = ask(proxy, path, method="POST", body=b"x" * megabytes * 1024 * 1024)
    assert answered == status
    if status == 200:
        assert arrived["size"] == megabytes * 1024 * 1024


def test_a_body_without_a_length_has_one_behind_it(proxy):
    with closing(connection(proxy)) as asked:
        asked.request("POST", "/login/", body=iter([b"x" * 1000, b"y" * 1000]), encode_chunked=True)
        assert json.loads(asked.getresponse().read())["size"] == 2000


def test_no_token_is_in_its_log(proxy):
    for path in (
        "/invitations/SECRET/",
        "/password/MQ/SECRET/",
        "/login/?next=/invitations/SECRET/",
        "/claims/?q=SECRET",
    ):
        ask(proxy, path)
    # It writes a line once the answer is sent, so the last one may still be on its way.
    deadline = time.monotonic() + proxies.START_SECONDS
    while "/claims/ 200" not in proxy.log and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "SECRET" not in proxy.log
    assert "/invitations/***" in proxy.log and "/password/***" in proxy.log and "/claims/ 200" in proxy.log


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_encryption_is_refused(proxy, version):
    old = ssl.create_default_context()
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, version
    old.set_ciphers("ALL:@SECLEVEL=0")
    asked = http.client.HTTPSConnection("127.0.0.1", proxy.https, timeout=20, context=old)
    with closing(asked), pytest.raises(ssl.SSLError):
        asked.request("GET", "/")
