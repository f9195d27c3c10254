"""Shows the chosen incidents as they are, in a ring: QGIS paints chosen features all yellow, danger and badge too."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsPointXY, QgsRenderContext
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen

from ...incidents import Incident
from ..map_marker import to_canvas
from .layer import IncidentLayer
from .layer_features import is_dangerous
from .symbols import incident_symbol

AT_MOST = 200  # more than that is a bulk selection: QGIS's yellow says it well enough
PICTURE_MM = 18.0
RING_MM = 6.2
RING = QColor(0, 90, 200)


class Spotlight(QgsMapCanvasItem):
    """A canvas item over the whole map; draws nothing while the incident layer is switched off."""

    def __init__(self, canvas: QgsMapCanvas, layer: IncidentLayer) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._layer = layer
        self._places: list[tuple[QgsPointXY, QImage]] = []
        self.setZValue(50)

    @property
    def count(self) -> int:
        """How many incidents are in the light."""
        return len(self._places)

    def show_incidents(self, incidents: Sequence[Incident]) -> None:
        """Light these up; too many at once, or none, light nothing."""
        placed = [i for i in incidents if i.lon is not None and i.lat is not None]
        chosen = placed if len(placed) <= AT_MOST else []
        self._places = [(QgsPointXY(i.lon, i.lat), self._picture(i)) for i in chosen]
        self.update()

    def updatePosition(self) -> None:  # noqa: N802 (QGIS calls it after every move of the map)
        self.prepareGeometryChange()
        self.setPos(0, 0)

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        return QRectF(self._canvas.rect())

    def paint(self, painter: QPainter, *_unused: Any) -> None:
        """Ring and symbol at each place."""
        layer = self._layer.layer
        if layer is None or layer not in self._canvas.layers():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, picture in self._places:
            point = to_canvas(self._canvas, place.x(), place.y())
            if point is not None:
                self._paint_one(painter, self.toCanvasCoordinates(point), picture)

    def _paint_one(self, painter: QPainter, at: QPointF, picture: QImage) -> None:
        radius = RING_MM * self._pixels_per_mm()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor("white"), 5), (RING, 2.5)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, radius, radius)
        half = picture.width() / 2
        painter.drawImage(QPointF(at.x() - half, at.y() - half), picture)

    def _picture(self, incident: Incident) -> QImage:
        """The symbol of the map, at the size that it has there."""
        side = round(PICTURE_MM * self._pixels_per_mm())
        picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        context = QgsRenderContext.fromQPainter(painter)
        context.setScaleFactor(self._pixels_per_mm())
        symbol = incident_symbol(
            incident.state, danger=is_dangerous(incident), unsent=incident.unsent > 0, conflict=incident.conflict
        )
        symbol.startRender(context)
        symbol.renderPoint(QPointF(side / 2, side / 2), None, context)
        symbol.stopRender(context)
        painter.end()
        return picture

    def _pixels_per_mm(self) -> float:
        return float(self._canvas.mapSettings().outputDpi()) / 25.4

    def forget(self) -> None:
        """Leave the canvas for good."""
        self._places = []
        self._canvas.scene().removeItem(self)
