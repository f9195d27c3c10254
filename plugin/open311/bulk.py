"""Service requests as rows of Open311's bulk CSV. https://wiki.open311.org/GeoReport/bulk/"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ..clock import utc_text
from .loose import first_text
from .model import ServiceRequest
from .send import degrees

COLUMNS = (
    "service_request_id", "requested_datetime", "updated_datetime", "closed_date", "status_description",
    "status_notes", "source", "service_name", "service_subtype", "description", "agency_responsible", "address",
    "lat", "long",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def bulk_rows(requests: Iterable[ServiceRequest]) -> Iterator[tuple[str, ...]]:
    """One tuple of texts per request, in the order of COLUMNS, for `csv.writer`; no cell can begin a formula.

    closed_date: of a closed request its updated_datetime, which the standard defines as the date of closing.
    """
    for one in requests:
        closed = one.updated_datetime if one.status == "closed" else None
        cells = (
            one.service_request_id, _date(one.requested_datetime), _date(one.updated_datetime), _date(closed),
            first_text(one.extra.get("status")) or one.status, one.status_notes, _first(one, "source", "channel"),
            one.service_name, _first(one, "service_subtype"), one.description, one.agency_responsible, one.address,
        )  # fmt: skip
        # a number is no formula, also one that begins with a minus
        yield (*map(harmless, cells), _degrees(one.lat), _degrees(one.lon))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what might begin one. Source: OWASP."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _date(instant: datetime | None) -> str:
    return utc_text(instant) if instant else ""


def _degrees(value: float | None) -> str:
    return "" if value is None else degrees(value)


def _first(request: ServiceRequest, *names: str) -> str:
    """A field that bulk CSV has and GeoReport has not: extensions carry it under its name or a like one."""
    holders = (request.extra, request.extended)
    return next((found for holder in holders for name in names if (found := first_text(holder.get(name)))), "")
