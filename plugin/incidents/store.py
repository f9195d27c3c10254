"""The private store: the only door to the file that holds what people reported and decided.

Every method may be called from any thread. Whatever writes is on disk when it returns.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ..clock import Clock, utc_text
from ..errors import Rue311Error
from ..i18n import tr
from . import abilities, deciding, erasing, reading, reporting, swapping
from . import machine as machines
from .abilities import KnownPoint
from .database import Database, translated
from .erasing import Erased
from .errors import ReportRefused, StoreBusy, StoreFull, StoreReadOnly, StoreWrongKind
from .journal import Journal, broken_links, canonical, instant, new_id, sha_text
from .model import (
    Author,
    Conflict,
    Counts,
    Draft,
    HistoryEntry,
    Incident,
    Operation,
    Operator,
    OpEvent,
    OpState,
    Photo,
    Report,
    SyncRecord,
)
from .photos import PhotoInfo, inspect_photo, keep_photo, read_photo
from .place import check_local


def open_store(
    path: Path, *, training: bool, device_id: str, clock: Clock | None = None, busy_ms: int = 5000,
    machine: str | None = None,
) -> Store:
    """Open the store at `path`, or make it with its folder.

    training: whether the store is for practice; a real one is never opened as that, nor the reverse.
    machine: which computer this is; None: ask it. A store from another one gets a device id of its own and says so in
    `notices`. A restore or an erasure that was cut off is finished first.
    Raises StoreOnNetwork, StoreReadOnly, StoreBusy, StoreFull, StoreDamaged or StoreWrongKind.
    """
    check_local(path)
    clock = clock or Clock()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        swapping.finish_restore(path)
    except OSError as error:
        raise StoreReadOnly(path, str(error)) from error
    settings = {
        "training": "1" if training else "0",
        "store_id": new_id(),
        "device_id": device_id,
        "created_utc": utc_text(clock.now()),
    }
    store = Store(Database(path, settings=settings, busy_ms=busy_ms), training, device_id, clock)
    try:
        machines.settle_device(store, machines.machine_id() if machine is None else machine)
    except BaseException:
        store.close()
        raise
    store.take_up_erasure()
    return store


class Store:
    """See the module; made by `open_store`."""

    def __init__(self, database: Database, training: bool, device_id: str, clock: Clock) -> None:
        self.database = database
        self.training = training
        self.device_id = device_id
        self.clock = clock
        self.notices: list[str] = []  # what a person should be told about this store, once
        if self.setting("training") != ("1" if training else "0"):
            database.close()
            raise StoreWrongKind(
                tr("{path} is a store for training.").format(path=database.path)
                if not training
                else tr("{path} is a real store, not one for training.").format(path=database.path),
                tr("Training and real incidents never share a store: open the profile that goes with it."),
            )

    @property
    def path(self) -> Path:
        return self.database.path

    @property
    def photo_folder(self) -> Path:
        return reporting.photo_folder(self.path)

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def writing(self, author: Author | None = None) -> Iterator[Journal]:
        """A write transaction on the journal, all or nothing."""
        with self.database.immediate() as tx:
            yield Journal(tx, self.clock, author or Author("", self.device_id))

    # -- people ---------------------------------------------------------------------------------------------------

    def operators(self) -> list[Operator]:
        with self.database.reading() as tx:
            rows = tx.execute("SELECT operator_id, name FROM operator ORDER BY name COLLATE NOCASE").fetchall()
        return [Operator(row["operator_id"], row["name"]) for row in rows]

    def add_operator(self, name: str) -> Operator:
        """Add a person who works here; a name that is known already is answered again."""
        name = " ".join(name.split())
        if not name:
            raise ReportRefused(tr("Write the operator's name."))
        with self.writing() as journal:
            for known in journal.tx.execute("SELECT operator_id, name FROM operator"):
                if known["name"].casefold() == name.casefold():
                    return Operator(known["operator_id"], known["name"])
            operator = Operator(new_id(), name)
            journal.tx.execute(
                "INSERT INTO operator (operator_id, name, created_utc) VALUES (?, ?, ?)",
                (operator.operator_id, operator.name, journal.now()),
            )
        return operator

    # -- what people do -------------------------------------------------------------------------------------------

    def report(self, report: Report, author: Author, *, draft_id: str = "") -> str:
        """Write a new incident into the journal; it is on disk when its reference is answered.

        The draft it was typed in goes in the same transaction: it is never offered again for a report that was saved.
        Raises ReportRefused, PhotoRefused or a StoreError; then nothing is written.
        """
        reporting.check_report(report)
        kept = self._keep_photos(report.photos)
        with self.writing(author) as journal:
            journal.tx.execute("DELETE FROM draft WHERE draft_id = ?", (draft_id,))
            return reporting.write_report(journal, report, kept)

    def add_photo(self, ref: str, path: Path, author: Author) -> str:
        """Add a photo to an incident. Answers the operation's id. Raises PhotoRefused, IncidentUnknown."""
        kept = self._keep_photos((path,))
        with self.writing(author) as journal:
            reporting.incident_row(journal.tx, ref)
            journal.tx.execute("UPDATE incident SET photos = photos + 1, revision = revision + 1 WHERE ref = ?", (ref,))
            return reporting.write_photo(journal, ref, kept[0])

    def _keep_photos(self, paths: Iterable[Path]) -> list[PhotoInfo]:
        """Check all photos before the first is copied; the same photo twice is one."""
        read = [(body, inspect_photo(body, path.name)) for path in paths for body in (read_photo(path),)]
        kept = {info.sha: info for _, info in read}
        try:
            for body, info in read:
                keep_photo(body, info, self.photo_folder)
        except PermissionError as error:
            raise StoreReadOnly(self.path, str(error)) from error
        except OSError as error:
            raise StoreFull(self.path, str(error)) from error
        return list(kept.values())

    def triage(
        self, ref: str, changes: Mapping[str, str], author: Author, *, reason: str = "", note: str = ""
    ) -> list[str]:
        """Write a decision: state, assignee, priority, duplicate_of, danger (`yes`, `safe`, `no`).

        Answers the ids of the operations made, none where nothing changes. Raises TransitionRefused.
        """
        with self.writing(author) as journal:
            return reporting.write_triage(journal, ref, changes, reason=reason, note=note)

    def note(self, ref: str, text: str, author: Author) -> str:
        """Write a note; answers the operation's id."""
        with self.writing(author) as journal:
            return reporting.write_note(journal, ref, text)

    def withdraw(self, op_id: str, author: Author) -> None:
        """Take back an operation that has not left. Raises WithdrawRefused."""
        with self.writing(author) as journal:
            reporting.write_withdrawal(journal, op_id)

    def requeue(self, op_id: str, author: Author) -> None:
        """Send an operation again because a person says so: it was refused, kept, or nobody could prove where it is."""
        with self.writing(author) as journal:
            deciding.requeue(journal, op_id)

    def resolve(self, conflict_id: int, mine: bool, author: Author) -> None:
        """Decide a conflict: keep our value and send it, or take the back end's."""
        with self.writing(author) as journal:
            deciding.resolve(journal, conflict_id, mine)

    def erase(
        self, *, person: str = "", older_than: datetime | None = None, reason: str, author: Author,
        photos: bool = True, step: Callable[[str], None] | None = None,
    ) -> Erased:
        """Erase personal data for good, here and in the backups; see `erasing.erase`."""
        return erasing.erase(
            self, person=person, older_than=older_than, reason=reason, author=author, photos=photos, step=step
        )

    def take_up_erasure(self) -> None:
        """Finish an erasure that was cut off. While another program reads the store it waits for the next opening."""
        try:
            erasing.resume(self)
        except (StoreBusy, StoreFull, StoreReadOnly):
            self.notices.append(tr("An erasure of personal data is not finished: close the other QGIS and open again."))
        except BaseException:
            self.close()
            raise

    # -- drafts ---------------------------------------------------------------------------------------------------

    def save_draft(self, form: Mapping[str, object], author: Author, draft_id: str = "") -> str:
        """Keep a half-filled form (JSON values); answers its id."""
        draft_id = draft_id or new_id()
        with self.writing(author) as journal:
            journal.tx.execute(
                "INSERT OR REPLACE INTO draft (draft_id, operator_id, device_id, form_json, saved_utc)"
                " VALUES (?, ?, ?, ?, ?)",
                (draft_id, author.operator_id, author.device_id, canonical(dict(form)), journal.now()),
            )
        return draft_id

    def drafts(self) -> list[Draft]:
        """The half-filled forms, newest first."""
        with self.database.reading() as tx:
            rows = tx.execute("SELECT * FROM draft ORDER BY saved_utc DESC, draft_id").fetchall()
        return [Draft(row["draft_id"], json.loads(row["form_json"]), instant(row["saved_utc"])) for row in rows]

    def drop_draft(self, draft_id: str) -> None:
        with self.writing() as journal:
            journal.tx.execute("DELETE FROM draft WHERE draft_id = ?", (draft_id,))

    # -- what the screens read ------------------------------------------------------------------------------------

    def incidents(self, refs: Iterable[str] | None = None) -> list[Incident]:
        """The incidents asked for, or all, newest first; unknown references are left out."""
        with self.database.reading() as tx:
            return reading.incidents(tx, refs)

    def incident(self, ref: str) -> Incident | None:
        found = self.incidents([ref])
        return found[0] if found else None

    def history(self, ref: str) -> list[HistoryEntry]:
        with self.database.reading() as tx:
            return reading.history(tx, ref)

    def photos(self, ref: str) -> list[Photo]:
        with self.database.reading() as tx:
            return reading.photos(tx, ref, self.photo_folder)

    def operations(self, states: Iterable[OpState] | None = None, ref: str = "") -> list[Operation]:
        with self.database.reading() as tx:
            return reading.operations(tx, states, ref)

    def events(self, op_id: str) -> list[OpEvent]:
        with self.database.reading() as tx:
            return reading.events(tx, op_id)

    def conflicts(self, ref: str = "") -> list[Conflict]:
        with self.database.reading() as tx:
            return reading.conflicts(tx, ref)

    def counts(self) -> Counts:
        with self.database.reading() as tx:
            return reading.counts(tx)

    def data_version(self) -> int:
        """A number that changes when another process, or another thread, wrote."""
        with translated(self.path):
            return int(self.database.connection().execute("PRAGMA data_version").fetchone()[0])

    def broken_links(self) -> list[str]:
        """Where the journal was tampered with; empty: it holds."""
        with self.database.reading() as tx:
            return broken_links(tx)

    # -- what the back end said last ------------------------------------------------------------------------------

    def save_services(
        self, services: Sequence[Mapping[str, Any]], definitions: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Keep the last known services (GeoReport JSON shapes); a definition not given stays as it was known."""
        with self.writing() as journal:
            known = {
                row["service_code"]: (row["definition_json"], row["definition_sha"])
                for row in journal.tx.execute("SELECT * FROM service").fetchall()
            }
            journal.tx.execute("DELETE FROM service")
            for place, service in enumerate(services):
                code = str(service["service_code"])
                text, sha = known.get(code, (None, ""))
                if code in definitions:
                    text = canonical(dict(definitions[code]))
                    sha = sha_text(text)
                journal.tx.execute(
                    "INSERT OR REPLACE INTO service (service_code, place, service_json, definition_json,"
                    " definition_sha) VALUES (?, ?, ?, ?, ?)",
                    (code, place, canonical(dict(service)), text, sha),
                )
            write_setting(journal, "services_utc", journal.now())

    def services(self) -> list[dict[str, Any]]:
        with self.database.reading() as tx:
            rows = tx.execute("SELECT service_json FROM service ORDER BY place").fetchall()
        return [json.loads(row["service_json"]) for row in rows]

    def definition(self, code: str) -> dict[str, Any] | None:
        with self.database.reading() as tx:
            row = tx.execute("SELECT definition_json FROM service WHERE service_code = ?", (code,)).fetchone()
        found: dict[str, Any] | None = json.loads(row["definition_json"]) if row and row["definition_json"] else None
        return found

    def services_date(self) -> datetime | None:
        text = self.setting("services_utc")
        return instant(text) if text else None

    def capabilities(self, endpoint: str) -> list[KnownPoint]:
        """What was found out about the back end with this key (`reference.endpoint_key`); see `abilities.best`."""
        with self.database.reading() as tx:
            return abilities.known(tx, endpoint)

    def save_capabilities(self, endpoint: str, points: Iterable[KnownPoint]) -> None:
        """Put these in the place of what was known; what real reports taught stays."""
        with self.writing() as journal:
            abilities.replace(journal, endpoint, points)

    def record_sync(self, record: SyncRecord) -> None:
        values = asdict(record)
        at = utc_text(values.pop("at"))
        with self.writing() as journal:
            journal.tx.execute(
                "INSERT INTO sync_record (at_utc, record_json) VALUES (?, ?)", (at, canonical(values))
            )

    def last_sync(self) -> SyncRecord | None:
        with self.database.reading() as tx:
            row = tx.execute("SELECT * FROM sync_record ORDER BY seq DESC LIMIT 1").fetchone()
        return SyncRecord(at=instant(row["at_utc"]), **json.loads(row["record_json"])) if row else None

    # -- settings of the store itself -----------------------------------------------------------------------------

    def setting(self, key: str) -> str:
        with self.database.reading() as tx:
            row = tx.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row["value"]) if row else ""

    def set_setting(self, key: str, value: str) -> None:
        with self.writing() as journal:
            write_setting(journal, key, value)


def write_setting(journal: Journal, key: str, value: str) -> None:
    """Set one setting of the store inside a transaction."""
    journal.tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


__all__ = ["Rue311Error", "Store", "open_store"]
