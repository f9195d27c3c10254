"""Whether a profile can be used: each check says in one plain sentence what is wrong.

The same rules stand in resources/profile.schema.json for other tools; a test holds the two together. They are written
by hand here because QGIS does not ship a JSON Schema library.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ..i18n import tr
from .errors import ProfileInvalid
from .model import LANGUAGES

PROFILE_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
NIS = re.compile(r"[0-9]{5}")
CRS = ("EPSG:31370", "EPSG:3812")
KNOWN = frozenset("version id names nis training back_end crs register languages extent basemap operators".split())


def check_endpoint_url(url: str) -> None:
    """Refuse an address that cannot be the root of a GeoReport v2 endpoint. Raises ProfileInvalid in plain words."""
    reason = _url_trouble(url)
    if reason:
        raise ProfileInvalid(
            "back_end.url",
            user=tr("The address of the back end cannot be used: {reason}.").format(reason=reason),
            remedy=tr("It looks like https://example.org/georeport/v2."),
            detail="back_end.url refused",
        )


def _url_trouble(url: str) -> str:
    if not url.strip():
        return tr("it is empty")
    if any(character.isspace() or not character.isprintable() for character in url):
        return tr("it holds a space or an invisible character")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return tr("the name of the server or the number after the colon is wrong")
    if parts.scheme not in ("http", "https"):
        return tr("it does not begin with https://")
    if not host or host.startswith(".") or ".." in host:
        return tr("the name of the server is missing or wrong")
    if parts.username is not None or parts.password is not None:
        return tr("a user name or password may not stand in it; use an authentication configuration of QGIS")
    if parts.query or parts.fragment:
        return tr("it may not hold a question mark or a number sign")
    return ""


def check_profile(data: Mapping[str, Any]) -> None:
    """Check the JSON object of a profile file; raises ProfileInvalid for the first thing that is wrong."""
    unknown = sorted(set(data) - KNOWN)
    if unknown:
        raise _invalid(unknown[0], tr("the field {field} is not known").format(field=unknown[0]))
    if data.get("version", 1) != 1 or isinstance(data.get("version"), bool):
        raise _invalid("version", tr("it was written by a newer Rue311"))
    _matches(data, "id", PROFILE_ID, tr("the field id must be a short name in small letters, digits, dots and dashes"))
    _matches(data, "nis", NIS, tr("the INS code must have five digits"))
    _check_names(data.get("names"))
    if not isinstance(data.get("training"), bool):
        raise _invalid("training", tr("the field training must be true or false"))
    _check_back_end(data.get("back_end"))
    if data.get("crs", CRS[0]) not in CRS:
        raise _invalid("crs", tr("the coordinate system must be EPSG:31370 or EPSG:3812"))
    _check_languages(data.get("languages", ["fr"]))
    _check_extent(data.get("extent"))
    for field in ("register", "basemap"):
        _text(data, field)
    if not _is_texts(data.get("operators", [])):
        raise _invalid("operators", tr("the operators must be a list of names"))


def _invalid(field: str, reason: str) -> ProfileInvalid:
    return ProfileInvalid(
        field,
        user=tr("This profile cannot be used: {reason}.").format(reason=reason),
        remedy=tr("Choose the commune again, or ask whoever made the profile."),
    )


def _matches(data: Mapping[str, Any], field: str, pattern: re.Pattern[str], reason: str) -> None:
    value = data.get(field)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _invalid(field, reason)


def _text(data: Mapping[str, Any], field: str, where: str = "") -> None:
    value = data.get(field, "")
    if not isinstance(value, str) or "\0" in value:
        raise _invalid(where + field, tr("the field {field} must be a text").format(field=where + field))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _check_names(names: object) -> None:
    usable = isinstance(names, Mapping) and bool(names) and set(names) <= set(LANGUAGES)
    if not usable or not _is_texts(list(names.values())):  # type: ignore[attr-defined]
        raise _invalid("names", tr("the names must be given in French, Dutch or German"))


def _check_back_end(back_end: object) -> None:
    if not isinstance(back_end, Mapping) or not isinstance(back_end.get("url"), str):
        raise _invalid("back_end", tr("the address of the back end is missing"))
    unknown = sorted(set(back_end) - {"url", "jurisdiction_id", "authcfg", "capabilities"})
    if unknown:
        raise _invalid(
            f"back_end.{unknown[0]}", tr("the field {field} is not known").format(field=f"back_end.{unknown[0]}")
        )
    if back_end["url"]:
        check_endpoint_url(back_end["url"])
    _text(back_end, "jurisdiction_id", "back_end.")
    _text(back_end, "authcfg", "back_end.")
    if not isinstance(back_end.get("capabilities", {}), Mapping):
        raise _invalid("back_end.capabilities", tr("the abilities of the back end must be an object"))


def _check_languages(languages: object) -> None:
    if not _is_texts(languages) or not languages or not set(languages) <= set(LANGUAGES):  # type: ignore[call-overload]
        raise _invalid("languages", tr("the languages must be fr, nl or de"))


def _check_extent(extent: object) -> None:
    if not isinstance(extent, (list, tuple)) or len(extent) != 4 or not all(_is_number(side) for side in extent):
        raise _invalid("extent", tr("the extent must be four numbers: west, south, east, north"))
    west, south, east, north = extent
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise _invalid("extent", tr("the extent must be given in degrees: west, south, east, north"))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
