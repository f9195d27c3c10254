"""What the outbox tells before and after a sync: what would be sent, and a log that names nobody."""
from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..i18n import tr
from .errors import StoreError
from .journal import texts_of
from .model import OpKind
from .store import Store

LOG_COLUMNS = ("number", "time_utc", "operation", "incident", "kind", "state", "attempt", "http_status", "error")


class LogNotWritten(StoreError):
    code = "STO-120"

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            tr("The log {path} could not be written.").format(path=path), tr("Choose another folder."), detail
        )


@dataclass(frozen=True)
class Unanswered:
    """A waiting report that leaves a required question open."""

    op_id: str
    ref: str
    service: str
    question: str


@dataclass(frozen=True)
class ToSend:
    """What the next sync would send. photo_bytes: the size of all photos together."""

    reports: int = 0
    changes: int = 0
    notes: int = 0
    photos: int = 0
    photo_bytes: int = 0
    unanswered: tuple[Unanswered, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.reports or self.changes or self.notes or self.photos)


def to_send(store: Store) -> ToSend:
    """Count what waits, and find the reports that the back end would refuse for a missing answer."""
    with store.database.reading() as tx:
        counts = dict(
            tx.execute(
                "SELECT kind, count(*) FROM op_now WHERE state IN ('queued', 'retry_wait') GROUP BY kind"
            ).fetchall()
        )
        size = tx.execute(
            "SELECT coalesce(sum(media.size), 0) FROM op_now now JOIN media USING (op_id)"
            " WHERE now.state IN ('queued', 'retry_wait')"
        ).fetchone()[0]
    return ToSend(
        reports=counts.get(OpKind.REPORT.value, 0),
        changes=counts.get(OpKind.PATCH.value, 0),
        notes=counts.get(OpKind.NOTE.value, 0),
        photos=counts.get(OpKind.MEDIA.value, 0),
        photo_bytes=int(size),
        unanswered=tuple(_unanswered(store)),
    )


def operation_count(store: Store) -> int:
    """How many operations the journal holds; quick, so that a screen knows whether to read them beside itself."""
    with store.database.reading() as tx:
        return int(tx.execute("SELECT count(*) FROM op_now").fetchone()[0])


def _unanswered(store: Store) -> Iterator[Unanswered]:
    with store.database.reading() as tx:
        rows = tx.execute(
            "SELECT op.op_id, op.ref, op.payload_json, incident.service_name FROM op_now now JOIN op USING (op_id)"
            " JOIN incident ON incident.ref = op.ref WHERE now.state IN ('queued', 'retry_wait')"
            " AND now.kind = 'report' ORDER BY op.seq"
        ).fetchall()
        read = [(row, json.loads(row["payload_json"])) for row in rows]
        answers = {row["op_id"]: json.loads(texts_of(tx, payload).get("attributes") or "{}") for row, payload in read}
    required = {code: _required(store, code) for code in {payload["service_code"] for _, payload in read}}
    for row, payload in read:
        for code, question in required[payload["service_code"]]:
            if not any(answers[row["op_id"]].get(code) or ()):
                service = row["service_name"] or payload["service_code"]
                yield Unanswered(row["op_id"], row["ref"], service, question)
                break


def _required(store: Store, service_code: str) -> list[tuple[str, str]]:
    """Code and words of the questions that a category insists on."""
    definition = store.definition(service_code) or {}
    return [
        (str(asked.get("code")), str(asked.get("description") or asked.get("code")))
        for asked in definition.get("attributes", [])
        if asked.get("required") in (True, "true") and asked.get("variable", True) not in (False, "false")
    ]


def log_rows(store: Store) -> Iterator[tuple[str, ...]]:
    """Everything that happened to every operation, oldest first. No person, no device, no place and no free text."""
    with store.database.reading() as tx:
        rows = tx.execute(
            "SELECT event.seq, event.at_utc, event.op_id, op.ref, op.kind, event.state, event.attempt,"
            " event.http_status, json_extract(event.evidence_json, '$.error') FROM op_event event"
            " JOIN op USING (op_id) ORDER BY event.seq"
        )
        for row in rows:
            yield tuple("" if value is None else str(value) for value in row)


def write_log(store: Store, path: Path) -> int:
    """Write the log as CSV (UTF-8, semicolons); answers the rows. A file of that name is replaced when all is written.

    Raises LogNotWritten.
    """
    aside = path.with_name(path.name + ".part")
    count = 0
    try:
        with aside.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(LOG_COLUMNS)
            for row in log_rows(store):
                writer.writerow(row)
                count += 1
        os.replace(aside, path)
    except OSError as error:
        raise LogNotWritten(path, str(error)) from error
    return count
