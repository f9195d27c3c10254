"""One pin on the map, with its label, that stays on its place when the map moves or changes its CRS.

Each canvas has at most one pin: showing a second point moves it. The label is drawn, never interpreted as markup.
"""
from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

PIN_HEIGHT_PX = 34.0
PIN_RADIUS_PX = 11.0
LABEL_WIDTH_PX = 320.0
PIN_COLOUR = QColor("#c2185b")
NEAR_SCALE = 1000.0  # a house and its neighbours

_pins: WeakKeyDictionary[QgsMapCanvas, MapPin] = WeakKeyDictionary()


class MapPin(QgsMapCanvasItem):
    """A pin whose tip stands on a WGS84 point; asks the canvas for its place each time the canvas moves."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._place: QgsPointXY | None = None
        self._label = ""
        self._font = QFont(canvas.font())
        self._font.setBold(True)
        self.setZValue(100)
        canvas.destinationCrsChanged.connect(self.updatePosition)

    def show_at(self, lon: float, lat: float, label: str) -> None:
        """Stand on `lon`, `lat` (WGS84 degrees) under `label`."""
        self.prepareGeometryChange()
        self._place = QgsPointXY(lon, lat)
        self._label = label
        self.updatePosition()

    @property
    def place(self) -> QgsPointXY | None:
        """The WGS84 point that the pin marks."""
        return self._place

    @property
    def label(self) -> str:
        """The text beside the pin."""
        return self._label

    def updatePosition(self) -> None:  # noqa: N802 (QGIS calls it after every move of the map)
        """Follow the map; hide where the point has no image in the map's CRS."""
        point = None if self._place is None else to_canvas(self._canvas, self._place.x(), self._place.y())
        self.setVisible(point is not None)
        if point is not None:
            self.setPos(self.toCanvasCoordinates(point))

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        pin = QRectF(-PIN_RADIUS_PX - 2, -PIN_HEIGHT_PX - 2, 2 * PIN_RADIUS_PX + 4, PIN_HEIGHT_PX + 6)
        return pin.united(self._label_box()) if self._label else pin

    def paint(self, painter: QPainter, *_unused: Any) -> None:
        """Draw the pin with its tip at 0, 0 and the label to its right."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("white"), 2))
        painter.setBrush(PIN_COLOUR)
        painter.drawPath(_pin_shape())
        painter.setBrush(QColor("white"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(0, PIN_RADIUS_PX - PIN_HEIGHT_PX), 4, 4)
        if self._label:
            self._paint_label(painter)

    def _paint_label(self, painter: QPainter) -> None:
        box = self._label_box()
        painter.setBrush(QColor(255, 255, 255, 235))
        painter.setPen(QPen(PIN_COLOUR, 1))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor("#222222"))
        painter.setFont(self._font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._elided())

    def _elided(self) -> str:
        return QFontMetricsF(self._font).elidedText(self._label, Qt.TextElideMode.ElideRight, LABEL_WIDTH_PX)

    def _label_box(self) -> QRectF:
        metrics = QFontMetricsF(self._font)
        width, height = metrics.horizontalAdvance(self._elided()) + 14, metrics.height() + 6
        return QRectF(PIN_RADIUS_PX + 4, PIN_RADIUS_PX - PIN_HEIGHT_PX - height / 2, width, height)

    def forget(self) -> None:
        """Leave the canvas for good."""
        self._canvas.destinationCrsChanged.disconnect(self.updatePosition)
        self._canvas.scene().removeItem(self)


def to_canvas(canvas: QgsMapCanvas, lon: float, lat: float) -> QgsPointXY | None:
    """The WGS84 point in the map's CRS; None where it has no image there."""
    move = QgsCoordinateTransform(_wgs84(), canvas.mapSettings().destinationCrs(), QgsProject.instance())
    try:
        return move.transform(QgsPointXY(lon, lat))
    except QgsCsException:
        return None


def from_canvas(canvas: QgsMapCanvas, point: QgsPointXY) -> QgsPointXY | None:
    """A point of the map as WGS84 degrees (x is lon, y is lat); None where the map's CRS does not reach."""
    move = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), _wgs84(), QgsProject.instance())
    try:
        return move.transform(point)
    except QgsCsException:
        return None


def show_point(canvas: QgsMapCanvas, lon: float, lat: float, label: str = "") -> None:
    """Put the canvas's pin on `lon`, `lat` (WGS84 degrees)."""
    pin = _pins.get(canvas)
    if pin is None or sip.isdeleted(pin):
        pin = _pins[canvas] = MapPin(canvas)
    pin.show_at(lon, lat, label)


def zoom_to(canvas: QgsMapCanvas, lon: float, lat: float, scale: float = NEAR_SCALE) -> bool:
    """Centre the map on the WGS84 point at 1:`scale`, or nearer where it is nearer already. False where off the map."""
    point = to_canvas(canvas, lon, lat)
    if point is None:
        return False
    if canvas.extent().isEmpty():  # a map that nobody has drawn yet has no centre to move
        side = 0.01 if canvas.mapSettings().destinationCrs().isGeographic() else 1000.0
        canvas.setExtent(QgsRectangle.fromCenterAndSize(point, side, side))
    canvas.setCenter(point)
    if canvas.scale() > scale:
        canvas.zoomScale(scale)
    canvas.refresh()
    return True


def clear(canvas: QgsMapCanvas) -> None:
    """Take the pin off the canvas, if there is one."""
    pin = _pins.pop(canvas, None)
    if pin is not None and not sip.isdeleted(pin):
        pin.forget()


def pin_of(canvas: QgsMapCanvas) -> MapPin | None:
    """The pin on the canvas, None while there is none."""
    return _pins.get(canvas)


def _pin_shape() -> QPainterPath:
    path = QPainterPath(QPointF(0, 0))
    top = PIN_RADIUS_PX - PIN_HEIGHT_PX
    path.cubicTo(QPointF(-3, -8), QPointF(-PIN_RADIUS_PX, top + 12), QPointF(-PIN_RADIUS_PX, top))
    path.arcTo(QRectF(-PIN_RADIUS_PX, -PIN_HEIGHT_PX, 2 * PIN_RADIUS_PX, 2 * PIN_RADIUS_PX), 180, -180)
    path.cubicTo(QPointF(PIN_RADIUS_PX, top + 12), QPointF(3, -8), QPointF(0, 0))
    return path


def _wgs84() -> QgsCoordinateReferenceSystem:
    return QgsCoordinateReferenceSystem("EPSG:4326")
