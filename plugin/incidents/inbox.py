"""What the back end says, as rows of the store. The rules of what to believe stand in `sync`."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .erasure_log import kept_of_server
from .journal import Journal, canonical
from .model import OpKind, OpState
from .store import Store


@dataclass(frozen=True)
class Said:
    """A service request as it is stored. values: the fields that are merged, GeoReport's own names."""

    service_request_id: str
    status: str
    status_notes: str
    service_name: str
    description: str
    media_url: str
    requested_utc: str
    updated_utc: str
    values: Mapping[str, Any]
    server: Mapping[str, Any] = field(default_factory=dict)


def by_number(tx: sqlite3.Connection, endpoint: str, service_request_id: str) -> sqlite3.Row | None:
    # `<> ''` lets SQLite use the index, which holds numbered incidents only
    row: sqlite3.Row | None = tx.execute(
        "SELECT * FROM incident WHERE endpoint = ? AND service_request_id = ? AND service_request_id <> ''",
        (endpoint, service_request_id),
    ).fetchone()
    return row


def by_ref(tx: sqlite3.Connection, ref: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = tx.execute("SELECT * FROM incident WHERE ref = ?", (ref,)).fetchone()
    return row


def insert(journal: Journal, ref: str, endpoint: str, said: Said, *, state: str, duplicate_of: str = "") -> None:
    """Add an incident that others reported."""
    said = _without_erased(journal.tx, ref, said)
    base = canonical({**said.values, "state": state})
    now = journal.now()
    values = said.values
    journal.tx.execute(
        "INSERT INTO incident (ref, endpoint, service_request_id, ours, service_code, service_name, state,"
        " server_status, status_notes, lon, lat, location_from, address, address_id, description, reported_utc,"
        " updated_utc, media_url, asked_utc, base_json, local_json, server_json, duplicate_of)"
        " VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 'back_end', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ref, endpoint, said.service_request_id, values["service_code"], said.service_name, state, said.status,
            said.status_notes, values["lon"], values["lat"], values["address"], values["address_id"],
            said.description, said.requested_utc or said.updated_utc or now,
            said.updated_utc or said.requested_utc or now, said.media_url, now, base, base, canonical(said.server),
            duplicate_of,
        ),
    )


def update(journal: Journal, row: sqlite3.Row, said: Said, merged: Mapping[str, Any], base: Mapping[str, Any]) -> None:
    """Show the merged values; base is what both sides agree on from now on."""
    said = _without_erased(journal.tx, row["ref"], said)
    local = {**json.loads(row["local_json"]), **merged}
    description = row["description"] if row["ours"] else said.description
    journal.tx.execute(
        "UPDATE incident SET service_code = ?, service_name = ?, state = ?, server_status = ?, status_notes = ?,"
        " lon = ?, lat = ?, address = ?, address_id = ?, description = ?, updated_utc = ?, media_url = ?,"
        " missing_upstream = 0, asked_utc = ?, base_json = ?, local_json = ?, server_json = ?,"
        " revision = revision + 1 WHERE ref = ?",
        (
            merged["service_code"], said.service_name or row["service_name"], merged["state"], said.status,
            said.status_notes, merged["lon"], merged["lat"], merged["address"], merged["address_id"], description,
            max(said.updated_utc, row["updated_utc"]), said.media_url, journal.now(), canonical(dict(base)),
            canonical(local), canonical(said.server), row["ref"],
        ),
    )


def _without_erased(tx: sqlite3.Connection, ref: str, said: Said) -> Said:
    """What was erased here does not come back from a back end that still has it."""
    if tx.execute("SELECT 1 FROM erased WHERE ref = ?", (ref,)).fetchone() is None:
        return said
    return replace(said, description="", status_notes="", media_url="", server=kept_of_server(said.server))


def set_state(journal: Journal, row: sqlite3.Row, state: str, base_state: str, updated_utc: str) -> None:
    """Show a state that an update of the back end brought."""
    base = {**json.loads(row["base_json"]), "state": base_state}
    local = {**json.loads(row["local_json"]), "state": state}
    journal.tx.execute(
        "UPDATE incident SET state = ?, base_json = ?, local_json = ?, updated_utc = ?, revision = revision + 1"
        " WHERE ref = ?",
        (state, canonical(base), canonical(local), max(updated_utc, row["updated_utc"]), row["ref"]),
    )


def add_conflict(journal: Journal, ref: str, name: str, *, base: str, mine: str, theirs: str) -> bool:
    """Record a field that both sides changed; answers whether it is news."""
    known = journal.tx.execute(
        "SELECT theirs, mine FROM conflict WHERE ref = ? AND field = ? AND resolved_utc IS NULL", (ref, name)
    ).fetchone()
    if known is not None:
        journal.tx.execute(
            "UPDATE conflict SET mine = ?, theirs = ? WHERE ref = ? AND field = ? AND resolved_utc IS NULL",
            (mine, theirs, ref, name),
        )
        return False
    journal.tx.execute(
        "INSERT INTO conflict (ref, field, base, mine, theirs, at_utc) VALUES (?, ?, ?, ?, ?, ?)",
        (ref, name, base, mine, theirs, journal.now()),
    )
    return True


def has_conflict(tx: sqlite3.Connection, ref: str) -> bool:
    row = tx.execute("SELECT 1 FROM conflict WHERE ref = ? AND resolved_utc IS NULL", (ref,)).fetchone()
    return row is not None


