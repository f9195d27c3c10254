"""What a person declares: it arrived, it did not, this one counts, the report is corrected. And what is refused."""
from __future__ import annotations

import json

import pytest
from rue311.plugin.incidents import OpKind, OpState, State, declaring, inbox, outbox
from rue311.plugin.incidents import lease as leases
from rue311.plugin.incidents.inbox import Said

THERE = "https://311.example/"


def only(store, ref, kind=OpKind.REPORT):
    return [op for op in store.operations(ref=ref) if op.kind is kind][-1]


def left_and_lost(store, ref, state=OpState.NEEDS_HUMAN, evidence=None):
    """The report left, its answer was lost, and nobody can prove anything."""
    job = next(job for job in outbox.jobs(store, THERE) if job.ref == ref and job.kind is OpKind.REPORT)
    now = store.clock.now().timestamp()
    lease = leases.take(store)
    outbox.claim(store, job, lease, outbox.Sending(now, now, True, THERE, ()))
    leases.release(store, lease)
    with store.writing() as journal:
        journal.add_event(job.op_id, OpState.AMBIGUOUS)
        journal.add_event(job.op_id, state, evidence=evidence)
    return job.op_id


def refused(store, ref):
    (op,) = [op for op in store.operations(ref=ref) if op.kind is OpKind.REPORT]
    with store.writing() as journal:
        journal.add_event(op.op_id, OpState.IN_FLIGHT, attempt=1)
        journal.add_event(op.op_id, OpState.REJECTED, words="address required", http_status=400)
    return op.op_id


def stranger(store, number, duplicate_of="", ref="9999-0000-AAAA", status="open"):
    values = {"service_code": "VOI-01", "address": "Rue du Moulin 4", "address_id": "", "lon": 4.95, "lat": 50.3}
    said = Said(number, status, "", "Voirie", "Trou béant", "", "2026-11-20T10:00:00Z", "", values, {"n": number})
    with store.writing() as journal:
        inbox.insert(journal, ref, THERE, said, state="new", duplicate_of=duplicate_of)
    return ref


def last_evidence(store, op_id):
    with store.database.reading() as tx:
        return tx.execute(
            "SELECT evidence_json, operator_id FROM op_event WHERE op_id = ? ORDER BY seq DESC LIMIT 1", (op_id,)
        ).fetchone()


def test_a_number_that_the_back_end_showed_confirms_and_stands_with_the_persons_name(store, author, pothole):
    ref = store.report(pothole(), author)
    op_id = left_and_lost(store, ref)
    declaring.arrived(store, op_id, " 4711 ", author, seen=True)
    assert store.incident(ref).service_request_id == "4711"
    assert only(store, ref).state is OpState.CONFIRMED
    assert last_evidence(store, op_id)["operator_id"] == author.operator_id


def test_a_number_on_a_persons_word_alone_is_no_confirmation(store, author, pothole):
    ref = store.report(pothole(), author)
    declaring.arrived(store, left_and_lost(store, ref), "4711", author)
    assert only(store, ref).state is OpState.ACKNOWLEDGED


def test_the_strangers_request_that_was_ours_all_along_becomes_one_with_it(store, author, pothole):
    ref = store.report(pothole(), author)
    op_id = left_and_lost(store, ref)
    stranger(store, "4711")
    assert len(store.incidents()) == 2
    declaring.arrived(store, op_id, "4711", author, seen=True)
    assert [incident.ref for incident in store.incidents()] == [ref]


def test_the_number_of_another_report_of_ours_is_refused(store, author, pothole):
    first, second = store.report(pothole(), author), store.report(pothole(), author)
    declaring.arrived(store, left_and_lost(store, first), "4711", author)
    op_id = left_and_lost(store, second)
    with pytest.raises(declaring.DecisionRefused, match=first):
        declaring.arrived(store, op_id, "4711", author)
    assert only(store, second).state is OpState.NEEDS_HUMAN
    assert store.incident(second).service_request_id == ""


def test_what_never_left_cannot_have_arrived(store, author, pothole):
    ref = store.report(pothole(), author)
    op_id = only(store, ref).op_id
    with store.writing() as journal:
        journal.add_event(op_id, OpState.NEEDS_HUMAN, words="asks a question")
    with pytest.raises(declaring.DecisionRefused):
        declaring.arrived(store, op_id, "4711", author)


@pytest.mark.parametrize("state", [OpState.QUEUED, OpState.CONFIRMED, OpState.AMBIGUOUS])
def test_nobody_decides_what_is_not_theirs_to_decide(store, author, pothole, state):
    ref = store.report(pothole(), author)
    op_id = left_and_lost(store, ref, state)
    for declare in (declaring.not_arrived, declaring.keep):
        with pytest.raises(declaring.DecisionRefused):
            declare(store, op_id, author)
    with pytest.raises(declaring.DecisionRefused):
        declaring.arrived(store, op_id, "1", author)
    assert only(store, ref).state is state


def test_not_arrived_goes_back_to_the_outbox_and_to_any_back_end(store, author, pothole):
    ref = store.report(pothole(), author)
    declaring.not_arrived(store, left_and_lost(store, ref), author)
    assert only(store, ref).state is OpState.QUEUED
    assert [job.ref for job in outbox.jobs(store, "https://elsewhere.example/")] == [ref]


