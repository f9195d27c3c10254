"""One HTTP session for the whole plugin: on `requests`, with QGIS's proxy, certificates and credentials.

A POST is sent at most once: no retry, no redirect, never on a connection that rested for long. Every failure says
whether the request can have reached the server (`sent`). Every answer has a byte cap, an idle timeout and a total
deadline, and can be cancelled from another thread. `qgis.py` is the only file here that knows QGIS.

Limits, each a typed error with its remedy: HTTP proxies without a password or with Basic; no SOCKS, no NTLM, Negotiate
or Kerberos (ProxyNotSupported; behind a CONNECT tunnel the proxy's kind stays unknown: ProxyRefused). Credentials that
become headers (Basic, API header, OAuth2); no client certificates, that is PKI paths, PKCS#12 and stored identities
(AuthcfgNotSupported).
"""
from .cancel import CancelToken
from .errors import (
    AnswerGarbled,
    AnswerTooLarge,
    Cancelled,
    ConnectionDropped,
    ConnectRefused,
    NameNotFound,
    ProxyNotSupported,
    ProxyRefused,
    RedirectRefused,
    TimedOut,
    TlsFailed,
    TransportError,
    UnusableAddress,
)
from .exchange import Limits
from .session import HttpReply, HttpSession

__all__ = [
    "AnswerGarbled",
    "AnswerTooLarge",
    "CancelToken",
    "Cancelled",
    "ConnectRefused",
    "ConnectionDropped",
    "HttpReply",
    "HttpSession",
    "Limits",
    "NameNotFound",
    "ProxyNotSupported",
    "ProxyRefused",
    "RedirectRefused",
    "TimedOut",
    "TlsFailed",
    "TransportError",
    "UnusableAddress",
]
