"""A plain back end and a client of it."""
from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from rue311.plugin.net import HttpSession, Limits
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Client

_NAME = "plain_back_end"
_HERE = Path(__file__).parent


def _load(path: Path) -> None:
    if path.stem not in sys.modules:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        sys.modules[path.stem] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[path.stem])


_load(_HERE / f"{_NAME}.py")
_load(_HERE.parent / "net" / "rough_server.py")


@pytest.fixture
def back_end():
    with sys.modules[_NAME].PlainBackEnd() as back_end:
        yield back_end


@pytest.fixture(scope="session")
def http():
    """One session for all tests of the room: loading the certificates takes 30 ms each time."""
    session = HttpSession(limits=Limits(connect_s=5, idle_s=5, total_s=20))
    yield session
    session.close()


@pytest.fixture
def client_of(back_end, http):
    """client_of(format="xml", page_size=…): a client with those capabilities."""

    def make(jurisdiction_id: str = "valombre.example", **capabilities):
        endpoint = Endpoint(back_end.url, jurisdiction_id, "k3y", Capabilities.from_mapping(capabilities))
        return Open311Client(http, endpoint)

    return make


@pytest.fixture
def client(client_of):
    return client_of()
