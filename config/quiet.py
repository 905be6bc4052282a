"""What the log says of requests that nobody here made wrong: one line instead of a traceback.

A stranger may send as many bad requests as they like, and while the database is away every request fails alike.
"""

import logging

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

ONE_LINE = (
    BadRequest,
    PermissionDenied,
    SuspiciousOperation,
    MultiPartParserError,
    UnreadablePostError,
    OperationalError,
    InterfaceError,
)


class OneLine(logging.Filter):
    """Puts the error's name and first line in the place of its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, ONE_LINE):
            said = (str(error).splitlines() or [""])[0][:200]
            # Escaped: the words may be the stranger's.
            named = f"{type(error).__name__}: {said}".encode("unicode_escape").decode("ascii")
            record.msg, record.args = f"{record.getMessage()} ({named})", ()
            record.exc_info = record.exc_text = None
        return True
