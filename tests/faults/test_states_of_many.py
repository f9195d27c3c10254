"""Several laptops, one back end, any faults at any time, and clocks that are days off: what must hold after each step.

The back end is in memory and time is counted by hand, so that thousands of stories fit into a minute. Oracle: what
people wrote. RUE311_LONG=1 tells 10,000 stories.
"""
from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from rue311.plugin.clock import Clock
from rue311.plugin.incidents import Author, OpKind, OpState, Report, State, TransitionRefused, open_store, workflow
from rue311.plugin.incidents.reference import refs_in
from rue311.plugin.net import ConnectionDropped, ConnectRefused
from rue311.plugin.open311 import (
    Capabilities,
    Endpoint,
    Listing,
    Receipt,
    ServerFailed,
    Service,
    ServiceRequest,
    Throttled,
    Unreadable,
    Update,
)
from rue311.plugin.sync import SyncEngine, engine, pull

LONG = os.environ.get("RUE311_LONG") == "1"
LATE_S, SETTLE_S = 30, 60
POST_FAULTS = ["fine", "late", "unsent", "drop_before", "drop_after", "late", "login_page", "502_after", "429", "cut",
                              "cut_after"]
GET_FAULTS = ["fine"] * 12 + ["drop_before", "login_page", "cut"]
ABLE = Capabilities(updates=True, updated_after=True, settle_s=SETTLE_S, page_size=100)


class PowerCut(BaseException):
    """The process is gone; what it was about to write is not written."""


class HandClock(Clock):
    """The back end's time and what the laptop takes it for."""

    def __init__(self, back_end):
        self.back_end, self.ahead = back_end, timedelta()

    def now(self):
        return self.back_end.now + self.ahead


class BackEnd:
    def __init__(self):
        self.now = datetime(2026, 3, 29, 0, 30, tzinfo=timezone.utc)
        self.requests, self.updates, self.late, self.posts = {}, {}, [], Counter()
        self.number = 0

    def advance(self, seconds):
        end = self.now + timedelta(seconds=seconds)
        for due, what in sorted(self.late, key=lambda entry: entry[0]):
            if due <= end:
                self.now = max(self.now, due)
                what()
        self.late = [entry for entry in self.late if entry[0] > end]
        self.now = end

    def create(self, new):
        self.number += 1
        number = str(self.number)
        self.requests[number] = ServiceRequest(
            service_request_id=number, status="open", service_code=new.service_code, service_name="Voirie",
            description=new.description, lat=new.lat, lon=new.lon, requested_datetime=self.now,
            updated_datetime=self.now,
        )
        return Receipt(service_request_id=number)

    def update(self, new):
        if new.update_id not in self.updates:
            self.updates[new.update_id] = Update(
                new.update_id, new.service_request_id, new.status, new.description, self.now
            )
            self.turn(new.service_request_id, "closed" if new.status in {"fixed", "closed"} else "")
        return new.update_id

    def turn(self, number, status):
        one = self.requests[number]
        self.requests[number] = replace(one, status=status or one.status, updated_datetime=self.now)

    def renumber(self):
        self.requests = {
            f"N{number}": replace(one, service_request_id=f"N{number}") for number, one in self.requests.items()
        }
        self.updates = {
            key: replace(one, service_request_id=f"N{one.service_request_id}") for key, one in self.updates.items()
        }


class InTurn:
    """Stands in for a pool of threads, so that a story that fails is told the same way again."""

    def __init__(self, *_args, **_options):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        return False

    map = staticmethod(map)

    @staticmethod
    def submit(function, *args, **options):
        answer = function(*args, **options)
        return SimpleNamespace(result=lambda: answer)


def one_after_the_other(run, fetch):
    fetch()
    engine.push(run)


