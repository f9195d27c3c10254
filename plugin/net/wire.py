"""urllib3's connections, taught three things: which exchange they carry, whether it was sent, and how to dial.

Works with urllib3 1.26 and 2. Certificates are always checked, against one context that is loaded once.
"""
from __future__ import annotations

import socket
import ssl
import time
from typing import Any

import requests.adapters
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.retry import Retry
from urllib3.util.ssl_ import create_urllib3_context
from urllib3.util.wait import wait_for_read

from .dial import dial
from .errors import ConnectionDropped, ProxyNotSupported, ProxyRefused, TimedOut, TlsFailed, TransportError
from .exchange import Exchange, current

REST_S = 2.0  # no server known closes an idle connection sooner
PROBATION_S = 0.05  # a server that closes without a word does it together with its answer


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


class _KeptBriefly:
    """A pool for POSTs, which cannot be sent again: it hands out a used connection only where that is safe to think.

    The last answer on it was read to its end less than REST_S ago, and nothing has come since, not even an end. The
    first time one looks for PROBATION_S: some servers close after each answer without announcing it. What drops all
    the same is a dropped POST like any other; nothing here sends twice.
    """

    def _get_conn(self, timeout: float | None = None) -> Any:
        conn = super()._get_conn(timeout)  # type: ignore[misc]
        if conn is not None and conn.sock is not None and not _is_fresh(conn):
            conn.close()
        return conn

    def _put_conn(self, conn: Any) -> None:
        if conn is not None:
            conn.rests_since = time.monotonic()
        super()._put_conn(conn)  # type: ignore[misc]


def _is_fresh(conn: Any) -> bool:
    if time.monotonic() - getattr(conn, "rests_since", 0.0) > REST_S:
        return False
    proven, conn.proven = getattr(conn, "proven", None), conn.sock
    return not wait_for_read(conn.sock, 0 if proven is conn.sock else PROBATION_S)


class _PlainPoolBrief(_KeptBriefly, _PlainPool):
    pass


class _TlsPoolBrief(_KeptBriefly, _TlsPool):
    pass


_POOLS = {"http": _PlainPool, "https": _TlsPool}
_POOLS_BRIEF = {"http": _PlainPoolBrief, "https": _TlsPoolBrief}


class CarrierAdapter(requests.adapters.HTTPAdapter):
    """requests' adapter on the connections above, without any retry of its own. keep: as long as the pool likes."""

    def __init__(self, context: ssl.SSLContext, pool: int, *, keep: bool) -> None:
        self._context = context
        self._pools = _POOLS if keep else _POOLS_BRIEF
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
