"""Profiles as files: JSON, UTF-8, written beside and swapped when complete."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import reason_of
from ..i18n import tr
from .checks import check_profile
from .errors import ProfileUnreadable, ProfileUnwritable
from .model import BackEnd, Commune, Profile

MAX_BYTES = 1_000_000
# the nine communes of the German-speaking Community
GERMAN_SPEAKING = frozenset(("63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"))


def load_profile(path: Path) -> Profile:
    """Read a profile file. Raises ProfileUnreadable (missing, no JSON) and ProfileInvalid (one value is wrong)."""
    data = _read(Path(path))
    check_profile(data)
    profile = _profile(data)
    if profile.basemap and not Path(profile.basemap).is_absolute():
        profile = replace(profile, basemap=str(Path(path).resolve().parent / profile.basemap))
    return profile


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ProfileUnreadable(path.name, reason_of(error), repr(error)) from error
    if len(raw) > MAX_BYTES:
        raise ProfileUnreadable(path.name, tr("it is far too large for a profile"))
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ProfileUnreadable(path.name, tr("it is not a JSON file"), type(error).__name__) from error
    if not isinstance(data, dict):
        raise ProfileUnreadable(path.name, tr("it does not hold a profile"))
    return data


def _profile(data: dict[str, Any]) -> Profile:
    back_end = data["back_end"]
    west, south, east, north = (float(side) for side in data["extent"])
    return Profile(
        id=data["id"],
        nis=data["nis"],
        names=dict(data["names"]),
        training=data["training"],
        back_end=BackEnd(
            url=back_end["url"],
            jurisdiction_id=back_end.get("jurisdiction_id", ""),
            authcfg=back_end.get("authcfg", ""),
            capabilities=dict(back_end.get("capabilities", {})),
        ),
        crs=data.get("crs", "EPSG:31370"),
        register=data.get("register", ""),
        languages=tuple(data.get("languages", ["fr"])),
        extent=(west, south, east, north),
        basemap=data.get("basemap", ""),
        operators=tuple(data.get("operators", [])),
    )


def save_profile(profile: Profile, path: Path) -> None:
    """Write a profile file; only a complete one replaces the old. Raises ProfileInvalid, ProfileUnwritable."""
    data = as_mapping(profile)
    check_profile(data)
    path = Path(path)
    try:
        _replace(path, json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise ProfileUnwritable(path.name, reason_of(error)) from error


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def as_mapping(profile: Profile) -> dict[str, Any]:
    """The JSON object of a profile, as it stands in its file."""
    return {
        "version": 1,
        "id": profile.id,
        "nis": profile.nis,
        "names": dict(profile.names),
        "training": profile.training,
        "back_end": {
            "url": profile.back_end.url,
            "jurisdiction_id": profile.back_end.jurisdiction_id,
            "authcfg": profile.back_end.authcfg,
            "capabilities": dict(profile.back_end.capabilities),
        },
        "crs": profile.crs,
        "register": profile.register,
        "languages": list(profile.languages),
        "extent": list(profile.extent),
        "basemap": profile.basemap,
        "operators": list(profile.operators),
    }


def demo_profile(resources: Path) -> Profile:
    """The built-in demo commune; `resources` is the plugin's resources folder."""
    return load_profile(Path(resources) / "demo" / "profile.json")


def profile_for(commune: Commune) -> Profile:
    """The first profile of a real commune: no back end chosen, no register imported yet."""
    names = {"fr": commune.name_fr, "nl": commune.name_nl, "de": commune.name_de}
    return Profile(
        id=f"be-{commune.nis}",
        nis=commune.nis,
        names=names,
        training=False,
        back_end=BackEnd(url=""),
        languages=("de", "fr") if commune.nis in GERMAN_SPEAKING else ("fr",),
        extent=commune.bbox,
    )
