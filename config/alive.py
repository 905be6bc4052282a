"""Asks a running Gainsay whether it works: for the container's health check and for `make demo`.

`python -m config.alive` exits 0 if the process on `PORT` (8000) answers `/healthz` with "ok", 1 if not.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def answers(*, port: int, host: str, seconds: float = 5) -> bool:
    """Whether this machine's port answers for the given host name, which must be one of the allowed."""
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().read() == b"ok"
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def allowed_host() -> str:
    """A host name that the server answers to, from the environment that it runs in itself."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip(" .")
    return first or urlsplit(os.environ.get("GAINSAY_URL", "")).hostname or "localhost"


def main() -> int:
    """The exit code."""
    return 0 if answers(port=int(os.environ.get("PORT", "8000")), host=allowed_host()) else 1


if __name__ == "__main__":
    sys.exit(main())