class Line:
    """What the engine takes for a client; suffers the faults it was given, one per call, then none."""

    def __init__(self, back_end, posts, gets):
        self.endpoint = Endpoint("http://127.0.0.1:1", "", "k", ABLE)
        self.back_end, self.posts, self.gets = back_end, list(posts), list(gets)

    def _get(self, answer):
        fault = self.gets.pop(0) if self.gets else "fine"
        if fault == "cut":
            raise PowerCut
        if fault == "drop_before":
            raise ConnectionDropped("h", sent=True)
        if fault == "login_page":
            raise Unreadable("a login page", http_status=200)
        return answer

    def _post(self, name, commit):
        fault = self.posts.pop(0) if self.posts else "fine"
        if fault == "cut":
            raise PowerCut
        if fault == "unsent":
            raise ConnectRefused("h")
        if fault == "429":
            raise Throttled(1)
        self.back_end.posts[name] += 1
        if fault == "late":
            self.back_end.late.append((self.back_end.now + timedelta(seconds=LATE_S), commit))
        if fault in {"drop_before", "late"}:
            raise ConnectionDropped("h", sent=True)
        if fault == "login_page":
            raise Unreadable("a login page", http_status=200)
        answer = commit()
        if fault == "cut_after":
            raise PowerCut
        if fault == "drop_after":
            raise ConnectionDropped("h", sent=True)
        if fault == "502_after":
            raise ServerFailed(502)
        return answer

    def services(self):
        return self._get((Service("voirie", "Voirie"),))

    def create(self, new, *, idempotency_key):
        return self._post(idempotency_key, lambda: self.back_end.create(new))

    def post_update(self, update):
        if update.service_request_id not in self.back_end.requests:
            raise ConnectRefused("renumbered meanwhile")
        return self._post(update.update_id, lambda: self.back_end.update(update))

    def request(self, number):
        return self._get(self.back_end.requests.get(number))

    def requests_by_id(self, ids):
        return self._get(tuple(self.back_end.requests[one] for one in ids if one in self.back_end.requests))

    def window(self, start, end, *, updated=False, **_):
        time = "updated_datetime" if updated else "requested_datetime"
        found = [one for one in self.back_end.requests.values() if start <= getattr(one, time) <= end]
        return self._get(Listing(tuple(found), True, "", self.back_end.now.replace(microsecond=0)))

    def updates(self, start, end):
        return self._get(tuple(one for one in self.back_end.updates.values() if start <= one.updated_datetime <= end))


