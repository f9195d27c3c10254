"""Every ability of a back end, to be set by hand: a small table, each row with the value as found and the others."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ..i18n import tr

# offered beside what a person types
NUMBERS = {
    "page_size": (0, 50, 100, 200, 500), "row_cap": (25, 50, 100, 500, 1000), "connections": (1, 2, 4, 8),
    "settle_s": (300, 900, 3600, 86400),
}
CHOICES = {
    "format": ("json", "xml"), "multivalue": ("brackets", "repeat"), "media": ("none", "multipart"),
    "paths": ("suffix", "bare", "capital"),
}
_AS_FOUND = object()


class AbilityTable(QTableWidget):
    """`show_values` fills it; `changed` tells each choice of a person."""

    changed = pyqtSignal(str, object, bool)  # name, value, whether it is set by hand

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setHorizontalHeaderLabels([tr("Ability"), tr("Value")])
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, 180)
        self.setWordWrap(True)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.combos: dict[str, QComboBox] = {}

    def show_values(self, found: Mapping[str, Any], by_hand: Mapping[str, Any]) -> None:
        """found: the value of each ability before anything is set by hand."""
        self.setRowCount(len(found))
        self.combos = {}
        for row, (name, value) in enumerate(found.items()):
            item = QTableWidgetItem(label(name))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(label(name))
            self.setItem(row, 0, item)
            combo = self._combo(name, value, by_hand)
            self.combos[name] = combo
            self.setCellWidget(row, 1, combo)
        self.fit()

    def fit(self) -> None:
        """As high as its rows: what scrolls is the form around it."""
        self.resizeRowsToContents()
        rows = sum(max(self.rowHeight(row), 28) for row in range(self.rowCount()))
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(self.rowHeight(row), 28))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth())

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.fit()

    def _combo(self, name: str, found: Any, by_hand: Mapping[str, Any]) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.setAccessibleName(label(name))
        combo.addItem(tr("as found: {value}").format(value=value_words(name, found)), _AS_FOUND)
        for value in _offered(name, found):
            combo.addItem(value_words(name, value), value)
        if name in by_hand:
            if combo.findData(by_hand[name]) < 0:
                combo.addItem(value_words(name, by_hand[name]), by_hand[name])
            combo.setCurrentIndex(combo.findData(by_hand[name]))
        if name in NUMBERS or (isinstance(found, str) and name not in CHOICES):
            combo.setEditable(True)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            combo.lineEdit().editingFinished.connect(lambda: self._typed(name, combo))
        combo.activated.connect(lambda _index: self._chosen(name, combo))
        combo.wheelEvent = lambda event: event.ignore()  # scrolling the form must not change a value
        return combo

    def _chosen(self, name: str, combo: QComboBox) -> None:
        data = combo.currentData()
        self.changed.emit(name, None if data is _AS_FOUND else data, data is not _AS_FOUND)

    def _typed(self, name: str, combo: QComboBox) -> None:
        """A value that is not on the list; what is no number where one belongs goes back to what was found."""
        text = combo.currentText().strip()
        known = combo.findText(text)
        if known >= 0:
            combo.setCurrentIndex(known)
            self._chosen(name, combo)
            return
        value: Any = text
        if name in NUMBERS:
            try:
                value = int(text)
            except ValueError:
                value = -1
            if not 0 <= value <= 10_000_000:
                combo.setCurrentIndex(0)
                self._chosen(name, combo)
                return
        combo.addItem(value_words(name, value), value)
        combo.setCurrentIndex(combo.count() - 1)
        self._chosen(name, combo)


def _offered(name: str, found: Any) -> tuple[Any, ...]:
    if name in CHOICES:
        return CHOICES[name]
    if name in NUMBERS:
        return NUMBERS[name]
    return (True, False) if isinstance(found, bool) else ("",)


def label(name: str) -> str:
    return {
        "format": tr("Format"),
        "multivalue": tr("Several answers to one question"),
        "page_size": tr("Rows per page (0: no pages)"),
        "updated_after": tr("Tells what has changed"),
        "updates": tr("Takes changes of status"),
        "media": tr("Photos"),
        "reference_attribute": tr("Field for our reference"),
        "settle_s": tr("A new report appears after (seconds)"),
        "echo": tr("Reference can be read back"),
        "row_cap": tr("Most rows in one list"),
        "paths": tr("Way its addresses are written"),
        "updated_before": tr("Changes up to a date"),
        "extensions": tr("Notes and answers on request"),
        "geo_filter": tr("Parameters for a surrounding"),
        "local_time": tr("Local time labelled UTC"),
        "bare_dates": tr("Dates without time zone"),
        "swapped_dates": tr("Start and end swapped"),
        "empty_404": tr("404 means an empty list"),
        "fallback_email": tr("E-mail where the reporter gave none"),
        "several_media": tr("Several photo addresses"),
        "media_field": tr("Name of a photo’s field"),
        "connections": tr("Questions at a time"),
    }.get(name, name)


def value_words(name: str, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if name in CHOICES:
        return {
            "json": "JSON", "xml": "XML", "brackets": tr("with brackets"), "repeat": tr("repeated"),
            "none": tr("none"), "multipart": tr("with the report"), "suffix": "/requests.json", "bare": "/requests",
            "capital": "/Requests",
        }.get(str(value), str(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if value != "" else tr("(none)")
