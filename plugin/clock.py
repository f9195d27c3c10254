"""Time, as one collaborator that a test can hold still, and the one way an instant is written."""
from __future__ import annotations

import time
from datetime import datetime, timezone


class Clock:
    """The computer's clock. `now` is an aware UTC datetime; `monotonic` counts seconds and never jumps."""

    def now(self) -> datetime:
        return datetime.now(timezone.utc)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def utc_text(instant: datetime) -> str:
    """Write an aware datetime as `YYYY-MM-DDThh:mm:ssZ`, the only form that every GeoReport server reads."""
    if instant.tzinfo is None:
        raise ValueError("an instant without time zone cannot be written")
    return instant.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_utc(text: str) -> datetime:
    """Read what `utc_text` wrote. Raises ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
