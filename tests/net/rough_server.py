"""A server of raw sockets that does exactly what a test tells it, and remembers every request it got."""
from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from dataclasses import dataclass, field
from typing import Callable


@dataclass
class Got:
    """One request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[[socket.socket, Got], None]


def answer(body: bytes, status: str = "200 OK", **headers: str) -> Behaviour:
    """Answer with a whole response and keep the connection open."""
    named = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items()) + "\r\n"
    return raw(head.encode("latin-1") + body, close=False)


def raw(data: bytes, *, close: bool = True) -> Behaviour:
    def send(client: socket.socket, _got: Got) -> None:
        client.sendall(data)
        if close:
            raise ConnectionAbortedError

    return send


def drop(client: socket.socket, got: Got) -> None:
    """The record is made (`got` is counted), and the connection closed without one byte of answer."""
    raise ConnectionAbortedError


@dataclass
class RoughServer:
    """behaviours: used in turn, the last one for ever. Without any: 404."""

    behaviours: list[Behaviour] = field(default_factory=list)
    context: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    got: list[Got] = field(default_factory=list)
    connections: int = 0
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> RoughServer:
        self._listener = socket.create_server((self.host, 0))
        self._clients: list[socket.socket] = []
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stopping.set()
        for sock in [self._listener, *self._clients]:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join(5)

    @property
    def url(self) -> str:
        return f"{'https' if self.context else 'http'}://{self.host}:{self.port}"

    def wait(self, seconds: float) -> bool:
        """Wait inside a behaviour; True when the test is over."""
        return self._stopping.wait(seconds)

    def hang(self, _client: socket.socket, _got: Got) -> None:
        self.wait(30)

    def drip(self, _client: socket.socket, _got: Got) -> None:
        """One byte every 50 ms: never idle, never done."""
        _client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not self.wait(0.05):
            _client.sendall(b"x")

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            self._clients.append(client)
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError):
            if self.context:
                client = self.context.wrap_socket(client, server_side=True)
                self._clients.append(client)
            with contextlib.closing(client), client.makefile("rb") as stream:
                while got := _read(stream):
                    self.got.append(got)
                    turn = len(self.got) - 1
                    behaviour = self.behaviours[min(turn, len(self.behaviours) - 1)] if self.behaviours else NOTHING
                    behaviour(client, got)


NOTHING = answer(b"", "404 Not Found")


def _read(stream: object) -> Got | None:
    line = stream.readline().decode("latin-1")
    if not line.strip():
        return None
    method, target, _version = line.split(" ", 2)
    headers: dict[str, str] = {}
    while (line := stream.readline().decode("latin-1").strip()) != "":
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Got(method, target, headers, stream.read(int(headers.get("content-length", 0))))
