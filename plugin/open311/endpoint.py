"""Which back end, what it can do, and how it introduces itself (discovery)."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

_CHOICES = {
    "format": ("json", "xml"),
    "multivalue": ("brackets", "repeat"),
    "media": ("none", "multipart"),
    "paths": ("suffix", "bare", "capital"),
}


@dataclass(frozen=True)
class Capabilities:
    """What a back end can do beyond, or short of, the standard.

    page_size: rows per page; 0: no paging offered. reference_attribute: attribute code that the back end echoes or
    de-duplicates. settle_s: seconds after which a creation is surely visible. echo: a description can be read back.
    row_cap: most rows that one answer holds (1,000 in the standard).

    Ways of back ends that keep the standard loosely, each learnt by a probe or told by a profile:
    paths: `/requests.json`, `/requests` or `/Requests`. updated_before: updated_after may be bounded by it.
    extensions: `extensions=true` brings notes and extended attributes. geo_filter: the parameters that ask for a
    surrounding, as a query with {lat}, {long}, {radius} (metres), {west}, {south}, {east}, {north}; empty: none.
    local_time: instants are Belgian clock time labelled UTC. bare_dates: dates are sent without `Z`.
    swapped_dates: start_date and end_date change places. empty_404: any 404 means that a list is empty.
    fallback_email: sent where the reporter gave none. several_media: media_url may be repeated.
    media_field: the name of a photo's part, {n} its number; empty: `media`, or `media[]` where there are several.
    connections: most questions asked at once while listing.
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
    paths: str = "suffix"
    updated_before: bool = True
    extensions: bool = False
    geo_filter: str = ""
    local_time: bool = False
    bare_dates: bool = False
    swapped_dates: bool = False
    empty_404: bool = False
    fallback_email: str = ""
    several_media: bool = False
    media_field: str = ""
    connections: int = 4

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


Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class Endpoint:
    """Where a back end is. The key goes into POSTs, and into the URL of GET servicerequestupdates because that
    extension wants it there; it is never printed.

    extent: (west, south, east, north) in degrees of where its service requests are, if known; it settles which of two
    readings of a doubtful position is meant.
    """

    url: str
    jurisdiction_id: str = ""
    api_key: str = field(default="", repr=False)
    capabilities: Capabilities = field(default_factory=Capabilities)
    extent: Extent | None = None


@dataclass(frozen=True)
class DiscoveredEndpoint:
    """type: `production` or `test`. formats: `json`, `xml`, in the order of the server; changeset: a sortable text."""

    url: str
    type: str
    formats: tuple[str, ...]
    changeset: str = ""

    def format(self, preferred: Sequence[str] = ("json", "xml")) -> str:
        """The first of `preferred` that is offered. One that says nothing offers XML, which the standard requires."""
        return next((one for one in preferred if one in (self.formats or ("xml",))), "")

    def outdated(self, changeset: str) -> bool:
        """Whether what was fetched at `changeset` must be fetched again; always so where the server tells none."""
        return not self.changeset or self.changeset != changeset.strip()


@dataclass(frozen=True)
class Discovery:
    """What a server says about itself. key_service: how one gets a key, in words for people."""

    endpoints: tuple[DiscoveredEndpoint, ...]
    changeset: str
    contact: str
    key_service: str

    def choose(
        self, kind: str = "production", *, preferred: Sequence[str] = ("json", "xml"), url: str = ""
    ) -> tuple[DiscoveredEndpoint, str] | None:
        """The endpoint to use, and its format; None where there is none of that kind in a format that we read.

        kind: `production` or `test`; a test endpoint is never taken for a production one. url: only that endpoint.
        Among several: the one whose format comes first in `preferred`, then the server's order.
        """
        wanted = [one for one in self.endpoints if one.type == kind and (not url or one.url == url.strip().rstrip("/"))]
        able = [(one, one.format(preferred)) for one in wanted if one.format(preferred)]
        return min(able, key=lambda pair: list(preferred).index(pair[1]), default=None)
