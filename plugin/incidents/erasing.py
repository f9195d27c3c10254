"""Erasing personal data for good: from the store, its copies and its photos, proven by a search of every byte.

The plan with the words to look for stands in `store.erasing.json` while the erasure lasts: an erasure that is cut off
is taken up again when the store is opened next. Each step may be done twice. What remains is an entry in the log.
"""
from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..clock import utc_text
from ..i18n import tr
from . import byte_search, erasure_log, schema
from .backups import backup_files, backup_folder, write_whole
from .byte_search import Searched
from .database import translated
from .erasure_plan import Identity, Plan, plan_older, plan_person, words_to_search
from .errors import StoreBusy, StoreError, StoreFull
from .journal import new_id
from .model import Author, OpKind, OpState

if TYPE_CHECKING:
    from .store import Store

Step = Callable[[str], None]
STEPS = ("planned", "logged", "rows", "photos", "copies", "vacuum", "searched", "proven")
_MAGIC = b"SQLite format 3\x00"
_NOT_OURS = ("register.sqlite",)


class ErasureRefused(StoreError):
    code = "STO-108"


@dataclass(frozen=True)
class Erased:
    """What an erasure did. refs: incidents that went as a whole. texts: rows of text or persons; photos: files.

    unerased: rows that still hold something. upstream: service request numbers whose text the back end has.
    """

    erasure_id: str
    refs: tuple[str, ...]
    texts: int
    photos: int
    searched: Searched
    unerased: int
    upstream: tuple[str, ...]

    @property
    def remaining(self) -> int:
        """Words found in files and rows still full; 0 is the proof."""
        return sum(hits for _, hits in self.searched.found) + self.unerased


def erase(
    store: Store, *, person: str = "", older_than: datetime | None = None, reason: str, author: Author,
    photos: bool = True, step: Step | None = None,
) -> Erased:
    """Erase a person (name, mail or telephone), or the free text of all on which nothing happened since `older_than`.

    Raises ErasureRefused for an unclear demand, StoreBusy while another program reads the store; then it is finished
    when the store is opened next.
    """
    _check(person, older_than, reason)
    resume(store)
    with store.database.reading() as tx:
        identity: Identity | None = None
        if older_than is None:
            plan, identity = plan_person(tx, person)
        else:
            plan = plan_older(tx, utc_text(older_than))
        words = words_to_search(tx, plan, identity)
        entry = {
            "event": "erase", "id": new_id(), "at": utc_text(store.clock.now()),
            "mode": "person" if older_than is None else f"older than {utc_text(older_than)}",
            "operator_id": author.operator_id, "device_id": author.device_id, "reason": reason.strip(),
            **_named_rows(tx, plan),
        }
    if not photos:
        entry["photos"] = []
    if identity is not None and identity.in_text(reason):
        raise ErasureRefused(tr("The reason names the person: it would stay in the log."), tr("Write it without."))
    write_whole(pending_path(store.path), json.dumps({"entry": entry, "words": words}, ensure_ascii=False))
    (step or _quietly)("planned")
    return _carry_out(store, entry, words, step or _quietly)


def _check(person: str, older_than: datetime | None, reason: str) -> None:
    if bool(person.strip()) == (older_than is not None):
        raise ErasureRefused(tr("Say either which person is erased, or up to which date."))
    if not reason.strip():
        raise ErasureRefused(tr("An erasure needs a reason; it stays in the log."))
    identity = Identity.of(person)
    if older_than is None and not (identity.names or identity.mails or identity.phones):
        raise ErasureRefused(tr("“{person}” is no name, mail address or telephone number.").format(person=person))


def _quietly(_step: str) -> None:
    """Nobody watches the steps."""


