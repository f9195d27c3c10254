"""What is known of a back end, point by point: who found it out, when, and by what."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from ..clock import utc_text
from .journal import Journal, instant


class How(str, Enum):
    """How a point was found out. What a person set by hand is never overwritten by a machine."""

    PROBED = "probed"
    LEARNT = "learnt"
    BY_HAND = "set by hand"
    SHIPPED = "shipped"


_TRUST = (How.BY_HAND, How.LEARNT, How.PROBED, How.SHIPPED)
LATER = 1000  # the place of what was learnt: after all that a probe tells


@dataclass(frozen=True)
class KnownPoint:
    """value: a JSON value; None: nobody knows yet. evidence: one plain sentence, without anybody's data."""

    name: str
    value: Any
    evidence: str
    how: How
    at: datetime


def known(tx: sqlite3.Connection, endpoint: str) -> list[KnownPoint]:
    """All that was found out, in that order; a point may be there once for each way."""
    rows = tx.execute("SELECT * FROM capability WHERE endpoint = ? ORDER BY place, point", (endpoint,)).fetchall()
    return [_point(row) for row in rows]


def best(points: Iterable[KnownPoint]) -> list[KnownPoint]:
    """One of each name: set by hand before learnt before probed before shipped; one that says something first."""
    found: dict[str, KnownPoint] = {}
    for point in points:
        before = found.get(point.name)
        if before is None or _rank(point) < _rank(before):
            found[point.name] = point
    return list(found.values())


def _rank(point: KnownPoint) -> tuple[bool, int]:
    return point.value is None and point.how is not How.BY_HAND, _TRUST.index(point.how)


def replace(journal: Journal, endpoint: str, points: Iterable[KnownPoint]) -> None:
    """Put these in the place of what was known. What real reports taught stays."""
    journal.tx.execute("DELETE FROM capability WHERE endpoint = ? AND how <> ?", (endpoint, How.LEARNT.value))
    for place, point in enumerate(points):
        if point.how is not How.LEARNT:
            _write(journal, endpoint, point, place)


def learn(journal: Journal, endpoint: str, name: str, value: Any, evidence: str) -> bool:
    """Note what a real report showed; answers whether it is news.

    What once was seen to work is not unlearnt by one report that looks otherwise: staff may have edited it. Lists grow.
    """
    row = journal.tx.execute(
        "SELECT * FROM capability WHERE endpoint = ? AND point = ? AND how = ?", (endpoint, name, How.LEARNT.value)
    ).fetchone()
    before = _point(row).value if row is not None else None
    if isinstance(value, list) and isinstance(before, list):
        value = sorted({*before, *value})
    if row is not None and (before == value or before is True):
        return False
    _write(journal, endpoint, KnownPoint(name, value, evidence, How.LEARNT, instant(journal.now())), LATER)
    return True


def _point(row: sqlite3.Row) -> KnownPoint:
    return KnownPoint(
        row["point"], json.loads(row["value_json"]), row["evidence"], How(row["how"]), instant(row["at_utc"])
    )


def _write(journal: Journal, endpoint: str, point: KnownPoint, place: int) -> None:
    journal.tx.execute(
        "INSERT OR REPLACE INTO capability (endpoint, point, place, value_json, evidence, how, at_utc)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            endpoint, point.name, place, json.dumps(point.value, ensure_ascii=False), point.evidence, point.how.value,
            utc_text(point.at),
        ),
    )
