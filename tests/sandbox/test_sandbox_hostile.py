"""Clients that send nonsense, too much, too slowly, or all at once."""
from __future__ import annotations

import contextlib
import random
import socket
import threading
from collections import Counter

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rue311.plugin.sandbox import sockets
from rue311.plugin.sandbox.multipart import parse_multipart
from rue311.plugin.sandbox.problems import Problem

# an exception in a thread is a failure too
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")

PARTS = "multipart/form-data; boundary=x"


def raw(back_end, sent, *, hang_up=False):
    """What the server says to these bytes, up to its end."""
    with socket.create_connection(("127.0.0.1", back_end.server.port), timeout=10) as wire:
        wire.sendall(sent)
        if hang_up:
            wire.shutdown(socket.SHUT_WR)
        received = b""
        while piece := wire.recv(65536):
            received += piece
        return received


def still_works(back_end):
    return back_end.get("/services.json").status_code == 200


def post(path, body, **headers):
    lines = [f"POST {path} HTTP/1.1", "Host: x", "Connection: close", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (post("/requests.json", b"\xff\xfe=%ff%fe&x"), b" 400 "),
        (post("/requests.json", b"api_key=%ff%fe"), b" 400 "),
        (post("/requests.json", b"&".join(b"a%d=1" % n for n in range(600))), b" 400 "),
        (post("/requests.json", b'{"api_key": "sandbox"}', Content_Type="application/json"), b" 400 "),
        (post("/requests.json", b"--x\r\n", Content_Type=PARTS), b" 400 "),
        (post("/requests.json", b"abc", Content_Type="multipart/form-data"), b" 400 "),
        (post("/requests.json", b"--x\r\nno header\r\n--x--", Content_Type=PARTS), b" 400 "),
        (b"POST /requests.json HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", b" 400 "),
        (b"POST /requests.json HTTP/1.1\r\nHost: x\r\nContent-Length: 1e3\r\n\r\n", b" 400 "),
        (b"POST /requests.json HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b" 411 "),
        (b"GET http://[/requests.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 400 "),
        (b"GET /requests.json?service_code=%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 400 "),
        (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n", b" 414 "),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", b" 431 "),
        (b"FETCH /requests.json HTTP/1.1\r\nHost: x\r\n\r\n", b" 501 "),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
    ],
)
def test_nonsense_is_refused_and_nothing_kept(back_end, sent, status):
    assert status in raw(back_end, sent)[:600]
    assert still_works(back_end)
    assert back_end.listed() == []


