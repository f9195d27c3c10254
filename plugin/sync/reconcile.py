"""Where nobody knows whether an operation arrived: look for it, and conclude only what is proven."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..i18n import tr
from ..incidents import inbox, outbox, workflow
from ..incidents.model import OpKind, OpState, State
from ..incidents.outbox import Job, Sending
from ..open311 import Open311Error, Refused, ServiceRequest, Update
from .applying import Applier, refs_of, sent_patch
from .run import Run
from .sending import NOTE_WORD
from .timing import instant_of

MAX_TRIES = 8  # an operation that never arrives is looked at by a person


@dataclass(frozen=True)
class _Doubt:
    job: Job
    sending: Sending


def poll_tokens(run: Run) -> None:
    """Ask for the numbers of the requests that only got a token. A token is polled and never sent again."""
    for job in outbox.jobs(run.store, run.endpoint, [OpState.ACKNOWLEDGED]):
        if job.kind is not OpKind.REPORT or not job.token or job.service_request_id:
            continue
        run.check()
        try:
            number = run.client.token(job.token)
        except Refused:
            continue  # not known there yet, or no longer: what was acknowledged stays acknowledged
        if number:
            with run.store.writing() as journal:
                outbox.number(journal, job.ref, run.endpoint, number, job.token)
                journal.add_event(job.op_id, OpState.ACKNOWLEDGED, evidence={"service_request_id": number})
            run.tally.touch(job.ref)


def reconcile(run: Run) -> None:
    """Look for every AMBIGUOUS operation whose settle time has passed on the back end's clock."""
    doubts = [
        _Doubt(job, outbox.last_sending(run.store, job.op_id))
        for job in outbox.jobs(run.store, run.endpoint, [OpState.AMBIGUOUS])
    ]
    settled = [doubt for doubt in doubts if _is_settled(run, doubt)]
    reports = [doubt for doubt in settled if doubt.job.kind is OpKind.REPORT]
    updates = [doubt for doubt in settled if doubt.job.kind in {OpKind.PATCH, OpKind.NOTE}]
    try:
        if reports:
            run.tell(0.06, tr("Looking for what may have arrived"))
            _reports(run, reports)
        if updates:
            _updates(run, updates)
    except Open311Error as error:
        run.tally.worry(error)  # they stay in doubt; what waits behind them may still go


def _is_settled(run: Run, doubt: _Doubt) -> bool:
    """Whether anything that arrived must be visible by now.

    Our clock tells, unless it was moved in between, which the back end's clock shows (to the second).
    """
    sending = doubt.sending
    elapsed = run.clock.now().timestamp() - sending.local
    if sending.skew_known and run.server_clock.known:
        moved = run.server_clock.skew.total_seconds() - (sending.sent - sending.local)
        if abs(moved) >= 2:
            elapsed = run.server_clock.seconds() - sending.sent - 1
    return elapsed >= run.able.settle_s


def _reports(run: Run, doubts: Sequence[_Doubt]) -> None:
    start, end = _window(run, doubts)
    found, complete = _look(run, start, end)
    missing = [doubt for doubt in doubts if doubt.job.ref not in found]
    if missing and complete:  # absence is read twice: a page may have moved while it was read
        again, complete = _look(run, start, end)
        for ref, requests in again.items():
            found.setdefault(ref, requests)
    for doubt in doubts:
        run.check()
        requests = found.get(doubt.job.ref, [])
        if requests:
            _found(run, doubt.job, requests)
        else:
            _not_found(run, doubt.job, proven=complete, why=_why_unproven(run, doubt.job))


def _look(run: Run, start: datetime, end: datetime) -> tuple[dict[str, list[ServiceRequest]], bool]:
    """What bears a reference in the window, and whether nothing of the window is missing."""
    listing = run.client.window(start, end)
    run.server_clock.learn(listing.server_time)
    found: dict[str, list[ServiceRequest]] = {}
    for request in listing.requests:
        for ref in refs_of(request):
            found.setdefault(ref, []).append(request)
    return found, listing.complete


def _window(run: Run, doubts: Sequence[_Doubt]) -> tuple[datetime, datetime]:
    margin = run.server_clock.margin()
    if not all(doubt.sending.skew_known for doubt in doubts):
        margin = max(margin, timedelta(days=3))
    start = instant_of(min(doubt.sending.sent for doubt in doubts)) - margin
    return start, run.server_clock.now() + run.server_clock.margin()


