"""Service requests and their updates, as rows of the database."""
from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..clock import Clock, utc_text
from .area import Area
from .behaviour import Switches
from .database import Database
from .instants import EARLIEST, LATEST

# Source: the words of mySociety's extension, FixMyStreet's complete Open311 specification (2024)
CLOSING = frozenset(
    "closed fixed duplicate not_councils_responsibility no_further_action internal_referral cancelled".split()
)
OPENING = frozenset("open in_progress planned action_scheduled investigating for_triage reopen".split())
UNCHANGED = "unchanged"
UPDATE_WORDS = CLOSING | OPENING | {UNCHANGED}

# Every listing is one statement: what is not asked for is a bound that holds everything
_SELECT_LISTED = """
SELECT * FROM request
WHERE requested BETWEEN :start AND :end
  AND updated BETWEEN :updated_after AND :updated_before
  AND (:codes IS NULL OR service_code IN (SELECT value FROM json_each(:codes)))
  AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
  AND (:west IS NULL OR (lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east))
  AND (:radius_m IS NULL OR (lat - :lat) * (lat - :lat) * :metres_per_lat * :metres_per_lat
      + (lon - :lon) * (lon - :lon) * :metres_per_lon * :metres_per_lon <= :radius_m * :radius_m)
  AND numbered_at <= :now AND listed_at <= :now
ORDER BY requested DESC, seq DESC LIMIT :limit OFFSET :offset
"""
_EVERYWHERE = dict.fromkeys(Area.__dataclass_fields__)
_SELECT_BY_IDS = """
SELECT * FROM request
WHERE service_request_id IN (SELECT value FROM json_each(:ids)) AND numbered_at <= :now
ORDER BY requested DESC, seq DESC LIMIT :limit
"""
_INSERT = """
INSERT INTO request (token, service_code, service_name, status, state, description, requested, updated, address,
    address_id, lat, lon, media, attributes, reporter, numbered_at, listed_at, service_notice)
VALUES (:token, :service_code, :service_name, 'open', 'open', :description, :at, :at, :address,
    :address_id, :lat, :lon, :media, :attributes, :reporter, :numbered_at, :listed_at, :service_notice)
"""
_INSERT_UPDATE = """
INSERT INTO request_update (update_id, service_request_id, status, description, updated, claimed, media)
VALUES (:update_id, :service_request_id, :status, :description, :at, :claimed, :media)
"""


@dataclass(frozen=True)
class Report:
    """A request that passed every check. kind: realtime, batch or blackbox. media: addresses of photos."""

    service_code: str
    service_name: str
    kind: str
    description: str = ""
    address: str = ""
    address_id: str = ""
    lat: float | None = None
    lon: float | None = None
    media: Sequence[str] = ()
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reporter: Mapping[str, str] = field(default_factory=dict)
    service_notice: str = ""


@dataclass(frozen=True)
class Selection:
    """What GET requests asks for. Instants as sortable text, both ends included; None: any."""

    start: str = EARLIEST
    end: str = LATEST
    updated_after: str = EARLIEST
    updated_before: str = LATEST
    codes: Sequence[str] | None = None
    statuses: Sequence[str] | None = None
    area: Area | None = None
    limit: int = 1000
    offset: int = 0


@dataclass(frozen=True)
class UpdateNote:
    """An update that passed every check. claimed: the sender's own time for it."""

    update_id: str
    service_request_id: str
    status: str
    description: str = ""
    claimed: str = ""
    media: Sequence[str] = ()


