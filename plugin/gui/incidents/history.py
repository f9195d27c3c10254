"""The timeline of one incident, newest first: what we did and what the back end said are told apart at a glance."""
from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...i18n import tr
from ...incidents import HistoryEntry
from .labels import clear_layout, plain_label
from .words import entry_delivery_words, when

AT_MOST = 200
OURS, THEIRS = "ours", "back_end"
EDGE = {OURS: "#0072b2", THEIRS: "#d55e00"}


class Timeline(QWidget):
    """One quiet block per entry, with a coloured edge and the words "here" or "back end"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these, the newest on top."""
        clear_layout(self._column)
        newest = sorted(entries, key=lambda entry: entry.at)[::-1]
        for entry in newest[:AT_MOST]:
            self._column.addWidget(_block(entry, self))
        if len(newest) > AT_MOST:
            older = tr("{count} older entries are not shown.").format(count=len(newest) - AT_MOST)
            self._column.addWidget(plain_label(self, older, quiet=True))
        if not newest:
            self._column.addWidget(plain_label(self, tr("Nothing happened yet."), quiet=True))


def _block(entry: HistoryEntry, parent: QWidget) -> QFrame:
    block = QFrame(parent)
    block.setObjectName("entry")
    block.setProperty("origin", entry.origin)
    block.setStyleSheet(f"QFrame#entry {{ border: 0; border-left: 4px solid {EDGE.get(entry.origin, '#888888')}; }}")
    column = QVBoxLayout(block)
    column.setContentsMargins(8, 1, 0, 1)
    column.setSpacing(0)
    column.addWidget(plain_label(block, _heading(entry), quiet=True))
    text = plain_label(block, entry.text)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(text)
    return block


def _heading(entry: HistoryEntry) -> str:
    side = tr("Back end") if entry.origin == THEIRS else tr("Here")
    parts = [side, when(entry.at), entry.who if entry.origin == OURS else "", entry_delivery_words(entry.delivery)]
    return " · ".join(part for part in parts if part)
