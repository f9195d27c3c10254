"""A real HTTP proxy on loopback: forwards plain requests, tunnels CONNECT, and may demand a password."""
from __future__ import annotations

import base64
import contextlib
import socket
import threading
from urllib.parse import urlsplit

from rough_server import Got, RoughServer


class LoopbackProxy(RoughServer):
    """password: "user:password" that it demands; empty: none."""

    def __init__(self, password: str = "") -> None:
        super().__init__([self._proxy])
        self.password = password

    def _proxy(self, client: socket.socket, got: Got) -> None:
        wanted = "Basic " + base64.b64encode(self.password.encode()).decode()
        if self.password and got.headers.get("proxy-authorization") != wanted:
            client.sendall(
                b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n"
                b"Content-Length: 0\r\n\r\n"
            )
        elif got.method == "CONNECT":
            host, _, port = got.target.partition(":")
            self._tunnel(client, (host, int(port)))
        else:
            self._forward(client, got)
        raise ConnectionAbortedError

    def _forward(self, client: socket.socket, got: Got) -> None:
        parts = urlsplit(got.target)
        with socket.create_connection((parts.hostname, parts.port)) as upstream:
            path = parts.path or "/"
            lines = [f"{got.method} {path}{'?' + parts.query if parts.query else ''} HTTP/1.1", "Connection: close"]
            dropped = ("proxy-authorization", "connection")
            lines += [f"{name}: {value}" for name, value in got.headers.items() if name not in dropped]
            upstream.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + got.body)
            upstream.settimeout(2)
            with contextlib.suppress(OSError):
                client.sendall(upstream.recv(65536))

    def _tunnel(self, client: socket.socket, address: tuple[str, int]) -> None:
        with socket.create_connection(address) as upstream:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pipe, args=(upstream, client), daemon=True)
            back.start()
            _pipe(client, upstream)
            back.join(5)


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)
