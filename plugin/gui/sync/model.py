"""The outbox as rows: what, how it stands, since when; newest first. The model owns its order."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QColor

from ...incidents import OpState
from ..two_lines import CORNER_ROLE, SECOND_ROLE
from .words import moment, state_words

if TYPE_CHECKING:
    from ...incidents import Operation

OPERATION_ROLE = int(Qt.ItemDataRole.UserRole) + 1

GREY, BLUE, GREEN, ORANGE, RED = (QColor(name) for name in ("#6b6b6b", "#1565c0", "#2e7d32", "#a85b00", "#b71c1c"))
COLOURS = {
    OpState.QUEUED: BLUE,
    OpState.IN_FLIGHT: BLUE,
    OpState.RETRY_WAIT: BLUE,
    OpState.ACKNOWLEDGED: GREEN,
    OpState.CONFIRMED: GREEN,
    OpState.AMBIGUOUS: ORANGE,
    OpState.NEEDS_HUMAN: RED,
    OpState.DUPLICATE_UPSTREAM: RED,
    OpState.REJECTED: RED,
}


def state_colour(state: OpState) -> QColor:
    """Green: done; blue: on its way; orange: being checked; red: somebody must look; grey: nothing to do."""
    return COLOURS.get(state, GREY)


class OutboxModel(QAbstractListModel):
    """Operations as rows. Where only states moved, rows stay in place and the selection with them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Operation] = []

    def show(self, operations: Sequence[Operation]) -> None:
        """Show `operations`, newest first."""
        rows = sorted(operations, key=lambda operation: operation.seq, reverse=True)
        if [row.op_id for row in rows] != [row.op_id for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def operation(self, index: QModelIndex) -> Operation | None:
        """What stands in a row; None for no row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, op_id: str) -> QModelIndex:
        """Where an operation stands; an invalid index where it is not shown."""
        row = next((row for row, operation in enumerate(self._rows) if operation.op_id == op_id), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        operation = self.operation(index)
        if operation is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return operation.title
        if role in (SECOND_ROLE, Qt.ItemDataRole.AccessibleDescriptionRole):
            return state_words(operation)
        if role == CORNER_ROLE:
            return moment(operation.last_at or operation.created)
        if role == Qt.ItemDataRole.ForegroundRole:
            return state_colour(operation.state)
        return operation if role == OPERATION_ROLE else None
