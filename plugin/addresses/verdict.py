"""What an answer is worth: level, verdict, BOSA code and what was changed, field by field.

Rules (facts of the project, section 5): a number that is not in the register is never "valid"; a letter that had to be
dropped is for a person to review; two candidates within the margin are ambiguous; nothing gets a made-up position.
BOSA codes: A2 commune unknown, B1 street unknown, B2 street written otherwise, C1 street without numbers, C2 number
differs, D1 box not in the register, D2 box differs. Source: Fedict/best-tools, BEST_Lib.py.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .doors import neighbours
from .match import Change, Match
from .model import Suggestion
from .scope import Where

if TYPE_CHECKING:
    from .matcher import Candidate
    from .model import Street
    from .register import Register

# below this a street's name is too far from what was written to be taken without a person
SURE_ENOUGH = 0.8


def accepted(register: Register, candidate: Candidate, margin: float, others: list[Candidate]) -> Match:
    """Write the one candidate out as box, house or street, with its verdict."""
    street, door = candidate.found.street, candidate.door
    address = register.suggestion(
        street, door.house, door.box, score=round(candidate.score, 4), locality=_locality(candidate)
    )
    changes = _changes(candidate, address)
    level = "box" if door.box else "house" if door.house else "street"
    if level == "street":
        beside = neighbours(register, street, candidate.fields.number)
        near = [register.suggestion(street, house) for house in beside]
        suggestions = near or [register.suggestion(street)]
    else:
        suggestions = [_suggested(register, other) for other in others[:4]]
    positioned = address.x is not None
    return Match(
        level=level,
        verdict=_verdict(candidate, level, changes),
        register_date=register.info.register_date,
        score=candidate.score,
        margin=max(0.0, min(1.0, margin)),
        address=address,
        position=("register" if level != "street" else "street") if positioned else "none",
        radius=float(street.radius) if positioned and level == "street" else None,
        changes=tuple(changes),
        code=_code(candidate),
        suggestions=tuple(suggestions),
    )


def _verdict(candidate: Candidate, level: str, changes: list[Change]) -> str:
    if level == "street" or candidate.door.how == "letter" or candidate.score < SURE_ENOUGH:
        return "to_review"
    if candidate.found.how in ("part", "other_way") or candidate.where.conflict:
        return "to_review"
    if not candidate.where.given:
        return "to_review"  # the only street of this name in the register, but nobody said where
    return "corrected" if changes else "valid"


def _code(candidate: Candidate) -> str:
    door, street = candidate.door, candidate.found.street
    if door.how == "none":
        return "C2" if street.houses > 0 else "C1"
    if door.how in ("range", "letter"):
        return "C2"
    if candidate.found.how != "exact":
        return "B2"
    return {"missing": "D1", "differs": "D2"}.get(door.box_how, "")


def _locality(candidate: Candidate) -> str:
    """The locality as given, where it is one of the postcode; the register itself cannot tell several apart."""
    where = candidate.where
    if where.name_how == "exact" and candidate.found.street.postcode in where.name_postcodes:
        return where.name
    return ""


def _changes(candidate: Candidate, address: Suggestion) -> list[Change]:
    given, where, found = candidate.fields, candidate.where, candidate.found
    changes = []
    if found.how != "exact":
        why = {"historic": "renamed", "typo": "spelling", "core": "spelling"}.get(found.how, "differs")
        changes.append(Change("street", given.street, address.street, why))
    if candidate.door.how == "none":
        changes.append(Change("number", given.number, "", "not_in_register"))
    elif candidate.door.how in ("range", "letter"):
        changes.append(Change("number", given.number, address.number, candidate.door.how))
    if candidate.door.box_how in ("missing", "differs"):
        changes.append(Change("box", given.box or given.number, "", "not_in_register"))
    if where.postcode != address.postcode:
        changes.append(Change("postcode", where.postcode, address.postcode, "differs" if where.postcode else "missing"))
    if where.name and where.name_how != "exact":
        why = "spelling" if where.name_how == "typo" else "not_in_register"
        changes.append(Change("locality", where.name, address.locality or address.commune, why))
    elif where.of_name and address.nis not in where.of_name:
        changes.append(Change("locality", where.name, address.commune, "differs"))
    return changes


def ambiguous(register: Register, candidates: list[Candidate]) -> Match:
    """Several streets fit equally well: none is picked."""
    return Match(
        level="ambiguous",
        verdict="to_review",
        register_date=register.info.register_date,
        score=candidates[0].score,
        margin=candidates[0].score - candidates[1].score,
        suggestions=tuple(_suggested(register, candidate) for candidate in candidates[:5]),
    )


def _suggested(register: Register, candidate: Candidate) -> Suggestion:
    door = candidate.door
    return register.suggestion(candidate.found.street, door.house, door.box, score=round(candidate.score, 4))


def place_only(register: Register, where: Where) -> Match:
    """Only a place is given: a locality where a postcode or a section says so, otherwise a commune; no point."""
    if len(where.nis) != 1:
        return refused(register, "ambiguous")
    (nis,) = where.nis
    commune = register.places.by_nis[nis]
    only = next(iter(where.name_postcodes)) if len(where.name_postcodes) == 1 else ""
    postcode = where.postcode if where.postcode_known else only
    locality = where.name if where.name_how == "exact" and postcode in where.name_postcodes else ""
    place = Suggestion(
        label=f"{postcode} {locality or commune.name}".strip(), street="", number="", box="", postcode=postcode,
        locality=locality, commune=commune.name, nis=nis, level="locality" if postcode else "commune",
        lon=None, lat=None, x=None, y=None, street_id="", address_id="", score=0.0,
    )  # fmt: skip
    return replace(refused(register, place.level), address=place)


def refused(register: Register, level: str, where: Where | None = None, near: Sequence[Street] = ()) -> Match:
    """Nothing is accepted: no address, no such street, or only a place. `near`: streets to suggest."""
    code = ""
    if level == "none" and where is not None:
        code = "A2" if where.given and not where.known else "B1"
    return Match(
        level=level,
        verdict="to_review" if level in ("locality", "commune", "ambiguous") else "rejected",
        register_date=register.info.register_date,
        code=code,
        suggestions=tuple(register.suggestion(street, score=0.0) for street in near),
    )
