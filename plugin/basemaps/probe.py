"""Ask a source whether it lives, before QGIS does: QGIS waits 60 s for a service that hangs, this waits 3 s.

Never touches the GUI; made to run in a task or a thread pool. Verdicts are the public ones of `checksources`.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from ..i18n import tr
from ..net import (
    AnswerTooLarge,
    Cancelled,
    CancelToken,
    ConnectionDropped,
    HttpReply,
    HttpSession,
    Limits,
    TimedOut,
    TransportError,
)
from .model import Source
from .offer import Offer, OfferTrouble, read_offer
from .picture import NoPicture, is_single_colour

SLOW_S = 2.0
MAX_BYTES = 24 * 2**20
WORKING = ("ok", "slow", "moved", "blank")  # a layer can be made all the same
CAPABILITIES = {"WMS": "1.3.0", "WMTS": "1.0.0", "WFS": "2.0.0"}
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Probe:
    """What came of it. verdict: ok, slow, timeout, unreachable, http_error, throttled, exception, blank, broken, moved,
    layer_changed, crs_changed, not_a_service, unsafe. detail: in words, with the evidence. elapsed_s: seconds.
    source: the source as the service describes it today (layers, tile matrix set), to make the layer from.
    """

    verdict: str
    detail: str
    elapsed_s: float
    source: Source
    http_status: int = 0

    @property
    def usable(self) -> bool:
        """Whether a layer of it will draw."""
        return self.verdict in WORKING


class _Found(Exception):
    def __init__(self, verdict: str, detail: str, status: int = 0) -> None:
        super().__init__(detail)
        self.verdict = verdict
        self.detail = detail
        self.status = status


def probe(
    source: Source,
    session: HttpSession,
    *,
    budget_s: float = 3.0,
    cancel: CancelToken | None = None,
    view: Box | None = None,
) -> Probe:
    """Ask one source, within `budget_s` seconds for everything.

    view: west, south, east, north in the source's first CRS (EPSG:31370 mostly); with it a WMS also draws a small
    picture there. Raises Cancelled, and nothing else.
    """
    started = time.monotonic()
    asker = _Asker(session, started + budget_s, cancel)
    status, known = 0, source
    try:
        if source.protocol == "file":
            _file(source)
        elif source.protocol == "XYZ":
            status = asker.get(_tile_url(source.url), ()).status
        elif source.protocol in CAPABILITIES or source.protocol == "ArcGIS MapServer":
            reply = asker.get(source.url, _questions(source))
            status = reply.status
            known = _compared(source, read_offer(source.protocol, reply.body))
            if view is not None and source.protocol == "WMS":
                _drawn(asker, known, view)
            _moved(source, reply)
    except _Found as found:
        return Probe(found.verdict, found.detail, time.monotonic() - started, known, found.status or status)
    except OfferTrouble as trouble:
        return Probe(trouble.verdict, _words(trouble), time.monotonic() - started, known, status)
    elapsed = time.monotonic() - started
    if elapsed > SLOW_S and source.protocol != "file":
        return Probe(
            "slow", tr("It answers, but slowly: {seconds} s.").format(seconds=f"{elapsed:.1f}"), elapsed, known, status
        )
    return Probe("ok", tr("It answers: {seconds} s.").format(seconds=f"{elapsed:.1f}"), elapsed, known, status)


class _Asker:
    """GETs that share one deadline; whatever goes wrong is a verdict."""

    def __init__(self, session: HttpSession, deadline: float, cancel: CancelToken | None) -> None:
        self._session = session
        self._deadline = deadline
        self._cancel = cancel

    def get(self, url: str, params: tuple[tuple[str, str], ...]) -> HttpReply:
        left = max(0.05, self._deadline - time.monotonic())
        limits = Limits(connect_s=left, idle_s=left, total_s=left, max_bytes=MAX_BYTES)
        try:
            reply = self._session.get(url, params, limits=limits, cancel=self._cancel, retries=0)
        except Cancelled:
            raise
        except TimedOut as error:
            raise _Found("timeout", tr("It did not answer in time.")) from error
        except AnswerTooLarge as error:
            raise _Found("unsafe", tr("Its answer is far too large.")) from error
        except ConnectionDropped as error:
            raise _Found("broken", tr("It hung up in the middle of its answer.")) from error
        except TransportError as error:
            raise _Found("unreachable", error.user) from error
        _check_status(reply)
        return reply


def _check_status(reply: HttpReply) -> None:
    if reply.status == 429 or (reply.status == 503 and "Retry-After" in reply.headers):
        raise _Found("throttled", tr("It asks for patience (HTTP {status}).").format(status=reply.status), reply.status)
    if not 200 <= reply.status < 300:
        raise _Found(
            "http_error", tr("It answers with an error (HTTP {status}).").format(status=reply.status), reply.status
        )


def _questions(source: Source) -> tuple[tuple[str, str], ...]:
    if source.protocol == "ArcGIS MapServer":
        return (("f", "json"),)
    if source.url.lower().endswith(".xml"):
        return ()
    asked = (("SERVICE", source.protocol), ("REQUEST", "GetCapabilities"), ("VERSION", CAPABILITIES[source.protocol]))
    present = urlsplit(source.url).query.upper()
    return tuple(pair for pair in asked if f"{pair[0]}=" not in present)


def _tile_url(template: str) -> str:
    """One tile over Namur at zoom 12."""
    zoom, lon, lat = 12, 4.867, 50.467
    x = int((lon + 180) / 360 * 2**zoom)
    y = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom)
    for name, value in (("z", zoom), ("x", x), ("y", y), ("-y", 2**zoom - 1 - y)):
        template = template.replace(f"{{{name}}}", str(value))
    return template


def _file(source: Source) -> None:
    if not Path(source.url).is_file():
        raise _Found("unreachable", tr("The file {file} is not there.").format(file=Path(source.url).name))


def _compared(source: Source, offer: Offer) -> Source:
    """Hold the catalogue against the service; fill in what the catalogue left to it."""
    missing = [layer for layer in source.layers if layer not in offer.layers]
    if missing:
        raise _Found("layer_changed", tr("The layer {layer} is no longer offered.").format(layer=missing[0]))
    layers = source.layers or _top_layers(source, offer)
    if not layers and source.protocol != "ArcGIS MapServer":
        raise _Found("layer_changed", tr("It offers no layer."))
    known = replace(source, layers=layers)
    offered = [offer.crs[layer] for layer in layers if offer.crs.get(layer)]
    if not offered:
        return known
    common = frozenset.intersection(*offered)
    still = tuple(crs for crs in source.crs if crs in common)
    if not still:
        # what the list promised is gone, or was never sure: Lambert first, else anything that all layers share
        usable = tuple(crs for crs in ("EPSG:31370", "EPSG:3812", "EPSG:3857", "EPSG:4326") if crs in common)
        if not usable or source.layers:
            raise _Found(
                "crs_changed", tr("The coordinate system {crs} is no longer offered.").format(crs=", ".join(source.crs))
            )
        still = usable
    known = replace(known, crs=still)
    return replace(known, tile_matrix_set=_matrix_set(known, offer)) if source.protocol == "WMTS" else known


def _top_layers(source: Source, offer: Offer) -> tuple[str, ...]:
    """What to show when the catalogue names no layer: one tiled layer or feature type, or the first of a WMS."""
    if source.protocol == "ArcGIS MapServer":
        return ()
    return offer.layers[:1]


def _matrix_set(source: Source, offer: Offer) -> str:
    sets = offer.sets.get(source.layers[0], {})
    if source.tile_matrix_set in sets:
        return source.tile_matrix_set
    return next((name for crs in source.crs for name, code in sets.items() if code == crs), "")


def _moved(source: Source, reply: HttpReply) -> None:
    old, new = urlsplit(source.url).hostname, urlsplit(reply.url).hostname
    if new and old != new:
        raise _Found("moved", tr("It moved to {host}.").format(host=new), reply.status)


def _drawn(asker: _Asker, source: Source, view: Box) -> None:
    """Ask for a small picture and look at it."""
    crs = source.crs[0]
    west, south, east, north = view
    box = (south, west, north, east) if crs == "EPSG:4326" else view  # WMS 1.3.0: latitude first
    reply = asker.get(
        source.url,
        (
            ("SERVICE", "WMS"), ("VERSION", "1.3.0"), ("REQUEST", "GetMap"), ("LAYERS", ",".join(source.layers)),
            ("STYLES", ""), ("CRS", crs), ("BBOX", ",".join(f"{side:.6f}" for side in box)), ("WIDTH", "96"),
            ("HEIGHT", "96"), ("FORMAT", "image/png"), ("TRANSPARENT", "TRUE"),
        ),
    )  # fmt: skip
    try:
        blank = is_single_colour(reply.body)
    except NoPicture as error:
        if b"ServiceException" in reply.body[:4000]:
            raise _Found("exception", tr("Its picture is an error message."), reply.status) from error
        raise _Found("broken", tr("Its picture cannot be decoded."), reply.status) from error
    if blank:
        raise _Found("blank", tr("It draws nothing at this place and scale."), reply.status)


def _words(trouble: OfferTrouble) -> str:
    words = {
        "exception": tr("It answers with an error message: {evidence}"),
        "not_a_service": tr("It answers with a page that is no map service ({evidence})."),
        "broken": tr("Its answer cannot be decoded ({evidence})."),
        "unsafe": tr("Its answer is refused as unsafe ({evidence})."),
    }[trouble.verdict]
    return words.format(evidence=trouble.evidence)
