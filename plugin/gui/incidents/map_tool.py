"""The "Report" tool: a click on the map says where the incident is."""
from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from .. import map_marker


class ReportTool(QgsMapTool):
    """Tells each left click as WGS84 degrees; Escape gives the map back to the tool that was there before."""

    clicked = pyqtSignal(float, float)  # lon, lat
    given_up = pyqtSignal()
    off_the_map = pyqtSignal()  # the map's CRS has no such place

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 (QGIS's name)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = map_marker.from_canvas(self.canvas(), event.mapPoint())
        if point is None or not (-180 <= point.x() <= 180 and -90 <= point.y() <= 90):
            self.off_the_map.emit()
            return
        self.clicked.emit(point.x(), point.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (QGIS's name)
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.given_up.emit()
