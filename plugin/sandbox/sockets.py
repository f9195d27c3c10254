"""A threaded HTTP server with bounds: connections are counted, slow ones cut, and all of them closed when it stops."""
from __future__ import annotations

import io
import os
import selectors
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MAX_CONNECTIONS = 128
IDLE_S = 60.0
REQUEST_S = 60.0


class DeadlineReader(io.RawIOBase):
    """Reads a socket; a connection may be idle for IDLE_S, but a request that began must be whole within REQUEST_S."""

    def __init__(self, connection: socket.socket, request_s: float = REQUEST_S) -> None:
        super().__init__()
        self._connection = connection
        self._request_s = request_s
        self._deadline: float | None = None

    def readable(self) -> bool:
        """Always; the base class asks."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what has come. Raises socket.timeout when the client takes too long."""
        now = time.monotonic()
        left = IDLE_S if self._deadline is None else self._deadline - now
        if left <= 0:
            raise socket.timeout("the request took too long to arrive")
        self._connection.settimeout(left)
        count = self._connection.recv_into(buffer)
        if self._deadline is None:
            self._deadline = now + self._request_s
        return count

    def rest(self) -> None:
        """The request is answered: idle again."""
        self._deadline = None


class BoundedServer(ThreadingHTTPServer):
    """Accepts at most MAX_CONNECTIONS at once; further ones wait in the listen queue until one is free."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    # on Windows SO_REUSEADDR would let two servers share a port
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._slots = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self._lock = threading.Lock()
        self._busy: dict[socket.socket, bool] = {}
        self._callers: set[threading.Thread] = set()
        self.stopping = threading.Event()
        self._wake, self._waker = socket.socketpair()
        try:
            super().__init__(address, handler)
        except OSError:
            self._close_waker()
            raise

    def serve_until_stopped(self) -> None:
        """Accept connections until `stop_accepting`; sleeps without polling in between."""
        self.socket.setblocking(False)  # a client that left again before it was accepted must not block the loop
        with selectors.DefaultSelector() as selector:
            selector.register(self.socket, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while not self.stopping.is_set():
                selector.select()
                if not self.stopping.is_set():
                    self._accept()
        self.server_close()

    def stop_accepting(self) -> None:
        """Let `serve_until_stopped` return."""
        self.stopping.set()
        self._waker.send(b"!")

    def _accept(self) -> None:
        try:
            connection, address = self.get_request()
        except OSError:  # the client left again, or the process has no file handle left: no busy loop
            self.stopping.wait(0.05)
            return
        self.process_request(connection, address)

    def _close_waker(self) -> None:
        self._wake.close()
        self._waker.close()

    def server_bind(self) -> None:
        """Bind without looking the host's name up, which can take seconds without a network."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1 if self.allow_reuse_address else 0)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        host, port = self.server_address[:2]
        self.server_name, self.server_port = str(host), int(port)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give the connection a thread of its own, once there is room."""
        while not self._slots.acquire(timeout=0.2):
            if self.stopping.is_set():
                self.shutdown_request(request)
                return
        with self._lock:
            self._busy[request] = False
        thread = threading.Thread(target=self._serve, args=(request, client_address), daemon=True)
        with self._lock:
            self._callers.add(thread)
        try:
            thread.start()
        except RuntimeError:  # the process can have no more threads
            self.shutdown_request(request)
            self._forget(request, thread)

    def _serve(self, request: Any, client_address: Any) -> None:
        try:
            self.process_request_thread(request, client_address)
        finally:
            self._forget(request, threading.current_thread())

    def _forget(self, request: Any, thread: threading.Thread) -> None:
        with self._lock:
            self._busy.pop(request, None)
            self._callers.discard(thread)
        self._slots.release()

    def mark(self, connection: socket.socket, *, busy: bool) -> None:
        """Note whether the connection is in the middle of a call."""
        with self._lock:
            if connection in self._busy:
                self._busy[connection] = busy

    def close_all(self, patience_s: float = 0.4) -> None:
        """Close every connection and wait for its thread: idle ones at once, busy ones after a short grace.

        Only once no more is accepted.
        """
        self._close_waker()
        deadline = time.monotonic() + patience_s
        self._hang_up(only_idle=True)
        self._join(deadline)
        self._hang_up(only_idle=False)
        self._join(time.monotonic() + patience_s)

    def _hang_up(self, *, only_idle: bool) -> None:
        with self._lock:
            chosen = [one for one, busy in self._busy.items() if not (only_idle and busy)]
        for connection in chosen:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was quicker

    def _join(self, deadline: float) -> None:
        with self._lock:
            threads = list(self._callers)
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
