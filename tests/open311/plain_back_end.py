"""An HTTP server on loopback that answers each path as a test says, and remembers what it was asked."""
from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable
from urllib.parse import parse_qsl, unquote, urlsplit

Pairs = list[tuple[str, str]]


@dataclass
class Answer:
    body: Any
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return text.encode("utf-8")


@dataclass
class Call:
    method: str
    path: str  # unquoted
    target: str
    pairs: Pairs
    headers: dict[str, str]
    body: bytes

    @property
    def asked(self) -> dict[str, str]:
        return dict(self.pairs)


class PlainBackEnd:
    """answers: path such as `/services.json` -> Answer, or a function of the call. Paths not named: 404 as HTML."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.calls: list[Call] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 65536  # head and body in one packet

            def log_message(self, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                outer._answer(self)

            def do_POST(self) -> None:
                outer._answer(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}/open311/v2"

    def __enter__(self) -> PlainBackEnd:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        parts = urlsplit(handler.path)
        path = unquote(parts.path).replace("/open311/v2", "", 1)
        source = body.decode("utf-8", "replace") if handler.command == "POST" else parts.query
        headers = {name.lower(): value for name, value in handler.headers.items()}
        pairs = parse_qsl(source, keep_blank_values=True)
        call = Call(handler.command, path, handler.path, pairs, headers, body)
        self.calls.append(call)
        answer: Callable[[Call], Answer] | Answer = self.answers.get(path, NOT_FOUND)
        if not isinstance(answer, Answer):
            answer = answer(call)
        data = answer.bytes()
        handler.send_response_only(answer.status)
        handler.send_header("Content-Length", str(len(data)))
        if answer.content_type:
            handler.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)


NOT_FOUND = Answer("<!DOCTYPE html><html><body>No such page</body></html>", 404, "text/html")


def xml(body: str, status: int = 200, content_type: str = "text/xml; charset=utf-8") -> Answer:
    return Answer('<?xml version="1.0" encoding="utf-8"?>' + body, status, content_type)
