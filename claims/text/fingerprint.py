"""How a thing stood when somebody looked at it, as one short word, so that a form can say what it was drawn from.

Pure: knows neither database nor web.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def fingerprint(values: Mapping[str, Any]) -> str:
    """SHA-256 of the values by their names, in hexadecimal digits; the order of the names does not matter."""
    plain = {name: _plain(value) for name, value in values.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The names in `one` whose values are others in `other`."""
    return [name for name, value in one.items() if _plain(value) != _plain(other.get(name))]


def _plain(value: Any) -> Any:
    """What can be written down and compared: keys of rows, ISO times, lines that end in LF; nothing is empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        # Forms show whole seconds, in the zone of whoever looks.
        value = (value.astimezone(UTC) if value.tzinfo else value).replace(microsecond=0)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value).replace("\r\n", "\n")
