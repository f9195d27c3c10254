"""A hostile network, a laptop that dies at every named point and at any moment, and people who go on working.

Oracle: what people were told is saved. At the end each report and each update stands at the back end exactly once.
"""
from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from rue311.plugin.incidents import Author, OpKind, OpState, Report, TransitionRefused, open_store
from rue311.plugin.incidents.reference import refs_in
from rue311.plugin.net import HttpSession
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Client
from rue311.plugin.sandbox import SandboxServer
from rue311.plugin.sandbox.faults import Fault, FaultPlan

SETTLE_S = 0.4
ROUNDS = 10
POINTS = [
    f"{when} {name}"
    for name in ("claim", "create", "settle", "number", "confirm", "post_update", "recover", "unbind", "sent_state",
                 "move_cursor", "add_remark", "window")
    for when in ("before", "after")
]
POST_FAULTS = {
    Fault.DROP_BEFORE: 5, Fault.DROP_AFTER_COMMIT: 8, Fault.ERROR_503: 5, Fault.ERROR_502_AFTER_COMMIT: 5,
    Fault.HTML: 4, Fault.TRUNCATED: 4, Fault.EMPTY: 2, Fault.THROTTLE_429: 1, Fault.HANG: 1,
}
GET_FAULTS = {Fault.HTML: 1, Fault.TRUNCATED: 1, Fault.DROP_BEFORE: 2}


class Weather(FaultPlan):
    """Strikes 35 of 100 POSTs and 4 of 100 GETs, by a seed."""

    def __init__(self, seed):
        super().__init__()
        self._dice = random.Random(seed)
        self.bad = True
        self.struck = Counter()

    def take(self, method, path):
        faults = POST_FAULTS if method == "POST" else GET_FAULTS
        with self._lock:
            roll = self._dice.uniform(0, 100)
        if not self.bad or path.startswith("/_sandbox"):
            return None
        for fault, weight in faults.items():
            roll -= weight
            if roll < 0:
                self.struck[method, fault] += 1
                return fault
        return None


class People:
    """They report, note and decide, in a process of their own; `intents` is what the screen called saved."""

    def __init__(self, store, dice):
        self.store = store
        self.author = Author(store.add_operator("Gaëlle").operator_id, "laptop")
        self.dice = dice
        self.reports = []
        self.updates = []

    def work(self, reports, decisions):
        for _ in range(reports):
            text = f"Trou n°{len(self.reports)} <b>"
            self.reports.append(self.store.report(Report("avaloir", 4.95, 50.3, text), self.author))
        for _ in range(decisions):
            ref = self.dice.choice(self.reports)
            if self.dice.random() < 0.5:
                self.updates.append(self.store.note(ref, f"note {len(self.updates)}", self.author))
                continue
            state = self.dice.choice(["accepted", "planned", "in_progress", "fixed", "closed"])
            try:
                self.updates += self.store.triage(ref, {"state": state}, self.author, reason=f"r{len(self.updates)}")
            except TransitionRefused:
                continue


class Laptop:
    def __init__(self, store_path, url):
        program = str(Path(__file__).with_name("laptop.py"))
        self.process = subprocess.Popen(
            [sys.executable, program, str(store_path), url, str(SETTLE_S)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.kills = Counter()

    def sync(self, death=None):
        self.process.stdin.write(json.dumps(death or {}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if answer["killed"]:
            self.kills[(death or {}).get("point", "any moment")] += 1
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture
def seed():
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)  # noqa: T201 (shown when it fails)
    return seed


def test_each_report_and_each_update_arrives_once(tmp_path, seed):
    dice = random.Random(seed)
    weather = Weather(seed + 1)
    with SandboxServer(tmp_path / "back end", faults=weather) as server:
        store = open_store(tmp_path / "l'été" / "store.sqlite", training=True, device_id="laptop")
        people = People(store, dice)
        laptop = Laptop(store.path, server.url)
        storm(laptop, people, dice)
        weather.bad = False
        calm(laptop, store)
        laptop.close()
        judge(store, people, server, weather, laptop)
        store.close()


def storm(laptop, people, dice):
    """Work and synchronise while everything fails; die once at every point, then at any moment."""
    deaths = [{"point": point, "call": dice.randint(1, 2)} for point in POINTS]
    deaths += [{"after_s": dice.uniform(0.0, 0.35)} for _ in range(ROUNDS)]
    dice.shuffle(deaths)
    for turn in range(5):
        for death in deaths:
            people.work(reports=4 if turn == 0 else 1, decisions=2)
            laptop.sync(death)
            if dice.random() < 0.4:
                laptop.sync()
            time.sleep(dice.uniform(0, 0.1))
        # some points are passed only in some weathers: once more, at the first passing
        deaths = [{"point": point, "call": 1} for point in POINTS if not laptop.kills[point]]


def calm(laptop, store):
    """The network is good again: everything that can end ends."""
    waiting = {OpState.QUEUED, OpState.RETRY_WAIT, OpState.IN_FLIGHT, OpState.AMBIGUOUS}
    for _ in range(40):
        laptop.sync()
        open_operations = store.operations(waiting)
        if not open_operations:
            return
        for operation in store.operations([OpState.NEEDS_HUMAN]):
            pytest.fail(f"nobody should be asked: {operation}")
        time.sleep(SETTLE_S / 2)
    pytest.fail(f"still open: {open_operations}")


def judge(store, people, server, weather, laptop):
    able = Capabilities(updates=True, updated_after=True, page_size=500)
    session = HttpSession()
    client = Open311Client(session, Endpoint(server.url, "valombre.example", "sandbox", able))
    now = datetime.now(timezone.utc)
    listing = client.window(now - timedelta(days=1), now + timedelta(minutes=1))
    assert listing.complete
    arrived = Counter(ref for request in listing.requests for ref in refs_in(request.description))
    told = client.updates(now - timedelta(days=1), now + timedelta(minutes=1))
    updates = Counter(update.update_id for update in told)
    session.close()

    lost = [ref for ref in people.reports if not arrived[ref]]
    doubled = [ref for ref in people.reports if arrived[ref] > 1]
    assert (lost, doubled) == ([], [])
    assert len(listing.requests) == len(people.reports)
    assert set(updates) == set(people.updates)
    assert set(updates.values()) <= {1}
    assert store.broken_links() == []
    assert {incident.ref for incident in store.incidents()} == set(people.reports)
    for operation in store.operations():
        assert operation.state is OpState.CONFIRMED, operation
        check_proofs(store, operation)
    assert len(set(POINTS) & set(laptop.kills)) >= len(POINTS) - 8  # the weather may keep it from some points
    assert sum(weather.struck.values()) >= 20
    print(  # noqa: T201 (shown with -s)
        f"{len(people.reports)} reports, {len(people.updates)} updates, {sum(weather.struck.values())} faults,"
        f" {sum(laptop.kills.values())} kills at {len(laptop.kills)} points; 0 lost, 0 doubled"
    )


def check_proofs(store, operation):
    """Between two sendings of one operation stands the proof that the first did not arrive."""
    proven = True
    for event in store.events(operation.op_id):
        if event.state is OpState.IN_FLIGHT:
            assert proven, operation
            proven = False
        elif event.state in {OpState.QUEUED, OpState.RETRY_WAIT}:
            proven = True
    assert operation.kind in {OpKind.REPORT, OpKind.PATCH, OpKind.NOTE}
