"""Good answers, written wrongly: what careless back ends do to texts, numbers and places."""
from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Callable

from .area import METRES_PER_DEGREE
from .faults import Fault
from .wire import Reply, Tree, render

MARKUP = '<img src="x" onerror="alert(1)"><b>gras</b> & <script>alert(2)</script>'
# fields that a person wrote and another one reads; the rest are numbers, codes, dates and addresses
TEXTS = frozenset(
    """description status_notes service_name agency_responsible service_notice address zipcode keywords group name
    datatype_description summary contact key_service""".split()
)
_ORIGIN_LON, _ORIGIN_LAT, _FALSE_EAST, _FALSE_NORTH = 4.367487, 50.797815, 150_000.0, 165_373.0


def _each(value: object, change: Callable[[dict[str, object]], dict[str, object]]) -> object:
    """The tree with every object in it changed, the innermost first."""
    if isinstance(value, dict):
        return change({key: _each(child, change) for key, child in value.items()})
    if isinstance(value, (list, tuple)):
        return [_each(child, change) for child in value]
    return value


def _texts(suffix: str) -> Callable[[dict[str, object]], dict[str, object]]:
    def change(row: dict[str, object]) -> dict[str, object]:
        added = {key: f"{row[key] or ''}{suffix}" for key in row if key in TEXTS}
        return {**row, **added}

    return change


def _places(move: Callable[[float, float], tuple[float, float]]) -> Callable[[dict[str, object]], dict[str, object]]:
    """Changes `lat` and `long` of the rows that have both; move takes and gives (lat, lon)."""

    def change(row: dict[str, object]) -> dict[str, object]:
        lat, lon = row.get("lat"), row.get("long")
        if not (isinstance(lat, float) and isinstance(lon, float)):
            return row
        lat, lon = move(lat, lon)
        return {**row, "lat": lat, "long": lon}

    return change


def lambert(lat: float, lon: float) -> tuple[float, float]:
    """North and east in metres, as EPSG:31370 has them to within 2 km in Wallonia: enough to be plainly no degrees,
    without a projection library."""
    east = _FALSE_EAST + (lon - _ORIGIN_LON) * METRES_PER_DEGREE * math.cos(math.radians(lat))
    return round(_FALSE_NORTH + (lat - _ORIGIN_LAT) * METRES_PER_DEGREE, 2), round(east, 2)


class _Twin(str):
    """A key that looks like another one and is not equal to it."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _doubled(row: dict[str, object]) -> dict[str, object]:
    twins: dict[str, object] = {_Twin(key): value for key, value in row.items()}
    return {**{key: "other" for key in row}, **twins}


def _changed(change: Callable[[dict[str, object]], dict[str, object]]) -> Callable[[Tree, str], Reply]:
    def write(tree: Tree, fmt: str) -> Reply:
        return render(replace(tree, value=_each(tree.value, change)), fmt, allow_nan=True)

    return write


def _latin(tree: Tree, fmt: str) -> Reply:
    """The bytes are Latin-1, header and declaration say UTF-8."""
    reply = render(replace(tree, value=_each(tree.value, _texts(" é"))), fmt)
    return replace(reply, body=reply.body.decode("utf-8").encode("latin-1", "replace"))


WRITERS: Mapping[Fault, Callable[[Tree, str], Reply]] = {
    Fault.WRONG_CHARSET: _latin,
    Fault.DUPLICATE_KEYS: _changed(_doubled),
    Fault.NAN: _changed(_places(lambda lat, lon: (math.nan, math.inf))),  # noqa: ARG005
    Fault.LAMBERT: _changed(_places(lambert)),
    Fault.SWAPPED: _changed(_places(lambda lat, lon: (lon, lat))),
    Fault.MARKUP: _changed(_texts(MARKUP)),
}
