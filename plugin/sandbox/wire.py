"""How an answer is written: JSON without the outer wrapper, or XML with it, as GeoReport v2 prescribes.

An answer is a plain tree (dict, list, text, number, bool, None). In XML a list named `services` holds elements named
`service`, and so on; None is an empty element in XML and null in JSON.
"""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

MIME = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}

_ITEM_OF = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "notes": "note",
    "media_urls": "media_url",
    "groups": "group",
}
# Characters that XML 1.0 cannot hold, even escaped
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Tree:
    """An answer before a format is chosen. root: name of the outer XML element."""

    root: str
    value: object
    status: int = 200


@dataclass(frozen=True)
class Reply:
    """An answer as it goes onto the wire."""

    status: int
    mime: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def render(tree: Tree, fmt: str, headers: Mapping[str, str] | None = None, *, allow_nan: bool = False) -> Reply:
    """Write the tree in `json` or `xml`."""
    body = to_json(tree.value, allow_nan=allow_nan) if fmt == "json" else to_xml(tree.root, tree.value)
    return Reply(tree.status, MIME[fmt], body, headers or {})


def to_json(value: object, *, allow_nan: bool = False) -> bytes:
    """UTF-8 JSON; NaN and infinities, which JSON has not, are written only by a planned fault."""
    return json.dumps(value, ensure_ascii=False, allow_nan=allow_nan).encode("utf-8")


def to_xml(root: str, value: object) -> bytes:
    """UTF-8 XML with its declaration; no namespace, no attribute, no DOCTYPE."""
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n']
    _element(root, value, parts)
    return "".join(parts).encode("utf-8")


def _element(name: str, value: object, parts: list[str]) -> None:
    if value is None or value == "":
        parts.append(f"<{name}/>")
        return
    parts.append(f"<{name}>")
    if isinstance(value, dict):
        for key, child in value.items():
            _element(str(key), child, parts)
    elif isinstance(value, (list, tuple)):
        for child in value:
            _element(_ITEM_OF.get(name, "item"), child, parts)
    else:
        parts.append(_text(value))
    parts.append(f"</{name}>")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    cleaned = _FORBIDDEN.sub("\ufffd", str(value))
    # a bare CR would be read back as LF: write it as a reference
    return escape(cleaned, quote=False).replace("\r", "&#13;")
