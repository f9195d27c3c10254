"""A plain back end and a client of it."""
from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from rue311.plugin.net import HttpSession, Limits
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Client

_NAME = "plain_back_end"
if _NAME not in sys.modules:
    _spec = importlib.util.spec_from_file_location(_NAME, Path(__file__).with_name(f"{_NAME}.py"))
    sys.modules[_NAME] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules[_NAME])


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
