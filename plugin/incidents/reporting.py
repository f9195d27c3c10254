"""What a person does to incidents, each written as operations of the journal and seen in the list at once."""
from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..i18n import tr
from . import workflow
from .errors import IncidentUnknown, OperationUnknown, ReportRefused, TransitionRefused, WithdrawRefused
from .journal import Journal, canonical
from .model import OpKind, OpState, Report, State
from .photos import PhotoInfo
from .reference import LINE_LENGTH, new_ref, normal_ref

DESCRIPTION_LIMIT = 4000 - LINE_LENGTH  # GeoReport allows 4000 signs; the reference needs its own
TRIAGE_KEYS = frozenset({"state", "assignee", "priority", "duplicate_of", "danger"})
_DANGER = {"1": 1, "true": 1, "yes": 1, "safe": 0, "made_safe": 0, "0": 0, "false": 0, "no": 0}
_TAKEN_BACK = frozenset({OpState.QUEUED, OpState.RETRY_WAIT, OpState.REJECTED, OpState.KEPT, OpState.NEEDS_HUMAN})


def check_report(report: Report) -> None:
    """Raises ReportRefused for a report that no back end could take."""
    if not report.service_code.strip():
        raise ReportRefused(tr("Choose a category first."))
    if not (math.isfinite(report.lon) and math.isfinite(report.lat)) or abs(report.lon) > 180 or abs(report.lat) > 90:
        raise ReportRefused(tr("The place of the incident is not on the map."), tr("Click on the map again."))
    if len(report.description) > DESCRIPTION_LIMIT:
        raise ReportRefused(
            tr("The description has {count} characters; {limit} are the most.").format(
                count=len(report.description), limit=DESCRIPTION_LIMIT
            ),
            tr("Shorten it, or put the rest into a note."),
        )


def write_report(journal: Journal, report: Report, photos: list[PhotoInfo]) -> str:
    """Write a new incident and the operations that send it and its photos. Answers the reference."""
    ref = new_ref()
    add_report_op(journal, ref, report, [info.sha for info in photos])
    _insert_incident(journal, ref, report, service_of(journal, report), len(photos))
    for info in photos:
        write_photo(journal, ref, info)
    return ref


def add_report_op(journal: Journal, ref: str, report: Report, photos: list[str], replaces: str = "") -> str:
    """Write the operation that sends a report. replaces: the operation that it corrects. Answers its id."""
    service = journal.tx.execute(
        "SELECT definition_sha FROM service WHERE service_code = ?", (report.service_code,)
    ).fetchone()
    attributes = {code: list(values) for code, values in report.attributes.items()}
    person = {name: value for name, value in asdict(report.person).items() if value} if report.person else {}
    return journal.add_op(
        ref,
        OpKind.REPORT,
        {
            "service_code": report.service_code, "lon": report.lon, "lat": report.lat, "accuracy_m": report.accuracy_m,
            "location_from": report.location_from, "address_id": report.address_id, "nis": report.nis,
            "danger": report.danger, "channel": report.channel, "caller_language": report.caller_language,
            "wants_answer": report.wants_answer, "photos": photos, **({"replaces": replaces} if replaces else {}),
        },
        texts={
            "description": report.description.strip(),
            "address": report.address.strip(),
            "attributes": canonical(attributes) if attributes else "",
            "person": canonical(person) if person else "",
        },
        definition_sha=service["definition_sha"] if service else "",
    )


def service_of(journal: Journal, report: Report) -> dict[str, Any]:
    """The category of a report as last known; empty where it is not."""
    row = journal.tx.execute(
        "SELECT service_json FROM service WHERE service_code = ?", (report.service_code,)
    ).fetchone()
    found: dict[str, Any] = json.loads(row["service_json"]) if row else {}
    return found


def write_photo(journal: Journal, ref: str, info: PhotoInfo) -> str:
    """Write the operation that sends one photo; the file already stands under its hash."""
    payload = {"sha": info.sha, "mime": info.mime, "size": info.size, "width": info.width, "height": info.height}
    op_id = journal.add_op(ref, OpKind.MEDIA, payload)
    journal.tx.execute(
        "INSERT INTO media (op_id, ref, sha, suffix, mime, size, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (op_id, ref, info.sha, info.suffix, info.mime, info.size, info.width, info.height),
    )
    return op_id


