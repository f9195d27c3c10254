"""How each planned fault looks on the wire."""
from __future__ import annotations

import io
import socket
import threading

from .faults import Fault
from .wire import MIME, Reply

_LOGIN = b"""<!DOCTYPE html><html><head><title>Portail</title></head><body><form method="post" action="/login">
<p>Connectez-vous au r\xc3\xa9seau.</p><input name="user"><input type="password"></form></body></html>"""
_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_BUSY = b"<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>"
_THROTTLED = b'[{"code": 429, "description": "Too many requests."}]'
_HTML = "text/html; charset=utf-8"

CANNED = {
    Fault.HTML: Reply(200, _HTML, _LOGIN),
    Fault.EMPTY: Reply(200, "", b""),
    Fault.ERROR_503: Reply(503, _HTML, _BUSY),
    Fault.ERROR_502_AFTER_COMMIT: Reply(502, _HTML, _GATEWAY),
    Fault.THROTTLE_429: Reply(429, MIME["json"], _THROTTLED, {"Retry-After": "1"}),
}
DRIP_PAUSE_S = 0.2


def torn(body: bytes) -> bytes:
    """The first half of a body, never all of it."""
    return body[: len(body) // 2]


def wait_for_the_end(connection: socket.socket) -> None:
    """Say nothing until the client gives up or the server stops (which shuts the socket)."""
    connection.settimeout(None)
    try:
        while connection.recv(4096):
            continue
    except OSError:
        return


def drip(wire: io.BufferedIOBase, body: bytes, stopping: threading.Event) -> None:
    """Send a byte at a time, five a second."""
    for position in range(len(body)):
        if stopping.wait(DRIP_PAUSE_S):
            return
        wire.write(body[position : position + 1])
        wire.flush()
