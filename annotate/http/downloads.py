"""Files that are streamed: begun before the answer is, few at a time for one person, and ended when they last too long.

Each holds a thread and a connection for as long as its reader takes. So a person has a few turns, which are locks in
the database: they count over all processes, and end with the transaction, whatever becomes of this process. And all
people together have no more places in a process than leave threads for pages.
"""

import threading
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from annotate import access
from annotate.http import errors
from annotate.http.security_log import Event, record

# So that no other lock of this database is meant; the number of the turn is added.
_TURNS = 0x6A71_0000
# A reader who takes longer has to begin again.
LONGEST_SECONDS = 15 * 60
RETRY_SECONDS = 10
# Of this size (bytes, or code points of text) is made before the answer begins.
BEGINNING = 128 * 1024

PLACES = threading.BoundedSemaphore(settings.DOWNLOADS_PER_PROCESS)

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json; charset=utf-8"


class TooManyDownloads(Exception):
    """All turns of this person are taken."""


class AllPlacesTaken(Exception):
    """As many downloads as this process may have are under way."""


class DownloadTooSlow(Exception):
    """The reader took too long; the file ends unfinished, which a browser tells."""


class Begun[Piece: (str, bytes)]:
    """A file whose beginning has been made: until then it can still fail with an answer.

    A small one is then complete, so its turn and its transaction are over before anybody reads it.
    """

    def __init__(self, file: Iterator[Piece]) -> None:
        self._file: Iterator[Piece] = file
        self._beginning: list[Piece] = []
        size = 0
        for piece in file:
            self._beginning.append(piece)
            size += len(piece)
            if size >= BEGINNING:
                break

    def __iter__(self) -> Iterator[Piece]:
        yield from self._beginning
        yield from self._file

    def close(self) -> None:
        """End what makes the file, its transaction included."""
        _close(self._file)


def download[Piece: (str, bytes)](
    request: HttpRequest,
    file: Iterable[Piece],
    *,
    filename: str,
    content_type: str = CSV,
    event: Event = Event.EXPORTED,
    **details: Any,
) -> HttpResponseBase:
    """The answer that streams the file; 429 while this person has too many under way, 503 while all together have.

    The form for programs (`raw`) has a name of its own, so that nobody takes one file for the other.

    `event` and its details go to the security log before the file begins: from then on its connection to the database
    is busy, also for whatever a middleware would ask once the view has answered.
    """
    # Who only asks for the headers needs no turn and no rows.
    pieces: Iterable[Piece] = ()
    if request.method != "HEAD":
        record(request, event, **details)
        try:
            pieces = Begun(_in_turn(access.user_of(request).pk, file))
        except TooManyDownloads:
            record(request, Event.LIMIT_REACHED, what="downloads", most=settings.GAINSAY_MAX_DOWNLOADS)
            return errors.too_many_downloads(request, most=settings.GAINSAY_MAX_DOWNLOADS, seconds=RETRY_SECONDS)
        except AllPlacesTaken:
            record(request, Event.LIMIT_REACHED, what="downloads of all", most=settings.DOWNLOADS_PER_PROCESS)
            return errors.unavailable(request, gettext("Many people are downloading now. Try again in a minute."))
    response = StreamingHttpResponse(pieces, content_type=content_type)
    if details.get("raw"):
        filename = filename.replace(".csv", "-raw.csv")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _in_turn[Piece: (str, bytes)](person: int, file: Iterable[Piece]) -> Iterator[Piece]:
    """The file's pieces, within a transaction that holds one of the person's turns."""
    ends = time.monotonic() + LONGEST_SECONDS
    with _place(), transaction.atomic():
        _take_turn(person)
        try:
            for piece in file:
                if time.monotonic() > ends:
                    raise DownloadTooSlow
                yield piece
        finally:
            # Before the transaction ends: a COPY that still runs would keep the connection busy.
            _close(file)


@contextmanager
def _place() -> Iterator[None]:
    """Raise AllPlacesTaken if no place is free; who waited for one would take a thread as well."""
    if not PLACES.acquire(blocking=False):
        raise AllPlacesTaken
    try:
        yield
    finally:
        PLACES.release()


def _close(file: object) -> None:
    """End a generator; other iterables need no end."""
    if isinstance(file, Generator):
        file.close()


def _take_turn(person: int) -> None:
    """Raise TooManyDownloads if no turn is free."""
    with connection.cursor() as cursor:
        for turn in range(settings.GAINSAY_MAX_DOWNLOADS):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_TURNS + turn, person % 2**31])
            if cursor.fetchone()[0]:
                return
    raise TooManyDownloads
