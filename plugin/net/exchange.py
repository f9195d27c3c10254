"""One request under way: how far it got, its deadline, and how to stop it from another thread.

The connection that carries it finds it through `current`, because urllib3 runs a request in the caller's thread.
"""
from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from .cancel import CancelToken
from .errors import Cancelled, TimedOut, TransportError


@dataclass(frozen=True)
class Limits:
    """connect_s: until the connection stands, TLS included. idle_s: between two pieces. total_s: everything,
    redirects and retries included. max_bytes: of the body, compressed and decompressed alike."""

    connect_s: float = 10
    idle_s: float = 30
    total_s: float = 60
    max_bytes: int = 32 * 2**20


class Exchange:
    """sent turns True just before the first byte of the request leaves; it is never guessed from an exception."""

    def __init__(self, limits: Limits, deadline: float, host: str, *, proxied: bool) -> None:
        self.limits = limits
        self.deadline = deadline
        self.host = host
        self.proxied = proxied
        self.sent = False
        self._stopped_by = ""
        self._lock = threading.Lock()
        self._wire: socket.socket | None = None

    def carried_by(self, sock: socket.socket) -> None:
        """Keep a second handle on the socket: the first one is lost in TLS wrapping and at `Connection: close`."""
        wire = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with self._lock:
            old, self._wire = self._wire, wire
        if old is not None:
            old.close()
        if self._stopped_by:
            self._shut()

    def stop(self, reason: str) -> None:
        """Shut the socket: whoever reads or writes on it wakes up now. reason: `deadline` or `cancel`."""
        self._stopped_by = self._stopped_by or reason
        self._shut()

    def cancel(self) -> None:
        self.stop("cancel")

    def expire(self) -> None:
        self.stop("deadline")

    def _shut(self) -> None:
        with self._lock:
            if self._wire is not None:
                with contextlib.suppress(OSError):
                    self._wire.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with self._lock:
            wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    @property
    def remaining_s(self) -> float:
        return self.deadline - time.monotonic()

    def check(self) -> None:
        """Raise Cancelled or TimedOut where somebody has stopped the exchange or its time is over."""
        error = self.stopped()
        if error is not None:
            raise error

    def stopped(self) -> TransportError | None:
        if self._stopped_by == "cancel":
            return Cancelled(sent=self.sent)
        if self._stopped_by or self.remaining_s <= 0:
            return TimedOut(self.host, f"total deadline of {self.limits.total_s} s", sent=self.sent)
        return None


_thread = threading.local()


def current() -> Exchange | None:
    """The exchange that the calling thread is carrying out."""
    exchange: Exchange | None = getattr(_thread, "exchange", None)
    return exchange


@contextlib.contextmanager
def under_way(exchange: Exchange, cancel: CancelToken | None) -> Iterator[Exchange]:
    """Make `exchange` the current one, watched by its deadline and by `cancel`."""
    watch = threading.Timer(max(0.0, exchange.remaining_s), exchange.expire)
    watch.daemon = True
    watch.start()
    _thread.exchange = exchange
    try:
        if cancel is not None:
            cancel.add_callback(exchange.cancel)
        yield exchange
    finally:
        _thread.exchange = None
        watch.cancel()
        if cancel is not None:
            cancel.remove_callback(exchange.cancel)
        exchange.close()
