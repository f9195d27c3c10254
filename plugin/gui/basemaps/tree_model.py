"""The tree of basemaps as Qt wants it: two levels, its own filter, an icon for the last check."""
from __future__ import annotations

from html import escape
from typing import Any

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QFont, QIcon

from ...i18n import tr
from ..forms import icon
from .entries import Entry, Group, fold

NOWHERE = QModelIndex()
GROUP_ID = 0  # internal id of a group's index; an entry's index holds the number of its group + 1


class BasemapTree(QAbstractItemModel):
    """Groups and their sources; groups that the search leaves empty are not shown."""

    EntryRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Group] = []
        self._groups: list[Group] = []
        self._text = ""
        self._icons: dict[str, QIcon] = {}

    def load(self, groups: list[Group]) -> None:
        self._all = groups
        self.filter(self._text)

    def filter(self, text: str) -> None:
        """Keep the sources that hold every word of `text` in title, producer or theme."""
        self._text = text
        words = fold(text).split()
        self.beginResetModel()
        for group in self._all:
            branch = fold(group.title)
            group.shown = [entry for entry in group.entries if all(word in f"{entry.words} {branch}" for word in words)]
        self._groups = [group for group in self._all if group.shown]
        self.endResetModel()

    def entry(self, index: QModelIndex) -> Entry | None:
        """The source under `index`, or None for a group."""
        if not index.isValid() or index.internalId() == GROUP_ID:
            return None
        return self._groups[index.internalId() - 1].shown[index.row()]

    def refresh(self, key: str) -> None:
        """Repaint the row of a source whose check has news."""
        for number, group in enumerate(self._groups):
            for row, entry in enumerate(group.shown):
                if entry.key == key:
                    index = self.createIndex(row, 0, number + 1)
                    self.dataChanged.emit(index, index)

    def find(self, key: str) -> Entry | None:
        """The entry with this key, shown or not."""
        return next((entry for group in self._all for entry in group.entries if entry.key == key), None)

    # --- what Qt asks ---

    def index(self, row: int, column: int, parent: QModelIndex = NOWHERE) -> QModelIndex:
        if column != 0 or row < 0 or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else GROUP_ID)

    def parent(self, index: QModelIndex) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == GROUP_ID:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, GROUP_ID)

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:  # noqa: N802 (Qt asks for this name)
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].shown) if parent.internalId() == GROUP_ID else 0

    def columnCount(self, _parent: QModelIndex = NOWHERE) -> int:  # noqa: N802 (Qt asks for this name)
        return 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entry(index)
        if entry is None:
            return self._group_data(self._groups[index.row()], role)
        return self._entry_data(entry, role)

    @staticmethod
    def _group_data(group: Group, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{group.title}  ({len(group.shown)})"
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _entry_data(self, entry: Entry, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("{title} (checking…)").format(title=entry.title) if entry.checking else entry.title
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(entry.status)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [part for part in (entry.title, entry.about, entry.detail) if part]
            return "<p>" + "<br>".join(escape(line) for line in lines) + "</p>"
        return entry if role == self.EntryRole else None

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = icon(name)
        return self._icons[name]