def test_unescaped_accents_in_the_address_are_understood(back_end):
    answer = raw(back_end, "GET /services/éclairage.json HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    assert b" 404 " in answer


def test_body_cut_short_by_the_client_is_not_kept(back_end):
    whole = post("/requests.json", b"api_key=sandbox&service_code=avaloir&lat=50.3&long=4.9&description=abcdef")
    assert raw(back_end, whole[:-3], hang_up=True) == b""
    assert back_end.listed() == []


def test_ten_megabytes_of_photo_are_taken_and_of_form_refused(back_end):
    photo = b"\xff\xd8\xff\xe0" + random.Random(311).randbytes(10 * 2**20)
    assert back_end.report(files={"media": ("grand.jpg", photo, "image/jpeg")}).status_code == 200
    assert back_end.http.get(back_end.listed()[0]["media_url"], timeout=10).content == photo

    refused = back_end.report(description="x" * (10 * 2**20))
    assert refused.status_code == 413
    assert refused.json()[0]["code"] == 413
    assert len(back_end.listed()) == 1


def test_twenty_one_megabytes_of_photo_and_eleven_photos_are_too_much(back_end):
    photo = b"\xff\xd8\xff\xe0" + bytes(21 * 2**20)
    assert back_end.report(files={"media": ("g.jpg", photo, "image/jpeg")}).status_code == 400
    small = [("media[]", (f"{n}.jpg", b"\xff\xd8\xff%d" % n, "image/jpeg")) for n in range(11)]
    assert back_end.report(files=small).status_code == 400
    assert back_end.listed() == []


def test_a_client_that_asks_before_it_sends_is_told_to_go_on(back_end):
    body = b"api_key=sandbox&service_code=avaloir&lat=50.3&long=4.9"
    with socket.create_connection(("127.0.0.1", back_end.server.port), timeout=5) as wire:
        wire.sendall(post("/requests.json", body, Expect="100-continue")[: -len(body)])
        assert wire.recv(100).startswith(b"HTTP/1.1 100 ")
        wire.sendall(body)
        assert wire.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_slow_client_is_cut_and_holds_nobody_up(start, monkeypatch):
    monkeypatch.setattr(sockets.DeadlineReader.__init__, "__defaults__", (0.5,))
    back_end = start()
    slow = socket.create_connection(("127.0.0.1", back_end.server.port), timeout=10)
    slow.sendall(b"POST /requests.json HTTP/1.1\r\nContent-Length: 60\r\n\r\n")
    cut = threading.Event()

    def trickle():
        try:
            while not cut.wait(0.1):
                slow.sendall(b"a")
        except OSError:
            cut.set()

    thread = threading.Thread(target=trickle)
    thread.start()
    assert still_works(back_end)
    with contextlib.suppress(ConnectionResetError):
        assert slow.recv(100) == b""  # cut although a byte came every 0.1 s
    cut.set()
    thread.join()
    slow.close()


def test_more_connections_than_places_wait_and_are_served(start, monkeypatch):
    monkeypatch.setattr(sockets, "MAX_CONNECTIONS", 5)
    back_end = start()
    idle = [socket.create_connection(("127.0.0.1", back_end.server.port)) for _ in range(5)]
    answers = []
    late = threading.Thread(target=lambda: answers.append(back_end.get("/services.json").status_code))
    late.start()
    late.join(0.5)
    assert answers == []
    for one in idle:
        one.close()
    late.join(5)
    assert answers == [200]


def test_full_house_can_still_be_stopped(start, monkeypatch):
    monkeypatch.setattr(sockets, "MAX_CONNECTIONS", 2)
    back_end = start()
    held = [socket.create_connection(("127.0.0.1", back_end.server.port)) for _ in range(4)]
    stopper = threading.Thread(target=back_end.server.stop)
    stopper.start()
    stopper.join(5)
    assert not stopper.is_alive()
    for one in held:
        one.settimeout(5)
        with contextlib.suppress(ConnectionResetError):
            assert one.recv(1) == b""
        one.close()


def test_twenty_clients_with_fifty_posts_each_lose_and_double_nothing(back_end):
    receipts: dict[str, str] = {}
    failures = []

    def client(name):
        http = requests.Session()
        http.trust_env = False
        for turn in range(50):
            words = f"[ref:{name}-{turn}]"
            form = {"api_key": "sandbox", "service_code": "avaloir", "lat": "50.3", "long": "4.9", "description": words}
            answer = http.post(back_end.server.url + "/requests.json", data=form, timeout=30)
            if answer.status_code != 200:
                failures.append(answer.text)
            receipts[words] = answer.json()[0]["service_request_id"]
            if turn % 10 == 0:
                http.get(back_end.server.url + "/requests.json?page_size=10", timeout=30).raise_for_status()
        http.close()

    threads = [threading.Thread(target=client, args=(name,)) for name in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(set(receipts.values())) == 1000
    rows = back_end.listed()
    assert Counter(one["description"] for one in rows) == Counter(receipts.keys())
    assert {one["description"]: one["service_request_id"] for one in rows} == receipts


def test_same_update_from_twenty_clients_is_kept_once(back_end):
    number = back_end.report().json()[0]["service_request_id"]
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(back_end.update(number, "same").status_code)) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [400] * 19
    assert len(back_end.get("/servicerequestupdates.json").json()) == 1


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_multipart_is_parsed_or_refused(body):
    head = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    for content in (body, b"--x\r\n" + body, head + body + b"\r\n--x--"):
        with contextlib.suppress(Problem):  # any other exception is a defect
            fields, files = parse_multipart(PARTS, content, 50)
            assert all(isinstance(value, str) for _, value in fields)
            assert all(isinstance(one.body, bytes) for one in files)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200).filter(lambda content: b"\r\n--x" not in content))
def test_a_file_s_bytes_come_through_multipart_unchanged(content):
    head = b'--x\r\nContent-Disposition: form-data; name="media"; filename="a"\r\n\r\n'
    _, (file,) = parse_multipart(PARTS, head + content + b"\r\n--x--\r\n", 50)
    assert file.body == content


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    target=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
    method=st.sampled_from(["GET", "POST"]),
)
def test_any_address_gets_an_http_answer(back_end, target, method):
    sent = f"{method} /{target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    head = raw(back_end, sent).partition(b"\r\n")[0]
    assert head.split()[0] == b"HTTP/1.1"
    assert int(head.split()[1]) < 500
