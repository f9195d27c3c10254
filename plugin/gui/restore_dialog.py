"""The backups of a store, to choose the one that is put back."""
from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from .store_care import when

if TYPE_CHECKING:
    from ..incidents.backups import Backup


class RestoreDialog(QDialog):
    """Says what a restore does; `chosen` comes with the backup. Not modal."""

    chosen = pyqtSignal(object)

    def __init__(self, backups: list[Backup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Restore a backup"))
        self.resize(620, 300)
        self._backups = backups
        layout = QVBoxLayout(self)
        words = QLabel(
            tr("The chosen backup takes the place of the store. The store as it is now is kept beside it with its"
               " journal. What was done after the backup is then in the kept file only. Close other QGIS windows that"
               " have this commune open."),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        layout.addWidget(words)
        self.table = self._make_table()
        layout.addWidget(self.table)
        box = QDialogButtonBox(self)
        self.restore_button = box.addButton(tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore_button.setEnabled(False)
        box.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)  # Qt's own texts may lack French
        box.accepted.connect(self._choose)
        box.rejected.connect(self.close)
        layout.addWidget(box)
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.table.selectRow(0)

    def _make_table(self) -> QTableWidget:
        heads = (tr("Backup of"), tr("Incidents"), tr("Operations"), tr("Not sent"), tr("Photos"))
        table = QTableWidget(len(self._backups), len(heads), self)
        table.setHorizontalHeaderLabels(list(heads))
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, backup in enumerate(self._backups):
            counts = (backup.incidents, backup.operations, backup.unsent, backup.photos)
            cells = [when(backup), *("" if backup.trouble else str(count) for count in counts)]
            if backup.trouble:
                cells[0] = tr("{date}: cannot be read").format(date=cells[0])
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if backup.trouble:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                table.setItem(row, column, item)
        return table

    def current(self) -> Backup | None:
        """The backup that is chosen, where it can be read."""
        rows = self.table.selectionModel().selectedRows()
        backup = self._backups[rows[0].row()] if rows else None
        return backup if backup is not None and not backup.trouble else None

    def _on_selection(self) -> None:
        self.restore_button.setEnabled(self.current() is not None)

    def _choose(self) -> None:
        backup = self.current()
        if backup is not None:
            self.chosen.emit(backup)
