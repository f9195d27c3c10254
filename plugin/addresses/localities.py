"""What the BeSt file does not say and a commune can add: sections and localities, and historic street names.

The Walloon CSV has no locality names, so people's "5100 Jambes" is known only from such a list. What was given once
stays for the next import.
"""
from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..errors import reason_of
from ..i18n import tr
from .best_xml import read_sections
from .errors import LocalitiesUnreadable
from .swap import in_use
from .text import mend

LocalityRow = tuple[str, str, str, str, str]
HistoricRow = tuple[str, str, str]
MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Extras:
    """localities: (postcode, INS code or empty, French, Dutch, German name); historic: (postcode, old, new name)."""

    localities: tuple[LocalityRow, ...] = ()
    historic: tuple[HistoricRow, ...] = ()


def read_extras(register: Path, localities: Path | None, historic: Path | None) -> Extras:
    """Read the lists that are given; for one that is not given, take what the present register has.

    localities: BeSt PartOfMunicipality XML or full export (zip), or CSV with postcode, nis, name_fr, name_nl, name_de.
    historic: CSV with postcode, old_name, new_name. More columns are allowed. Raises LocalitiesUnreadable.
    """
    old = _of_register(register)
    return Extras(
        localities=read_localities(localities) if localities else old.localities,
        historic=read_historic(historic) if historic else old.historic,
    )


def read_localities(path: Path) -> tuple[LocalityRow, ...]:
    """Read sections and localities. Raises LocalitiesUnreadable."""
    if path.suffix.lower() in (".xml", ".zip"):
        return read_sections(path)
    rows = [
        (row["postcode"], row.get("nis", ""), row["name_fr"], row.get("name_nl", ""), row.get("name_de", ""))
        for row in _csv(path, ("postcode", "nis", "name_fr", "name_nl", "name_de"))
    ]
    return tuple(row for row in rows if row[0] and any(row[2:]))


def read_historic(path: Path) -> tuple[HistoricRow, ...]:
    """Read old and new names of streets. Raises LocalitiesUnreadable."""
    columns = ("postcode", "old_name", "new_name")
    rows = [(row["postcode"], row["old_name"], row["new_name"]) for row in _csv(path, columns)]
    return tuple(row for row in rows if all(row))


def _csv(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise LocalitiesUnreadable(path, tr("it is too large for such a list"))
        text = path.read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise LocalitiesUnreadable(path, reason_of(error)) from error
    whole = mend(text) if not text.isascii() else text
    if whole is None or "\0" in whole:
        raise LocalitiesUnreadable(path, tr("it is not a text file in UTF-8"))
    delimiter = ";" if whole.split("\n", 1)[0].count(";") > whole.split("\n", 1)[0].count(",") else ","
    try:
        reader = csv.DictReader(io.StringIO(whole, newline=""), delimiter=delimiter)
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        if missing:
            raise LocalitiesUnreadable(path, tr("column {columns} is missing").format(columns=", ".join(missing)))
        return [{name: (value or "").strip() for name, value in row.items() if name in columns} for row in reader]
    except csv.Error as error:
        raise LocalitiesUnreadable(path, str(error)) from error


def _of_register(path: Path) -> Extras:
    """What the register in use was given; an absent or damaged one gives nothing."""
    held = in_use(path)
    if not held.is_file():
        return Extras()
    try:
        with closing(sqlite3.connect(str(held))) as db:
            return Extras(
                localities=tuple(db.execute("SELECT postcode, nis, name_fr, name_nl, name_de FROM locality")),
                historic=tuple(db.execute("SELECT postcode, old_name, new_name FROM historic")),
            )
    except sqlite3.Error:
        return Extras()
