"""urllib3's connections, taught three things: which exchange they carry, whether it was sent, and how to dial.

Works with urllib3 1.26 and 2. Certificates are always checked, against one context that is loaded once.
"""
from __future__ import annotations

import socket
import ssl
from typing import Any

import requests.adapters
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.retry import Retry
from urllib3.util.ssl_ import create_urllib3_context

from .dial import dial
from .errors import ConnectionDropped, ProxyNotSupported, ProxyRefused, TimedOut, TlsFailed, TransportError
from .exchange import Exchange, current


class _Carrier:
    """Mixed into urllib3's two connection classes; only `HttpSession` uses them, so an exchange is always current."""

    _connecting = False

    def _new_conn(self) -> socket.socket:
        host, port = getattr(self, "_dns_host", "") or self.host, self.port  # type: ignore[attr-defined]
        return dial(host, port, _exchange())

    def connect(self) -> None:
        exchange = _exchange()
        tunnelled = bool(getattr(self, "_tunnel_host", None))  # urllib3 2 forgets it when the tunnel fails
        self._connecting = True
        try:
            super().connect()  # type: ignore[misc]
        except TransportError:
            raise
        except Exception as error:
            raise _unsent(exchange, error, tunnelled=tunnelled) from error
        finally:
            self._connecting = False

    def send(self, data: Any) -> None:
        if self.sock is None and self.auto_open:  # type: ignore[attr-defined]
            self.connect()
        exchange = _exchange()
        if self._connecting:
            super().send(data)  # type: ignore[misc]  # CONNECT, to the proxy
            return
        sock = self.sock  # type: ignore[attr-defined]
        if not exchange.sent and sock is not None:
            exchange.check()
            exchange.carried_by(sock)
            sock.settimeout(exchange.limits.idle_s)
            exchange.sent = True
        super().send(data)  # type: ignore[misc]


def _exchange() -> Exchange:
    exchange = current()
    if exchange is None:
        raise RuntimeError("a connection of rue311 was used outside of its session")
    return exchange


def _unsent(exchange: Exchange, error: Exception, *, tunnelled: bool) -> TransportError:
    """Name what went wrong before the first byte of the request."""
    stopped = exchange.stopped()
    if stopped is not None:
        return stopped
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, socket.timeout):
        return TimedOut(exchange.host, text, sent=False)
    if tunnelled and "unnel" in text:
        return ProxyRefused(text)
    if isinstance(error, (ssl.SSLError, ssl.CertificateError)) or "certificate" in text.lower():
        return TlsFailed(exchange.host, text)
    return ConnectionDropped(exchange.host, text, sent=False)


class _PlainConnection(_Carrier, HTTPConnection):  # type: ignore[misc]
    pass


class _TlsConnection(_Carrier, HTTPSConnection):  # type: ignore[misc]
    pass


class _PlainPool(HTTPConnectionPool):  # type: ignore[misc]
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):  # type: ignore[misc]
    ConnectionCls = _TlsConnection


class _UsedOnce:
    """A pool that never hands out a connection twice: a server may close an idle one just as a POST leaves on it."""

    def _put_conn(self, conn: Any) -> None:
        if conn is not None:
            conn.close()
        super()._put_conn(None)  # type: ignore[misc]


class _PlainPoolOnce(_UsedOnce, _PlainPool):
    pass


class _TlsPoolOnce(_UsedOnce, _TlsPool):
    pass


_POOLS = {"http": _PlainPool, "https": _TlsPool}
_POOLS_ONCE = {"http": _PlainPoolOnce, "https": _TlsPoolOnce}


class CarrierAdapter(requests.adapters.HTTPAdapter):
    """requests' adapter on the connections above, without any retry of its own. keep: connections are used again."""

    def __init__(self, context: ssl.SSLContext, pool: int, *, keep: bool) -> None:
        self._context = context
        self._pools = _POOLS if keep else _POOLS_ONCE
        super().__init__(pool_connections=pool, pool_maxsize=pool, max_retries=Retry(0, read=False))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        if str(proxy).lower().startswith("socks"):
            raise ProxyNotSupported("SOCKS")
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:  # noqa: ARG002
        """Leave the certificates to the context, which requests would load anew for each connection."""
        conn.cert_reqs = "CERT_REQUIRED"


def trusting(ca_file: str = "", ca_pem: str = "") -> ssl.SSLContext:
    """A TLS context. ca_file: trust only its certificates. Else: the machine's, certifi's, and those of `ca_pem`."""
    # urllib3's own kind of context also settles who compares the host name
    context: ssl.SSLContext = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
        return context
    context.load_default_certs()
    context.load_verify_locations(cafile=DEFAULT_CA_BUNDLE_PATH)
    if ca_pem.strip():
        context.load_verify_locations(cadata=ca_pem)
    return context
