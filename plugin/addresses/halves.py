"""Half addresses, as a caller gives them: a crossing of two streets, opposite 14, between 12 and 18.

Taking the words apart happens here; `vicinity` finds the point. Nothing here is ever a valid address.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLE = r"de\s+la\s+|de\s+l['’]\s*|du\s+|de\s+|d['’]|la\s+|le\s+|l['’]"
_START = r"^\s*(?:(?:au|à|a)\s+(?:la|l['’ ])?\s*|le\s+|la\s+)?"
_CROSSING = re.compile(
    _START + r"(?:coin|carrefour|croisement|angle|intersection|jonction)\s+"
    r"(?:form[ée]\s+par\s+|entre\s+)?(?:des\s+(?=rues?\b)|" + _ARTICLE + r")?(?P<rest>.+)$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s+(?:et|avec|x|und|en|&)\s+(?:" + _ARTICLE + r")?|\s*/\s*", re.IGNORECASE
)
_CROSSED = re.compile(r"^(?P<rest>[^\d,]+?\s+(?:x|/|×)\s+[^\d,]+(?:,.*)?)$", re.IGNORECASE)
_CORNER_AFTER = re.compile(
    r"^(?P<one>[^,\d]+?),?\s+(?:au\s+)?(?:coin|angle)\s+(?:avec|de|du)\s+(?P<rest>.+)$", re.IGNORECASE
)
_HINT = re.compile(
    r"entre\s|face\s|vis[- ][àa]|coin\s|angle\s|carrefour|croisement|intersection|jonction|opposé|gegen|\sx\s|/|×",
    re.IGNORECASE,
)
_OF = r"(?:\s*,?\s*(?:de\s+la|de\s+l['’]|du|de|d['’])\s*(?=\w+\s)|\s*,?\s+)"
_NUMBER = r"(?:n[°o]?\s*|num[ée]ro\s+)?(?P<number>\d{1,4}\s?[a-z]?(?![\w]))"
_OPPOSITE = re.compile(
    r"^\s*(?:(?:en\s+)?face\s+(?:du|au|de|le)|vis[- ][àa][- ]vis\s+(?:du|de)|à\s+l['’]opposé\s+du"
    r"|gegenüber(?:\s+von)?)\s+"
    + _NUMBER + _OF + r"(?P<street>.+)$",
    re.IGNORECASE,
)
_OPPOSITE_AFTER = re.compile(
    r"^(?P<street>[^,]+?),?\s+(?:(?:en\s+)?face\s+(?:du|au|de)|vis[- ][àa][- ]vis\s+du|gegenüber)\s+"
    + _NUMBER + r"(?P<place>,.*)?$",
    re.IGNORECASE,
)
_TWO = r"(?:les\s+)?(?:le\s+)?(?:n[°os]*\s*|num[ée]ros?\s+)?(?P<number>\d{1,4}[a-z]?)\s+(?:et|à|and|und)\s+"
_TWO += r"(?:le\s+)?(?:n[°o]*\s*)?(?P<other>\d{1,4}[a-z]?)(?!\w)"
_BETWEEN = re.compile(r"^\s*entre\s+" + _TWO + _OF + r"(?P<street>.+)$", re.IGNORECASE)
_BETWEEN_AFTER = re.compile(
    r"^(?P<street>[^,]+?),?\s+entre\s+" + _TWO + r"(?P<place>,.*|\s+[1-9]\d{3}\s.*)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Half:
    """kind: crossing, opposite or between. `streets`: one line, or two, each with the place that was named."""

    kind: str
    streets: tuple[str, ...]
    numbers: tuple[str, ...] = ()


def read_half(text: str) -> Half | None:
    """Take a half address apart; None where the line is not one."""
    if not _HINT.search(text):
        return None
    between = _BETWEEN.match(text) or _BETWEEN_AFTER.match(text)
    if between:
        street = between["street"] + (between.groupdict().get("place") or "")
        return Half("between", (street,), (between["number"], between["other"]))
    opposite = _OPPOSITE.match(text) or _OPPOSITE_AFTER.match(text)
    if opposite:
        street = opposite["street"] + (opposite.groupdict().get("place") or "")
        return Half("opposite", (street,), (opposite["number"],))
    crossing = _CROSSING.match(text) or _CROSSED.match(text)
    if crossing:
        return _crossing(crossing["rest"])
    corner = _CORNER_AFTER.match(text)
    return _crossing(f"{corner['one']} et {corner['rest']}") if corner else None


def _crossing(text: str) -> Half | None:
    text = re.sub(r"^rues\s+", "rue ", text, flags=re.IGNORECASE)
    parts = _AND.split(text, maxsplit=1)
    if len(parts) != 2:
        return None
    one, other = (part.strip(" ,") for part in parts)
    name, comma, place = other.partition(",")
    if not comma:
        found = re.search(r"\s+(?:à\s+)?([1-9]\d{3}\s+\D+|[1-9]\d{3})$|\s+à\s+(\D+)$", other)
        name, place = (other[: found.start()], found[1] or found[2]) if found else (other, "")
    if not one or not name or (re.search(r"\d{2}", name) and not comma):
        return None
    return Half("crossing", (f"{one}, {place}".strip(", "), f"{name}, {place}".strip(", ")))
