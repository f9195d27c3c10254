"""The few geometric questions of the rooms without Qt, answered by shapely and pyproj, which QGIS ships.

Longitudes and latitudes are WGS84 degrees; x and y are metres and their EPSG code is named.
"""
from __future__ import annotations

import math
import threading
from typing import Any

EARTH_RADIUS_M = 6_371_008.8
LAMBERT_72 = "EPSG:31370"
LAMBERT_2008 = "EPSG:3812"
WGS84 = "EPSG:4326"

# pyproj transformers must not cross threads
_local = threading.local()


def transform(x: float, y: float, source: str, target: str) -> tuple[float, float]:
    """Move a point from CRS `source` to `target` (codes such as `EPSG:31370`); x is east, y is north, lon before lat.

    Raises ValueError where a code is unknown or the point has no image.
    """
    if source == target:
        return x, y
    cache: dict[tuple[str, str], Any] = _local.__dict__.setdefault("transformers", {})
    transformer = cache.get((source, target))
    if transformer is None:
        import pyproj

        try:
            transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)
        except pyproj.exceptions.CRSError as error:
            raise ValueError(f"unknown CRS: {source} or {target}") from error
        cache[(source, target)] = transformer
    east, north = transformer.transform(x, y)
    if not (math.isfinite(east) and math.isfinite(north)):
        raise ValueError(f"({x}, {y}) has no image in {target}")
    return east, north


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Metres between two points on the sphere (haversine). Source: R. W. Sinnott, 1984."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def contains(polygon: dict[str, Any], x: float, y: float) -> bool:
    """Tell whether a GeoJSON (multi)polygon holds the point; both in the same CRS."""
    from shapely.geometry import Point, shape

    return bool(shape(polygon).covers(Point(x, y)))
