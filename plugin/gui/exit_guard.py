"""Closing QGIS with unsent work: a person is told, and nothing is lost either way."""
from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsApplicationExitBlockerInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox

from ..errors import Rue311Error
from ..i18n import tr

if TYPE_CHECKING:
    from .workplace import Workplace


class ExitGuard(QgsApplicationExitBlockerInterface):
    """QGIS asks it before it closes. The box is one of the two that may be modal."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace

    def allowExit(self) -> bool:  # noqa: N802 (QGIS asks for this name)
        unsent = self._unsent()
        if unsent == 0 or not self._workplace.settings.warn_at_closing:
            return True
        return self._ask(unsent)

    def _unsent(self) -> int:
        store = self._workplace.store
        if store is None:
            return 0
        try:
            return int(store.counts().unsent)
        except Rue311Error:
            return 0  # a store that cannot be read must not keep QGIS open

    def _ask(self, unsent: int) -> bool:
        box = QMessageBox(self._workplace.iface.mainWindow())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Rue311")
        box.setTextFormat(Qt.TextFormat.PlainText)
        one, many = tr("1 change has not been sent yet."), tr("{count} changes have not been sent yet.")
        box.setText(one if unsent == 1 else many.format(count=unsent))
        box.setInformativeText(
            tr("Nothing is lost: it is kept on this computer and can be sent next time, on the Sync page. "
               "Colleagues do not see it until then.")
        )
        leave = box.addButton(tr("Close QGIS"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(tr("Stay in QGIS"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        answer = box.clickedButton() is leave
        box.deleteLater()
        return answer
