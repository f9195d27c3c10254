"""Reading a response body that may be endless, slow, cut short, or a bomb."""
from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from .errors import AnswerGarbled, AnswerTooLarge, ConnectionDropped
from .exchange import Exchange

PIECE = 64 * 1024
ACCEPT = "gzip"
CUT_SHORT = "compressed body cut short"
# 16 + MAX_WBITS reads gzip, 32 + MAX_WBITS zlib or gzip
_WINDOW = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": 32 + zlib.MAX_WBITS}


class Collector:
    """Gathers pieces, decompressed, and refuses to grow beyond the cap by a single byte."""

    def __init__(self, encoding: str, exchange: Exchange) -> None:
        encoding = encoding.strip().lower()
        self._exchange = exchange
        self._left = exchange.limits.max_bytes
        self._raw_left = exchange.limits.max_bytes
        self._pieces: list[bytes] = []
        self._inflater: Any = None
        self._padded = False
        if encoding in _WINDOW:
            self._inflater = zlib.decompressobj(_WINDOW[encoding])
        elif encoding not in ("", "identity"):
            raise AnswerGarbled(exchange.host, f"content-encoding {encoding[:40]!r}")

    def add(self, piece: bytes) -> None:
        self._raw_left -= len(piece)
        if self._raw_left < 0:
            self._too_large()
        if self._inflater is None:
            self._keep(piece)
            return
        while piece:
            if self._inflater.eof:
                if self._padded or not piece.startswith(b"\x1f"):
                    self._padded = True  # whatever follows the end is no part of the answer
                    return
                # gzip may be several files, one after the other (RFC 1952, 2.2)
                self._inflater = zlib.decompressobj(_WINDOW["gzip"])
            try:
                self._keep(self._inflater.decompress(piece, PIECE))
            except zlib.error as error:
                raise AnswerGarbled(self._exchange.host, f"decompression: {error}") from error
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data
            self._exchange.check()

    def _keep(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            self._too_large()
        self._pieces.append(piece)

    def _too_large(self) -> None:
        self._pieces.clear()  # an error is kept for a while, with all that its frames hold
        raise AnswerTooLarge(self._exchange.host, self._exchange.limits.max_bytes)

    def body(self) -> bytes:
        if self._inflater is not None and self._pieces and not self._inflater.eof:
            raise ConnectionDropped(self._exchange.host, CUT_SHORT)
        return b"".join(self._pieces)


def read_body(raw: Any, headers: Mapping[str, str], exchange: Exchange) -> bytes:
    """Read urllib3's response `raw` to its announced end.

    Through `raw.read`, not `raw.stream`: only the former leaves chunked decoding to http.client, which bounds the
    length of a chunk's size line. Raises AnswerTooLarge, AnswerGarbled, ConnectionDropped, TimedOut, Cancelled.
    """
    announced = _announced(headers)
    if announced is not None and announced > exchange.limits.max_bytes:
        raise AnswerTooLarge(exchange.host, exchange.limits.max_bytes)
    collector = Collector(headers.get("Content-Encoding", ""), exchange)
    received = 0
    while True:
        piece = raw.read(PIECE, decode_content=False)
        exchange.check()
        if not piece:
            break
        received += len(piece)
        collector.add(piece)
    if announced is not None and received < announced:
        raise ConnectionDropped(exchange.host, f"{received} of {announced} bytes")
    return collector.body()


def _announced(headers: Mapping[str, str]) -> int | None:
    """Content-Length, where it counts: chunked encoding overrides it (RFC 9112, 6.3)."""
    text = headers.get("Content-Length", "").strip()
    if headers.get("Transfer-Encoding") or not (text.isascii() and text.isdigit()):
        return None
    return int(text[:18])
