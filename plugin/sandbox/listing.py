"""GET requests, GET requests/{id} and GET tokens/{token}."""
from __future__ import annotations

import json
import re
import sqlite3
from datetime import datetime

from ..i18n import tr
from . import area
from .call import Call
from .instants import EARLIEST, LATEST, WINDOW, read_instant, sortable
from .office import Office
from .problems import Problem
from .records import Selection
from .wire import Tree

CAP = 1000
_COUNT = re.compile(r"0*[1-9]\d{0,8}", re.ASCII)
COMMON = frozenset(["api_key", "jurisdiction_id"])
NAMES = COMMON | area.NAMES | frozenset(
    "service_request_id service_code start_date end_date status updated_after updated_before page page_size extensions"
    .split()
)


def get_requests(office: Office, call: Call) -> Tree:
    """The listed requests, latest first; numbers asked for override every other filter."""
    office.check_jurisdiction(call)
    office.check_names(call, NAMES)
    ids = call.listed("service_request_id")
    rows = office.records.by_ids(ids, CAP) if ids else office.records.select(_selection(office, call))
    return Tree("service_requests", [_public(office, row, extended=_extended(call)) for row in rows])


def get_request(office: Office, call: Call) -> Tree:
    """One request by its number, moderated or not."""
    office.check_jurisdiction(call)
    office.check_names(call, COMMON | {"extensions"})
    rows = office.records.by_ids([call.parts[1]])
    if not rows:
        raise Problem(404, tr("The service_request_id that was provided was not found."))
    return Tree("service_requests", [_public(office, row, extended=_extended(call)) for row in rows])


def get_token(office: Office, call: Call) -> Tree:
    """The number behind a token; empty while the token waits."""
    office.check_jurisdiction(call)
    office.check_names(call, COMMON)
    known, number = office.records.by_token(call.parts[1])
    if not known:
        raise Problem(404, tr("The token that was provided was not found."))
    return Tree("service_requests", [{"service_request_id": number or None, "token": call.parts[1]}])


def _extended(call: Call) -> bool:
    return call.get("extensions").lower() in ("true", "1")


def _selection(office: Office, call: Call) -> Selection:
    start, end = _window(office, call)
    statuses = call.listed("status")
    if statuses and not {one.lower() for one in statuses} <= {"open", "closed"}:
        raise Problem(400, tr("status must be open, closed, or both with a comma."))
    limit, offset = paging(call)
    return Selection(
        start=start,
        end=end,
        updated_after=_bound(call, "updated_after", EARLIEST),
        updated_before=_bound(call, "updated_before", LATEST),
        codes=call.listed("service_code"),
        statuses=[one.lower() for one in statuses] if statuses else None,
        area=area.area_of(call),
        limit=limit,
        offset=offset,
    )


def _window(office: Office, call: Call) -> tuple[str, str]:
    """The bounds on requested_datetime: 90 days at most, the last 90 by default.

    With updated_after or updated_before and no dates there is no bound: the old requests that changed are the point.
    """
    start, end = instant_of(call, "start_date"), instant_of(call, "end_date")
    if start and end and not start <= end <= start + WINDOW:
        raise Problem(400, tr("start_date and end_date must be in order and at most 90 days apart."))
    if start:
        return sortable(start), sortable(end or _later(start))
    if end:
        return sortable(_earlier(end)), sortable(end)
    if call.get("updated_after") or call.get("updated_before"):
        return EARLIEST, LATEST
    return sortable(office.clock.now() - WINDOW), LATEST


def _later(instant: datetime) -> datetime:
    return instant + WINDOW if instant.year < 9999 else instant


def _earlier(instant: datetime) -> datetime:
    return instant - WINDOW if instant.year > 1900 else instant


def instant_of(call: Call, name: str) -> datetime | None:
    """A date parameter; None when it was not sent. Raises Problem 400 when it cannot be read."""
    text = call.get(name)
    if not text:
        return None
    try:
        return read_instant(text)
    except ValueError as error:
        words = tr("{name} must be a date and time with time zone (W3C format).").format(name=name)
        raise Problem(400, words) from error


def _bound(call: Call, name: str, default: str) -> str:
    instant = instant_of(call, name)
    return sortable(instant) if instant else default


def paging(call: Call) -> tuple[int, int]:
    """LIMIT and OFFSET: the first 1000, or the page that was asked for (100 rows unless page_size says so)."""
    if not (call.get("page") or call.get("page_size")):
        return CAP, 0
    size = min(_count(call, "page_size", 100), CAP)
    return size, (_count(call, "page", 1) - 1) * size


def _count(call: Call, name: str, default: int) -> int:
    text = call.get(name)
    if not text:
        return default
    if not _COUNT.fullmatch(text):
        raise Problem(400, tr("{name} must be a whole number from 1.").format(name=name))
    return int(text)


def absolute(office: Office, url: str) -> str:
    """The address of a photo as a client can open it, whatever port this server has today."""
    return office.base_url + url if url.startswith("/") else url


def _public(office: Office, row: sqlite3.Row, *, extended: bool) -> dict[str, object]:
    """What everybody may read: nothing about the person who reported."""
    media = [absolute(office, url) for url in json.loads(row["media"])]
    public: dict[str, object] = {
        "service_request_id": row["service_request_id"],
        "status": row["status"],
        "status_notes": row["status_notes"] or None,
        "service_name": row["service_name"],
        "service_code": row["service_code"],
        "description": row["description"] or None,
        "agency_responsible": row["agency_responsible"] or None,
        "service_notice": row["service_notice"] or None,
        "requested_datetime": row["requested"],
        "updated_datetime": row["updated"],
        "address": row["address"] or None,
        "address_id": row["address_id"] or None,
        "zipcode": row["zipcode"] or None,
        "lat": row["lat"],
        "long": row["lon"],
        "media_url": media[0] if media else None,
    }
    if row["expected"]:  # an empty date is what strict readers stumble over, an absent one is the standard's own way
        public["expected_datetime"] = row["expected"]
    if extended:
        public["extended_attributes"] = _extra(row, media)
        public["notes"] = _notes(office, row)
    return public


def _extra(row: sqlite3.Row, media: list[str]) -> dict[str, object]:
    answers: dict[str, list[str]] = json.loads(row["attributes"])
    return {
        "state": row["state"],
        "attributes": [{"code": code, "value": value} for code, values in answers.items() for value in values],
        "media_urls": media,
    }


def _notes(office: Office, row: sqlite3.Row) -> list[dict[str, object]]:
    """What happened to the request, oldest first, with the fields of Chicago's extension."""
    return [
        {
            "datetime": note["updated"],
            "type": note["status"],
            "summary": note["status"].replace("_", " ").capitalize(),
            "description": note["description"] or None,
        }
        for note in office.records.updates_of(row["service_request_id"])
    ]
