"""From loose documents to the objects of `model`. Rows without an id or code are skipped."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from .endpoint import Extent
from .errors import Problems, ShutDown
from .loose import (
    Row,
    boolean,
    contradicts,
    first_text,
    identifier,
    instant,
    label,
    one_identifier,
    plain,
    rows,
    text,
    whole,
    words,
)
from .model import Attribute, AttributeValue, Note, Receipt, Service, ServiceDefinition, ServiceRequest, Update
from .place import place_of
from .privacy import without_personal

DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
CLOSED = {
    "closed", "fixed", "resolved", "completed", "complete", "done", "archived", "cancelled", "canceled", "duplicate",
    "rejected", "refused", "solved", "not_councils_responsibility", "no_further_action", "internal_referral",
}  # fmt: skip
REQUEST_WRAPPERS = ("service_requests", "requests", "service_request", "request")
UPDATE_WRAPPERS = (
    "service_request_updates", "servicerequestupdates", "request_updates", "request_update", "updates", "update",
)  # fmt: skip
_SAYING = ("description", "message", "error", "detail", "title")
_SPEAKING = {
    *_SAYING, "errors", "details", "messages", "descriptions", "non_field_errors", "text", "reason", "msg", "exception",
}  # fmt: skip
_MUTE = {
    "code", "status", "type", "timestamp", "path", "instance", "traceback", "trace", "stack", "stacktrace",
    "request_id",
}  # fmt: skip
_NUMBERS = ("service_request_id", "servicerequest_id", "token", "update_id")
_NOTICE = re.compile(r"X{3,}", re.IGNORECASE)
_UPDATE = {"update_id", "service_request_id", "status", "description", "updated_datetime", "media_url"}
MEDIA_MAX = 50
NOTE_TEXTS = ("type", "summary", "description")
_STANDARD = {
    "service_request_id", "servicerequest_id", "status", "status_notes", "status_note", "service_code", "service_name",
    "description", "agency_responsible", "service_notice", "requested_datetime", "updated_datetime",
    "expected_datetime", "address", "address_string", "address_id", "zipcode", "lat", "long", "lon", "lng", "media_url",
}  # fmt: skip


def services(document: Any) -> tuple[Service, ...]:
    """In the server's order; of two with one code the first stays. Raises ShutDown for a notice of closure."""
    found: dict[str, Service] = {}
    for row in rows(document, "services", "service"):
        code = identifier(row.get("service_code"))
        if code and code not in found:
            found[code] = _service(code, row)
    if found and all(_NOTICE.fullmatch(code) for code in found):
        only = next(iter(found.values()))
        raise ShutDown(only.description or only.service_name)
    return tuple(found.values())


def _service(code: str, row: Row) -> Service:
    kind = text(row.get("type")).lower()
    groups = row.get("groups")
    names = [label(row.get("group")), *map(label, _texts(groups))]
    named = tuple(dict.fromkeys(name for name in names if name))
    return Service(
        service_code=code,
        service_name=label(row.get("service_name")) or code,
        description=plain(row.get("description")),
        metadata=boolean(row.get("metadata")),
        type=kind if kind in ("realtime", "batch", "blackbox") else "realtime",
        keywords=words(row.get("keywords")),
        group=named[0] if named else "",
        groups=named,
    )


def definition(document: Any, service_code: str) -> ServiceDefinition:
    """Also from a document that wraps it, numbers nothing, or has no attribute at all."""
    found: list[Attribute] = []
    automated: list[Attribute] = []
    codes: set[str] = set()
    holder = next(iter(rows(document, "service_definition", "service_definitions")), {})
    for place, row in enumerate(rows(holder.get("attributes"), "attributes", "attribute"), start=1):
        code = identifier(row.get("code"))
        if not code or code in codes:
            continue
        codes.add(code)
        (automated if text(row.get("automated")) else found).append(_attribute(code, row, place))
    found.sort(key=lambda attribute: attribute.order)
    return ServiceDefinition(service_code, tuple(found), tuple(automated))


def _attribute(code: str, row: Row, place: int) -> Attribute:
    kind = text(row.get("datatype")).lower()
    values: dict[str, AttributeValue] = {}
    stops: list[tuple[str, str]] = []
    for value in rows(row.get("values"), "values", "value"):
        key = identifier(value.get("key")) or identifier(value.get("name"))
        if key and boolean(value.get("disable")):
            stops.append((label(value.get("name")) or key, plain(value.get("disable_message"))))
        elif key:
            values.setdefault(key, AttributeValue(key, label(value.get("name")) or key))
    return Attribute(
        code=code,
        variable=boolean(row.get("variable"), default=True),
        datatype=kind if kind in DATATYPES else "string",
        required=boolean(row.get("required")),
        datatype_description=plain(row.get("datatype_description")),
        order=whole(row.get("order"), place),
        description=label(row.get("description")) or code,
        values=tuple(values.values()),
        stops=tuple(stops),
    )


