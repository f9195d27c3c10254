"""All that both sides changed, on one sheet: before, here, back end; a person picks for each field. Never modal."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...errors import Rue311Error
from ...i18n import tr
from .conflicts import field_words, value_words
from .labels import clear_layout, plain_label

if TYPE_CHECKING:
    from ...incidents import Conflict, Store
    from ..workplace import Workplace

MINE, THEIRS = 1, 0


class ConflictDialog(QDialog):
    """Arrows choose, Tab goes on, Return decides. What is not picked stays undecided.

    shown_on_map: the reference of an incident that a person wants to see first.
    """

    shown_on_map = pyqtSignal(str)

    def __init__(self, workplace: Workplace, ref: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent or workplace.iface.mainWindow())
        self._workplace = workplace
        self._ref = ref
        self._groups: dict[int, tuple[QButtonGroup, Conflict]] = {}
        self.setWindowTitle(tr("Changed on both sides"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 420)
        self._build()
        workplace.closed.connect(self.close)
        workplace.incidents_changed.connect(self._on_changed)
        self.read()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(plain_label(self, tr(
            "The same field was changed here and at the back end. Choose the value that counts; the other one stays "
            "in the history."
        )))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = QWidget(area)
        self._rows = QVBoxLayout(self._sheet)
        area.setWidget(self._sheet)
        column.addWidget(area, 1)
        self.missing = plain_label(self)
        self.missing.setStyleSheet("color: #b00020;")
        self.missing.hide()
        column.addWidget(self.missing)
        buttons = QDialogButtonBox(self)
        self.decide_button = buttons.addButton(tr("Decide"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.decide_button.setDefault(True)
        self.later_button = buttons.addButton(tr("Later"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.decide)
        buttons.rejected.connect(self.close)
        column.addWidget(buttons)

    @property
    def open_conflicts(self) -> int:
        """How many fields wait for a decision."""
        return len(self._groups)

    def read(self) -> None:
        """Show the conflicts that are open now; close where there are none any more."""
        store = self._workplace.store
        try:
            conflicts = store.conflicts(self._ref) if store is not None else []
            incidents = {found.ref: found for found in store.incidents({one.ref for one in conflicts})} if store else {}
        except Rue311Error as error:
            self._workplace.messages.error(error)
            return
        if not conflicts:
            self.close()
            return
        if [one.conflict_id for one in conflicts] == list(self._groups):
            return
        chosen = {number: group.checkedId() for number, (group, _conflict) in self._groups.items()}
        clear_layout(self._rows)
        self._groups = {}
        for ref in dict.fromkeys(conflict.ref for conflict in conflicts):
            incident = incidents.get(ref)
            number = incident.service_request_id if incident is not None else ""
            name = (incident.service_name or incident.service_code) if incident is not None else ""
            self._rows.addWidget(self._box(ref, f"{name} · {number or ref}",
                                           [one for one in conflicts if one.ref == ref]))
        self._rows.addStretch(1)
        for number, (group, _conflict) in self._groups.items():
            if chosen.get(number, -1) >= 0:
                group.button(chosen[number]).setChecked(True)
        self._focus_first()

    def _box(self, ref: str, title: str, conflicts: Sequence[Conflict]) -> QGroupBox:
        box = QGroupBox(title.replace("&", "&&"), self._sheet)
        column = QVBoxLayout(box)
        for conflict in conflicts:
            column.addLayout(self._field(box, conflict))
        show = QPushButton(tr("Show the incident"), box)
        show.setAutoDefault(False)
        show.clicked.connect(partial(self.shown_on_map.emit, ref))
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignRight)
        return box

    def _field(self, box: QWidget, conflict: Conflict) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        head = plain_label(box, field_words(conflict.field))
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        grid.addWidget(head, 0, 0, 1, 2)
        grid.addWidget(plain_label(box, tr("Before"), quiet=True), 1, 0)
        grid.addWidget(plain_label(box, value_words(conflict.field, conflict.base), quiet=True), 1, 1)
        group = QButtonGroup(box)
        for row, (words, value, choice) in enumerate(
            ((tr("Here"), conflict.mine, MINE), (tr("Back end"), conflict.theirs, THEIRS)), start=2
        ):
            button = QRadioButton(words, box)
            button.setAccessibleName(f"{words}: {value_words(conflict.field, value)}")
            group.addButton(button, choice)
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plain_label(box, value_words(conflict.field, value)), row, 1)
        self._groups[conflict.conflict_id] = (group, conflict)
        return grid

    def _focus_first(self) -> None:
        first = next(iter(self._groups.values()), None)
        if first is not None:
            first[0].button(MINE).setFocus(Qt.FocusReason.OtherFocusReason)

    def decide(self) -> None:
        """Write what was picked; close when nothing is left."""
        picked = [(one, group.checkedId()) for group, one in self._groups.values() if group.checkedId() >= 0]
        self.missing.setVisible(not picked)
        if not picked:
            self.missing.setText(tr("Choose a value first."))
            return
        try:
            author = self._workplace.author()
        except Rue311Error as error:
            self._workplace.messages.error(error)
            return
        place, refs = self._workplace, frozenset(conflict.ref for conflict, _ in picked)

        def write(store: Store) -> None:
            for conflict, choice in picked:
                store.resolve(conflict.conflict_id, choice == MINE, author)

        place.write(write, lambda _nothing: place.incidents_changed.emit(refs))

    def _on_changed(self, _refs: object) -> None:
        self.read()
