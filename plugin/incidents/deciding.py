"""What a person decides where the machine may not: send again, or whose value counts."""
from __future__ import annotations

import json
import sqlite3

from ..i18n import tr
from . import workflow
from .errors import ConflictUnknown, OperationUnknown, WithdrawRefused
from .journal import Journal, canonical
from .model import OpKind, OpState, State

_SHOWN = ("service_code", "address", "address_id", "lon", "lat")
_MAY_GO_AGAIN = frozenset({OpState.REJECTED, OpState.NEEDS_HUMAN, OpState.KEPT, OpState.RETRY_WAIT})


def requeue(journal: Journal, op_id: str) -> None:
    """Put an operation back into the queue, with the person's name on the event. Raises WithdrawRefused."""
    state = journal.state(op_id)
    if state is None:
        raise OperationUnknown(op_id)
    if state not in _MAY_GO_AGAIN:
        raise WithdrawRefused(tr("This operation is on its way or arrived: it is not sent again."))
    journal.add_event(op_id, OpState.QUEUED, evidence={"decided": True})


def resolve(journal: Journal, conflict_id: int, mine: bool) -> None:
    """Close a conflict: our value stays, or theirs is taken; the loser stays written in the conflict row."""
    conflict = journal.tx.execute(
        "SELECT * FROM conflict WHERE conflict_id = ? AND resolved_utc IS NULL", (conflict_id,)
    ).fetchone()
    if conflict is None:
        raise ConflictUnknown(conflict_id)
    journal.tx.execute(
        "UPDATE conflict SET resolved_utc = ?, resolved_by = ?, choice = ? WHERE conflict_id = ?",
        (journal.now(), journal.author.operator_id, "mine" if mine else "theirs", conflict_id),
    )
    row = journal.tx.execute("SELECT * FROM incident WHERE ref = ?", (conflict["ref"],)).fetchone()
    theirs = _typed(conflict["field"], conflict["theirs"])
    base = {**json.loads(row["base_json"]), conflict["field"]: theirs}
    journal.tx.execute(
        "UPDATE incident SET base_json = ?, revision = revision + 1, updated_utc = ? WHERE ref = ?",
        (canonical(base), journal.now(), row["ref"]),
    )
    if conflict["field"] == "state":
        _settle_state(journal, row["ref"], conflict["theirs"], mine)
    elif not mine:
        _take_theirs(journal, row, conflict["field"], theirs)


def _typed(field: str, text: str) -> str | float:
    """A conflict keeps its values as text; coordinates (WGS84 degrees) are numbers everywhere else."""
    return float(text) if field in {"lon", "lat"} and text else text


def _take_theirs(journal: Journal, row: sqlite3.Row, field: str, theirs: str | float) -> None:
    """Show the back end's value of a field that is only shown and never sent."""
    local = {**json.loads(row["local_json"]), field: theirs}
    values = {name: theirs if name == field else row[name] for name in _SHOWN}
    journal.tx.execute(
        "UPDATE incident SET service_code = ?, address = ?, address_id = ?, lon = ?, lat = ?, local_json = ?"
        " WHERE ref = ?",
        (*values.values(), canonical(local), row["ref"]),
    )


def _settle_state(journal: Journal, ref: str, theirs: str, mine: bool) -> None:
    """Our state is sent, or given up for theirs."""
    waiting = journal.tx.execute(
        "SELECT op_id, state FROM op_now WHERE ref = ? AND kind = ?"
        " AND state IN ('needs_human', 'queued', 'retry_wait') ORDER BY seq",
        (ref, OpKind.PATCH.value),
    ).fetchall()
    for op in waiting:
        if not mine:
            journal.add_event(op["op_id"], OpState.WITHDRAWN, evidence={"decided": "theirs"})
        elif op["state"] == OpState.NEEDS_HUMAN.value:
            journal.add_event(op["op_id"], OpState.QUEUED, evidence={"decided": "mine"})
    if mine:
        return
    row = journal.tx.execute("SELECT local_json FROM incident WHERE ref = ?", (ref,)).fetchone()
    state = State(theirs)
    local = {**json.loads(row["local_json"]), "state": state.value}
    journal.tx.execute(
        "UPDATE incident SET state = ?, server_status = CASE WHEN server_status = '' THEN ? ELSE server_status END,"
        " local_json = ? WHERE ref = ?",
        (state.value, workflow.open311_status(state), canonical(local), ref),
    )
