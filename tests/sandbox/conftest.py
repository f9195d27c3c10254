"""A sandbox of its own for each test, a client that knows no more than `requests` does, and a clock to be moved."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import requests
from rue311.plugin.clock import Clock
from rue311.plugin.sandbox import Behaviour, SandboxServer


class MovedClock(Clock):
    def __init__(self):
        self.ahead = timedelta()

    def now(self):
        return datetime.now(timezone.utc) + self.ahead

    def advance(self, **span):
        self.ahead += timedelta(**span)


class Caller:
    """Calls the server as a stranger's client would; JSON unless told otherwise."""

    def __init__(self, server):
        self.server = server
        self.http = requests.Session()
        self.http.trust_env = False

    def get(self, path, **params):
        return self.http.get(self.server.url + path, params=params, timeout=10)

    def report(self, fmt="json", files=None, **fields):
        form = {"api_key": "sandbox", "service_code": "avaloir", "lat": "50.3012", "long": "4.9511", **fields}
        form = {name: value for name, value in form.items() if value is not None}
        return self.http.post(f"{self.server.url}/requests.{fmt}", data=form, files=files, timeout=10)

    def update(self, number, update_id, status="in_progress", **fields):
        form = {
            "api_key": "sandbox",
            "service_request_id": number,
            "update_id": update_id,
            "status": status,
            "updated_datetime": "2026-01-02T10:00:00Z",
            "description": "vu sur place",
            **fields,
        }
        form = {name: value for name, value in form.items() if value is not None}
        return self.http.post(f"{self.server.url}/servicerequestupdates.json", data=form, timeout=10)

    def listed(self, **params):
        answer = self.get("/requests.json", **params)
        answer.raise_for_status()
        return answer.json()


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def start(tmp_path, clock):
    """Start a sandbox with other switches; stopped after the test."""
    running = []

    def _start(data="data", behaviour=None, **more):
        server = SandboxServer(tmp_path / data, clock=clock, behaviour=behaviour or Behaviour(batch_delay_s=60), **more)
        server.start()
        caller = Caller(server)
        running.append(caller)
        return caller

    yield _start
    for caller in running:
        caller.http.close()
        caller.server.stop()


@pytest.fixture
def back_end(start):
    return start()