def test_what_waits_behind_a_kept_report_stays_with_it_and_comes_back_with_it(store, author, pothole, photo):
    ref = store.report(pothole(photos=(photo(),)), author)
    store.note(ref, "Barrière posée", author)
    op_id = left_and_lost(store, ref)
    declaring.keep(store, op_id, author)
    assert {op.state for op in store.operations(ref=ref)} == {OpState.KEPT}
    assert store.counts().unsent == 0
    declaring.not_arrived(store, op_id, author)
    assert {op.state for op in store.operations(ref=ref)} == {OpState.QUEUED}


def test_of_two_at_the_back_end_the_other_one_counts_and_ours_takes_its_number(store, author, pothole):
    ref = store.report(pothole(), author)
    op_id = left_and_lost(store, ref, OpState.DUPLICATE_UPSTREAM)
    with store.writing() as journal:
        outbox.number(journal, ref, THERE, "10", "")
    double = stranger(store, "11", duplicate_of=ref, status="closed")
    assert [incident.ref for incident in declaring.doubles(store, ref)] == [double]
    declaring.pick(store, op_id, "11", author, mark_other=True)
    ours, other = store.incident(ref), store.incident(double)
    assert (ours.service_request_id, ours.server_status) == ("11", "closed")
    assert other.service_request_id == "10"
    assert (other.state, other.duplicate_of) == (State.DUPLICATE, ref)
    assert only(store, ref).state is OpState.CONFIRMED
    assert only(store, double, OpKind.PATCH).state is OpState.QUEUED


def test_picking_a_number_that_is_none_of_them_changes_nothing(store, author, pothole):
    ref = store.report(pothole(), author)
    op_id = left_and_lost(store, ref, OpState.DUPLICATE_UPSTREAM)
    stranger(store, "11")
    with pytest.raises(declaring.DecisionRefused):
        declaring.pick(store, op_id, "11", author)
    assert only(store, ref).state is OpState.DUPLICATE_UPSTREAM


def test_a_refused_report_is_corrected_under_the_same_reference_and_goes_first(store, author, pothole, photo):
    old, new = photo("a.png"), photo("b.png", width=50)
    ref = store.report(pothole(photos=(old,)), author)
    store.note(ref, "Appelé deux fois", author)
    store.triage(ref, {"priority": "high"}, author)
    op_id = refused(store, ref)
    form = declaring.form_of(store, op_id)
    assert form["description"] == "Trou béant"
    assert form["revises"] == op_id
    assert len(form["photos"]) == 1
    assert declaring.can_correct(store, op_id)
    corrected = pothole(description="Trou devant le 4", address="Rue du Moulin 4", photos=(new,), danger=True)
    assert declaring.revise(store, op_id, corrected, author) == ref
    incident = store.incident(ref)
    assert (incident.description, incident.address, incident.danger) == ("Trou devant le 4", "Rue du Moulin 4", True)
    assert (incident.priority, incident.photos) == ("high", 1)
    assert len(store.photos(ref)) == 1
    jobs = outbox.jobs(store, THERE)
    assert jobs[0].kind is OpKind.REPORT
    assert jobs[0].op_id != op_id
    assert jobs[0].payload["replaces"] == op_id
    first = next(op for op in store.operations(ref=ref) if op.op_id == op_id)
    assert first.state is OpState.WITHDRAWN
    assert store.broken_links() == []


def test_the_corrected_report_is_the_one_that_a_listing_confirms(store, author, pothole):
    ref = store.report(pothole(), author)
    op_id = refused(store, ref)
    declaring.revise(store, op_id, pothole(description="Mieux"), author)
    with store.database.reading() as tx:
        assert inbox.report_op(tx, ref)["op_id"] != op_id


@pytest.mark.parametrize(("field", "base", "mine", "theirs", "shown"), [
    ("address", "Rue A 1", "Rue A 2", "Rue A 3", "Rue A 3"), ("lon", "4.9", "4.95", "4.96", 4.96)])
def test_taking_the_back_ends_value_shows_it_and_agrees_on_it(store, author, pothole, field, base, mine, theirs, shown):
    ref = store.report(pothole(), author)
    with store.writing() as journal:
        inbox.add_conflict(journal, ref, field, base=base, mine=mine, theirs=theirs)
    (conflict,) = store.conflicts(ref)
    store.resolve(conflict.conflict_id, False, author)
    assert getattr(store.incident(ref), field) == shown
    with store.database.reading() as tx:
        row = inbox.by_ref(tx, ref)
    assert json.loads(row["base_json"])[field] == json.loads(row["local_json"])[field] == shown
    assert store.incident(ref).state is State.NEW


def test_keeping_our_value_leaves_it_shown_and_undoes_nothing(store, author, pothole):
    ref = store.report(pothole(address="Rue A 2"), author)
    with store.writing() as journal:
        inbox.add_conflict(journal, ref, "address", base="Rue A 1", mine="Rue A 2", theirs="Rue A 3")
    (conflict,) = store.conflicts(ref)
    store.resolve(conflict.conflict_id, True, author)
    assert store.incident(ref).address == "Rue A 2"
    assert store.conflicts(ref) == []


def test_what_may_have_arrived_is_never_corrected(store, author, pothole):
    ref = store.report(pothole(), author)
    op_id = left_and_lost(store, ref)
    assert not declaring.can_correct(store, op_id)
    with pytest.raises(declaring.DecisionRefused):
        declaring.revise(store, op_id, pothole(description="autre"), author)
    declaring.keep(store, op_id, author)
    assert not declaring.can_correct(store, op_id)
    assert store.incident(ref).description == "Trou béant"
