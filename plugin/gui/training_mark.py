"""EXERCICE, unmistakably: an orange frame and the word on the map and on every open print layout."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsLayoutItemLabel, QgsLayoutPoint, QgsLayoutSize, QgsUnitTypes
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QObject, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ..compat import alive

WORD = "EXERCICE"  # the same in every language: nobody must wonder
ORANGE = QColor("#f57c00")
FRAME_PX = 6
LAYOUT_MARK = "rue311-exercice"


class CanvasMark(QgsMapCanvasItem):
    """The frame and the word, drawn over the map of one canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setZValue(1000)
        self.updatePosition()

    def updatePosition(self) -> None:  # noqa: N802 (QGIS asks for this name)
        self.setRect(self._canvas.extent())
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt asks for this name)
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def paint(self, painter: QPainter, *_rest: Any) -> None:
        # the item's own origin moves while the map is dragged; the frame stays on the window
        painter.save()
        painter.resetTransform()
        ratio = self._canvas.devicePixelRatioF()
        painter.scale(ratio, ratio)
        area = QRectF(self._canvas.viewport().rect())
        _draw_frame(painter, area)
        _draw_word(painter, area)
        painter.restore()


def _draw_frame(painter: QPainter, area: QRectF) -> None:
    pen = QPen(ORANGE, FRAME_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FRAME_PX / 2
    painter.drawRect(area.adjusted(half, half, -half, -half))


def _draw_word(painter: QPainter, area: QRectF) -> None:
    font = QFont(painter.font())
    font.setPixelSize(15)
    font.setBold(True)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
    width = QFontMetricsF(font).horizontalAdvance(WORD) + 24
    # at the bottom: the message bar covers the top
    plate = QRectF(area.center().x() - width / 2, area.bottom() - 26, width, 26)
    painter.fillRect(plate, ORANGE)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, WORD)


class TrainingMark(QObject):
    """Puts the mark on the map canvas and on print layouts while `show` was the last word."""

    def __init__(self, iface: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._mark: CanvasMark | None = None

    @property
    def shown(self) -> bool:
        return self._mark is not None

    def show(self) -> None:
        if self._mark is not None:
            return
        self._mark = CanvasMark(self._iface.mapCanvas())
        self._iface.layoutDesignerOpened.connect(self._mark_designer)
        self._iface.layoutDesignerWillBeClosed.connect(self._unmark_designer)
        for designer in self._iface.openLayoutDesigners():
            self._mark_designer(designer)

    def hide(self) -> None:
        mark, self._mark = self._mark, None
        if mark is None:
            return
        if alive(mark) and alive(self._iface.mapCanvas()):
            self._iface.mapCanvas().scene().removeItem(mark)
        self._iface.layoutDesignerOpened.disconnect(self._mark_designer)
        self._iface.layoutDesignerWillBeClosed.disconnect(self._unmark_designer)
        for designer in self._iface.openLayoutDesigners():
            self._unmark_designer(designer)

    def _mark_designer(self, designer: Any) -> None:
        layout = designer.layout()
        if layout.itemById(LAYOUT_MARK) is None:
            layout.addLayoutItem(_layout_label(layout))

    def _unmark_designer(self, designer: Any) -> None:
        layout = designer.layout()
        item = layout.itemById(LAYOUT_MARK)
        if item is not None:
            layout.removeLayoutItem(item)


def _layout_label(layout: Any) -> QgsLayoutItemLabel:
    """A label as large as the first page: an orange frame, the word at the top."""
    label = QgsLayoutItemLabel(layout)
    label.setId(LAYOUT_MARK)
    label.setText(WORD)
    font = QFont()
    font.setPointSize(28)
    font.setBold(True)
    label.setFont(font)
    label.setFontColor(ORANGE)
    label.setHAlign(Qt.AlignmentFlag.AlignHCenter)
    label.setFrameEnabled(True)
    label.setFrameStrokeColor(ORANGE)
    label.setZValue(10_000)
    label.setLocked(True)
    page = layout.pageCollection().page(0) if layout.pageCollection().pageCount() else None
    if page is not None:
        label.attemptMove(QgsLayoutPoint(0, 0, QgsUnitTypes.LayoutUnit.LayoutMillimeters))
        label.attemptResize(QgsLayoutSize(page.pageSize()))
    return label
