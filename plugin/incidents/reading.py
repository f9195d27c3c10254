"""The store as the screens read it: incidents, history, outbox. Nothing here writes."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..i18n import tr
from . import workflow
from .journal import instant, texts_of
from .model import (
    HUMAN_STATES,
    OPEN_STATES,
    UNSENT_STATES,
    Conflict,
    Counts,
    HistoryEntry,
    Incident,
    Operation,
    OpEvent,
    OpKind,
    OpState,
    Photo,
    State,
)

_RANK = {state.value: rank for rank, state in enumerate(OPEN_STATES)}
_ALL = """
SELECT i.*, (SELECT count(*) FROM conflict c WHERE c.ref = i.ref AND c.resolved_utc IS NULL) AS conflicts
FROM incident i WHERE i.withdrawn = 0 ORDER BY i.reported_utc DESC, i.ref
"""
_CHOSEN = """
SELECT i.*, (SELECT count(*) FROM conflict c WHERE c.ref = i.ref AND c.resolved_utc IS NULL) AS conflicts
FROM incident i WHERE i.withdrawn = 0 AND i.ref IN (SELECT value FROM json_each(?))
ORDER BY i.reported_utc DESC, i.ref
"""


def incidents(tx: sqlite3.Connection, refs: Iterable[str] | None = None) -> list[Incident]:
    """The incidents asked for, or all, newest first."""
    if refs is None:
        rows = tx.execute(_ALL)
        open_ops = tx.execute("SELECT ref, state FROM op_now WHERE state NOT IN ('confirmed', 'withdrawn')")
    else:
        chosen = json.dumps(list(refs))
        rows = tx.execute(_CHOSEN, (chosen,))
        open_ops = tx.execute(
            "SELECT ref, state FROM op_now WHERE ref IN (SELECT value FROM json_each(?))"
            " AND state NOT IN ('confirmed', 'withdrawn')",
            (chosen,),
        )
    deliveries: dict[str, list[str]] = {}
    for ref, state in open_ops:
        deliveries.setdefault(ref, []).append(state)
    return [_incident(row, deliveries.get(row["ref"])) for row in rows]


def _incident(row: sqlite3.Row, open_ops: list[str] | None) -> Incident:
    delivery, unsent = None, 0
    if open_ops:
        delivery = OpState(min(open_ops, key=_RANK.__getitem__))
        unsent = sum(state in UNSENT_STATES for state in open_ops)
    return Incident(
        ref=row["ref"],
        service_request_id=row["service_request_id"],
        service_code=row["service_code"],
        service_name=row["service_name"],
        state=State(row["state"]),
        server_status=row["server_status"],
        lon=row["lon"],
        lat=row["lat"],
        accuracy_m=row["accuracy_m"],
        address=row["address"],
        description=row["description"],
        danger=bool(row["danger"]),
        reported_at=instant(row["reported_utc"]),
        updated_at=instant(row["updated_utc"]),
        assignee=row["assignee"],
        priority=row["priority"],
        channel=row["channel"],
        caller_language=row["caller_language"],
        wants_answer=bool(row["wants_answer"]),
        delivery=delivery,
        unsent=unsent,
        conflict=bool(row["conflicts"]),
        photos=row["photos"],
        status_notes=row["status_notes"],
        ours=bool(row["ours"]),
        missing_upstream=bool(row["missing_upstream"]),
        duplicate_of=row["duplicate_of"],
        made_safe_at=instant(row["made_safe_utc"]) if row["made_safe_utc"] else None,
        media_url=row["media_url"],
    )


def history(tx: sqlite3.Connection, ref: str) -> list[HistoryEntry]:
    """What happened to an incident, oldest first: our operations and the back end's updates told apart."""
    names = dict(tx.execute("SELECT operator_id, name FROM operator").fetchall())
    entries = []
    for row in tx.execute(
        "SELECT op.*, now.state FROM op JOIN op_now now USING (op_id) WHERE op.ref = ? ORDER BY op.seq", (ref,)
    ).fetchall():
        state = OpState(row["state"])
        kind, text = _told(tx, row)
        who = names.get(row["operator_id"], "")
        entries.append(HistoryEntry(instant(row["created_utc"]), who, "ours", kind, text, state))
    for row in tx.execute("SELECT * FROM remark WHERE ref = ? ORDER BY at_utc, update_id", (ref,)):
        text = _because(_word(row["status"]), row["body"])
        entries.append(HistoryEntry(instant(row["at_utc"]), row["who"], "back_end", "update", text, None))
    return sorted(entries, key=lambda entry: entry.at)


def _told(tx: sqlite3.Connection, row: sqlite3.Row) -> tuple[str, str]:
    """Kind and text of one of our operations, in words."""
    payload = json.loads(row["payload_json"])
    texts = texts_of(tx, payload)
    if row["kind"] == OpKind.REPORT.value:
        return "report", texts.get("description", tr("Erased") if payload["texts"].get("description") else "")
    if row["kind"] == OpKind.NOTE.value:
        return "note", texts.get("note", tr("Erased"))
    if row["kind"] == OpKind.MEDIA.value:
        return "photo", tr("Photo")
    return "change", _because(change_words(payload, texts), texts.get("reason", ""))


