"""Time as the back end counts it, so that a laptop whose clock is days off decides the same."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ..clock import Clock

OVERLAP = timedelta(minutes=15)
UNKNOWN_SKEW = timedelta(days=3)


class ServerClock:
    """Our clock, put right by the `Date` of the back end's answers."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._skew: timedelta | None = None

    @property
    def known(self) -> bool:
        return self._skew is not None

    @property
    def skew(self) -> timedelta:
        """What must be added to our clock; zero while the back end has not told its time."""
        return self._skew or timedelta()

    def learn(self, server_time: datetime | None) -> None:
        """Take note of the time that an answer bore just now."""
        if server_time is not None:
            self._skew = server_time - self._clock.now()

    def now(self) -> datetime:
        return self._clock.now() + self.skew

    def seconds(self) -> float:
        return self.now().timestamp()

    def margin(self) -> timedelta:
        """How far around a time one must look."""
        return OVERLAP if self.known else UNKNOWN_SKEW


def instant_of(seconds: float) -> datetime:
    """Epoch seconds as an aware datetime."""
    return datetime.fromtimestamp(seconds, timezone.utc)
