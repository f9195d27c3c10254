"""The SQLite file behind the store: one connection per thread, short transactions, errors in plain words."""
from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..i18n import tr
from . import schema
from .errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreReadOnly, StoreWrongKind

BUSY_MS = 5000
_PRAGMAS = ("synchronous = FULL", "secure_delete = ON", "foreign_keys = ON", "trusted_schema = OFF")


class _Handle:
    """A connection that closes with the thread it belongs to."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def close(self) -> None:
        self.connection.close()

    def __del__(self) -> None:
        self.connection.close()


class Database:
    """Opens `path`, or makes it. WAL, synchronous=FULL, secure_delete; a lock is waited for `busy_ms` milliseconds."""

    def __init__(self, path: Path, *, settings: dict[str, str], busy_ms: int = BUSY_MS) -> None:
        self.path = path
        self._busy_ms = busy_ms
        self._local = threading.local()
        self._handles: weakref.WeakSet[_Handle] = weakref.WeakSet()
        self._guard = threading.Lock()
        self._turn = threading.Lock()  # our own threads queue here: SQLite's waiting is by naps of up to 0.1 s
        self._closed = False
        try:
            with translated(path):
                self._open(settings)
        except BaseException:
            self.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """The calling thread's own connection."""
        handle: _Handle | None = getattr(self._local, "handle", None)
        if handle is None:
            handle = _Handle(self._connect("rw"))
            with self._guard:
                if self._closed:
                    handle.close()
                else:
                    self._handles.add(handle)
            self._local.handle = handle
        if self._closed:
            raise StoreError(tr("The store is closed."), detail=str(self.path))
        return handle.connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several questions to one state of the store; inside a write, to what is being written."""
        with translated(self.path):
            connection = self.connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def immediate(self) -> Iterator[sqlite3.Connection]:
        """A write, all or nothing, on disk when the block ends."""
        with self._turn, translated(self.path):
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.rollback()
                raise

    def close(self) -> None:
        """Close every thread's connection; the last one folds the WAL back into the file."""
        with self._guard:
            self._closed = True
            handles = list(self._handles)
        for handle in handles:
            handle.close()

    def _connect(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._busy_ms / 1000,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        connection.row_factory = sqlite3.Row
        try:
            for pragma in _PRAGMAS:
                connection.execute("PRAGMA " + pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    def _open(self, settings: dict[str, str]) -> None:
        # the name is not created by opening a connection: a wrong path must not leave an empty file
        connection = self._connect("rw" if self.path.exists() else "rwc")
        self._handles.add(handle := _Handle(connection))
        self._local.handle = handle
        if self._is_empty(connection):
            self._make(connection, settings)
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise StoreWrongKind(
                tr("{path} is not a store of Rue311.").format(path=self.path), tr("Choose another file or folder.")
            )
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreDamaged(self.path, "quick_check")
        schema.upgrade(connection, self.path, schema.MIGRATIONS, schema.VERSION)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")  # a store that cannot be written says so now and not at the first save
        connection.execute("ROLLBACK")

    @staticmethod
    def _is_empty(connection: sqlite3.Connection) -> bool:
        stamp = connection.execute("PRAGMA application_id").fetchone()[0]
        return not stamp and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]

    def _make(self, connection: sqlite3.Connection, settings: dict[str, str]) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if self._is_empty(connection):  # another process may have been first
                schema.create(connection, settings)
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says into an error that a person understands."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(path, error) from error


def explain(path: Path, error: sqlite3.Error) -> StoreError:
    """The store's own error for one of SQLite's. Python 3.9 has no error codes, so the words decide."""
    words = str(error).lower()
    if "locked" in words or "busy" in words:
        return StoreBusy(path, words)
    if "readonly" in words or "read-only" in words:
        return StoreReadOnly(path, words)
    if "is full" in words or "disk i/o" in words:
        return StoreFull(path, words)
    if "not a database" in words or "malformed" in words or "corrupt" in words:
        return StoreDamaged(path, words)
    if "unable to open" in words:
        return StoreReadOnly(path, words)
    return StoreError(tr("The store {path} could not be read or written.").format(path=path), detail=words)
