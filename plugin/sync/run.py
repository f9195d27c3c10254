"""What one synchronisation knows and counts while it runs."""
from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Callable

from ..clock import Clock
from ..errors import Rue311Error
from ..incidents.lease import Lease
from ..incidents.reference import endpoint_key
from ..incidents.store import Store
from ..net import CancelToken
from ..open311 import Capabilities, Open311Client
from .backoff import Breaker
from .errors import Interrupted
from .timing import ServerClock

Progress = Callable[[float, str], None]


class Tally:
    """Counts what happened, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._changed: set[str] = set()
        self._pulled: set[str] = set()
        self._own: set[str] = set()
        self.trouble: Rue311Error | None = None

    def add(self, name: str, ref: str = "") -> None:
        with self._lock:
            self._counts[name] = self._counts.get(name, 0) + 1
            if ref:
                self._changed.add(ref)

    def pulled(self, ref: str) -> None:
        """Others changed this incident."""
        with self._lock:
            self._pulled.add(ref)
            self._changed.add(ref)

    def confirmed(self, ref: str) -> None:
        """An operation of ours was seen; what came back with it is no news."""
        with self._lock:
            self._counts["confirmed"] = self._counts.get("confirmed", 0) + 1
            self._own.add(ref)
            self._changed.add(ref)

    @property
    def news(self) -> int:
        """How many incidents others made or changed."""
        return len(self._pulled - self._own)

    def touch(self, ref: str) -> None:
        with self._lock:
            self._changed.add(ref)

    def worry(self, trouble: Rue311Error) -> None:
        """Keep the first trouble: the later ones mostly follow from it."""
        with self._lock:
            self.trouble = self.trouble or trouble

    def __getitem__(self, name: str) -> int:
        return self._counts.get(name, 0)

    @property
    def changed(self) -> frozenset[str]:
        return frozenset(self._changed)


@dataclass
class Run:
    """The collaborators of one synchronisation. manual: a person waits, so back-off is not."""

    store: Store
    client: Open311Client
    lease: Lease
    clock: Clock
    server_clock: ServerClock
    connections: int
    manual: bool
    progress: Progress
    cancel: CancelToken
    tally: Tally = field(default_factory=Tally)
    breaker: Breaker = field(default_factory=Breaker)
    service_types: dict[str, str] = field(default_factory=dict)

    @property
    def able(self) -> Capabilities:
        return self.client.endpoint.capabilities

    @property
    def endpoint(self) -> str:
        """The back end's key in the store."""
        return endpoint_key(self.client.endpoint.url, self.client.endpoint.jurisdiction_id)

    def check(self) -> None:
        """Raises Interrupted once a person has stopped the sync."""
        if self.cancel.cancelled:
            raise Interrupted()

    def tell(self, fraction: float, text: str) -> None:
        self.progress(min(1.0, max(0.0, fraction)), text)
