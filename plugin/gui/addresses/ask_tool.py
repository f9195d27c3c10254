"""The map tool "what address is here?": one click answers with a WGS84 point."""
from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ..map_marker import from_canvas


class AskAddressTool(QgsMapTool):
    """Emits `asked(lon, lat)` at each left click and `left()` at Escape; decides nothing."""

    asked = pyqtSignal(float, float)
    left = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 (QGIS's name)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = from_canvas(self._canvas, event.mapPoint())
        if place is not None:
            self.asked.emit(place.x(), place.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()
