"""Reading single values that may be missing, of another type, wrapped, numbered or dressed up. Nothing here raises."""
from __future__ import annotations

import contextlib
import html
import math
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

Row = Mapping[str, Any]

_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TRUE = {"true", "yes", "1", "t", "y"}
_TELLING = ("url", "href", "recipient", "name")
_EMPTY = {"null", "none", "nil", "undefined"}
LIST_MAX = 200_000


def text(value: Any) -> str:
    """Text of a scalar, trimmed, without NUL and lone surrogates; empty for nothing, objects and lists.

    0 is "0" and 12.0 is "12": ids come as numbers.
    """
    if isinstance(value, str):
        clean = value.strip()
        if not clean.isascii():
            clean = clean.encode("utf-8", "replace").decode("utf-8").strip("\ufeff")
        return clean.replace("\x00", "").strip() if "\x00" in clean else clean
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return ""


def identifier(value: Any) -> str:
    """An id or code: text, but neither structure, nor a truth value, nor a word that means nothing."""
    found = "" if isinstance(value, bool) else text(value)
    return "" if found.lower() in _EMPTY else found


def one_identifier(value: Any) -> str:
    """An identifier that may stand there several times, as in XML: all must be the same; else empty."""
    if not isinstance(value, list):
        return identifier(value)
    told = {identifier(one) for one in value}
    return told.pop() if len(told) == 1 else ""


def contradicts(value: Any) -> bool:
    """Whether a value that should stand once stands there several times, and not the same."""
    return isinstance(value, list) and len({identifier(one) for one in value}) > 1


def plain(value: Any) -> str:
    """Text without HTML tags and entities, also escaped ones, for what a server writes about itself."""
    found = text(value)
    for _layer in range(3):
        if "<" not in found and "&" not in found:
            break
        found = html.unescape(_TAG.sub(" ", found)).replace("\xa0", " ").strip()
    return _TAG.sub(" ", found).strip() if "<" in found else found


def label(value: Any) -> str:
    """A name as shown: plain, without the colon that some servers end it with."""
    return plain(value).rstrip(" :\t")


def first_text(value: Any) -> str:
    """The first text inside a scalar, a list or an object: media and agencies come as any of them."""
    for _depth in range(5):
        if isinstance(value, dict):
            value = next((value[name] for name in _TELLING if name in value), list(value.values()))
        if isinstance(value, list):
            value = next((item for item in value if item not in (None, "", [], {})), "")
        if not isinstance(value, (dict, list)):
            break
    return text(value)


def boolean(value: Any, default: bool = False) -> bool:
    found = text(value).lower()
    return found in _TRUE if found else default


def whole(value: Any, default: int) -> int:
    found = text(value)
    return int(found) if re.fullmatch(r"-?[0-9]{1,9}", found) else default


def number(value: Any) -> float | None:
    """A finite float, also from text, also with a decimal comma."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value if isinstance(value, (int, float)) else text(value).replace(",", "."))
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def instant(value: Any) -> datetime | None:
    """An ISO 8601 instant in UTC, to the second; without zone it is taken as UTC; None for anything else."""
    said = text(value)
    if len(said) == 20 and said[10] == "T" and said[19] == "Z":
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(said[:19]).replace(tzinfo=timezone.utc)  # the way that nearly all are written
    match = _INSTANT.fullmatch(said)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone.utc)
        return moment - _offset(match.group(8) or "Z")
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone in "Zz":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def words(value: Any) -> tuple[str, ...]:
    """A comma list, or a real one, as its non-empty words."""
    items: Iterable[Any] = value if isinstance(value, list) else text(value).split(",")
    return tuple(word for word in (text(item) for item in items) if word)


def rows(document: Any, *wrappers: str, strays: bool = False) -> list[Row]:
    """The objects of a list that may be bare, wrapped once or more, single, or wrongly named.

    wrappers: names that may enclose the list or its items, such as `service_requests`, `request`. A wrapper is
    opened only where it encloses an object, a list or nothing, so that a field of the same name stays a field.
    strays: what is no object in a list counts as an item that says nothing.
    """
    pending: list[Any] = [document]
    found: list[Row] = []
    while pending and len(found) < LIST_MAX:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend({} if strays and not isinstance(one, (dict, list)) else one for one in reversed(node))
        elif isinstance(node, dict):
            name = _wrapper(node, wrappers)
            if name and not name.endswith("s") and not isinstance(node[name], (dict, list)):
                found.append({})  # <request/>: an item that says nothing, not an empty list
            elif name:
                pending.append(node[name])
            else:
                found.append(node)
    return found


def _wrapper(node: dict[str, Any], wrappers: Iterable[str]) -> str:
    for name in wrappers:
        if name in node and (isinstance(node[name], (dict, list)) or (len(node) == 1 and not text(node[name]))):
            return name
    return ""
