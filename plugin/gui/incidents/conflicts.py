"""Fields that both sides changed: shows both values, and a person picks."""
from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...i18n import tr
from ...incidents import Conflict, State
from ...incidents.workflow import priority_label, state_label
from .labels import clear_layout, plain_label


class ConflictBox(QWidget):
    """In view only while there is something to decide."""

    decided = pyqtSignal(int, bool)  # conflict id, True = keep ours

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show these; none hides the box."""
        clear_layout(self._column)
        for conflict in conflicts:
            self._column.addWidget(self._frame(conflict))
        self.setVisible(bool(conflicts))

    def _frame(self, conflict: Conflict) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("conflict")
        frame.setStyleSheet("QFrame#conflict { border: 2px solid #e0b000; border-radius: 3px; }")
        text = plain_label(
            frame,
            tr("Changed on both sides ({field}). Before: {base}. Here: {mine}. Back end: {theirs}.").format(
                field=field_words(conflict.field),
                base=value_words(conflict.field, conflict.base),
                mine=value_words(conflict.field, conflict.mine),
                theirs=value_words(conflict.field, conflict.theirs),
            ),
        )
        row = QHBoxLayout()
        for words, mine in ((tr("Keep ours"), True), (tr("Take the back end's"), False)):
            button = QPushButton(words, frame)
            button.clicked.connect(lambda _on, mine=mine: self.decided.emit(conflict.conflict_id, mine))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(frame)
        column.addWidget(text)
        column.addLayout(row)
        return frame


def field_words(name: str) -> str:
    """A field's name as people call it."""
    words = {"state": tr("state"), "status": tr("state"), "assignee": tr("assigned to"), "priority": tr("priority"),
             "description": tr("description"), "address": tr("address"), "address_id": tr("address number"),
             "lon": tr("longitude"), "lat": tr("latitude"), "service_code": tr("category")}
    return words.get(name, name)


def value_words(field: str, value: str) -> str:
    """A value as people read it: a state or a priority by its name, nothing as “nothing”."""
    if field == "priority":
        return priority_label(value)
    known = {state.value: state for state in State}
    return state_label(known[value]) if value in known else (value or tr("nothing"))
