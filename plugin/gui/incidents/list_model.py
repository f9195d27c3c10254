"""The list of incidents: a table model that owns its order and its filter (a proxy model is too slow, see
docs/architecture.md, habits)."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from html import escape
from typing import Any, Callable

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QFont

from ...i18n import tr
from ...incidents import Incident, Operator, State
from ...incidents.workflow import state_label
from .book import Change
from .filters import Quick, counts, quick_test, search_text, words_of
from .layer_features import is_dangerous, is_open, number_of
from .symbols import conflict_icon, danger_icon, send_icon, state_icon
from .words import delivery_words, when

REF_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_RANK = {state: rank for rank, state in enumerate(State)}


class Column(IntEnum):
    """The columns, in the order of the model."""

    DANGER = 0
    UNSENT = 1
    STATE = 2
    CATEGORY = 3
    ADDRESS = 4
    REPORTED = 5
    NUMBER = 6


class IncidentTableModel(QAbstractTableModel):
    """Rows are references in the order shown; sorting and filtering only make another list of references."""

    rows_changed = pyqtSignal()  # other rows or another order: a selection must be set again
    counts_changed = pyqtSignal(object)  # dict[Quick, int]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._incidents: dict[str, Incident] = {}
        self._texts: dict[str, str] = {}
        self._rows: list[str] = []
        self._row_of: dict[str, int] | None = None
        self._sort_column = Column.DANGER
        self._descending = False
        self._quick = Quick.ALL
        self._words: list[str] = []
        self._operator: Operator | None = None

    # what is shown

    @property
    def total(self) -> int:
        """How many incidents there are, shown or not."""
        return len(self._incidents)

    @property
    def quick(self) -> Quick:
        """The quick filter in force."""
        return self._quick

    def apply(self, change: Change) -> None:
        """Take over what changed in the store."""
        if change.complete:
            self._incidents, self._texts = {}, {}
        for ref in change.removed:
            self._incidents.pop(ref, None)
            self._texts.pop(ref, None)
        for incident in change.updated:
            self._incidents[incident.ref] = incident
            self._texts.pop(incident.ref, None)
        self._arrange({incident.ref for incident in change.updated})
        self._count()

    def set_operator(self, operator: Operator | None) -> None:
        """Who is at work: decides what "mine" means."""
        self._operator = operator
        if self._quick is Quick.MINE:
            self._arrange()
        self._count()

    def set_quick(self, quick: Quick) -> None:
        """Show only what this filter lets through."""
        self._quick = quick
        self._arrange()

    def set_search(self, text: str) -> None:
        """Show only incidents that hold all words of the text."""
        self._words = words_of(text)
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column (Qt calls it for a click on the header); equal ones stand newest first."""
        self._sort_column = Column(max(column, 0))
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._arrange()

    # what the view and the page ask

    def incident_at(self, row: int) -> Incident | None:
        """The incident of a row."""
        return self._incidents[self._rows[row]] if 0 <= row < len(self._rows) else None

    def refs_in(self, ranges: Iterable[tuple[int, int]]) -> list[str]:
        """References of row ranges (first, last), as a selection gives them."""
        return [ref for first, last in ranges for ref in self._rows[first : last + 1]]

    def ranges_of(self, refs: Collection[str]) -> list[tuple[int, int]]:
        """Where these references stand, as ranges (first, last) of adjacent rows; hidden ones are left out."""
        rows = sorted(row for row in (self.row_of(ref) for ref in refs) if row is not None)
        ranges: list[tuple[int, int]] = []
        for row in rows:
            if ranges and row == ranges[-1][1] + 1:
                ranges[-1] = (ranges[-1][0], row)
            else:
                ranges.append((row, row))
        return ranges

    def row_of(self, ref: str) -> int | None:
        """The row of a reference, None where it is not shown."""
        if self._row_of is None:
            self._row_of = {shown: row for row, shown in enumerate(self._rows)}
        return self._row_of.get(ref)

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DecorationRole:
            return {Column.DANGER: danger_icon, Column.UNSENT: send_icon}.get(column, lambda: None)()
        if role == Qt.ItemDataRole.ToolTipRole:
            return _header(column)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column in (Column.DANGER, Column.UNSENT) else _header(column)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        incident = self.incident_at(index.row()) if index.isValid() else None
        answer = _ANSWERS.get(role)
        return answer(incident, Column(index.column())) if incident is not None and answer is not None else None

    # order

    def _arrange(self, updated: Collection[str] = ()) -> None:
        """Make the rows anew; where only contents changed, the view keeps its place."""
        rows = self._ordered()
        if rows == self._rows:
            self._tell_contents(updated)
            return
        self.beginResetModel()
        self._rows, self._row_of = rows, None
        self.endResetModel()
        self.rows_changed.emit()

    def _ordered(self) -> list[str]:
        shown = [i for i in self._incidents.values() if self._passes(i)]
        shown.sort(key=lambda i: i.reported_at, reverse=True)
        key = _SORT_KEYS[self._sort_column]
        if key is not None:
            shown.sort(key=key, reverse=self._descending)
        elif self._descending:
            shown.reverse()
        return [i.ref for i in shown]

    def _passes(self, incident: Incident) -> bool:
        if self._quick is not Quick.ALL and not quick_test(self._quick, self._operator)(incident):
            return False
        if not self._words:
            return True
        text = self._texts.get(incident.ref)
        if text is None:
            text = self._texts[incident.ref] = search_text(incident)
        return all(word in text for word in self._words)

    def _tell_contents(self, refs: Collection[str]) -> None:
        for first, last in self.ranges_of(refs):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _count(self) -> None:
        self.counts_changed.emit(counts(self._incidents.values(), self._operator))


