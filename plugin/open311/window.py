"""Listing the service requests of a stretch of time so that one knows whether the list is complete.

A GeoReport answer holds at most 90 days or 1,000 rows, whichever is less, and says nothing about what it left out.
So a stretch whose answer is full is cut in two until no answer is full. A stretch that makes the server stumble is
cut too, until the bad spot is small enough to be left out and named. Pages and stretches are asked for several at a
time, once a first answer has come.
"""
from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Callable

from ..clock import utc_text
from ..errors import Rue311Error
from ..i18n import tr
from ..net import AnswerTooLarge
from .errors import KeyRefused, NotFound, Refused, ServerFailed, Unreadable
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
    """One answer: its rows, the server's clock if it told, and why it may not be the whole truth.

    left_out: rows that came without a number, and are not among `requests`.
    """

    requests: tuple[ServiceRequest, ...]
    server_time: datetime | None
    doubt: str = ""
    left_out: int = 0

    @property
    def size(self) -> int:
        return len(self.requests) + self.left_out


Fetch = Callable[[datetime, datetime, int], Page]  # page number, 0: without paging
Asked = Future[Page]


class _End(Enum):
    """How reading pages ended: at an empty or small one, at one that was seen before, or for too many calls."""

    REACHED = 1
    REPEATED = 2
    BROKEN_OFF = 3


@dataclass
class WindowReader:
    """Reads one window. fetch: asks the back end, from several threads. instant_of: what the window filters on.

    connections: most questions at once. divisible: the window has an end, so that a part can be asked for.
    """

    fetch: Fetch
    instant_of: Callable[[ServiceRequest], datetime | None]
    row_cap: int = 1000
    page_size: int = 0
    connections: int = 4
    divisible: bool = True
    _found: dict[str, ServiceRequest] = field(default_factory=dict)
    _reasons: list[str] = field(default_factory=list)
    _server_time: datetime | None = None
    _calls: int = 0
    _failures: int = 0
    _crew: ThreadPoolExecutor = field(init=False, repr=False)

    def read(self, start: datetime, end: datetime) -> Listing:
        """Raises what `fetch` raises, but for a stumble that can be cut out."""
        self._crew = ThreadPoolExecutor(max(1, self.connections), thread_name_prefix="rue311-listing")
        try:
            self._read(deque(_spans(start, end)))
        finally:
            self._crew.shutdown(wait=True, cancel_futures=True)
        return Listing(tuple(self._found.values()), not self._reasons, "; ".join(self._reasons), self._server_time)

    def _read(self, pending: deque[Span]) -> None:
        while pending:
            if self._calls >= CALLS_MAX:
                self._miss(tr("there is too much for one listing"))
                return
            # one at a time at first, after a failure, and where each span brings pages of its own
            alone = not self._calls or self._failures or self.page_size
            spans = [pending.popleft() for _ in range(1 if alone else min(max(1, self.connections), len(pending)))]
            asked = [self._ask(span, 1 if self.page_size else 0) for span in spans]
            for span, first in zip(spans, asked):
                pending.extend(self._one(span, first))  # breadth first: one bad spot never makes a row of failures

    def _one(self, span: Span, first: Asked) -> list[Span]:
        """Read one span; answer the spans that must be read instead."""
        try:
            rows, full, certain = self._rows(span, first)
        except (KeyRefused, NotFound):
            raise
        except Refused:
            if not self.page_size or self._calls > 1:
                raise
            self.page_size = 0  # the word `page` is unknown there, or breaks its query
            return [span]
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
        if self.divisible and _length(span) > SPAN_MIN:
            return _halves(span)
        if certain or not self.divisible:
            self._miss(tr("too many service requests at {time}").format(time=utc_text(span[0])))
        return []

    def _stumbled(self, span: Span, trouble: Rue311Error) -> list[Span]:
        """Cut the span, or leave it out where it is small; raise where the back end is down as a whole."""
        self._failures += 1
        small = _length(span) <= SKIPPED_MAX or not self.divisible
        if self._failures >= FAILURES_MAX or (small and self._calls == 1):
            raise trouble
        if not small:
            return _halves(span)
        start, end = utc_text(span[0]), utc_text(span[1])
        self._miss(tr("the back end fails between {start} and {end}").format(start=start, end=end))
        return []

    def _rows(self, span: Span, first: Asked) -> tuple[list[ServiceRequest], bool, bool]:
        """(rows, whether more may be missing, whether that is certain rather than a guess from a round number)."""
        if self.page_size:
            return self._pages(span, first)
        page = self._told(first)
        certain = page.size >= self.row_cap
        return list(page.requests), certain or page.size in ROUND, certain

    def _pages(self, span: Span, first: Asked) -> tuple[list[ServiceRequest], bool, bool]:
        """Read pages until one brings nothing new; where there are several, twice.

        A request that appears or vanishes meanwhile moves others from one page to the next, past our eyes. The second
        reading begins when the first has ended, so that what the first one missed is there to be seen.
        """
        rows, pages, end = self._pass(span, first, 0)
        if end is _End.BROKEN_OFF:
            return rows, True, True
        if pages == 1:
            certain = end is _End.REPEATED and len(rows) >= min(self.row_cap, self.page_size)
            guess = end is _End.REPEATED and len(rows) in ROUND  # the server ignores paging
            return rows, certain or guess or len(rows) == self.row_cap, certain
        again, _pages, end = self._pass(span, self._ask(span, 1), pages + 1)
        moved = end is _End.BROKEN_OFF or _ids(again) != _ids(rows)
        return rows + again, moved or len(rows) == self.row_cap, moved

    def _pass(self, span: Span, first: Asked, expected: int) -> tuple[list[ServiceRequest], int, _End]:
        """(rows, how many pages had new ones, how it ended)."""
        rows: list[ServiceRequest] = []
        seen: set[str] = set()
        for number, page in enumerate(self._stream(span, first, expected)):
            new = [row for row in page.requests if row.service_request_id not in seen]
            if not new or (number == 0 and page.size < min(self.page_size, SMALL_PAGE)):
                return rows + new, max(1, number), _End.REPEATED if page.requests and not new else _End.REACHED
            rows += new
            seen.update(_ids(new))
        return rows, 0, _End.BROKEN_OFF

    def _stream(self, span: Span, first: Asked, expected: int) -> Iterator[Page]:
        """The pages in order, some asked for ahead. expected: how many there are, as far as is known; 0: unknown.

        What goes wrong on a page is raised at its turn: one beyond the end is nobody's concern.
        """
        ahead = deque(self._ask(span, number) for number in range(2, 1 + min(expected, self.connections)))
        asked = 1 + len(ahead)
        page = self._told(first)
        size = page.size
        while True:
            yield page
            if expected:
                width = self.connections
                limit = max(expected, asked + (not ahead))
            else:  # after a page that is not full there is mostly none; a short list has few pages asked for in vain
                width = self.connections if page.size >= (size if asked > 1 else self.page_size) else 1
                limit = asked + min(width, asked)
            while len(ahead) < max(1, width) and asked < limit and self._calls < CALLS_MAX:
                asked += 1
                ahead.append(self._ask(span, asked))
            if not ahead:
                return
            page = self._told(ahead.popleft())

    def _ask(self, span: Span, page: int) -> Asked:
        self._calls += 1
        # `end_date` excludes itself on some servers
        return self._crew.submit(self.fetch, span[0], span[1] + SECOND, page)

    def _told(self, asked: Asked) -> Page:
        answer = asked.result()
        if self._server_time is None:
            self._server_time = answer.server_time
        if answer.doubt:
            self._miss(answer.doubt)
        return answer

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
