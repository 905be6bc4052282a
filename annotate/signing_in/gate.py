"""One password is checked at a time in each process, so that guesses cannot take the processor from others.

Checking one is slow on purpose. While nobody guesses, everybody waits for their turn. While somebody does, few wait
(each of them holds a thread that pages are served with), the others are told to come again in a moment, and after a
wrong password the gate stays shut for three times as long as the check kept the processor: guesses get a quarter of
one core of each process at most.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

THREADS = int(os.environ.get("WEB_THREADS", "16"))
# Seconds that somebody waits for their turn: at most, and while somebody guesses.
PATIENCE, SHORT_PATIENCE = 15.0, 3.0
# Times the time that a wrong one took.
REST = 3
# So many wrong ones in so many seconds are guesses, not slips: only few may wait then.
SLIPS, WARY = 5, 5.0


class Busy(Exception):
    """Too many wait already, or the turn did not come in time."""


class Turn:
    """The time in which one password is checked."""

    is_wrong = False

    def wrong(self) -> None:
        """The password was a wrong one."""
        self.is_wrong = True


class Gate:
    """Lets one through at a time."""

    def __init__(self, *, few: int = max(1, THREADS // 4), patience: float = PATIENCE, rest: float = REST) -> None:
        self.few, self.patience, self.rest = few, patience, rest
        self._one = threading.Lock()
        self._count = threading.Lock()
        self._waiting = 0
        self._wrong: deque[float] = deque(maxlen=SLIPS)
        self._open_again = 0.0

    @contextmanager
    def turn(self, *, is_known: bool = False) -> Iterator[Turn]:
        """Wait for one's turn; Busy if that takes too long, or too many wait while somebody guesses.

        Who is known by their browser may always wait.
        """
        patience = self._line_up(is_known=is_known)
        try:
            if not self._one.acquire(timeout=patience):
                raise Busy
            try:
                time.sleep(max(0.0, self._open_again - time.monotonic()))
                yield from self._timed()
            finally:
                self._one.release()
        finally:
            with self._count:
                self._waiting -= 1

    def _line_up(self, *, is_known: bool) -> float:
        """How long one may wait, in seconds; Busy if there is no place to wait."""
        with self._count:
            is_wary = len(self._wrong) == SLIPS and time.monotonic() - self._wrong[0] < WARY
            if is_wary and self._waiting >= self.few and not is_known:
                raise Busy
            self._waiting += 1
        return min(self.patience, SHORT_PATIENCE) if is_wary else self.patience

    def _timed(self) -> Iterator[Turn]:
        # Of this thread: what others took of the processor meanwhile is no reason to rest longer.
        turn, used = Turn(), time.thread_time()
        try:
            yield turn
        finally:
            if turn.is_wrong:
                ended = time.monotonic()
                self._wrong.append(ended)
                self._open_again = ended + self.rest * (time.thread_time() - used)


GATE = Gate()