class Records:
    """Keeps and finds requests. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, switches: Switches) -> None:
        self._database = database
        self._clock = clock
        self._switches = switches

    def add(self, report: Report) -> tuple[str, str]:
        """Keep the request; its number and its token (empty unless the service is a batch one)."""
        token = secrets.token_hex(10) if report.kind == "batch" else None
        with self._database.writing() as connection:
            cursor = connection.execute(_INSERT, self._new_row(report, token))
            number = str(cursor.lastrowid)
            connection.execute("UPDATE request SET service_request_id = ? WHERE seq = ?", (number, cursor.lastrowid))
        return number, token or ""

    def _new_row(self, report: Report, token: str | None) -> dict[str, object]:
        # read inside the transaction: the order of the times is the order of the numbers
        now = self._clock.now()
        behaviour = self._switches.current
        numbered_at = now.timestamp() + (behaviour.batch_delay_s if token else 0)
        return {
            "token": token,
            "service_code": report.service_code,
            "service_name": report.service_name,
            "description": report.description,
            "at": utc_text(now),
            "address": report.address,
            "address_id": report.address_id,
            "lat": report.lat,
            "lon": report.lon,
            "media": json.dumps(list(report.media)),
            "attributes": json.dumps({code: list(values) for code, values in report.attributes.items()}),
            "reporter": json.dumps(dict(report.reporter)),
            "numbered_at": numbered_at,
            "listed_at": numbered_at + behaviour.moderation_s,
            "service_notice": report.service_notice,
        }

    def by_token(self, token: str) -> tuple[bool, str]:
        """Whether the token exists, and its number: empty while it waits."""
        row = self._database.connection.execute(
            "SELECT service_request_id, numbered_at FROM request WHERE token = ?", (token,)
        ).fetchone()
        if row is None:
            return False, ""
        return True, str(row["service_request_id"]) if row["numbered_at"] <= self._now() else ""

    def by_ids(self, ids: Sequence[str], limit: int = 1000) -> list[sqlite3.Row]:
        """The requests of these numbers, moderated or not, latest first; unknown numbers are passed over."""
        return self._database.connection.execute(
            _SELECT_BY_IDS, {"ids": json.dumps(list(ids)), "now": self._now(), "limit": limit}
        ).fetchall()

    def select(self, wanted: Selection) -> list[sqlite3.Row]:
        """The listed requests that the selection holds, latest first."""
        values = dict(vars(wanted), now=self._now())
        area = values.pop("area")
        values.update(vars(area) if area else _EVERYWHERE)
        values["codes"] = _json_list(wanted.codes)
        values["statuses"] = _json_list(wanted.statuses)
        return self._database.connection.execute(_SELECT_LISTED, values).fetchall()

    def count(self) -> int:
        """All requests, also those that no listing shows yet."""
        return int(self._database.connection.execute("SELECT count(*) FROM request").fetchone()[0])

    def add_update(self, note: UpdateNote) -> bool:
        """Keep the update and move its request; False when the update_id was kept before.

        It is dated when it arrives: a client that was offline for days must not slip it into a window
        that others have read already.
        """
        with self._database.writing() as connection:
            known = connection.execute("SELECT 1 FROM request_update WHERE update_id = ?", (note.update_id,)).fetchone()
            if known is not None:
                return False
            at = utc_text(self._clock.now())
            values = dict(vars(note), media=json.dumps(list(note.media)), at=at)
            connection.execute(_INSERT_UPDATE, values)
            _move(connection, note, at)
        return True

    def updates(self, start: str, end: str, limit: int, offset: int) -> list[sqlite3.Row]:
        """The updates that arrived in the window, oldest first."""
        return self._database.connection.execute(
            "SELECT * FROM request_update WHERE updated BETWEEN ? AND ? ORDER BY updated, seq LIMIT ? OFFSET ?",
            (start, end, limit, offset),
        ).fetchall()

    def updates_of(self, service_request_id: str) -> list[sqlite3.Row]:
        """The updates of one request, oldest first."""
        return self._database.connection.execute(
            "SELECT * FROM request_update WHERE service_request_id = ? ORDER BY updated, seq", (service_request_id,)
        ).fetchall()

    def renumber(self) -> None:
        """Give every request a new number, as a back end does that moves to new software; the old ones are unknown."""
        with self._database.writing() as connection:
            connection.execute("UPDATE request_update SET service_request_id = 'N' || service_request_id")
            connection.execute("UPDATE request SET service_request_id = 'N' || service_request_id")

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _json_list(values: Sequence[str] | None) -> str | None:
    return None if values is None else json.dumps(list(values))


def _move(connection: sqlite3.Connection, note: UpdateNote, at: str) -> None:
    """Carry the update's state over to its request; `unchanged` leaves it."""
    state = "open" if note.status == "reopen" else note.status
    status = "closed" if state in CLOSING else "open"
    if state == UNCHANGED:
        state = status = ""
    connection.execute(
        """UPDATE request SET updated = :at, state = COALESCE(NULLIF(:state, ''), state),
            status = COALESCE(NULLIF(:status, ''), status), status_notes = COALESCE(NULLIF(:notes, ''), status_notes)
        WHERE service_request_id = :id""",
        {"at": at, "state": state, "status": status, "notes": note.description, "id": note.service_request_id},
    )
