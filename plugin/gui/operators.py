"""Who is working: a page with a button per operator, and the menu that changes them in two clicks."""
from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QPushButton, QWidget

from ..i18n import tr
from .forms import form_class, icon

if TYPE_CHECKING:
    from ..incidents import Operator
    from .workplace import Workplace

BUTTONS = 8  # more operators than that are in the menu


class OperatorPage(QWidget, form_class("operator_page")):  # type: ignore[misc]
    """Asks who works; a crew that shares a laptop sees it at each start."""

    done = pyqtSignal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self.name.textChanged.connect(self._on_typed)
        self.name.returnPressed.connect(self._add)
        self.start_button.clicked.connect(self._add)
        self.back_button.clicked.connect(self.done)
        self._on_typed("")

    def prepare(self) -> None:
        """Show the operators of the open commune, those of its profile included."""
        while self.known_column.count():
            self.known_column.takeAt(0).widget().deleteLater()
        place = self._workplace
        names = [operator.name for operator in place.operators]
        for operator in place.operators[-BUTTONS:]:
            self._offer(operator.name, operator)
        for name in place.profile.operators if place.profile is not None else ():
            if name not in names:
                self._offer(name, None)
        self.known.setVisible(self.known_column.count() > 0)
        self.back_button.setVisible(place.operator is not None)
        self.name.clear()
        self.name.setFocus()

    def _offer(self, name: str, operator: Operator | None) -> None:
        button = QPushButton(icon("operator"), name.replace("&", "&&"), self.known)
        button.setMinimumHeight(36)
        button.setStyleSheet("text-align: left; padding-left: 8px;")
        button.clicked.connect(lambda _checked=False: self._choose(name, operator))
        self.known_column.addWidget(button)

    def _choose(self, name: str, operator: Operator | None) -> None:
        if operator is None:
            self._workplace.hire(name, self.done.emit)
            return
        self._workplace.set_operator(operator)
        self.done.emit()

    def _on_typed(self, text: str) -> None:
        self.start_button.setEnabled(bool(text.strip()))

    def _add(self) -> None:
        name = self.name.text().strip()
        known = {operator.name.casefold(): operator for operator in self._workplace.operators}
        if name:
            self._choose(name, known.get(name.casefold()))


class OperatorMenu(QMenu):
    """The operators of the commune, the one at work ticked, and "New operator…"."""

    new_wanted = pyqtSignal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        self.clear()
        for operator in self._workplace.operators:
            self.addAction(self._action_of(operator))
        if self._workplace.operators:
            self.addSeparator()
        fresh = self.addAction(icon("operator"), tr("New operator…"))
        fresh.triggered.connect(lambda _checked=False: self.new_wanted.emit())

    def _action_of(self, operator: Operator) -> QAction:
        action = QAction(QIcon(), operator.name.replace("&", "&&"), self)
        action.setCheckable(True)
        action.setChecked(operator == self._workplace.operator)
        action.triggered.connect(lambda _checked=False: self._workplace.set_operator(operator))
        return action
