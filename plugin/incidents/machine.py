"""Which computer this is, and what happens to a store that was copied to another one.

Two laptops with one outbox would send everything twice under one name: the copy takes a name of its own, and what
waited in it is kept back until a person says which of the two sends it.
"""
from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from ..i18n import tr
from .journal import Journal, base32, new_id
from .model import Author, OpState

if TYPE_CHECKING:
    from .store import Store

_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_MULTICAST = 1 << 40  # uuid.getnode() sets it when it made a number up; RFC 4122, 4.5


def machine_id() -> str:
    """A hash that is the same at each start of this computer and tells nothing else; empty where there is none."""
    found = _windows_guid() if os.name == "nt" else _unix_id()
    if not found and not uuid.getnode() & _MULTICAST:
        found = f"{uuid.getnode():012x}"
    return base32(hashlib.sha256(f"rue311 {found}".encode()).digest())[:16] if found else ""


def _unix_id() -> str:
    for path in _IDS:
        try:
            text = path.read_text(encoding="ascii", errors="replace").strip()
        except OSError:
            continue
        if len(text) == 32:
            return text
    return ""


def _windows_guid() -> str:
    import importlib

    winreg = importlib.import_module("winreg")
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return ""


def settle_device(store: Store, machine: str) -> None:
    """Note on which computer the store stands; a copy takes its own device id, keeps back what waited, and says so."""
    known = store.setting("machine")
    renamed = store.setting("device_was")
    if renamed and renamed == store.device_id:
        store.device_id = store.setting("device_id")
    if not machine or known == machine:
        return
    if not known:
        store.set_setting("machine", machine)
        return
    same_name = store.device_id == store.setting("device_id")
    device = f"pc-{new_id()[:8]}" if same_name else store.device_id
    with store.writing(Author("", device)) as journal:
        _note(journal, {"machine": machine, "copied_utc": journal.now(), "copied_from": store.setting("device_id"),
                        "device_was": store.device_id if same_name else "", "device_id": device})
        held = _hold_back(journal)
    store.device_id = device
    store.notices.append(_words(held))


def _note(journal: Journal, settings: dict[str, str]) -> None:
    journal.tx.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", list(settings.items()))


def _hold_back(journal: Journal) -> int:
    """The other computer has the same operations in its outbox: here they wait for a person."""
    rows = journal.tx.execute(
        "SELECT op_id FROM op_now WHERE state IN ('queued', 'retry_wait') ORDER BY seq"
    ).fetchall()
    words = tr("This waits on the computer from which the store was copied, too: send it from one of both only.")
    for row in rows:
        journal.add_event(row["op_id"], OpState.NEEDS_HUMAN, words=words, evidence={"copied": True})
    return len(rows)


def _words(held: int) -> str:
    told = tr("This store was copied from another computer; its journal has a device name of its own from now on.")
    if not held:
        return told
    kept = tr("{count} operations that waited there are kept back on the Sync page, so that nothing is sent twice.")
    return f"{told} {kept.format(count=held)}"
