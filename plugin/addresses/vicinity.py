"""Points for half addresses, from the houses of the register alone: always with a radius, never a valid address.

Two streets meet where a house of one and a house of the other are near and only there: houses that are near along
most of both streets stand back to back in parallel streets, which do not meet.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .halves import Half
from .match import Change, Match
from .model import House, Street, Suggestion
from .numbers import number_key

if TYPE_CHECKING:
    from .register import Register

# metres. A corner: what two houses at one are apart at most; a stretch longer than PARALLEL that is near is no corner
CORNER_M, PARALLEL_M = 60.0, 150.0
LEAST_RADIUS_M = 25.0
MOST_HOUSES = 1500


@dataclass(frozen=True)
class Spot:
    """A point in the register's grid (millimetres) and how far off it may be (metres)."""

    x: int
    y: int
    radius: float


def opposite_or_between(register: Register, half: Half, street_match: Match, street: Street) -> Match:
    """A point beside one house, or between two of one street; to_review with the neighbours where one is unknown."""
    by_key = register.by_number(street)
    houses = [by_key.get(number_key(number)) for number in half.numbers]
    found = [house for house in houses if house is not None and house.x is not None]
    if len(found) < len(half.numbers):
        number = next(text for text, house in zip(half.numbers, houses) if house is None or house.x is None)
        change = Change("number", number, "", "not_in_register")
        return replace(street_match, verdict="to_review", changes=(*street_match.changes, change))
    spot = _between(found)
    asked = "-".join(half.numbers)
    change = Change("number", asked, "", half.kind)
    return _answer(register, street_match, "vicinity", spot, street, (*street_match.changes, change))


def _between(houses: list[House]) -> Spot:
    xs, ys = [house.x or 0 for house in houses], [house.y or 0 for house in houses]
    span = ((max(xs) - min(xs)) ** 2 + (max(ys) - min(ys)) ** 2) ** 0.5 / 1000
    return Spot(sum(xs) // len(xs), sum(ys) // len(ys), max(LEAST_RADIUS_M, round(span / 2, 1)))


def crossing(register: Register, one: Match, other: Match, streets: tuple[list[Street], list[Street]]) -> Match:
    """The point where two streets meet, or the plain answer that they do not."""
    spot = _meeting(_points(register, streets[0]), _points(register, streets[1]))
    names = (one.address, other.address)
    if spot is None:
        apart = Change("street", _name(one), _name(other), "do_not_meet")
        suggestions = tuple(name for name in names if name is not None)
        return Match("none", "rejected", one.register_date, changes=(apart,), code="B1", suggestions=suggestions)
    changes = (*one.changes, *other.changes, Change("street", _name(one), _name(other), "crossing"))
    return _answer(register, one, "crossing", spot, streets[0][0], changes, with_street=_name(other))


def _name(match: Match) -> str:
    return match.address.street if match.address else ""


def _points(register: Register, streets: list[Street]) -> list[tuple[int, int]]:
    found = [(house.x, house.y) for street in streets for house in register.by_number(street).values()]
    return [(x, y) for x, y in found if x is not None and y is not None][:MOST_HOUSES]


def _meeting(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> Spot | None:
    """The middle of the nearest pair, if there is one near pair or one cluster of them."""
    near = []
    for x, y in one if other else []:
        distance, px, py = min((((x - ox) ** 2 + (y - oy) ** 2) ** 0.5, ox, oy) for ox, oy in other)
        if distance <= CORNER_M * 1000:
            near.append((distance, (x + px) // 2, (y + py) // 2))
    if not near:
        return None
    xs, ys = [x for _, x, _ in near], [y for _, _, y in near]
    span = ((max(xs) - min(xs)) ** 2 + (max(ys) - min(ys)) ** 2) ** 0.5 / 1000
    distance, x, y = min(near)
    if span > PARALLEL_M and len(near) * 2 > min(len(one), len(other)):
        return None
    return Spot(x, y, max(LEAST_RADIUS_M, round(distance / 1000 + 10, 1)))


def _answer(  # noqa: PLR0917 (all that an answer is made of)
    register: Register, match: Match, level: str, spot: Spot, street: Street, changes: tuple[Change, ...],
    with_street: str = "",
) -> Match:  # fmt: skip
    base = register.suggestion(street, score=match.score)
    lon, lat = register.lon_lat(spot.x, spot.y)
    x, y = register.lambert72(spot.x, spot.y)
    name = f"{base.street} x {with_street}" if with_street else base.street
    label = base.label.replace(base.street, name, 1)
    address: Suggestion = replace(base, label=label, level=level, lon=lon, lat=lat, x=x, y=y)
    return Match(
        level=level, verdict="to_review", register_date=match.register_date, score=match.score, margin=match.margin,
        address=address, position=level, radius=spot.radius, changes=changes, code=match.code,
    )  # fmt: skip
