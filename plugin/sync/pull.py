"""What others reported and did since the last time: fetched with overlap, stored together with the cursor."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from ..clock import parse_utc, utc_text
from ..i18n import tr
from ..incidents import inbox, outbox
from ..incidents.model import OpKind, OpState
from ..net import TransportError
from ..open311 import Listing, Open311Error, ServiceRequest
from .applying import Applier, Suspect
from .errors import ListIncomplete
from .reconcile import double_seen
from .run import Run

FIRST_SPAN = timedelta(days=90)  # what GeoReport lists without being asked
STEP = timedelta(days=30)
OVERLAP = timedelta(minutes=15)
RECENT = timedelta(hours=4)  # back ends that label local time as UTC list rows up to two hours ahead
ROWS_PER_WRITE = 500  # a person's save waits for one such write at most
ASKED_AGAIN = 2000
ASKED_AT_ONCE = 200
IDS_PER_CALL = 50  # numbers in one address


class Pull:
    """One fetching. Raises what the client raises; what was stored before stays, and the cursor stands by it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._since = _since(run)
        self._from = self._since  # up to here everything is fetched
        self._gap = ""  # why a list was not whole; the cursor stays before the first gap

    def past(self) -> None:
        """Fetch what nobody adds to any more, so that lists hold still while one sends."""
        until = self._run.server_clock.now() - RECENT
        if self._run.server_clock.known and until > self._from:
            self._fetch(until, last=False)

    def rest(self) -> None:
        """Fetch the rest, up to now."""
        run = self._run
        run.tell(0.65, tr("Fetching what is new"))
        until = run.server_clock.now()
        self._fetch(until, last=True)
        if not run.able.updated_after:
            _ask_again(run)
        _updates(run, self._since, until)
        if self._gap:
            run.tally.worry(ListIncomplete(self._gap))

    def _fetch(self, until: datetime, *, last: bool) -> None:
        since = self._from
        for start, end in _steps(since, until):
            self._run.check()
            why = _window(self._run, start, end, last=last and end >= until, may_move=not self._gap)
            self._gap = self._gap or why
            self._from = end
            if last:
                done = (end - since) / max(until - since, timedelta(seconds=1))
                self._run.tell(0.65 + 0.2 * done, tr("Fetching what is new"))


def _since(run: Run) -> datetime:
    text = inbox.cursor(run.store, run.endpoint)
    if not text:
        return run.server_clock.now() - FIRST_SPAN
    return min(parse_utc(text), run.server_clock.now()) - max(OVERLAP, run.server_clock.margin())


def _steps(since: datetime, until: datetime) -> Iterable[tuple[datetime, datetime]]:
    """The time to fetch in steps, oldest first, so that what broke off goes on where it stopped."""
    start = since
    while until - start > STEP:
        yield start, start + STEP
        start += STEP
    yield start, until


def _window(run: Run, start: datetime, end: datetime, *, last: bool, may_move: bool) -> str:
    """One step: listed, stored, and the cursor moved with its last rows.

    Where the back end does not tell its time, the last step looks ahead: our clock may be days behind.
    """
    ahead = _ahead(run) if last else timedelta()
    with ThreadPoolExecutor(2, thread_name_prefix="rue311-window") as crew:
        changing = crew.submit(run.client.window, start, end + ahead, updated=True) if run.able.updated_after else None
        listing = run.client.window(start, end + ahead)
        changed = changing.result() if changing else Listing((), True, "", None)
    run.server_clock.learn(listing.server_time)
    requests: dict[str, ServiceRequest] = {}
    for one in sorted((*listing.requests, *changed.requests), key=_last_change):
        requests[one.service_request_id] = one
    complete, why = listing.complete and changed.complete, listing.why or changed.why
    cursor = utc_text(end) if complete and may_move else ""
    store_requests(run, sorted(requests.values(), key=_age), cursor=cursor)
    return "" if complete else why


def _ahead(run: Run) -> timedelta:
    return timedelta() if run.server_clock.known else run.server_clock.margin()


def _age(request: ServiceRequest) -> str:
    return utc_text(request.requested_datetime) if request.requested_datetime else ""


def _last_change(request: ServiceRequest) -> str:
    return utc_text(request.updated_datetime) if request.updated_datetime else ""


