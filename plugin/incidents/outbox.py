"""The journal as the sync sees it: what waits, the claim before a sending, and what became of it."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from . import lease as leases
from .journal import Journal, canonical, instant, texts_of
from .model import OpKind, OpState
from .store import Store

_WATCHED = ("queued", "retry_wait", "in_flight", "acknowledged", "ambiguous", "needs_human", "duplicate_upstream",
            "rejected")
_SENDABLE = frozenset({OpState.QUEUED, OpState.RETRY_WAIT})
# a late answer may still tell what nobody could prove
_MAY_LEARN = _SENDABLE | {OpState.IN_FLIGHT, OpState.AMBIGUOUS, OpState.NEEDS_HUMAN}


@dataclass(frozen=True)
class Job:
    """An open operation with what is needed to send it. due: epoch seconds of our clock before which it rests."""

    seq: int
    op_id: str
    ref: str
    kind: OpKind
    state: OpState
    attempt: int
    due: float
    created: datetime
    definition_sha: str
    payload: Mapping[str, Any]
    endpoint: str
    service_request_id: str
    token: str
    service_code: str
    ours: bool


@dataclass(frozen=True)
class Sending:
    """How an operation left last. sent: epoch seconds on the server's clock, as far as it was known; local: on ours."""

    sent: float
    local: float
    skew_known: bool
    endpoint: str
    media: tuple[str, ...]


def jobs(store: Store, endpoint: str, states: Iterable[OpState] = ()) -> list[Job]:
    """The open operations of this back end, and those that belong to none yet, in the order they were made.

    A corrected report stands where its first version stood: before the notes that were written meanwhile.
    """
    wanted = [state.value for state in states] or list(_WATCHED)
    with store.database.reading() as tx:
        rows = tx.execute(
            "SELECT op.*, now.state, now.attempt, now.due, incident.endpoint, incident.service_request_id,"
            " incident.token, incident.service_code, incident.ours FROM op_now now JOIN op USING (op_id)"
            " JOIN incident ON incident.ref = op.ref WHERE now.state IN (SELECT value FROM json_each(?))"
            " AND incident.endpoint IN ('', ?) ORDER BY CASE op.kind WHEN 'report'"
            " THEN (SELECT min(o.seq) FROM op o WHERE o.ref = op.ref) ELSE op.seq END",
            (json.dumps(wanted), endpoint),
        ).fetchall()
    return [_job(row) for row in rows]


def _job(row: sqlite3.Row) -> Job:
    return Job(
        seq=row["seq"],
        op_id=row["op_id"],
        ref=row["ref"],
        kind=OpKind(row["kind"]),
        state=OpState(row["state"]),
        attempt=row["attempt"],
        due=row["due"],
        created=instant(row["created_utc"]),
        definition_sha=row["definition_sha"],
        payload=json.loads(row["payload_json"]),
        endpoint=row["endpoint"],
        service_request_id=row["service_request_id"],
        token=row["token"],
        service_code=row["service_code"],
        ours=bool(row["ours"]),
    )


def texts(store: Store, job: Job) -> dict[str, str]:
    """The free texts of an operation, by kind."""
    with store.database.reading() as tx:
        return texts_of(tx, job.payload)


def recover(store: Store) -> list[str]:
    """After a crash nobody knows whether what was in flight arrived: it becomes AMBIGUOUS. Answers the references."""
    with store.writing() as journal:
        rows = journal.tx.execute("SELECT op_id, ref FROM op_now WHERE state = 'in_flight' ORDER BY seq").fetchall()
        for row in rows:
            journal.add_event(row["op_id"], OpState.AMBIGUOUS, evidence={"found_in_flight": True})
    return [row["ref"] for row in rows]


def claim(store: Store, job: Job, lease: leases.Lease, sending: Sending) -> int | None:
    """Mark the operation IN_FLIGHT before its first byte leaves; after a crash it will be found AMBIGUOUS.

    Answers the number of the attempt, or None where the operation was withdrawn or claimed meanwhile.
    Raises LeaseLost.
    """
    with store.writing() as journal:
        leases.renew(journal.tx, lease, store.clock.now().timestamp())
        now = journal.tx.execute("SELECT state, attempt FROM op_now WHERE op_id = ?", (job.op_id,)).fetchone()
        if OpState(now["state"]) not in _SENDABLE:
            return None
        attempt = int(now["attempt"]) + 1
        journal.add_event(job.op_id, OpState.IN_FLIGHT, attempt=attempt, evidence=asdict(sending))
        journal.tx.execute(
            "UPDATE incident SET endpoint = ? WHERE ref = ? AND endpoint = ''", (sending.endpoint, job.ref)
        )
    return attempt


