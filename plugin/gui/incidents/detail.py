"""Everything about one incident, and what one can do with it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Callable

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QShortcut, QWidget

from ...errors import Rue311Error
from ...i18n import tr
from ...incidents import Author, Conflict, HistoryEntry, Incident, Photo, State, Store
from ...incidents.workflow import state_label
from ..forms import form_class
from ..workplace import Workplace
from .background import Background
from .conflicts import ConflictBox
from .flow import FlowLayout
from .history import Timeline
from .layer_features import is_dangerous, is_open
from .operator_ask import OperatorAsk
from .photos_strip import PhotosStrip
from .steps import Steps
from .symbols import conflict_icon, send_icon, state_icon
from .words import delivery_words, priorities, when

FORM = form_class("incident_detail")
DANGER_STYLE = "background: #cc0000; color: white; padding: 5px; border-radius: 3px;"


@dataclass(frozen=True)
class Dossier:
    """What the detail view reads of one incident beside the incident itself."""

    incident: Incident | None
    history: Sequence[HistoryEntry]
    photos: Sequence[Photo]
    conflicts: Sequence[Conflict]


class DetailPanel(QWidget, FORM):
    """Shows one incident; every change becomes an operation in the store, written in the background."""

    left = pyqtSignal()
    zoomed = pyqtSignal(object)  # frozenset of refs
    written = pyqtSignal(str)  # ref whose incident changed

    def __init__(self, workplace: Workplace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._background = background
        self._incident: Incident | None = None
        self._showing = False
        self._notes: dict[str, str] = {}  # typed and not added yet, by reference
        self.steps = Steps(self)
        self.timeline = Timeline(self)
        self.conflict_box = ConflictBox(self)
        self.photos = PhotosStrip(background, self)
        self.operator_ask = OperatorAsk(workplace, background, self)
        self._build()
        self._connect()

    @property
    def ref(self) -> str:
        """The incident in view, '' when none is."""
        return self._incident.ref if self._incident is not None else ""

    def show_incident(self, ref: str) -> None:
        """Read this incident in the background and show it."""
        store = self._workplace.store
        if store is not None:
            self._background.submit(lambda: _read(store, ref), self._show, self._workplace.messages.error)

    def clear(self) -> None:
        """Show nothing (the commune was closed)."""
        self._incident = None
        self._notes = {}
        self.note.clear()
        self.photos.clear()
        self.steps.show_steps(None)
        self.timeline.show_entries(())
        self.conflict_box.show_conflicts(())

    def _build(self) -> None:
        self.steps_place.addWidget(self.steps)
        self.history_place.addWidget(self.timeline)
        self.photos_place.addWidget(self.photos)
        self.operator_place.addWidget(self.conflict_box)
        self.operator_place.addWidget(self.operator_ask)
        fields = FlowLayout(self.fields, spacing=4)
        for widget in (self.assignee, self.priority, self.danger_switch):
            fields.addWidget(widget)
        self.danger.setStyleSheet(DANGER_STYLE)
        self.assignee.lineEdit().setPlaceholderText(tr("Nobody assigned"))
        for value, words in priorities():
            self.priority.addItem(words, value)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.zoom.clicked.connect(lambda: self.zoomed.emit(frozenset({self.ref})))
        self.copy.clicked.connect(self._copy_reference)
        self.steps.taken.connect(self._on_step)
        self.conflict_box.decided.connect(self._on_decided)
        self.note.returnPressed.connect(self._on_note)
        self.add_note.clicked.connect(self._on_note)
        self.assignee.activated.connect(lambda _index: self._on_assignee())
        self.assignee.lineEdit().editingFinished.connect(self._on_assignee)
        self.priority.activated.connect(lambda _index: self._on_priority())
        self.danger_switch.clicked.connect(self._on_danger)
        self.photos.refused.connect(self._workplace.messages.warn)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    # --- showing ---

    def _show(self, dossier: Dossier) -> None:
        incident = dossier.incident
        if incident is None:
            self.clear()
            self.left.emit()
            return
        same = incident.ref == self.ref
        if not same:
            self._change_note(incident.ref)
        self._incident = incident
        self._showing = True
        self._show_head(incident)
        self._show_fields(incident, typing=same and self.assignee.lineEdit().hasFocus())
        self.steps.show_steps(incident)
        self.conflict_box.show_conflicts(dossier.conflicts)
        self.timeline.show_entries(dossier.history)
        self.photos.setVisible(bool(dossier.photos))
        paths = tuple(photo.path for photo in dossier.photos)
        if paths != self.photos.paths:
            self.photos.set_paths(paths)
        if not same:
            self.scroll.verticalScrollBar().setValue(0)
        self._showing = False

    def _show_head(self, incident: Incident) -> None:
        self.danger.setVisible(is_dangerous(incident))
        self.icon.setPixmap(state_icon(incident.state).pixmap(18, 18))
        self.title.setText(incident.service_name or incident.service_code)
        self.facts.setText("\n".join(_facts(incident)))
        badge = conflict_icon() if incident.conflict else send_icon() if incident.unsent else None
        self.delivery_icon.setVisible(badge is not None)
        if badge is not None:
            self.delivery_icon.setPixmap(badge.pixmap(18, 18))
        self.delivery.setText(tr("Back end: {words}").format(words=delivery_words(incident)))
        self.description.setText(incident.description)
        self.description.setVisible(bool(incident.description))

    def _change_note(self, ref: str) -> None:
        """A note that was begun waits with its own incident."""
        if self.ref and self.note.text().strip():
            self._notes[self.ref] = self.note.text()
        self.note.setText(self._notes.pop(ref, ""))

    def _show_fields(self, incident: Incident, *, typing: bool = False) -> None:
        if not typing:
            self.assignee.clear()
            self.assignee.addItem("")
            for operator in self._workplace.operators:
                self.assignee.addItem(operator.name)
            self.assignee.setCurrentText(incident.assignee)
        index = self.priority.findData(incident.priority)
        if index < 0:
            self.priority.addItem(incident.priority, incident.priority)
            index = self.priority.count() - 1
        self.priority.setCurrentIndex(index)
        dangerous = incident.danger and incident.made_safe_at is None
        self.danger_switch.setText(tr("Made safe") if dangerous else tr("Danger!"))
        self.danger_switch.setToolTip(
            tr("Note that the place is safe now") if dangerous else tr("Note that there is danger")
        )
        self.danger_switch.setVisible(dangerous or is_open(incident))

    # --- changing ---

    def _on_step(self, state: State, reason: str, other: str) -> None:
        changes = {"state": state.value, **({"duplicate_of": other} if other else {})}
        self._triage(changes, reason, done=self.steps.prompt.hide)

    def _on_assignee(self) -> None:
        text = self.assignee.currentText().strip()
        if not self._showing and self._incident is not None and text != self._incident.assignee:
            self._triage({"assignee": text})

    def _on_priority(self) -> None:
        value = str(self.priority.currentData() or "")
        if not self._showing and self._incident is not None and value != self._incident.priority:
            self._triage({"priority": value})

    def _on_danger(self) -> None:
        if self._incident is not None:
            dangerous = self._incident.danger and self._incident.made_safe_at is None
            self._triage({"danger": "safe" if dangerous else "yes"})

    def _on_note(self) -> None:
        text, ref = self.note.text().strip(), self.ref
        if not text:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        elif ref:
            self._write(lambda store, author: store.note(ref, text, author), done=self.note.clear)

    def _on_decided(self, conflict_id: int, mine: bool) -> None:
        self._write(lambda store, author: store.resolve(conflict_id, mine, author))

    def _triage(
        self, changes: Mapping[str, str], reason: str = "", done: Callable[[], object] | None = None
    ) -> None:
        ref = self.ref
        self._write(lambda store, author: store.triage(ref, changes, author, reason=reason), done)

    def _write(
        self, work: Callable[[Store, Author], object], done: Callable[[], object] | None = None
    ) -> None:
        """Write in the background; what was typed is cleared only once it is on disk."""
        store, ref = self._workplace.store, self.ref
        if store is None or not ref:
            return
        try:
            author = self._workplace.author()
        except Rue311Error as error:
            self.operator_ask.refresh()
            self.operator_ask.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._workplace.messages.warn(error)
            self._show_fields_again()
            return
        self._background.submit(lambda: work(store, author), lambda _r: self._on_written(ref, done), self._on_refused)

    def _on_written(self, ref: str, done: Callable[[], object] | None) -> None:
        if done is not None and ref == self.ref:
            done()
        self.written.emit(ref)

    def _on_refused(self, error: Rue311Error) -> None:
        self._workplace.messages.error(error)
        self._show_fields_again()

    def _show_fields_again(self) -> None:
        """A refused change must not stay on the screen as if it were kept."""
        if self._incident is not None:
            self._showing = True
            self._show_fields(self._incident)
            self._showing = False

    def _copy_reference(self) -> None:
        if self._incident is not None:
            number = self._incident.service_request_id
            QgsApplication.clipboard().setText(f"{number} ({self.ref})" if number else self.ref)
            self._workplace.messages.info(tr("The reference is on the clipboard."))


def _read(store: Store, ref: str) -> Dossier:
    return Dossier(store.incident(ref), store.history(ref), store.photos(ref), store.conflicts(ref))


def _facts(incident: Incident) -> list[str]:
    """State, address, dates and reference, one line each; no reporter's data."""
    number = incident.service_request_id
    reference = tr("Number {number} · our reference {ref}") if number else tr("Our reference {ref}")
    lines = [
        state_label(incident.state),
        incident.address,
        tr("Reported {when}").format(when=when(incident.reported_at)),
        reference.format(number=number, ref=incident.ref),
    ]
    if incident.wants_answer:
        lines.append(tr("The person wants an answer."))
    if incident.duplicate_of:
        lines.append(tr("Duplicate of {ref}").format(ref=incident.duplicate_of))
    if incident.status_notes:
        lines.append(tr("Back end says: {words}").format(words=incident.status_notes))
    return [line for line in lines if line]