def requests(document: Any, extent: Extent | None = None) -> tuple[ServiceRequest, ...]:
    """Every service request that has an id; those still pending have none and are skipped."""
    found = (service_request(row, extent) for row in rows(document, *REQUEST_WRAPPERS))
    return tuple(request for request in found if request is not None)


def unnumbered(document: Any) -> int:
    """How many items of a list of service requests `requests` skips."""
    found = rows(document, *REQUEST_WRAPPERS, strays=True)
    return sum(1 for row in found if not request_id(row))


def service_request(row: Row, extent: Extent | None = None) -> ServiceRequest | None:
    """One row in the JSON shape of GeoReport; None without an id. extent: see `Endpoint`."""
    number = request_id(row)
    if not number:
        return None
    status = state_word(row.get("status"))
    place = place_of(row, extent)
    media = media_urls(row.get("media_url"))
    extra, withheld = without_personal({name: value for name, value in row.items() if name not in _STANDARD})
    if status not in ("open", "closed", ""):
        extra["status"] = status
    if (place.note or place.lat is None) and text(row.get("lat")) and text(row.get("long")):
        extra["position"] = f"{text(row.get('lat'))} {text(row.get('long'))}"
    if place.note:
        extra["position_note"] = place.note
    if len(media) > 1:
        extra["media_urls"] = list(media)
    return ServiceRequest(
        service_request_id=number,
        status="closed" if is_closed(status) else "open",
        status_notes=text(row.get("status_notes")) or text(row.get("status_note")),
        service_code=identifier(row.get("service_code")),
        service_name=label(row.get("service_name")),
        description=text(row.get("description")),
        agency_responsible=first_text(row.get("agency_responsible")),
        service_notice=text(row.get("service_notice")),
        requested_datetime=instant(row.get("requested_datetime")),
        updated_datetime=instant(row.get("updated_datetime")),
        expected_datetime=instant(row.get("expected_datetime")),
        address=text(row.get("address")) or text(row.get("address_string")),
        address_id=identifier(row.get("address_id")),
        zipcode=identifier(row.get("zipcode")),
        lat=place.lat,
        lon=place.lon,
        media_url=media[0] if media else "",
        extra=extra,
        withheld=withheld,
    )


def notes(request: ServiceRequest) -> tuple[Note, ...]:
    """The history that `extensions=true` brings, beside the extended attributes or in them; nothing where none came."""
    for holder in (request.extra, request.extended):
        found = rows(holder.get("notes"), "notes", "note")
        if found:
            return tuple(
                Note(instant(row.get("datetime")), *(text(row.get(name)) for name in NOTE_TEXTS))
                for row in found
                if any(text(row.get(name)) for name in NOTE_TEXTS)
            )
    return ()


def request_id(row: Row) -> str:
    return one_identifier(row.get("service_request_id")) or one_identifier(row.get("servicerequest_id"))


def looks_like_request(row: Row) -> bool:
    """Tell a service request, be it without number, from an object of another kind."""
    return len(_STANDARD.intersection(row)) >= 2


def state_word(value: Any) -> str:
    """A status in lower case with underscores: `In Progress` is `in_progress`."""
    return "_".join(text(value).lower().replace("-", " ").split())


def is_closed(word: str) -> bool:
    return word in CLOSED or word.startswith(("closed", "fixed"))


def media_urls(value: Any) -> tuple[str, ...]:
    """Every http(s) or data URL in a text, list or object, at most 50; some servers put markup or a file name there."""
    found = (one for one in _texts(value) if one.lower().startswith(("http://", "https://", "data:image/")))
    return tuple(dict.fromkeys(found))[:MEDIA_MAX]


def all_media(request: ServiceRequest) -> tuple[str, ...]:
    """media_url, and what extensions list besides (`media_urls`, `photos`)."""
    told = [request.media_url, request.extra.get("media_urls"), request.extended.get("media_urls")]
    return media_urls([*told, request.extended.get("photos")])


