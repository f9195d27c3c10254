"""Every way in which no usable HTTP answer arrives. The only question that matters after a POST: was it sent?"""
from __future__ import annotations

from ..errors import Rue311Error
from ..i18n import tr


class TransportError(Rue311Error):
    """No usable answer. sent False: not one byte of the request can have reached the server."""

    code = "NET-100"

    def __init__(self, user: str, remedy: str = "", detail: str = "", *, sent: bool = True) -> None:
        super().__init__(user, remedy, detail)
        self.sent = sent


class NameNotFound(TransportError):
    code = "NET-101"

    def __init__(self, host: str, detail: str = "") -> None:
        super().__init__(
            tr("The server {host} is not known on this network.").format(host=host),
            tr("Check the network connection and the address."),
            detail,
            sent=False,
        )


class ConnectRefused(TransportError):
    code = "NET-102"

    def __init__(self, host: str, detail: str = "") -> None:
        super().__init__(
            tr("The server {host} does not accept connections.").format(host=host),
            tr("Check that it is running, and the network connection."),
            detail,
            sent=False,
        )


class TlsFailed(TransportError):
    code = "NET-103"

    def __init__(self, host: str, detail: str = "", *, sent: bool = False) -> None:
        super().__init__(
            tr("The identity of the server {host} cannot be verified.").format(host=host),
            tr("Ask your IT service to add its certificate authority to QGIS (Options, Authentication)."),
            detail,
            sent=sent,
        )


class ProxyRefused(TransportError):
    code = "NET-104"

    def __init__(self, detail: str = "", *, remedy: str = "") -> None:
        super().__init__(
            tr("The proxy does not let the request through."),
            remedy or tr("Check the proxy and its password in the options of QGIS (Network)."),
            detail,
            sent=False,
        )


class ProxyNotSupported(ProxyRefused):
    """A SOCKS proxy, or one that wants a Windows login (NTLM, Negotiate): neither can be spoken to here."""

    code = "NET-112"

    def __init__(self, kind: str) -> None:
        super().__init__(
            kind,
            remedy=tr(
                "Rue311 knows HTTP proxies with or without a password. For a SOCKS proxy or one with a Windows login"
                " (NTLM, Kerberos), ask your IT service for an exception or for a local HTTP proxy."
            ),
        )
        self.user = tr("Rue311 cannot use this kind of proxy: {kind}.").format(kind=kind)
        self.args = (self.user,)


class TimedOut(TransportError):
    code = "NET-105"

    def __init__(self, host: str, detail: str = "", *, sent: bool = True) -> None:
        super().__init__(
            tr("The server {host} takes too long to answer.").format(host=host),
            tr("Try again later."),
            detail,
            sent=sent,
        )


class ConnectionDropped(TransportError):
    code = "NET-106"

    def __init__(self, host: str, detail: str = "", *, sent: bool = True) -> None:
        super().__init__(
            tr("The connection to {host} broke before the answer was complete.").format(host=host),
            tr("Try again later."),
            detail,
            sent=sent,
        )


class AnswerTooLarge(TransportError):
    code = "NET-107"

    def __init__(self, host: str, max_bytes: int) -> None:
        super().__init__(
            tr("The answer of {host} is larger than {size} MB and was not read.").format(
                host=host, size=max(1, max_bytes // 2**20)
            ),
            tr("Ask for less at once, or tell the manager of the server."),
            f"cap {max_bytes} bytes",
        )


class Cancelled(TransportError):
    code = "NET-108"

    def __init__(self, detail: str = "", *, sent: bool = True) -> None:
        super().__init__(tr("Cancelled."), "", detail, sent=sent)


class AnswerGarbled(TransportError):
    code = "NET-109"

    def __init__(self, host: str, detail: str = "") -> None:
        super().__init__(
            tr("The answer of {host} is damaged.").format(host=host),
            tr("Try again later; a proxy or antivirus on the way may be the cause."),
            detail,
        )


class RedirectRefused(TransportError):
    code = "NET-110"

    def __init__(self, host: str, detail: str = "") -> None:
        super().__init__(
            tr("The server {host} sends the request elsewhere, without end or to an unusable address.").format(
                host=host
            ),
            tr("Check the address."),
            detail,
        )


class UnusableAddress(TransportError):
    code = "NET-111"

    def __init__(self, host: str, detail: str = "") -> None:
        super().__init__(
            tr("The address of the server cannot be used: {host}").format(host=host),
            tr("Check the address; it begins with https:// or http://."),
            detail,
            sent=False,
        )
