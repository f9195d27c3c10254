"""The guard of decision 1: a POST leaves once, whatever the connection does."""
from __future__ import annotations

import socket
import threading
import time

import pytest
from rough_server import RoughServer, answer, drop, raw
from rue311.plugin.net import (
    ConnectionDropped,
    ConnectRefused,
    HttpSession,
    Limits,
    NameNotFound,
    TimedOut,
    UnusableAddress,
    wire,
)


@pytest.fixture
def session():
    session = HttpSession(limits=Limits(connect_s=2, idle_s=5, total_s=10))
    yield session
    session.close()


def test_five_posts_dropped_without_an_answer_make_five_records(session):
    with RoughServer([drop]) as server:
        for number in range(5):
            with pytest.raises(ConnectionDropped) as failure:
                session.post(f"{server.url}/requests.json", [("description", f"hole {number}")])
            assert failure.value.sent
        assert len(server.got) == 5  # Qt makes 20 of them, urllib3's Retry too


def test_five_posts_dropped_on_a_warm_session_make_five_records(session):
    with RoughServer([answer(b"[]")] + [drop] * 20) as server:
        session.get(server.url)
        for _ in range(5):
            with pytest.raises(ConnectionDropped):
                session.post(server.url, [("a", "b")])
        assert [got.method for got in server.got] == ["GET"] + ["POST"] * 5


def test_five_posts_dropped_on_connections_that_answered_before_make_five_records(session):
    """Each drop strikes a connection that is used again, where other clients send once more by themselves."""
    with RoughServer([answer(b"[]"), drop] * 5) as server:
        for number in range(5):
            assert session.post(server.url, [("good", str(number))]).status == 200
            with pytest.raises(ConnectionDropped) as failure:
                session.post(server.url, [("dropped", str(number))])
            assert failure.value.sent
        assert [got.body.split(b"=")[0] for got in server.got] == [b"good", b"dropped"] * 5
        assert server.connections == 5


def test_a_connection_that_rested_too_long_is_not_used_for_a_post(session, monkeypatch):
    monkeypatch.setattr(wire, "REST_S", 0.1)
    with RoughServer([answer(b"[]")]) as server:
        session.post(server.url, [("a", "b")])
        time.sleep(0.2)
        session.post(server.url, [("a", "b")])
        assert server.connections == 2


def test_a_connection_is_not_used_again_after_half_an_answer(session):
    half = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{")
    with RoughServer([answer(b"[]"), half, answer(b"[]")]) as server:
        session.post(server.url, [("a", "b")])
        with pytest.raises(ConnectionDropped):
            session.post(server.url, [("a", "b")])
        assert session.post(server.url, [("a", "b")]).status == 200
        assert len(server.got) == 3
        assert server.connections == 2


def test_an_idle_connection_that_the_server_closes_does_not_make_a_post_doubtful(session):
    def answer_then_close(client, got):
        answer(b"[]")(client, got)
        raise ConnectionAbortedError  # no `Connection: close` in the answer: the client cannot know

    with RoughServer([answer_then_close]) as server:
        for _ in range(5):
            assert session.post(server.url, [("a", "b")]).status == 200
        assert len(server.got) == server.connections == 5


def test_posts_in_a_row_share_a_connection_but_never_one_of_a_get(session):
    with RoughServer([answer(b"[]")]) as server:
        for _ in range(3):
            session.get(server.url)
        for _ in range(3):
            session.post(server.url, [("a", "b")])
        assert server.connections == 1 + 1


def test_a_photo_on_a_slow_line_may_take_longer_than_connecting():
    """The idle limit counts while sending, too; not the shorter one for connecting."""
    received: list[int] = []

    def slow(listener):
        client, _address = listener.accept()
        with client:
            time.sleep(0.6)
            size = 0
            while size < 20_000_000:
                size += len(client.recv(2**20))
            received.append(size)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=slow, args=(listener,), daemon=True)
        thread.start()
        session = HttpSession(limits=Limits(connect_s=0.3, idle_s=10, total_s=30))
        photo = ("a.jpg", bytes(20_000_000), "image/jpeg")
        assert session.post(f"http://127.0.0.1:{listener.getsockname()[1]}", [], [("media", photo)]).status == 200
        thread.join(5)
    assert received


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"])
def test_a_redirect_of_a_post_is_returned_and_not_followed(session, status):
    with RoughServer() as elsewhere, RoughServer([answer(b"", status, Location=f"{elsewhere.url}/x")]) as server:
        assert session.post(server.url, [("api_key", "k")]).status == int(status[:3])
        assert len(server.got) == 1
        assert not elsewhere.got


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "503 Unavailable", "504 Timeout", "429 Slow down"])
def test_a_post_is_not_repeated_after_a_failure_of_the_server(session, status):
    with RoughServer([answer(b"sorry", status, Retry_After="0")]) as server:
        assert session.post(server.url, [("a", "b")]).status == int(status[:3])
        assert len(server.got) == 1


def test_half_an_answer_is_an_error_that_may_have_been_processed(session):
    with RoughServer([raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{")]) as server:
        with pytest.raises(ConnectionDropped) as failure:
            session.post(server.url, [("a", "b")])
        assert failure.value.sent
        assert len(server.got) == 1


def test_no_answer_in_time_is_an_error_that_may_have_been_processed():
    session = HttpSession(limits=Limits(idle_s=0.2, total_s=5))
    with RoughServer() as server:
        server.behaviours.append(server.hang)
        with pytest.raises(TimedOut) as failure:
            session.post(server.url, [("a", "b")])
        assert failure.value.sent
        assert len(server.got) == 1


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://127.0.0.1:1/", ConnectRefused),
        ("http://no-such-host.invalid/", NameNotFound),
        ("ftp://127.0.0.1/", UnusableAddress),
        ("not an address", UnusableAddress),
        ("http://[::1", UnusableAddress),
    ],
)
def test_what_cannot_have_left_says_so(session, url, error):
    with pytest.raises(error) as failure:
        session.post(url, [("a", "b")])
    assert not failure.value.sent


def test_a_form_is_utf8_and_says_so(session):
    with RoughServer([answer(b"[]")]) as server:
        session.post(server.url, [("description", "nid-de-poule à côté de l'église & <b>"), ("a[]", "1"), ("a[]", "2")])
        assert server.got[0].headers["content-type"] == "application/x-www-form-urlencoded; charset=utf-8"
        assert b"%C3%A0+c%C3%B4t%C3%A9" in server.got[0].body
        assert server.got[0].body.endswith(b"&a%5B%5D=1&a%5B%5D=2")


def test_a_photo_travels_beside_the_fields(session):
    photo = bytes(range(256)) * 4000
    with RoughServer([answer(b"[]")]) as server:
        session.post(server.url, [("lat", "50.3")], [("media", ("été.jpg", photo, "image/jpeg"))])
        body = server.got[0].body
        assert photo in body
        assert b'name="lat"\r\n\r\n50.3' in body
        assert server.got[0].headers["content-type"].startswith("multipart/form-data; boundary=")
