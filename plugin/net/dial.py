"""From a host name to a connected socket, without ever waiting longer than allowed or deaf to a cancel."""
from __future__ import annotations

import errno
import os
import queue
import selectors
import socket
import threading
import time
from typing import Any

from .errors import ConnectRefused, NameNotFound, TimedOut
from .exchange import Exchange

SLICE_S = 0.2  # how often a wait looks whether somebody cancelled
PER_ADDRESS_S = 3.0  # for an address that has others after it: dead IPv6 is common in offices
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK)}

Address = tuple[int, int, int, str, Any]


def dial(host: str, port: int, exchange: Exchange) -> socket.socket:
    """Connect within `limits.connect_s`. Raises NameNotFound, ConnectRefused, TimedOut or Cancelled, all unsent."""
    give_up = min(time.monotonic() + exchange.limits.connect_s, exchange.deadline)
    addresses = resolve(host, port, exchange, give_up)
    trouble: OSError | None = None
    for position, address in enumerate(addresses):
        last = position == len(addresses) - 1
        until = give_up if last else min(give_up, time.monotonic() + PER_ADDRESS_S)
        try:
            return _connect(address, exchange, until)
        except OSError as error:
            trouble = error
    if isinstance(trouble, socket.timeout):
        raise TimedOut(host, f"no connection to port {port} in {exchange.limits.connect_s} s", sent=False)
    raise ConnectRefused(host, f"port {port}: {trouble}")


def resolve(host: str, port: int, exchange: Exchange, give_up: float) -> list[Address]:
    """Look the name up in a thread of its own, because the system's resolver can neither be timed nor stopped."""
    answers: queue.SimpleQueue[list[Address] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=look_up, name="rue311-resolve", daemon=True).start()
    while True:
        try:
            answer = answers.get(timeout=SLICE_S)
            break
        except queue.Empty:
            exchange.check()
            if time.monotonic() >= give_up:
                raise TimedOut(host, "name look-up", sent=False) from None
    if isinstance(answer, OSError) or not answer:
        raise NameNotFound(host, str(answer))
    return answer


def _connect(address: Address, exchange: Exchange, until: float) -> socket.socket:
    family, kind, protocol, _name, where = address
    sock = socket.socket(family, kind, protocol)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        code = sock.connect_ex(where)
        if code not in _UNDER_WAY:
            raise OSError(code, os.strerror(code))
        _await_connected(sock, exchange, until)
        sock.settimeout(max(0.01, until - time.monotonic()))
        exchange.carried_by(sock)
    except BaseException:
        sock.close()
        raise
    return sock


def _await_connected(sock: socket.socket, exchange: Exchange, until: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_WRITE)
        while not selector.select(min(SLICE_S, max(0.0, until - time.monotonic()))):
            exchange.check()
            if time.monotonic() >= until:
                raise socket.timeout("connect")
    code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, os.strerror(code))
