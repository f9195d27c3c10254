"""One connection: reads calls, lets the routes answer, writes the answers, commits the planned mischief."""
from __future__ import annotations

import io
import ipaddress
import logging
import sys
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any, cast

from ..i18n import tr
from .call import read_call, split_path
from .faults import Fault
from .mischief import (
    BROKEN_GATEWAY,
    CANNED,
    DRIP_PAUSES_S,
    LATE_S,
    drip,
    elsewhere,
    hang_up,
    torn,
    twisted,
    wait_for_the_end,
)
from .office import Office
from .problems import Problem
from .routes import answer, refusal
from .sockets import BoundedServer, DeadlineReader
from .spoilers import WRITERS
from .wire import Reply, render

log = logging.getLogger(__name__)

MAX_FORM = 2**20
MAX_BODY = 32 * 2**20
MAX_DISCARDED = 128 * 2**20
_CHUNK = 2**16


class SandboxHTTP(BoundedServer):
    """The HTTP server with its back end."""

    def __init__(self, address: tuple[str, int], office: Office | None = None) -> None:
        super().__init__(address, Handler)
        self.office = office
        self.release: Any = None  # called by each thread when it ends
        self.large_bodies = threading.BoundedSemaphore(4)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """A client that hung up is no news; anything else is."""
        if isinstance(sys.exc_info()[1], OSError):
            log.debug("a client hung up", exc_info=True)
        else:
            log.exception("the sandbox failed to answer a call")


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 with one client, keeping the connection open."""

    protocol_version = "HTTP/1.1"
    server_version = "Rue311-sandbox"
    sys_version = ""
    # without both of these every answer on an open connection waits 40 ms for a delayed ACK
    wbufsize = -1
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Read through the deadline."""
        super().setup()
        self.house = cast("SandboxHTTP", self.server)
        self._reader = DeadlineReader(self.connection)
        self.rfile = io.BufferedReader(self._reader, _CHUNK)

    def finish(self) -> None:
        """Close what this thread opened."""
        super().finish()
        if self.house.release:
            self.house.release()

    def handle_one_request(self) -> None:
        """One call and its answer."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True
        finally:
            self.house.mark(self.connection, busy=False)
            self._reader.rest()
        if self.house.stopping.is_set():
            self.close_connection = True

    def handle_expect_100(self) -> bool:
        """Say "go on" at once: the writer is buffered."""
        self.send_response_only(100)
        self.end_headers()
        self.wfile.flush()
        return True

    def _serve(self) -> None:
        self.house.mark(self.connection, busy=True)
        method = "GET" if self.command == "HEAD" else self.command
        path = self.path.partition("?")[0]
        try:
            body = self._body()
        except Problem as problem:
            self.close_connection = True
            self._send(refusal(problem, split_path(path)[1] or "xml"))
            return
        office = cast("Office", self.house.office)
        fault = None if path.startswith("/_sandbox") else office.faults.take(method, path)
        self._suffer(fault, method, body) if fault else self._send(self._answer(method, body))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve  # noqa: N815 (http.server's names)

    def _answer(self, method: str, body: bytes, fault: Fault | None = None) -> Reply:
        office = cast("Office", self.house.office)
        self.house.stopping.wait(office.behaviour.latency_s)
        headers = self.headers
        loopback = ipaddress.ip_address(self.client_address[0]).is_loopback
        try:
            call = read_call(
                method,
                self.path,
                body,
                content_type=headers.get("Content-Type", ""),
                accept=headers.get("Accept", ""),
                from_loopback=loopback,
            )
        except Problem as problem:
            return refusal(problem, split_path(self.path.partition("?")[0])[1] or "xml")
        return answer(office, twisted(office, call, fault), WRITERS.get(fault, render) if fault else render)

    def _suffer(self, fault: Fault, method: str, body: bytes) -> None:
        """Let the planned fault happen."""
        self.close_connection = True
        if fault in CANNED:
            self._send(CANNED[fault]())
        elif fault is Fault.REDIRECT:
            self._send(elsewhere(self.path, self.headers.get("Host", ""), self.house.server_port))
        elif fault is Fault.HANG:
            wait_for_the_end(self.connection)
        elif fault is Fault.LATE_COMMIT:
            hang_up(self.connection)
            self.house.stopping.wait(LATE_S)
            self._answer(method, body)
        elif fault is not Fault.DROP_BEFORE:
            self._spoil(fault, self._answer(method, body, fault))

    def _spoil(self, fault: Fault, reply: Reply) -> None:
        """The call was carried out; its answer goes wrong."""
        if fault is Fault.ERROR_502_AFTER_COMMIT:
            self._send(BROKEN_GATEWAY)
        elif fault is Fault.TRUNCATED:
            self._send(reply, torn(reply.body))
        elif fault in DRIP_PAUSES_S:
            self._send(reply, b"")
            drip(self.wfile, reply.body, DRIP_PAUSES_S[fault], self.house.stopping)
        elif fault is not Fault.DROP_AFTER_COMMIT:
            self._send(reply)

    def _body(self) -> bytes:
        """The whole body. Raises Problem when its length is unknown or too large."""
        if self.headers.get("Transfer-Encoding"):
            raise Problem(411, tr("Send the body with a Content-Length."))
        text = self.headers.get("Content-Length", "0").strip()
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise Problem(400, tr("Content-Length is not a number."))
        size = int(text)
        multipart = self.headers.get("Content-Type", "").lower().startswith("multipart/")
        if size > (MAX_BODY if multipart else MAX_FORM):
            self._discard(min(size, MAX_DISCARDED))
            raise Problem(413, tr("The body is too large."))
        if size <= MAX_FORM:
            return self._exactly(size)
        with self.house.large_bodies:
            return self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        body = self.rfile.read(size)
        if len(body) < size:
            raise ConnectionResetError("the client closed in the middle of its body")
        return body

    def _discard(self, size: int) -> None:
        """Read a refused body away, so that the client is listening when it is told so."""
        while size > 0:
            piece = self.rfile.read(min(size, _CHUNK))
            if not piece:
                return
            size -= len(piece)

    def _send(self, reply: Reply, shown: bytes | None = None) -> None:
        """Write the answer; `shown` is what is really sent of its body."""
        self.connection.settimeout(30)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.mime:
            self.send_header("Content-Type", reply.mime)
        self.send_header("Content-Length", str(len(reply.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body if shown is None else shown)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Not to stderr, and without the query, which may hold a key."""
        log.debug("%s %s", self.client_address[0], (format % args).partition("?")[0])
