"""Where a service request is, on servers that give metres for degrees or north for east.

A position is read otherwise than it says only where exactly one other reading lies in Belgium. Grids: Lambert 72,
Lambert 2008 and web mercator, in either order (FixMyStreet's `convert_latlong`, redmine_open311's `POINT(lat lon)`).
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..geometry import LAMBERT_72, LAMBERT_2008, WGS84, transform
from .endpoint import Extent
from .loose import Row, number

BELGIUM: Extent = (2.5, 49.45, 6.45, 51.53)
# what of each grid can be Belgian: (west, south, east, north) in metres
GRIDS: dict[str, Extent] = {
    LAMBERT_72: (15_000, 15_000, 305_000, 255_000),
    LAMBERT_2008: (515_000, 515_000, 805_000, 755_000),
    "EPSG:3857": (250_000, 6_300_000, 730_000, 6_750_000),
}
_EASTINGS = ("long", "lon", "lng")


@dataclass(frozen=True)
class Place:
    """lat, lon in WGS84 degrees, or both None. note: how they were read, where it is not as they stand."""

    lat: float | None = None
    lon: float | None = None
    note: str = ""


def place_of(row: Row, extent: Extent | None = None) -> Place:
    """The position of a row. Half a position, 0/0, and what may be read in two ways are none."""
    lat, lon = number(row.get("lat")), number(next((row[name] for name in _EASTINGS if name in row), None))
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return Place()
    if abs(lat) <= 180 and abs(lon) <= 180:
        return _in_degrees(lat, lon)
    found = [place for place in _on_grids(lat, lon) if _inside(place, BELGIUM)]
    if len(found) > 1 and extent is not None:
        found = [place for place in found if _inside(place, extent)]
    return found[0] if len(found) == 1 else Place()


def _in_degrees(lat: float, lon: float) -> Place:
    swapped = Place(lon, lat, "lat and long had changed places")
    if _inside(swapped, BELGIUM):
        return swapped  # as it stands it is in the sea off Somalia
    return Place(lat, lon) if abs(lat) <= 90 else Place()


def _on_grids(lat: float, lon: float) -> Iterator[Place]:
    for crs, box in GRIDS.items():
        for x, y, order in ((lon, lat, "lat was north"), (lat, lon, "lat was east")):
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                try:
                    east, north = transform(x, y, crs, WGS84)
                except (ValueError, ImportError):
                    continue
                yield Place(round(north, 7), round(east, 7), f"converted from {crs}, {order}")


def _inside(place: Place, box: Extent) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return box[0] <= place.lon <= box[2] and box[1] <= place.lat <= box[3]
