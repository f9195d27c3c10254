"""Reading a BeSt address file: zip or CSV, either header, damaged lines set aside and counted.

Source of the layout: Fedict/best-tools, BestWriterCSVOpenAddresses.java; `EPSG:3812_*` since 2026-10-11.
"""
from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Callable

from ..errors import reason_of
from ..i18n import tr
from .errors import RegisterColumnMissing, RegisterFileUnreadable

GRIDS = ("EPSG:3812", "EPSG:31370")
NEEDED = (
    "address_id",
    "box_number",
    "house_number",
    "municipality_id",
    "municipality_name_de",
    "municipality_name_fr",
    "municipality_name_nl",
    "postcode",
    "street_id",
    "streetname_de",
    "streetname_fr",
    "streetname_nl",
    "status",
)
KEPT_REJECTIONS = 1000
# a whole country is 1 GB; more is no address file
MOST_BYTES = 8 * 2**30


@dataclass(frozen=True)
class Rejection:
    """A line that was not taken. `line` counts from 1, the header being line 1."""

    line: int
    reason: str


@dataclass
class Rejections:
    """All are counted, the first thousand are kept."""

    count: int = 0
    kept: list[Rejection] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        self.count += 1
        if len(self.kept) < KEPT_REJECTIONS:
            self.kept.append(Rejection(line, reason))


@dataclass(frozen=True)
class Table:
    """An open CSV: where each column stands, in which grid x and y are, and the lines. `done()` is 0 to 1."""

    name: str
    grid: str
    columns: dict[str, int]
    width: int
    rows: Iterator[list[str]]
    rejections: Rejections
    done: Callable[[], float]


@contextmanager
def open_best(path: Path, rejections: Rejections) -> Iterator[tuple[Table, date]]:
    """Open the BeSt table in `path` and answer it with the day it was made.

    Raises RegisterFileUnreadable and RegisterColumnMissing, also while the rows are read.
    """
    try:
        path.open("rb").close()
    except OSError as error:
        raise RegisterFileUnreadable(path, reason_of(error), repr(error)) from error
    try:
        with ExitStack() as stack:
            if zipfile.is_zipfile(path):
                binary, size, made = _member(path, stack)
            elif path.suffix.lower() == ".zip":
                raise RegisterFileUnreadable(path, tr("it is no zip file, or the download was cut short"))
            else:
                binary = stack.enter_context(path.open("rb"))
                size, made = path.stat().st_size, datetime.fromtimestamp(path.stat().st_mtime).date()
            yield _table(path, binary, size, rejections), made
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        reason = tr("the zip is damaged, or the download was cut short")
        raise RegisterFileUnreadable(path, reason, repr(error)) from error
    except NotImplementedError as error:
        reason = tr("the zip uses a compression that is not supported")
        raise RegisterFileUnreadable(path, reason, repr(error)) from error
    except RuntimeError as error:  # zipfile: "is encrypted, password required"
        if "password" not in str(error):
            raise
        raise RegisterFileUnreadable(path, tr("the zip is protected by a password"), repr(error)) from error


def _member(path: Path, stack: ExitStack) -> tuple[IO[bytes], int, date]:
    archive = stack.enter_context(zipfile.ZipFile(path))
    tables = [
        info
        for info in archive.infolist()
        if info.filename.lower().endswith(".csv") and not info.filename.startswith("__MACOSX/")
    ]
    tables.sort(key=lambda info: (not Path(info.filename).name.lower().startswith("openaddress"), -info.file_size))
    if not tables:
        raise RegisterFileUnreadable(path, tr("there is no CSV in the zip"))
    if tables[0].file_size > MOST_BYTES:
        raise RegisterFileUnreadable(path, tr("it is too large to be an address file"))
    year, month, day = tables[0].date_time[:3]
    return stack.enter_context(archive.open(tables[0])), tables[0].file_size, date(year, max(month, 1), max(day, 1))


def _table(path: Path, binary: IO[bytes], size: int, rejections: Rejections) -> Table:
    text = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape", newline="")
    header = text.readline(100_000)
    if "\0" in header:
        raise RegisterFileUnreadable(path, tr("it is not a text file in UTF-8"))
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    columns = {name: place for place, name in enumerate(names)}
    grid = next((grid for grid in GRIDS if _has_grid(columns, grid)), "")
    missing = [name for name in NEEDED if name not in columns]
    if not grid:
        missing.insert(0, "EPSG:3812_x, EPSG:3812_y")
    if missing:
        raise RegisterColumnMissing(path, missing)
    rows = csv.reader(_lines(path, text, rejections), delimiter=delimiter)
    return Table(
        name=path.name,
        grid=grid,
        columns={**columns, "x": columns[f"{grid.lower()}_x"], "y": columns[f"{grid.lower()}_y"]},
        width=len(names),
        rows=rows,
        rejections=rejections,
        done=lambda: min(1.0, text.buffer.tell() / size) if size else 1.0,  # holding `text` keeps the file open
    )


def _has_grid(columns: dict[str, int], grid: str) -> bool:
    return f"{grid.lower()}_x" in columns and f"{grid.lower()}_y" in columns


def _lines(path: Path, text: IO[str], rejections: Rejections) -> Iterator[str]:
    """Hand lines to the CSV reader one by one: a quotation mark left open must not swallow the lines after it.

    A line that is set aside is handed on as an empty one, so that line numbers stay right.
    """
    line, number = "\n", 1
    for line in text:
        number += 1
        if '"' in line and line.count('"') % 2:
            rejections.add(number, tr("a quotation mark is not closed"))
            yield "\n"
        elif "\0" in line:
            rejections.add(number, tr("it holds a NUL byte"))
            yield "\n"
        else:
            yield line
    if not line.endswith(("\n", "\r")) and line.count(",") + line.count(";") < len(NEEDED):
        raise RegisterFileUnreadable(path, tr("its last line is incomplete: the download was cut short"))