def _named_rows(tx: sqlite3.Connection, plan: Plan) -> dict[str, Any]:
    """The plan by numbers and names of files, for the log; photos that another incident has too stay."""
    refs = json.dumps(sorted(plan.refs))
    files = tx.execute(
        "SELECT DISTINCT sha || '.' || suffix FROM media WHERE ref IN (SELECT value FROM json_each(?))"
        " AND sha NOT IN (SELECT sha FROM media WHERE ref NOT IN (SELECT value FROM json_each(?)))", (refs, refs)
    ).fetchall()
    touched = sorted(plan.refs | {ref for ref, _ in plan.cells} | {ref for _, ref, _ in plan.remarks})
    numbers = tx.execute(
        "SELECT service_request_id FROM incident WHERE service_request_id <> '' AND (ref IN"
        " (SELECT value FROM json_each(?)) OR ref IN (SELECT ref FROM content WHERE content_id IN"
        " (SELECT value FROM json_each(?)))) ORDER BY service_request_id",
        (json.dumps(touched), json.dumps(sorted(plan.contents))),
    ).fetchall()
    whose = tx.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()[0]
    return {
        "store_id": whose, **plan.as_lists(), "photos": [row[0] for row in files],
        "upstream": [row[0] for row in numbers],
    }


def pending_path(store_path: Path) -> Path:
    return store_path.with_name(f"{store_path.stem}.erasing.json")


def resume(store: Store) -> Erased | None:
    """Finish an erasure that was cut off; None where there is none. Raises StoreBusy; then it stays to be done."""
    path = pending_path(store.path)
    path.with_name(path.name + ".part").unlink(missing_ok=True)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreFull(path, str(error)) from error
    return _carry_out(store, found["entry"], found["words"], _quietly)


def _carry_out(store: Store, entry: dict[str, Any], words: Sequence[str], step: Step) -> Erased:
    try:
        erasure_log.append(store.path, entry)
        step("logged")
        _erase_rows(store, entry)
        step("rows")
        for name in entry["photos"]:
            (store.photo_folder / name).unlink(missing_ok=True)
        step("photos")
        _erase_in_copies(store.path, entry, words)
        step("copies")
        rewrite(store)
        step("vacuum")
        searched = byte_search.search_files(files_of(store.path), words, in_use(store.path))
        step("searched")
        left = unerased(store, entry)
        done = {"event": "proven", "id": entry["id"], "at": utc_text(store.clock.now()), "files": searched.files,
                "bytes": searched.bytes, "words": searched.words, "unerased": left,
                "found": [list(one) for one in searched.found]}
        erasure_log.append(store.path, done)
        step("proven")
        pending_path(store.path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreFull(store.path, str(error)) from error
    return Erased(
        entry["id"], tuple(entry["refs"]), _taken(store, entry), len(entry["photos"]), searched, left,
        tuple(entry["upstream"]),
    )


def _erase_rows(store: Store, entry: dict[str, Any]) -> None:
    """The rows, and photos that waited: they will never leave."""
    with store.writing(Author(entry["operator_id"], entry["device_id"])) as journal:
        if not erasure_log.apply(journal.tx, entry):
            return
        gone = journal.tx.execute(
            "SELECT now.op_id FROM op_now now JOIN media USING (op_id) WHERE now.kind = ?"
            " AND media.sha || '.' || media.suffix IN (SELECT value FROM json_each(?))"
            " AND now.state NOT IN ('confirmed', 'withdrawn', 'in_flight') ORDER BY now.seq",
            (OpKind.MEDIA.value, json.dumps(entry["photos"])),
        ).fetchall()
        for row in gone:
            journal.add_event(row["op_id"], OpState.WITHDRAWN, evidence={"erased": entry["id"]})


def rewrite(store: Store) -> None:
    """Write the store anew without the pages that were freed, and empty its log. Raises StoreBusy."""
    with translated(store.path):
        connection = store.database.connection()
        connection.execute("VACUUM")
        for _ in range(50):
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                return
            time.sleep(0.1)
    raise StoreBusy(store.path, "wal_checkpoint")


def copies_of(store_path: Path) -> list[Path]:
    """Other files that hold a store: backups, copies made before an upgrade, stores set aside by a restore."""
    live = in_use(store_path)
    beside = [
        path for path in sorted(store_path.parent.glob(f"{store_path.stem}*"))
        if path.is_file() and path not in live and _is_sqlite(path)
    ]
    return [*backup_files(store_path), *beside]


def in_use(store_path: Path) -> frozenset[Path]:
    """The files that SQLite has open while the store is."""
    return frozenset(store_path.with_name(store_path.name + tail) for tail in ("", "-wal", "-shm"))


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def _erase_in_copies(store_path: Path, entry: dict[str, Any], words: Sequence[str]) -> None:
    for path in copies_of(store_path):
        try:
            _erase_in_copy(path, entry)
        except sqlite3.Error:
            _overwrite(path, words)  # too damaged to be opened: nothing but its bytes can be reached
            for tail in ("-wal", "-journal"):
                _overwrite(path.with_name(path.name + tail), words)


def _erase_in_copy(path: Path, entry: dict[str, Any]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.row_factory = sqlite3.Row
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("PRAGMA journal_mode = DELETE")
        version = copy.execute("PRAGMA user_version").fetchone()[0]
        if version < schema.VERSION:
            schema.upgrade_here(copy)
        erasure_log.apply_in_one(copy, entry)
        copy.execute("VACUUM")


def _overwrite(path: Path, words: Iterable[str]) -> None:
    """Put crosses over every word in a file that nobody can open."""
    if not path.is_file():
        return
    body = path.read_bytes()
    for word in words:
        for form in byte_search.spellings(word):
            body = body.replace(form, b"x" * len(form))
    with path.open("r+b") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())


def files_of(store_path: Path) -> list[Path]:
    """Every file of the store's folder, its backups and its photos; not the address register, not the plan itself."""
    folders = (store_path.parent, backup_folder(store_path), store_path.parent / "photos")
    skipped = pending_path(store_path).name
    return [
        path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())
        if path.is_file() and path.name != skipped and not path.name.startswith(_NOT_OURS)
    ]


