"""A GeoReport v2 back end, as methods. Each one is one question; what may be asked twice is known to `HttpSession`."""
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..i18n import tr
from ..net import CancelToken, HttpReply, HttpSession
from . import parse, send
from .endpoint import Endpoint
from .errors import NotFound, NotOffered, Refused, Unreadable
from .loose import identifier, rows
from .model import (
    Listing,
    NewRequest,
    NewUpdate,
    Receipt,
    Service,
    ServiceDefinition,
    ServiceRequest,
    Update,
)
from .reply import document_of, http_date
from .window import Page, WindowReader

IDS_PER_CALL = 50
_KNOWN_ALREADY = re.compile(r"already\s+(exists?|registered|received|processed)|existe\s+d[ée]j[àa]", re.IGNORECASE)
_MEDIA_TYPES = {"json": "application/json", "xml": "text/xml"}


class Open311Client:
    """Asks one endpoint. Every method raises TransportError (no answer) or Open311Error (an answer, but not the one).

    After `create` and `post_update` only Refused, Throttled, NotOffered and a TransportError with `sent` False prove
    that nothing was done. cancel: stops whatever is under way, from any thread.
    """

    def __init__(self, session: HttpSession, endpoint: Endpoint, *, cancel: CancelToken | None = None) -> None:
        self._session = session
        self.endpoint = endpoint
        self._cancel = cancel
        self._base = endpoint.url.strip().rstrip("/")
        self._format = endpoint.capabilities.format

    def services(self) -> tuple[Service, ...]:
        """The categories that one can report, in the back end's order. Raises Unreadable for another document."""
        document = self._get("/services")
        found = parse.services(document)
        if not found and rows(document, "services", "service"):
            raise Unreadable(tr("it is no list of services"), http_status=200)
        return found

    def definition(self, service_code: str) -> ServiceDefinition:
        """The questions of one service. Raises NotFound where the back end has none."""
        return parse.definition(self._get(send.path("services", service_code)), service_code)

    def create(self, new: NewRequest, *, idempotency_key: str) -> Receipt:
        """Create a service request, with exactly one POST.

        idempotency_key: ours, the same for every attempt; back ends that know the header do not create twice.
        """
        media = self.endpoint.capabilities.media
        if new.media and media != "multipart":
            raise NotOffered(tr("This back end takes no photos."), tr("Send the report without them."))
        files = [("media[]" if len(new.media) > 1 else "media", (m.name, m.body, m.mime)) for m in new.media]
        form = send.request_form(new, self.endpoint)
        reply = self._post("/requests", form, idempotency_key, files)
        try:
            found = parse.receipt(document_of(reply))
        except Refused as refusal:
            if reply.status == 409 or _KNOWN_ALREADY.search(refusal.words):
                # no refusal: an earlier attempt arrived, and its number is to be found by looking for it
                words = tr("it says that this report exists already ({words})").format(words=refusal.words)
                raise Unreadable(words, http_status=reply.status) from refusal
            raise
        if found is None:
            raise Unreadable(tr("it holds neither a number nor a token"), http_status=reply.status)
        return found

    def token(self, token: str) -> str:
        """The service_request_id that a token stands for; empty while the back end has not numbered it yet."""
        found = rows(self._get(send.path("tokens", token)), *parse.REQUEST_WRAPPERS, "tokens")
        mine = [row for row in found if identifier(row.get("token")) in ("", token)]
        return next((parse.request_id(row) for row in mine if parse.request_id(row)), "")

    def request(self, service_request_id: str) -> ServiceRequest | None:
        """One service request; None where the back end says that it has none of that number."""
        try:
            document = self._get(send.path("requests", service_request_id))
        except NotFound:
            return None
        except Unreadable as error:
            if error.http_status == 404:
                return None
            raise
        found = parse.requests(document)
        return next((request for request in found if request.service_request_id == service_request_id), None)

    def requests_by_id(self, ids: Sequence[str]) -> tuple[ServiceRequest, ...]:
        """Those of `ids` that the back end answers with. Absence proves nothing."""
        wanted = list(dict.fromkeys(number for number in ids if number))
        found: dict[str, ServiceRequest] = {}
        for start in range(0, len(wanted), IDS_PER_CALL):
            part = wanted[start : start + IDS_PER_CALL]
            for request in self._list([("service_request_id", ",".join(part))])[0]:
                if request.service_request_id in part:
                    found[request.service_request_id] = request
        return tuple(found.values())

    def window(self, start: datetime, end: datetime, *, service_code: str = "", updated: bool = False) -> Listing:
        """Every service request made (updated: changed) from `start` to `end`, or the reason why not every one.

        Raises for a back end that is down; one that stumbles on a part of the window makes the listing incomplete.
        """
        able = self.endpoint.capabilities
        if updated and not able.updated_after:
            return Listing((), False, tr("this back end cannot tell what has changed since a date"), None)
        names = ("updated_after", "updated_before") if updated else ("start_date", "end_date")

        def fetch(since: datetime, until: datetime, page: int) -> Page:
            asked = [(name, value) for name, (_, value) in zip(names, send.span(since, until))]
            asked += [("service_code", service_code)]
            if page:
                asked += [("page", str(page)), ("page_size", str(able.page_size))]
            return Page(*self._list(asked))

        def instant_of(request: ServiceRequest) -> datetime | None:
            return request.updated_datetime if updated else request.requested_datetime

        return WindowReader(fetch, instant_of, able.row_cap or 1000, able.page_size).read(start, end)

    def updates(self, start: datetime, end: datetime) -> tuple[Update, ...]:
        """Updates made from `start` to `end` (servicerequestupdates); none where the back end has no such extension."""
        if not self.endpoint.capabilities.updates:
            return ()
        key = send.declared([("api_key", self.endpoint.api_key)])
        try:
            document = self._get("/servicerequestupdates", [*key, *send.span(start, end)])
        except NotFound:
            return ()
        found = parse.updates(document)
        return tuple(one for one in found if one.updated_datetime is None or start <= one.updated_datetime <= end)

    def post_update(self, update: NewUpdate) -> str:
        """Send an update; answers its id at the back end. One that the back end has already is a success."""
        if not self.endpoint.capabilities.updates:
            raise NotOffered(tr("This back end takes no updates."), tr("The change stays on your side."))
        try:
            reply = self._post("/servicerequestupdates", send.update_form(update, self.endpoint), update.update_id)
            document = document_of(reply)
        except Refused as refusal:
            if _KNOWN_ALREADY.search(refusal.words):
                return update.update_id
            raise
        found = rows(document, *parse.UPDATE_WRAPPERS)
        numbers = [identifier(row.get("update_id")) for row in found]
        if not found or (found[0] and not any(numbers)):
            raise Unreadable(tr("it holds no number of an update"), http_status=reply.status)
        return next((number for number in numbers if number), update.update_id)

    def _list(self, asked: Sequence[tuple[str, str]]) -> tuple[tuple[ServiceRequest, ...], datetime | None]:
        reply = self._fetch("/requests", asked)
        try:
            document = document_of(reply)
        except NotFound as nothing:
            if "urisdiction" in nothing.words:
                raise
            return (), http_date(reply.headers.get("Date", ""))  # some answer 404 for an empty list
        found = parse.requests(document)
        if not found and _foreign(document):
            raise Unreadable(tr("it is no list of service requests"), http_status=reply.status)
        return found, http_date(reply.headers.get("Date", ""))

    def _get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Any:
        return document_of(self._fetch(path, params))

    def _fetch(self, path: str, params: Sequence[tuple[str, str]]) -> HttpReply:
        asked = [*send.jurisdiction(self.endpoint), *send.declared(params)]
        accept = {"Accept": _MEDIA_TYPES[self._format]}
        return self._session.get(f"{self._base}{path}.{self._format}", asked, accept, cancel=self._cancel)

    def _post(
        self,
        path: str,
        form: Sequence[tuple[str, str]],
        idempotency_key: str,
        files: Sequence[tuple[str, tuple[str, bytes, str]]] = (),
    ) -> HttpReply:
        headers = {"Accept": _MEDIA_TYPES[self._format], "Idempotency-Key": idempotency_key}
        return self._session.post(f"{self._base}{path}.{self._format}", form, files, headers, cancel=self._cancel)


def _foreign(document: Any) -> bool:
    """Tell a document of something else from an empty list, or one whose rows are all still without a number."""
    found = rows(document, *parse.REQUEST_WRAPPERS)
    return bool(found) and not any(not row or parse.looks_like_request(row) for row in found)
