"""Planned faults: what each looks like to a client, and whether the record is kept behind its back."""
from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import pytest
import requests
from rue311.plugin.sandbox import Fault, FaultPlan

# an exception in a thread is a failure too
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")

KEPT = {"drop_after_commit": 1, "error_502_after_commit": 1, "truncated": 1, "slow": 1}


def kept(back_end):
    return len(back_end.listed())


@pytest.mark.parametrize("name", ["drop_before", "drop_after_commit"])
def test_dropped_connection_answers_nothing(back_end, name):
    back_end.server.faults.plan(name)
    with pytest.raises(requests.ConnectionError):
        back_end.report()
    assert kept(back_end) == KEPT.get(name, 0)
    assert back_end.report().status_code == 200  # once only


def test_truncated_body_ends_before_its_length(back_end):
    back_end.server.faults.plan("truncated")
    with socket.create_connection(("127.0.0.1", back_end.server.port)) as wire:
        body = b"api_key=sandbox&service_code=avaloir&lat=50.3&long=4.9"
        wire.sendall(b"POST /requests.json HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        received = b""
        while piece := wire.recv(65536):
            received += piece
    head, _, shown = received.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    promised = int(lengths[0])
    assert 0 < len(shown) < promised
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        json.loads(shown)
    assert kept(back_end) == 1


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("html", 200, "<form"),
        ("empty", 200, ""),
        ("error_503", 503, "Unavailable"),
        ("error_502_after_commit", 502, "Bad Gateway"),
        ("throttle_429", 429, "Too many"),
    ],
)
def test_wrong_answers(back_end, name, status, words):
    back_end.server.faults.plan(name)
    answer = back_end.report()
    assert answer.status_code == status
    assert words in answer.text
    assert bool(answer.content) is bool(words)
    assert ("Retry-After" in answer.headers) is (name == "throttle_429")
    assert kept(back_end) == KEPT.get(name, 0)


def test_hang_never_answers_and_keeps_nothing(back_end):
    back_end.server.faults.plan("hang")
    with pytest.raises(requests.ReadTimeout):
        back_end.http.post(back_end.server.url + "/requests.json", data={"api_key": "sandbox"}, timeout=0.3)
    assert kept(back_end) == 0


def test_slow_sends_byte_after_byte_and_never_idles_long(back_end):
    back_end.server.faults.plan("slow")
    form = {"api_key": "sandbox", "service_code": "avaloir", "lat": "50.3", "long": "4.9"}
    answer = requests.post(back_end.server.url + "/requests.json", data=form, stream=True, timeout=5)
    pieces = answer.iter_content(1)
    assert (next(pieces), next(pieces)) == (b"[", b"{")
    answer.close()
    assert kept(back_end) == 1


def test_each_fault_has_a_test_here_or_beside():
    here = Path(__file__)
    texts = here.read_text(encoding="utf-8") + here.with_name("test_sandbox_mischief.py").read_text(encoding="utf-8")
    assert [one.value for one in Fault if f'"{one.value}"' not in texts] == []


def test_faults_strike_in_their_order_by_method_and_path(back_end):
    plan = back_end.server.faults
    plan.plan("error_503", times=2, method="GET")
    plan.plan("html", method="GET", path="/services")
    plan.plan("throttle_429", times=-1, method="*", path="/tokens")
    assert back_end.report().status_code == 200
    assert [back_end.get("/requests.json").status_code for _ in range(3)] == [503, 503, 200]
    assert "<form" in back_end.get("/services.json").text
    assert [back_end.get("/tokens/x.json").status_code for _ in range(5)] == [429] * 5
    plan.clear()
    assert back_end.get("/tokens/x.json").status_code == 404


def test_unknown_fault_is_refused():
    with pytest.raises(ValueError, match="typo"):
        FaultPlan().plan("typo")
    with pytest.raises(ValueError, match="times"):
        FaultPlan().plan("html", times=0)


def test_faults_over_http_need_the_staff_key(back_end):
    url = back_end.server.url + "/_sandbox/faults"

    def plan(**form):
        return back_end.http.post(url, data=form, timeout=5)

    assert plan(name="html", api_key="public").status_code == 403
    assert plan(name="html").status_code == 403
    assert plan(name="typo", api_key="sandbox").status_code == 400
    assert plan(name="html", times="x", api_key="sandbox").status_code == 400
    assert back_end.server.faults.waiting() == []
    planned = plan(name="html", times="3", method="GET", api_key="sandbox")
    assert planned.json() == [{"name": "html", "times": 3, "method": "GET", "path": "/"}]
    # reading the plan is never struck itself
    assert back_end.http.get(url, params={"api_key": "sandbox"}, timeout=5).json() == planned.json()
    assert plan(name="clear", api_key="sandbox").json() == []


def test_many_threads_use_up_a_plan_exactly(back_end):
    back_end.server.faults.plan("error_503", times=10)
    results = []

    def five():
        results.extend(requests.post(back_end.server.url + "/requests.json", timeout=10).status_code for _ in range(5))

    threads = [threading.Thread(target=five) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [403] * 20 + [503] * 10
