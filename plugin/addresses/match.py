"""The answer of the matcher, and how it is written into the public `adr_*` fields (design: ALGORITHMS)."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .model import Suggestion

# name and kind of every public field, in their order; text, or a number that may be empty
ADR_FIELDS: tuple[tuple[str, type], ...] = (
    ("adr_level", str), ("adr_verdict", str), ("adr_score", float), ("adr_margin", float), ("adr_street", str),
    ("adr_number", str), ("adr_box", str), ("adr_postcode", str), ("adr_locality", str), ("adr_commune", str),
    ("adr_nis", str), ("adr_street_id", str), ("adr_address_id", str), ("adr_x", float), ("adr_y", float),
    ("adr_lat", float), ("adr_lon", float), ("adr_status", str), ("adr_position", str), ("adr_radius", float),
    ("adr_changes", str), ("adr_code", str), ("adr_suggestions", str), ("adr_register_date", str),
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One field that the register has otherwise than it was given. why: spelling, missing, differs, not_in_register…"""

    field: str
    given: str
    register: str
    why: str


@dataclass(frozen=True)
class Match:
    """level and verdict: see ALGORITHMS, "adr_* fields". position: register, street or none; radius: metres or None.

    `address` is the register's address or street; None where nothing is accepted (ambiguous, none, not_an_address).
    """

    level: str
    verdict: str
    register_date: str
    score: float = 0.0
    margin: float = 0.0
    address: Suggestion | None = None
    position: str = "none"
    radius: float | None = None
    changes: tuple[Change, ...] = ()
    code: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    def as_adr(self) -> dict[str, Any]:
        """Every public field; an unknown number is None, an unknown text is empty."""
        found = self.address
        values: dict[str, Any] = {name: "" if kind is str else None for name, kind in ADR_FIELDS}
        values.update(
            adr_level=self.level,
            adr_verdict=self.verdict,
            adr_score=round(self.score, 4),
            adr_margin=round(self.margin, 4),
            adr_position=self.position,
            adr_radius=self.radius,
            adr_code=self.code,
            adr_register_date=self.register_date,
            adr_changes=_json([change.__dict__ for change in self.changes]),
            adr_suggestions=_json([_short(suggestion) for suggestion in self.suggestions[:5]]),
        )
        if found is not None:
            values.update(
                adr_street=found.street,
                adr_number=found.number,
                adr_box=found.box,
                adr_postcode=found.postcode,
                adr_locality=found.locality,
                adr_commune=found.commune,
                adr_nis=found.nis,
                adr_street_id=found.street_id,
                adr_address_id=found.address_id,
                adr_status=found.status,
                adr_x=found.x,
                adr_y=found.y,
                adr_lat=found.lat,
                adr_lon=found.lon,
            )
        return values


def _json(value: list[dict[str, Any]]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _short(suggestion: Suggestion) -> dict[str, Any]:
    parts = ("label", "street", "number", "box", "postcode", "locality", "commune", "nis", "level", "street_id",
             "address_id", "lon", "lat", "score")  # fmt: skip
    return {part: getattr(suggestion, part) for part in parts}
