"""What a person declares where no machine can prove it: it arrived, it did not, this one counts, so it is right.

Each declaration is an event of the journal with the person's name. None of them sends anything.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..i18n import tr
from . import inbox, outbox, reporting
from .errors import OperationUnknown, StoreError
from .journal import Journal, canonical, texts_of
from .model import Author, Incident, OpKind, OpState, Report, State
from .store import Store

_CERTAINLY_HERE = frozenset({OpState.QUEUED, OpState.RETRY_WAIT, OpState.REJECTED, OpState.KEPT})
_WAITS = frozenset({OpState.QUEUED, OpState.RETRY_WAIT, OpState.NEEDS_HUMAN, OpState.REJECTED})


class DecisionRefused(StoreError):
    """A declaration that the journal contradicts."""

    code = "INC-120"


def arrived(store: Store, op_id: str, number: str, author: Author, *, seen: bool = False) -> None:
    """A person says that it arrived. number: the service_request_id of a report, empty where nobody knows it.

    seen: the back end itself showed a request of that number; then the operation is CONFIRMED, else ACKNOWLEDGED.
    Raises DecisionRefused.
    """
    number = number.strip()
    with store.writing(author) as journal:
        op = _in_state(journal, op_id, OpState.NEEDS_HUMAN)
        row = reporting.incident_row(journal.tx, op["ref"])
        if not row["endpoint"]:
            raise DecisionRefused(tr("This never left the computer: correct it or send it."))
        if op["kind"] == OpKind.REPORT.value and number:
            _check_free(journal, row["endpoint"], number, op["ref"])
            outbox.number(journal, op["ref"], row["endpoint"], number, "")
        if op["kind"] == OpKind.PATCH.value:
            _take_as_sent(journal, op_id, op["ref"])
        evidence = {"decided": "arrived", "service_request_id": number, **({"seen": "number"} if seen else {})}
        proven = seen and bool(number)
        journal.add_event(op_id, OpState.CONFIRMED if proven else OpState.ACKNOWLEDGED, evidence=evidence)


def not_arrived(store: Store, op_id: str, author: Author) -> None:
    """A person looked and it is not there: the next sync sends it again. Raises DecisionRefused."""
    with store.writing(author) as journal:
        op = _in_state(journal, op_id, OpState.NEEDS_HUMAN, OpState.KEPT)
        journal.add_event(op_id, OpState.QUEUED, evidence={"decided": "not arrived"})
        if op["kind"] == OpKind.REPORT.value:
            outbox.unbind(journal, op["ref"])
            for other in _kept_with(journal, op_id, op["ref"]):
                journal.add_event(other, OpState.QUEUED, evidence={"with": op_id})


def keep(store: Store, op_id: str, author: Author) -> None:
    """It stays on our side and is not sent; what waits behind a report stays with it. Raises DecisionRefused."""
    words = tr("Kept on our side because a person decided so.")
    with store.writing(author) as journal:
        op = _in_state(journal, op_id, OpState.NEEDS_HUMAN, OpState.REJECTED)
        journal.add_event(op_id, OpState.KEPT, words=words, evidence={"decided": "kept"})
        if op["kind"] == OpKind.REPORT.value:
            others = journal.tx.execute(
                "SELECT op_id, state FROM op_now WHERE ref = ? AND op_id <> ?", (op["ref"], op_id)
            ).fetchall()
            for other in others:
                if OpState(other["state"]) in _WAITS:
                    journal.add_event(other["op_id"], OpState.KEPT, words=words, evidence={"with": op_id})


def pick(store: Store, op_id: str, number: str, author: Author, *, mark_other: bool = False) -> None:
    """Of several requests with our reference, the one called `number` counts.

    mark_other: the others become duplicates of it, which the next sync tells the back end. Raises DecisionRefused,
    TransitionRefused; then nothing is written.
    """
    with store.writing(author) as journal:
        op = _in_state(journal, op_id, OpState.DUPLICATE_UPSTREAM)
        row = reporting.incident_row(journal.tx, op["ref"])
        others = [other["ref"] for other in _double_rows(journal.tx, op["ref"])]
        if number != row["service_request_id"]:
            _swap(journal, row, number)
        journal.add_event(op_id, OpState.CONFIRMED, evidence={"decided": "counts", "service_request_id": number})
        if mark_other:
            for other in others:
                changes = {"state": State.DUPLICATE.value, "duplicate_of": op["ref"]}
                reporting.write_triage(journal, other, changes, reason=tr("The same report, received twice."), note="")


def revise(store: Store, op_id: str, report: Report, author: Author, *, draft_id: str = "") -> str:
    """Put a corrected report in the place of one that certainly did not arrive. Answers the reference, which stays.

    The first version stays in the journal, withdrawn. Raises DecisionRefused, ReportRefused, PhotoRefused.
    """
    reporting.check_report(report)
    photos = store._keep_photos(report.photos)
    with store.writing(author) as journal:
        op = _operation(journal, op_id)
        if op["kind"] != OpKind.REPORT.value or not _is_here(journal, op):
            raise DecisionRefused(
                tr("This report was sent, or may have been: it cannot be corrected."),
                tr("Add a note to the incident instead."),
            )
        ref = str(op["ref"])
        journal.tx.execute("DELETE FROM draft WHERE draft_id = ?", (draft_id,))
        new = reporting.add_report_op(journal, ref, report, [info.sha for info in photos], replaces=op_id)
        words = tr("Replaced by its correction.")
        journal.add_event(op_id, OpState.WITHDRAWN, words=words, evidence={"replaced_by": new})
        known = {row["sha"]: row for row in _photo_rows(journal, ref)}
        for sha in known.keys() - {info.sha for info in photos}:
            journal.add_event(known[sha]["op_id"], OpState.WITHDRAWN)
        for info in photos:
            if info.sha not in known:
                reporting.write_photo(journal, ref, info)
        _rewrite(journal, ref, report, len(photos))
    return ref


def can_correct(store: Store, op_id: str) -> bool:
    """Whether this is a report that certainly stands on this computer only."""
    with store.database.reading() as tx:
        journal = Journal(tx, store.clock)
        op = _operation(journal, op_id)
        return op["kind"] == OpKind.REPORT.value and _is_here(journal, op)


def form_of(store: Store, op_id: str) -> dict[str, Any]:
    """What a report says, as the form's content, with `revises` = the operation."""
    with store.database.reading() as tx:
        op = tx.execute("SELECT * FROM op WHERE op_id = ?", (op_id,)).fetchone()
        if op is None:
            raise OperationUnknown(op_id)
        payload: Mapping[str, Any] = json.loads(op["payload_json"])
        texts = texts_of(tx, payload)
    plain = ("lon", "lat", "accuracy_m", "location_from", "danger", "address_id", "nis", "service_code", "channel",
             "caller_language", "wants_answer")
    return {
        **{name: payload.get(name) for name in plain},
        "address": texts.get("address", ""),
        "attributes": json.loads(texts.get("attributes") or "{}"),
        "description": texts.get("description", ""),
        "person": json.loads(texts.get("person") or "{}"),
        "photos": [str(photo.path) for photo in store.photos(op["ref"])],
        "revises": op_id,
    }


