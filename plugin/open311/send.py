"""What is sent: only declared parameters, never an empty one, text in Unicode NFC, instants with `Z`."""
from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import quote

from ..clock import utc_text
from ..i18n import tr
from .endpoint import Capabilities, Endpoint
from .errors import NotOffered, NotSendable
from .model import MediaFile, NewRequest, NewUpdate

Pairs = list[tuple[str, str]]
Part = tuple[str, tuple[str, bytes, str]]
DESCRIPTION_MAX = 4000
# Helsinki's server knows XML by its other name only, and says 406 to whoever does not
_ACCEPTED = {"json": "application/json, text/json;q=0.9", "xml": "text/xml, application/xml;q=0.9"}
_PLACE_DIGITS = 7  # about a centimetre


def path(*segments: str) -> str:
    """A path below the endpoint; codes may hold spaces, accents and slashes."""
    return "".join("/" + quote(segment, safe="") for segment in segments)


def place(bare: str, able: Capabilities) -> str:
    """`bare` as this back end names its paths: with the format at the end, or without, or in capitals."""
    if able.paths == "suffix":
        return f"{bare}.{able.format}"
    return bare[:1] + bare[1:2].upper() + bare[2:] if able.paths == "capital" else bare


def accepted(kind: str, paths: str) -> str:
    """The Accept header for `json` or `xml`: anything will do where the path itself names the format.

    Where it does not, `*/*` would have a Rails server answer with a web page.
    """
    return _ACCEPTED[kind] + (", */*;q=0.1" if paths == "suffix" else "")


def declared(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The pairs that say something. An empty parameter is refused by strict servers, and means the same as none."""
    cleaned = ((name, unicodedata.normalize("NFC", value).replace("\x00", "").strip()) for name, value in pairs)
    return [(name, value) for name, value in cleaned if value]


def jurisdiction(endpoint: Endpoint) -> Pairs:
    return declared([("jurisdiction_id", endpoint.jurisdiction_id)])


def request_form(new: NewRequest, endpoint: Endpoint) -> Pairs:
    """The form of POST requests. Raises NotSendable for what the standard forbids, NotOffered for several media."""
    placed = _placed(new)
    if len(new.description.strip()) > DESCRIPTION_MAX:
        raise NotSendable(tr("The description is longer than 4,000 characters."))
    form: Pairs = [
        ("api_key", endpoint.api_key),
        ("jurisdiction_id", endpoint.jurisdiction_id),
        ("service_code", new.service_code),
    ]
    if placed:
        form += [("lat", degrees(new.lat or 0.0)), ("long", degrees(new.lon or 0.0))]
    form += [(name, getattr(new, name)) for name in ("address_string", "address_id", "description")]
    form += attributes_form(new.attributes, new.multivalued, endpoint)
    form += [("email", new.email.strip() or endpoint.capabilities.fallback_email)]
    form += [(name, getattr(new, name)) for name in ("device_id", "account_id", "first_name", "last_name", "phone")]
    return declared(form + media_form((new.media_url, *new.media_urls), endpoint))


def _placed(new: NewRequest) -> bool:
    """Whether there is a position. Raises NotSendable without any of the three ways to say where."""
    if new.lat is not None and new.lon is not None:
        if math.isfinite(new.lat + new.lon) and abs(new.lat) <= 90 and abs(new.lon) <= 180:
            return True
        raise NotSendable(tr("The position is not on Earth."))
    if not (new.address_string.strip() or new.address_id.strip()):
        raise NotSendable(tr("The report has no place: neither a position nor an address."))
    return False


def attributes_form(attributes: Mapping[str, tuple[str, ...]], lists: Iterable[str], endpoint: Endpoint) -> Pairs:
    """`attribute[code]`; several values as `attribute[code][]`, or repeated where the back end wants that."""
    form: Pairs = []
    listed = frozenset(lists)
    for code, values in attributes.items():
        several = len(values) > 1 or code in listed
        brackets = "[]" if several and endpoint.capabilities.multivalue == "brackets" else ""
        form += [(f"attribute[{code}]{brackets}", value) for value in values]
    return form


def media_form(urls: Iterable[str], endpoint: Endpoint) -> Pairs:
    """media_url, repeated where the back end takes several. Raises NotOffered rather than drop one."""
    found = list(dict.fromkeys(url.strip() for url in urls if url.strip()))
    if len(found) > 1 and not endpoint.capabilities.several_media:
        raise NotOffered(tr("This back end takes one photo address only."), tr("Send the report with one of them."))
    return [("media_url", url) for url in found]


def parts(media: tuple[MediaFile, ...], able: Capabilities) -> list[Part]:
    """Photos as parts of a multipart form, under the names that this back end reads."""
    name = able.media_field or ("media[]" if len(media) > 1 else "media")
    return [
        (name.replace("{n}", str(count)), (one.name, one.body, one.mime)) for count, one in enumerate(media, start=1)
    ]


def update_form(update: NewUpdate, endpoint: Endpoint) -> Pairs:
    """The form of POST servicerequestupdates; the status in capitals, as mySociety's specification has it."""
    form: Pairs = [
        ("api_key", endpoint.api_key),
        ("jurisdiction_id", endpoint.jurisdiction_id),
        ("service_request_id", update.service_request_id),
        ("update_id", update.update_id),
        ("status", update.status.upper()),
        ("updated_datetime", moment(update.updated_datetime, endpoint.capabilities)),
        ("description", update.description),
        ("email", update.email.strip() or endpoint.capabilities.fallback_email),
    ]
    names = ("first_name", "last_name", "phone", "title", "account_id", "service_code")
    form += [(name, getattr(update, name)) for name in names]
    if update.anonymous is not None:
        form += [("public_anonymity_required", "TRUE" if update.anonymous else "FALSE")]
    form += attributes_form(update.attributes, (), endpoint)
    return declared(form + media_form((update.media_url, *update.media_urls), endpoint))


def moment(instant: datetime, able: Capabilities) -> str:
    """`YYYY-MM-DDThh:mm:ssZ`; without Z for the servers that stumble over it."""
    written = utc_text(instant)
    return written.rstrip("Z") if able.bare_dates else written


def span(start: datetime, end: datetime, able: Capabilities, *, updated: bool = False) -> Pairs:
    """The two dates of a listing, under the names and in the order that this back end reads."""
    if updated:
        later = [("updated_before", moment(end, able))] if able.updated_before else []
        return [("updated_after", moment(start, able)), *later]
    if able.swapped_dates:
        start, end = end, start
    return [("start_date", moment(start, able)), ("end_date", moment(end, able))]


def degrees(value: float) -> str:
    """Degrees with at most 7 decimals and never an exponent."""
    return f"{value:.{_PLACE_DIGITS}f}".rstrip("0").rstrip(".")
