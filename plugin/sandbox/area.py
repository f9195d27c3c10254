"""Where a listing looks: a circle (`lat`, `long`, `radius`) or a box (`bbox`), the two forms that back ends offer.

Sources: Tampere's and Helsinki's `lat`, `long`, `radius` in metres; uReport's `bbox` of west, south, east, north.
SeeClickFix takes `lat` and `long` alone for about 750 m around.
"""
from __future__ import annotations

import math
from dataclasses import dataclass

from ..i18n import tr
from .call import Call
from .problems import Problem

NAMES = frozenset(["lat", "long", "radius", "bbox"])
DEFAULT_RADIUS_M = 750.0
MAX_RADIUS_M = 100_000.0
METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km


@dataclass(frozen=True)
class Area:
    """A box in WGS84 degrees and, for a circle, its centre and radius; a place must be in both. Edges included.

    metres_per_lon: length of one degree of longitude at the centre.
    """

    west: float
    south: float
    east: float
    north: float
    lon: float = 0.0
    lat: float = 0.0
    radius_m: float | None = None
    metres_per_lon: float = 0.0
    metres_per_lat: float = METRES_PER_DEGREE


def area_of(call: Call) -> Area | None:
    """The area that is asked for; None when none is. Raises Problem 400 for one that cannot be read."""
    if call.get("bbox"):
        return _box(call)
    if call.get("lat") or call.get("long"):
        return _circle(call)
    if call.get("radius"):
        raise Problem(400, tr("lat and long must both be given, in decimal degrees (WGS84)."))
    return None


def _box(call: Call) -> Area:
    corners = [_number(piece) for piece in call.get("bbox").split(",")]
    if len(corners) == 4:
        west, south, east, north = corners
        if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
            return Area(west, south, east, north)
    raise Problem(400, tr("bbox must be west,south,east,north in decimal degrees (WGS84)."))


def _circle(call: Call) -> Area:
    lat, lon = _number(call.get("lat")), _number(call.get("long"))
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise Problem(400, tr("lat and long must both be given, in decimal degrees (WGS84)."))
    radius = _number(call.get("radius")) if call.get("radius") else DEFAULT_RADIUS_M
    if not 0 < radius <= MAX_RADIUS_M:
        raise Problem(400, tr("radius must be a number of metres up to 100000."))
    per_lon = max(METRES_PER_DEGREE * math.cos(math.radians(lat)), 1e-6)
    up, aside = radius / METRES_PER_DEGREE, radius / per_lon
    return Area(lon - aside, lat - up, lon + aside, lat + up, lon, lat, radius, per_lon)


def _number(text: str) -> float:
    """The number; NaN, which is in no range, for anything else."""
    try:
        return float(text)
    except ValueError:
        return math.nan
