"""A real store on disk, a person who writes in it, and a clock that stands still until it is moved."""
from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta, timezone

import pytest
from rue311.plugin.clock import Clock
from rue311.plugin.incidents import Author, Report, open_store


class StillClock(Clock):
    def __init__(self):
        self.at = datetime(2026, 3, 2, 8, 0, tzinfo=timezone.utc)

    def now(self):
        return self.at

    def advance(self, **span):
        self.at += timedelta(**span)


@pytest.fixture
def clock():
    return StillClock()


@pytest.fixture
def store_path(tmp_path):
    return tmp_path / "Gaëlle Dupré's store, été 2026" / "store.sqlite"


@pytest.fixture
def store(store_path, clock):
    store = open_store(store_path, training=False, device_id="laptop-1", clock=clock)
    yield store
    store.close()


@pytest.fixture
def author(store):
    return Author(store.add_operator("Gaëlle Dupré").operator_id, store.device_id)


@pytest.fixture
def pothole():
    def make(**changes):
        return Report(**{"service_code": "VOI-01", "lon": 4.95, "lat": 50.3, "description": "Trou béant", **changes})

    return make


def png(width, height):
    """The smallest file that says it is a PNG of this size; only its header is true."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.fixture
def photo(tmp_path):
    def make(name="fuite d'eau.png", width=40, height=30, extra=b""):
        path = tmp_path / name
        path.write_bytes(png(width, height) + extra)
        return path

    return make
