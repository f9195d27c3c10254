"""The list of results: a model that keeps the register's order."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ..two_lines import SECOND_ROLE
from .words import place_line

if TYPE_CHECKING:
    from ...addresses import Suggestion

SUGGESTION_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class ResultModel(QAbstractListModel):
    """The suggestions of the last answer, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Suggestion] = []

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = list(suggestions)
        self.endResetModel()

    def suggestion(self, index: QModelIndex) -> Suggestion | None:
        """What stands in a row; None for no row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        suggestion = self.suggestion(index)
        if suggestion is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return suggestion.label
        if role in (SECOND_ROLE, Qt.ItemDataRole.AccessibleDescriptionRole):
            return place_line(suggestion)
        return suggestion if role == SUGGESTION_ROLE else None
