"""Real proxies and real certificates on loopback."""
from __future__ import annotations

import socket
import ssl
import subprocess
import warnings
from pathlib import Path

import pytest
from loopback_proxy import LoopbackProxy
from rough_server import RoughServer, answer, drop
from rue311.plugin.net import (
    Cancelled,
    CancelToken,
    ConnectionDropped,
    ConnectRefused,
    HttpSession,
    Limits,
    ProxyNotSupported,
    ProxyRefused,
    TimedOut,
    TlsFailed,
    TransportError,
)


def through(address: str) -> HttpSession:
    return HttpSession(proxies=lambda url: {"http": address, "https": address}, limits=Limits(connect_s=3))


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Path:
    """A private authority `ca.pem` and a certificate `server.pem` of 127.0.0.1 and localhost, made by openssl."""
    folder = tmp_path_factory.mktemp("autorité privée")
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
    for command in (
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Valombre-CA",
        "req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    (folder / "names.cnf").write_text(names)
    sign = "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 2 -extfile names.cnf -out server.crt"
    subprocess.run(["openssl", *sign.split()], cwd=folder, check=True, capture_output=True)
    (folder / "server.pem").write_bytes((folder / "server.key").read_bytes() + (folder / "server.crt").read_bytes())
    return folder


@pytest.fixture(scope="module")
def context(authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem")
    return context


def test_a_private_authority_is_trusted_when_named(authority, context):
    with RoughServer([answer(b"ok")], context=context) as server:
        alone = HttpSession(verify=str(authority / "ca.pem"))
        assert alone.get(server.url).body == b"ok"
        assert alone.post(server.url, [("a", "b")]).status == 200
        besides = HttpSession(ca_pem=(authority / "ca.pem").read_text())
        assert besides.get(server.url.replace("127.0.0.1", "localhost")).body == b"ok"


def test_q40_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent(context):
    with RoughServer([answer(b"ok")], context=context) as server:
        with pytest.raises(TlsFailed) as failure:
            HttpSession().post(server.url, [("api_key", "k")])
        assert not failure.value.sent
        assert not server.got


def test_the_certificate_of_another_name_is_refused_before_anything_is_sent(authority, context):
    with RoughServer([answer(b"ok")], context=context, host="127.0.0.2") as server:
        session = HttpSession(verify=str(authority / "ca.pem"))
        with pytest.raises(TlsFailed) as failure:
            session.post(server.url, [("api_key", "k")])
        assert not failure.value.sent
        assert not server.got


def test_certificates_cannot_be_ignored():
    with pytest.raises(ValueError, match="always verified"):
        HttpSession(verify=False)


def test_five_posts_over_tls_dropped_make_five_records(authority, context):
    session = HttpSession(verify=str(authority / "ca.pem"))
    with RoughServer([drop], context=context) as server:
        for _ in range(5):
            with pytest.raises(ConnectionDropped) as failure:
                session.post(server.url, [("a", "b")])
            assert failure.value.sent
        assert len(server.got) == 5


@pytest.mark.parametrize("reason", ["deadline", "cancel"])
def test_deadline_and_cancel_reach_through_tls(authority, context, reason):
    limits = Limits(idle_s=30, total_s=0.4 if reason == "deadline" else 30)
    session, token = HttpSession(verify=str(authority / "ca.pem"), limits=limits), CancelToken()
    with RoughServer(context=context) as server:

        def hang(client, got):
            if reason == "cancel":
                token.cancel()
            server.hang(client, got)

        server.behaviours.append(hang)
        with pytest.raises(TimedOut if reason == "deadline" else Cancelled) as failure:
            session.post(server.url, [("a", "b")], cancel=token)
        assert failure.value.sent


def test_a_handshake_that_hangs_is_unsent():
    """The system accepts the connection for a server that says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        session = HttpSession(limits=Limits(connect_s=0.3, total_s=5))
        with pytest.raises(TimedOut) as failure:
            session.post(f"https://127.0.0.1:{silent.getsockname()[1]}", [("a", "b")])
        assert not failure.value.sent


@pytest.mark.parametrize("secure", [False, True])
def test_a_proxy_that_demands_a_password_is_named_and_nothing_was_sent(authority, context, secure):
    with RoughServer([answer(b"ok")], context=context if secure else None) as server, LoopbackProxy("a:b") as proxy:
        with pytest.raises(ProxyRefused) as failure:
            through(proxy.url).post(server.url, [("a", "b")])
        assert not failure.value.sent
        assert len(proxy.got) == 1
        assert not server.got


@pytest.mark.parametrize("secure", [False, True])
def test_a_proxy_that_gets_its_password_lets_through(authority, context, secure):
    with RoughServer([answer(b"ok")], context=context if secure else None) as server, LoopbackProxy("a:b") as proxy:
        address = proxy.url.replace("http://", "http://a:b@")
        session = HttpSession(
            proxies=lambda url: {"http": address, "https": address}, ca_pem=(authority / "ca.pem").read_text()
        )
        assert session.get(server.url).body == b"ok"
        assert session.post(server.url, [("a", "b")]).body == b"ok"
        assert [got.method for got in server.got] == ["GET", "POST"]
        assert [got.method for got in proxy.got] == (["CONNECT"] * 2 if secure else ["GET", "POST"])
        assert all("proxy-authorization" not in got.headers for got in server.got)


def test_a_proxy_that_is_not_there_leaves_the_post_unsent():
    with RoughServer([answer(b"ok")]) as server:
        with pytest.raises(ConnectRefused) as failure:
            through("http://127.0.0.1:1").post(server.url, [("a", "b")])
        assert not failure.value.sent


@pytest.mark.parametrize("secure", [False, True])
def test_a_post_dropped_behind_a_proxy_is_doubtful_and_sent_once(authority, context, secure):
    with RoughServer([drop], context=context if secure else None) as server, LoopbackProxy() as proxy:
        session = HttpSession(
            proxies=lambda url: {"http": proxy.url, "https": proxy.url}, ca_pem=(authority / "ca.pem").read_text()
        )
        with pytest.raises(ConnectionDropped) as failure:
            session.post(server.url, [("a", "b")])
        assert failure.value.sent
        assert len(server.got) == 1
        assert len(proxy.got) == 1


def test_a_socks_proxy_is_refused_in_words():
    with pytest.raises(ProxyNotSupported) as failure:
        through("socks5://127.0.0.1:1").post("http://127.0.0.1:1/", [("a", "b")])
    assert "SOCKS" in failure.value.user
    assert not failure.value.sent


@pytest.mark.parametrize(
    ("offered", "kind"),
    [
        ("NTLM", ProxyNotSupported),
        ("Negotiate, NTLM", ProxyNotSupported),
        ("Negotiate, Basic realm=x", ProxyRefused),
        ("Basic realm=x", ProxyRefused),
        ("", ProxyRefused),
    ],
)
def test_a_proxy_that_wants_a_windows_login_is_told_from_a_wrong_password(offered, kind):
    demand = answer(b"", "407 Proxy Authentication Required", Proxy_Authenticate=offered)
    with RoughServer([demand]) as proxy, pytest.raises(ProxyRefused) as failure:
        through(proxy.url).post("http://back-end.example/", [("a", "b")])
    assert type(failure.value) is kind
    assert ("NTLM" in failure.value.remedy) is (kind is ProxyNotSupported)
    assert not failure.value.sent


@pytest.mark.parametrize("protocol", ["TLSv1", "TLSv1_1"])
def test_q40_a_server_of_obsolete_tls_is_refused_before_anything_is_sent(authority, protocol):
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old.load_cert_chain(authority / "server.pem")
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion[protocol]
    with RoughServer([answer(b"ok")], context=old) as server:
        with pytest.raises(TransportError) as failure:
            HttpSession(verify=str(authority / "ca.pem")).post(server.url, [("api_key", "k")])
        assert not failure.value.sent
        assert not server.got
