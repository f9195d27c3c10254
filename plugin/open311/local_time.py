"""Belgian clock time, for servers that label it UTC. No time zone database: Windows has none for Python.

Source of the rule: directive 2000/84/EC, summer time from the last Sunday of March to that of October, 01:00 UTC.
"""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

AHEAD_MAX = timedelta(hours=2)  # how far such an instant may lie in the future


def offset(instant: datetime) -> timedelta:
    """How far Belgian clocks are ahead of UTC at `instant` (UTC)."""
    summer = _last_sunday(instant.year, 3) <= instant < _last_sunday(instant.year, 10)
    return timedelta(hours=2 if summer else 1)


def mended(labelled: datetime | None) -> datetime | None:
    """The instant that a Belgian clock showed as `labelled`; the later one where it showed it twice."""
    if labelled is None or labelled.year < 1980:
        return labelled
    return labelled - offset(labelled - timedelta(hours=1))


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=timezone.utc)
    return last - timedelta(days=(last.weekday() + 1) % 7)
