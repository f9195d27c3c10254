"""Rows of two quiet lines for narrow docks: what it is, below it how it stands, and a word in the corner.

A model offers the first line as DisplayRole, the others as `SECOND_ROLE` and `CORNER_ROLE`; ForegroundRole colours the
second line. All of it is plain text, cut with an ellipsis where the dock is narrow.
"""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

SECOND_ROLE = int(Qt.ItemDataRole.UserRole) + 101
CORNER_ROLE = int(Qt.ItemDataRole.UserRole) + 102

MARGIN = 5
GAP = 8


class TwoLineDelegate(QStyledItemDelegate):
    """Paints one row."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(160, 2 * QFontMetrics(option.font).height() + 2 * MARGIN + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look = QStyleOptionViewItem(option)
        self.initStyleOption(look, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        look.text = ""
        style = look.widget.style() if look.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, look, painter, look.widget)
        look.palette = option.palette  # the model's colour is for the second line only
        painter.save()
        self._paint_texts(painter, look, index, colour)
        painter.restore()

    def _paint_texts(self, painter: QPainter, look: QStyleOptionViewItem, index: QModelIndex, colour: Any) -> None:
        box = look.rect.adjusted(MARGIN + 3, MARGIN, -MARGIN - 3, -MARGIN)
        half = box.height() // 2
        upper = QRect(box.left(), box.top(), box.width(), half)
        lower = QRect(box.left(), box.top() + half, box.width(), half)
        ink, grey = _inks(look)
        corner = str(index.data(CORNER_ROLE) or "")
        if corner:
            width = QFontMetrics(look.font).horizontalAdvance(corner)
            painter.setFont(look.font)
            painter.setPen(grey)
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), corner)
            upper.setWidth(max(0, upper.width() - width - GAP))
        bold = QFont(look.font)
        bold.setBold(True)
        _line(painter, upper, str(index.data() or ""), bold, ink)
        selected = bool(look.state & QStyle.StateFlag.State_Selected)
        second = colour if isinstance(colour, QColor) and not selected else grey
        _line(painter, lower, str(index.data(SECOND_ROLE) or ""), look.font, second)


def _inks(look: QStyleOptionViewItem) -> tuple[QColor, QColor]:
    """The colours of strong and quiet text on this row."""
    if look.state & QStyle.StateFlag.State_Selected:
        ink = look.palette.color(QPalette.ColorRole.HighlightedText)
        return ink, ink
    quiet = QColor(look.palette.color(QPalette.ColorRole.Text))
    quiet.setAlphaF(0.68)
    return look.palette.color(QPalette.ColorRole.Text), quiet


def _line(painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
