"""Which back end, what it can do, and how it introduces itself (discovery)."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

_CHOICES = {"format": ("json", "xml"), "multivalue": ("brackets", "repeat"), "media": ("none", "multipart")}


@dataclass(frozen=True)
class Capabilities:
    """What a back end can do beyond, or short of, the standard.

    page_size: rows per page; 0: no paging offered. reference_attribute: attribute code that the back end echoes or
    de-duplicates. settle_s: seconds after which a creation is surely visible. echo: a description can be read back.
    row_cap: most rows that one answer holds (1,000 in the standard).
    """

    format: str = "json"
    multivalue: str = "brackets"
    page_size: int = 0
    updated_after: bool = False
    updates: bool = False
    media: str = "none"
    reference_attribute: str = ""
    settle_s: float = 900
    echo: bool = True
    row_cap: int = 1000

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Capabilities:
        """Read what `as_mapping` or a profile wrote; unknown names are skipped. ValueError for a wrong value."""
        known = {item.name: item.default for item in fields(cls)}
        values = {name: _checked(name, mapping[name], known[name]) for name in known if name in mapping}
        return cls(**values)

    def as_mapping(self) -> dict[str, Any]:
        return asdict(self)


def _checked(name: str, value: Any, default: Any) -> Any:
    if name in _CHOICES:
        good = value in _CHOICES[name]
    elif isinstance(default, bool):
        good = isinstance(value, bool)
    elif isinstance(default, (int, float)):
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0
    else:
        good = isinstance(value, str)
    if not good:
        raise ValueError(f"capability {name} cannot be {value!r}")
    return type(default)(value)


@dataclass(frozen=True)
class Endpoint:
    """Where a back end is. The key goes into POSTs and nowhere else, and is never printed."""

    url: str
    jurisdiction_id: str = ""
    api_key: str = field(default="", repr=False)
    capabilities: Capabilities = field(default_factory=Capabilities)


@dataclass(frozen=True)
class DiscoveredEndpoint:
    """type: `production` or `test`. formats: `json`, `xml`, in the order of the server."""

    url: str
    type: str
    formats: tuple[str, ...]
    changeset: str = ""


@dataclass(frozen=True)
class Discovery:
    endpoints: tuple[DiscoveredEndpoint, ...]
    changeset: str
    contact: str
    key_service: str
