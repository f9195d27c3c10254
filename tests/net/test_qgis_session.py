"""The session on QGIS's own settings: proxy, certificates, credentials."""
from __future__ import annotations

import base64
import threading

import pytest
from loopback_proxy import LoopbackProxy
from rough_server import RoughServer, answer

qgis_core = pytest.importorskip("qgis.core")

from qgis.PyQt.QtNetwork import QNetworkProxy  # noqa: E402
from rue311.plugin.net import ProxyRefused  # noqa: E402
from rue311.plugin.net.qgis import AuthcfgNotSupported, AuthcfgUnreadable, api_key_of, qgis_session  # noqa: E402


@pytest.fixture
def network(qgis_app):
    """QGIS's network manager; its proxy is taken away again."""
    manager = qgis_core.QgsNetworkAccessManager.instance()
    yield manager
    manager.setFallbackProxyAndExcludes(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy), [], [])


def use(network, proxy: LoopbackProxy, excludes: list[str], user: str = "", password: str = "") -> None:
    kind = QNetworkProxy.ProxyType.HttpProxy
    network.setFallbackProxyAndExcludes(QNetworkProxy(kind, "127.0.0.1", proxy.port, user, password), excludes, [])


def test_the_proxy_of_qgis_is_used_also_from_another_thread(network):
    with RoughServer([answer(b"ok")]) as server, LoopbackProxy() as proxy:
        use(network, proxy, [])
        session = qgis_session()
        bodies = [session.get(server.url).body]
        thread = threading.Thread(target=lambda: bodies.append(session.post(f"{server.url}/p", [("a", "b")]).body))
        thread.start()
        thread.join()
        assert bodies == [b"ok", b"ok"]
        assert [got.method for got in proxy.got] == ["GET", "POST"]


def test_an_address_that_qgis_excludes_goes_without_proxy(network):
    with RoughServer([answer(b"ok")]) as server, LoopbackProxy() as proxy:
        use(network, proxy, [server.url])
        assert qgis_session().get(f"{server.url}/services.json").body == b"ok"
        assert not proxy.got


def test_the_password_of_the_proxy_comes_from_qgis(network):
    with RoughServer([answer(b"ok")]) as server, LoopbackProxy("Gaëlle:p@ss:word") as proxy:
        use(network, proxy, [])
        with pytest.raises(ProxyRefused):
            qgis_session().post(server.url, [("a", "b")])
        assert not server.got
    with RoughServer([answer(b"ok")]) as server, LoopbackProxy("dupre:p@ss:w/rd") as proxy:
        use(network, proxy, [], "dupre", "p@ss:w/rd")
        assert qgis_session().post(server.url, [("a", "b")]).body == b"ok"


def test_without_a_proxy_one_goes_straight(network):
    with RoughServer([answer(b"ok")]) as server:
        assert qgis_session().get(server.url).body == b"ok"
        assert server.got[0].headers["user-agent"].startswith("Rue311 QGIS/")


@pytest.fixture
def authcfg(qgis_app, tmp_path):
    """Stored "Basic" credentials in the password store of this test run."""
    manager = qgis_core.QgsApplication.authManager()
    if manager.isDisabled() or not manager.setMasterPassword("test master password", True):
        pytest.skip("this QGIS has no password store")
    config = qgis_core.QgsAuthMethodConfig("Basic")
    config.setName("Valombre")
    config.setConfig("username", "agent")
    config.setConfig("password", "clé-secrète")
    manager.storeAuthenticationConfig(config)
    yield config.id()
    manager.removeAuthenticationConfig(config.id())


def test_the_key_is_the_password_of_the_stored_credentials(authcfg):
    assert api_key_of(authcfg) == "clé-secrète"


def test_credentials_go_to_one_origin_and_to_no_other(authcfg, network):
    with RoughServer([answer(b"ok")]) as server, RoughServer([answer(b"ok")]) as other:
        session = qgis_session(authcfg, for_url=server.url)
        session.get(other.url)
        session.get(server.url)
        wanted = "Basic " + base64.b64encode("agent:clé-secrète".encode()).decode()
        assert server.got[0].headers["authorization"] == wanted
        assert "authorization" not in other.got[0].headers


def test_the_first_origin_asked_is_the_one_of_the_credentials(authcfg, network):
    with RoughServer([answer(b"ok")]) as server, RoughServer([answer(b"ok")]) as other:
        session = qgis_session(authcfg)
        session.get(server.url)
        session.get(other.url)
        assert "authorization" in server.got[0].headers
        assert "authorization" not in other.got[0].headers


@pytest.mark.parametrize("unknown", ["", "abc1234", "' OR 1=1 --"])
def test_credentials_that_do_not_exist_are_named(qgis_app, unknown):
    with pytest.raises(AuthcfgUnreadable) as failure:
        api_key_of(unknown)
    assert "QGIS_AUTH_PASSWORD_FILE" in failure.value.remedy


@pytest.mark.parametrize("method", ["PKI-Paths", "PKI-PKCS#12", "Identity-Cert"])
def test_client_certificates_are_refused_in_words(authcfg, method):
    """QGIS would hand their key to Qt; a request without it would be refused by the server, and nobody knew why."""
    manager = qgis_core.QgsApplication.authManager()
    if method not in manager.authMethodsKeys():
        pytest.skip("this QGIS does not know that method")
    config = qgis_core.QgsAuthMethodConfig(method)
    config.setName("Certificat")
    for name in ("certpath", "keypath", "bundlepath", "certid"):
        config.setConfig(name, "x")
    stored = manager.storeAuthenticationConfig(config)
    if not (stored[0] if isinstance(stored, tuple) else stored):
        pytest.skip("this QGIS keeps no such configuration without a certificate")
    try:
        with pytest.raises(AuthcfgNotSupported) as failure:
            qgis_session(config.id())
        assert method in failure.value.user
        assert "Basic" in failure.value.remedy
        assert isinstance(failure.value, AuthcfgUnreadable)
    finally:
        manager.removeAuthenticationConfig(config.id())


def test_a_session_without_credentials_never_asks_for_the_master_password(qgis_app):
    manager = qgis_core.QgsApplication.authManager()
    asked: list[object] = []
    manager.passwordHelperMessageOut.connect(asked.append)
    manager.clearMasterPassword()
    qgis_session()
    assert not manager.masterPasswordIsSet()
    assert not asked
