"""Putting a backup back: prepared beside, then two renames, so that a store is never written over.

The store that is replaced is kept as `store.aside-….sqlite`, its journal with it.
"""
from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from ..clock import Clock, utc_text
from ..i18n import tr
from . import erasure_log, schema
from .backups import check_copy, indexed_photos, stamp
from .database import translated
from .errors import StoreBusy, StoreError, StoreFull
from .journal import Journal, instant
from .model import Author, OpKind, OpState
from .outbox import Sending
from .reporting import photo_folder
from .swapping import finish_restore

_SHARED = (0x40000002, 510)  # the bytes on which every open SQLite connection holds a lock; sqlite3 os.h


class BackupUnusable(StoreError):
    code = "STO-107"

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(
            tr("The backup {file} cannot be used; nothing was changed.").format(file=path.name),
            tr("Choose another backup."),
            detail,
        )


@dataclass(frozen=True)
class Restored:
    """What a restore did. aside: the store as it was, None where there was none. missing: photos no longer there.

    erased: erasures of personal data that were done again, since the backup was older. doubtful: operations that
    may have left after the backup was made; they are looked for at the back end before they are sent.
    """

    store: Path
    aside: Path | None
    missing: tuple[str, ...]
    erased: int
    doubtful: int


def restore_backup(
    store_path: Path, backup: Path, author: Author, *, clock: Clock | None = None,
    step: Callable[[str], None] | None = None,
) -> Restored:
    """Put `backup` in the place of the store, which nobody may have open. Raises BackupUnusable, StoreBusy, StoreFull.

    step: told the name of each step when it is done; tests cut the power there.
    """
    done = step or _quietly
    finish_restore(store_path)
    _refuse_open(store_path)
    try:
        check_copy(backup)
    except StoreError as error:
        raise BackupUnusable(backup, error.detail) from error
    clock = clock or Clock()
    mark = stamp(clock.now())
    ready = store_path.with_name(f"{store_path.stem}.restored-{mark}{store_path.suffix}")
    part = ready.with_name(ready.name + ".part")
    try:
        with translated(store_path):
            erased, doubtful = _prepare(store_path, backup, part, clock, author)
        done("prepared")
        os.replace(part, ready)
    except OSError as error:
        raise StoreFull(store_path, str(error)) from error
    done("ready")
    aside = store_path.with_name(f"{store_path.stem}.aside-{mark}{store_path.suffix}") if store_path.exists() else None
    try:
        if aside is not None:
            os.rename(store_path, aside)
        done("aside")
        finish_restore(store_path)
    except OSError as error:  # Windows says here that another program has it open
        if store_path.exists():
            ready.unlink(missing_ok=True)
        raise StoreBusy(store_path, str(error)) from error
    done("swapped")
    there = photo_folder(store_path)
    missing = tuple(name for name in indexed_photos(backup) if not (there / name).is_file())
    return Restored(store_path, aside, missing, erased, doubtful)


def _quietly(_step: str) -> None:
    """Nobody watches the steps."""


def _prepare(store_path: Path, backup: Path, part: Path, clock: Clock, author: Author) -> tuple[int, int]:
    """The backup under a temporary name, brought up to date: what must stay erased, and what may have left since."""
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
        schema.copy_store(source, part)
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        copy.row_factory = sqlite3.Row
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("PRAGMA synchronous = FULL")
        schema.upgrade_here(copy)
        erased = erasure_log.replay(copy, store_path)
        copy.execute("BEGIN IMMEDIATE")
        doubtful = _doubt(Journal(copy, clock, author), utc_text(clock.now()))
        copy.execute("COMMIT")
        copy.execute("VACUUM")
    check_copy(part)
    return erased, doubtful


def _doubt(journal: Journal, now: str) -> int:
    """What waited when the backup was made may have left since: it counts as sent with an unknown end."""
    last = journal.tx.execute("SELECT max(at_utc) FROM op_event").fetchone()[0] or now
    made = instant(last).timestamp()
    rows = journal.tx.execute(
        "SELECT now.op_id, incident.endpoint FROM op_now now JOIN incident ON incident.ref = now.ref"
        " WHERE now.state IN ('queued', 'retry_wait') AND now.kind <> ? ORDER BY now.seq",
        (OpKind.MEDIA.value,),
    ).fetchall()
    for row in rows:
        sending = Sending(made, made, False, row["endpoint"], ())
        journal.add_event(row["op_id"], OpState.IN_FLIGHT, evidence={**asdict(sending), "restored": True})
        journal.add_event(row["op_id"], OpState.AMBIGUOUS, evidence={"restored": True})
    return len(rows)


def _refuse_open(store_path: Path) -> None:
    """Raises StoreBusy where another process has the store open. (On Windows the rename says it.)"""
    if os.name == "nt" or not store_path.is_file():
        return
    import fcntl

    with store_path.open("r+b") as stream:
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED[1], _SHARED[0])
        except OSError as error:
            raise StoreBusy(store_path, str(error)) from error
