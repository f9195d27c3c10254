"""The address that was chosen, and the card below the list that tells what the register knows about it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QFrame, QLabel

from ...i18n import tr
from .words import date_words, distance_words, place_line

if TYPE_CHECKING:
    from ...addresses import Nearest, Register, Suggestion

SCALES = {"street": 3000.0, "locality": 15000.0, "commune": 50000.0}
HOUSE_SCALE = 1000.0


@dataclass(frozen=True)
class ChosenAddress:
    """An address with its WGS84 place (None: the register has none) and, after a click, the point that was clicked."""

    suggestion: Suggestion
    clicked: tuple[float, float] | None = None
    distance_m: float | None = None

    @classmethod
    def of(cls, suggestion: Suggestion) -> ChosenAddress:
        return cls(suggestion)

    @classmethod
    def near(cls, nearest: Nearest, lon: float, lat: float) -> ChosenAddress:
        """The nearest address to a click; a report made from it stands where the click was."""
        return cls(nearest.suggestion, (lon, lat), nearest.distance_m)

    @property
    def label(self) -> str:
        return self.suggestion.label

    @property
    def lon(self) -> float | None:
        return self.suggestion.lon

    @property
    def lat(self) -> float | None:
        return self.suggestion.lat

    @property
    def scale(self) -> float:
        """How near the map goes: a house from closer than a street."""
        return SCALES.get(self.suggestion.level, HOUSE_SCALE)

    @property
    def report_at(self) -> tuple[float, float] | None:
        """Where a report begins: at the click, else at the address."""
        if self.clicked is not None:
            return self.clicked
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


class AddressCard:
    """Fills the card's labels; hides it while nothing is chosen."""

    def __init__(self, box: QFrame, label: QLabel, details: QLabel) -> None:
        self._box = box
        self._label = label
        self._details = details
        self.chosen: ChosenAddress | None = None

    def show(self, chosen: ChosenAddress | None, register: Register | None) -> None:
        """Show `chosen`; None empties the card."""
        self.chosen = chosen
        self._box.setVisible(chosen is not None)
        if chosen is None:
            return
        self._label.setText(chosen.label)
        self._details.setText("\n".join(self._lines(chosen, register)))

    @staticmethod
    def _lines(chosen: ChosenAddress, register: Register | None) -> list[str]:
        first = place_line(chosen.suggestion)
        if chosen.distance_m is not None:
            first += " · " + distance_words(chosen.distance_m)
        lines = [first]
        if chosen.suggestion.nis:
            lines.append(tr("INS code {nis}").format(nis=chosen.suggestion.nis))
        if register is not None:
            lines[-1] += " · " + tr("register of {date}").format(date=date_words(register.info.register_date))
        return lines
