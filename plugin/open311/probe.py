"""Finding out what a back end offers, without creating anything: GETs only, some twenty of them.

Each point is told with what showed it. What only a POST can tell stays open here (value None); a synchronisation
learns it from the first real one.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Callable
from urllib.parse import urlsplit

from ..clock import Clock
from ..errors import Rue311Error
from ..i18n import tr
from ..net import CancelToken, HttpSession, TransportError
from . import parse, send
from .asking import Asker, Heard, span, words_of
from .discovery import read_discovery
from .endpoint import Discovery, Endpoint
from .errors import NotFound, Open311Error, Refused, Unreadable
from .loose import rows
from .model import Service, ServiceDefinition
from .point import Point
from .probe_lists import ListProbe
from .reply import http_date

Progress = Callable[[float, str], None]
DEFINITIONS = 4  # services whose questions are looked at
PATHS = ("suffix", "bare", "capital")
FLAGS = ("private", "staff", "inactive", "waste_only")
_NAMED = re.compile(r"/[^/?#]+\.(?:json|xml)$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(fixmystreet|external|client|source|remote|report|app)_?(id|ref|reference|number|uuid)|reference|guid|uuid",
    re.IGNORECASE,
)


def probe_endpoint(
    session: HttpSession,
    endpoint: Endpoint,
    *,
    cancel: CancelToken | None = None,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> tuple[Point, ...]:
    """What the back end at `endpoint` offers. Its url may be that of a discovery document, or of a server with one.

    The point `endpoint` has the address to use. Raises TransportError (nobody answers) or Open311Error (it is no
    GeoReport v2 back end, or wants a jurisdiction); what stumbles later is a point without value.
    """
    return _Probe(session, endpoint, cancel, progress or _quiet, clock or Clock()).run()


class _Probe:
    def __init__(
        self, session: HttpSession, endpoint: Endpoint, cancel: CancelToken | None, progress: Progress, clock: Clock
    ) -> None:
        self._asker = Asker(session, endpoint, cancel)
        self._progress = progress
        self._clock = clock
        self._points: list[Point] = []

    def run(self) -> tuple[Point, ...]:
        self._progress(0.02, tr("Looking for the back end"))
        services = self._find()
        self._progress(0.25, tr("Reading the categories"))
        self._services(services)
        self._definitions(services)
        self._progress(0.45, tr("Reading the lists"))
        ListProbe(self._asker, self._tell, self._clock, self._progress).run()
        self._progress(0.9, tr("Trying what is beyond the standard"))
        self._jurisdiction(services)
        self._updates()
        self._open_questions(services)
        return tuple(self._points)

    def _tell(self, name: str, value: Any, evidence: str) -> None:
        self._points.append(Point(name, value, evidence, self._clock.now()))

    # -- where it is ----------------------------------------------------------------------------------------------

    def _find(self) -> tuple[Service, ...]:
        """Settle address and format. Raises the trouble of the likeliest address where no list of services is."""
        given = self._asker.endpoint.url.strip().rstrip("/")
        found = self._discover(given)
        addresses = [] if _NAMED.search(given) else [given]
        if found is not None:
            addresses += [one for one in _by_preference(found) if one not in addresses]
        trouble: Rue311Error | None = None
        for address in addresses:
            self._use(address)
            for paths in PATHS:
                self._asker.paths = paths
                heard = {kind: self._asker.get("/services", format=kind) for kind in ("json", "xml")}
                services = {kind: _services_of(answer) for kind, answer in heard.items()}
                if any(services.values()):
                    return self._settled(address, found, heard, services)
                trouble = trouble or _likeliest(heard)
                if isinstance(trouble, TransportError):
                    break
        raise trouble or Unreadable(tr("it is no discovery document"))

    def _use(self, address: str) -> None:
        self._asker.endpoint = replace(self._asker.endpoint, url=address)

    def _discover(self, given: str) -> Discovery | None:
        """The discovery document at the address, beside it, or one step above it."""
        places = [given] if _NAMED.search(given) else [f"{base}/discovery" for base in _bases(given)]
        tried: list[Heard] = []
        for place in places:
            for address in [place] if _NAMED.search(place) else [f"{place}.json", f"{place}.xml"]:
                heard = self._asker.fetch(address)
                tried.append(heard)
                if isinstance(heard.trouble, TransportError):
                    raise heard.trouble
                try:
                    found = read_discovery(heard.document) if heard.good else None
                except Open311Error as error:
                    tried[-1] = Heard(None, error, heard.reply)
                    continue
                if found is not None:
                    self._tell("discovery", True, _about_discovery(address, found))
                    return found
        if _NAMED.search(given):
            raise tried[0].trouble or Unreadable(tr("it is no discovery document"))
        self._tell("discovery", False, tr("No discovery document beside the address: {words}").format(
            words=words_of(tried[0].trouble)))
        return None

    def _settled(
        self,
        address: str,
        found: Discovery | None,
        heard: dict[str, Heard],
        services: dict[str, tuple[Service, ...]],
    ) -> tuple[Service, ...]:
        kind = "json" if len(services["json"]) >= len(services["xml"]) else "xml"
        self._asker.format = kind
        known = next((one for one in found.endpoints if one.url == address), None) if found else None
        evidence = tr("The list of categories was read at {address}.").format(address=address)
        if known is not None and known.type == "test":
            evidence += " " + tr("Discovery calls it a test back end: what is sent there is not repaired.")
        self._tell("endpoint", address, evidence)
        self._tell("test_system", known.type == "test" if known else None, evidence)
        for name, answer in heard.items():
            words = tr("{count} categories").format(count=len(services[name])) if services[name] else ""
            self._tell(name, bool(services[name]), words or words_of(answer.trouble) or tr("no category in it"))
        both = all(services.values()) and len(services["json"]) != len(services["xml"])
        why = tr("It tells more categories that way.") if both else tr("It was read without trouble.")
        self._tell("format", kind, why)
        self._tell("paths", self._asker.paths, tr("The list of categories was read at {address}.").format(
            address=self._asker.path("/services", kind)))
        self._secure(address)
        self._clock_and_gzip(heard[kind])
        return services[kind]

    def _secure(self, address: str) -> None:
        parts = urlsplit(address)
        local = parts.hostname in ("127.0.0.1", "localhost", "::1")
        words = tr("It is on this computer.") if local else tr("The address begins with {scheme}.").format(
            scheme=f"{parts.scheme}://")
        self._tell("secure", local or parts.scheme == "https", words)

    def _clock_and_gzip(self, heard: Heard) -> None:
        reply = heard.reply
        if reply is None:
            return
        told = http_date(reply.headers.get("Date", ""))
        if told is None:
            self._tell("clock_skew_s", None, tr("The back end does not tell its time."))
        else:
            skew = round((told - self._clock.now()).total_seconds() + min(1.0, reply.elapsed_s))
            words = tr("Its clock says {theirs}, this computer's {ours} (UTC).").format(
                theirs=_time(told), ours=_time(self._clock.now()))
            self._tell("clock_skew_s", 0 if abs(skew) <= 2 else skew, words)
        encoding = reply.headers.get("Content-Encoding", "")
        words = tr("The list of categories came as {kind}.").format(kind=encoding or tr("plain text"))
        self._tell("gzip", "gzip" in encoding.lower(), words)

    # -- what one can report --------------------------------------------------------------------------------------

    def _services(self, services: tuple[Service, ...]) -> None:
        types = Counter(service.type for service in services)
        words = ", ".join(f"{count} {kind}" for kind, count in types.most_common())
        groups = len({service.group for service in services if service.group})
        if groups:
            words += "; " + tr("{count} groups").format(count=groups)
        self._tell("services", len(services), words)
        waiting = [service.service_name for service in services if service.type != "realtime"]
        words = tr("All give a number at once, says the list of categories.")
        if waiting:
            words = tr("Not at once: {names}").format(names=_some(waiting))
        self._tell("numbers_at_once", not waiting, words)
        flagged = [
            f"{service.service_name} ({word})" for service in services for word in service.keywords
            if word.lower() in FLAGS
        ]
        self._tell("restricted_services", len(flagged), _some(flagged) or tr("No category is marked as restricted."))

    def _definitions(self, services: tuple[Service, ...]) -> None:
        asking = [service for service in services if service.metadata]
        if not asking:
            self._tell("definitions", 0, tr("No category says that it asks questions."))
            self._tell("machine_fields", [], tr("No category says that it asks questions."))
            return
        read: list[ServiceDefinition] = []
        troubles = []
        for service in asking[:DEFINITIONS]:
            heard = self._asker.get(send.path("services", service.service_code))
            if heard.good:
                read.append(parse.definition(heard.document, service.service_code))
            else:
                troubles.append(f"{service.service_name}: {words_of(heard.trouble)}")
        kinds = Counter(one.datatype for definition in read for one in definition.attributes)
        words = tr("{read} of {count} were read: {kinds}").format(
            read=len(read), count=len(asking), kinds=", ".join(sorted(kinds)) or tr("no question in them"))
        self._tell("definitions", len(asking) if read else False, "; ".join([words, *troubles]))
        self._machine_fields(read)

    def _machine_fields(self, definitions: Iterable[ServiceDefinition]) -> None:
        """Fields that a program fills in; one of them may carry our reference."""
        automated = {one.code: one for definition in definitions for one in definition.automated}
        free = {
            one.code: one for definition in definitions for one in definition.attributes
            if one.variable and one.datatype in ("string", "text")
        }
        candidates = [code for code in (*automated, *free) if _REFERENCE.fullmatch(code)]
        self._tell("machine_fields", sorted(automated), _some(list(automated)) or tr("None in what was read."))
        words = tr("No question looks made for it; the reference goes into the description.")
        if candidates:
            words = tr("It could be {codes}: ask whoever runs the back end, then set it by hand.").format(
                codes=_some(candidates))
        self._tell("reference_candidates", candidates, words)

    # -- beyond the standard --------------------------------------------------------------------------------------

    def _jurisdiction(self, services: tuple[Service, ...]) -> None:
        if not self._asker.endpoint.jurisdiction_id:
            self._tell("jurisdiction_required", False, tr("The categories were read without one."))
            return
        heard = self._asker.get("/services", jurisdiction=False)
        same = {one.service_code for one in _services_of(heard)} == {one.service_code for one in services}
        words = tr("Without one the categories are the same.") if same else tr("Without one: {words}").format(
            words=words_of(heard.trouble) or tr("other categories"))
        self._tell("jurisdiction_required", not same, words)

    def _updates(self) -> None:
        now = self._clock.now()
        start = datetime.fromtimestamp(now.timestamp() - 86400, tz=now.tzinfo)
        key = send.declared([("api_key", self._asker.endpoint.api_key)])
        heard = self._asker.get("/servicerequestupdates", [*key, *span(start, now)])
        if heard.good and _is_updates(heard.document):
            count = len(parse.updates(heard.document))
            words = tr("Its list of updates was read: {count} since yesterday.").format(count=count)
            self._tell("updates", True, words)
        elif isinstance(heard.trouble, Refused) and not isinstance(heard.trouble, NotFound):
            words = tr("There is a list of updates, but it was refused: {words}").format(words=words_of(heard.trouble))
            self._tell("updates", None, words)
        elif isinstance(heard.trouble, TransportError):
            self._tell("updates", None, words_of(heard.trouble))
        else:
            words = tr("There is no list of updates: {words}").format(
                words=words_of(heard.trouble) or tr("it is another document"))
            self._tell("updates", False, words)

    def _open_questions(self, services: tuple[Service, ...]) -> None:
        """What nothing but a real report can tell."""
        later = tr("Only a real report can tell; it is noted after the first one.")
        kinds = sorted({service.type for service in services})
        self._tell("answer", None, f"{later} ({', '.join(kinds)})")
        for name in ("key_accepted", "multivalue"):
            self._tell(name, None, later)
        self._tell("media", None, tr(
            "Only a real report can tell. To try it, set it by hand to “with the report”; the first photo shows."))
        self._tell("settle_s", None, tr("No back end tells it: 15 minutes are assumed."))


def _bases(given: str) -> list[str]:
    """The address itself, and the folder above it where there is one."""
    parts = urlsplit(given)
    above = given.rpartition("/")[0]
    return [given, above] if parts.path.strip("/") else [given]


def _by_preference(found: Discovery) -> list[str]:
    """Production first; those that speak no format of ours last."""
    order = sorted(found.endpoints, key=lambda one: (one.type != "production", not one.formats))
    return list(dict.fromkeys(one.url for one in order))


def _about_discovery(address: str, found: Discovery) -> str:
    named = ", ".join(f"{one.url} ({one.type})" for one in found.endpoints[:4])
    return tr("{address} names {endpoints}").format(address=address, endpoints=named)


def _services_of(heard: Heard) -> tuple[Service, ...]:
    return parse.services(heard.document) if heard.good else ()


def _likeliest(heard: dict[str, Heard]) -> Rue311Error:
    """Of two troubles the one that says most: the server's own words before an answer of another kind."""
    troubles = [one.trouble for one in heard.values() if one.trouble is not None]
    for kind in (TransportError, Refused, Rue311Error):
        for trouble in troubles:
            if isinstance(trouble, kind) and not (kind is Refused and isinstance(trouble, NotFound)):
                return trouble
    return Unreadable(tr("it is no list of services"), http_status=200)


def _is_updates(document: Any) -> bool:
    """Tell a list of updates, be it empty, from whatever else answers to that address."""
    if isinstance(document, dict) and not any(name in document for name in parse.UPDATE_WRAPPERS):
        return False
    found = rows(document, *parse.UPDATE_WRAPPERS)
    return all("update_id" in row for row in found if row)


def _some(names: list[str], most: int = 5) -> str:
    words = ", ".join(names[:most])
    return f"{words}…" if len(names) > most else words


def _time(instant: datetime) -> str:
    return instant.strftime("%H:%M:%S")


def _quiet(_fraction: float, _text: str) -> None:
    return