def doubles(store: Store, ref: str) -> list[Incident]:
    """The incidents that the back end shows with the reference of this one, beside it."""
    with store.database.reading() as tx:
        refs = [row["ref"] for row in _double_rows(tx, ref)]
    return store.incidents(refs)


def _double_rows(tx: Any, ref: str) -> list[Any]:
    rows: list[Any] = tx.execute(
        "SELECT * FROM incident WHERE duplicate_of = ? AND ours = 0 AND withdrawn = 0 AND service_request_id <> ''"
        " ORDER BY service_request_id",
        (ref,),
    ).fetchall()
    return rows


def _operation(journal: Journal, op_id: str) -> Any:
    op = journal.tx.execute("SELECT * FROM op_now WHERE op_id = ?", (op_id,)).fetchone()
    if op is None:
        raise OperationUnknown(op_id)
    return op


def _in_state(journal: Journal, op_id: str, *states: OpState) -> Any:
    op = _operation(journal, op_id)
    if OpState(op["state"]) not in states:
        raise DecisionRefused(
            tr("There is nothing to decide here any more."), tr("Read the line in the outbox again."), op["state"]
        )
    return op


def _is_here(journal: Journal, op: Any) -> bool:
    state = OpState(op["state"])
    if state is not OpState.NEEDS_HUMAN:
        return state in _CERTAINLY_HERE and not _in_doubt(journal, op["op_id"])
    return not _in_doubt(journal, op["op_id"])