class Laptops(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.patches = [
            mock.patch.object(pull, "ThreadPoolExecutor", InTurn),
            mock.patch.object(engine, "_push_beside", one_after_the_other),
        ]
        for patch in self.patches:
            patch.start()
        self.folder = Path(tempfile.mkdtemp(prefix="rue311-many-"))
        self.back_end = BackEnd()
        self.clocks = [HandClock(self.back_end) for _ in range(2)]
        self.stores = [
            open_store(self.folder / str(number) / "store.sqlite", training=True, device_id=f"d{number}", clock=clock)
            for number, clock in enumerate(self.clocks)
        ]
        self.refs, self.intents = [[], []], [set(), set()]
        self.ended = [set(), set()]
        self.reopened = [set(), set()]

    def teardown(self):
        for patch in self.patches:
            patch.stop()
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)

    laptops = st.integers(0, 1)

    # --- what people do ---

    @rule(who=laptops)
    def report(self, who):
        ref = self.stores[who].report(Report("voirie", 4.95, 50.3, "Trou"), Author("", f"d{who}"))
        self.refs[who].append(ref)
        self.intents[who] |= {one.op_id for one in self.stores[who].operations(ref=ref)}

    @rule(who=laptops, which=st.integers(0, 50), what=st.sampled_from(["note", *State]))
    def decide(self, who, which, what):
        known = [one.ref for one in self.stores[who].incidents()]
        if not known:
            return
        ref = sorted(known)[which % len(known)]
        author = Author("", f"d{who}")
        if what == "note":
            self.intents[who].add(self.stores[who].note(ref, "vu", author))
            return
        try:
            made = self.stores[who].triage(ref, {"state": what.value}, author, reason="vu", note="")
        except TransitionRefused:
            return
        self.intents[who] |= set(made)
        if not workflow.is_ended(what):
            self.reopened[who].add(ref)

    # --- what the world does ---

    @rule(seconds=st.sampled_from([LATE_S + 1, SETTLE_S + 1, 86400]))
    def time_passes(self, seconds):
        self.back_end.advance(seconds)

    @rule(who=laptops, hours=st.integers(-72, 72))
    def somebody_sets_the_clock(self, who, hours):
        self.clocks[who].ahead = timedelta(hours=hours)

    @rule(which=st.integers(0, 50), status=st.sampled_from(["open", "closed"]))
    def the_office_decides(self, which, status):
        if self.back_end.requests:
            self.back_end.turn(sorted(self.back_end.requests)[which % len(self.back_end.requests)], status)

    @rule()
    def the_back_end_renumbers(self):
        if not self.back_end.late:
            self.back_end.renumber()

    @rule(
        who=laptops,
        posts=st.lists(st.sampled_from(POST_FAULTS), max_size=3),
        gets=st.just([]) | st.lists(st.sampled_from(GET_FAULTS), max_size=8),
    )
    def synchronise(self, who, posts, gets):
        syncing = SyncEngine(self.stores[who], Line(self.back_end, posts, gets), clock=self.clocks[who], connections=1)
        try:
            syncing.sync()
        except PowerCut:
            return

    @rule(who=laptops, fault=st.sampled_from(POST_FAULTS))
    def report_and_synchronise(self, who, fault):
        self.report(who)
        self.synchronise(who, [fault], [])

    # --- what must hold ---

    @invariant()
    def every_intent_is_in_the_store(self):
        for who, store in enumerate(self.stores):
            assert self.intents[who] <= {one.op_id for one in store.operations()}
            assert set(self.refs[who]) <= {one.ref for one in store.incidents()}
            assert store.broken_links() == []

    @invariant()
    def nothing_is_sent_twice_without_proof(self):
        arrived = Counter(ref for one in self.back_end.requests.values() for ref in refs_in(one.description))
        assert not arrived or max(arrived.values()) == 1
        for store in self.stores:
            for operation in store.operations():
                proven, sent = True, 0
                for event in store.events(operation.op_id):
                    if event.state is OpState.IN_FLIGHT:
                        assert proven, operation
                        proven, sent = False, sent + 1
                    elif event.state in {OpState.QUEUED, OpState.RETRY_WAIT}:
                        proven = True
                assert self.back_end.posts[operation.op_id] <= sent

    @invariant()
    def nothing_is_confirmed_without_evidence(self):
        arrived = {ref for one in self.back_end.requests.values() for ref in refs_in(one.description)}
        for store in self.stores:
            for operation in store.operations([OpState.CONFIRMED]):
                if operation.kind is OpKind.REPORT:
                    assert operation.ref in arrived
                else:
                    assert operation.op_id in self.back_end.updates

    @invariant()
    def nobodys_end_is_undone_by_a_machine(self):
        for who, store in enumerate(self.stores):
            now = {one.ref for one in store.incidents() if workflow.is_ended(one.state)}
            assert self.ended[who] <= now | self.reopened[who]
            self.ended[who], self.reopened[who] = now, set()


Laptops.TestCase.settings = settings(
    max_examples=10_000 if LONG else 25, stateful_step_count=40 if LONG else 20, deadline=None,
    suppress_health_check=list(HealthCheck), print_blob=True,
)
TestLaptops = Laptops.TestCase
if LONG:
    import pytest

    TestLaptops = pytest.mark.timeout(0)(TestLaptops)


def outcome(faults, hours):
    """What became of a story that is told with the laptop's clock so many hours off, from some sync on."""
    story = Laptops()
    try:
        for fault, ahead in zip(faults, hours):
            story.somebody_sets_the_clock(0, ahead)
            story.report_and_synchronise(0, fault)
            story.time_passes(SETTLE_S + 1)
        story.synchronise(0, [], [])
        states = [operation.state for operation in story.stores[0].operations()]
        return states, sorted(story.back_end.posts.values()), len(story.back_end.requests)
    finally:
        story.teardown()


@settings(max_examples=500 if LONG else 15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    faults=st.lists(st.sampled_from([fault for fault in POST_FAULTS if fault != "429"]), min_size=1, max_size=5),
    hours=st.lists(st.integers(-72, 72), min_size=5, max_size=5),
)
def test_a_clock_that_is_days_off_and_moved_between_syncs_changes_nothing(faults, hours):
    assert outcome(faults, hours) == outcome(faults, [0] * 5)
