"""How an address reads on the screen: its level, its place, its distance."""
from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, Qt

from ...i18n import tr

if TYPE_CHECKING:
    from ...addresses import Suggestion


def level_label(level: str) -> str:
    """A level of `adr_level` in plain words; the code itself where it is new to us."""
    return {
        "box": tr("box"),
        "house": tr("house number"),
        "interpolated": tr("between two house numbers"),
        "crossing": tr("crossing"),
        "vicinity": tr("near"),
        "street": tr("street"),
        "locality": tr("section"),
        "commune": tr("commune"),
    }.get(level, level)


def status_words(status: str) -> str:
    """What BeSt says of an address that is not in use today; nothing for one that is."""
    return {
        "proposed": tr("proposed"),
        "reserved": tr("reserved"),
        "retired": tr("no longer in use"),
        "rejected": tr("refused by the commune"),
        "unknown": "",
        "": "",
        "current": "",
    }.get(status, status)


def place_line(suggestion: Suggestion) -> str:
    """Second line of a result: level, postcode, and the section where it bears another name than the commune."""
    section = suggestion.locality
    if section.casefold() == suggestion.commune.casefold():
        section = ""
    parts = [level_label(suggestion.level), f"{suggestion.postcode} {section}".strip(), status_words(suggestion.status)]
    if suggestion.lon is None:
        parts.append(tr("no position in the register"))
    return " · ".join(part for part in parts if part)


def distance_words(metres: float) -> str:
    """A distance on the ground, in whole metres."""
    return tr("{metres} m away").format(metres=round(metres))


def date_words(text: str) -> str:
    """An ISO 8601 date as people in Belgium write it; anything else as it is."""
    date = QDate.fromString(text, Qt.DateFormat.ISODate)
    return str(date.toString("dd/MM/yyyy")) if date.isValid() else text


def number_words(number: int) -> str:
    """A count with thin spaces between thousands, as French and English readers both take it."""
    return f"{number:,}".replace(",", "\u202f")
