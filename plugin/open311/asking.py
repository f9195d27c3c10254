"""Asking a back end without wanting to be right: every answer is kept, also the one that is a refusal."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..clock import utc_text
from ..errors import Rue311Error
from ..i18n import tr
from ..net import Cancelled, CancelToken, HttpReply, HttpSession, Limits, TransportError
from . import parse, send
from .endpoint import Endpoint
from .errors import NotFound, Open311Error, Unreadable
from .loose import Row, rows
from .model import ServiceRequest
from .reply import document_of

LIMITS = Limits(connect_s=10, idle_s=15, total_s=25)
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Heard:
    """What came: a document, or the trouble; the reply where there was one."""

    document: Any = None
    trouble: Rue311Error | None = None
    reply: HttpReply | None = None

    @property
    def good(self) -> bool:
        return self.trouble is None


@dataclass(frozen=True)
class Listed(Heard):
    """A list of service requests. raw: its rows as they came."""

    requests: tuple[ServiceRequest, ...] = ()
    raw: tuple[Row, ...] = ()

    @property
    def ids(self) -> list[str]:
        return [request.service_request_id for request in self.requests]


class Asker:
    """GETs to one endpoint, in one format. Raises Cancelled only."""

    def __init__(self, session: HttpSession, endpoint: Endpoint, cancel: CancelToken | None) -> None:
        self.session = session
        self.endpoint = endpoint
        self.cancel = cancel
        self.format = "json"
        self.paths = "suffix"
        self.empty_404 = ""  # the words of a 404 that stood for an empty list

    def path(self, path: str, format: str) -> str:
        """A path in this back end's own way."""
        if self.paths == "suffix":
            return f"{path}.{format}"
        return path if self.paths == "bare" else "/" + path[1:2].upper() + path[2:]

    def fetch(self, url: str, params: Pairs = (), headers: Mapping[str, str] | None = None) -> Heard:
        """GET any address and read it as a document."""
        reply = None
        try:
            reply = self.session.get(url, params, headers, limits=LIMITS, cancel=self.cancel, retries=1)
            return Heard(document_of(reply), None, reply)
        except Cancelled:
            raise
        except (TransportError, Open311Error) as error:
            return Heard(None, error, reply)

    def get(self, path: str, params: Pairs = (), *, format: str = "", jurisdiction: bool = True) -> Heard:
        """GET below the endpoint, such as `/services`."""
        asked = [*(send.jurisdiction(self.endpoint) if jurisdiction else ()), *send.declared(params)]
        kind = format or self.format
        headers = {"Accept": send.accepted(kind, self.paths)}
        return self.fetch(self.endpoint.url.rstrip("/") + self.path(path, kind), asked, headers)

    def list(self, *params: tuple[str, str]) -> Listed:
        """GET requests. Nothing found, which some say with 404, is an empty list; another document is a trouble."""
        heard = self.get("/requests", params)
        if isinstance(heard.trouble, NotFound) and "urisdiction" not in heard.trouble.words:
            self.empty_404 = words_of(heard.trouble)
            return Listed(None, None, heard.reply)
        if heard.trouble is not None:
            return Listed(None, heard.trouble, heard.reply)
        raw = tuple(rows(heard.document, *parse.REQUEST_WRAPPERS))
        if raw and not any(not row or parse.looks_like_request(row) for row in raw):
            return Listed(heard.document, Unreadable(tr("it is no list of service requests")), heard.reply)
        return Listed(heard.document, None, heard.reply, parse.requests(heard.document), raw)


def span(start: datetime, end: datetime) -> list[tuple[str, str]]:
    """The parameters of a stretch of time, as the standard has them."""
    return [("start_date", utc_text(start)), ("end_date", utc_text(end))]


def words_of(trouble: Rue311Error | None) -> str:
    """What kept us, short: the status and the server's own words, or our sentence."""
    if isinstance(trouble, Open311Error) and trouble.http_status:
        said = trouble.words or getattr(trouble, "why", "")
        return f"HTTP {trouble.http_status}: {said[:160]}" if said else f"HTTP {trouble.http_status}"
    return trouble.user if trouble is not None else ""
