"""`make demo`: from nothing to a Gainsay that serves, with the settings of production but for HTTPS.

Whatever it starts it ends, the embedded database included; what is in that stays for the next time.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from types import FrameType

from config import alive, embedded, local

START_SECONDS = 60


class DemoError(Exception):
    """The demo cannot start; the message says what to do."""


def main() -> int:
    """Sets up, serves until interrupted, and clears away; the exit code."""
    port = os.environ.setdefault("PORT", "8000")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with ExitStack() as at_the_end:
            _claim(port)
            if "DATABASE_URL" not in os.environ:
                if not embedded.running():
                    at_the_end.callback(embedded.stop)
                os.environ["DATABASE_URL"] = embedded.start()
            local.fill_in()
            # A terminal is no place for a line at each sign-in; the security log has them.
            os.environ.setdefault("LOG_LEVEL", "WARNING")
            # Runs first at the end: clearing away takes a moment, and a second Ctrl-C must not stop it.
            at_the_end.callback(_be_deaf)
            _prepare()
            return _serve(int(port))
    except (DemoError, embedded.EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _be_deaf() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _claim(port: str) -> None:
    """Fails at once, before anything is made, if something else serves there."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise DemoError(f"PORT={port} is no port: it takes a number from 1 to 65535.")
    with socket.socket() as probe:
        # A port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            raise DemoError(
                f"Port {port} cannot be used: {error.strerror}. Choose another, as in: make demo PORT=8123"
            ) from error


def _prepare() -> None:
    """Tables, static files under their hashed names, and the demo collection with its logins."""
    import django
    from django.core.management import CommandError, call_command
    from django.db import OperationalError, connections

    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_demo")
    except (CommandError, OperationalError) as error:
        raise DemoError(f"The demo could not be set up: {error}") from error
    finally:
        connections.close_all()


def _serve(port: int) -> int:
    """Runs the web server and prints the address once that answers."""
    gunicorn = (sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn")
    server = subprocess.Popen([*gunicorn, "--log-level", "warning", "--access-logfile", os.devnull])
    try:
        deadline = time.monotonic() + START_SECONDS
        while not alive.answers(port=port, host=alive.allowed_host()):
            if server.poll() is not None or time.monotonic() > deadline:
                raise DemoError("The web server did not start; what it said stands above.")
            time.sleep(0.05)
        print(f"\nGainsay is at {os.environ['GAINSAY_URL']}/ (Ctrl-C ends it)", flush=True)
        return server.wait()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
