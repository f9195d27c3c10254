"""Kinds of back ends as data files: what one knows of a product or a city before asking it anything.

`resources/back_ends/*.json` ship; a commune or a region adds files of its own, and a file with the same id wins. The
rules of resources/back_ends/back_end.schema.json are checked by hand: QGIS ships no JSON Schema library.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Rue311Error
from ..i18n import tr
from .endpoint import Capabilities
from .point import CAPABILITY_NAMES

FOLDER = "back_ends"
SCHEMA = "back_end.schema.json"
MAX_BYTES = 100_000
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LANGUAGES = frozenset(("fr", "nl", "de", "en"))
_KNOWN = frozenset(("version", "id", "names", "descriptions", "capabilities"))


class BackEndProfileInvalid(Rue311Error):
    """A file in a folder `back_ends` that cannot be used; the others can."""

    code = "O311-020"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            tr("The back-end profile {file} cannot be used: {reason}.").format(file=name, reason=reason),
            tr("Correct the file, or ask whoever made it."),
            reason,
        )


@dataclass(frozen=True)
class BackEndProfile:
    """names, descriptions: by language. capabilities: only what the file says."""

    id: str
    names: Mapping[str, str]
    capabilities: Mapping[str, Any]
    descriptions: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        return _in(self.names, language) or self.id

    def description(self, language: str) -> str:
        return _in(self.descriptions, language)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or texts.get("fr") or next(iter(texts.values()), "")


def load_back_end_profile(path: Path) -> BackEndProfile:
    """Raises BackEndProfileInvalid."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        data: Any = json.loads(raw.decode("utf-8-sig")) if len(raw) <= MAX_BYTES else None
    except OSError as error:
        reason = error.strerror or tr("the file cannot be opened")
        raise BackEndProfileInvalid(path.name, reason) from error
    except (ValueError, RecursionError) as error:
        raise BackEndProfileInvalid(path.name, tr("it is not a JSON file")) from error
    reason = _trouble(data)
    if reason:
        raise BackEndProfileInvalid(path.name, reason)
    return BackEndProfile(data["id"], data["names"], data["capabilities"], data.get("descriptions", {}))


def back_end_profiles(*folders: Path) -> tuple[tuple[BackEndProfile, ...], tuple[BackEndProfileInvalid, ...]]:
    """(the profiles of these folders, the files that cannot be used). Of two with one id the later folder's stays."""
    found: dict[str, BackEndProfile] = {}
    troubles = []
    for folder in folders:
        for path in _files(folder):
            try:
                profile = load_back_end_profile(path)
            except BackEndProfileInvalid as trouble:
                troubles.append(trouble)
                continue
            found[profile.id] = profile
    return tuple(found.values()), tuple(troubles)


def _files(folder: Path) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.glob("*.json") if path.name != SCHEMA)
    except OSError:
        return ()


def _trouble(data: Any) -> str:
    """The first thing that is wrong; empty for nothing."""
    if not isinstance(data, dict):
        return tr("it holds no profile")
    unknown = sorted(set(data) - _KNOWN)
    if unknown:
        return tr("the field {field} is not known").format(field=unknown[0])
    if data.get("version", 1) != 1 or isinstance(data.get("version"), bool):
        return tr("it was written by a newer Rue311")
    if not isinstance(data.get("id"), str) or not _ID.fullmatch(data["id"]):
        return tr("the field id must be a short name in small letters, digits, dots and dashes")
    if not _are_texts(data.get("names")) or not data["names"] or not _are_texts(data.get("descriptions", {})):
        return tr("names and descriptions must be texts by language")
    return _capabilities_trouble(data.get("capabilities"))


def _are_texts(texts: Any) -> bool:
    return (
        isinstance(texts, dict)
        and set(texts) <= _LANGUAGES
        and all(isinstance(one, str) and one.strip() for one in texts.values())
    )


def _capabilities_trouble(values: Any) -> str:
    if not isinstance(values, dict):
        return tr("the abilities of the back end must be an object")
    for name, value in values.items():
        if name not in CAPABILITY_NAMES:
            return tr("the field {field} is not known").format(field=f"capabilities.{name}")
        try:
            Capabilities.from_mapping({name: value})
        except (ValueError, OverflowError):
            return tr("the field {field} has a value that cannot be").format(field=f"capabilities.{name}")
        if name in ("page_size", "row_cap", "connections") and not isinstance(value, int):
            return tr("the field {field} has a value that cannot be").format(field=f"capabilities.{name}")
    return ""
