"""Which function answers which call."""
from __future__ import annotations

import logging
import sqlite3
from typing import Callable

from ..i18n import tr
from .call import Call
from .control import get_behaviour, get_faults, post_behaviour, post_fault
from .listing import get_request, get_requests, get_token
from .offering import get_definition, get_discovery, get_services
from .office import Office
from .page import status_page
from .problems import Problem
from .reporting import post_request
from .updating import get_updates, post_update
from .wire import Reply, Tree, render

log = logging.getLogger(__name__)

Route = Callable[[Office, Call], Tree]
Writer = Callable[[Tree, str], Reply]

# (first piece of the path, number of pieces) -> method -> function
_ROUTES: dict[tuple[str, int], dict[str, Route]] = {
    ("discovery", 1): {"GET": get_discovery},
    ("services", 1): {"GET": get_services},
    ("services", 2): {"GET": get_definition},
    ("requests", 1): {"GET": get_requests, "POST": post_request},
    ("requests", 2): {"GET": get_request},
    ("tokens", 2): {"GET": get_token},
    ("servicerequestupdates", 1): {"GET": get_updates, "POST": post_update},
}
_CONTROL: dict[str, dict[str, Route]] = {
    "faults": {"GET": get_faults, "POST": post_fault},
    "behaviour": {"GET": get_behaviour, "POST": post_behaviour},
}


def answer(office: Office, call: Call, write: Writer = render) -> Reply:
    """Answer a call, whatever it is; never raises. write: what puts a good answer into its format."""
    fmt = call.format or ("json" if call.parts[0] == "_sandbox" else "xml")
    try:
        if call.method == "GET" and call.parts == ("",) and call.accepts_html:
            return status_page(office)
        return _dispatch(office, call, fmt, write)
    except Problem as problem:
        return refusal(problem, fmt)
    except (sqlite3.Error, OSError) as error:
        log.exception("the sandbox could not keep or read its records")
        return refusal(Problem(500, tr("The back end cannot reach its records: {error}").format(error=error)), fmt)


def refusal(problem: Problem, fmt: str) -> Reply:
    """The standard's error body."""
    return render(Tree("errors", problem.body(), problem.status), fmt)


def _dispatch(office: Office, call: Call, fmt: str, write: Writer) -> Reply:
    if call.parts[0] == "media" and call.method == "GET":
        return _photo(office, call)
    if call.parts[0] == "_sandbox" and len(call.parts) == 2:
        methods = _CONTROL.get(call.parts[1], {})
    else:
        methods = _ROUTES.get((call.parts[0], len(call.parts)), {})
        if methods and not call.format:
            raise Problem(404, tr("Ask for a format: put .json or .xml at the end of the path."))
    if not methods:
        raise Problem(404, tr("There is nothing at this address."))
    route = methods.get(call.method)
    if route is None:
        allowed = {"Allow": ", ".join(sorted(methods))}
        return render(Tree("errors", Problem(405, tr("This method is not allowed here.")).body(), 405), fmt, allowed)
    return write(route(office, call), fmt)


def _photo(office: Office, call: Call) -> Reply:
    found = office.media.read("/".join(call.parts[1:]))
    if found is None:
        raise Problem(404, tr("There is nothing at this address."))
    body, mime = found
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=31536000, immutable"}
    return Reply(200, mime, body, headers)
