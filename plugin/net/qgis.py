"""What QGIS knows about the network here, handed to `HttpSession`: proxies, certificates, credentials.

Nothing in this file runs when QGIS starts. The password store is opened only for an `authcfg`, on a user's action.
"""
from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from qgis.core import Qgis, QgsApplication, QgsAuthMethodConfig, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyQuery, QNetworkRequest

from ..errors import Rue311Error
from ..i18n import tr
from .address import same_origin
from .errors import ProxyNotSupported
from .exchange import Limits
from .session import HttpSession

# client certificates: QGIS hands their keys to Qt, not to requests
UNUSABLE = ("PKI-", "Identity-Cert")
PROXY_AGE_S = 60.0  # the user may change the proxy in QGIS's options meanwhile


class AuthcfgUnreadable(Rue311Error):
    code = "NET-201"

    def __init__(self, authcfg: str, detail: str = "") -> None:
        super().__init__(
            tr("The stored credentials {authcfg} cannot be opened.").format(authcfg=authcfg),
            tr(
                "Enter QGIS's master password, or choose other credentials."
                " Without a screen, name a file that holds the master password in QGIS_AUTH_PASSWORD_FILE."
            ),
            detail,
        )


class AuthcfgNotSupported(AuthcfgUnreadable):
    """Credentials that work inside the TLS connection, or that only Qt can use: they cannot be turned into headers."""

    code = "NET-202"

    def __init__(self, authcfg: str, method: str) -> None:
        super().__init__(authcfg, method)
        self.user = tr("The stored credentials {authcfg} are of a kind that Rue311 cannot use: {method}.").format(
            authcfg=authcfg, method=method
        )
        self.remedy = tr("Choose credentials of the kind Basic or API header; client certificates are not supported.")
        self.args = (self.user,)


def qgis_session(authcfg: str = "", *, limits: Limits = Limits(), for_url: str = "") -> HttpSession:  # noqa: B008
    """A session on QGIS's network settings. Call it on the GUI thread; use it on any.

    authcfg: id of stored credentials; they are sent to the origin of `for_url` only, or where that is empty to the
    first origin that the session is asked for, and to no other. Raises AuthcfgUnreadable, and AuthcfgNotSupported for
    client certificates.
    """
    credentials = _Credentials(_headers_of(authcfg), for_url) if authcfg else None
    return HttpSession(
        proxies=_Proxies().of,
        headers_for=credentials.of if credentials else None,
        user_agent=f"Rue311 QGIS/{Qgis.QGIS_VERSION_INT}",
        limits=limits,
        ca_pem=_trusted_pem(),
    )


def api_key_of(authcfg: str) -> str:
    """The password of a stored "Basic" configuration. May ask for the master password. Raises AuthcfgUnreadable."""
    key = _config(authcfg).config("password")
    if not key:
        raise AuthcfgUnreadable(authcfg, "no password in it")
    return str(key)


class _Proxies:
    """Asks QGIS once a minute per origin: it honours excludes, the system's proxy and PAC files, which may be slow."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, dict[str, str]]] = {}
        self._lock = threading.Lock()

    def of(self, url: str) -> dict[str, str]:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            asked, proxies = self._known.get(origin, (-PROXY_AGE_S, {}))
            if time.monotonic() - asked >= PROXY_AGE_S:
                proxies = _proxies_for(url)
                self._known[origin] = time.monotonic(), proxies
            return proxies


def _proxies_for(url: str) -> dict[str, str]:
    # the static QNetworkProxyFactory.proxyForQuery answers "none" where QGIS has one
    factory = QgsNetworkAccessManager.instance().proxyFactory()
    answers = factory.queryProxy(QNetworkProxyQuery(QUrl(url)))
    proxy = answers[0] if answers else QNetworkProxy(QNetworkProxy.ProxyType.NoProxy)
    if proxy.type() in (QNetworkProxy.ProxyType.NoProxy, QNetworkProxy.ProxyType.DefaultProxy) or not proxy.hostName():
        return {}
    if proxy.type() == QNetworkProxy.ProxyType.Socks5Proxy:
        raise ProxyNotSupported("SOCKS")
    user = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@" if proxy.user() else ""
    address = f"http://{user}{proxy.hostName()}:{proxy.port()}"
    return {"http": address, "https": address}


def _trusted_pem() -> str:
    """The certificate authorities that QGIS trusts, its user's included. They are not encrypted: no password needed."""
    manager = QgsApplication.authManager()
    if manager is None or manager.isDisabled():
        return ""
    return bytes(manager.trustedCaCertsPemText()).decode("ascii", "ignore")


class _Credentials:
    def __init__(self, headers: Mapping[str, str], for_url: str) -> None:
        self._headers = headers
        self._for_url = for_url
        self._lock = threading.Lock()

    def of(self, url: str) -> Mapping[str, str]:
        with self._lock:
            self._for_url = self._for_url or url
        return self._headers if same_origin(self._for_url, url) else {}


def _headers_of(authcfg: str) -> dict[str, str]:
    """The headers that QGIS would add to a request for these credentials (Basic, API header, OAuth2…)."""
    method = str(_config(authcfg).method())
    if method.startswith(UNUSABLE):
        raise AuthcfgNotSupported(authcfg, method)
    request = QNetworkRequest(QUrl("https://localhost/"))
    answer = QgsApplication.authManager().updateNetworkRequest(request, authcfg)
    if not (answer[0] if isinstance(answer, tuple) else answer):
        raise AuthcfgUnreadable(authcfg, "not applicable to a request")
    names = [bytes(name) for name in request.rawHeaderList()]
    return {name.decode("latin-1"): bytes(request.rawHeader(name)).decode("latin-1") for name in names}


def _config(authcfg: str) -> QgsAuthMethodConfig:
    manager = QgsApplication.authManager()
    config = QgsAuthMethodConfig()
    if manager is None or manager.isDisabled() or authcfg not in manager.configIds():
        raise AuthcfgUnreadable(authcfg, "unknown, or the password store is off")
    answer = manager.loadAuthenticationConfig(authcfg, config, True)
    if not (answer[0] if isinstance(answer, tuple) else answer) or not config.isValid():
        raise AuthcfgUnreadable(authcfg, "master password")
    return answer[1] if isinstance(answer, tuple) and len(answer) > 1 else config