def last_sending(store: Store, op_id: str) -> Sending:
    """How the operation left last, read from the journal."""
    with store.database.reading() as tx:
        row = tx.execute(
            "SELECT evidence_json FROM op_event WHERE op_id = ? AND state = 'in_flight' ORDER BY seq DESC LIMIT 1",
            (op_id,),
        ).fetchone()
    found = json.loads(row["evidence_json"])
    return Sending(found["sent"], found["local"], found["skew_known"], found["endpoint"], tuple(found["media"]))


def settle(
    journal: Journal,
    op_id: str,
    state: OpState,
    attempt: int,
    *,
    http_status: int | None = None,
    words: str = "",
    evidence: Mapping[str, Any] | None = None,
    due: float = 0.0,
) -> bool:
    """Write how an attempt ended. Answers whether it still mattered: another process may have gone on meanwhile.

    What proves arrival is always written; everything else only while this attempt is in flight.
    """
    now = journal.tx.execute("SELECT state, attempt FROM op_now WHERE op_id = ?", (op_id,)).fetchone()
    standing = OpState(now["state"])
    if state is OpState.ACKNOWLEDGED:
        if standing not in _MAY_LEARN:
            return False
    elif standing is not OpState.IN_FLIGHT or now["attempt"] != attempt:
        return False
    journal.add_event(
        op_id, state, attempt=attempt, http_status=http_status, words=words, evidence=evidence, due=due
    )
    return True


def unbind(journal: Journal, ref: str) -> None:
    """A report that certainly did not arrive belongs to no back end."""
    journal.tx.execute(
        "UPDATE incident SET endpoint = '' WHERE ref = ? AND service_request_id = '' AND token = ''", (ref,)
    )


def number(journal: Journal, ref: str, endpoint: str, service_request_id: str, token: str) -> None:
    """Give an incident the number, or the token, that the back end gave it."""
    if service_request_id:
        _absorb(journal, ref, endpoint, service_request_id)
    journal.tx.execute(
        "UPDATE incident SET endpoint = ?, service_request_id = ?, token = CASE WHEN ? = '' THEN token ELSE ? END,"
        " withdrawn = 0, missing_upstream = 0, updated_utc = ?, revision = revision + 1 WHERE ref = ?",
        (endpoint, service_request_id, token, token, journal.now(), ref),
    )


def _absorb(journal: Journal, ref: str, endpoint: str, service_request_id: str) -> None:
    """A pull may have shown our own report as a stranger's before its number was known: one incident remains."""
    mirror = journal.tx.execute(
        "SELECT ref FROM incident WHERE endpoint = ? AND service_request_id = ? AND service_request_id <> ''"
        " AND ref <> ?",
        (endpoint, service_request_id, ref),
    ).fetchone()
    if mirror is None:
        return
    journal.tx.execute("UPDATE OR REPLACE remark SET ref = ? WHERE ref = ?", (ref, mirror["ref"]))
    if journal.tx.execute("SELECT 1 FROM op WHERE ref = ?", (mirror["ref"],)).fetchone():
        journal.tx.execute(
            "UPDATE incident SET service_request_id = '', duplicate_of = ?, state = 'duplicate',"
            " revision = revision + 1 WHERE ref = ?",
            (ref, mirror["ref"]),
        )
        return
    journal.tx.execute("DELETE FROM conflict WHERE ref = ?", (mirror["ref"],))
    journal.tx.execute("DELETE FROM incident WHERE ref = ?", (mirror["ref"],))


def sent_state(journal: Journal, ref: str, state: str) -> None:
    """The back end knows this state of ours from now on: it is the base of the next merge."""
    row = journal.tx.execute("SELECT base_json FROM incident WHERE ref = ?", (ref,)).fetchone()
    base = {**json.loads(row["base_json"]), "state": state}
    journal.tx.execute("UPDATE incident SET base_json = ? WHERE ref = ?", (canonical(base), ref))
