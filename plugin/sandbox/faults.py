"""Faults that a test or a trainer plans: what the next calls will suffer.

Some strike instead of keeping the record, some after it is kept, one before. Each says which. Names are public: the
tests of other rooms, and POST /_sandbox/faults, use them.
"""
from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import Enum

ALWAYS = -1


class Fault(str, Enum):
    """What goes wrong."""

    HTML = "html"  # 200 with a login page, nothing kept
    EMPTY = "empty"  # 200 without a body, nothing kept
    HANG = "hang"  # reads the call and never answers, nothing kept
    DROP_BEFORE = "drop_before"  # reads the call and closes, nothing kept
    DROP_AFTER_COMMIT = "drop_after_commit"  # keeps the record, closes without a byte
    ERROR_503 = "error_503"  # 503, nothing kept
    ERROR_502_AFTER_COMMIT = "error_502_after_commit"  # keeps the record, answers as a broken gateway does
    TRUNCATED = "truncated"  # keeps the record, closes in the middle of the body
    THROTTLE_429 = "throttle_429"  # 429 with Retry-After: 1, nothing kept
    SLOW = "slow"  # keeps the record, sends the body at five bytes a second
    BYTE_PER_SECOND = "byte_per_second"  # keeps the record, sends the body at one byte a second
    LATE_COMMIT = "late_commit"  # closes without a byte, keeps the record 0.5 s later
    GZIP_BOMB = "gzip_bomb"  # 200 with 1 MB that unpacks to 1 GiB, nothing kept
    DOCTYPE_BOMB = "doctype_bomb"  # 200 with XML entities that unfold to 3 GB, nothing kept
    DEEP_JSON = "deep_json"  # 200 with lists in lists, 100,000 deep, nothing kept
    REDIRECT = "redirect"  # 302 to another name of this computer, without the key, nothing kept
    # the call is carried out, and its answer written wrongly
    WRONG_CHARSET = "wrong_charset"  # Latin-1 that claims to be UTF-8
    DUPLICATE_KEYS = "duplicate_keys"  # every field twice in its object, first with another value
    NAN = "nan"  # lat NaN and long Infinity
    LAMBERT = "lambert"  # lat and long hold north and east of EPSG:31370
    SWAPPED = "swapped"  # lat holds the longitude, long the latitude
    MARKUP = "markup"  # HTML with a script in every text field
    REPEAT_PAGE = "repeat_page"  # page n answers what page n-1 did
    RENUMBER = "renumber"  # from this call on, every request has another number


@dataclass
class _Planned:
    fault: Fault
    method: str
    path: str
    left: int

    def strikes(self, method: str, path: str) -> bool:
        return self.method in ("*", method) and path.startswith(self.path)


class FaultPlan:
    """A queue of planned faults, first planned first struck. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[_Planned] = []

    def plan(self, name: str, times: int = 1, method: str = "POST", path: str = "/") -> None:
        """Let the next `times` calls (-1: all) with this method (`*`: any) under `path` suffer the fault.

        Raises ValueError when there is no fault of that name, or `times` is neither positive nor -1.
        """
        if times != ALWAYS and times < 1:
            raise ValueError(f"times must be positive, or {ALWAYS} for always, not {times}")
        planned = _Planned(Fault(name), method.upper(), path, times)
        with self._lock:
            self._planned.append(planned)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that this call suffers, used up by asking; None when it goes well."""
        with self._lock:
            for planned in self._planned:
                if planned.strikes(method, path):
                    if planned.left != ALWAYS:
                        planned.left -= 1
                    self._planned = [one for one in self._planned if one.left]
                    return planned.fault
        return None

    def clear(self) -> None:
        """Forget every planned fault."""
        with self._lock:
            self._planned.clear()

    def waiting(self) -> list[dict[str, object]]:
        """What is still planned, as plain rows."""
        with self._lock:
            planned = list(self._planned)
        return [
            {"name": one.fault.value, "times": one.left, "method": one.method, "path": one.path} for one in planned
        ]
