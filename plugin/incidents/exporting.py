"""All that the store knows of an incident, as plain values for a JSON file."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from .erasure_log import kept_of_server
from .journal import texts_of
from .store import Store

# free text and names; everything else of an incident is numbers, places, dates and codes
_PERSONAL = ("description", "status_notes", "assignee", "media_url")
_NAMES = ("who", "body")


def known_incidents(store: Store, refs: list[str], *, personal: bool) -> Iterator[dict[str, Any]]:
    """One mapping per incident in the order of `refs`: base, local and server values, operations with their events,
    updates of the back end, photos, conflicts. personal: with names, free text and the people who called."""
    with store.database.reading() as tx:
        for ref in refs:
            row = tx.execute("SELECT * FROM incident WHERE ref = ?", (ref,)).fetchone()
            if row is not None:
                yield _known(tx, row, personal)


def _known(tx: sqlite3.Connection, row: sqlite3.Row, personal: bool) -> dict[str, Any]:
    ref = row["ref"]
    found: dict[str, Any] = {name: row[name] for name in row.keys() if not name.endswith("_json")}  # noqa: SIM118
    for side in ("base", "local", "server"):
        values = json.loads(row[f"{side}_json"])
        found[side] = values if personal else _impersonal(side, values)
    if not personal:
        found = {name: value for name, value in found.items() if name not in _PERSONAL}
    erased = tx.execute("SELECT at_utc FROM erased WHERE ref = ?", (ref,)).fetchone()
    found["erased_utc"] = erased["at_utc"] if erased else None
    found["operations"] = [_operation(tx, op, personal) for op in tx.execute(
        "SELECT op.*, op_now.state, op_now.attempt FROM op JOIN op_now USING (op_id) WHERE op.ref = ? ORDER BY op.seq",
        (ref,),
    ).fetchall()]
    found["updates"] = _rows(tx, "SELECT * FROM remark WHERE ref = ? ORDER BY at_utc, update_id", ref, personal)
    found["photos"] = _rows(tx, "SELECT * FROM media WHERE ref = ? ORDER BY op_id", ref, personal)
    found["conflicts"] = _rows(tx, "SELECT * FROM conflict WHERE ref = ? ORDER BY conflict_id", ref, personal)
    return found


def _impersonal(side: str, values: dict[str, Any]) -> dict[str, Any]:
    told = kept_of_server(values) if side == "server" else values
    return {name: value for name, value in told.items() if name not in _PERSONAL}


def _operation(tx: sqlite3.Connection, op: sqlite3.Row, personal: bool) -> dict[str, Any]:
    found = {name: op[name] for name in op.keys() if name != "payload_json"}  # noqa: SIM118
    payload = json.loads(op["payload_json"])
    found["payload"] = payload
    if personal:
        found["texts"] = texts_of(tx, payload)
    events = tx.execute(
        "SELECT event.*, content.body AS words FROM op_event event LEFT JOIN content"
        " ON content.content_id = event.words_id WHERE event.op_id = ? ORDER BY event.seq", (op["op_id"],)
    ).fetchall()
    found["events"] = [_event(event, personal) for event in events]
    return found


def _event(row: sqlite3.Row, personal: bool) -> dict[str, Any]:
    left_out = {"evidence_json", "words_id", "op_id"} | (set() if personal else {"words"})
    found = {name: row[name] for name in row.keys() if name not in left_out}  # noqa: SIM118
    return {**found, "evidence": json.loads(row["evidence_json"])}


def _rows(tx: sqlite3.Connection, question: str, ref: str, personal: bool) -> list[dict[str, Any]]:
    rows = tx.execute(question, (ref,)).fetchall()
    return [
        {name: row[name] for name in row.keys() if personal or name not in (*_NAMES, "url")}  # noqa: SIM118
        for row in rows
    ]
