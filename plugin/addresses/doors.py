"""House and letterbox within a street: what was asked for, what the register has, and how they differ."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import House, Letterbox, Street
from .numbers import box_key, number_key, read_number

if TYPE_CHECKING:
    from .register import Register

NEIGHBOURS = 5
_DIGITS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Door:
    """What a number and a box lead to. how: exact, range, letter, none, no_number; `box_how`: "", exact, missing,
    differs, not_given."""

    how: str
    house: House | None = None
    box: Letterbox | None = None
    box_how: str = ""


def find_door(register: Register, street: Street, number: str, box: str) -> Door:
    """Look a number up in a street, as written, then as a range, then without its letter."""
    wanted = number_key(number)
    if not wanted:
        return Door("no_number")
    house = next(iter(register.houses(street, wanted)), None)
    if house is not None:
        return _with_box(register, "exact", house, box)
    by_key = register.by_number(street)
    if wanted in by_key:
        return _with_box(register, "exact", by_key[wanted], box)
    return _relaxed(register, by_key, number, box)


def _relaxed(register: Register, by_key: dict[str, House], number: str, box: str) -> Door:
    parts = read_number(number)
    if parts is None:
        return Door("none")
    house = by_key.get(parts.plain)
    joined = re.fullmatch(r"[-/+]([A-Z]{1,3})", parts.rest)
    if joined and not box:  # 12-A and 12/A: the house 12A, or box A of 12
        lettered = by_key.get(f"{parts.plain}{joined[1]}")
        as_box = _find_box(register, house, joined[1]) if house is not None else None
        if lettered is not None and as_box is None:
            return _with_box(register, "exact", lettered, box)
    if house is not None and parts.rest:
        if parts.rest[0] in "/" and not box:
            return _with_box(register, "exact", house, parts.rest[1:])
        return _with_box(register, "range", house, box)
    bare = by_key.get(str(parts.digits))
    if bare is not None and parts.suffix:
        as_box = _find_box(register, bare, parts.suffix) if not box else None
        if as_box is not None:
            return Door("exact", bare, as_box, "exact")
        return _with_box(register, "letter", bare, box)
    return Door("none")


def _with_box(register: Register, how: str, house: House, box: str) -> Door:
    if not box:
        return Door(how, house, None, "")
    found = _find_box(register, house, box)
    if found is not None:
        return Door(how, house, found, "exact")
    return Door(how, house, None, "differs" if register.boxes(house) else "missing")


def _find_box(register: Register, house: House, box: str) -> Letterbox | None:
    """As it is written first: a house may have both 01 and Bt01."""
    boxes = register.boxes(house)
    written, wanted = box.strip().upper(), box_key(box)
    return next((each for each in boxes if each.box.upper() == written), None) or next(
        (each for each in boxes if box_key(each.box) == wanted), None
    )


def neighbours(register: Register, street: Street, number: str) -> tuple[House, ...]:
    """The houses with the nearest numbers, those of the same side of the street first."""
    wanted = read_number(number)
    if wanted is None:
        return ()

    def distance(house: House) -> tuple[int, int]:
        found = _DIGITS.match(house.number)
        if found is None:
            return (2, 0)
        digits = int(found[0])
        return ((digits - wanted.digits) % 2, abs(digits - wanted.digits))

    return tuple(sorted(register.by_number(street).values(), key=distance)[:NEIGHBOURS])
