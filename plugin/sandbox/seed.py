"""The first content of a new back end: the demo commune's, or the built-in services."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ..clock import utc_text
from .builtin import DEFINITIONS, SERVICES
from .catalogue import keep_services
from .instants import read_instant
from .records import CLOSING, UPDATE_WORDS
from .troubles import DemoUnreadable

FIRST_NUMBER = 1000

_OUR_WORDS = {
    "new": "open",
    "accepted": "investigating",
    "assigned": "action_scheduled",
    "waiting": "unchanged",
    "refused": "not_councils_responsibility",
    "no_action": "no_further_action",
    "transferred": "internal_referral",
}

_INSERT = """
INSERT INTO request (service_request_id, service_code, service_name, status, state, status_notes, description,
    agency_responsible, service_notice, requested, updated, expected, address, address_id, zipcode, lat, lon,
    media, attributes, reporter, numbered_at, listed_at)
VALUES (:service_request_id, :service_code, :service_name, :status, :state, :status_notes, :description,
    :agency_responsible, :service_notice, :requested, :updated, :expected, :address, :address_id, :zipcode, :lat, :lon,
    :media, :attributes, '{}', 0, 0)
"""
_INSERT_UPDATE = """
INSERT INTO request_update (update_id, service_request_id, status, description, updated, media)
VALUES (:update_id, :service_request_id, :status, :description, :updated, '[]')
"""
_COPIED = ("status_notes", "description", "agency_responsible", "service_notice", "address", "address_id", "zipcode")


def plant(connection: sqlite3.Connection, demo: Path | None, now: datetime) -> None:
    """Fill a new database. Raises DemoUnreadable."""
    if demo is None:
        keep_services(connection, SERVICES, DEFINITIONS)
    else:
        _plant_services(connection, demo / "services.json")
        _plant_incidents(connection, demo / "incidents.json", now)
    highest = connection.execute(
        "SELECT max(CAST(service_request_id AS INTEGER)) FROM request WHERE service_request_id NOT GLOB '*[^0-9]*'"
    ).fetchone()[0]
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'request'")
    rows = connection.execute("SELECT count(*) FROM request").fetchone()[0]
    last = max(FIRST_NUMBER, highest or 0, rows)
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('request', ?)", (last,))


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DemoUnreadable(path, str(error)) from error


def _plant_services(connection: sqlite3.Connection, path: Path) -> None:
    content = _load(path)
    try:
        keep_services(connection, content["services"], content.get("definitions") or {})
    except (KeyError, TypeError, ValueError, AttributeError, sqlite3.IntegrityError) as error:
        raise DemoUnreadable(path, repr(error)) from error


def _plant_incidents(connection: sqlite3.Connection, path: Path, now: datetime) -> None:
    content = _load(path)
    names = dict(connection.execute("SELECT service_code, json_extract(body, '$.service_name') FROM service"))
    try:
        for place, incident in enumerate(content):
            number = str(incident.get("service_request_id") or FIRST_NUMBER + 1 + place)
            updates = [_update_row(number, one, now) for one in incident.get("updates") or ()]
            connection.execute(_INSERT, _request_row(number, incident, names, updates, now))
            connection.executemany(_INSERT_UPDATE, updates)
    except (KeyError, TypeError, ValueError, AttributeError, sqlite3.IntegrityError) as error:
        raise DemoUnreadable(path, repr(error)) from error


def _request_row(
    number: str, incident: Mapping[str, Any], names: Mapping[str, str], updates: list[dict[str, Any]], now: datetime
) -> dict[str, Any]:
    code = str(incident["service_code"])
    status = "closed" if incident.get("status") == "closed" else "open"
    requested = _moment(incident, "requested_datetime", now) or utc_text(now)
    last = updates[-1] if updates else {}
    state = last.get("status") or status
    row: dict[str, Any] = {name: incident.get(name) or None for name in _COPIED}
    return {
        **row,
        "service_request_id": number,
        "service_code": code,
        "service_name": names.get(code) or str(incident["service_name"]),
        "status": status,
        # the incident's own status has the last word over its updates
        "state": state if (state in CLOSING) == (status == "closed") else status,
        "requested": requested,
        "updated": _moment(incident, "updated_datetime", now, "updated_age_days") or last.get("updated") or requested,
        "expected": _moment(incident, "expected_datetime", now, "expected_age_days"),
        "zipcode": str(incident["zipcode"]) if incident.get("zipcode") else None,
        "lat": incident.get("lat"),
        "lon": incident.get("long"),
        "media": json.dumps([incident["media_url"]] if incident.get("media_url") else []),
        "attributes": json.dumps(incident.get("attributes") or {}),
    }


def _update_row(number: str, update: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "update_id": str(update["update_id"]),
        "service_request_id": number,
        "status": _word(str(update["status"])),
        "description": update.get("description") or None,
        "updated": _moment(update, "updated_datetime", now) or utc_text(now),
    }


def _word(status: str) -> str:
    """A word of the extension; the commune's own words are put into it. Raises ValueError for any other."""
    word = _OUR_WORDS.get(status, status)
    if word not in UPDATE_WORDS:
        raise ValueError(f"status of an update: {status!r}")
    return word


def _moment(row: Mapping[str, Any], name: str, now: datetime, age_name: str = "age_days") -> str | None:
    """An instant given as an age in days (so that the demo always looks recent), or as W3C text."""
    age = row.get(age_name)
    if age is None and isinstance(row.get(name), (int, float)):
        age = row[name]
    if age is not None:
        return utc_text(now - timedelta(days=float(age)))
    return utc_text(read_instant(str(row[name]))) if row.get(name) else None