def store_requests(run: Run, requests: Sequence[ServiceRequest], *, cursor: str = "") -> None:
    """Store listed requests in writes of some hundred rows; the cursor moves in the last of them."""
    suspects: list[Suspect] = []
    pages = [requests[at : at + ROWS_PER_WRITE] for at in range(0, len(requests), ROWS_PER_WRITE)] or [()]
    for number, page in enumerate(pages):
        run.check()
        with run.store.writing() as journal:
            applier = Applier(journal, run.endpoint, run.tally, updates_offered=run.able.updates)
            for request in page:
                applier.request(request)
            if cursor and number == len(pages) - 1 and not (suspects or applier.suspects):
                inbox.move_cursor(journal, run.endpoint, cursor)
        suspects += applier.suspects
    for suspect in suspects:
        _examine(run, suspect)
    if cursor and suspects:
        with run.store.writing() as journal:
            inbox.move_cursor(journal, run.endpoint, cursor)


def _examine(run: Run, suspect: Suspect) -> None:
    """Two numbers with one reference: the back end renumbered, or has our report twice."""
    known = run.client.request(suspect.known_id)
    with run.store.writing() as journal:
        applier = Applier(journal, run.endpoint, run.tally, updates_offered=run.able.updates)
        if known is None:
            applier.link(suspect.ref, suspect.request, renumbered=True)
            return
        applier.insert_double(suspect)
        op = inbox.report_op(journal.tx, suspect.ref)
        if op is not None:
            double_seen(applier, op["op_id"], [suspect.known_id, suspect.request.service_request_id])


def _ask_again(run: Run) -> None:
    """Plain GeoReport does not list changes of old requests: the known open ones are asked for by number."""
    ids = inbox.known_open(run.store, run.endpoint, ASKED_AGAIN)
    for at in range(0, len(ids), ASKED_AT_ONCE):
        run.check()
        part = ids[at : at + ASKED_AT_ONCE]
        found = [request for answer in _by_numbers(run, part) for request in answer]
        store_requests(run, found)
        with run.store.writing() as journal:
            inbox.touch(journal, run.endpoint, part)
        for number in sorted(set(part) - {request.service_request_id for request in found}):
            _ask_one(run, number)


def _ask_one(run: Run, number: str) -> None:
    """A number left out of a list is not gone; one that is not found under its own address is marked, never deleted."""
    run.check()
    request = run.client.request(number)
    if request is not None:
        store_requests(run, [request])
        return
    with run.store.writing() as journal:
        row = inbox.by_number(journal.tx, run.endpoint, number)
        if row is not None:
            inbox.mark_missing(journal, row["ref"])
            run.tally.touch(row["ref"])


def _updates(run: Run, since: datetime, until: datetime) -> None:
    """The updates of the same time, as a set: what is known is not added again."""
    if not run.able.updates:
        return
    run.tell(0.88, tr("Fetching updates"))
    for start, end in _steps(since, until):
        run.check()
        told = run.client.updates(start, end + max(_ahead(run), timedelta(seconds=2)))
        with run.store.writing() as journal:
            Applier(journal, run.endpoint, run.tally, updates_offered=True).updates(told)


def confirm_numbers(run: Run) -> None:
    """Look once for what was numbered and not yet seen: reports by their numbers."""
    waiting = [
        job.service_request_id
        for job in outbox.jobs(run.store, run.endpoint, [OpState.ACKNOWLEDGED])
        if job.kind is OpKind.REPORT and job.service_request_id
    ]
    for found in _by_numbers(run, waiting):
        run.check()
        store_requests(run, found)


def _by_numbers(run: Run, numbers: Sequence[str]) -> Iterator[Sequence[ServiceRequest]]:
    """What the back end answers for these numbers, some questions at once."""
    parts = [numbers[at : at + IDS_PER_CALL] for at in range(0, len(numbers), IDS_PER_CALL)]
    if not parts:
        return
    with ThreadPoolExecutor(min(len(parts), run.able.connections), thread_name_prefix="rue311-confirm") as crew:
        yield from crew.map(run.client.requests_by_id, parts)


def confirm_updates(run: Run) -> None:
    """Look once for the changes and notes that were acknowledged and not yet seen."""
    waiting = [
        job
        for job in outbox.jobs(run.store, run.endpoint, [OpState.ACKNOWLEDGED])
        if job.kind in {OpKind.PATCH, OpKind.NOTE}
    ]
    if not waiting or not run.able.updates:
        return
    start = min(job.created for job in waiting) + run.server_clock.skew - run.server_clock.margin()
    start = max(start, run.server_clock.now() - FIRST_SPAN)
    try:
        told = run.client.updates(start, run.server_clock.now() + run.server_clock.margin())
    except (TransportError, Open311Error) as error:
        run.tally.worry(error)
        return
    with run.store.writing() as journal:
        Applier(journal, run.endpoint, run.tally, updates_offered=True).updates(told)
