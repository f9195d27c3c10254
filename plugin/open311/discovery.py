"""Discovery: what a server says about its endpoints. https://wiki.open311.org/Service_Discovery/"""
from __future__ import annotations

import re
from typing import Any

from ..i18n import tr
from ..net import HttpSession
from .endpoint import DiscoveredEndpoint, Discovery
from .errors import Open311Error, Unreadable
from .loose import plain, rows, text
from .reply import document_of

_GEOREPORT_V2 = re.compile(r"georeport[_ ]?v2\b", re.IGNORECASE)
_NAMED = re.compile(r"/[^/?#]+\.(?:json|xml)$", re.IGNORECASE)


def discover(session: HttpSession, url: str) -> Discovery:
    """Read the discovery document at `url`, or beside it as `discovery.json` and then `discovery.xml`.

    Where there is none, `url` itself may be one: some stand at an address without an ending. Endpoints of another
    specification are skipped. Raises TransportError, or the Open311Error of the last try beside it.
    """
    bare = url.strip()
    trouble: Open311Error | None = None
    beside = [f"{bare.rstrip('/')}/discovery.{kind}" for kind in ("json", "xml")] + [bare]
    for candidate in [bare] if _NAMED.search(bare) else beside:
        try:
            return read_discovery(document_of(session.get(candidate)))
        except Open311Error as error:
            trouble = error if candidate != bare or trouble is None else trouble
    raise trouble or Unreadable(tr("it is no discovery document"))


def read_discovery(document: Any) -> Discovery:
    """Raises Unreadable where no endpoint of GeoReport v2 is in it."""
    holder = next(iter(rows(document, "discovery")), {})
    found = []
    whole = text(holder.get("changeset"))
    for row in rows(holder.get("endpoints"), "endpoints", "endpoint"):
        address = text(row.get("url")).rstrip("/")
        if _GEOREPORT_V2.search(text(row.get("specification"))) and address.lower().startswith(("http://", "https://")):
            kind = text(row.get("type")).lower()
            changeset = text(row.get("changeset")) or whole
            found.append(DiscoveredEndpoint(address, kind or "production", _formats(row.get("formats")), changeset))
    if not found:
        raise Unreadable(tr("it names no GeoReport v2 endpoint"), http_status=200)
    contact, key_service = (text(holder.get(name)) for name in ("contact", "key_service"))
    return Discovery(tuple(found), whole, plain(contact), plain(key_service))


def _formats(value: Any) -> tuple[str, ...]:
    """`json` and `xml`, from media types in any wrapping; others are not ours."""
    if isinstance(value, dict):
        value = value.get("format", [])
    items = value if isinstance(value, list) else [value]
    words = [text(item).lower() for item in items]
    return tuple(dict.fromkeys(kind for word in words for kind in ("json", "xml") if kind in word))
