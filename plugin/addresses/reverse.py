"""The house nearest to a point, through the cells of 100 m that the register indexes."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ..geometry import WGS84, transform
from .model import Nearest
from .schema import CELL_COLUMNS, CELL_MM

if TYPE_CHECKING:
    from .register import Register

# the expression is that of the index house_cell, letter by letter
_IN_CELLS = """
SELECT number, address, x, y, status, id FROM house
WHERE x IS NOT NULL AND (y / 100000) * 10000 + x / 100000 BETWEEN ? AND ?
"""
# farther than this is not "at" an address for anybody
FARTHEST_M = 5000.0


def nearest(register: Register, lon: float, lat: float, max_distance_m: float) -> Nearest | None:
    """Search in growing squares; a house found in a square is the nearest only if the square reaches beyond it."""
    try:
        east, north = transform(lon, lat, WGS84, register.grid)
    except ValueError:
        return None
    x, y = round(east * 1000), round(north * 1000)
    most = min(max_distance_m, FARTHEST_M)
    reach = min(100.0, most)
    while True:
        best = _best(register, x, y, reach)
        if best is not None and best[0] <= reach:
            break
        if reach >= most:
            return None
        reach = min(reach * 2, most)
    distance, row = best
    house = register.house_of(row)
    return Nearest(register.suggestion(register.street_of(house), house), round(distance, 2))


def _best(register: Register, x: int, y: int, reach: float) -> tuple[float, tuple[object, ...]] | None:
    span = round(reach * 1000)
    west, east = (x - span) // CELL_MM, (x + span) // CELL_MM
    south, north = (y - span) // CELL_MM, (y + span) // CELL_MM
    found = None
    for line in range(max(south, 0), north + 1):
        first, last = line * CELL_COLUMNS + max(west, 0), line * CELL_COLUMNS + east
        for row in register.rows(_IN_CELLS, (first, last)):
            distance = ((row[2] - x) ** 2 + (row[3] - y) ** 2) ** 0.5 / 1000
            if found is None or distance < found[0]:
                found = (distance, row)
    return found
