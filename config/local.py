"""What a developer's machine need not be told: a database, a secret and an address of its own.

For launchers only (`manage.py`, `make demo`). Whatever the environment names is left as it is, and
nothing here replaces what production has to set: see `settings.py`.
"""

import os
import secrets
from pathlib import Path

from config import embedded

SECRET_FILE = embedded.ROOT / ".secret-key"


def prepare() -> None:
    """Fills in what the environment does not name, where this is plainly a developer's machine.

    It is one when no database is named and the embedded one is installed, or when it was one before (it has a
    secret of its own). On a new machine with a DATABASE_URL, a missing secret stays missing.
    """
    if not _is_named("DATABASE_URL"):
        if not embedded.installed():
            return
        os.environ["DATABASE_URL"] = embedded.start()
    elif not SECRET_FILE.exists():
        return
    fill_in()


def fill_in() -> None:
    """A secret that lasts on this machine, and an address that only this machine can reach."""
    if not _is_named("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret()
    os.environ.setdefault("GAINSAY_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
    if os.environ["GAINSAY_URL"].startswith("http://localhost"):
        os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")


def _is_named(name: str) -> bool:
    """Whether the environment holds it, or the name of the file that does."""
    return name in os.environ or f"{name}_FILE" in os.environ


def secret(path: Path = SECRET_FILE) -> str:
    """The secret kept in the file, made at first need; readable by its owner alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()
