"""What is sent: only declared parameters, never an empty one, text in Unicode NFC, instants with `Z`."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from ..clock import utc_text
from .endpoint import Endpoint
from .model import NewRequest, NewUpdate

Pairs = list[tuple[str, str]]
_PLACE_DIGITS = 7  # about a centimetre


def path(*segments: str) -> str:
    """A path below the endpoint; codes may hold spaces, accents and slashes."""
    return "".join("/" + quote(segment, safe="") for segment in segments)


def declared(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The pairs that say something. An empty parameter is refused by strict servers, and means the same as none."""
    cleaned = ((name, unicodedata.normalize("NFC", value).replace("\x00", "").strip()) for name, value in pairs)
    return [(name, value) for name, value in cleaned if value]


def jurisdiction(endpoint: Endpoint) -> Pairs:
    return declared([("jurisdiction_id", endpoint.jurisdiction_id)])


def request_form(new: NewRequest, endpoint: Endpoint) -> Pairs:
    """The form of POST requests."""
    form: Pairs = [
        ("api_key", endpoint.api_key),
        ("jurisdiction_id", endpoint.jurisdiction_id),
        ("service_code", new.service_code),
    ]
    if new.lat is not None and new.lon is not None:
        form += [("lat", degrees(new.lat)), ("long", degrees(new.lon))]
    form += [(name, getattr(new, name)) for name in ("address_string", "address_id", "description")]
    form += attributes_form(new, endpoint)
    names = ("email", "device_id", "account_id", "first_name", "last_name", "phone", "media_url")
    form += [(name, getattr(new, name)) for name in names]
    return declared(form)


def attributes_form(new: NewRequest, endpoint: Endpoint) -> Pairs:
    """`attribute[code]`; several values as `attribute[code][]`, or repeated where the back end wants that."""
    form: Pairs = []
    for code, values in new.attributes.items():
        several = len(values) > 1 or code in new.multivalued
        brackets = "[]" if several and endpoint.capabilities.multivalue == "brackets" else ""
        form += [(f"attribute[{code}]{brackets}", value) for value in values]
    return form


def update_form(update: NewUpdate, endpoint: Endpoint) -> Pairs:
    """The form of POST servicerequestupdates; the status in capitals, as mySociety's specification has it."""
    return declared(
        [
            ("api_key", endpoint.api_key),
            ("jurisdiction_id", endpoint.jurisdiction_id),
            ("service_request_id", update.service_request_id),
            ("update_id", update.update_id),
            ("status", update.status.upper()),
            ("updated_datetime", utc_text(update.updated_datetime)),
            ("description", update.description),
            ("media_url", update.media_url),
        ]
    )


def span(start: datetime, end: datetime) -> Pairs:
    return [("start_date", utc_text(start)), ("end_date", utc_text(end))]


def degrees(value: float) -> str:
    """Degrees with at most 7 decimals and never an exponent."""
    return f"{value:.{_PLACE_DIGITS}f}".rstrip("0").rstrip(".")
