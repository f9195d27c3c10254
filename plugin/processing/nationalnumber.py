"""Belgian national numbers in a table: recognised so that they are not copied into outputs by mistake.

A number has 11 digits: a date of birth, a serial number, and 97 minus the first nine modulo 97 (with a 2 before them
for births from 2000 on). Source: royal decree of 3 April 1984; months are raised by 20 or 40 in BIS numbers.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_WRITTEN = re.compile(r"(\d{2})[.\-/ ]?(\d{2})[.\-/ ]?(\d{2})[.\-/ ]?(\d{3})[.\-/ ]?(\d{2})")
_MONTHS = frozenset([*range(13), *range(20, 33), *range(40, 53)])
# a column of other 11-digit numbers passes the test with 3 values in 1,000
SHARE = 0.05


def is_national_number(value: Any) -> bool:
    """Tell whether one value is such a number, as text or as a number that lost its leading zeros."""
    if isinstance(value, bool) or value is None:
        return False
    text = f"{value:.0f}" if isinstance(value, float) else str(value).strip()
    if isinstance(value, (int, float)) and 9 <= len(text) <= 11:
        text = text.zfill(11)
    found = _WRITTEN.fullmatch(text)
    if not found:
        return False
    digits = "".join(found.groups())
    if int(digits[2:4]) not in _MONTHS or int(digits[4:6]) > 31:
        return False
    body, check = int(digits[:9]), int(digits[9:])
    return check in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)


def looks_like_national_numbers(values: Iterable[Any]) -> bool:
    """Tell whether a column holds national numbers."""
    filled = [value for value in values if value not in (None, "")]
    return bool(filled) and sum(map(is_national_number, filled)) / len(filled) >= SHARE
