"""A source of the catalogue: who publishes what, where, and what one may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PROTOCOLS = ("WMS", "WMTS", "ArcGIS MapServer", "WFS", "XYZ", "file", "other")
LEVELS = ("commune", "province", "region", "community", "federal", "other")
THEMES = (
    "base", "imagery", "addresses", "boundaries", "cadastre", "planning", "mobility", "water", "risk", "relief",
    "nature", "environment", "local assets", "inspire", "history",
)  # fmt: skip
OFFLINE = ("yes", "no", "ask")


@dataclass(frozen=True)
class Producer:
    """Who answers for a source. contact: a mail address or a page."""

    name: str
    contact: str = ""


@dataclass(frozen=True)
class Source:
    """One entry of the catalogue. Field names are those of the catalogue file (docs: the public contract).

    titles: fr, nl, de, en. protocol: one of PROTOCOLS; `other` is known but cannot be laid on a map. url: the root of
    the service, or a path for `file`. layers: names on the service; none = ask the service, which a probe does.
    crs: EPSG codes, preferred first. scale_limits: `min` and `max` scale denominators. offline: yes, no, ask.
    fallback: ids of sources that may stand in.
    """

    id: str
    titles: Mapping[str, str]
    theme: str
    level: str
    producer: Producer
    protocol: str
    url: str
    layers: tuple[str, ...] = ()
    crs: tuple[str, ...] = ("EPSG:31370",)
    format: str = ""
    tile_matrix_set: str = ""
    scale_limits: Mapping[str, float] = field(default_factory=dict)
    attribution: str = ""
    licence: str = ""
    offline: str = "ask"
    fallback: tuple[str, ...] = ()
    inspire_theme: str = ""
    confidence: str = ""
    fingerprint: Mapping[str, Any] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """The title in `language` (two letters); English, then French, where it lacks."""
        return self.titles.get(language[:2]) or self.titles.get("en") or self.titles.get("fr") or self.id

    @property
    def addable(self) -> bool:
        """Whether QGIS can make a layer of it."""
        return self.protocol != "other"

    def best_crs(self, wanted: str) -> str:
        """The CRS to ask the service for: the map's if offered, else Lambert 72, Lambert 2008, then what there is."""
        for crs in (wanted, "EPSG:31370", "EPSG:3812", "EPSG:3857"):
            if crs in self.crs:
                return crs
        return self.crs[0] if self.crs else wanted