def _insert_incident(journal: Journal, ref: str, report: Report, service: Mapping[str, Any], photos: int) -> None:
    now = journal.now()
    said = {"state": State.NEW.value, "service_code": report.service_code, "address": report.address.strip(),
            "address_id": report.address_id, "lon": report.lon, "lat": report.lat}
    journal.tx.execute(
        "INSERT INTO incident (ref, ours, service_code, service_name, state, lon, lat, accuracy_m, location_from,"
        " address, address_id, nis, description, danger, danger_known_utc, reported_utc, updated_utc, channel,"
        " caller_language, wants_answer, photos, base_json, local_json)"
        " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ref, report.service_code, str(service.get("service_name") or ""), State.NEW.value, report.lon, report.lat,
            report.accuracy_m, report.location_from, said["address"], report.address_id, report.nis,
            report.description.strip(), int(report.danger), now if report.danger else None, now, now, report.channel,
            report.caller_language, int(report.wants_answer), photos, canonical(said), canonical(said),
        ),
    )


def incident_row(tx: sqlite3.Connection, ref: str) -> sqlite3.Row:
    """The stored incident. Raises IncidentUnknown."""
    row: sqlite3.Row | None = tx.execute("SELECT * FROM incident WHERE ref = ? AND withdrawn = 0", (ref,)).fetchone()
    if row is None:
        raise IncidentUnknown(ref)
    return row


def write_triage(journal: Journal, ref: str, changes: Mapping[str, str], *, reason: str, note: str) -> list[str]:
    """Write what a person decided about an incident. Raises TransitionRefused; then nothing is written."""
    row = incident_row(journal.tx, ref)
    wanted = _changed(journal.tx, row, changes)
    written = []
    if "danger" in wanted:  # first, since a danger made safe now no longer holds the other steps
        written.append(_write_local(journal, row, {"danger": wanted["danger"]}, reason))
    if "state" in wanted:
        danger = bool(_DANGER[wanted["danger"]]) if "danger" in wanted else bool(row["danger"])
        duplicate_of = wanted.get("duplicate_of", row["duplicate_of"])
        target = State(wanted["state"])
        workflow.check_transition(
            State(row["state"]), target, reason=reason, danger=danger, duplicate_of=duplicate_of
        )
        payload = {"state": {"from": row["state"], "to": target.value}}
        if target is State.DUPLICATE:
            payload["duplicate_of"] = {"from": row["duplicate_of"], "to": duplicate_of}
        written.append(journal.add_op(ref, OpKind.PATCH, payload, texts={"reason": reason.strip()}))
    rest = {key: value for key, value in wanted.items() if key in {"assignee", "priority", "duplicate_of"}}
    if "state" in wanted and wanted["state"] == State.DUPLICATE.value:
        rest.pop("duplicate_of", None)
    if rest:
        written.append(_write_local(journal, row, rest, "" if "state" in wanted else reason))
    _apply(journal, row, wanted)
    if note.strip():
        written.append(write_note(journal, ref, note))
    return written


def _changed(tx: sqlite3.Connection, row: sqlite3.Row, changes: Mapping[str, str]) -> dict[str, str]:
    """The changes that change something, checked one by one."""
    unknown = sorted(set(changes) - TRIAGE_KEYS)
    if unknown:
        raise TransitionRefused(tr("“{field}” cannot be changed here.").format(field=unknown[0]))
    wanted = {key: str(value).strip() for key, value in changes.items()}
    if wanted.get("duplicate_of"):
        wanted["duplicate_of"] = _other_ref(tx, row["ref"], wanted["duplicate_of"])
    if "danger" in wanted and wanted["danger"].lower() not in _DANGER:
        raise TransitionRefused(tr("Danger is “yes”, “safe” or “no”."))
    if "state" in wanted and wanted["state"] not in {state.value for state in State}:
        raise TransitionRefused(tr("“{state}” is not a state.").format(state=wanted["state"]))
    if "danger" in wanted:
        wanted["danger"] = wanted["danger"].lower()
    return {
        key: value
        for key, value in wanted.items()
        if (_DANGER[value] != row["danger"] if key == "danger" else value != row[key])
    }


def _other_ref(tx: sqlite3.Connection, ref: str, text: str) -> str:
    try:
        other = normal_ref(text)
    except ValueError:
        other = ""
    if other == ref or not other or not tx.execute("SELECT 1 FROM incident WHERE ref = ?", (other,)).fetchone():
        raise TransitionRefused(tr("“{ref}” is not the reference of another incident here.").format(ref=text))
    return other


