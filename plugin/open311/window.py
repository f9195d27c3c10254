"""Listing the service requests of a stretch of time so that one knows whether the list is complete.

A GeoReport answer holds at most 90 days or 1,000 rows, whichever is less, and says nothing about what it left out.
So a stretch whose answer is full is cut in two until no answer is full. A stretch that makes the server stumble is
cut too, until the bad spot is small enough to be left out and named.
"""
from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Callable

from ..clock import utc_text
from ..errors import Rue311Error
from ..i18n import tr
from ..net import AnswerTooLarge
from .errors import ServerFailed, Unreadable
from .model import Listing, ServiceRequest

SPAN_MAX = timedelta(days=89)  # some servers count 90 days from midnight to midnight
SPAN_MIN = timedelta(seconds=2)
SKIPPED_MAX = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SLOP = timedelta(days=1)  # local time that is labelled UTC
CALLS_MAX = 400
FAILURES_MAX = 8
SMALL_PAGE = 10  # no server is known to make its pages smaller than this without being asked
# an answer of exactly this many rows may be full though the standard allows more
ROUND = {10, 20, 25, 30, 40, 50, 100, 150, 200, 250, 300, 400, 500}

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Page:
    """One answer: its rows, and the server's clock if it told."""

    requests: tuple[ServiceRequest, ...]
    server_time: datetime | None


Fetch = Callable[[datetime, datetime, int], Page]  # page number, 0: without paging


class _End(Enum):
    """How reading pages ended: at an empty or small one, at one that was seen before, or for too many calls."""

    REACHED = 1
    REPEATED = 2
    BROKEN_OFF = 3


@dataclass
class WindowReader:
    """Reads one window. fetch: asks the back end. instant_of: the instant that the window filters on."""

    fetch: Fetch
    instant_of: Callable[[ServiceRequest], datetime | None]
    row_cap: int = 1000
    page_size: int = 0
    _found: dict[str, ServiceRequest] = field(default_factory=dict)
    _reasons: list[str] = field(default_factory=list)
    _server_time: datetime | None = None
    _calls: int = 0
    _failures: int = 0

    def read(self, start: datetime, end: datetime) -> Listing:
        """Raises what `fetch` raises, but for a stumble that can be cut out."""
        pending = deque(_spans(start, end))
        while pending:
            if self._calls >= CALLS_MAX:
                self._miss(tr("there is too much for one listing"))
                break
            span = pending.popleft()
            pending.extend(self._one(span))  # breadth first: one bad spot never makes a long row of failures
        return Listing(tuple(self._found.values()), not self._reasons, "; ".join(self._reasons), self._server_time)

    def _one(self, span: Span) -> list[Span]:
        """Read one span; answer the halves that must be read instead."""
        try:
            rows, full, certain = self._rows(span)
        except (ServerFailed, Unreadable, AnswerTooLarge) as trouble:
            if _everywhere(trouble):
                raise
            return self._stumbled(span, trouble)
        self._failures = 0
        self._found.update((row.service_request_id, row) for row in rows)
        if not full:
            return []
        if self._dates_ignored(rows, span):
            self._miss(tr("the back end does not filter by date"))
            return []
        if _length(span) > SPAN_MIN:
            return _halves(span)
        if certain:
            self._miss(tr("too many service requests at {time}").format(time=utc_text(span[0])))
        return []

    def _stumbled(self, span: Span, trouble: Rue311Error) -> list[Span]:
        """Cut the span, or leave it out where it is small; raise where the back end is down as a whole."""
        self._failures += 1
        small = _length(span) <= SKIPPED_MAX
        if self._failures >= FAILURES_MAX or (small and self._calls == 1):
            raise trouble
        if not small:
            return _halves(span)
        start, end = utc_text(span[0]), utc_text(span[1])
        self._miss(tr("the back end fails between {start} and {end}").format(start=start, end=end))
        return []

    def _rows(self, span: Span) -> tuple[list[ServiceRequest], bool, bool]:
        """(rows, whether more may be missing, whether that is certain rather than a guess from a round number)."""
        if self.page_size:
            return self._pages(span)
        rows = self._ask(span, 0)
        certain = len(rows) >= self.row_cap
        return rows, certain or len(rows) in ROUND, certain

    def _pages(self, span: Span) -> tuple[list[ServiceRequest], bool, bool]:
        """Read pages until one brings nothing new; where there are several, twice.

        A request that appears or vanishes meanwhile moves others from one page to the next, past our eyes.
        """
        rows, pages, end = self._pass(span)
        if end is _End.BROKEN_OFF:
            return rows, True, True
        if pages == 1:
            certain = end is _End.REPEATED and len(rows) >= min(self.row_cap, self.page_size)
            guess = end is _End.REPEATED and len(rows) in ROUND  # the server ignores paging
            return rows, certain or guess or len(rows) == self.row_cap, certain
        again, _pages, end = self._pass(span)
        moved = end is _End.BROKEN_OFF or _ids(again) != _ids(rows)
        return rows + again, moved or len(rows) == self.row_cap, moved

    def _pass(self, span: Span) -> tuple[list[ServiceRequest], int, _End]:
        """(rows, how many pages had new ones, how it ended)."""
        rows: list[ServiceRequest] = []
        seen: set[str] = set()
        number = 0
        while self._calls < CALLS_MAX:
            page = self._ask(span, number + 1)
            new = [row for row in page if row.service_request_id not in seen]
            if not new or (number == 0 and len(page) < min(self.page_size, SMALL_PAGE)):
                return rows + new, max(1, number), _End.REPEATED if page and not new else _End.REACHED
            rows += new
            seen.update(_ids(new))
            number += 1
        return rows, number, _End.BROKEN_OFF

    def _ask(self, span: Span, page: int) -> list[ServiceRequest]:
        self._calls += 1
        answer = self.fetch(span[0], span[1] + SECOND, page)  # `end_date` excludes itself on some servers
        if self._server_time is None:
            self._server_time = answer.server_time
        return list(answer.requests)

    def _dates_ignored(self, rows: list[ServiceRequest], span: Span) -> bool:
        instants = [instant for instant in map(self.instant_of, rows) if instant is not None]
        return any(not span[0] - SLOP <= instant <= span[1] + SLOP for instant in instants)

    def _miss(self, reason: str) -> None:
        if reason not in self._reasons and len(self._reasons) < 5:
            self._reasons.append(reason)


def _everywhere(trouble: Rue311Error) -> bool:
    """Tell a back end that is down or elsewhere from one that stumbles on some rows."""
    if isinstance(trouble, ServerFailed):
        return trouble.http_status in (502, 503, 504)
    return isinstance(trouble, Unreadable) and not trouble.damaged


def _spans(start: datetime, end: datetime) -> list[Span]:
    """Cut into spans of at most SPAN_MAX, newest first."""
    spans = []
    while end - start > SPAN_MAX:
        spans.append((end - SPAN_MAX, end))
        end -= SPAN_MAX
    return [*spans, (start, end)]


def _halves(span: Span) -> list[Span]:
    seconds = int(_length(span).total_seconds() // 2)
    middle = span[0] + timedelta(seconds=max(1, seconds))
    return [(span[0], middle), (middle, span[1])]


def _length(span: Span) -> timedelta:
    return span[1] - span[0]


def _ids(rows: list[ServiceRequest]) -> list[str]:
    return [row.service_request_id for row in rows]
