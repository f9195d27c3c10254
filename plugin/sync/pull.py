"""What others reported and did since the last time: fetched with overlap, stored together with the cursor."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from ..clock import parse_utc, utc_text
from ..i18n import tr
from ..incidents import inbox, outbox
from ..incidents.model import OpKind, OpState
from ..net import TransportError
from ..open311 import Open311Error, ServiceRequest
from .applying import Applier, Suspect
from .errors import ListIncomplete
from .reconcile import double_seen
from .run import Run

FIRST_SPAN = timedelta(days=90)  # what GeoReport lists without being asked
STEP = timedelta(days=30)
OVERLAP = timedelta(minutes=15)
ROWS_PER_WRITE = 500  # a person's save waits for one such write at most
ASKED_AGAIN = 2000
ASKED_AT_ONCE = 200


def pull(run: Run) -> None:
    """Fetch what is new. Raises what the client raises; what was stored before stays, and the cursor stands by it."""
    run.tell(0.65, tr("Fetching what is new"))
    since = _since(run)
    until = run.server_clock.now()
    for start, end in _steps(since, until):
        run.check()
        _window(run, start, end, last=end >= until)
        done = (end - since) / max(until - since, timedelta(seconds=1))
        run.tell(0.65 + 0.2 * done, tr("Fetching what is new"))
    if not run.able.updated_after:
        _ask_again(run)
    _updates(run, since, until)
    confirm_numbers(run)


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


def _window(run: Run, start: datetime, end: datetime, *, last: bool) -> None:
    """One step: listed, stored, and the cursor moved with its last rows.

    Where the back end does not tell its time, the last step looks ahead: our clock may be days behind.
    """
    ahead = _ahead(run) if last else timedelta()
    listing = run.client.window(start, end + ahead)
    run.server_clock.learn(listing.server_time)
    requests, complete, why = {one.service_request_id: one for one in listing.requests}, listing.complete, listing.why
    if run.able.updated_after:
        changed = run.client.window(start, end + ahead, updated=True)
        requests.update((one.service_request_id, one) for one in changed.requests)
        complete, why = complete and changed.complete, why or changed.why
    cursor = utc_text(end) if complete else ""
    store_requests(run, sorted(requests.values(), key=_age), cursor=cursor)
    if not complete:
        raise ListIncomplete(why)


def _ahead(run: Run) -> timedelta:
    return timedelta() if run.server_clock.known else run.server_clock.margin()


def _age(request: ServiceRequest) -> str:
    return utc_text(request.requested_datetime) if request.requested_datetime else ""


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
        found = run.client.requests_by_id(part)
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
    for at in range(0, len(waiting), ASKED_AT_ONCE):
        run.check()
        store_requests(run, run.client.requests_by_id(waiting[at : at + ASKED_AT_ONCE]))


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
