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
    """Answer all streets in the order of their numbers. fresh_keys: stored keys follow older rules, make new ones."""
    streets = []
    for stored in rows(_STREETS):
        row = (*stored[:7], *map(street_key, stored[4:7]), *stored[10:]) if fresh_keys else stored
        street = Street(row, places.by_nis[row[2]])
        base = without_tag(street.name)
        if base:
            street.keys = (*street.keys, street_key(base))
        streets.append(street)
    return streets


def without_tag(name: str) -> str:
    """The name without what tells homonyms apart, or empty: `Rue de la Paix (CH)`, `Weiherstraße,Recht`."""
    for mark in (" (", ","):
        base, found, _ = name.partition(mark)
        if found and base.strip():
            return base.strip()
    return ""
