"""Who may synchronise what, and what happens when two try."""
from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from rue311.plugin.incidents import OpState, lease, open_store, outbox
from rue311.plugin.incidents.lease import LeaseLost, SyncBusy, process_alive
from rue311.plugin.incidents.outbox import Sending
from rue311.plugin.net import HttpSession
from rue311.plugin.open311 import Endpoint, Open311Client
from rue311.plugin.sync import SyncEngine, TrainingMixed, is_loopback


def test_practice_never_reaches_a_real_back_end(office):
    office.report()
    client = Open311Client(office.session, Endpoint("https://open311.commune.example/v2"))
    with pytest.raises(TrainingMixed):
        SyncEngine(office.store, client).sync()
    with pytest.raises(TrainingMixed):
        office.engine(training=False).sync()


def test_a_real_store_never_follows_a_training_profile(tmp_path, server):
    store = open_store(tmp_path / "real" / "store.sqlite", training=False, device_id="d")
    session = HttpSession()
    with pytest.raises(TrainingMixed):
        SyncEngine(store, Open311Client(session, Endpoint(server.url)), training=True).sync()
    session.close()
    store.close()


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8311", True),
        ("http://LOCALHOST/v2", True),
        ("http://[::1]:80/", True),
        ("http://127.0.0.1.evil.example/", False),
        ("http://localhost@evil.example/", False),
        ("http://192.168.1.4/", False),
        ("nonsense", False),
    ],
)
def test_what_is_this_computer(url, loopback):
    assert is_loopback(url) is loopback


def test_only_one_synchronises_and_the_other_says_who(office):
    held = lease.take(office.store)
    ref = office.report()
    result = office.sync()
    assert isinstance(result.trouble, SyncBusy)
    assert str(os.getpid()) in result.trouble.user
    assert office.state(ref) is OpState.QUEUED
    lease.release(office.store, held)
    assert office.sync().pushed == 1


def test_the_lease_of_a_process_that_is_gone_is_taken_over(office):
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    assert not process_alive(gone.pid)
    assert process_alive(os.getpid())
    with office.store.writing() as journal:
        journal.tx.execute(
            "INSERT INTO lease (name, holder, pid, host, taken_utc, renewed) VALUES ('sync', 'x', ?, ?, '', ?)",
            (gone.pid, socket.gethostname(), office.clock.now().timestamp()),
        )
    office.report()
    assert office.sync().pushed == 1


def test_whoever_lost_the_lease_sends_nothing_more(office):
    office.report()
    mine = lease.take(office.store)
    (job,) = outbox.jobs(office.store, "back.end")
    with office.store.writing() as journal:
        journal.tx.execute("DELETE FROM lease")
    with pytest.raises(LeaseLost):
        outbox.claim(office.store, job, mine, Sending(0.0, 0.0, True, "back.end", ()))
    assert outbox.jobs(office.store, "back.end")[0].state is OpState.QUEUED


def test_what_was_in_flight_when_the_computer_died_is_looked_for_first(office):
    ref = office.report()
    (job,) = outbox.jobs(office.store, "")
    now = office.clock.now().timestamp()
    mine = lease.take(office.store)
    outbox.claim(office.store, job, mine, Sending(now, now, True, "loopback|valombre.example", ()))
    lease.release(office.store, mine)
    result = office.sync("push")
    assert (result.ambiguous, result.pushed) == (1, 0)
    office.wait()
    assert office.sync("push").pushed == 1
    assert office.count(ref) == 1


def test_a_late_answer_is_believed(office):
    """The first QGIS was thought dead; its answer arrives after the operation was given up as in doubt."""
    ref = office.report()
    (job,) = outbox.jobs(office.store, "")
    mine = lease.take(office.store)
    attempt = outbox.claim(office.store, job, mine, Sending(0.0, 0.0, True, "e", ()))
    outbox.recover(office.store)
    with office.store.writing() as journal:
        assert outbox.settle(journal, job.op_id, OpState.ACKNOWLEDGED, attempt)
        assert not outbox.settle(journal, job.op_id, OpState.RETRY_WAIT, attempt)
    assert office.state(ref) is OpState.ACKNOWLEDGED


def test_a_store_that_fails_in_the_middle_stops_the_sending(office, monkeypatch):
    refs = [office.report() for _ in range(5)]
    claim, calls = outbox.claim, []

    def failing(*args):
        calls.append(1)
        if len(calls) == 3:
            raise LeaseLost
        return claim(*args)

    monkeypatch.setattr(outbox, "claim", failing)
    result = office.sync("push", connections=1)
    assert isinstance(result.trouble, LeaseLost)
    monkeypatch.setattr(outbox, "claim", claim)
    office.wait()
    office.sync()
    assert [office.count(ref) for ref in refs] == [1] * 5


def test_many_connections_send_every_report_once(office):
    refs = [office.report(description=f"n°{number}") for number in range(60)]
    result = office.sync(connections=8)
    assert (result.pushed, result.confirmed, result.trouble) == (60, 60, None)
    assert [office.count(ref) for ref in refs] == [1] * 60
    assert office.store.broken_links() == []


def test_nonsense_directions_are_refused(office):
    with pytest.raises(ValueError, match="direction"):
        office.sync("sideways")
