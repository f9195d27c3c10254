"""Instants as GeoReport v2 writes them: W3C date and time with a time zone, always."""
from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from ..clock import utc_text

_SHAPE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)")
EARLIEST = "1900-01-01T00:00:00Z"
LATEST = "9999-12-31T23:59:59Z"
WINDOW = timedelta(days=90)


def read_instant(text: str) -> datetime:
    """An aware UTC datetime from W3C text. A `+` that a URL turned into a blank is understood. Raises ValueError."""
    match = _SHAPE.fullmatch(text.strip().replace(" ", "+"))
    if match is None:
        raise ValueError(f"not a date and time with time zone: {text!r}")
    minute, second, _, zone = match.groups()
    offset = "+0000" if zone == "Z" else zone.replace(":", "")
    instant = datetime.strptime(minute + (second or ":00") + offset, "%Y-%m-%dT%H:%M:%S%z")
    try:
        return instant.astimezone(timezone.utc)
    except OverflowError as error:
        raise ValueError(str(error)) from error


def sortable(instant: datetime) -> str:
    """The text form that the database compares; instants before 1900 become 1900."""
    return EARLIEST if instant.year < 1900 else utc_text(instant)
