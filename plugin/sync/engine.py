"""One synchronisation from start to end: recover, ask, look, send, fetch, and say what happened."""
from __future__ import annotations

import threading
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Callable
from urllib.parse import urlsplit

from ..clock import Clock
from ..errors import Rue311Error
from ..i18n import tr
from ..incidents import lease as leases
from ..incidents import outbox
from ..incidents.model import HUMAN_STATES, OpKind, OpState, SyncRecord
from ..incidents.store import Store
from ..net import CancelToken
from ..open311 import Open311Client
from . import learning
from .errors import Interrupted, TrainingMixed
from .preflight import preflight
from .pull import Pull, confirm_numbers, confirm_updates
from .push import push, waits
from .reconcile import poll_tokens, reconcile
from .run import Progress, Run
from .timing import ServerClock

DIRECTIONS = ("both", "push", "pull")


@dataclass(frozen=True)
class SyncResult:
    """pulled: incidents that others made or changed. pushed, confirmed, rejected: operations of ours in this run.

    ambiguous, conflicts, needs_human, waiting: how things stand after it.
    changed: references to show anew. trouble: what kept the run from finishing, or None.
    """

    pulled: int = 0
    pushed: int = 0
    confirmed: int = 0
    ambiguous: int = 0
    rejected: int = 0
    conflicts: int = 0
    needs_human: int = 0
    waiting: int = 0
    changed: frozenset[str] = field(default_factory=frozenset)
    trouble: Rue311Error | None = None


class SyncEngine:
    """Synchronises one store with one back end; one process at a time. Safe to stop, or to kill, at every moment.

    connections: POSTs at once. progress: called with a fraction and words, from any thread. manual False: operations
    whose back-off has not passed are left for later. training: the profile's flag, where one is known.
    """

    def __init__(
        self,
        store: Store,
        client: Open311Client,
        *,
        clock: Clock | None = None,
        connections: int = 4,
        progress: Progress | None = None,
        cancel: CancelToken | None = None,
        manual: bool = True,
        training: bool | None = None,
    ) -> None:
        self._store = store
        self._client = client
        self._clock = clock or Clock()
        self._connections = max(1, connections)
        self._progress = progress or _quiet
        self._cancel = cancel or CancelToken()
        self._manual = manual
        self._training = training

    def push(self) -> SyncResult:
        return self.sync("push")

    def pull(self) -> SyncResult:
        return self.sync("pull")

    def sync(self, direction: str = "both") -> SyncResult:
        """Send, fetch, or both. Network and store troubles are in the result; raises TrainingMixed only."""
        if direction not in DIRECTIONS:
            raise ValueError(f"direction must be one of {DIRECTIONS}, not {direction!r}")
        check_training(self._store, self._client.endpoint.url, self._training)
        try:
            lease = leases.take(self._store)
        except Rue311Error as trouble:
            return SyncResult(trouble=trouble)
        run = Run(
            self._store, self._client, lease, self._clock, ServerClock(self._clock), self._connections, self._manual,
            self._progress, self._cancel,
        )
        try:
            try:
                learning.use(run.client, run.store)
                _steps(run, direction)
            except Rue311Error as trouble:
                run.tally.worry(_plain(run, trouble))
            return self._finish(run, direction)
        finally:
            self._let_go(lease)

    def _finish(self, run: Run, direction: str) -> SyncResult:
        try:
            result = result_of(run)
            self._store.record_sync(_record(run, direction, result))
        except Rue311Error as trouble:
            return SyncResult(trouble=run.tally.trouble or trouble, changed=run.tally.changed)
        run.tell(1.0, tr("Synchronised") if result.trouble is None else result.trouble.user)
        return result

    def _let_go(self, lease: leases.Lease) -> None:
        try:
            leases.release(self._store, lease)
        except Rue311Error:
            return  # a lease that cannot be given back is taken over when this process ends


def _steps(run: Run, direction: str) -> None:
    for ref in outbox.recover(run.store):
        run.tally.touch(ref)
    run.check()
    preflight(run)
    fetch = Pull(run)
    if direction != "pull":
        poll_tokens(run)
        reconcile(run)
        run.check()
        if direction == "both" and not waits(run, OpKind.PATCH):
            _push_beside(run, fetch.past)
        else:
            push(run)
    if not run.breaker.is_open:
        run.check()
        if direction != "push":
            fetch.rest()
        confirm_numbers(run)
        confirm_updates(run)


def _push_beside(run: Run, fetch: Callable[[], None]) -> None:
    """Sending mostly waits for answers; meanwhile one fetches.

    Not where a change of state is to be sent: it is read again just before, and a list that was asked for earlier and
    stored later would look like a change of somebody's mind.
    """
    failures: list[BaseException] = []

    def work() -> None:
        try:
            fetch()
        except BaseException as error:
            failures.append(error)

    fetching = threading.Thread(target=work, name="rue311-pull", daemon=True)
    fetching.start()
    try:
        push(run)
    finally:
        fetching.join()
    if failures:
        raise failures[0]


def _plain(run: Run, trouble: Rue311Error) -> Rue311Error:
    """What a person stopped is told as stopped, however deep the sync was."""
    return Interrupted() if run.cancel.cancelled else trouble


def result_of(run: Run) -> SyncResult:
    """The figures of the run and of the store after it."""
    states: dict[OpState, int] = {}
    for job in outbox.jobs(run.store, run.endpoint):
        states[job.state] = states.get(job.state, 0) + 1
    tally = run.tally
    return SyncResult(
        pulled=tally.news,
        pushed=tally["pushed"],
        confirmed=tally["confirmed"],
        ambiguous=states.get(OpState.AMBIGUOUS, 0),
        rejected=tally["rejected"],
        conflicts=run.store.counts().conflicts,
        needs_human=sum(states.get(state, 0) for state in HUMAN_STATES - {OpState.REJECTED}),
        waiting=states.get(OpState.QUEUED, 0) + states.get(OpState.RETRY_WAIT, 0),
        changed=tally.changed,
        trouble=tally.trouble,
    )


def _record(run: Run, direction: str, result: SyncResult) -> SyncRecord:
    return SyncRecord(
        at=run.clock.now(),
        direction=direction,
        pulled=result.pulled,
        pushed=result.pushed,
        confirmed=result.confirmed,
        ambiguous=result.ambiguous,
        rejected=result.rejected,
        conflicts=result.conflicts,
        needs_human=result.needs_human,
        waiting=result.waiting,
        trouble=result.trouble.sentence if result.trouble else "",
    )


def check_training(store: Store, url: str, training: bool | None = None) -> None:
    """Raises TrainingMixed where practice and reality would meet. The sandbox is only ever on loopback."""
    if training is not None and training != store.training:
        raise TrainingMixed(store.training, url)
    if store.training and not is_loopback(url):
        raise TrainingMixed(True, url)


def is_loopback(url: str) -> bool:
    """Whether the address names this very computer."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _quiet(_fraction: float, _text: str) -> None:
    return
