"""The sandbox's SQLite file: one connection per thread, WAL, one writer at a time."""
from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .troubles import DataFolderUnusable

APPLICATION_ID = 0x52333131  # "R311"
SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE about (changeset TEXT NOT NULL);
CREATE TABLE service (
    position INTEGER PRIMARY KEY,
    service_code TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    definition TEXT
);
CREATE TABLE request (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    service_request_id TEXT UNIQUE,
    token TEXT UNIQUE,
    service_code TEXT NOT NULL,
    service_name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    state TEXT NOT NULL,
    status_notes TEXT,
    description TEXT,
    agency_responsible TEXT,
    service_notice TEXT,
    requested TEXT NOT NULL,
    updated TEXT NOT NULL,
    expected TEXT,
    address TEXT,
    address_id TEXT,
    zipcode TEXT,
    lat REAL,
    lon REAL,
    media TEXT NOT NULL,
    attributes TEXT NOT NULL,
    reporter TEXT NOT NULL,
    numbered_at REAL NOT NULL,
    listed_at REAL NOT NULL
);
CREATE INDEX request_requested ON request (requested);
CREATE INDEX request_updated ON request (updated);
CREATE TABLE request_update (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    update_id TEXT NOT NULL UNIQUE,
    service_request_id TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT,
    updated TEXT NOT NULL,
    claimed TEXT,
    media TEXT NOT NULL
);
CREATE INDEX update_updated ON request_update (updated);
CREATE INDEX update_of_request ON request_update (service_request_id);
"""


class Database:
    """Gives every thread its own connection and lets one thread write at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file or make it. Raises DataFolderUnusable."""
        self._path = path
        self._own = threading.local()
        self._writer = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.is_new = self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise DataFolderUnusable(path.parent, f"{path}: {error}") from error
        finally:
            self.release()

    def _prepare(self) -> bool:
        marks = self.connection.execute("SELECT * FROM pragma_application_id, pragma_user_version")
        found = tuple(marks.fetchone())
        if found == (APPLICATION_ID, SCHEMA_VERSION):
            return False
        if found != (0, 0):
            raise sqlite3.DatabaseError(f"not a sandbox database of version {SCHEMA_VERSION}: {found}")
        self.connection.execute("PRAGMA journal_mode=WAL")
        return True

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, opened when first asked for."""
        known: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if known is None:
            known = sqlite3.connect(self._path, timeout=20, isolation_level=None)
            known.row_factory = sqlite3.Row
            known.execute("PRAGMA synchronous=FULL")
            self._own.connection = known
        return known

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing."""
        with self._writer:
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def founding(self, changeset: str) -> Iterator[sqlite3.Connection]:
        """The first transaction: tables and their first content, so that a crash leaves a new file new.

        changeset: what discovery says about the age of the services.
        """
        with self.writing() as connection:
            for statement in SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute("INSERT INTO about VALUES (?)", (changeset,))
            yield connection
            connection.execute("PRAGMA application_id=" + str(APPLICATION_ID))
            connection.execute("PRAGMA user_version=" + str(SCHEMA_VERSION))
        self.is_new = False

    @property
    def changeset(self) -> str:
        """When the services were written."""
        return str(self.connection.execute("SELECT changeset FROM about").fetchone()[0])

    def release(self) -> None:
        """Close this thread's connection; each thread does so when it ends."""
        known: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if known is not None:
            self._own.connection = None
            known.close()