def unerased(store: Store, entry: dict[str, Any]) -> int:
    """How many of the rows to erase still hold something, in the store and in every copy that opens."""
    with store.database.reading() as tx:
        left = _left(tx, entry)
    for path in copies_of(store.path):
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
                left += _left(copy, entry)
        except sqlite3.Error:
            continue  # its bytes are searched
    return left


def _left(tx: sqlite3.Connection, entry: dict[str, Any]) -> int:
    refs = json.dumps(entry["refs"])
    if not tx.execute(
        "SELECT 1 FROM erasure WHERE erasure_id = ?", (entry["id"],)
    ).fetchone():
        return 1
    texts = tx.execute(
        "SELECT count(*) FROM content WHERE body IS NOT NULL AND erased_utc IS NULL AND (content_id IN"
        " (SELECT value FROM json_each(?)) OR (kind NOT IN ('address', 'assignee')"
        " AND ref IN (SELECT value FROM json_each(?)))) AND op_id IN (SELECT op_id FROM op WHERE created_utc <= ?)",
        (json.dumps(entry["contents"]), refs, entry["at"]),
    ).fetchone()[0]
    shown = tx.execute(
        "SELECT count(*) FROM incident WHERE ref IN (SELECT value FROM json_each(?))"
        " AND description || status_notes || media_url <> ''", (refs,)
    ).fetchone()[0]
    return int(texts) + int(shown)


def _taken(store: Store, entry: dict[str, Any]) -> int:
    """How many texts and persons this erasure took from the store."""
    with store.database.reading() as tx:
        texts = tx.execute(
            "SELECT count(*) FROM content WHERE body IS NULL AND (content_id IN (SELECT value FROM json_each(?))"
            " OR (kind NOT IN ('address', 'assignee') AND ref IN (SELECT value FROM json_each(?))))",
            (json.dumps(entry["contents"]), json.dumps(entry["refs"])),
        ).fetchone()[0]
        remarks = tx.execute(
            "SELECT count(*) FROM remark WHERE ref IN (SELECT value FROM json_each(?))", (json.dumps(entry["refs"]),)
        ).fetchone()[0]
    singles = sum(len(entry[name]) for name in ("cells", "remarks", "drafts", "operators"))
    foreign = len(entry["refs"])
    return int(texts) + int(remarks) + singles + (foreign if not texts else 0)
