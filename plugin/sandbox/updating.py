"""servicerequestupdates, the extension of mySociety: read what happened, say what happened."""
from __future__ import annotations

import json
import sqlite3

from ..clock import utc_text
from ..i18n import tr
from .call import Call
from .instants import LATEST, WINDOW, sortable
from .listing import COMMON, absolute, instant_of, paging
from .office import Office
from .problems import Problem
from .records import UPDATE_WORDS, UpdateNote
from .reporting import MAX_DESCRIPTION, keep_files, urlsplit_scheme
from .wire import Tree

GET_NAMES = COMMON | frozenset(["start_date", "end_date", "page", "page_size"])
POST_NAMES = COMMON | frozenset(
    """service_request_id update_id status updated_datetime description media_url media_url[] media media[] email phone
    first_name last_name title account_id service_code public_anonymity_required email_alerts_requested""".split()
)


def get_updates(office: Office, call: Call) -> Tree:
    """The updates that arrived in a window, oldest first, at most 1000; the last 90 days by default."""
    office.check_jurisdiction(call)
    office.check_names(call, GET_NAMES)
    start, end = instant_of(call, "start_date"), instant_of(call, "end_date")
    if start and end and start > end:
        raise Problem(400, tr("start_date and end_date must be in order and at most 90 days apart."))
    first = sortable(start or office.clock.now() - WINDOW)
    rows = office.records.updates(first, sortable(end) if end else LATEST, *paging(call))
    return Tree("service_request_updates", [_public(office, row) for row in rows])


def _public(office: Office, row: sqlite3.Row) -> dict[str, object]:
    media = [absolute(office, url) for url in json.loads(row["media"])]
    return {
        "update_id": row["update_id"],
        "service_request_id": row["service_request_id"],
        "status": row["status"],
        "description": row["description"] or None,
        "updated_datetime": row["updated"],
        "media_url": media[0] if media else None,
    }


def post_update(office: Office, call: Call) -> Tree:
    """Keep an update; the staff's key is needed. An update_id that was kept before is answered 400 `already exists`,
    as mySociety's servers do, and changes nothing."""
    office.check_jurisdiction(call)
    office.check_key(call, staff=True)
    office.check_names(call, POST_NAMES)
    found = _complaints(call)
    if found:
        raise Problem(400, *found)
    if not office.records.by_ids([call.get("service_request_id")]):
        raise Problem(404, tr("The service_request_id that was provided was not found."))
    note = _note(office, call)
    if not office.records.add_update(note):
        raise Problem(400, f"update_id {note.update_id} already exists")
    return Tree("service_request_updates", [{"update_id": note.update_id}])


def _complaints(call: Call) -> list[str]:
    found = [
        tr("{name} was not provided.").format(name=name)
        for name in ("service_request_id", "update_id", "status", "updated_datetime")
        if not call.get(name)
    ]
    if call.get("status") and call.get("status").lower() not in UPDATE_WORDS:
        found.append(tr("status is not one of the words of this extension."))
    if len(call.get("description")) > MAX_DESCRIPTION:
        found.append(tr("description is longer than 4000 characters."))
    if any(urlsplit_scheme(url) not in ("http", "https") for url in call.all("media_url", "media_url[]")):
        found.append(tr("media_url is not a web address."))
    instant_of(call, "updated_datetime")
    return found


def _note(office: Office, call: Call) -> UpdateNote:
    claimed = instant_of(call, "updated_datetime")
    return UpdateNote(
        update_id=call.get("update_id"),
        service_request_id=call.get("service_request_id"),
        status=call.get("status").lower(),
        description=call.get("description"),
        claimed=utc_text(claimed) if claimed else "",
        media=call.all("media_url", "media_url[]") + keep_files(office.media, call.files),
    )
