"""How the back end behaves when it behaves well: delays and strictness that real ones have too."""
from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

MAX_DELAY_S = 86_400.0
_SECONDS = re.compile(r"\d{1,5}(\.\d{1,3})?", re.ASCII)
_TRUTH = {"true": True, "1": True, "on": True, "false": False, "0": False, "off": False}


@dataclass(frozen=True)
class Behaviour:
    """Switches for training and tests. Durations in seconds.

    latency_s: added before every answer. batch_delay_s: until the token of a batch service gets its number.
    moderation_s: until a new request is listed; by its number it can be read at once (as in Helsinki).
    strict: an unknown or empty parameter is refused with 400. jurisdiction_required: a call without
    jurisdiction_id is refused with 400, as a back end of several jurisdictions does.
    """

    latency_s: float = 0.0
    batch_delay_s: float = 3.0
    moderation_s: float = 0.0
    strict: bool = False
    jurisdiction_required: bool = False


class Switches:
    """The behaviour of the moment, which a trainer changes while the back end works. May be used from any thread.

    A delay that is changed holds for what arrives from then on; what waits already keeps its own.
    """

    def __init__(self, first: Behaviour) -> None:
        self._lock = threading.Lock()
        self._current = first

    @property
    def current(self) -> Behaviour:
        """What holds now."""
        return self._current

    def turn(self, changes: Mapping[str, object]) -> Behaviour:
        """Set these fields, the others stay. Raises ValueError, and changes nothing, when a name is unknown or a
        value is neither a number of seconds (one day at most) nor, for the last two, true or false."""
        with self._lock:
            read: dict[str, Any] = {name: _value(self._current, name, value) for name, value in changes.items()}
            self._current = replace(self._current, **read)
            return self._current


def _value(known: Behaviour, name: str, given: object) -> float | bool:
    if name not in vars(known):
        raise ValueError(f"unknown switch: {name}; known: {', '.join(vars(known))}")
    text = str(given).strip().lower()
    if isinstance(getattr(known, name), bool):
        if text not in _TRUTH:
            raise ValueError(f"{name} must be true or false, not {text!r}")
        return _TRUTH[text]
    if not _SECONDS.fullmatch(text) or float(text) > MAX_DELAY_S:
        raise ValueError(f"{name} must be a number of seconds up to {MAX_DELAY_S:.0f}, not {text!r}")
    return float(text)