def _write_local(journal: Journal, row: sqlite3.Row, wanted: Mapping[str, str], reason: str) -> str:
    """What GeoReport has no field for stays on our side; the journal says so from the start."""
    payload = {key: {"from": row[key], "to": value} for key, value in wanted.items() if key != "assignee"}
    texts = {"reason": reason.strip()}
    if "assignee" in wanted:
        payload["assignee"] = {}
        texts["assignee"] = wanted["assignee"] or "-"
    words = tr("The back end has no field for this: it stays on our side.")
    return journal.add_op(row["ref"], OpKind.PATCH, payload, texts=texts, state=OpState.KEPT, words=words)


def _apply(journal: Journal, row: sqlite3.Row, wanted: Mapping[str, str]) -> None:
    """Show the decision in the list."""
    values = {key: wanted.get(key, row[key]) for key in ("state", "assignee", "priority", "duplicate_of")}
    danger, known, safe = row["danger"], row["danger_known_utc"], row["made_safe_utc"]
    if "danger" in wanted:
        danger, word = _DANGER[wanted["danger"]], wanted["danger"]
        known = journal.now() if danger else known
        safe = journal.now() if word in {"safe", "made_safe"} else None
    local = {**json.loads(row["local_json"]), **values, "danger": danger}
    journal.tx.execute(
        "UPDATE incident SET state = ?, assignee = ?, priority = ?, duplicate_of = ?, danger = ?, danger_known_utc = ?,"
        " made_safe_utc = ?, updated_utc = ?, local_json = ?, revision = revision + 1 WHERE ref = ?",
        (*values.values(), danger, known, safe, journal.now(), canonical(local), row["ref"]),
    )


def write_note(journal: Journal, ref: str, text: str) -> str:
    """Write a note. Raises TransitionRefused for an empty one."""
    incident_row(journal.tx, ref)
    if not text.strip():
        raise TransitionRefused(tr("The note is empty."))
    op_id = journal.add_op(ref, OpKind.NOTE, {}, texts={"note": text.strip()})
    journal.tx.execute(
        "UPDATE incident SET updated_utc = ?, revision = revision + 1 WHERE ref = ?", (journal.now(), ref)
    )
    return op_id


def write_withdrawal(journal: Journal, op_id: str) -> None:
    """Take back what has certainly not left. Raises WithdrawRefused."""
    op = journal.tx.execute("SELECT * FROM op_now WHERE op_id = ?", (op_id,)).fetchone()
    if op is None:
        raise OperationUnknown(op_id)
    if OpState(op["state"]) not in _TAKEN_BACK:
        raise WithdrawRefused(
            tr("This was sent already, or may have been: it cannot be taken back."),
            tr("Close or refuse the incident instead."),
        )
    journal.add_event(op_id, OpState.WITHDRAWN)
    if op["kind"] == OpKind.REPORT.value:
        _withdraw_incident(journal, op["ref"])
    elif op["kind"] == OpKind.MEDIA.value:
        journal.tx.execute("UPDATE incident SET photos = max(photos - 1, 0) WHERE ref = ?", (op["ref"],))
    elif op["kind"] == OpKind.PATCH.value:
        _undo_patch(journal, op_id, op["ref"])


def _withdraw_incident(journal: Journal, ref: str) -> None:
    journal.tx.execute("UPDATE incident SET withdrawn = 1, revision = revision + 1 WHERE ref = ?", (ref,))
    for row in journal.tx.execute("SELECT op_id, state FROM op_now WHERE ref = ?", (ref,)).fetchall():
        if OpState(row["state"]) in _TAKEN_BACK:
            journal.add_event(row["op_id"], OpState.WITHDRAWN)


def _undo_patch(journal: Journal, op_id: str, ref: str) -> None:
    """Put back what the operation changed, where nothing changed it again since."""
    payload = json.loads(journal.tx.execute("SELECT payload_json FROM op WHERE op_id = ?", (op_id,)).fetchone()[0])
    row = journal.tx.execute("SELECT * FROM incident WHERE ref = ?", (ref,)).fetchone()
    undone = {
        key: payload[key]["from"]
        for key in ("state", "priority", "duplicate_of")
        if key in payload and row[key] == payload[key]["to"]
    }
    values = {key: undone.get(key, row[key]) for key in ("state", "priority", "duplicate_of")}
    local = {**json.loads(row["local_json"]), **values}
    journal.tx.execute(
        "UPDATE incident SET state = ?, priority = ?, duplicate_of = ?, local_json = ?, updated_utc = ?,"
        " revision = revision + 1 WHERE ref = ?",
        (*values.values(), canonical(local), journal.now(), ref),
    )


def photo_folder(store_path: Path) -> Path:
    """Where the photos of a store stand."""
    return store_path.parent / "photos"
