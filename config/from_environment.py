"""Reads the environment: what is needed is asked for with a hint, and a secret may stand in a file instead."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def required(name: str, hint: str) -> str:
    """The secret of that name; without one there is no start, and the message says how to get one."""
    value = secret(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set.\nHINT: {hint}")
    return value


def secret(name: str) -> str:
    """The value of a variable, or of the file that `<NAME>_FILE` names, without blanks at its ends; empty for neither.

    Files, since the environment of a process can be read by more people, and ends up in reports of crashes.
    Raises ImproperlyConfigured for both at once, and for a file that cannot be read or holds nothing.
    """
    value, path = (os.environ.get(each, "").strip() for each in (name, f"{name}_FILE"))
    if value and path:
        raise ImproperlyConfigured(
            f"{name} and {name}_FILE are both set.\nHINT: Keep one of them, so that it is plain which one counts."
        )
    if not path:
        return value
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE={path} cannot be read: {error.strerror}.\nHINT: The account that runs Gainsay has to be able"
            " to read it, and nobody else."
        ) from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE={path} holds something else than text.\nHINT: One line in UTF-8, nothing else."
        ) from error
    if not value:
        raise ImproperlyConfigured(
            f"{name}_FILE={path} is empty.\nHINT: Write the secret into it, or unset the variable."
        )
    return value


def secrets_in(name: str) -> list[str]:
    """Several secrets, separated by commas, blanks or line ends."""
    if os.environ.get(f"{name}_FILE", "").strip() and not _holds_something(Path(os.environ[f"{name}_FILE"].strip())):
        # There is a file for what is seldom needed, and nothing in it.
        return []
    return secret(name).replace(",", " ").split()


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 1
    except OSError:
        return True
