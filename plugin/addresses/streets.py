"""Loading the streets of a register into memory."""
from __future__ import annotations

from typing import Any, Callable

from .model import Street
from .places import Places
from .text import street_key

_STREETS = """
SELECT id, street_id, nis, postcode, name_fr, name_nl, name_de, key_fr, key_nl, key_de,
       first_house, last_house, x, y, radius
FROM street ORDER BY id
"""


def load_streets(rows: Callable[[str], list[tuple[Any, ...]]], places: Places, *, fresh_keys: bool) -> list[Street]:
    """Answer all streets in the order of their numbers. fresh_keys: the stored keys follow older rules, make new ones."""
    streets = []
    for row in rows(_STREETS):
        if fresh_keys:
            row = (*row[:7], *map(street_key, row[4:7]), *row[10:])
        streets.append(Street(row, places.by_nis[row[2]]))
    return streets
