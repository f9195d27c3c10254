"""The locator filter `adr`: addresses in QGIS's own search field (Ctrl+K).

QGIS clones the filter for each search and runs the clone on a thread of its own, so a clone knows no widget, and asks a
register that it borrows for the moment from a shelf that all clones share.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeedback, QgsLocatorContext, QgsLocatorFilter, QgsLocatorResult

from ...errors import Rue311Error
from ...i18n import tr
from ..forms import icon
from ..map_marker import show_point, zoom_to
from .card import ChosenAddress
from .words import place_line

if TYPE_CHECKING:
    from ...addresses import Suggestion
    from .shelf import RegisterShelf

PREFIX = "adr"
RESULTS = 8
SHORTEST = 3


class AddressLocatorFilter(QgsLocatorFilter):
    """Offers the register's addresses; choosing one zooms the map and puts the pin."""

    def __init__(self, shelf: RegisterShelf, iface: Any = None) -> None:
        super().__init__(None)
        self._shelf = shelf
        self._iface = iface  # a clone has none: it lives on another thread
        self.setFetchResultsDelay(120)

    def clone(self) -> AddressLocatorFilter:
        return AddressLocatorFilter(self._shelf)

    def name(self) -> str:
        return "rue311_addresses"

    def displayName(self) -> str:  # noqa: N802 (QGIS's name)
        return tr("Addresses (Rue311)")

    def prefix(self) -> str:
        return PREFIX

    def priority(self) -> QgsLocatorFilter.Priority:
        return QgsLocatorFilter.Priority.Medium

    def fetchResults(  # noqa: N802 (QGIS's name)
        self, string: str, _context: QgsLocatorContext, feedback: QgsFeedback
    ) -> None:
        text = string.strip()
        if len(text) < SHORTEST or feedback.isCanceled():
            return
        try:
            commune = self._shelf.commune
            found = self._shelf.ask(lambda register: register.search(text, RESULTS, commune=commune)) or []
        except Rue311Error as error:
            self.logMessage(str(error))
            return
        for suggestion in found:
            if feedback.isCanceled():
                return
            self.resultFetched.emit(self._result(suggestion))

    def _result(self, suggestion: Suggestion) -> QgsLocatorResult:
        result = QgsLocatorResult()
        result.filter = self
        result.displayString = never_markup(suggestion.label)
        result.description = place_line(suggestion)
        result.score = suggestion.score
        result.icon = icon("mIconGeocode")
        chosen = ChosenAddress.of(suggestion)
        result.userData = {"label": chosen.label, "lon": chosen.lon, "lat": chosen.lat, "scale": chosen.scale}
        return result

    def triggerResult(self, result: QgsLocatorResult) -> None:  # noqa: N802 (QGIS's name)
        place = result.userData
        if self._iface is None or place["lon"] is None:
            return
        canvas = self._iface.mapCanvas()
        show_point(canvas, place["lon"], place["lat"], place["label"])
        zoom_to(canvas, place["lon"], place["lat"], place["scale"])


def never_markup(text: str) -> str:
    """QGIS shows the text as a tooltip too, which guesses whether it is markup: an unseen mark after `<` settles it."""
    return text.replace("<", "<\u200b")
