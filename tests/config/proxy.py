"""The committed configuration of the proxy, filled in for this machine, and Debian's nginx that runs it."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

from config.embedded import ROOT

TEMPLATE = ROOT / "deploy" / "nginx.conf.template"
WHERE_NGINX_IS = ("nginx", "/usr/sbin/nginx")
START_SECONDS = 10


def nginx() -> str | None:
    """The program, if it is installed."""
    return next((found for name in WHERE_NGINX_IS if (found := shutil.which(name))), None)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy on this machine: its ports, its folder, and the log of who asked what."""

    http: int
    https: int
    folder: Path

    @property
    def configuration(self) -> Path:
        """The template, filled in."""
        return self.folder / "nginx.conf"

    @property
    def log(self) -> str:
        """What it has written down."""
        return (self.folder / "access.log").read_text()


def filled_in(folder: Path, *, upstream: int, **changes: str) -> Proxy:
    """The configuration with a certificate of its own, for a web process on that port of this machine."""
    proxy = Proxy(free_port(), free_port(), folder)
    certificates, run = folder / "certificates", folder / "run"
    for each in (certificates, run):
        each.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-keyout", certificates / "privkey.pem", "-out", certificates / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    values = {
        "GAINSAY_URL": f"https://localhost:{proxy.https}",
        "PROXY_USER": getuser(),
        "PROXY_RUN": str(run),
        "PROXY_LOG": str(folder / "access.log"),
        "PROXY_HTTP": f"127.0.0.1:{proxy.http}",
        "PROXY_HTTPS": f"127.0.0.1:{proxy.https}",
        "PROXY_UPSTREAM": f"127.0.0.1:{upstream}",
        "PROXY_CERTIFICATES": str(certificates),
        "PROXY_MAX_BODY": "160m",
    } | changes
    text = re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], TEMPLATE.read_text())
    proxy.configuration.write_text(text)
    return proxy


@contextmanager
def running(proxy: Proxy) -> Iterator[Proxy]:
    """The proxy serves, and is ended afterwards."""
    program = nginx()
    if program is None:
        raise FileNotFoundError("nginx")
    process = subprocess.Popen(
        [program, "-p", proxy.folder, "-c", proxy.configuration, "-g", "daemon off;"],
        env={"PATH": os.environ["PATH"]},
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", proxy.https)) == 0:
                    break
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The proxy did not start.")
            time.sleep(0.05)
        yield proxy
    finally:
        process.terminate()
        process.wait()
