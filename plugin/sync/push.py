"""The outbox on its way: what may leave now, in which order, by several connections at once."""
from __future__ import annotations

import threading
from collections import deque

from ..i18n import tr
from ..incidents import outbox
from ..incidents.model import OpKind, OpState
from ..incidents.outbox import Job
from .errors import NetworkGaveUp, PausedByServer
from .preflight import respect_pause
from .run import Run
from .sending import Sender

AT_THE_DESK = 2  # threads that read and write the journal while all the connections wait for answers
_GONE = frozenset({OpState.ACKNOWLEDGED, OpState.KEPT})
_READY = frozenset({OpState.QUEUED, OpState.RETRY_WAIT})


def push(run: Run) -> None:
    """Send what waits. Raises StoreError; network troubles are counted and kept in the tally."""
    keep_what_cannot_go(run)
    lines = deque(_lines(run))
    if not lines:
        return
    total = len(lines)
    batch = _Batch(run, lines, total)
    crew = run.connections + AT_THE_DESK if run.connections > 1 else 1  # one connection: strictly one after another
    threads = [
        threading.Thread(target=batch.work, name=f"rue311-push-{number}", daemon=True)
        for number in range(min(crew, total))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if batch.failure is not None:
        raise batch.failure
    if run.breaker.is_open and run.tally.trouble is not None:
        run.tally.trouble = NetworkGaveUp(run.tally.trouble)


def waits(run: Run, kind: OpKind) -> bool:
    """Whether an operation of this kind is there to be sent."""
    return any(job.kind is kind for job in outbox.jobs(run.store, run.endpoint, _READY))


class _Batch:
    """Several threads take one incident after another; the operations of one incident keep their order."""

    def __init__(self, run: Run, lines: deque[list[Job]], total: int) -> None:
        self._run = run
        self._lines = lines
        self._total = total
        self._sender = Sender(run, self._may_go)
        self._lock = threading.Lock()
        self._done = 0
        self.failure: BaseException | None = None

    def work(self) -> None:
        while self.failure is None:
            try:
                line = self._lines.popleft()
            except IndexError:
                return
            try:
                self._one(line)
            except BaseException as error:
                self.failure = self.failure or error
                return

    def _one(self, line: list[Job]) -> None:
        photos = [job for job in line if job.kind is OpKind.MEDIA and job.state in _READY]
        for job in line:
            if job.kind is OpKind.MEDIA or self._is_behind_us(job):
                continue
            if job.state not in _READY or not self._may_go(job):
                break
            if self._sender.send(job, photos) not in _GONE | {OpState.REJECTED}:
                break
            if job.kind is OpKind.REPORT:
                photos = []
        with self._lock:
            self._done += 1
            share = 0.1 + 0.5 * self._done / self._total
        self._run.tell(share, tr("Sending {count} of {total}").format(count=self._done, total=self._total))

    @staticmethod
    def _is_behind_us(job: Job) -> bool:
        """A refused change does not hold up the ones after it; a refused report holds up everything.

        A report that stands there twice has a number: changes go to that one while a person decides about the other.
        """
        if job.kind is OpKind.REPORT:
            return job.state in _GONE | {OpState.DUPLICATE_UPSTREAM}
        return job.state in _GONE | {OpState.REJECTED}

    def _may_go(self, job: Job) -> bool:
        if self._run.cancel.cancelled or self._run.breaker.is_open:
            return False
        if not self._run.manual and job.due > self._run.clock.now().timestamp():
            return False
        try:
            respect_pause(self._run)
        except PausedByServer as trouble:
            self._run.tally.worry(trouble)
            return False
        return True


def _lines(run: Run) -> list[list[Job]]:
    """The open operations by incident, the oldest incident first; only incidents with something to send."""
    lines: dict[str, list[Job]] = {}
    for job in outbox.jobs(run.store, run.endpoint):
        lines.setdefault(job.ref, []).append(job)
    return [line for line in lines.values() if any(_is_ready(job) for job in line)]


def _is_ready(job: Job) -> bool:
    return job.state in _READY and job.kind is not OpKind.MEDIA


def keep_what_cannot_go(run: Run) -> None:
    """Changes, notes and photos that this back end has no way to take stay on our side, and say so."""
    for job in outbox.jobs(run.store, run.endpoint, _READY):
        words = _why_kept(run, job)
        if not words:
            continue
        with run.store.writing() as journal:
            if journal.state(job.op_id) in _READY:
                journal.add_event(job.op_id, OpState.KEPT, words=words)
                run.tally.touch(job.ref)


def _why_kept(run: Run, job: Job) -> str:
    if job.kind in {OpKind.PATCH, OpKind.NOTE} and not run.able.updates:
        return tr("This back end takes no changes: it stays on our side.")
    if job.kind is OpKind.PATCH and "state" not in job.payload:
        return tr("The back end has no field for this: it stays on our side.")
    if job.kind is not OpKind.MEDIA:
        return ""
    if run.able.media != "multipart":
        return tr("This back end takes no photos: it stays on our side.")
    if job.service_request_id or job.token or not job.ours:
        return tr("This back end takes photos only with a new report: it stays on our side.")
    return ""
