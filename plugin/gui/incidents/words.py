"""The plain words of the incidents page: how far an operation got, channels, languages, priorities, times, places."""
from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from qgis.PyQt.QtCore import QDateTime, QLocale

from ...i18n import tr
from ...incidents import Incident, OpState
from ...incidents.workflow import priority_label, priority_values


def channels() -> list[tuple[str, str]]:
    """How the report reached us: (value of the store, words)."""
    return [
        ("", tr("Channel…")),
        ("phone", tr("Phone")),
        ("counter", tr("Counter")),
        ("mail", tr("Mail")),
        ("agent", tr("Our own staff")),
        ("web", tr("Web")),
        ("other", tr("Other")),
    ]


def languages() -> list[tuple[str, str]]:
    """The caller's language: (ISO 639-1, words)."""
    return [
        ("", tr("Language…")),
        ("fr", tr("French")),
        ("nl", tr("Dutch")),
        ("de", tr("German")),
        ("en", tr("English")),
    ]


def priorities() -> list[tuple[str, str]]:
    """Three levels, and none: (value of the store, words)."""
    return [(value, priority_label(value)) for value in priority_values()]


# the words are looked up when they are shown: 10,000 incidents must not translate all of them each
_DELIVERY: dict[OpState, Callable[[], str]] = {
    OpState.QUEUED: lambda: tr("to send"),
    OpState.RETRY_WAIT: lambda: tr("to send: the last try did not reach the back end"),
    OpState.IN_FLIGHT: lambda: tr("being sent"),
    OpState.ACKNOWLEDGED: lambda: tr("received, waiting to be seen at the back end"),
    OpState.AMBIGUOUS: lambda: tr("unsure: being checked"),
    OpState.REJECTED: lambda: tr("refused by the back end"),
    OpState.DUPLICATE_UPSTREAM: lambda: tr("arrived twice at the back end"),
    OpState.NEEDS_HUMAN: lambda: tr("unsure: a person must look (Sync page)"),
    OpState.KEPT: lambda: tr("stays on our side: this back end cannot carry it"),
}
_ENTRY: dict[OpState, Callable[[], str]] = {
    OpState.QUEUED: lambda: tr("to send"),
    OpState.RETRY_WAIT: lambda: tr("to send"),
    OpState.IN_FLIGHT: lambda: tr("being sent"),
    OpState.ACKNOWLEDGED: lambda: tr("sent"),
    OpState.CONFIRMED: lambda: tr("seen at the back end"),
    OpState.AMBIGUOUS: lambda: tr("unsure: being checked"),
    OpState.REJECTED: lambda: tr("refused by the back end"),
    OpState.DUPLICATE_UPSTREAM: lambda: tr("arrived twice"),
    OpState.NEEDS_HUMAN: lambda: tr("a person must look"),
    OpState.WITHDRAWN: lambda: tr("withdrawn"),
    OpState.KEPT: lambda: tr("on our side only"),
}


def delivery_words(incident: Incident) -> str:
    """Say what the back end knows of this incident, in plain words."""
    words = _DELIVERY.get(incident.delivery) if incident.delivery is not None else None
    if words is None:
        return _known(incident)
    if incident.service_request_id:
        return tr("number {number}; {state}").format(number=incident.service_request_id, state=words())
    return words()


def _known(incident: Incident) -> str:
    if incident.missing_upstream:
        return tr("no longer at the back end")
    if incident.service_request_id:
        return tr("number received: {number}").format(number=incident.service_request_id)
    return tr("received, number not known yet")


def entry_delivery_words(state: OpState | None) -> str:
    """Say how far one of our own entries got; empty where there is nothing to say."""
    words = _ENTRY.get(state) if state is not None else None
    return words() if words is not None else ""


def to_qdatetime(instant: datetime) -> QDateTime:
    """The same instant for Qt, shown in the computer's time zone."""
    return QDateTime.fromMSecsSinceEpoch(int(instant.timestamp() * 1000))


def when(instant: datetime | None) -> str:
    """Day and time to the minute, short, as the computer's country writes them."""
    if instant is None:
        return ""
    moment = to_qdatetime(instant)
    return f"{QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)} {moment.toString('HH:mm')}"


def place_words(lon: float, lat: float, location_from: str, accuracy_m: float | None) -> str:
    """Coordinates (WGS84 degrees) and where they came from; accuracy in metres."""
    point = f"{lat:.5f}, {lon:.5f}"
    if location_from == "gps":
        if accuracy_m is None:
            return tr("{point} · GPS, accuracy not known").format(point=point)
        return tr("{point} · GPS ± {metres} m").format(point=point, metres=f"{accuracy_m:.0f}")
    if location_from == "address":
        return tr("{point} · from the address").format(point=point)
    return tr("{point} · clicked on the map").format(point=point)


def folded(text: str) -> str:
    """The text without case and accents, for searching."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def words_of_service(service: Mapping[str, Any]) -> str:
    """All that one can search a category by."""
    keywords = service.get("keywords") or ""
    listed = keywords if isinstance(keywords, str) else " ".join(str(word) for word in keywords)
    parts = (service.get("service_name"), service.get("group"), service.get("description"), listed)
    return " ".join(str(part) for part in parts if part)