def change_words(payload: dict[str, Any], texts: dict[str, str]) -> str:
    """What a change changed, as `New → Accepted; priority → high`."""
    parts = []
    if "state" in payload:
        before, after = (workflow.state_label(State(payload["state"][end])) for end in ("from", "to"))
        parts.append(tr("{before} → {after}").format(before=before, after=after))
    if "duplicate_of" in payload:
        parts.append(tr("duplicate of {ref}").format(ref=payload["duplicate_of"]["to"] or "–"))
    if "priority" in payload:
        parts.append(tr("priority → {value}").format(value=_priority(payload["priority"]["to"])))
    if "assignee" in payload:
        parts.append(tr("assigned to {value}").format(value=texts.get("assignee", "–")))
    if "danger" in payload:
        value = payload["danger"]["to"]
        parts.append(tr("made safe") if value in {"safe", "made_safe"} else _danger_word(value in {"1", "true", "yes"}))
    return "; ".join(parts)


def _danger_word(danger: bool) -> str:
    return tr("danger") if danger else tr("no danger")


def _word(status: str) -> str:
    state = workflow.state_from_update(status)
    return workflow.state_label(state) if state else ""


def _priority(value: str) -> str:
    return workflow.priority_label(value) if value else "–"


def _because(change: str, reason: str) -> str:
    """What changed and why; either may be missing."""
    return tr("{change}: {reason}").format(change=change, reason=reason) if change and reason else change or reason


def operations(tx: sqlite3.Connection, states: Iterable[OpState] | None = None, ref: str = "") -> list[Operation]:
    """The lines of the outbox in the order in which they were made."""
    wanted = [state.value for state in (states if states is not None else OpState)]
    rows = tx.execute(
        "SELECT op.seq, op.op_id, op.ref, op.kind, op.payload_json, op.created_utc, op.operator_id, op.device_id,"
        " now.state, now.attempt, now.at_utc, incident.service_request_id, incident.service_name,"
        " incident.service_code, content.body AS words FROM op_now now JOIN op USING (op_id)"
        " JOIN op_event event ON event.seq = now.event_seq LEFT JOIN content ON content.content_id = event.words_id"
        " LEFT JOIN incident ON incident.ref = op.ref"
        " WHERE now.state IN (SELECT value FROM json_each(?)) AND (? = '' OR op.ref = ?) ORDER BY op.seq",
        (json.dumps(wanted), ref, ref),
    ).fetchall()
    return [_operation(tx, row) for row in rows]


def _operation(tx: sqlite3.Connection, row: sqlite3.Row) -> Operation:
    return Operation(
        seq=row["seq"],
        op_id=row["op_id"],
        ref=row["ref"],
        kind=OpKind(row["kind"]),
        state=OpState(row["state"]),
        attempt=row["attempt"],
        created=instant(row["created_utc"]),
        operator_id=row["operator_id"],
        device_id=row["device_id"],
        title=_title(tx, row),
        service_request_id=row["service_request_id"] or "",
        last_at=instant(row["at_utc"]),
        words=row["words"] or "",
    )


def _title(tx: sqlite3.Connection, row: sqlite3.Row) -> str:
    if row["kind"] == OpKind.REPORT.value:
        return tr("Report: {service}").format(service=row["service_name"] or row["service_code"] or "")
    if row["kind"] == OpKind.NOTE.value:
        return tr("Note")
    if row["kind"] == OpKind.MEDIA.value:
        return tr("Photo")
    payload = json.loads(row["payload_json"])
    return tr("Change: {change}").format(change=change_words(payload, texts_of(tx, payload)))


def events(tx: sqlite3.Connection, op_id: str) -> list[OpEvent]:
    """What happened to one operation, oldest first."""
    rows = tx.execute(
        "SELECT event.*, content.body AS words FROM op_event event"
        " LEFT JOIN content ON content.content_id = event.words_id WHERE event.op_id = ? ORDER BY event.seq",
        (op_id,),
    )
    return [
        OpEvent(instant(row["at_utc"]), OpState(row["state"]), row["attempt"], row["http_status"], row["words"] or "")
        for row in rows
    ]


def photos(tx: sqlite3.Connection, ref: str, folder: Path) -> list[Photo]:
    """The photos of an incident that were not withdrawn."""
    rows = tx.execute(
        "SELECT media.*, now.state FROM media JOIN op_now now USING (op_id) WHERE media.ref = ?"
        " AND now.state <> 'withdrawn' ORDER BY now.seq",
        (ref,),
    )
    return [
        Photo(folder / f"{row['sha']}.{row['suffix']}", row["sha"], row["mime"], "", OpState(row["state"]))
        for row in rows
    ]


def conflicts(tx: sqlite3.Connection, ref: str = "") -> list[Conflict]:
    """The undecided conflicts, of one incident or of all."""
    rows = tx.execute(
        "SELECT * FROM conflict WHERE resolved_utc IS NULL AND (? = '' OR ref = ?) ORDER BY conflict_id", (ref, ref)
    )
    return [
        Conflict(row["conflict_id"], row["ref"], row["field"], row["base"], row["mine"], row["theirs"],
                 instant(row["at_utc"]))
        for row in rows
    ]


def counts(tx: sqlite3.Connection) -> Counts:
    """The figures of the status line."""
    by_state = dict(tx.execute("SELECT state, count(*) FROM op_now GROUP BY state").fetchall())
    return Counts(
        incidents=tx.execute("SELECT count(*) FROM incident WHERE withdrawn = 0").fetchone()[0],
        unsent=sum(by_state.get(state.value, 0) for state in UNSENT_STATES),
        needs_human=sum(by_state.get(state.value, 0) for state in HUMAN_STATES),
        conflicts=tx.execute("SELECT count(*) FROM conflict WHERE resolved_utc IS NULL").fetchone()[0],
    )
