"""Lists of service requests: one answer read for what it proves, and whole windows built from many answers.

Two answers look like an empty list and are none: the 404 of a router that knows no such path, and the list of a
server that has start_date and end_date in its query the wrong way round. Each is told apart here, because "it is not
there" is the proof on which a report is sent again.
"""
from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Callable

from ..i18n import tr
from ..net import HttpReply
from . import local_time, parse, send
from .endpoint import Endpoint
from .errors import NotFound, Open311Error, Unreadable
from .loose import rows
from .model import Listing, ServiceRequest
from .query import extensions, paging
from .reply import document_of, http_date, states_errors
from .window import Page, WindowReader

PROVING = timedelta(minutes=10)  # shorter windows are asked for other reasons than to prove that they are empty
FRESH = timedelta(minutes=2)  # younger rows may have come between two questions
_SHAPE = frozenset({"service_request_id", "servicerequest_id"})

Ask = Callable[[Sequence[tuple[str, str]]], HttpReply]


class Lister:
    """Asks one endpoint for lists; `fetch` does one GET of requests with the parameters given."""

    def __init__(self, endpoint: Endpoint, fetch: Ask) -> None:
        self._endpoint = endpoint
        self._able = endpoint.capabilities
        self._fetch = fetch
        self._undated: Page | None = None

    def ask(self, asked: Sequence[tuple[str, str]], known: dict[bytes, Page] | None = None) -> Page:
        """One answer. known: answers read before, by their bytes; the same bytes are not read twice."""
        reply = self._fetch(asked)
        if known is None:
            return self._page(reply)
        mark = hashlib.sha256(b"%d %b" % (reply.status, reply.body)).digest()
        if mark not in known:
            known[mark] = self._page(reply)
        return known[mark]

    def read(self, document: Any) -> tuple[ServiceRequest, ...]:
        """The service requests of a document, with the oddities of this back end mended."""
        found = parse.requests(document, self._endpoint.extent)
        return tuple(map(_in_utc, found)) if self._able.local_time else found

    def window(self, start: datetime, end: datetime, *, service_code: str, updated: bool) -> Listing:
        """See `Open311Client.window`."""
        known: dict[bytes, Page] = {}
        able = self._able
        listing = self._window(start, end, service_code, updated, known)
        if listing.requests or not listing.complete or updated or end - start < PROVING:
            return listing
        hidden = self._hidden(listing, start, end, service_code)
        if not hidden or able.swapped_dates:
            return listing if not hidden else _unproven(listing)
        self._able = replace(able, swapped_dates=True)
        again = self._window(start, end, service_code, updated, known)
        if {row.service_request_id for row in again.requests}.issuperset(hidden):
            return again  # and from now on all windows are asked so
        self._able = able
        return _unproven(listing)

    def _window(
        self, start: datetime, end: datetime, service_code: str, updated: bool, known: dict[bytes, Page]
    ) -> Listing:
        able = self._able
        fixed = [("service_code", service_code), *extensions(able)]

        def fetch(since: datetime, until: datetime, page: int) -> Page:
            dates = send.span(since, until, able, updated=updated)
            return self.ask([*dates, *fixed, *paging(page, able)], known)

        def instant_of(request: ServiceRequest) -> datetime | None:
            return request.updated_datetime if updated else request.requested_datetime

        reader = WindowReader(
            fetch, instant_of, able.row_cap or 1000, able.page_size, able.connections,
            divisible=able.updated_before or not updated,
        )  # fmt: skip
        # local time labelled UTC makes the newest rows lie in the future
        return reader.read(start, end + local_time.AHEAD_MAX)

    def _hidden(self, listing: Listing, start: datetime, end: datetime, service_code: str) -> frozenset[str]:
        """Numbers that a list without dates has in the window; none where one may not ask so."""
        if self._undated is None:
            try:
                self._undated = self.ask(extensions(self._able))
            except Open311Error:
                self._undated = Page((), None)
        until = min(end, listing.server_time or end) - FRESH
        return frozenset(
            row.service_request_id
            for row in self._undated.requests
            if row.requested_datetime
            and start < row.requested_datetime < until
            and service_code in ("", row.service_code)
        )

    def _page(self, reply: HttpReply) -> Page:
        server_time = http_date(reply.headers.get("Date", ""))
        try:
            document = document_of(reply)
        except (NotFound, Unreadable) as nothing:
            if reply.status != 404:
                raise
            return Page((), server_time, self._doubt(reply, nothing))
        found = self.read(document)
        if not found and foreign(document, parse.REQUEST_WRAPPERS, _SHAPE):
            raise Unreadable(tr("it is no list of service requests"), http_status=reply.status)
        left_out = parse.unnumbered(document)
        doubt = tr("a service request in the list has no number, or none that can be read") if left_out else ""
        return Page(found, server_time, doubt, left_out)

    def _doubt(self, reply: HttpReply, nothing: Open311Error) -> str:
        """Some answer 404 for an empty list: empty, where the standard's own format says so; else a doubt.

        Raises `nothing` where it is surely no empty list.
        """
        if "urisdiction" in nothing.words:
            raise nothing
        if self._able.empty_404 or states_errors(reply):
            return ""
        if isinstance(nothing, Unreadable):
            raise nothing
        return tr("the back end says that there is no such page, which may mean an empty list or another address")


def foreign(document: Any, wrappers: Collection[str], telling: Collection[str]) -> bool:
    """Tell a document of something else from an empty list, or one whose rows are all still without a number."""
    found = rows(document, *wrappers)
    return bool(found) and not any(
        not row or parse.looks_like_request(row) or not set(telling).isdisjoint(row) for row in found
    )


def _in_utc(request: ServiceRequest) -> ServiceRequest:
    return replace(
        request,
        requested_datetime=local_time.mended(request.requested_datetime),
        updated_datetime=local_time.mended(request.updated_datetime),
        expected_datetime=local_time.mended(request.expected_datetime),
    )


def _unproven(listing: Listing) -> Listing:
    why = tr("the back end lists service requests without dates that it does not find by date")
    return replace(listing, complete=False, why=why)
