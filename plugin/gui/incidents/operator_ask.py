"""Asks inside the page who is working, when somebody is about to write and nobody has said so."""
from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...i18n import tr
from ...incidents import Operator
from ..workplace import Workplace
from .background import Background
from .labels import plain_label


class OperatorAsk(QFrame):
    """In view only while the operator is missing. An existing name is chosen, a new one is typed."""

    def __init__(self, workplace: Workplace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._background = background
        self.setFrameShape(QFrame.Shape.StyledPanel)
        question = plain_label(self, tr("Who is working? Every report bears a name."))
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.setAccessibleName(tr("Name of the operator"))
        self.name.lineEdit().setPlaceholderText(tr("Choose or type a name"))
        self.name.lineEdit().returnPressed.connect(self._use)
        self.use = QPushButton(tr("That is me"), self)
        self.use.setAutoDefault(False)
        self.use.clicked.connect(self._use)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(question)
        column.addLayout(row)
        workplace.operator_changed.connect(self.refresh)
        self.refresh()

    @property
    def missing(self) -> bool:
        """Whether somebody must be named first."""
        return self._workplace.store is not None and self._workplace.operator is None

    def refresh(self) -> None:
        """Show the names known now, or go out of view."""
        self.setVisible(self.missing)
        if self.missing:
            self.name.clear()
            for operator in self._workplace.operators:
                self.name.addItem(operator.name, operator)
            self.name.setCurrentIndex(-1)

    def _use(self) -> None:
        text = self.name.currentText().strip()
        store = self._workplace.store
        if not text or store is None:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        known = next((o for o in self._workplace.operators if o.name.casefold() == text.casefold()), None)
        if known is not None:
            self._take(known)
        else:
            self._background.submit(lambda: store.add_operator(text), self._take, self._workplace.messages.error)

    def _take(self, operator: Operator) -> None:
        self._workplace.set_operator(operator)
