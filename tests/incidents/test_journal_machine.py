"""Any order of what people, the sync and power cuts do: every wish is in the journal, and no step is skipped.

The oracle is a plain dictionary of what every operation may be.
"""
from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from rue311.plugin.incidents import (
    Author,
    OpKind,
    OpState,
    Report,
    State,
    TransitionRefused,
    WithdrawRefused,
    lease,
    open_store,
    outbox,
    workflow,
)
from rue311.plugin.incidents.outbox import Sending

ENDPOINT = "back.end"
TAKEN_BACK = {OpState.QUEUED, OpState.RETRY_WAIT, OpState.REJECTED, OpState.KEPT, OpState.NEEDS_HUMAN}


class JournalMachine(RuleBasedStateMachine):
    refs = Bundle("refs")
    flights = Bundle("flights")

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="rue311 l'été "))
        self.reopen()
        self.expected: dict[str, OpState] = {}
        self.posts: dict[str, int] = {}
        self.proofs: dict[str, int] = {}
        self.states: dict[str, State] = {}
        self.serial = 0

    def reopen(self):
        self.store = open_store(self.folder / "store.sqlite", training=False, device_id="d")
        self.author = Author("someone", "d")
        with self.store.writing() as journal:
            journal.tx.execute("DELETE FROM lease")
        self.lease = lease.take(self.store)

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    @rule(target=refs, description=st.text(max_size=30))
    def report(self, description):
        ref = self.store.report(Report("VOI-01", 4.95, 50.3, description), self.author)
        (operation,) = self.store.operations(ref=ref)
        self.expected[operation.op_id] = OpState.QUEUED
        self.states[ref] = State.NEW
        return ref

    @rule(ref=refs, target_state=st.sampled_from(State), reason=st.sampled_from(["", "parce que"]))
    def triage(self, ref, target_state, reason):
        if ref not in self.states:
            return
        before = self.states[ref]
        try:
            ids = self.store.triage(ref, {"state": target_state.value}, self.author, reason=reason)
        except TransitionRefused:
            allowed = target_state in workflow.next_states(before) and target_state is not State.DUPLICATE
            assert not allowed or (workflow.needs_reason(target_state) and not reason)
            return
        assert bool(ids) == (target_state is not before)
        self.states[ref] = target_state
        self.expected.update((op_id, OpState.QUEUED) for op_id in ids)

    @rule(ref=refs, text=st.text(min_size=1, max_size=20).filter(str.strip))
    def note(self, ref, text):
        if ref in self.states:
            self.expected[self.store.note(ref, text, self.author)] = OpState.QUEUED

    @rule(target=flights)
    def claim(self):
        """A second claim of the same operation must find the first."""
        jobs = outbox.jobs(self.store, ENDPOINT, [OpState.QUEUED, OpState.RETRY_WAIT])
        if not jobs:
            return ("", 0)
        sending = Sending(0.0, 0.0, True, ENDPOINT, ())
        attempt = outbox.claim(self.store, jobs[0], self.lease, sending)
        assert attempt is not None
        assert outbox.claim(self.store, jobs[0], self.lease, sending) is None
        self.expected[jobs[0].op_id] = OpState.IN_FLIGHT
        self.posts[jobs[0].op_id] = self.posts.get(jobs[0].op_id, 0) + 1
        return (jobs[0].op_id, attempt)

    @rule(
        flight=consumes(flights),
        end=st.sampled_from([OpState.ACKNOWLEDGED, OpState.REJECTED, OpState.RETRY_WAIT, OpState.AMBIGUOUS]),
    )
    def answer(self, flight, end):
        op_id, attempt = flight
        if not op_id:
            return
        self.serial += 1
        with self.store.writing() as journal:
            mattered = outbox.settle(journal, op_id, end, attempt)
        standing = self.expected[op_id]
        if end is OpState.ACKNOWLEDGED:
            assert mattered == (standing in {OpState.IN_FLIGHT, OpState.AMBIGUOUS, OpState.QUEUED, OpState.RETRY_WAIT})
        else:
            assert mattered == (standing is OpState.IN_FLIGHT and self.posts[op_id] == attempt)
        if mattered:
            self.expected[op_id] = end
            if end is OpState.RETRY_WAIT:
                self.proofs[op_id] = self.proofs.get(op_id, 0) + 1

    @rule()
    def prove_absence(self):
        for job in outbox.jobs(self.store, ENDPOINT, [OpState.AMBIGUOUS])[:1]:
            with self.store.writing() as journal:
                journal.add_event(job.op_id, OpState.QUEUED, evidence={"absence": "proven"})
            self.expected[job.op_id] = OpState.QUEUED
            self.proofs[job.op_id] = self.proofs.get(job.op_id, 0) + 1

    @rule(number=st.integers(0, 20))
    def withdraw(self, number):
        operations = self.store.operations()
        if not operations:
            return
        operation = operations[number % len(operations)]
        try:
            self.store.withdraw(operation.op_id, self.author)
        except WithdrawRefused:
            assert operation.state not in TAKEN_BACK
            return
        assert operation.state in TAKEN_BACK
        self.expected[operation.op_id] = OpState.WITHDRAWN
        if operation.kind is OpKind.REPORT:
            self.states.pop(operation.ref)
            for other in operations:
                if other.ref == operation.ref and self.expected[other.op_id] in TAKEN_BACK:
                    self.expected[other.op_id] = OpState.WITHDRAWN
        elif operation.ref in self.states:
            self.states[operation.ref] = self.store.incident(operation.ref).state

    @rule()
    def power_cut(self):
        self.store.close()
        self.reopen()
        outbox.recover(self.store)
        for op_id, state in self.expected.items():
            if state is OpState.IN_FLIGHT:
                self.expected[op_id] = OpState.AMBIGUOUS

    @invariant()
    def every_wish_stands_where_it_should(self):
        if hasattr(self, "store"):
            assert {one.op_id: one.state for one in self.store.operations()} == self.expected

    @invariant()
    def nothing_is_sent_again_without_proof(self):
        if hasattr(self, "store"):
            for op_id, posts in self.posts.items():
                assert posts <= 1 + self.proofs.get(op_id, 0)

    @invariant()
    def the_chain_holds_and_the_list_agrees(self):
        if hasattr(self, "store"):
            assert self.store.broken_links() == []
            assert {one.ref: one.state for one in self.store.incidents()} == self.states


JournalMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestJournal = JournalMachine.TestCase
