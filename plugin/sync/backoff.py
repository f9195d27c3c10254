"""How long to wait after a failure, and when to stop trying for now."""
from __future__ import annotations

import threading
from random import SystemRandom

FIRST_S = 2.0
CAP_S = 15 * 60.0
RETRY_AFTER_CAP_S = 3600.0
_DICE = SystemRandom()


def pause_s(attempt: int, dice: SystemRandom = _DICE) -> float:
    """Seconds before attempt + 1: anywhere between 0 and 2 s doubled each time, at most 15 minutes.

    Source: "full jitter", M. Brooker, Exponential Backoff And Jitter, AWS 2015.
    """
    return dice.uniform(0, min(CAP_S, FIRST_S * 2 ** min(attempt, 20)))


class Breaker:
    """Stops a batch after several network failures in a row. May be used from any thread."""

    def __init__(self, limit: int = 3) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1

    def worked(self) -> None:
        with self._lock:
            self._failures = 0

    @property
    def is_open(self) -> bool:
        return self._failures >= self._limit
