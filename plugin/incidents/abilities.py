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


@dataclass(frozen=True)
class KnownPoint:
    """value: a JSON value; None: nobody knows yet. evidence: one plain sentence, without anybody's data."""

    name: str
    value: Any
    evidence: str
    how: How
    at: datetime


def known(tx: sqlite3.Connection, endpoint: str) -> list[KnownPoint]:
    """In the order in which they were found out."""
    rows = tx.execute("SELECT * FROM capability WHERE endpoint = ? ORDER BY place, point", (endpoint,)).fetchall()
    return [
        KnownPoint(row["point"], json.loads(row["value_json"]), row["evidence"], How(row["how"]),
                   instant(row["at_utc"]))
        for row in rows
    ]


def replace(journal: Journal, endpoint: str, points: Iterable[KnownPoint]) -> None:
    """Put these in the place of what was known. What real reports taught stays, but for what is set by hand."""
    journal.tx.execute("DELETE FROM capability WHERE endpoint = ? AND how <> ?", (endpoint, How.LEARNT.value))
    for place, point in enumerate(points):
        learnt = _one(journal.tx, endpoint, point.name)
        if learnt is None or point.how is How.BY_HAND:
            _write(journal, endpoint, point, place)


def learn(journal: Journal, endpoint: str, name: str, value: Any, evidence: str) -> bool:
    """Note what a real report showed; answers whether it is news.

    What once was seen to work is not unlearnt by one report that looks otherwise: staff may have edited it. Lists grow.
    """
    before = _one(journal.tx, endpoint, name)
    if before is not None and before.how is How.BY_HAND:
        return False
    if before is not None and isinstance(value, list) and isinstance(before.value, list):
        value = sorted({*before.value, *value})
    if before is not None and before.how is How.LEARNT and (before.value == value or before.value is True):
        return False
    _write(journal, endpoint, KnownPoint(name, value, evidence, How.LEARNT, instant(journal.now())), 1000)
    return True


def _one(tx: sqlite3.Connection, endpoint: str, name: str) -> KnownPoint | None:
    row = tx.execute("SELECT * FROM capability WHERE endpoint = ? AND point = ?", (endpoint, name)).fetchone()
    if row is None:
        return None
    return KnownPoint(name, json.loads(row["value_json"]), row["evidence"], How(row["how"]), instant(row["at_utc"]))


def _write(journal: Journal, endpoint: str, point: KnownPoint, place: int) -> None:
    journal.tx.execute(
        "INSERT INTO capability (endpoint, point, place, value_json, evidence, how, at_utc)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (endpoint, point) DO UPDATE SET value_json = excluded.value_json,"
        " evidence = excluded.evidence, how = excluded.how, at_utc = excluded.at_utc",
        (endpoint, point.name, place, json.dumps(point.value, ensure_ascii=False), point.evidence, point.how.value,
         utc_text(point.at)),
    )
