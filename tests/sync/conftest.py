"""A real sandbox over HTTP, a real store, the real client; what a test needs to tell a story about them."""
from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

import pytest
from rue311.plugin.clock import Clock
from rue311.plugin.incidents import Author, OpKind, Report, open_store
from rue311.plugin.net import HttpSession, Limits
from rue311.plugin.open311 import Capabilities, Endpoint, NewRequest, NewUpdate, Open311Client
from rue311.plugin.sandbox import Behaviour, SandboxServer
from rue311.plugin.sync import SyncEngine

SETTLE_S = 0.15
KEY = "sandbox"


class MovedClock(Clock):
    """The computer's clock, which a person may set wrong."""

    def __init__(self):
        self.ahead = timedelta()
        self.stopped = None  # a moment at which it stands still

    def now(self):
        return (self.stopped or datetime.now(timezone.utc)) + self.ahead


class Office:
    """One laptop and one back end."""

    def __init__(self, server, folder, **capabilities):
        self.server = server
        self.clock = MovedClock()
        self.folder = folder
        self.store = open_store(folder / "store.sqlite", training=True, device_id=folder.name, clock=self.clock)
        self.author = Author(self.store.add_operator("Gaëlle Dupré").operator_id, self.store.device_id)
        self.session = HttpSession(limits=Limits(connect_s=2, idle_s=2, total_s=5))
        self.client_class = Open311Client
        self.able(**capabilities)

    def able(self, **capabilities):
        known = {"updates": True, "updated_after": True, "media": "multipart", "settle_s": SETTLE_S, "page_size": 500}
        able = Capabilities(**{**known, **capabilities})
        self.client = self.client_class(self.session, Endpoint(self.server.url, "valombre.example", KEY, able))

    def engine(self, **options):
        return SyncEngine(self.store, self.client, clock=self.clock, **options)

    def sync(self, direction="both", **options):
        return self.engine(**options).sync(direction)

    def report(self, **changes):
        values = {"service_code": "avaloir", "lon": 4.95, "lat": 50.3, "description": "Sacs déposés", **changes}
        return self.store.report(Report(**values), self.author)

    def state(self, ref, kind=OpKind.REPORT):
        return [one.state for one in self.store.operations(ref=ref) if one.kind is kind][-1]

    def upstream(self):
        """What the back end lists, seen by a client without any faults planned."""
        now = datetime.now(timezone.utc)
        found = self.client.window(now - timedelta(days=80), now + timedelta(minutes=1))
        return {one.service_request_id: one for one in found.requests}

    def count(self, ref):
        return sum(f"[ref:{ref}]" in one.description for one in self.upstream().values())

    def update_upstream(self, number, status, description="", update_id=None):
        """What somebody else does at the back end."""
        update_id = update_id or f"theirs-{time.monotonic_ns()}"
        self.client.post_update(NewUpdate(number, update_id, status, datetime.now(timezone.utc), description))

    def create_upstream(self, description, service_code="avaloir"):
        new = NewRequest(service_code, description, 50.31, 4.96)
        return self.client.create(new, idempotency_key=str(time.monotonic_ns())).service_request_id

    def wait(self):
        time.sleep(SETTLE_S + 0.05)

    def close(self):
        self.store.close()
        self.session.close()


@pytest.fixture
def server(tmp_path):
    server = SandboxServer(tmp_path / "back end", behaviour=Behaviour(batch_delay_s=0.4))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def offices(server, tmp_path):
    made = []

    def make(name="portable n°1", **capabilities):
        made.append(Office(server, tmp_path / name, **capabilities))
        return made[-1]

    yield make
    for office in made:
        office.close()


@pytest.fixture
def office(offices):
    return offices()