def _found(run: Run, job: Job, requests: list[ServiceRequest]) -> None:
    with run.store.writing() as journal:
        applier = Applier(journal, run.endpoint, run.tally, updates_offered=run.able.updates)
        first, *others = sorted(requests, key=lambda request: request.service_request_id)
        applier.link(job.ref, first)
        if others:
            double_seen(applier, job.op_id, [request.service_request_id for request in (first, *others)])
            for request in others:
                applier.request(request)
            for suspect in applier.suspects:
                applier.insert_double(suspect)


def double_seen(applier: Applier, op_id: str, numbers: list[str]) -> None:
    """The back end has our report more than once: said, shown, never mended by itself."""
    applier.journal.add_event(
        op_id,
        OpState.DUPLICATE_UPSTREAM,
        words=tr("The back end has this report more than once: {numbers}.").format(numbers=", ".join(numbers)),
        evidence={"service_request_ids": numbers},
    )


def _why_unproven(run: Run, job: Job) -> str:
    """Why its absence from a complete listing would prove nothing; empty where it does."""
    if not (run.able.echo or run.able.reference_attribute):
        return tr("This back end does not show the reference: nobody can tell whether the report arrived.")
    kind = run.service_types.get(str(job.payload["service_code"]), "realtime")
    if kind != "realtime":
        return tr("This category is not listed at once: nobody can tell whether the report arrived.")
    return ""


def _not_found(run: Run, job: Job, *, proven: bool, why: str) -> None:
    with run.store.writing() as journal:
        if journal.state(job.op_id) is not OpState.AMBIGUOUS:
            return
        tries = journal.tx.execute(
            "SELECT count(*) FROM op_event WHERE op_id = ? AND state = 'ambiguous'", (job.op_id,)
        ).fetchone()[0]
        if why or not proven:
            words = why or tr("The back end cannot list everything: nobody can tell whether it arrived.")
            journal.add_event(job.op_id, OpState.NEEDS_HUMAN, words=words)
        elif tries >= MAX_TRIES:
            words = tr("Sent {count} times without ever arriving.").format(count=tries)
            journal.add_event(job.op_id, OpState.NEEDS_HUMAN, words=words)
        else:
            journal.add_event(job.op_id, OpState.QUEUED, evidence={"absence": "proven"})
            if job.kind is OpKind.REPORT:
                outbox.unbind(journal, job.ref)
        run.tally.touch(job.ref)


def _updates(run: Run, doubts: Sequence[_Doubt]) -> None:
    """The same question for changes and notes: by our own update id first, then by what they say."""
    start, end = _window(run, doubts)
    told = run.client.updates(start, end)
    complete = len(told) < run.able.row_cap
    with run.store.database.reading() as tx:
        own = inbox.own_updates(tx, [update.update_id for update in told])
    for doubt in doubts:
        run.check()
        job = doubt.job
        if job.op_id in own.values():
            _update_arrived(run, job)
        elif any(update.update_id not in own and _resembles(run, job, update) for update in told):
            words = tr("The back end has an update that reads the same: nobody can tell whether it is this one.")
            _not_found(run, job, proven=False, why=words)
        else:
            _not_found(run, job, proven=complete and run.able.updates, why="")


def _update_arrived(run: Run, job: Job) -> None:
    with run.store.writing() as journal:
        if inbox.confirm(journal, job.op_id, {"seen": "updates"}):
            if job.kind is OpKind.PATCH:
                sent_patch(journal, job.op_id, job.ref)
            run.tally.confirmed(job.ref)


def _resembles(run: Run, job: Job, update: Update) -> bool:
    """Whether the back end's update could be this one under another id: same request, same word or same text."""
    if update.service_request_id != job.service_request_id:
        return False
    texts = outbox.texts(run.store, job)
    if job.kind is OpKind.NOTE:
        return _plain(update.description) == _plain(texts.get("note", ""))
    state = State(job.payload["state"]["to"])
    text = texts.get("reason") or workflow.state_label(state)
    same_word = update.status == workflow.update_status(state) and update.status != NOTE_WORD
    return same_word or _plain(update.description) == _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
