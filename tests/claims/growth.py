"""How the time of a call grows with what it is given, measured in a way that a busy machine does not spoil."""

import time
from collections.abc import Callable
from typing import Any

# A doubling of the work may cost this much; twice is linear, four times is square.
MOST = 2.8
# What is quicker than this at its largest is not judged by its growth, in seconds of CPU time.
_NOISE = 0.004
_TRIES = 3


def cpu(call: Callable[[], Any], *, times: int = 1) -> float:
    """Seconds of this thread's CPU time, the least of some repetitions."""
    found = []
    for _ in range(times):
        begun = time.thread_time()
        call()
        found.append(time.thread_time() - begun)
    return min(found)


def growth(prepare: Callable[[int], Callable[[], Any]], size: int, *, times: int = 2) -> float:
    """By how much the time grows per doubling, from `size` to four times that; 1 for what is too quick to be judged.

    Measured again where it seems too much, since another process may have had the machine meanwhile.
    """
    found = float("inf")
    for _ in range(_TRIES):
        least, most = (cpu(prepare(size * factor), times=times) for factor in (1, 4))
        found = min(found, 1.0 if most < _NOISE else (most / least) ** 0.5)
        if found <= MOST:
            break
    return found
