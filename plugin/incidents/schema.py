"""The tables of the private store, and how a store of an older Rue311 becomes one of today.

`op` and `op_event` are the journal: rows are added, never changed. `content` holds the free text and the persons that
the journal only knows by number and salted hash, so that they can be erased. All other tables can be rebuilt or are
settings.
"""
from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from ..i18n import tr
from .errors import StoreWrongKind

APPLICATION_ID = 0x52333131  # "R311"
VERSION = 2

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE operator (operator_id TEXT PRIMARY KEY, name TEXT NOT NULL, created_utc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE op (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, op_id TEXT NOT NULL UNIQUE, ref TEXT NOT NULL, kind TEXT NOT NULL,
    payload_json TEXT NOT NULL, payload_sha TEXT NOT NULL, definition_sha TEXT NOT NULL DEFAULT '',
    operator_id TEXT NOT NULL, device_id TEXT NOT NULL, created_utc TEXT NOT NULL, chain TEXT NOT NULL
);
CREATE INDEX op_by_ref ON op (ref, seq);
CREATE TABLE op_event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, op_id TEXT NOT NULL REFERENCES op (op_id), at_utc TEXT NOT NULL,
    state TEXT NOT NULL, attempt INTEGER NOT NULL, http_status INTEGER, words_id INTEGER, words_sha TEXT NOT NULL,
    evidence_json TEXT NOT NULL, operator_id TEXT NOT NULL, device_id TEXT NOT NULL, chain TEXT NOT NULL
);
CREATE INDEX op_event_by_op ON op_event (op_id, seq);
CREATE TABLE content (
    content_id INTEGER PRIMARY KEY AUTOINCREMENT, ref TEXT NOT NULL, op_id TEXT NOT NULL, kind TEXT NOT NULL,
    salt BLOB NOT NULL, body TEXT, erased_utc TEXT
);
CREATE INDEX content_by_op ON content (op_id);
CREATE TABLE op_now (
    op_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, ref TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
    attempt INTEGER NOT NULL, event_seq INTEGER NOT NULL, at_utc TEXT NOT NULL, due REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX op_now_by_ref ON op_now (ref, seq);
CREATE INDEX op_now_open ON op_now (state, seq) WHERE state NOT IN ('confirmed', 'withdrawn');
CREATE TABLE incident (
    ref TEXT PRIMARY KEY, endpoint TEXT NOT NULL DEFAULT '', service_request_id TEXT NOT NULL DEFAULT '',
    token TEXT NOT NULL DEFAULT '', ours INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0,
    service_code TEXT NOT NULL, service_name TEXT NOT NULL DEFAULT '', state TEXT NOT NULL,
    server_status TEXT NOT NULL DEFAULT '', status_notes TEXT NOT NULL DEFAULT '', lon REAL, lat REAL, accuracy_m REAL,
    location_from TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', address_id TEXT NOT NULL DEFAULT '',
    nis TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', danger INTEGER NOT NULL DEFAULT 0,
    danger_known_utc TEXT, made_safe_utc TEXT, reported_utc TEXT NOT NULL, updated_utc TEXT NOT NULL,
    assignee TEXT NOT NULL DEFAULT '', priority TEXT NOT NULL DEFAULT '', duplicate_of TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '', caller_language TEXT NOT NULL DEFAULT '', wants_answer INTEGER NOT NULL DEFAULT 0,
    photos INTEGER NOT NULL DEFAULT 0, media_url TEXT NOT NULL DEFAULT '', missing_upstream INTEGER NOT NULL DEFAULT 0,
    asked_utc TEXT NOT NULL DEFAULT '', base_json TEXT NOT NULL DEFAULT '{}', local_json TEXT NOT NULL DEFAULT '{}',
    server_json TEXT NOT NULL DEFAULT '{}', revision INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX incident_by_number ON incident (endpoint, service_request_id) WHERE service_request_id <> '';
CREATE INDEX incident_by_time ON incident (reported_utc);
CREATE TABLE remark (
    endpoint TEXT NOT NULL, update_id TEXT NOT NULL, ref TEXT NOT NULL, at_utc TEXT NOT NULL, who TEXT NOT NULL,
    status TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (endpoint, ref, update_id)
) WITHOUT ROWID;
CREATE INDEX remark_by_ref ON remark (ref, at_utc);
CREATE TABLE media (
    op_id TEXT PRIMARY KEY REFERENCES op (op_id), ref TEXT NOT NULL, sha TEXT NOT NULL, suffix TEXT NOT NULL,
    mime TEXT NOT NULL, size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    url TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX media_by_ref ON media (ref);
CREATE TABLE draft (
    draft_id TEXT PRIMARY KEY, operator_id TEXT NOT NULL, device_id TEXT NOT NULL, form_json TEXT NOT NULL,
    saved_utc TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE conflict (
    conflict_id INTEGER PRIMARY KEY AUTOINCREMENT, ref TEXT NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL,
    mine TEXT NOT NULL, theirs TEXT NOT NULL, at_utc TEXT NOT NULL, resolved_utc TEXT, resolved_by TEXT, choice TEXT
);
CREATE UNIQUE INDEX conflict_open ON conflict (ref, field) WHERE resolved_utc IS NULL;
CREATE TABLE pull_cursor (endpoint TEXT PRIMARY KEY, until_utc TEXT NOT NULL, moved_utc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE service (
    service_code TEXT PRIMARY KEY, place INTEGER NOT NULL, service_json TEXT NOT NULL, definition_json TEXT,
    definition_sha TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE capability (
    endpoint TEXT NOT NULL, point TEXT NOT NULL, place INTEGER NOT NULL, value_json TEXT NOT NULL,
    evidence TEXT NOT NULL, how TEXT NOT NULL CHECK (how IN ('probed', 'learnt', 'set by hand', 'shipped')),
    at_utc TEXT NOT NULL, PRIMARY KEY (endpoint, point, how)
) WITHOUT ROWID;
CREATE TABLE lease (
    name TEXT PRIMARY KEY, holder TEXT NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL, taken_utc TEXT NOT NULL,
    renewed REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE sync_record (seq INTEGER PRIMARY KEY AUTOINCREMENT, at_utc TEXT NOT NULL, record_json TEXT NOT NULL);
CREATE TABLE erasure (
    erasure_id TEXT PRIMARY KEY, at_utc TEXT NOT NULL, entry_json TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE erased (ref TEXT PRIMARY KEY, at_utc TEXT NOT NULL) WITHOUT ROWID;
CREATE TRIGGER op_stays BEFORE UPDATE ON op BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER op_remains BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER op_event_stays BEFORE UPDATE ON op_event
    BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER op_event_remains BEFORE DELETE ON op_event
    BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER erasure_remains BEFORE DELETE ON erasure
    BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
"""

# version -> the statements that lead to the next one
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        "CREATE TABLE IF NOT EXISTS capability (endpoint TEXT NOT NULL, point TEXT NOT NULL, place INTEGER NOT NULL,"
        " value_json TEXT NOT NULL, evidence TEXT NOT NULL,"
        " how TEXT NOT NULL CHECK (how IN ('probed', 'learnt', 'set by hand', 'shipped')), at_utc TEXT NOT NULL,"
        " PRIMARY KEY (endpoint, point)) WITHOUT ROWID",
        "CREATE TABLE erasure (erasure_id TEXT PRIMARY KEY, at_utc TEXT NOT NULL, entry_json TEXT NOT NULL)"
        " WITHOUT ROWID",
        "CREATE TABLE erased (ref TEXT PRIMARY KEY, at_utc TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure"
        " BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END",
        "CREATE TRIGGER erasure_remains BEFORE DELETE ON erasure"
        " BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END",
    ),
}


def statements(script: str) -> list[str]:
    """The single statements of a script, so that they run inside one transaction."""
    found, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return found


def create(connection: sqlite3.Connection, settings: dict[str, str]) -> None:
    """Make the tables of a new store, all or nothing; the caller holds the transaction."""
    for statement in statements(TABLES):
        connection.execute(statement)
    connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", sorted(settings.items()))
    set_version(connection, VERSION)


def set_version(connection: sqlite3.Connection, version: int) -> None:
    """Stamp the file. A pragma takes no parameter; both values are our own integers."""
    connection.execute("PRAGMA application_id = " + str(APPLICATION_ID))
    connection.execute("PRAGMA user_version = " + str(int(version)))


def upgrade(
    connection: sqlite3.Connection, path: Path, migrations: dict[int, tuple[str, ...]], newest: int
) -> Path | None:
    """Bring an older store up to `newest`; a full copy is put beside it first. Answers the copy, if one was made.

    Raises StoreWrongKind for a store of a newer Rue311.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > newest:
        raise StoreWrongKind(
            tr("The store {path} was made by a newer Rue311.").format(path=path),
            tr("Update the plugin on this computer."),
            f"user_version {found}, this plugin knows {newest}",
        )
    if found == newest:
        return None
    copy = copy_store(connection, path.with_name(f"{path.name}.version{found}"))
    upgrade_here(connection, migrations, newest)
    return copy


def upgrade_here(
    connection: sqlite3.Connection, migrations: dict[int, tuple[str, ...]] | None = None, newest: int = VERSION
) -> None:
    """Take the steps up to `newest` in the file itself, all or none; for a store that has a copy, or that is one."""
    steps = MIGRATIONS if migrations is None else migrations
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(int(connection.execute("PRAGMA user_version").fetchone()[0]), newest):
            for statement in steps[version]:
                connection.execute(statement)
            set_version(connection, version + 1)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def copy_store(connection: sqlite3.Connection, destination: Path) -> Path:
    """Copy the whole store through SQLite's backup, under a temporary name until it is complete."""
    aside = destination.with_name(destination.name + ".part")
    aside.unlink(missing_ok=True)
    target = sqlite3.connect(str(aside))
    try:
        connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
    os.replace(aside, destination)
    return destination