def undecided_states(tx: sqlite3.Connection, ref: str) -> list[str]:
    """The states that changes of ours would bring, of which nobody knows yet whether they arrived."""
    rows = tx.execute(
        "SELECT op.payload_json FROM op_now JOIN op ON op.op_id = op_now.op_id"
        " WHERE op_now.ref = ? AND op_now.kind = 'patch' AND op_now.state IN ('in_flight', 'ambiguous')",
        (ref,),
    )
    payloads = [json.loads(row["payload_json"]) for row in rows]
    return [payload["state"]["to"] for payload in payloads if "state" in payload]


def add_remark(
    journal: Journal, endpoint: str, ref: str, update_id: str, *, at_utc: str, who: str, status: str, body: str
) -> bool:
    """Add an update of the back end to the history; a set by its id. Answers whether it is new."""
    row = journal.tx.execute(
        "INSERT OR IGNORE INTO remark (endpoint, update_id, ref, at_utc, who, status, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (endpoint, update_id, ref, at_utc or journal.now(), who, status, body),
    )
    return row.rowcount == 1


def own_updates(tx: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Which of these update ids are ours, by our own id or by the one that the back end gave: update id -> op id."""
    wanted = json.dumps(list(ids))
    found = {
        row["op_id"]: row["op_id"]
        for row in tx.execute("SELECT op_id FROM op WHERE op_id IN (SELECT value FROM json_each(?))", (wanted,))
    }
    for row in tx.execute(
        "SELECT op_id, evidence_json FROM op_event WHERE state = 'acknowledged'"
        " AND json_extract(evidence_json, '$.update_id') IN (SELECT value FROM json_each(?))",
        (wanted,),
    ):
        found[json.loads(row["evidence_json"])["update_id"]] = row["op_id"]
    return found


def report_op(tx: sqlite3.Connection, ref: str) -> sqlite3.Row | None:
    """The operation that reported an incident of ours, as it stands; a corrected one goes before what it replaces."""
    row: sqlite3.Row | None = tx.execute(
        "SELECT * FROM op_now WHERE ref = ? AND kind = ? ORDER BY state = 'withdrawn', seq DESC LIMIT 1",
        (ref, OpKind.REPORT.value),
    ).fetchone()
    return row


def photos_carried(tx: sqlite3.Connection, op_id: str) -> list[str]:
    """The photo operations that left with a report's last attempt and are still open."""
    row = tx.execute(
        "SELECT evidence_json FROM op_event WHERE op_id = ? AND state = 'in_flight' ORDER BY seq DESC LIMIT 1", (op_id,)
    ).fetchone()
    carried = json.loads(row["evidence_json"]).get("media", []) if row else []
    rows = tx.execute(
        "SELECT op_id FROM op_now WHERE op_id IN (SELECT value FROM json_each(?))"
        " AND state IN ('queued', 'retry_wait', 'acknowledged') ORDER BY seq",
        (json.dumps(carried),),
    )
    return [found["op_id"] for found in rows]


def mark_missing(journal: Journal, ref: str) -> None:
    """The back end does not know the number any more: our copy stays, and says so."""
    journal.tx.execute(
        "UPDATE incident SET missing_upstream = 1, asked_utc = ?, revision = revision + 1 WHERE ref = ?",
        (journal.now(), ref),
    )


def known_open(store: Store, endpoint: str, limit: int) -> list[str]:
    """Numbers of the open service requests, the longest unasked first."""
    with store.database.reading() as tx:
        rows = tx.execute(
            "SELECT service_request_id FROM incident WHERE endpoint = ? AND service_request_id <> ''"
            " AND server_status <> 'closed' AND missing_upstream = 0 ORDER BY asked_utc, reported_utc LIMIT ?",
            (endpoint, limit),
        ).fetchall()
    return [row["service_request_id"] for row in rows]


def touch(journal: Journal, endpoint: str, ids: Iterable[str]) -> None:
    """Note that these numbers were asked for now."""
    journal.tx.execute(
        "UPDATE incident SET asked_utc = ? WHERE endpoint = ? AND service_request_id <> ''"
        " AND service_request_id IN (SELECT value FROM json_each(?))",
        (journal.now(), endpoint, json.dumps(list(ids))),
    )


def cursor(store: Store, endpoint: str) -> str:
    """The server's time up to which everything was fetched; empty before the first time."""
    with store.database.reading() as tx:
        row = tx.execute("SELECT until_utc FROM pull_cursor WHERE endpoint = ?", (endpoint,)).fetchone()
    return str(row["until_utc"]) if row else ""


def move_cursor(journal: Journal, endpoint: str, until_utc: str) -> None:
    """Remember up to when everything was fetched; in the transaction of the last page."""
    journal.tx.execute(
        "INSERT OR REPLACE INTO pull_cursor (endpoint, until_utc, moved_utc) VALUES (?, ?, ?)",
        (endpoint, until_utc, journal.now()),
    )


def confirm(journal: Journal, op_id: str, evidence: Mapping[str, Any]) -> bool:
    """An operation was seen at the back end. Answers whether that is news."""
    if journal.state(op_id) in {OpState.CONFIRMED, OpState.DUPLICATE_UPSTREAM, None}:
        return False
    journal.add_event(op_id, OpState.CONFIRMED, evidence=evidence)
    return True