def _header(column: Column) -> str:
    return {
        Column.DANGER: tr("Danger"),
        Column.UNSENT: tr("To send"),
        Column.STATE: tr("State"),
        Column.CATEGORY: tr("Category"),
        Column.ADDRESS: tr("Address"),
        Column.REPORTED: tr("Reported"),
        Column.NUMBER: tr("Number"),
    }[column]


def category_of(incident: Incident) -> str:
    """The category's name, or its code where the name is not known."""
    return incident.service_name or incident.service_code


def _text(incident: Incident, column: Column) -> str:
    if column is Column.STATE:
        return state_label(incident.state)
    if column is Column.CATEGORY:
        return category_of(incident)
    if column is Column.ADDRESS:
        return incident.address
    if column is Column.REPORTED:
        return when(incident.reported_at)
    return number_of(incident) if column is Column.NUMBER else ""


def _decoration(incident: Incident, column: Column) -> Any:
    if column is Column.STATE:
        return state_icon(incident.state)
    if column is Column.DANGER and is_dangerous(incident):
        return danger_icon()
    if column is Column.UNSENT:
        if incident.conflict:
            return conflict_icon()
        return send_icon() if incident.unsent else None
    return None


def _tooltip(incident: Incident, column: Column) -> str:
    """Words for what is only an icon, and the whole of what may be cut. Escaped: a tool tip would read markup."""
    words = _text(incident, column)
    if column is Column.DANGER:
        words = tr("Danger") if is_dangerous(incident) else ""
    if column is Column.UNSENT:
        words = tr("Conflict: changed on both sides") if incident.conflict else delivery_words(incident)
    if column is Column.CATEGORY and incident.description:
        words = f"{words}\n{incident.description[:400]}"
    return "<p>" + escape(words).replace("\n", "<br>") + "</p>" if words else ""


def _foreground(incident: Incident, _column: Column) -> Any:
    return None if is_open(incident) else QBrush(QColor(128, 128, 128))


def _font(incident: Incident, column: Column) -> Any:
    if column is not Column.CATEGORY or not is_dangerous(incident):
        return None
    bold = QFont()
    bold.setBold(True)
    return bold


_ANSWERS: dict[int, Callable[[Incident, Column], Any]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.DecorationRole: _decoration,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.AccessibleTextRole: lambda i, c: _text(i, c) or delivery_words(i),
    Qt.ItemDataRole.ForegroundRole: _foreground,
    Qt.ItemDataRole.FontRole: _font,
    REF_ROLE: lambda incident, _column: incident.ref,
}

_SORT_KEYS: dict[Column, Callable[[Incident], Any] | None] = {
    Column.DANGER: lambda i: (not is_dangerous(i), not is_open(i)),
    Column.UNSENT: lambda i: (not i.conflict, i.unsent == 0),
    Column.STATE: lambda i: STATE_RANK[i.state],
    Column.CATEGORY: lambda i: category_of(i).casefold(),
    Column.ADDRESS: lambda i: (not i.address, i.address.casefold()),
    Column.REPORTED: None,
    Column.NUMBER: lambda i: (not i.service_request_id, i.service_request_id.zfill(12) or i.ref),
}
