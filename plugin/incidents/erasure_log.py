"""Which erasures of personal data were made: one line each, only ever added to, in a file beside the store.

It stands outside the store so that an older backup, put back, can be told what must stay erased. It names references,
row numbers and hashes of photos, never what was erased. Each line carries a link of a hash chain.
"""
from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .journal import canonical, link

Entry = Mapping[str, Any]
# what may stay of the back end's own words: numbers, places, dates, codes
_SERVER_KEPT = ("service_request_id", "status", "service_code", "service_name", "requested_datetime",
                "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat", "lon", "long")
_COLUMNS = {
    "description": "UPDATE incident SET description = '' WHERE ref = ?",
    "status_notes": "UPDATE incident SET status_notes = '' WHERE ref = ?",
    "media_url": "UPDATE incident SET media_url = '' WHERE ref = ?",
    "assignee": "UPDATE incident SET assignee = '' WHERE ref = ?",
    "address": "UPDATE incident SET address = '' WHERE ref = ?",
}
WHOLE = ("description", "status_notes", "media_url")  # the columns of an incident that goes as a whole
PLACES_AND_STAFF = ("address", "assignee")  # texts that stay with it: where it was, and who was in charge


def log_path(store_path: Path) -> Path:
    return store_path.with_name(f"{store_path.stem}.erasures.jsonl")


def entries(store_path: Path) -> list[dict[str, Any]]:
    """The log's lines, oldest first; a torn last line was never an entry."""
    try:
        text = log_path(store_path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    found = []
    for line in text.split("\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and "chain" in entry:
            found.append(entry)
    return found


def append(store_path: Path, entry: Entry) -> None:
    """Add a line; it is on disk when this returns. Adding it again changes nothing."""
    known = entries(store_path)
    if any(old["id"] == entry["id"] and old["event"] == entry["event"] for old in known):
        return
    written = {**entry, "chain": link(known[-1]["chain"] if known else "", [canonical(dict(entry))])}
    with log_path(store_path).open("ab") as stream:
        torn = stream.tell() and not _ends_a_line(log_path(store_path))
        stream.write((b"\n" if torn else b"") + canonical(written).encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def broken_lines(store_path: Path) -> list[int]:
    """The numbers (from 1) of the lines whose link does not hold; empty: nothing was changed or taken out."""
    wrong, previous = [], ""
    for number, entry in enumerate(entries(store_path), start=1):
        said = {key: value for key, value in entry.items() if key != "chain"}
        if entry["chain"] != link(previous, [canonical(said)]):
            wrong.append(number)
        previous = entry["chain"]
    return wrong


def replay(copy: sqlite3.Connection, store_path: Path) -> int:
    """Do again in an older copy of the store what was erased since it was made. Answers how many erasures."""
    return sum(apply_in_one(copy, entry) for entry in entries(store_path) if entry["event"] == "erase")


def apply_in_one(copy: sqlite3.Connection, entry: Entry) -> bool:
    """One erasure, all or nothing; False where the copy knows it already or is of another store."""
    copy.execute("BEGIN IMMEDIATE")
    try:
        done = apply(copy, entry)
        copy.execute("COMMIT")
    except BaseException:
        if copy.in_transaction:
            copy.rollback()
        raise
    return done


def apply(tx: sqlite3.Connection, entry: Entry) -> bool:
    """Erase the rows that `entry` names, inside a transaction; False where that was done or is not for this store."""
    whose = tx.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()
    known = tx.execute("SELECT 1 FROM erasure WHERE erasure_id = ?", (entry["id"],)).fetchone()
    if known is not None or whose is None or whose[0] != entry["store_id"]:
        return False
    at = entry["at"]
    _texts(tx, entry, at)
    _remarks(tx, entry)
    tx.execute("DELETE FROM draft WHERE draft_id IN (SELECT value FROM json_each(?))", (_list(entry["drafts"]),))
    for operator_id in entry["operators"]:
        tx.execute("UPDATE operator SET name = ? WHERE operator_id = ?", (f"({operator_id[:6]})", operator_id))
    for ref in entry["refs"]:
        tx.execute("INSERT OR REPLACE INTO erased (ref, at_utc) VALUES (?, ?)", (ref, at))
        _incident(tx, ref, WHOLE)
        tx.execute("UPDATE media SET url = '' WHERE ref = ?", (ref,))
    columns: dict[str, list[str]] = {}
    for ref, column in entry["cells"]:
        columns.setdefault(ref, []).append(column)
    for ref, chosen in columns.items():
        tx.execute("INSERT OR REPLACE INTO erased (ref, at_utc) VALUES (?, ?)", (ref, at))
        _incident(tx, ref, chosen)
    tx.execute(
        "INSERT INTO erasure (erasure_id, at_utc, entry_json) VALUES (?, ?, ?)",
        (entry["id"], at, canonical(dict(entry))),
    )
    return True


def kept_of_server(server: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers, places, dates and codes of what the back end said."""
    return {key: value for key, value in server.items() if key in _SERVER_KEPT}


def _list(values: Iterable[Any]) -> str:
    return json.dumps(list(values))


def _texts(tx: sqlite3.Connection, entry: Entry, at: str) -> None:
    """The salt goes too: with it, a short text such as a telephone number could be guessed from its hash."""
    tx.execute(
        "UPDATE content SET body = NULL, salt = x'', erased_utc = ? WHERE body IS NOT NULL AND (content_id IN"
        " (SELECT value FROM json_each(?)) OR (kind NOT IN ('address', 'assignee') AND ref IN"
        " (SELECT value FROM json_each(?))))",
        (at, _list(entry["contents"]), _list(entry["refs"])),
    )


def _remarks(tx: sqlite3.Connection, entry: Entry) -> None:
    tx.execute(
        "UPDATE remark SET body = '', who = '' WHERE ref IN (SELECT value FROM json_each(?))", (_list(entry["refs"]),)
    )
    for endpoint, ref, update_id in entry["remarks"]:
        tx.execute(
            "UPDATE remark SET body = '', who = '' WHERE endpoint = ? AND ref = ? AND update_id = ?",
            (endpoint, ref, update_id),
        )


def _incident(tx: sqlite3.Connection, ref: str, columns: Iterable[str]) -> None:
    """Empty columns of an incident, and what base, local and server values repeat of them."""
    row = tx.execute("SELECT base_json, local_json, server_json FROM incident WHERE ref = ?", (ref,)).fetchone()
    if row is None:
        return
    chosen = set(columns)
    for column in chosen:
        tx.execute(_COLUMNS[column], (ref,))
    base, local = (
        {key: "" if key in chosen else value for key, value in json.loads(text).items()} for text in tuple(row)[:2]
    )
    server = {key: value for key, value in kept_of_server(json.loads(row[2])).items() if key not in chosen}
    tx.execute(
        "UPDATE incident SET base_json = ?, local_json = ?, server_json = ?, revision = revision + 1 WHERE ref = ?",
        (canonical(base), canonical(local), canonical(server), ref),
    )
    if "address" in chosen:
        tx.execute("UPDATE conflict SET base = '', mine = '', theirs = '' WHERE ref = ? AND field = 'address'", (ref,))
