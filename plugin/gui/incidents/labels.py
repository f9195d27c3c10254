"""Labels for words that come from outside: plain text, wrapped, and quiet where they are secondary."""
from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QLabel, QLayout, QWidget

QUIET = 0.66  # opacity: still readable on a laptop in the sun


def plain_label(parent: QWidget, text: str = "", *, quiet: bool = False) -> QLabel:
    """A label that shows markup as it stands."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    if quiet:
        make_quiet(label)
    return label


def make_quiet(label: QLabel) -> None:
    """Secondary words: the theme's own text colour, a little transparent."""
    palette = QPalette(label.palette())
    colour = palette.color(QPalette.ColorRole.WindowText)
    colour.setAlphaF(QUIET)
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    label.setPalette(palette)


def clear_layout(layout: QLayout) -> None:
    """Take all widgets out of a box layout and delete them."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
