"""Import of a BeSt file: one pass over the lines into a staging file, one sorted pass into the register.

Memory stays small whatever the order of the lines (they come by street in some files, by id in others). The register
in use is touched only by the last step, when the new one is complete and on the disk.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Callable

from ..clock import utc_text
from ..errors import reason_of
from ..i18n import tr
from . import build
from .errors import ImportCancelled, RegisterEmpty, RegisterUnwritable
from .lines import LineReader
from .localities import Extras, read_extras
from .schema import SETTINGS, STAGE, TABLES
from .source import Rejection, Rejections, open_best
from .swap import new_name, put_in_place, remove
from .text import RULES

Progress = Callable[[float], bool]

# share of the work, for the progress bar
_READ, _SORT, _WRITE = 0.60, 0.10, 0.25


@dataclass(frozen=True)
class ImportReport:
    """What came of an import. addresses: houses; boxes: letterboxes in them; lines: of the file, header not counted."""

    addresses: int
    streets: int
    unpositioned: int
    rejected: int
    register_date: str
    rejections: list[Rejection]
    boxes: int = 0
    lines: int = 0
    localities: int = 0
    historic: int = 0
    path: Path = Path()


def import_register(
    source: Path,
    destination: Path,
    *,
    communes: Collection[str] = (),
    localities: Path | None = None,
    historic: Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Make a register at `destination` from the BeSt file `source`; the old one is replaced when the new is complete.

    communes: INS codes to take (older codes are mapped to today's); none means all. localities and historic: see
    `localities.read_extras`; without them those of the old register stay. progress: called with 0 to 1, answers False
    to cancel.
    Raises RegisterFileUnreadable, RegisterColumnMissing, RegisterEmpty, LocalitiesUnreadable, RegisterUnwritable and
    ImportCancelled; after each of them the old register is as it was.
    """
    source, destination = Path(source), Path(destination)
    extras = read_extras(destination, localities, historic)
    fresh, stage = new_name(destination, "new"), new_name(destination, "stage")
    try:
        with closing(_new_register(fresh, stage)) as db:
            report = _fill(db, source, communes, extras, progress)
        path = put_in_place(fresh, destination)
        return replace(report, path=path)
    except sqlite3.Error as error:
        raise RegisterUnwritable(destination, _reason(error)) from error
    except OSError as error:
        raise RegisterUnwritable(destination, reason_of(error)) from error
    finally:
        remove(fresh)
        remove(stage)


def _reason(error: sqlite3.Error) -> str:
    text = str(error)
    if "full" in text:
        return tr("the disk is full")
    if "readonly" in text or "unable to open" in text:
        return tr("the folder does not exist or is read-only")
    return text


def _fill(
    db: sqlite3.Connection, source: Path, communes: Collection[str], extras: Extras, progress: Progress | None
) -> ImportReport:
    rejections = Rejections()
    with open_best(source, rejections) as (table, made):
        reader = LineReader(table, communes, _part(progress, 0.0, _READ))
        db.executemany("INSERT INTO stage.line VALUES (?, ?, ?, ?, ?, ?, ?, ?)", reader.staged())
        streets = build.bind_streets(db, reader.variants, rejections)
        if not streets:
            raise RegisterEmpty(source, rejections.count, ", ".join(sorted(communes)))
        counts = build.write_houses(db, streets, _part(progress, _READ, _SORT + _WRITE))
        build.write_places(db, reader.variants, extras)
        meta = {
            "grid": table.grid,
            "register_date": made.isoformat(),
            "source": source.name,
            "made": utc_text(datetime.now(timezone.utc)),
            "address_prefix": reader.address_prefix or "",
            "rules": str(RULES),
            "addresses": str(counts.houses),
            "streets": str(len({street.street_id for street in streets})),
            "unpositioned": str(counts.unpositioned),
            "rejected": str(rejections.count),
        }
        build.finish(db, meta)
        if progress is not None and progress(1.0) is False:
            raise ImportCancelled
    return ImportReport(
        addresses=counts.houses,
        streets=int(meta["streets"]),
        unpositioned=counts.unpositioned,
        rejected=rejections.count,
        register_date=made.isoformat(),
        rejections=rejections.kept,
        boxes=counts.boxes,
        lines=counts.lines + rejections.count,
        localities=len(extras.localities),
        historic=len(extras.historic),
    )


def _part(progress: Progress | None, start: float, share: float) -> Progress | None:
    if progress is None:
        return None
    return lambda fraction: progress(start + share * fraction)


def _new_register(fresh: Path, stage: Path) -> sqlite3.Connection:
    db = sqlite3.connect(str(fresh), isolation_level=None)
    db.execute("ATTACH ? AS stage", (str(stage),))
    db.executescript(SETTINGS + TABLES + STAGE)
    db.execute("BEGIN")
    return db
