"""POST requests: checks a report whole, keeps it, and answers as its service's type says."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from ..i18n import tr
from .answers import answers_in, complaints
from .call import Call
from .media import MediaShelf
from .multipart import UploadedFile
from .office import Office
from .problems import Problem
from .records import Report
from .wire import Tree

MAX_DESCRIPTION = 4000
MAX_FILES = 10
ABOUT_THE_REPORTER = ("email", "device_id", "account_id", "first_name", "last_name", "phone")
NAMES = frozenset(
    """api_key jurisdiction_id service_code lat long address_string address_id description
    media_url media media[]""".split()
).union(ABOUT_THE_REPORTER)
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d+)?")


def post_request(office: Office, call: Call) -> Tree:
    """Keep a report. Realtime answers a number, batch a token, blackbox neither."""
    office.check_jurisdiction(call)
    office.check_key(call)
    office.check_names(call, NAMES)
    service = _service(office, call)
    answers = answers_in(call)
    definition = office.catalogue.definition(service["service_code"]) or {"attributes": []}
    found = _complaints(call) + complaints(definition, answers, strict=office.behaviour.strict)
    if found:
        raise Problem(400, *found)
    number, token = office.records.add(_report(office, call, service, answers))
    receipt = {} if service["type"] == "blackbox" else _receipt(number, token, call.get("account_id"))
    return Tree("service_requests", [receipt])


def _service(office: Office, call: Call) -> dict[str, Any]:
    code = call.get("service_code")
    if not code:
        raise Problem(400, tr("service_code was not provided."))
    service = office.catalogue.service(code)
    if service is None:
        raise Problem(404, tr("The service_code that was provided was not found."))
    return service


def _complaints(call: Call) -> list[str]:
    found = _location_complaints(call)
    if len(call.get("description")) > MAX_DESCRIPTION:
        found.append(tr("description is longer than 4000 characters."))
    if any(urlsplit_scheme(url) not in ("http", "https") for url in call.all("media_url")):
        found.append(tr("media_url is not a web address."))
    if call.get("email") and "@" not in call.get("email"):
        found.append(tr("email is not an e-mail address."))
    if len(call.files) > MAX_FILES:
        found.append(tr("At most 10 photos can be sent at once."))
    return found


def urlsplit_scheme(url: str) -> str:
    """The scheme of a URL; empty for one that cannot be read."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def _location_complaints(call: Call) -> list[str]:
    lat, lon = call.get("lat"), call.get("long")
    if lat or lon:
        if _in_degrees(lat, 90) and _in_degrees(lon, 180):
            return []
        return [tr("lat and long must both be given, in decimal degrees (WGS84).")]
    if call.get("address_string") or call.get("address_id"):
        return []
    return [tr("A location is required: lat and long, address_string or address_id.")]


def _in_degrees(text: str, limit: float) -> bool:
    return bool(_DEGREES.fullmatch(text)) and abs(float(text)) <= limit


def _report(office: Office, call: Call, service: dict[str, Any], answers: dict[str, list[str]]) -> Report:
    lat, lon = call.get("lat"), call.get("long")
    return Report(
        service_code=service["service_code"],
        service_name=service["service_name"],
        kind=service["type"],
        description=call.get("description"),
        address=call.get("address_string"),
        address_id=call.get("address_id"),
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        media=call.all("media_url") + keep_files(office.media, call.files),
        attributes=answers,
        reporter={name: call.get(name) for name in ABOUT_THE_REPORTER if call.get(name)},
        service_notice=tr("This is an exercise: nobody will come and repair this."),
    )


def keep_files(shelf: MediaShelf, files: Sequence[UploadedFile]) -> list[str]:
    """Store the uploaded photos; their addresses below this server."""
    return [f"/media/{shelf.keep(file.body)}" for file in files if file.body]


def _receipt(number: str, token: str, account_id: str) -> dict[str, object]:
    named = {"token": token} if token else {"service_request_id": number}
    notice = tr("This is an exercise: nobody will come and repair this.")
    return {**named, "service_notice": notice, "account_id": account_id or None}
