"""House numbers and boxes as people write them. A number stays a text: 12A, 12-14, 1/3, 12bis all occur."""
from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"0*([0-9]+)\s*([a-z]{0,4}[0-9]{0,2})(.*)", re.IGNORECASE | re.DOTALL)
_SEPARATORS = re.compile(r"[\s.]+")


@dataclass(frozen=True)
class HouseNumber:
    """A number in its parts: 12-14A is digits 12, suffix "", rest "-14A"."""

    digits: int
    suffix: str
    rest: str

    @property
    def plain(self) -> str:
        return f"{self.digits}{self.suffix}"


def number_key(number: str) -> str:
    """Two writings of one number have one key: `12 bis`, `12BIS` -> `12BIS`; `012` -> `12`; `12 - 14` -> `12-14`."""
    key = _SEPARATORS.sub("", number).upper().lstrip("0")
    return key.replace("\u2013", "-").replace("_", "-")


def read_number(number: str) -> HouseNumber | None:
    """Take a number apart; None where it has no digits (`sn`)."""
    found = _NUMBER.fullmatch(number.strip())
    if not found:
        return None
    return HouseNumber(int(found[1][:9]), found[2].upper(), number_key(found[3]))


def box_key(box: str) -> str:
    """`bte 003`, `B3` and `3` are one box; `0/2` and `2` are not."""
    key = re.sub(r"[^0-9A-Z/]+", "", box.upper()).strip("/")
    key = re.sub(r"^(BTE|BOITE|BUS|BOX|BT)(?=[0-9A-Z])", "", key)
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"^B(?=[0-9])", "", key))
