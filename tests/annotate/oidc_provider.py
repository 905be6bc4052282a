"""A little OpenID Connect server of a newsroom: whoever asks is signed in there as `SUBJECT`, without a question."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SUBJECT = "newsroom-4711"


class Provider(BaseHTTPRequestHandler):
    """The few addresses that a client asks."""

    # What the next person there is called.
    subject = SUBJECT
    email = "edith@example.org"

    def log_message(self, *args: object) -> None:
        """Silent."""

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.server.server_port}"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "/go", "token_endpoint": "/token", "userinfo_endpoint": "/me"}
            addresses = {name: self.issuer + where for name, where in names.items()}
            self._answer({"issuer": self.issuer, "jwks_uri": self.issuer + "/keys", **addresses})
        elif path == "/me":
            claims = {"sub": Provider.subject, "email": Provider.email, "email_verified": True}
            self._answer(claims | {"preferred_username": "edith"})
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if body["code"] != ["good"] or "code_verifier" not in body:
            self.send_error(400)
            return
        claims = {"iss": self.issuer, "aud": "gainsay", "sub": Provider.subject, "iat": 0, "exp": 2**33}
        parts = [_encoded({"alg": "none"}), _encoded(claims), ""]
        self._answer({"access_token": "an-access-token", "token_type": "Bearer", "id_token": ".".join(parts)})

    def _answer(self, data: dict[str, object]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _encoded(data: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


def serve() -> ThreadingHTTPServer:
    """Serves on a free port of this machine until it is shut down."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
