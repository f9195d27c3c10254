"""No answer can take memory or time without end."""
from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import zlib

import pytest
from rough_server import RoughServer, answer, drop, raw
from rue311.plugin.net import (
    AnswerGarbled,
    AnswerTooLarge,
    Cancelled,
    CancelToken,
    ConnectionDropped,
    HttpSession,
    Limits,
    TimedOut,
)

SMALL = Limits(connect_s=2, idle_s=2, total_s=5, max_bytes=100_000)


@pytest.fixture
def session():
    session = HttpSession(limits=SMALL)
    yield session
    session.close()


def zeros_in_gzip(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(2**20)) for _ in range(megabytes)] + [packer.flush()])


def test_a_gzip_bomb_is_refused_at_the_cap(session):
    bomb = zeros_in_gzip(90)
    assert len(bomb) < SMALL.max_bytes  # small on the wire
    with RoughServer([answer(bomb, Content_Encoding="gzip")]) as server, pytest.raises(AnswerTooLarge):
        session.get(server.url)


def test_an_endless_body_is_refused_at_the_cap(session):
    def endless(client, got):
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            client.sendall(bytes(65536))

    with RoughServer([endless]) as server, pytest.raises(AnswerTooLarge):
        session.get(server.url)


def test_the_body_of_a_redirect_is_capped_too(session):
    def endless(client, got):
        client.sendall(b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n")
        while True:
            client.sendall(bytes(65536))

    with RoughServer([endless]) as server, pytest.raises(AnswerTooLarge):
        session.post(server.url, [("a", "b")])


def test_an_announced_length_beyond_the_cap_is_refused_before_reading(session):
    huge = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n")
    with RoughServer([huge]) as server, pytest.raises(AnswerTooLarge):
        session.get(server.url)


def test_a_body_of_exactly_the_cap_is_read(session):
    body = b"x" * SMALL.max_bytes
    with RoughServer([answer(body), answer(gzip.compress(body), Content_Encoding="gzip")]) as server:
        assert session.get(server.url).body == body
        assert session.get(server.url).body == body


@pytest.mark.parametrize(
    "endless_part",
    [b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ids=["header line", "chunk size line"],
)
def test_an_endless_line_is_refused(session, endless_part):
    def line_without_end(client, got):
        client.sendall(endless_part)
        while True:
            client.sendall(b"1" * 65536)

    with RoughServer([line_without_end]) as server, pytest.raises(ConnectionDropped):
        session.get(server.url, retries=0)


def test_one_byte_at_a_time_ends_at_the_total_deadline():
    session = HttpSession(limits=Limits(idle_s=5, total_s=0.4))
    with RoughServer() as server:
        server.behaviours.append(server.drip)
        with pytest.raises(TimedOut):
            session.get(server.url)
        assert len(server.got) == 1  # no time left to try again


def test_headers_one_byte_at_a_time_end_at_the_total_deadline():
    session = HttpSession(limits=Limits(idle_s=5, total_s=0.4))
    with RoughServer() as server:

        def drip_headers(client, got):
            while not server.wait(0.05):
                client.sendall(b"H")

        server.behaviours.append(drip_headers)
        with pytest.raises(TimedOut):
            session.get(server.url)


def test_an_answer_that_ends_with_the_connection_is_not_taken_for_whole_at_the_deadline():
    """Shutting our own socket looks like the end of a body without length."""
    session = HttpSession(limits=Limits(idle_s=5, total_s=0.4))
    with RoughServer() as server:

        def half_then_hang(client, got):
            client.sendall(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{"service_request_id":"1"}')
            server.wait(30)

        server.behaviours.append(half_then_hang)
        with pytest.raises(TimedOut):
            session.get(server.url)


@pytest.mark.parametrize("method", ["get", "post"])
def test_cancel_from_another_thread_frees_a_hanging_request(session, method):
    session = HttpSession(limits=Limits(idle_s=60, total_s=60))
    token = CancelToken()
    with RoughServer() as server:
        reached = threading.Event()

        def hang(client, got):
            reached.set()
            server.hang(client, got)

        server.behaviours.append(hang)
        threading.Thread(target=lambda: (reached.wait(10), token.cancel()), daemon=True).start()
        with pytest.raises(Cancelled) as failure:
            session.get(server.url, cancel=token) if method == "get" else session.post(server.url, [], cancel=token)
        assert failure.value.sent
        assert len(server.got) == 1


def test_cancelled_before_it_began_is_not_sent(session):
    token = CancelToken()
    token.cancel()
    with RoughServer([answer(b"[]")]) as server:
        with pytest.raises(Cancelled) as failure:
            session.post(server.url, [], cancel=token)
        assert not failure.value.sent
        assert not server.got


@pytest.fixture
def deaf_port():
    """A port whose queue is full: the system neither accepts nor refuses a further connection."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def test_a_connection_that_never_stands_is_cancelled_and_unsent(deaf_port):
    token = CancelToken()
    session = HttpSession(limits=Limits(connect_s=60, total_s=60))
    threading.Timer(0.1, token.cancel).start()
    with pytest.raises(Cancelled) as failure:
        session.post(f"http://127.0.0.1:{deaf_port}/", [], cancel=token)
    assert not failure.value.sent


def test_a_connection_that_never_stands_times_out_and_is_unsent(deaf_port):
    session = HttpSession(limits=Limits(connect_s=0.2, total_s=60))
    with pytest.raises(TimedOut) as failure:
        session.post(f"http://127.0.0.1:{deaf_port}/", [])
    assert not failure.value.sent


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(b"this is no gzip", "gzip"), (gzip.compress(b"x"), "br"), (gzip.compress(b"x"), "gzip, gzip")],
)
def test_a_broken_encoding_is_garbled_and_asked_for_again_plainly(session, body, encoding):
    with RoughServer([answer(body, Content_Encoding=encoding), answer(b"plain")]) as server:
        assert session.get(server.url).body == b"plain"
        assert [got.headers["accept-encoding"] for got in server.got] == ["gzip", "identity"]
    with RoughServer([answer(body, Content_Encoding=encoding)]) as server, pytest.raises(AnswerGarbled):
        session.get(server.url, retries=0)


def test_gzip_in_several_members_is_read_to_the_last(session):
    body = b"".join(gzip.compress(part) for part in (b"[1, 2", b", 3", b"]"))
    with RoughServer([answer(body, Content_Encoding="gzip")]) as server:
        assert session.get(server.url).body == b"[1, 2, 3]"


def test_what_follows_the_end_of_gzip_is_no_part_of_the_answer(session):
    with RoughServer([answer(gzip.compress(b"[1]") + b"\r\n\0\0junk", Content_Encoding="gzip")]) as server:
        assert session.get(server.url).body == b"[1]"


def test_a_gzip_bomb_in_a_later_member_is_refused_at_the_cap(session):
    bomb = gzip.compress(b"[1]") + zeros_in_gzip(90)
    with RoughServer([answer(bomb, Content_Encoding="gzip")]) as server, pytest.raises(AnswerTooLarge):
        session.get(server.url)


def test_a_gzip_body_cut_short_is_not_whole(session):
    body = gzip.compress(b"[1, 2, 3]" * 100)[:-12]
    with RoughServer([answer(body, Content_Encoding="gzip")]) as server, pytest.raises(ConnectionDropped):
        session.get(server.url, retries=0)


def test_a_get_tries_again_and_gives_up(session):
    with RoughServer([drop, answer(b"", "503 Busy"), answer(b"at last")]) as server:
        assert session.get(server.url).body == b"at last"
        assert len(server.got) == 3
    with RoughServer([drop]) as server:
        with pytest.raises(ConnectionDropped):
            session.get(server.url)
        assert len(server.got) == 3


def test_a_server_that_says_when_to_come_back_is_not_pressed(session):
    with RoughServer([answer(b"", "503 Busy", Retry_After="120")]) as server:
        assert session.get(server.url).status == 503
        assert len(server.got) == 1


def test_connections_are_kept_for_gets_from_many_threads(session):
    with RoughServer([answer(b"ok")]) as server:
        bodies: list[bytes] = []
        threads = [
            threading.Thread(target=lambda: bodies.extend(session.get(server.url).body for _ in range(10)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert bodies == [b"ok"] * 40
        assert server.connections <= 4


def test_no_thread_and_no_socket_stays_behind(session):
    before = threading.active_count()
    with RoughServer([answer(b"ok")]) as server:
        for _ in range(5):
            session.get(server.url)
        session.close()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before
