"""The second half of an import: from staged lines to streets, houses and letterboxes, sorted."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Callable

from ..commune import current_nis
from .errors import ImportCancelled
from .lines import Variant
from .localities import Extras
from .schema import INDEXES
from .source import Rejections
from .text import fold, street_key

Progress = Callable[[float], bool]
FLUSH = 20_000

_SORTED = """
SELECT v.street, l.number, l.box, l.address, l.x, l.y, l.status
FROM stage.line AS l JOIN stage.variant AS v ON v.id = l.variant
ORDER BY v.street, CAST(l.number AS INTEGER), l.number, l.box <> '', l.box, l.id
"""


@dataclass
class Counts:
    lines: int = 0
    houses: int = 0
    boxes: int = 0
    unpositioned: int = 0


@dataclass
class Span:
    """The run of houses of one street, and where they are (millimetres)."""

    first: int = 0
    last: int = -1
    points: list[tuple[int, int]] = field(default_factory=list)
    middle: tuple[int | None, int | None, int] = (None, None, 0)

    def find_middle(self) -> None:
        """Set the house nearest to the mean of all (x, y in millimetres) with the metres from it to the farthest."""
        if not self.points:
            return
        mean_x = sum(x for x, _ in self.points) / len(self.points)
        mean_y = sum(y for _, y in self.points) / len(self.points)
        x, y = min(self.points, key=lambda point: (point[0] - mean_x) ** 2 + (point[1] - mean_y) ** 2)
        farthest = max((px - x) ** 2 + (py - y) ** 2 for px, py in self.points)
        self.middle = x, y, round(farthest**0.5 / 1000)
        self.points = []


def bind_streets(db: sqlite3.Connection, variants: list[Variant], rejections: Rejections) -> list[Variant]:
    """Join the spellings of a street into one and number the streets (place in the answer + 1).

    A spelling that lost letters is mended by a clean one of the same street; where there is none, its lines are
    rejected.
    """
    known: dict[tuple[str, str, str], Variant] = {}
    for variant in variants:
        if not variant.reason:
            known.setdefault((variant.nis, variant.postcode, variant.street_id), variant)
    streets = sorted(known.values(), key=lambda each: (each.nis, each.postcode, fold(_name(each)), each.street_id))
    numbers = {(street.nis, street.postcode, street.street_id): place for place, street in enumerate(streets, 1)}
    bound = [numbers.get((variant.nis, variant.postcode, variant.street_id)) for variant in variants]
    db.executemany("INSERT INTO stage.variant VALUES (?, ?)", enumerate(bound))
    for place, number in enumerate(bound):
        if number is None:
            for (line,) in db.execute("SELECT id FROM stage.line WHERE variant = ?", (place,)).fetchall():
                rejections.add(line, variants[place].reason)
    db.execute("DELETE FROM stage.variant WHERE street IS NULL")
    return streets


def _name(street: Variant) -> str:
    return next(name for name in street.names if name)


def write_houses(db: sqlite3.Connection, streets: list[Variant], progress: Progress | None) -> Counts:
    """Write streets, houses and boxes in their order. Raises ImportCancelled."""
    total = db.execute("SELECT count(*) FROM stage.line").fetchone()[0]
    writer = _HouseWriter(db, len(streets), total, progress)
    db.executemany("INSERT INTO house VALUES (?, ?, ?, ?, ?, ?)", writer.houses(db.execute(_SORTED)))
    writer.flush()
    db.executemany(
        "INSERT INTO street VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, street.street_id, street.nis, street.postcode, *street.names, *map(street_key, street.names),
             span.first, span.last, *span.middle)
            for number, (street, span) in enumerate(zip(streets, writer.spans), 1)
        ),
    )  # fmt: skip
    return writer.counts


class _HouseWriter:
    """Groups sorted lines to houses; the line without box comes first and gives the house its id and position."""

    def __init__(self, db: sqlite3.Connection, streets: int, total: int, progress: Progress | None) -> None:
        self.counts = Counts()
        self.spans = [Span() for _ in range(streets)]
        self._db = db
        self._total = total
        self._progress = progress
        self._boxes: list[tuple[Any, ...]] = []

    def houses(self, lines: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield rows of table `house`; boxes are written on the way. Raises ImportCancelled."""
        counts = self.counts
        house: list[Any] = []
        street_now, number_now = 0, ""
        for street, number, box, address, x, y, status in lines:
            counts.lines += 1
            if street != street_now or number != number_now:
                if house:
                    yield self._closed(house, street_now, street != street_now)
                counts.houses += 1
                street_now, number_now = street, number
                house = [counts.houses, number, None if box else address, x, y, status]
            if box:
                self._add_box(house, (box, address, x, y, status))
            if counts.lines % FLUSH == 0:
                self._tell()
        if house:
            yield self._closed(house, street_now, True)

    def _add_box(self, house: list[Any], line: tuple[Any, ...]) -> None:
        box, address, x, y, status = line
        self.counts.boxes += 1
        if house[3] is None:
            house[3:5] = x, y
        apart = (x, y) if (x, y) != (house[3], house[4]) else (None, None)
        self._boxes.append((house[0], box, address, *apart, status))

    def _closed(self, house: list[Any], street: int, last: bool) -> tuple[Any, ...]:
        span = self.spans[street - 1]
        span.first = span.first or house[0]
        span.last = house[0]
        if house[3] is None:
            self.counts.unpositioned += 1
        else:
            span.points.append((house[3], house[4]))
        if last:
            span.find_middle()
        return tuple(house)

    def _tell(self) -> None:
        self.flush()
        if self._progress is not None and self._progress(self.counts.lines / self._total) is False:
            raise ImportCancelled

    def flush(self) -> None:
        """Write the boxes that were gathered."""
        self._db.executemany("INSERT INTO box VALUES (?, ?, ?, ?, ?, ?)", self._boxes)
        self._boxes.clear()


def write_places(db: sqlite3.Connection, variants: list[Variant], extras: Extras) -> None:
    """Write communes, localities (of the file itself and those given) and historic names."""
    communes = {variant.nis: variant.commune_names for variant in reversed(variants) if not variant.reason}
    db.executemany(
        "INSERT INTO commune VALUES (?, ?, ?, ?, ?)",
        ((nis, current_nis(nis), *names) for nis, names in sorted(communes.items())),
    )
    own = {(v.postcode, v.nis, *v.localities, "") for v in variants if not v.reason and any(v.localities)}
    db.executemany("INSERT OR IGNORE INTO locality VALUES (?, ?, ?, ?, ?)", sorted(own | set(extras.localities)))
    db.executemany("INSERT OR IGNORE INTO historic VALUES (?, ?, ?)", extras.historic)


def finish(db: sqlite3.Connection, meta: dict[str, str]) -> None:
    """Write the last facts and the indexes, and leave a file that needs no other beside it."""
    db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    db.execute("COMMIT")
    db.executescript(INDEXES)
    db.execute("DETACH stage")
