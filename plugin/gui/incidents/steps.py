"""The next steps of an incident as buttons; a step that needs a reason asks for it in place."""
from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...i18n import tr
from ...incidents import Incident, State
from ...incidents.workflow import needs_reason, next_states, state_label
from .flow import FlowLayout
from .labels import plain_label
from .layer_features import is_dangerous
from .symbols import state_icon

ON_BUTTONS = 4
LEAVING = (State.CLOSED, State.REFUSED, State.NO_ACTION, State.DUPLICATE, State.TRANSFERRED)


class Steps(QWidget):
    """Four usual steps on buttons, the others behind "Other…"."""

    taken = pyqtSignal(object, str, str)  # State, reason, reference of the other incident

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incident: Incident | None = None
        self._target: State | None = None
        self.buttons: dict[State, QToolButton] = {}
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row)
        self.prompt = QFrame(self)
        self.prompt.setFrameShape(QFrame.Shape.StyledPanel)
        self.question = plain_label(self.prompt)
        self.other = QLineEdit(self.prompt)
        self.other.setPlaceholderText(tr("Reference or number of the other incident"))
        self.reason = QLineEdit(self.prompt)
        self.reason.setMaxLength(2000)
        self.reason.setPlaceholderText(tr("Reason"))
        self.ok = QPushButton(tr("Do it"), self.prompt)
        self.drop = QPushButton(tr("Not now"), self.prompt)
        self._arrange()
        self.ok.clicked.connect(self._confirm)
        self.drop.clicked.connect(self.prompt.hide)
        self.reason.returnPressed.connect(self._confirm)
        self.other.returnPressed.connect(self._confirm)

    def show_steps(self, incident: Incident | None) -> None:
        """Offer what may follow; a reason being typed for the same step stays."""
        before = self._incident
        self._incident = incident
        if incident is None or before is None or (before.ref, before.state) != (incident.ref, incident.state):
            self.prompt.hide()
        self._flow.clear()
        self.buttons = {}
        if incident is None:
            return
        states = next_states(incident.state)
        for state in states[:ON_BUTTONS]:
            self._add_button(state)
        if states[ON_BUTTONS:]:
            self._add_others(states[ON_BUTTONS:])
        self._row.updateGeometry()

    def ask(self, state: State) -> None:
        """Take this step, or first ask what it needs."""
        if self._incident is None:
            return
        leaves_danger = is_dangerous(self._incident) and state in LEAVING
        needs_other = state is State.DUPLICATE
        if not (needs_reason(state) or leaves_danger or needs_other):
            self.prompt.hide()
            self.taken.emit(state, "", "")
            return
        self._target = state
        text = tr("“{state}”: why?").format(state=state_label(state))
        if leaves_danger:
            text = tr("Dangerous and not made safe. “{state}” all the same: why?").format(state=state_label(state))
        elif needs_other:
            text = tr("“{state}” of which incident?").format(state=state_label(state))
        self.question.setText(text)
        self.reason.clear()
        self.other.clear()
        self.other.setVisible(needs_other)
        self.prompt.show()
        (self.other if needs_other else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        if self._target is None or self._incident is None:
            return
        reason, other = self.reason.text().strip(), self.other.text().strip()
        if self._target is State.DUPLICATE and not other:
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        must = needs_reason(self._target) or (is_dangerous(self._incident) and self._target in LEAVING)
        if must and not reason:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.taken.emit(self._target, reason, other)

    def _add_button(self, state: State) -> None:
        button = QToolButton(self._row)
        button.setText(state_label(state))
        button.setIcon(state_icon(state))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _on: self.ask(state))
        self._flow.addWidget(button)
        button.show()
        self.buttons[state] = button

    def _add_others(self, states: tuple[State, ...]) -> None:
        button = QToolButton(self._row)
        button.setText(tr("Other…"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(button)
        for state in states:
            action = menu.addAction(state_icon(state), state_label(state))
            action.triggered.connect(lambda _on, state=state: self.ask(state))
        button.setMenu(menu)
        self._flow.addWidget(button)
        button.show()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.ok)
        row.addWidget(self.drop)
        row.addStretch(1)
        inside = QVBoxLayout(self.prompt)
        inside.setContentsMargins(6, 6, 6, 6)
        for widget in (self.question, self.other, self.reason):
            inside.addWidget(widget)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        column.addWidget(self.prompt)
        self.prompt.hide()