def _in_doubt(journal: Journal, op_id: str) -> bool:
    """Whether the last thing known of a sending is that nobody knows."""
    last = journal.tx.execute(
        "SELECT state FROM op_event WHERE op_id = ? AND state IN ('in_flight', 'ambiguous', 'queued', 'retry_wait',"
        " 'rejected') ORDER BY seq DESC LIMIT 1",
        (op_id,),
    ).fetchone()
    return last is not None and last["state"] in {"in_flight", "ambiguous"}


def _check_free(journal: Journal, endpoint: str, number: str, ref: str) -> None:
    row = inbox.by_number(journal.tx, endpoint, number)
    if row is not None and row["ref"] != ref and row["ours"]:
        raise DecisionRefused(
            tr("The number {number} belongs to another report of yours, {ref}.").format(number=number, ref=row["ref"]),
            tr("Look for the right number at the back end."),
        )


def _take_as_sent(journal: Journal, op_id: str, ref: str) -> None:
    row = journal.tx.execute("SELECT payload_json FROM op WHERE op_id = ?", (op_id,)).fetchone()
    change = json.loads(row["payload_json"]).get("state")
    if change:
        outbox.sent_state(journal, ref, change["to"])


def _kept_with(journal: Journal, op_id: str, ref: str) -> list[str]:
    rows = journal.tx.execute(
        "SELECT now.op_id FROM op_now now JOIN op_event event ON event.seq = now.event_seq WHERE now.ref = ?"
        " AND now.state = 'kept' AND json_extract(event.evidence_json, '$.with') = ? ORDER BY now.seq",
        (ref, op_id),
    )
    return [row["op_id"] for row in rows]


def _photo_rows(journal: Journal, ref: str) -> list[Any]:
    rows: list[Any] = journal.tx.execute(
        "SELECT media.op_id, media.sha FROM media JOIN op_now now USING (op_id) WHERE media.ref = ?"
        " AND now.state <> 'withdrawn'",
        (ref,),
    ).fetchall()
    return rows


def _swap(journal: Journal, row: Any, number: str) -> None:
    """Our incident takes the other number and what the back end said of it; the other one gets ours."""
    other = inbox.by_number(journal.tx, row["endpoint"], number)
    if other is None or other["duplicate_of"] != row["ref"]:
        raise DecisionRefused(tr("The number {number} is not one of these.").format(number=number))
    tx = journal.tx
    tx.execute("UPDATE incident SET service_request_id = '' WHERE ref = ?", (other["ref"],))
    for target, source in ((row, other), (other, row)):
        tx.execute(
            "UPDATE incident SET service_request_id = ?, server_status = ?, status_notes = ?, server_json = ?,"
            " media_url = ?, updated_utc = ?, revision = revision + 1 WHERE ref = ?",
            (source["service_request_id"], source["server_status"], source["status_notes"], source["server_json"],
             source["media_url"], journal.now(), target["ref"]),
        )
    tx.execute(
        "UPDATE OR REPLACE remark SET ref = CASE ref WHEN ?1 THEN ?2 ELSE ?1 END WHERE ref IN (?1, ?2)",
        (row["ref"], other["ref"]),
    )


def _rewrite(journal: Journal, ref: str, report: Report, photos: int) -> None:
    """Show the corrected report in the list; what was decided about the incident meanwhile stays."""
    row = reporting.incident_row(journal.tx, ref)
    said = {"service_code": report.service_code, "address": report.address.strip(), "address_id": report.address_id,
            "lon": report.lon, "lat": report.lat}
    base, local = ({**json.loads(row[name]), **said} for name in ("base_json", "local_json"))
    name = str(reporting.service_of(journal, report).get("service_name") or "")
    now = journal.now()
    journal.tx.execute(
        "UPDATE incident SET service_code = ?, service_name = ?, lon = ?, lat = ?, accuracy_m = ?, location_from = ?,"
        " address = ?, address_id = ?, nis = ?, description = ?, danger = ?, danger_known_utc = ?, channel = ?,"
        " caller_language = ?, wants_answer = ?, photos = ?, base_json = ?, local_json = ?, updated_utc = ?,"
        " revision = revision + 1 WHERE ref = ?",
        (
            report.service_code, name, report.lon, report.lat, report.accuracy_m, report.location_from,
            said["address"], report.address_id, report.nis, report.description.strip(), int(report.danger),
            (row["danger_known_utc"] or now) if report.danger else None, report.channel, report.caller_language,
            int(report.wants_answer), photos, canonical(base), canonical(local), now, ref,
        ),
    )