def _texts(value: Any, depth: int = 5) -> list[str]:
    """The texts of a scalar, of a list of them, or of objects that wrap each of them."""
    if isinstance(value, list) and depth:
        return [found for item in value for found in _texts(item, depth - 1)]
    if isinstance(value, dict) and depth:
        inner = [item for item in value.values() if isinstance(item, list)]
        if inner:
            return _texts(inner, depth - 1)
    found = first_text(value)
    return [found] if found else []


def updates(document: Any) -> tuple[Update, ...]:
    """Of two with one id the first stays; one without an id, or without a service request, is skipped."""
    found: dict[str, Update] = {}
    for row in rows(document, *UPDATE_WRAPPERS):
        update_id, request = one_identifier(row.get("update_id")), request_id(row)
        if update_id and request and update_id not in found:
            media = media_urls(row.get("media_url"))
            found[update_id] = Update(
                update_id=update_id,
                service_request_id=request,
                status=state_word(row.get("status")),
                description=text(row.get("description")),
                updated_datetime=instant(row.get("updated_datetime")),
                media_url=media[0] if media else "",
                media_urls=media,
                extra={name: value for name, value in row.items() if name not in _UPDATE},
            )
    return tuple(found.values())


def receipt(document: Any) -> Receipt | None:
    """What a creation was answered with; None where the document is no such answer.

    One empty row is the answer of a blackbox service. A row of foreign fields only is not.
    """
    found = rows(document, *REQUEST_WRAPPERS)
    row = next((row for row in found if request_id(row) or one_identifier(row.get("token"))), None)
    if row is None and len(found) == 1 and (not found[0] or looks_like_request(found[0])):
        row = found[0]
    if row is None:
        return None
    return Receipt(
        service_request_id=request_id(row),
        token=one_identifier(row.get("token")),
        service_notice=text(row.get("service_notice")),
        account_id=identifier(row.get("account_id")),
    )


def ambiguous(document: Any) -> bool:
    """Whether an answer to a creation gives several numbers or tokens: nobody can say which one is the report's."""
    found = rows(document, *REQUEST_WRAPPERS)
    several = (len({told(row) for row in found} - {""}) > 1 for told in (request_id, _token))
    return contradictory(found) or any(several)


def contradictory(found: Iterable[Row]) -> bool:
    """Whether a row has several numbers of one kind. JSON that says so is refused; XML may say so."""
    return any(contradicts(row.get(name)) for row in found for name in _NUMBERS)


def _token(row: Row) -> str:
    return one_identifier(row.get("token"))


def problems(document: Any) -> Problems:
    """(code, description) pairs of an errors document, or of the shapes that servers put in its place."""
    found = []
    for row in rows(_in_objects(document), "errors", "error")[:20]:
        code = text(row.get("code"))
        said = next((text(row[name]) for name in _SAYING if text(row.get(name))), "")
        said = said or sentences({name: row[name] for name in _SAYING if name in row})
        said = said or (sentences(row) if code else "")
        if said or code:
            found.append((plain(code)[:40], plain(said)[:500]))
    return tuple(found)


def anything_said(document: Any) -> Problems:
    """What an error document of unknown shape says, as one problem without a code; nothing where it says nothing."""
    found = sentences(document)
    return (("", found),) if found else ()


def sentences(document: Any) -> str:
    """The texts in a document, at most a dozen and 500 characters, each after the field that it is about."""
    pending: list[tuple[str, Any]] = [("", document)]
    found: dict[str, None] = {}
    for _step in range(1000):
        if not pending or len(found) == 12:
            break
        field, node = pending.pop()
        if isinstance(node, list):
            pending.extend((field, item) for item in reversed(node[:50]))
        elif isinstance(node, dict):
            for name, item in reversed(list(node.items())[:50]):
                if name.lower() not in _MUTE:
                    pending.append((field if name.lower() in _SPEAKING else plain(name)[:40], item))
        elif isinstance(node, str):
            said = " ".join(plain(node[:2000]).split())[:200]
            if any(map(str.isalpha, said)):
                found[f"{field}: {said}" if field else said] = None
    return "; ".join(found)[:500]


def _in_objects(document: Any) -> Any:
    """Turn `{"errors": ["words"]}` and `["words"]` into rows."""
    items = document.get("errors") if isinstance(document, dict) else document
    if isinstance(items, list) and items and all(isinstance(item, str) for item in items):
        return [{"description": item} for item in items]
    return document


def is_errors(document: Any) -> bool:
    """Tell whether a document says nothing but errors, whatever its HTTP status."""
    if isinstance(document, dict) and set(document) == {"errors"}:
        return True
    found = rows(document, "errors", "error")
    return bool(found) and all("code" in row and set(row) <= {"code", "description"} for row in found)
