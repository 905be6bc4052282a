"""What becomes of a text on its way in: line ends and the byte-order mark, and nothing else is touched.

Pure but for the human messages: no normalisation and no trimming, since every offset counts from this text.
"""

import hashlib
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_SEARCHABLE = re.compile(r"\S")


def decode(raw: bytes, *, limit: int) -> str:
    """The text of a UTF-8 file of at most `limit` bytes; ValidationError says what is wrong, and where."""
    if len(raw) > limit:
        raise ValidationError(
            _("The file has %(size)s MB; at most %(limit)s MB are taken. Split it, or raise the limit in the settings."),
            code="too_large", params={"size": round(len(raw) / 1e6, 1), "limit": round(limit / 1e6, 1)},
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("The text is not UTF-8: byte %(byte)s in line %(line)s cannot be read. Save the file as UTF-8 and try again."),
            code="not_utf8", params={"byte": error.start + 1, "line": raw.count(b"\n", 0, error.start) + 1},
        ) from error


def canonical(text: str) -> str:
    """The text as it is stored: CRLF and CR become LF, a leading BOM goes; NUL and emptiness are refused."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise ValidationError(
            _("Line %(line)s holds a NUL byte, which no text can keep. Remove it and try again."),
            code="nul", params={"line": text.count("\n", 0, text.index("\0")) + 1},
        )
    if not _SEARCHABLE.search(text):
        raise ValidationError(_("The text is empty. An article needs at least one word."), code="empty")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValidationError(
            _("Character %(position)s is half of a surrogate pair and no character of its own. Save the text as UTF-8."),
            code="surrogate", params={"position": error.start + 1},
        ) from error
    return text


def fingerprint(text: str) -> str:
    """The SHA-256 of the stored text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
