"""The sheet on which a person decides: did it arrive, or which of two counts. It fills the page and blocks nothing."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QButtonGroup, QRadioButton, QShortcut, QWidget

from ...errors import Rue311Error
from ...geometry import distance_m
from ...i18n import tr
from ...incidents import OpKind, OpState, declaring
from ...incidents.reference import refs_in
from ...incidents.workflow import state_label
from .. import map_marker
from ..forms import form_class
from ..incidents.labels import clear_layout, plain_label
from .around import show_places
from .look_up import LookUpWork
from .words import moment, state_words

if TYPE_CHECKING:
    from ...incidents import Incident, Operation
    from ...open311 import ServiceRequest
    from ..workplace import Workplace

FORM = form_class("sync_decision")
TEXT_MOST = 300


class DecisionSheet(QWidget, FORM):
    """Shows both sides of one operation and writes what a person declares.

    left: back to the outbox. decided: an operation stands differently now (its reference).
    """

    left = pyqtSignal()
    decided = pyqtSignal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._operation: Operation | None = None
        self._incident: Incident | None = None
        self._found: ServiceRequest | None = None
        self._work: LookUpWork | None = None
        self._doubles: list[Incident] = []
        self._choice = QButtonGroup(self)
        self._connect()
        bold = self.decision_title.font()
        bold.setBold(True)
        self.decision_title.setFont(bold)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.leave)
        self.look_button.clicked.connect(self.look_up)
        self.number_edit.returnPressed.connect(self.look_up)
        self.number_edit.textChanged.connect(self._on_number)
        self.map_button.clicked.connect(self._show_found)
        self.arrived_button.clicked.connect(self._arrived)
        self.looked_box.toggled.connect(self.again_button.setEnabled)
        self.again_button.clicked.connect(self._again)
        self.keep_button.clicked.connect(self._keep)
        self.twice_map_button.clicked.connect(self._show_doubles)
        self.pick_button.clicked.connect(self._pick)
        self._choice.buttonClicked.connect(lambda _button: self.pick_button.setEnabled(True))
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    @property
    def op_id(self) -> str:
        """The operation in view, '' when none is."""
        return self._operation.op_id if self._operation is not None else ""

    def open(self, operation: Operation) -> bool:
        """Show this operation; False where there is nothing to decide about it."""
        store = self._workplace.store
        if store is None or operation.state not in (OpState.NEEDS_HUMAN, OpState.DUPLICATE_UPSTREAM):
            return False
        twice = operation.state is OpState.DUPLICATE_UPSTREAM
        try:
            self._incident = store.incident(operation.ref)
            self._doubles = declaring.doubles(store, operation.ref) if twice else []
            never_left = not twice and declaring.can_correct(store, operation.op_id)
        except Rue311Error as error:
            self._workplace.messages.error(error)
            return False
        self._operation = operation
        self._found = None
        self.decision_title.setText(operation.title)
        self.why_label.setText(operation.words or state_words(operation))
        self.facts_label.setText("\n".join(_facts(self._incident)) if self._incident is not None else "")
        for box in (self.arrived_box, self.absent_box, self.keep_box):
            box.setVisible(not twice)
        self.arrived_box.setVisible(not twice and not never_left)
        self.twice_box.setVisible(twice)
        self.facts_label.setVisible(not twice)
        self._prepare_arrived(operation)
        self._prepare_absent(never_left)
        self._fill_doubles()
        self.decision_scroll.verticalScrollBar().setValue(0)
        return True

    def take_focus(self) -> None:
        """The hands start where the first answer is given."""
        radios = self._choice.buttons()
        for widget in (self.number_edit, *radios[:1], self.arrived_button, self.again_button):
            if widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def leave(self) -> None:
        """Back to the outbox; what was not decided stays undecided."""
        self.stop()
        map_marker.clear(self._workplace.iface.mapCanvas())
        self._operation = None
        self.left.emit()

    def _prepare_arrived(self, operation: Operation) -> None:
        report = operation.kind is OpKind.REPORT
        self.number_edit.clear()
        for widget in (self.number_edit, self.look_button):
            widget.setVisible(report)
        self._show_comparison("")
        self._on_number()

    def _prepare_absent(self, never_left: bool) -> None:
        self.looked_box.setChecked(never_left)
        self.looked_box.setVisible(not never_left)
        self.again_button.setEnabled(never_left)
        self.twice_label.setVisible(not never_left)
        self.twice_label.setText(tr("If it did arrive after all, it will be there twice."))
        self.absent_box.setTitle(tr("It never left this computer") if never_left else tr("It did not arrive"))

    # --- it arrived ---

    def _on_number(self, _text: str = "") -> None:
        number = self.number_edit.text().strip()
        if self._found is not None and self._found.service_request_id != number:
            self._found = None
            self._show_comparison("")
        self.look_button.setEnabled(bool(number) and self._work is None)
        words = tr("It arrived under number {number}").format(number=number) if number else tr("It arrived")
        self.arrived_button.setText(words.replace("&", "&&"))

    def look_up(self) -> None:
        """Ask the back end for the number that stands in the field."""
        number, place = self.number_edit.text().strip(), self._workplace
        if not number or self._work is not None:
            return
        try:
            work = LookUpWork(place.http_session(), place.endpoint(), number)
        except Rue311Error as error:
            self._show_comparison(error.sentence)
            return
        self._work = work
        self.look_button.setEnabled(False)
        self._show_comparison(tr("Asking the back end…"))
        work.finished_with.connect(lambda found: self._on_found(work, found))
        work.failed_with.connect(lambda error: self._show_comparison(error.sentence) if work is self._work else None)
        work.ended.connect(lambda: self._on_looked(work))
        work.taskTerminated.connect(lambda: self._on_looked(work))
        place.tasks.start(work)

    def _on_looked(self, work: LookUpWork) -> None:
        if work is self._work:
            self._work = None
            self._on_number()

    def stop(self) -> None:
        """Forget a question that is still under way."""
        work, self._work = self._work, None
        if work is not None:
            work.cancel()

    def _on_found(self, work: LookUpWork, found: ServiceRequest | None) -> None:
        if work is not self._work or self._incident is None:
            return
        if found is None:
            self._show_comparison(tr("The back end knows no number {number}.").format(number=work.number))
            return
        self._found = found
        self._show_comparison("\n".join(_compared(found, self._incident)))
        self.map_button.setVisible(found.lon is not None and found.lat is not None)

    def _show_comparison(self, words: str) -> None:
        self.found_label.setText(words)
        self.found_label.setVisible(bool(words))
        self.map_button.hide()

    def _show_found(self) -> None:
        found, incident = self._found, self._incident
        if found is None or incident is None or found.lon is None or found.lat is None:
            return
        ours = [(incident.lon, incident.lat)] if incident.lon is not None and incident.lat is not None else []
        show_places(self._workplace, ours, (found.lon, found.lat, found.service_request_id))

    def _arrived(self) -> None:
        number = self.number_edit.text().strip()
        seen = self._found is not None and self._found.service_request_id == number
        self._declare(lambda store, op_id, author: declaring.arrived(store, op_id, number, author, seen=seen))

    # --- it did not, or neither ---

    def _again(self) -> None:
        self._declare(declaring.not_arrived)

    def _keep(self) -> None:
        self._declare(declaring.keep)

    def _declare(self, write: Callable[[Any, str, Any], None]) -> None:
        """Write the declaration in the background; a refusal stays in view with its reason."""
        operation = self._operation
        if operation is None:
            return
        try:
            author = self._workplace.author()
        except Rue311Error as error:
            self._workplace.messages.error(error)
            return

        def written(_nothing: object) -> None:
            if self.op_id == operation.op_id:
                self.leave()
            self.decided.emit(operation.ref)

        self._workplace.write(lambda store: write(store, operation.op_id, author), written)

    # --- twice ---

    def _fill_doubles(self) -> None:
        """Ours and the others side by side, one column each."""
        clear_layout(self.twice_grid)
        for button in self._choice.buttons():
            self._choice.removeButton(button)
        self.pick_button.setEnabled(False)
        self.mark_box.setVisible(len(self._doubles) > 0)
        if self._incident is None or self._operation is None:
            return
        for column, incident in enumerate([self._incident, *self._doubles]):
            self._fill_column(column, incident)

    def _fill_column(self, column: int, incident: Incident) -> None:
        button = QRadioButton(incident.service_request_id.replace("&", "&&"), self.twice_box)
        self._choice.addButton(button)
        button.setProperty("number", incident.service_request_id)
        self.twice_grid.addWidget(button, 0, column)
        rows = [_side(incident), incident.description[:TEXT_MOST]]
        for row, words in enumerate(rows, start=1):
            label = plain_label(self.twice_box, words)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self.twice_grid.addWidget(label, row, column)
        self.twice_grid.setColumnStretch(column, 1)

    def _show_doubles(self) -> None:
        shown = [one for one in [self._incident, *self._doubles] if one is not None]
        places = [(one.lon, one.lat) for one in shown if one.lon is not None and one.lat is not None]
        if places:
            show_places(self._workplace, places[:-1], (*places[-1], shown[-1].service_request_id))

    def _pick(self) -> None:
        button = self._choice.checkedButton()
        if button is None:
            return
        number, mark = str(button.property("number")), self.mark_box.isChecked()
        self._declare(
            lambda store, op_id, author: declaring.pick(store, op_id, number, author, mark_other=mark)
        )


def _facts(incident: Incident) -> list[str]:
    """Our side: category, place, time, reference, text."""
    lines = [
        incident.service_name or incident.service_code,
        incident.address,
        tr("Reported {when}").format(when=moment(incident.reported_at)),
        tr("Our reference {ref}").format(ref=incident.ref),
        incident.description[:TEXT_MOST],
    ]
    return [line for line in lines if line]


def _side(incident: Incident) -> str:
    status = {"open": tr("open"), "closed": tr("closed")}.get(incident.server_status, "")
    lines = [
        incident.service_name or incident.service_code,
        tr("here: {state}").format(state=state_label(incident.state)),
        tr("back end: {state}").format(state=status) if status else "",
        moment(incident.reported_at),
        incident.address,
    ]
    return "\n".join(line for line in lines if line)


def _compared(found: ServiceRequest, ours: Incident) -> list[str]:
    """The back end's side, and what speaks for or against its being ours."""
    bears = ours.ref in refs_in(found.description)
    lines = [
        tr("It bears our reference: it is this one.") if bears
        else tr("It does not bear our reference: compare place, time and text."),
        found.service_name or found.service_code,
        found.address,
        moment(found.requested_datetime) if found.requested_datetime else "",
        found.description[:TEXT_MOST],
    ]
    if None not in (found.lon, found.lat, ours.lon, ours.lat):
        metres = distance_m(found.lon or 0.0, found.lat or 0.0, ours.lon or 0.0, ours.lat or 0.0)
        lines.append(tr("{n} m from our place").format(n=round(metres)))
    return [line for line in lines if line]
