"""A register file, opened for reading: streets in memory, houses on disk, one point to the nearest house.

A Register may be used from several threads: short queries take turns on one connection. The file is opened as
immutable, so no lock is ever held on it and a folder without write permission is fine.
"""
from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import Any

from ..geometry import LAMBERT_72, WGS84, transform
from . import reverse
from .errors import RegisterDamaged, RegisterMissing, RegisterTooNew
from .finder import Name, StreetFinder
from .model import House, Letterbox, Nearest, RegisterInfo, Street, Suggestion
from .numbers import number_key
from .places import Places
from .positions import Mover
from .schema import APPLICATION_ID, SCHEMA, STATUSES
from .streets import load_streets
from .suggest import SuggestIndex
from .swap import in_use
from .text import RULES

# houses of so many streets stay in memory, about 10 kB each
KEPT_STREETS = 500


def open_register(path: Path) -> Register:
    """Open the register called `path` (or the newer file that its pointer names).

    Raises RegisterMissing, RegisterDamaged and RegisterTooNew.
    """
    held = in_use(Path(path))
    if not held.is_file():
        raise RegisterMissing(Path(path))
    try:
        db = sqlite3.connect(_uri(held), uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise RegisterDamaged(held, str(error)) from error
    try:
        return Register(db, held)
    except (sqlite3.Error, KeyError, ValueError) as error:
        db.close()
        raise RegisterDamaged(held, str(error)) from error
    except RegisterTooNew:
        db.close()
        raise


def _uri(path: Path) -> str:
    uri = path.absolute().as_uri()
    if uri.startswith("file://") and not uri.startswith("file:///"):  # a Windows share: SQLite wants four slashes
        uri = "file:////" + uri[len("file://") :]
    return f"{uri}?mode=ro&immutable=1"


class Register:
    """See `open_register`."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._lock = threading.RLock()
        self.path = path
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise ValueError("application_id is not that of a register")
        if version > SCHEMA:
            raise RegisterTooNew(path, str(version))
        self.meta: dict[str, str] = dict(db.execute("SELECT key, value FROM meta"))
        self.grid = self.meta["grid"]
        self._prefix = self.meta["address_prefix"]
        self._by_number: dict[int, dict[str, House]] = {}
        self._to_72, self._to_degrees = Mover(self.grid, LAMBERT_72), Mover(self.grid, WGS84)
        communes = db.execute("SELECT DISTINCT current_nis FROM commune ORDER BY 1").fetchall()
        self.info = RegisterInfo(
            register_date=self.meta["register_date"],
            source=self.meta["source"],
            addresses=int(self.meta["addresses"]),
            streets=int(self.meta["streets"]),
            unpositioned=int(self.meta["unpositioned"]),
            communes=tuple(nis for (nis,) in communes),
        )

    def close(self) -> None:
        """Let go of the file. Later questions raise sqlite3.ProgrammingError."""
        with self._lock:
            self._db.close()

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Run one query of this room and answer all its rows."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def warm_up(self) -> None:
        """Load what the first keystroke would otherwise wait for (about half a second for Wallonia)."""
        self.search("rue 1", 1)
        transform(4.35, 50.45, WGS84, self.grid)

    # -- streets and houses -----------------------------------------------------------------------

    @cached_property
    def places(self) -> Places:
        """Communes, postcodes and localities by every name that they bear."""
        return Places(self.rows)

    @cached_property
    def streets(self) -> list[Street]:
        """Every street; the place in the list is `Street.number` - 1."""
        return load_streets(self.rows, self.places, fresh_keys=self.meta["rules"] != str(RULES))

    @cached_property
    def _suggest(self) -> SuggestIndex:
        return SuggestIndex(self.streets, self.places)

    @cached_property
    def finder(self) -> StreetFinder:
        """Streets by name, exact or alike; the matcher's."""
        return StreetFinder(self.streets)

    @cached_property
    def historic(self) -> dict[str, tuple[Street, ...]]:
        """Streets of today by the exact key of a name that they bore."""
        found: dict[str, tuple[Street, ...]] = {}
        for postcode, old, new in self.rows("SELECT postcode, old_name, new_name FROM historic"):
            now = [one.street for one in self.finder.exact(Name.of(new)) if one.street.postcode == postcode]
            key = Name.of(old).exact
            found[key] = (*found.get(key, ()), *now)
        return found

    def houses(self, street: Street, number: str = "") -> list[House]:
        """The houses of a street in their order, or only those with exactly this number."""
        sql = "SELECT number, address, x, y, status, id FROM house WHERE id BETWEEN ? AND ?"
        values: tuple[Any, ...] = (street.first, street.last)
        if number:
            sql, values = sql + " AND number = ?", (*values, number)
        return [self.house_of(row) for row in self.rows(sql, values)]

    def by_number(self, street: Street) -> dict[str, House]:
        """The houses of a street by `number_key`; those of the last streets are kept."""
        found = self._by_number.get(street.number)
        if found is None:
            if len(self._by_number) > KEPT_STREETS:
                self._by_number.clear()
            found = {number_key(each.number): each for each in self.houses(street)}
            self._by_number[street.number] = found
        return found

    def house_of(self, row: tuple[Any, ...]) -> House:
        """Read (number, address, x, y, status, id) of table `house`."""
        number, address, x, y, status, house_id = row
        return House(number, self._address_id(address), x, y, STATUSES[status], house_id)

    def street_of(self, house: House) -> Street:
        """The street that owns a house: streets own runs of house ids, in their order."""
        return self.streets[bisect_right(self._first_houses, house.id) - 1]

    @cached_property
    def _first_houses(self) -> list[int]:
        return [street.first for street in self.streets]

    def boxes(self, house: House) -> list[Letterbox]:
        """The letterboxes of a house."""
        sql = "SELECT box, address, x, y, status FROM box WHERE house = ? ORDER BY rowid"
        return [
            Letterbox(box, self._address_id(address), x, y, STATUSES[status])
            for box, address, x, y, status in self.rows(sql, (house.id,))
        ]

    def _address_id(self, stored: int | str | None) -> str:
        if stored is None:
            return ""
        return f"{self._prefix}{stored}" if isinstance(stored, int) else stored

    # -- positions --------------------------------------------------------------------------------

    def lambert72(self, x: int | None, y: int | None) -> tuple[float | None, float | None]:
        """From millimetres in the register's grid to EPSG:31370 metres."""
        return _moved(x, y, self._to_72, 3)

    def lon_lat(self, x: int | None, y: int | None) -> tuple[float | None, float | None]:
        """From millimetres in the register's grid to WGS84 degrees."""
        return _moved(x, y, self._to_degrees, 8)

    # -- questions --------------------------------------------------------------------------------

    def search(self, text: str, limit: int = 10, *, commune: str = "") -> list[Suggestion]:
        """Answer what somebody may be typing, best first. `commune`: INS code whose streets come first."""
        return self._suggest.search(self, text, limit, commune)

    def nearest(self, lon: float, lat: float, max_distance_m: float = 100) -> Nearest | None:
        """Answer the nearest house that has a position, at most `max_distance_m` metres away."""
        return reverse.nearest(self, lon, lat, max_distance_m)

    def suggestion(
        self,
        street: Street,
        house: House | None = None,
        box: Letterbox | None = None,
        *,
        score: float = 1.0,
        locality: str = "",
    ) -> Suggestion:
        """Write a street, a house or a letterbox out in full. `locality`: as somebody named it, if it is the one."""
        x, y = (street.x, street.y) if house is None else (house.x, house.y)
        if box is not None and box.x is not None:
            x, y = box.x, box.y
        lon, lat = self.lon_lat(x, y)
        x72, y72 = self.lambert72(x, y)
        unit = box or house
        number = house.number if house else ""
        box_name = box.box if box else ""
        return Suggestion(
            label=label(street, number, box_name),
            street=street.name,
            number=number,
            box=box_name,
            postcode=street.postcode,
            locality=locality or self.places.only_locality(street.postcode, street.nis),
            commune=street.commune.name,
            nis=street.nis,
            level="box" if box else "house" if house else "street",
            lon=lon,
            lat=lat,
            x=x72,
            y=y72,
            street_id=street.street_id,
            address_id=unit.address_id if unit else "",
            score=score,
            status=unit.status if unit else "",
        )


def _moved(x: int | None, y: int | None, mover: Mover, digits: int) -> tuple[float | None, float | None]:
    if x is None or y is None:
        return None, None
    east, north = mover(x / 1000, y / 1000)
    return round(east, digits), round(north, digits)


def label(street: Street, number: str = "", box: str = "") -> str:
    """`Rue de Fer 12 bte 3, 5000 Namur`, as on a Belgian envelope."""
    door = f" {number}" + (f" bte {box}" if box else "") if number else ""
    return f"{street.name}{door}, {street.postcode} {street.commune.name}"
