"""Who synchronises a store: one process at a time, seen by all others, taken over when it is gone."""
from __future__ import annotations

import getpass
import os
import socket
import sqlite3
from dataclasses import dataclass

from ..i18n import tr
from .errors import StoreError
from .journal import new_id
from .store import Store

NAME = "sync"
STALE_S = 600.0  # nobody is silent for so long: one exchange is over after 60 s


class SyncBusy(StoreError):
    code = "SYN-101"

    def __init__(self, host: str, pid: int, user: str = "") -> None:
        super().__init__(
            tr("Another QGIS synchronises this store already ({user}, {host}, process {pid}).").format(
                user=user or "–", host=host, pid=pid
            ),
            tr("Wait until it has finished, or close it."),
        )


class LeaseLost(StoreError):
    """Somebody else took over; nothing may be sent any more."""

    code = "SYN-102"

    def __init__(self) -> None:
        super().__init__(tr("Another QGIS has taken over the synchronisation; this one stopped."))


@dataclass(frozen=True)
class Lease:
    holder: str


def take(store: Store) -> Lease:
    """Become the one who synchronises. Raises SyncBusy while another is at it."""
    lease = Lease(f"{new_id()} {_user()}")
    now = store.clock.now().timestamp()
    with store.writing() as journal:
        held = journal.tx.execute("SELECT * FROM lease WHERE name = ?", (NAME,)).fetchone()
        if held is not None and not _is_stale(held, now):
            raise SyncBusy(held["host"], held["pid"], held["holder"].partition(" ")[2])
        journal.tx.execute(
            "INSERT OR REPLACE INTO lease (name, holder, pid, host, taken_utc, renewed) VALUES (?, ?, ?, ?, ?, ?)",
            (NAME, lease.holder, os.getpid(), socket.gethostname(), journal.now(), now),
        )
    return lease


def _user() -> str:
    """Who is logged in on this computer; empty where nobody can tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def release(store: Store, lease: Lease) -> None:
    """Let others synchronise; harmless when the lease is lost already."""
    with store.writing() as journal:
        journal.tx.execute("DELETE FROM lease WHERE name = ? AND holder = ?", (NAME, lease.holder))


def renew(tx: sqlite3.Connection, lease: Lease, now: float) -> None:
    """Say inside a write transaction that one is still at it. Raises LeaseLost."""
    row = tx.execute(
        "UPDATE lease SET renewed = ? WHERE name = ? AND holder = ?", (now, NAME, lease.holder)
    )
    if row.rowcount != 1:
        raise LeaseLost()


def _is_stale(held: sqlite3.Row, now: float) -> bool:
    """Its process is gone, or it has been silent too long (a clock set back counts as silence too)."""
    if held["host"] == socket.gethostname() and not process_alive(held["pid"]):
        return True
    return abs(now - float(held["renewed"])) > STALE_S


def process_alive(pid: int) -> bool:
    """Whether a process of this computer runs. On Windows `os.kill(pid, 0)` would send it a Ctrl+C."""
    if os.name == "nt":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _alive_on_windows(pid: int) -> bool:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (absent elsewhere, and mypy knows it)
    handle = kernel.OpenProcess(0x00100000, False, pid)  # SYNCHRONIZE
    if not handle:
        return False
    try:
        waited: int = kernel.WaitForSingleObject(handle, 0)
        return waited == 0x102  # WAIT_TIMEOUT: still running
    finally:
        kernel.CloseHandle(handle)
