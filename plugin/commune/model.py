"""A commune and the settings of a commune, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LANGUAGES = ("fr", "nl", "de")


@dataclass(frozen=True)
class Commune:
    """A Walloon commune of today.

    nis: INS code, five digits. name_fr, name_nl, name_de: the name in that language, the official
    one where the language has none of its own. lon, lat: a point near the middle, WGS84 degrees.
    bbox: west, south, east, north in degrees.
    """

    nis: str
    name_fr: str
    name_nl: str
    name_de: str
    province: str
    lon: float
    lat: float
    bbox: tuple[float, float, float, float]

    def name(self, language: str) -> str:
        """The name in `fr`, `nl` or `de`; French for any other language."""
        return {"nl": self.name_nl, "de": self.name_de}.get(language, self.name_fr)


@dataclass(frozen=True)
class BackEnd:
    """Where incidents go: the root URL of a GeoReport v2 endpoint. An empty URL means: none chosen yet.

    authcfg: id of an authentication configuration of QGIS; no key ever stands in a profile.
    capabilities: what a probe found out, in the form of `open311.Capabilities.as_mapping`.
    """

    url: str
    jurisdiction_id: str = ""
    authcfg: str = ""
    capabilities: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """The settings of one commune.

    id: file-safe name, also of the data folder. names: fr, nl, de (fr at least). training: only a sandbox may answer.
    register: register file, relative to the profile's data folder, or absolute; empty = none imported yet.
    extent: west, south, east, north of the commune in degrees. basemap: GeoPackage of the commune's own vector
    basemap; `load_profile` makes a relative path absolute, beside the profile file.
    """

    id: str
    nis: str
    names: Mapping[str, str]
    training: bool
    back_end: BackEnd
    crs: str = "EPSG:31370"
    register: str = ""
    languages: tuple[str, ...] = ("fr",)
    extent: tuple[float, float, float, float] = (2.84, 49.49, 6.41, 50.82)
    basemap: str = ""
    operators: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The French name; the German one for a commune that has no other."""
        return self.names.get("fr") or self.names.get("de") or next(iter(self.names.values()), self.nis)

    def name(self, language: str) -> str:
        """The name in `language`, or the title."""
        return self.names.get(language) or self.title
