"""What a service offers, read from its capabilities: layer names, CRSs, tile matrix sets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .xml_tree import Element, NotXml, UnsafeXml, read_xml

EXCEPTIONS = ("ServiceExceptionReport", "ExceptionReport", "ServiceException")
ROOTS = {
    "WMS": ("WMS_Capabilities", "WMT_MS_Capabilities"),
    "WMTS": ("Capabilities",),
    "WFS": ("WFS_Capabilities",),
}


class OfferTrouble(ValueError):
    """The answer is no usable description. verdict: one of the public verdicts."""

    def __init__(self, verdict: str, evidence: str) -> None:
        super().__init__(evidence)
        self.verdict = verdict
        self.evidence = evidence


@dataclass(frozen=True)
class Offer:
    """layers: every named layer, in order. crs: layer -> EPSG codes. sets: WMTS layer -> matrix set -> EPSG code."""

    layers: tuple[str, ...]
    crs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_offer(protocol: str, body: bytes) -> Offer:
    """Read a GetCapabilities answer (WMS, WMTS, WFS) or an ArcGIS `?f=json` page. Raises OfferTrouble."""
    if protocol == "ArcGIS MapServer":
        return _arcgis(body)
    try:
        root = read_xml(body)
    except UnsafeXml as error:
        raise OfferTrouble("unsafe", str(error)) from error
    except NotXml as error:
        raise _no_xml(body, str(error)) from error
    if root.name in EXCEPTIONS:
        raise OfferTrouble("exception", _exception_text(root))
    if root.name not in ROOTS[protocol]:
        raise OfferTrouble("not_a_service", f"<{root.name}>")
    return {"WMS": _wms, "WMTS": _wmts, "WFS": _wfs}[protocol](root)


def _no_xml(body: bytes, evidence: str) -> OfferTrouble:
    start = body[:2000].lstrip().lower()
    if b"<html" in start or b"<!doctype html" in start:
        return OfferTrouble("not_a_service", "HTML")
    if start.startswith((b"<?xml", b"<w", b"<cap")):
        return OfferTrouble("broken", evidence)
    return OfferTrouble("not_a_service", evidence if body else "empty")


def _exception_text(root: Element) -> str:
    texts = [element.text.strip() for name in ("ServiceException", "ExceptionText") for element in root.all(name)]
    return " ".join(" ".join(texts).split())[:200]


def epsg(text: str) -> str:
    """`urn:ogc:def:crs:EPSG:6.18:31370`, `http://…/EPSG/0/31370` or `EPSG:31370` as `EPSG:31370`; else empty."""
    found = re.search(r"EPSG(?:[:/](?:[\d.]*[:/])?|\.XML#)(\d{3,6})$", text.strip().upper())
    return f"EPSG:{found.group(1)}" if found else ""


def _wms(root: Element) -> Offer:
    crs: dict[str, frozenset[str]] = {}

    def walk(layer: Element, inherited: frozenset[str]) -> None:
        own = {epsg(c.text) for c in layer.children if c.name in ("CRS", "SRS")} | {
            epsg(code) for c in layer.children if c.name == "SRS" for code in c.text.split()
        }
        offered = inherited | frozenset(own - {""})
        name = layer.child("Name")
        if name:
            crs.setdefault(name, offered)
        for child in layer.children:
            if child.name == "Layer":
                walk(child, offered)

    for capability in root.all("Capability"):
        for child in capability.children:
            if child.name == "Layer":
                walk(child, frozenset())
    return Offer(tuple(crs), crs)


def _wmts(root: Element) -> Offer:
    contents = next(root.all("Contents"), Element(""))
    known: dict[str, str] = {}
    for element in contents.children:
        if element.name == "TileMatrixSet":
            known[element.child("Identifier")] = epsg(element.child("SupportedCRS"))
    sets: dict[str, dict[str, str]] = {}
    for layer in contents.children:
        if layer.name == "Layer":
            links = [link.child("TileMatrixSet") for link in layer.children if link.name == "TileMatrixSetLink"]
            sets[layer.child("Identifier")] = {link: known.get(link, "") for link in links}
    crs = {name: frozenset(code for code in links.values() if code) for name, links in sets.items()}
    return Offer(tuple(sets), crs, sets)


def _wfs(root: Element) -> Offer:
    crs: dict[str, frozenset[str]] = {}
    for kind in root.all("FeatureType"):
        names = ("DefaultCRS", "DefaultSRS", "OtherCRS", "OtherSRS", "SRS")
        crs[kind.child("Name")] = frozenset({epsg(c.text) for c in kind.children if c.name in names} - {""})
    return Offer(tuple(crs), crs)


def _arcgis(body: bytes) -> Offer:
    try:
        page: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _no_xml(body, "no JSON") from error
    if not isinstance(page, dict):
        raise OfferTrouble("not_a_service", "no JSON object")
    if isinstance(page.get("error"), dict):
        raise OfferTrouble("exception", str(page["error"].get("message", ""))[:200])
    layers = page.get("layers")
    if not isinstance(layers, list):
        raise OfferTrouble("not_a_service", "no layers")
    return Offer(tuple(str(layer["id"]) for layer in layers if isinstance(layer, dict) and "id" in layer))
