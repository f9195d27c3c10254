"""From loose documents to the objects of `model`. Rows without an id or code are skipped."""
from __future__ import annotations

from typing import Any

from .loose import Row, boolean, first_text, identifier, instant, label, plain, position, rows, text, whole, words
from .model import Attribute, AttributeValue, Receipt, Service, ServiceDefinition, ServiceRequest, Update
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
_STANDARD = {
    "service_request_id", "servicerequest_id", "status", "status_notes", "status_note", "service_code", "service_name",
    "description", "agency_responsible", "service_notice", "requested_datetime", "updated_datetime",
    "expected_datetime", "address", "address_string", "address_id", "zipcode", "lat", "long", "lon", "lng", "media_url",
}  # fmt: skip


def services(document: Any) -> tuple[Service, ...]:
    """In the server's order; of two with one code the first stays."""
    found: dict[str, Service] = {}
    for row in rows(document, "services", "service"):
        code = identifier(row.get("service_code"))
        if code and code not in found:
            found[code] = _service(code, row)
    return tuple(found.values())


def _service(code: str, row: Row) -> Service:
    kind = text(row.get("type")).lower()
    groups = row.get("groups")
    return Service(
        service_code=code,
        service_name=label(row.get("service_name")) or code,
        description=plain(row.get("description")),
        metadata=boolean(row.get("metadata")),
        type=kind if kind in ("realtime", "batch", "blackbox") else "realtime",
        keywords=words(row.get("keywords")),
        group=label(row.get("group")) or label(first_text(groups)),
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
    for value in rows(row.get("values"), "values", "value"):
        key = identifier(value.get("key")) or identifier(value.get("name"))
        if key and not boolean(value.get("disable")):
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
    )


def requests(document: Any) -> tuple[ServiceRequest, ...]:
    """Every service request that has an id; those still pending have none and are skipped."""
    found = (service_request(row) for row in rows(document, *REQUEST_WRAPPERS))
    return tuple(request for request in found if request is not None)


def service_request(row: Row) -> ServiceRequest | None:
    """One row in the JSON shape of GeoReport; None without an id."""
    number = request_id(row)
    if not number:
        return None
    status = state_word(row.get("status"))
    lat, lon = position(row)
    extra, withheld = without_personal({name: value for name, value in row.items() if name not in _STANDARD})
    if status not in ("open", "closed", ""):
        extra["status"] = status
    if lat is None and text(row.get("lat")) and text(row.get("long")):
        extra["position"] = f"{text(row.get('lat'))} {text(row.get('long'))}"
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
        lat=lat,
        lon=lon,
        media_url=media_url(row.get("media_url")),
        extra=extra,
        withheld=withheld,
    )


def request_id(row: Row) -> str:
    return identifier(row.get("service_request_id")) or identifier(row.get("servicerequest_id"))


def looks_like_request(row: Row) -> bool:
    """Tell a service request, be it without number, from an object of another kind."""
    return len(_STANDARD.intersection(row)) >= 2


def state_word(value: Any) -> str:
    """A status in lower case with underscores: `In Progress` is `in_progress`."""
    return "_".join(text(value).lower().replace("-", " ").split())


def is_closed(word: str) -> bool:
    return word in CLOSED or word.startswith(("closed", "fixed"))


def media_url(value: Any) -> str:
    """An http(s) or data URL, or nothing: some servers put markup or a file name there."""
    found = first_text(value)
    return found if found.lower().startswith(("http://", "https://", "data:image/")) else ""


def updates(document: Any) -> tuple[Update, ...]:
    found: dict[str, Update] = {}
    for row in rows(document, *UPDATE_WRAPPERS):
        update_id, request = identifier(row.get("update_id")), request_id(row)
        if update_id and request and update_id not in found:
            found[update_id] = Update(
                update_id=update_id,
                service_request_id=request,
                status=state_word(row.get("status")),
                description=text(row.get("description")),
                updated_datetime=instant(row.get("updated_datetime")),
                media_url=media_url(row.get("media_url")),
            )
    return tuple(found.values())


def receipt(document: Any) -> Receipt | None:
    """What a creation was answered with; None where the document is no such answer.

    One empty row is the answer of a blackbox service. A row of foreign fields only is not.
    """
    found = rows(document, *REQUEST_WRAPPERS)
    row = next((row for row in found if request_id(row) or identifier(row.get("token"))), None)
    if row is None and len(found) == 1 and (not found[0] or looks_like_request(found[0])):
        row = found[0]
    if row is None:
        return None
    return Receipt(
        service_request_id=request_id(row),
        token=identifier(row.get("token")),
        service_notice=text(row.get("service_notice")),
        account_id=identifier(row.get("account_id")),
    )


def problems(document: Any) -> tuple[tuple[str, str], ...]:
    """(code, description) pairs of an errors document, or of the shapes that servers put in its place."""
    found = []
    for row in rows(_in_objects(document), "errors", "error")[:20]:
        said = next((text(row[name]) for name in _SAYING if text(row.get(name))), "")
        code = text(row.get("code"))
        if said or code:
            found.append((code[:40], plain(said)[:500]))
    return tuple(found)


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
