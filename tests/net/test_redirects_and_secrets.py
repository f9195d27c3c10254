"""Where a GET is led, and what it does not take along."""
from __future__ import annotations

import pytest
from rough_server import RoughServer, answer
from rue311.plugin.net import HttpSession, RedirectRefused


@pytest.fixture
def session():
    session = HttpSession(headers_for=lambda url: {"Authorization": "Basic c2VjcmV0"})
    yield session
    session.close()


def test_the_key_and_the_credentials_do_not_follow_to_another_host(session):
    with RoughServer([answer(b"here")]) as elsewhere:
        target = f"{elsewhere.url}/requests.json?api_key=s3cret&page=2&token=t"
        with RoughServer([answer(b"", "302 Found", Location=target)]) as server:
            reply = session.get(f"{server.url}/r.json", [("api_key", "s3cret")], {"X-Api-Key": "s3cret"})
        assert reply.body == b"here"
        assert reply.url == f"{elsewhere.url}/requests.json?page=2"
        assert elsewhere.got[0].target == "/requests.json?page=2"
        assert "s3cret" not in str(elsewhere.got[0])
        assert "authorization" not in elsewhere.got[0].headers
        assert "x-api-key" not in elsewhere.got[0].headers
        assert server.got[0].headers["authorization"] == "Basic c2VjcmV0"


def test_within_the_host_they_do_follow(session):
    with RoughServer([answer(b"", "301 Moved", Location="/v2/r.json?api_key=k"), answer(b"here")]) as server:
        assert session.get(f"{server.url}/r.json", headers={"Accept": "application/json"}).body == b"here"
        assert server.got[1].target == "/v2/r.json?api_key=k"
        assert server.got[1].headers["authorization"] == "Basic c2VjcmV0"
        assert server.got[1].headers["accept"] == "application/json"


def test_a_way_back_to_the_first_host_does_not_bring_the_credentials_back(session):
    with RoughServer() as elsewhere, RoughServer() as server:
        server.behaviours += [answer(b"", "302 Found", Location=f"{elsewhere.url}/"), answer(b"back")]
        elsewhere.behaviours.append(answer(b"", "302 Found", Location=f"{server.url}/steal"))
        assert session.get(server.url).body == b"back"
        assert "authorization" not in server.got[1].headers


def test_a_circle_ends(session):
    with RoughServer([answer(b"", "302 Found", Location="/again")]) as server:
        with pytest.raises(RedirectRefused):
            session.get(server.url)
        assert len(server.got) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://[::1", "gopher://x", "http://"])
def test_a_redirect_to_something_else_than_http_is_refused(session, target):
    with RoughServer([answer(b"", "302 Found", Location=target)]) as server, pytest.raises(RedirectRefused):
        session.get(server.url)


def test_no_cookie_is_kept(session):
    with RoughServer([answer(b"ok", Set_Cookie="session=abc; Path=/")]) as server:
        session.get(server.url)
        session.get(server.url)
        assert "cookie" not in server.got[1].headers


def test_the_environment_is_not_asked(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    with RoughServer([answer(b"ok")]) as server:
        assert HttpSession().get(server.url).status == 200
        assert HttpSession().post(server.url, [("a", "b")]).status == 200
        assert all("authorization" not in got.headers for got in server.got)


def test_a_secret_is_in_no_error():
    with RoughServer() as server:
        server.behaviours.append(answer(b"", "302 Found", Location="http://user:hunter2@[::1"))
        with pytest.raises(RedirectRefused) as failure:
            HttpSession().get(f"{server.url}/", [("api_key", "s3cret")])
    told = f"{failure.value} {failure.value.detail}"
    assert "s3cret" not in told
    assert "hunter2" not in told
