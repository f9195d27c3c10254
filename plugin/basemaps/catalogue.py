"""The catalogue: JSON files read into sources, checked by hand, sorted into a tree by level and theme.

resources/catalogue.schema.json says the same rules for other tools; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..i18n import tr
from .errors import CatalogueUnreadable
from .model import LEVELS, OFFLINE, PROTOCOLS, THEMES, Producer, Source

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
MAX_BYTES = 16 * 2**20
_TEXTS = ("format", "tile_matrix_set", "attribution", "licence", "inspire_theme", "confidence")
_KNOWN = frozenset(
    "id titles theme level producer protocol url layers crs scale_limits offline fallback fingerprint".split()
) | frozenset(_TEXTS)


@dataclass(frozen=True)
class Catalogue:
    """Sources in the order of their files; a later file replaces the sources whose id it repeats."""

    version: int
    sources: tuple[Source, ...]

    @classmethod
    def load(cls, *paths: Path) -> Catalogue:
        """Read catalogue files; without any, the one that comes with the plugin. Raises CatalogueUnreadable."""
        found: dict[str, Source] = {}
        for path in paths or (RESOURCES / "catalogue.json",):
            for source in _read(Path(path)):
                found[source.id] = source
        return cls(1, tuple(found.values()))

    @cached_property
    def _by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    def source(self, source_id: str) -> Source | None:
        """The source with this id, or None."""
        return self._by_id.get(source_id)

    def tree(self) -> list[tuple[str, list[Source]]]:
        """Branches (`level/theme`, sources that can be added), nearest level first; `branch_title` names a branch."""
        branches: dict[tuple[int, int], list[Source]] = {}
        for source in self.sources:
            if source.addable:
                branches.setdefault((LEVELS.index(source.level), THEMES.index(source.theme)), []).append(source)
        return [(f"{LEVELS[level]}/{THEMES[theme]}", branches[level, theme]) for level, theme in sorted(branches)]


def level_title(level: str) -> str:
    """The name of a level of authority, in the language of QGIS."""
    return {
        "commune": tr("Commune"),
        "province": tr("Province"),
        "region": tr("Region"),
        "community": tr("Community"),
        "federal": tr("Federal"),
        "other": tr("Other publishers"),
    }.get(level, level)


def theme_title(theme: str) -> str:
    """The name of a theme, in the language of QGIS."""
    return {
        "base": tr("Base maps"),
        "imagery": tr("Aerial pictures"),
        "addresses": tr("Addresses"),
        "boundaries": tr("Boundaries"),
        "cadastre": tr("Cadastre"),
        "planning": tr("Planning"),
        "mobility": tr("Roads and mobility"),
        "water": tr("Water"),
        "risk": tr("Risks"),
        "relief": tr("Relief"),
        "nature": tr("Nature"),
        "environment": tr("Soil and environment"),
        "local assets": tr("Street furniture and cleanliness"),
        "inspire": tr("INSPIRE views"),
        "history": tr("Old maps"),
    }.get(theme, theme)


def branch_title(branch: str) -> str:
    """`region/water` as people read it."""
    level, _slash, theme = branch.partition("/")
    return f"{level_title(level)} · {theme_title(theme)}" if theme else level_title(level)


def _read(path: Path) -> list[Source]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise CatalogueUnreadable(path.name, tr("it is far too large"))
        data = json.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or tr("the file cannot be opened")
        raise CatalogueUnreadable(path.name, reason, repr(error)) from error
    except (ValueError, RecursionError) as error:
        raise CatalogueUnreadable(path.name, tr("it is not a JSON file"), type(error).__name__) from error
    entries = data.get("sources") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise CatalogueUnreadable(path.name, tr("it holds no list of sources"))
    if data.get("version") != 1 or isinstance(data.get("version"), bool):
        raise CatalogueUnreadable(path.name, tr("its version is not known to this Rue311"))
    sources = [_source(path, number, entry) for number, entry in enumerate(entries, start=1)]
    if len({source.id for source in sources}) != len(sources):
        raise CatalogueUnreadable(path.name, tr("two sources bear the same id"))
    return sources


def _source(path: Path, number: int, entry: object) -> Source:
    if not isinstance(entry, dict):
        raise CatalogueUnreadable(path.name, tr("source number {number} is no object").format(number=number))
    trouble = _trouble(entry)
    if trouble:
        name = entry["id"] if isinstance(entry.get("id"), str) and entry["id"] else str(number)
        reason = tr("in source {name}, the field {field} is wrong").format(name=name, field=trouble)
        raise CatalogueUnreadable(path.name, reason)
    return _made(path, entry)


def _trouble(entry: Mapping[str, Any]) -> str:
    """The first field that cannot be used, or an empty text."""
    unknown = sorted(set(entry) - _KNOWN)
    checks = {
        (unknown[0] if unknown else "id"): not unknown,
        "id": _is_text(entry.get("id")),
        "titles": _is_titles(entry.get("titles")),
        "theme": entry.get("theme") in THEMES,
        "level": entry.get("level") in LEVELS,
        "producer": _is_producer(entry.get("producer")),
        "protocol": entry.get("protocol") in PROTOCOLS,
        "url": _is_url(entry.get("url"), entry.get("protocol")),
        "layers": _is_list(entry.get("layers", [])),
        "crs": _is_list(entry.get("crs", [])) and all(code.startswith("EPSG:") for code in entry.get("crs", [])),
        "scale_limits": _is_limits(entry.get("scale_limits", {})),
        "offline": entry.get("offline", "ask") in OFFLINE,
        "fallback": _is_list(entry.get("fallback", [])),
        "fingerprint": isinstance(entry.get("fingerprint", {}), dict),
        **{field: isinstance(entry.get(field, ""), str) for field in _TEXTS},
    }
    return next((field for field, fine in checks.items() if not fine), "")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_titles(value: object) -> bool:
    usable = isinstance(value, dict) and bool(value) and set(value) <= {"fr", "nl", "de", "en"}
    return usable and _is_list(list(value.values()))  # type: ignore[attr-defined]


def _is_producer(value: object) -> bool:
    usable = isinstance(value, dict) and set(value) <= {"name", "contact"} and _is_text(value.get("name"))
    return usable and isinstance(value.get("contact", ""), str)  # type: ignore[attr-defined]


def _is_limits(value: object) -> bool:
    usable = isinstance(value, dict) and set(value) <= {"min", "max"}
    return usable and all(isinstance(v, (int, float)) and not isinstance(v, bool) and v > 0 for v in value.values())  # type: ignore[attr-defined]


def _is_url(value: object, protocol: object) -> bool:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        return False
    return protocol == "file" or value.startswith(("http://", "https://"))


def _made(path: Path, entry: Mapping[str, Any]) -> Source:
    url = entry["url"]
    if entry["protocol"] == "file" and not Path(url).is_absolute():
        url = str(path.resolve().parent / url)
    return Source(
        id=entry["id"],
        titles=dict(entry["titles"]),
        theme=entry["theme"],
        level=entry["level"],
        producer=Producer(entry["producer"]["name"], entry["producer"].get("contact", "")),
        protocol=entry["protocol"],
        url=url,
        layers=tuple(entry.get("layers", ())),
        crs=tuple(entry.get("crs", ("EPSG:31370",))),
        scale_limits=dict(entry.get("scale_limits", {})),
        offline=entry.get("offline", "ask"),
        fallback=tuple(entry.get("fallback", ())),
        fingerprint=dict(entry.get("fingerprint", {})),
        **{field: entry.get(field, "") for field in _TEXTS},
    )
