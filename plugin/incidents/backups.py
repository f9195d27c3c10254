"""Copies of the store beside it: one a day, the two newest kept, each with a list of the photos that go with it."""
from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from . import schema
from .database import translated
from .errors import StoreDamaged, StoreFull
from .model import UNSENT_STATES
from .reporting import photo_folder

if TYPE_CHECKING:
    from .store import Store

KEPT = 2
_STAMP = "%Y%m%dT%H%M%SZ"
_PREFIX, _SUFFIX = "store-", ".sqlite"


@dataclass(frozen=True)
class Backup:
    """A copy that can be put back. at: when it was made. trouble: why it cannot be read; then the counts are 0."""

    path: Path
    at: datetime
    incidents: int = 0
    operations: int = 0
    unsent: int = 0
    photos: int = 0
    trouble: str = ""


def backup_folder(store_path: Path) -> Path:
    return store_path.parent / "backups"


def photo_index(backup: Path) -> Path:
    """The list of photos that belongs to a backup."""
    return backup.with_suffix(".photos.json")


def stamp(at: datetime) -> str:
    """A time as it stands in file names: UTC, to the second."""
    return at.astimezone(timezone.utc).strftime(_STAMP)


def back_up_daily(store: Store, *, keep: int = KEPT) -> Path | None:
    """Make today's backup unless there is one; answers it. To be called in the background: it reads the whole store.

    Raises StoreFull, StoreDamaged; what was backed up before is untouched then.
    """
    known = backup_files(store.path)
    today = store.clock.now().astimezone(timezone.utc).date()
    if known and _made(known[0]).date() == today:
        return None
    return back_up(store, keep=keep)


def back_up(store: Store, *, keep: int = KEPT) -> Path:
    """Copy the store through SQLite's backup, check the copy, then drop all but the `keep` newest."""
    folder = backup_folder(store.path)
    path = folder / f"{_PREFIX}{stamp(store.clock.now())}{_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        photos = {file.name: file.stat().st_size for file in _photos(store.path)}
        write_whole(photo_index(path), json.dumps(photos, sort_keys=True))
        with translated(path):
            schema.copy_store(store.database.connection(), path)
        check_copy(path)
    except OSError as error:
        raise StoreFull(path, str(error)) from error
    for old in backup_files(store.path)[max(1, keep):]:
        drop(old)
    return path


def _photos(store_path: Path) -> list[Path]:
    folder = photo_folder(store_path)
    return [file for file in sorted(folder.iterdir()) if not file.name.startswith(".")] if folder.is_dir() else []


def check_copy(path: Path) -> None:
    """Raises StoreDamaged where the copy is torn or no store."""
    try:
        with reading(path) as copy:
            stamped = copy.execute("PRAGMA application_id").fetchone()[0]
            said = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise StoreDamaged(path, str(error)) from error
    if stamped != schema.APPLICATION_ID or said != "ok":
        raise StoreDamaged(path, str(said))


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy opened for reading only; nothing is made beside it."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        copy.row_factory = sqlite3.Row
        copy.execute("PRAGMA trusted_schema = OFF")
        yield copy


def drop(backup: Path) -> None:
    """Remove a backup; one that another program holds goes another day."""
    for path in (photo_index(backup), backup):
        try:
            path.unlink(missing_ok=True)
        except PermissionError:
            continue


def backup_files(store_path: Path) -> list[Path]:
    """The backups of a store, newest first; names that are not ours are left alone."""
    found = []
    for path in backup_folder(store_path).glob(f"{_PREFIX}*{_SUFFIX}"):
        try:
            found.append((_made(path), path))
        except ValueError:
            continue
    return [path for _, path in sorted(found, reverse=True)]


def _made(path: Path) -> datetime:
    return datetime.strptime(path.name[len(_PREFIX):-len(_SUFFIX)], _STAMP).replace(tzinfo=timezone.utc)


def list_backups(store_path: Path) -> list[Backup]:
    """The backups of a store with what is in them, newest first. Works when the store itself is damaged."""
    return [_described(path) for path in backup_files(store_path)]


def _described(path: Path) -> Backup:
    at = _made(path)
    try:
        check_copy(path)
        with reading(path) as copy:
            states = dict(copy.execute("SELECT state, count(*) FROM op_now GROUP BY state").fetchall())
            return Backup(
                path, at,
                incidents=copy.execute("SELECT count(*) FROM incident WHERE withdrawn = 0").fetchone()[0],
                operations=sum(states.values()),
                unsent=sum(states.get(state.value, 0) for state in UNSENT_STATES),
                photos=len(indexed_photos(path)),
            )
    except StoreDamaged as error:
        return Backup(path, at, trouble=error.user)
    except sqlite3.Error as error:
        return Backup(path, at, trouble=str(error))


def indexed_photos(backup: Path) -> dict[str, int]:
    """File name -> bytes of the photos that stood beside the store when the backup was made."""
    try:
        found = json.loads(photo_index(backup).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): int(size) for name, size in found.items()} if isinstance(found, dict) else {}


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that its name never stands for half of it."""
    aside = path.with_name(path.name + ".part")
    with aside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(aside, path)
