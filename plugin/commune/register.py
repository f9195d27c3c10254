"""The 261 communes of today and what older INS codes became. Both tables are made by tools/make_communes.py."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

from .errors import CommuneUnknown
from .model import Commune

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@lru_cache(maxsize=1)
def communes() -> tuple[Commune, ...]:
    """Every Walloon commune of today, in the order of its INS code."""
    with (RESOURCES / "communes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_commune(row) for row in csv.DictReader(file))


def _commune(row: dict[str, str]) -> Commune:
    west, south, east, north = (float(row[side]) for side in ("west", "south", "east", "north"))
    return Commune(
        nis=row["nis"],
        name_fr=row["name_fr"],
        name_nl=row["name_nl"],
        name_de=row["name_de"],
        province=row["province"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        bbox=(west, south, east, north),
    )


def commune(nis: str) -> Commune:
    """The commune of today with this INS code, which may be an older one. Raises CommuneUnknown."""
    today = current_nis(nis)
    for candidate in communes():
        if candidate.nis == today:
            return candidate
    raise CommuneUnknown(nis)


@lru_cache(maxsize=1)
def _succession() -> dict[str, tuple[str, date]]:
    with (RESOURCES / "commune_succession.csv").open(encoding="utf-8", newline="") as file:
        return {row["old"]: (row["new"], date.fromisoformat(row["date"])) for row in csv.DictReader(file)}


def current_nis(nis: str, on: date | None = None) -> str:
    """What the commune of an INS code is called on a day (None: today's table, whole).

    A code that never changed, or that is not known, is answered unchanged: an older register may name a commune
    outside Wallonia. Source: Statbel REFNIS, recodings of 2019-01-01 and merger of 2024-12-02.
    """
    seen = {nis}
    while nis in _succession():
        new, since = _succession()[nis]
        if new in seen or (on is not None and on < since):
            break
        seen.add(new)
        nis = new
    return nis
