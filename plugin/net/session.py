"""The HTTP session: GETs that try again a little, POSTs that leave once, answers that cannot hurt."""
from __future__ import annotations

import contextlib
import http.client
import io
import random
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Callable
from urllib.parse import urljoin

import requests
import urllib3.exceptions

from .address import host_of, may_follow, same_origin, with_params, without_keys
from .body import ACCEPT, CUT_SHORT, read_body
from .cancel import CancelToken
from .errors import (
    AnswerGarbled,
    Cancelled,
    ConnectionDropped,
    ProxyNotSupported,
    ProxyRefused,
    RedirectRefused,
    TimedOut,
    TransportError,
    UnusableAddress,
)
from .exchange import Exchange, Limits, under_way
from .wire import CarrierAdapter, trusting

REDIRECTS = {301, 302, 303, 307, 308}
MAX_REDIRECTS = 5
PASSING = {502, 503, 504}  # a GET may try these again
FIRST_PAUSE_S = 0.2
FORM = "application/x-www-form-urlencoded; charset=utf-8"

Pairs = Sequence[tuple[str, str]]
Files = Sequence[tuple[str, tuple[str, bytes, str]]]
_jitter = random.SystemRandom()
_TROUBLES = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError)


@dataclass(frozen=True)
class HttpReply:
    """A whole answer. headers: names in any case. url: the one that answered, after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    elapsed_s: float


class HttpSession:
    """May be used from any number of threads at once. Keeps no cookies and reads nothing from the environment.

    proxies: URL -> proxies as `requests` takes them ({"http": …, "https": …}); empty: direct. verify: True, or the
    path of a PEM file whose certificates alone are trusted. ca_pem: certificates trusted besides the machine's.
    headers_for: URL -> headers with credentials; asked for the caller's own URLs, never for another host that a
    redirect names. pool: connections kept per host.
    """

    def __init__(
        self,
        *,
        proxies: Callable[[str], dict[str, str]] | None = None,
        verify: bool | str = True,
        headers_for: Callable[[str], Mapping[str, str]] | None = None,
        user_agent: str = "Rue311",
        limits: Limits = Limits(),  # noqa: B008  frozen
        pool: int = 8,
        ca_pem: str = "",
    ) -> None:
        if not verify:
            raise ValueError("certificates are always verified")
        self._proxies = proxies
        self._ca_file = verify if isinstance(verify, str) else ""
        self._ca_pem = ca_pem
        self._headers_for = headers_for
        self._user_agent = user_agent
        self._limits = limits
        self._pool = pool
        self._lock = threading.Lock()
        self._adapters: dict[str, CarrierAdapter] = {}

    def get(
        self,
        url: str,
        params: Pairs = (),
        headers: Mapping[str, str] | None = None,
        *,
        limits: Limits | None = None,
        cancel: CancelToken | None = None,
        retries: int = 2,
    ) -> HttpReply:
        """Fetch `url`, following redirects. Any status is an answer; TransportError where none arrived whole.

        retries: after a broken or garbled answer, an idle timeout, or 502, 503, 504 without Retry-After; all of them
        within one `total_s`. A key among `params` and the credentials do not follow to another host.
        """
        limits = limits or self._limits
        deadline = time.monotonic() + limits.total_s
        asked = {"Accept-Encoding": ACCEPT, **(headers or {})}
        for attempt in range(max(0, retries) + 1):
            last = attempt >= retries
            try:
                reply = self._follow(with_params(url, params), asked, limits, deadline, cancel)
                if last or reply.status not in PASSING or "Retry-After" in reply.headers:
                    return reply
            except (ConnectionDropped, TimedOut, AnswerGarbled) as error:
                if last or time.monotonic() >= deadline:
                    raise
                if isinstance(error, AnswerGarbled) or CUT_SHORT in error.detail:
                    asked["Accept-Encoding"] = "identity"
            _pause(FIRST_PAUSE_S * 2**attempt * _jitter.uniform(0.5, 1.5), deadline, cancel)
        raise TimedOut(host_of(url), "retries")

    def post(
        self,
        url: str,
        data: Pairs,
        files: Files = (),
        headers: Mapping[str, str] | None = None,
        *,
        limits: Limits | None = None,
        cancel: CancelToken | None = None,
    ) -> HttpReply:
        """Send a form once, on a new or a just used connection: no retry, no redirect (a 3xx is returned as it is).

        On TransportError, `sent` tells whether the server may have got it.
        """
        limits = limits or self._limits
        deadline = time.monotonic() + limits.total_s
        sent = {"Accept-Encoding": ACCEPT, **self._credentials(url), **(headers or {})}
        if not files:
            sent["Content-Type"] = FORM
        request = requests.Request("POST", url, headers=sent, data=list(data), files=list(files) or None)
        return self._exchange("brief", request, limits, deadline, cancel)

    def close(self) -> None:
        with self._lock:
            adapters, self._adapters = list(self._adapters.values()), {}
        for adapter in adapters:
            adapter.close()

    def _follow(
        self, url: str, headers: Mapping[str, str], limits: Limits, deadline: float, cancel: CancelToken | None
    ) -> HttpReply:
        first = url
        sent = {**self._credentials(url), **headers}
        for _hop in range(MAX_REDIRECTS + 1):
            reply = self._exchange("keep", requests.Request("GET", url, headers=sent), limits, deadline, cancel)
            target = _location(reply)
            if not target:
                return reply
            if not may_follow(url, target):
                raise RedirectRefused(host_of(url), f"to {host_of(target)}")
            if not same_origin(first, target):
                sent = {"Accept-Encoding": sent["Accept-Encoding"]}
                target = without_keys(target)
            url = target
        raise RedirectRefused(host_of(first), f"more than {MAX_REDIRECTS} redirects")

    def _exchange(
        self, kind: str, request: requests.Request, limits: Limits, deadline: float, cancel: CancelToken | None
    ) -> HttpReply:
        started = time.monotonic()
        host = host_of(request.url)
        proxies = self._proxies(request.url) if self._proxies else {}
        exchange = Exchange(limits, deadline, host, proxied=bool(proxies))
        with under_way(exchange, cancel):
            try:
                exchange.check()
                prepared = _prepare(request, self._user_agent)
                # not through requests.Session: it would read a redirect's body without limit and parse its target
                response = self._adapter(kind).send(
                    prepared, stream=True, timeout=(limits.connect_s, limits.idle_s), proxies=proxies
                )
                with contextlib.closing(response):
                    if response.status_code == 407 and proxies:
                        raise _proxy_trouble(response.headers)
                    body = read_body(response.raw, response.headers, exchange)
            except TransportError as error:
                raise exchange.stopped() or error from error
            except _TROUBLES as error:
                raise _translated(exchange, error) from error
        elapsed = time.monotonic() - started
        return HttpReply(response.status_code, response.headers, body, str(prepared.url), elapsed)

    def _credentials(self, url: str) -> Mapping[str, str]:
        return self._headers_for(url) if self._headers_for else {}

    def _adapter(self, kind: str) -> CarrierAdapter:
        """`keep` for GET, `brief` for POST; made at first use, since loading the certificates takes a while."""
        with self._lock:
            if not self._adapters:
                context = trusting(self._ca_file, self._ca_pem)
                for name in ("keep", "brief"):
                    self._adapters[name] = CarrierAdapter(context, self._pool, keep=name == "keep")
            return self._adapters[kind]


def _prepare(request: requests.Request, user_agent: str) -> requests.PreparedRequest:
    """Prepared without a session: no cookies, no `.netrc`, nothing from the environment."""
    prepared = request.prepare()
    if not prepared.url or not prepared.url.startswith(("http://", "https://")):
        raise requests.exceptions.InvalidSchema("neither http nor https")
    prepared.headers.setdefault("User-Agent", user_agent)
    prepared.headers.setdefault("Accept", "*/*")
    if isinstance(prepared.body, str):
        prepared.body = prepared.body.encode("utf-8")
    if isinstance(prepared.body, bytes):
        # as a file it leaves in pieces, each with its own idle timeout: a photo on a slow line
        prepared.body = io.BytesIO(prepared.body)  # type: ignore[assignment]
    return prepared


def _proxy_trouble(headers: Mapping[str, str]) -> ProxyRefused:
    """A 407: a wrong password, or a proxy that takes Windows logins only."""
    offered = [word.strip().split(" ", 1)[0].lower() for word in headers.get("Proxy-Authenticate", "").split(",")]
    windows = [kind for kind in offered if kind in ("ntlm", "negotiate", "kerberos")]
    return ProxyNotSupported(windows[0].upper()) if windows and "basic" not in offered else ProxyRefused("HTTP 407")


def _translated(exchange: Exchange, error: Exception) -> TransportError:
    stopped = exchange.stopped()
    if stopped is not None:
        return stopped
    text = f"{type(error).__name__}"
    timeouts = (socket.timeout, requests.Timeout, urllib3.exceptions.TimeoutError)
    if isinstance(error, timeouts) or isinstance(error.__cause__ or error.__context__, timeouts):
        return TimedOut(exchange.host, f"idle for {exchange.limits.idle_s} s", sent=exchange.sent)
    if isinstance(error, ValueError) and not exchange.sent:
        return UnusableAddress(exchange.host, text)
    return ConnectionDropped(exchange.host, text, sent=exchange.sent)


def _location(reply: HttpReply) -> str:
    if reply.status not in REDIRECTS:
        return ""
    location = reply.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace").strip()
    try:
        return urljoin(reply.url, location) if location else ""
    except ValueError:
        raise RedirectRefused(host_of(reply.url), "to an address that is none") from None


def _pause(seconds: float, deadline: float, cancel: CancelToken | None) -> None:
    if cancel is None:
        time.sleep(max(0.0, min(seconds, deadline - time.monotonic())))
        return
    woken = threading.Event()
    cancel.add_callback(woken.set)
    try:
        woken.wait(max(0.0, min(seconds, deadline - time.monotonic())))
    finally:
        cancel.remove_callback(woken.set)
    if cancel.cancelled:
        raise Cancelled(sent=False)


