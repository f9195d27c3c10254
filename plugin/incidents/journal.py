"""The append-only journal: operations, what happened to them, and the erasable texts that they point to."""
from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..clock import Clock, utc_text
from .model import Author, OpKind, OpState

ROBOT = Author("", "")
_OP_COLUMNS = ("op_id", "ref", "kind", "payload_json", "payload_sha", "definition_sha", "operator_id", "device_id",
               "created_utc")
_EVENT_COLUMNS = ("op_id", "at_utc", "state", "attempt", "http_status", "words_sha", "evidence_json", "operator_id",
                  "device_id")


def base32(digest: bytes) -> str:
    return base64.b32encode(digest).decode().rstrip("=").lower()


def new_id() -> str:
    """An identifier that no other laptop makes: 100 bits, lower-case base32."""
    return base32(secrets.token_bytes(13))[:20]


def canonical(value: object) -> str:
    """The one way a value is written, so that its hash means something."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha_text(text: str) -> str:
    return base32(hashlib.sha256(text.encode()).digest())


def link(previous: str, values: list[Any]) -> str:
    """The next link of a hash chain."""
    return sha_text(previous + "\n" + canonical(values))


class Journal:
    """The journal inside one write transaction; whoever opened the transaction commits it."""

    def __init__(self, tx: sqlite3.Connection, clock: Clock, author: Author = ROBOT) -> None:
        self.tx = tx
        self._clock = clock
        self.author = author

    def now(self) -> str:
        return utc_text(self._clock.now())

    def add_text(self, ref: str, op_id: str, kind: str, body: str) -> dict[str, Any]:
        """Put a free text or a person into an erasable row; answers its number and salted hash for the journal."""
        salt = secrets.token_bytes(16)
        row = self.tx.execute(
            "INSERT INTO content (ref, op_id, kind, salt, body) VALUES (?, ?, ?, ?, ?)", (ref, op_id, kind, salt, body)
        )
        return {"id": row.lastrowid, "sha": base32(hashlib.sha256(salt + body.encode()).digest())}

    def add_op(
        self,
        ref: str,
        kind: OpKind,
        payload: Mapping[str, Any],
        *,
        op_id: str = "",
        texts: Mapping[str, str] | None = None,
        definition_sha: str = "",
        state: OpState = OpState.QUEUED,
        words: str = "",
    ) -> str:
        """Write down what a person did. texts: free text by kind, kept apart. Answers the operation's id."""
        op_id = op_id or new_id()
        kept = {name: self.add_text(ref, op_id, name, body) for name, body in (texts or {}).items() if body}
        written = canonical({**payload, "texts": kept})
        values = [op_id, ref, kind.value, written, sha_text(written), definition_sha, self.author.operator_id,
                  self.author.device_id, self.now()]
        self.tx.execute(
            "INSERT INTO op (op_id, ref, kind, payload_json, payload_sha, definition_sha, operator_id, device_id,"
            " created_utc, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*values, link(self._last("op"), values)],
        )
        self.add_event(op_id, state, words=words)
        return op_id

    def add_event(
        self,
        op_id: str,
        state: OpState,
        *,
        attempt: int | None = None,
        http_status: int | None = None,
        words: str = "",
        evidence: Mapping[str, Any] | None = None,
        due: float = 0.0,
    ) -> None:
        """Write down what happened to an operation. due: epoch seconds before which it is left alone."""
        op = self.tx.execute("SELECT seq, ref, kind FROM op WHERE op_id = ?", (op_id,)).fetchone()
        before = self.tx.execute("SELECT attempt FROM op_now WHERE op_id = ?", (op_id,)).fetchone()
        if attempt is None:
            attempt = before["attempt"] if before else 0
        text = self.add_text(op["ref"], op_id, "words", words) if words else {"id": None, "sha": ""}
        at = self.now()
        values = [op_id, at, state.value, attempt, http_status, text["sha"], canonical(evidence or {}),
                  self.author.operator_id, self.author.device_id]
        row = self.tx.execute(
            "INSERT INTO op_event (op_id, at_utc, state, attempt, http_status, words_sha, evidence_json, operator_id,"
            " device_id, words_id, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*values, text["id"], link(self._last("op_event"), values)],
        )
        self.tx.execute(
            "INSERT INTO op_now (op_id, seq, ref, kind, state, attempt, event_seq, at_utc, due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (op_id) DO UPDATE SET state = excluded.state,"
            " attempt = excluded.attempt, event_seq = excluded.event_seq, at_utc = excluded.at_utc, due = excluded.due",
            (op_id, op["seq"], op["ref"], op["kind"], state.value, attempt, row.lastrowid, at, due),
        )

    def state(self, op_id: str) -> OpState | None:
        """Where the operation stands."""
        row = self.tx.execute("SELECT state FROM op_now WHERE op_id = ?", (op_id,)).fetchone()
        return OpState(row["state"]) if row else None

    def _last(self, table: str) -> str:
        question = {
            "op": "SELECT chain FROM op ORDER BY seq DESC LIMIT 1",
            "op_event": "SELECT chain FROM op_event ORDER BY seq DESC LIMIT 1",
        }[table]
        row = self.tx.execute(question).fetchone()
        return row["chain"] if row else ""


def texts_of(tx: sqlite3.Connection, payload: Mapping[str, Any]) -> dict[str, str]:
    """The free texts that an operation points to; an erased one is absent."""
    numbers = {value["id"]: name for name, value in payload.get("texts", {}).items()}
    rows = tx.execute(
        "SELECT content_id, body FROM content"
        " WHERE content_id IN (SELECT value FROM json_each(?)) AND body IS NOT NULL",
        (json.dumps(list(numbers)),),
    )
    return {numbers[row["content_id"]]: row["body"] for row in rows}


def broken_links(tx: sqlite3.Connection) -> list[str]:
    """Where the hash chains of the journal do not hold, as `op 12`; empty: nothing was changed, nothing taken out."""
    wrong = []
    for table, columns, question in (
        ("op", _OP_COLUMNS, "SELECT * FROM op ORDER BY seq"),
        ("op_event", _EVENT_COLUMNS, "SELECT * FROM op_event ORDER BY seq"),
    ):
        previous = ""
        for row in tx.execute(question):
            if row["chain"] != link(previous, [row[column] for column in columns]):
                wrong.append(f"{table} {row['seq']}")
            previous = row["chain"]
    return wrong


def instant(text: str) -> datetime:
    """Read a stored time; quicker than strptime, which costs 0.2 s for 10,000 rows."""
    return datetime.fromisoformat(text[:-1] + "+00:00")
