"""What becomes of a text on its way in: line ends and the byte-order mark, and nothing else is touched.

Pure but for the human messages: no normalisation and no trimming, since every offset counts from this text.
"""

import hashlib
from math import ceil

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.text.short_texts import searched, shows_nothing

# White space as Python and Unicode have it, and two signs that show nothing and often end a text: the zero width space
# and the byte-order mark.
WHITE_SPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def check_size(size: int, *, limit: int) -> None:
    """Raise ValidationError for more than `limit` bytes; for a file whose size is known before it is read."""
    if size > limit:
        raise ValidationError(
            _("The file has %(size)s MB; at most %(limit)s MB are taken. Split it, or raise the limit."),
            code="too_large",
            # Rounded up, so that a file just over the limit does not look like one at the limit.
            params={"size": ceil(size / 1e5) / 10, "limit": limit / 1e6},
        )


def decode(raw: bytes, *, limit: int) -> str:
    """The text of a UTF-8 file of at most `limit` bytes; ValidationError says what is wrong, and where."""
    check_size(len(raw), limit=limit)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise ValidationError(
            _("The text is not UTF-8: see byte %(byte)s, line %(line)s. Save it as UTF-8 and try again."),
            code="not_utf8",
            params={"byte": error.start + 1, "line": _lines(_with_line_feeds(before))},
        ) from error


def canonical(text: str) -> str:
    """The text as it is stored: CRLF and CR become LF, a leading BOM goes.

    Raises ValidationError for what no text can keep (NUL, half a surrogate pair) and for emptiness.
    """
    text = _with_line_feeds(text.removeprefix("\ufeff"))
    before, nul, _after = text.partition("\0")
    if nul:
        raise ValidationError(
            _("Line %(line)s holds a NUL byte, which no text can keep. Remove it and try again."),
            code="nul",
            params={"line": _lines(before)},
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValidationError(
            _("Line %(line)s holds half a surrogate pair, which is no character. Remove it and try again."),
            code="surrogate",
            params={"line": _lines(text[: error.start])},
        ) from error
    if shows_nothing(text):
        raise ValidationError(_("The text is empty. An article needs at least one word."), code="empty")
    return text


def typed(query: str) -> str:
    """What somebody typed to search for, cleaned as what is found was; what could be in no short text is left out."""
    return searched(query)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(before: str) -> int:
    """The number of the line that stands at the end of this text, from 1."""
    return before.count("\n") + 1


def fingerprint(text: str) -> str:
    """The SHA-256 of the stored text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fingerprint_stripped(text: str) -> str:
    """The fingerprint of the text without white space at its end, by which doubles are found.

    The database computes the same for its column (`claims/sql/text_fingerprint.sql`).
    """
    return fingerprint(text.rstrip(WHITE_SPACE))
