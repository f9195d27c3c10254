"""How each planned fault looks on the wire."""
from __future__ import annotations

import io
import socket
import threading
from dataclasses import replace
from typing import Callable
from urllib.parse import parse_qsl, urlencode

from .bombs import deep_json, entity_bomb, gzip_bomb
from .call import Call
from .faults import Fault
from .office import Office
from .wire import MIME, Reply

_LOGIN = b"""<!DOCTYPE html><html><head><title>Portail</title></head><body><form method="post" action="/login">
<p>Connectez-vous au r\xc3\xa9seau.</p><input name="user"><input type="password"></form></body></html>"""
_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_BUSY = b"<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>"
_THROTTLED = b'[{"code": 429, "description": "Too many requests."}]'
_HTML = "text/html; charset=utf-8"

BROKEN_GATEWAY = Reply(502, _HTML, _GATEWAY)
CANNED: dict[Fault, Callable[[], Reply]] = {
    Fault.HTML: lambda: Reply(200, _HTML, _LOGIN),
    Fault.EMPTY: lambda: Reply(200, "", b""),
    Fault.ERROR_503: lambda: Reply(503, _HTML, _BUSY),
    Fault.THROTTLE_429: lambda: Reply(429, MIME["json"], _THROTTLED, {"Retry-After": "1"}),
    Fault.GZIP_BOMB: gzip_bomb,
    Fault.DOCTYPE_BOMB: entity_bomb,
    Fault.DEEP_JSON: deep_json,
}
DRIP_PAUSES_S = {Fault.SLOW: 0.2, Fault.BYTE_PER_SECOND: 1.0}
LATE_S = 0.5


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


def drip(wire: io.BufferedIOBase, body: bytes, pause_s: float, stopping: threading.Event) -> None:
    """Send a byte at a time."""
    for position in range(len(body)):
        wire.write(body[position : position + 1])
        wire.flush()
        if stopping.wait(pause_s):
            return


def elsewhere(target: str, host: str, port: int) -> Reply:
    """302 to the same call on another host: `localhost` for callers of 127.0.0.1, and the other way about.

    It reaches this server again, so that one sees whether a key was carried along; the key that came is left out.
    """
    path, _, query = target.partition("?")
    kept = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "api_key"])
    other = "127.0.0.1" if host.lower().startswith("localhost") else "localhost"
    location = f"http://{other}:{port}{path}" + (f"?{kept}" if kept else "")
    return Reply(302, "", b"", {"Location": location.encode("ascii", "replace").decode("ascii")})


def hang_up(connection: socket.socket) -> None:
    """Close without a byte."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the client was quicker


def twisted(office: Office, call: Call, fault: Fault | None) -> Call:
    """The call as the back end misunderstands it."""
    if fault is Fault.RENUMBER:
        office.records.renumber()
    if fault is not Fault.REPEAT_PAGE:
        return call
    text = call.get("page")
    page = max(int(text) - 1, 1) if text.isascii() and text.isdigit() else 1
    others = tuple(pair for pair in call.params if pair[0] != "page")
    return replace(call, params=(*others, ("page", str(page))))
