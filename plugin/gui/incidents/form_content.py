"""The content of the report form as plain values: what a draft keeps, and the report that it becomes."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...incidents import Person, Report


@dataclass(frozen=True)
class Spot:
    """Where the incident is: WGS84 degrees, accuracy a radius in metres; source click, gps or address."""

    lon: float
    lat: float
    source: str = "click"
    accuracy_m: float | None = None


def spot_of(form: Mapping[str, Any]) -> Spot | None:
    """The place of a draft; None where it has none that can be used."""
    try:
        accuracy = form.get("accuracy_m")
        return Spot(
            float(form["lon"]),
            float(form["lat"]),
            str(form.get("location_from") or "click"),
            None if accuracy is None else float(accuracy),
        )
    except (KeyError, TypeError, ValueError):
        return None


def report_of(form: Mapping[str, Any]) -> Report:
    """The report of a complete form. Person's fields go along only where an answer is wanted."""
    spot = spot_of(form)
    if spot is None:
        raise ValueError("a report needs a place")
    wants = bool(form.get("wants_answer"))
    return Report(
        service_code=str(form.get("service_code") or ""),
        lon=spot.lon,
        lat=spot.lat,
        description=str(form.get("description") or ""),
        danger=bool(form.get("danger")),
        accuracy_m=spot.accuracy_m,
        location_from=spot.source,
        attributes=attributes_of(form),
        address=str(form.get("address") or ""),
        address_id=str(form.get("address_id") or ""),
        nis=str(form.get("nis") or ""),
        channel=str(form.get("channel") or ""),
        caller_language=str(form.get("caller_language") or ""),
        wants_answer=wants,
        person=person_of(form) if wants else None,
        photos=tuple(Path(str(path)) for path in form.get("photos") or ()),
    )


def attributes_of(form: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The answers by attribute code."""
    kept = form.get("attributes")
    if not isinstance(kept, Mapping):
        return {}
    return {str(code): tuple(str(value) for value in values) for code, values in kept.items()}


def person_of(form: Mapping[str, Any]) -> Person | None:
    """Who told us; None where nothing was filled in."""
    kept = form.get("person")
    fields = kept if isinstance(kept, Mapping) else {}
    person = Person(**{name: str(fields.get(name) or "").strip() for name in PERSON_FIELDS})
    return person if person != Person() else None


PERSON_FIELDS = ("first_name", "last_name", "email", "phone")
