"""One thing that is known of a back end, how it was found out, and what follows for the client."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from ..clock import utc_text
from .endpoint import Capabilities

CAPABILITY_NAMES = tuple(item.name for item in fields(Capabilities))


@dataclass(frozen=True)
class Point:
    """name: see `point_words`. value: a JSON value, None where nobody can know yet. evidence: one plain sentence."""

    name: str
    value: Any
    evidence: str
    at: datetime

    def as_mapping(self) -> dict[str, Any]:
        return {"point": self.name, "value": self.value, "evidence": self.evidence, "at": utc_text(self.at)}


class Known(Protocol):
    """Anything with a name and a value: a point as probed, or as it was stored."""

    @property
    def name(self) -> str: ...

    @property
    def value(self) -> Any: ...


def capabilities_from(points: Iterable[Known], overrides: Mapping[str, Any] | None = None) -> Capabilities:
    """What the points say, then what a person set by hand; the standard where neither says anything.

    overrides: names and values of `Capabilities`. Raises ValueError for a value that cannot be.
    """
    values = {point.name: point.value for point in points if point.name in CAPABILITY_NAMES and point.value is not None}
    return Capabilities.from_mapping({**values, **(overrides or {})})
