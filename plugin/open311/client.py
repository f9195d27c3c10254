"""A GeoReport v2 back end, as methods. Each one is one question; what may be asked twice is known to `HttpSession`."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..geometry import distance_m
from ..i18n import tr
from ..net import CancelToken, HttpReply, HttpSession
from . import local_time, parse, send
from .discovery import discover
from .endpoint import Endpoint
from .errors import NotFound, NotHere, NotOffered, Open311Error, Refused, ServerFailed, Unreadable
from .listing import Lister, foreign
from .loose import identifier, one_identifier, rows
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
from .query import Near, Query, extensions
from .reply import document_of, states_errors

IDS_PER_CALL = 50
_KNOWN_ALREADY = re.compile(r"already\s+(exists?|registered|received|processed)|existe\s+d[ée]j[àa]", re.IGNORECASE)


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
        self._lister = Lister(endpoint, lambda asked: self._fetch("/requests", asked))

    def services(self) -> tuple[Service, ...]:
        """The categories that one can report, in the back end's order.

        Raises Unreadable for another document, ShutDown for a list that only says that the back end has closed.
        """
        document = self._get("/services")
        found = parse.services(document)
        if not found and rows(document, "services", "service"):
            raise Unreadable(tr("it is no list of services"), http_status=200)
        return found

    def changeset(self) -> str:
        """What the discovery document beside the endpoint gives as its changeset; another one means other services."""
        found = discover(self._session, self._base)
        own = next((one for one in found.endpoints if one.url.rstrip("/") == self._base), None)
        return (own.changeset if own else "") or found.changeset

    def definition(self, service_code: str) -> ServiceDefinition:
        """The questions of one service. Raises NotFound where the back end has none."""
        return parse.definition(self._get(send.path("services", service_code)), service_code)

    def create(self, new: NewRequest, *, idempotency_key: str) -> Receipt:
        """Create a service request, with exactly one POST.

        idempotency_key: ours, the same for every attempt; back ends that know the header do not create twice.
        Raises NotSendable or NotOffered, before anything leaves, for what the standard or the back end excludes.
        """
        able = self.endpoint.capabilities
        if new.media and able.media != "multipart":
            raise NotOffered(tr("This back end takes no photos."), tr("Send the report without them."))
        if new.media and (new.media_url or new.media_urls):
            raise NotOffered(tr("A report takes photos or their addresses, not both."), tr("Leave one of them out."))
        form = send.request_form(new, self.endpoint)
        reply = self._post("/requests", form, idempotency_key, send.parts(new.media, able))
        try:
            document = document_of(reply)
        except Refused as refusal:
            if reply.status == 409 or _KNOWN_ALREADY.search(refusal.words):
                # no refusal: an earlier attempt arrived, and its number is to be found by looking for it
                words = tr("it says that this report exists already ({words})").format(words=refusal.words)
                raise Unreadable(words, http_status=reply.status) from refusal
            raise
        if parse.ambiguous(document):
            raise Unreadable(tr("it gives several numbers for one report"), http_status=reply.status)
        found = parse.receipt(document)
        if found is None:
            raise Unreadable(tr("it holds neither a number nor a token"), http_status=reply.status)
        return found

    def token(self, token: str) -> str:
        """The service_request_id that a token stands for; empty while the back end has not numbered it yet."""
        found = rows(self._get(send.path("tokens", token)), *parse.REQUEST_WRAPPERS, "tokens")
        mine = [row for row in found if identifier(row.get("token")) in ("", token)]
        return next((parse.request_id(row) for row in mine if parse.request_id(row)), "")

    def request(self, service_request_id: str) -> ServiceRequest | None:
        """One service request; None where the back end says that it has none of that number.

        An answer that may mean something else (a 500, a web page, another number) is held against the list.
        """
        asked = send.path("requests", service_request_id)
        reply = self._fetch(asked, extensions(self.endpoint.capabilities))
        try:
            document = document_of(reply)
        except NotFound as unknown:
            if "urisdiction" in unknown.words:
                raise
            return None if states_errors(reply) else self._listed(service_request_id, unknown)
        except (NotHere, ServerFailed) as trouble:
            if trouble.http_status not in (404, 500):
                raise
            return self._listed(service_request_id, trouble)
        found = [one for one in self._lister.read(document) if one.service_request_id == service_request_id]
        if found or not rows(document, *parse.REQUEST_WRAPPERS, strays=True):
            return found[0] if found else None
        another = Unreadable(tr("it is not the service request that was asked for"), http_status=reply.status)
        return self._listed(service_request_id, another)

    def _listed(self, number: str, trouble: Open311Error) -> ServiceRequest | None:
        """The service request from the list of that number alone; raises `trouble` where that proves nothing.

        After a 500 only an empty list proves that there is none: one of others comes from a server that ignores the
        number. Where the address itself said so, a sound list without it is enough.
        """
        try:
            page = self._lister.ask(Query(ids=[number]).pairs(self.endpoint.capabilities))
        except Open311Error as unlisted:
            raise trouble from unlisted
        for one in page.requests:
            if one.service_request_id == number:
                return one
        if page.doubt or (page.requests and isinstance(trouble, ServerFailed)):
            raise trouble
        return None

    def requests_by_id(self, ids: Sequence[str]) -> tuple[ServiceRequest, ...]:
        """Those of `ids` that the back end answers with. Absence proves nothing."""
        wanted = list(dict.fromkeys(number for number in ids if number))
        found: dict[str, ServiceRequest] = {}
        for start in range(0, len(wanted), IDS_PER_CALL):
            part = wanted[start : start + IDS_PER_CALL]
            for request in self.requests(Query(ids=part)):
                if request.service_request_id in part:
                    found[request.service_request_id] = request
        return tuple(found.values())

    def requests(self, query: Query) -> tuple[ServiceRequest, ...]:
        """One answer to `query`, as the back end gives it: it may be cut at its cap. `window` is for whole lists.

        Raises NotOffered for a filter that this back end does not know.
        """
        return self._lister.ask(query.pairs(self.endpoint.capabilities)).requests

    def near(
        self, lat: float, lon: float, radius_m: float, *, service_code: str = "", status: str = "open"
    ) -> tuple[ServiceRequest, ...]:
        """Service requests within `radius_m` metres, nearest first. Raises NotOffered without a filter for it.

        Absence proves nothing: it is one answer, and some back ends look no further than they like.
        """
        codes, statuses = [code for code in [service_code] if code], [word for word in [status] if word]
        query = Query(service_codes=codes, statuses=statuses, near=Near(lat, lon, radius_m))
        placed = [
            (distance_m(lon, lat, one.lon, one.lat), one)
            for one in self.requests(query)
            if one.lon is not None and one.lat is not None
        ]
        return tuple(one for metres, one in sorted(placed, key=lambda pair: pair[0]) if metres <= radius_m)

    def window(self, start: datetime, end: datetime, *, service_code: str = "", updated: bool = False) -> Listing:
        """Every service request made (updated: changed) from `start` to `end`, or the reason why not every one.

        Raises for a back end that is down; one that stumbles on a part of the window makes the listing incomplete.
        """
        if updated and not self.endpoint.capabilities.updated_after:
            return Listing((), False, tr("this back end cannot tell what has changed since a date"), None)
        return self._lister.window(start, end, service_code=service_code, updated=updated)

    def updates(self, start: datetime, end: datetime) -> tuple[Update, ...]:
        """Updates made from `start` to `end` (servicerequestupdates); none where the back end has no such extension."""
        able = self.endpoint.capabilities
        if not able.updates:
            return ()
        key = send.declared([("api_key", self.endpoint.api_key)])
        try:
            until = end + local_time.AHEAD_MAX if able.local_time else end
            document = self._get("/servicerequestupdates", [*key, *send.span(start, until, able)])
        except NotFound as nothing:
            if "urisdiction" in nothing.words:
                raise
            return ()
        if parse.contradictory(rows(document, *parse.UPDATE_WRAPPERS)):
            raise Unreadable(tr("an update in it has several numbers"), http_status=200, damaged=True)
        found = parse.updates(document)
        if not found and foreign(document, parse.UPDATE_WRAPPERS, {"update_id", "service_request_id"}):
            raise Unreadable(tr("it is no list of updates"), http_status=200)
        if able.local_time:
            found = tuple(replace(one, updated_datetime=local_time.mended(one.updated_datetime)) for one in found)
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
        numbers = [one_identifier(row.get("update_id")) for row in found]
        if not found or (found[0] and not any(numbers)):
            raise Unreadable(tr("it holds no number of an update"), http_status=reply.status)
        return next((number for number in numbers if number), update.update_id)

    def _get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Any:
        return document_of(self._fetch(path, params))

    def _fetch(self, path: str, params: Sequence[tuple[str, str]]) -> HttpReply:
        asked = [*send.jurisdiction(self.endpoint), *send.declared(params)]
        return self._session.get(self._address(path), asked, self._accepted(), cancel=self._cancel)

    def _post(
        self,
        path: str,
        form: Sequence[tuple[str, str]],
        idempotency_key: str,
        files: Sequence[send.Part] = (),
    ) -> HttpReply:
        headers = {**self._accepted(), "Idempotency-Key": idempotency_key}
        return self._session.post(self._address(path), form, files, headers, cancel=self._cancel)

    def _address(self, path: str) -> str:
        return self._base + send.place(path, self.endpoint.capabilities)

    def _accepted(self) -> dict[str, str]:
        able = self.endpoint.capabilities
        return {"Accept": send.accepted(able.format, able.paths)}
