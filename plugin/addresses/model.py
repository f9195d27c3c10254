"""What a register answers. Longitudes and latitudes are WGS84 degrees; x and y are EPSG:31370 metres."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RegisterInfo:
    """Where a register comes from and how much is in it. addresses: houses; communes: INS codes of today."""

    register_date: str
    source: str
    addresses: int
    streets: int
    unpositioned: int
    communes: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """An address or a street as the register writes it. `level` is box, house or street; no position is None."""

    label: str
    street: str
    number: str
    box: str
    postcode: str
    locality: str
    commune: str
    nis: str
    level: str
    lon: float | None
    lat: float | None
    x: float | None
    y: float | None
    street_id: str
    address_id: str
    score: float
    status: str = ""


@dataclass(frozen=True)
class Nearest:
    """The house nearest to a point, and the metres between them."""

    suggestion: Suggestion
    distance_m: float


class Street:
    """One street in one postcode, held in memory. x and y: millimetres in the register's grid, or None."""

    __slots__ = (
        "commune", "first", "keys", "last", "name", "names", "nis", "number", "postcode", "radius", "street_id", "x",
        "y",
    )  # fmt: skip

    def __init__(self, row: tuple[Any, ...], commune: CommuneName) -> None:
        """`row`: table `street`, all columns in their order."""
        self.number: int = row[0]
        self.street_id: str = row[1]
        self.postcode: str = row[3]
        self.names: tuple[str, str, str] = row[4:7]
        self.first: int = row[10]
        self.last: int = row[11]
        self.x: int | None = row[12]
        self.y: int | None = row[13]
        self.radius: int = row[14]
        self.commune = commune
        self.nis = commune.nis
        french, dutch, german = self.names
        self.name = french or german or dutch
        self.keys: tuple[str, ...] = tuple(key for key in dict.fromkeys((row[7], row[9], row[8])) if key)

    @property
    def houses(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class CommuneName:
    """A commune under its INS code of today. `names`: every name that people use for it, older ones too."""

    nis: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class House:
    """A house of the register. x and y: millimetres in the register's grid, or None; status as BeSt has it."""

    number: str
    address_id: str
    x: int | None
    y: int | None
    status: str
    id: int


@dataclass(frozen=True)
class Letterbox:
    """A letterbox of a house; x and y as of the house, or None for "the same as the house"."""

    box: str
    address_id: str
    x: int | None
    y: int | None
    status: str
