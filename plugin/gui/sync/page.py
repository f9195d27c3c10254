"""The Sync page: what waits, what became of it, one big button, and the offline switch."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import QItemSelectionModel, QModelIndex, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...errors import Rue311Error
from ...i18n import tr
from ...incidents import OpKind, OpState
from ...incidents.telling import ToSend, operation_count
from ..autosync import AutoSync
from ..forms import form_class, icon
from ..incidents.background import Background
from ..layer_indicator import LayerIndicator
from ..two_lines import TwoLineDelegate
from .around import come_to_front, correct, incidents_page
from .decision import DecisionSheet
from .detail import OperationDetail
from .model import OutboxModel
from .more_menu import MoreMenu
from .outbox import FILTERS, Filter, Reading, chosen, read, tally_words
from .plan import back_end_words, obstacles, plan_words, why_not
from .words import moment, result_words
from .work import SyncWork

if TYPE_CHECKING:
    from ...incidents import Operation, SyncRecord
    from ...sync import SyncResult
    from ..workplace import Workplace

FORM = form_class("sync_page")
REFRESH_MS = 700  # how often the outbox is read again while a sync runs
BIG = 1000  # from so many operations on (25 ms) the outbox is read beside the window
PROBLEM_STYLE = "background: #fff3e0; color: #7a3e00; border: 1px solid #ffb74d; border-radius: 3px; padding: 6px;"


class SyncPage(QWidget, FORM):
    """Shows the journal's operations and asks for a sync; what is sent, and when again, the engine decides.

    incident_requested: the reference of an incident that a person wants to see.
    """

    incident_requested = pyqtSignal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._build()
        self._work: SyncWork | None = None
        self._down = self._reading = self._read_again = False
        self._plan = ToSend()
        self._trouble = ""  # of a sync in this session; it may not have reached the store
        self._outbox = OutboxModel(self)
        self._detail = OperationDetail(self)
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setInterval(REFRESH_MS)
        self._refresh_timer.timeout.connect(self._read_outbox)
        self._background = Background(self)
        self.auto = AutoSync(workplace, self.sync_quietly, lambda: self.syncing, self)
        self.indicator = LayerIndicator(workplace, self)
        self._menu = MoreMenu(self.more_button, workplace, self.auto)
        self._set_up_widgets()
        self._connect_widgets()
        self._connections = self._workplace_connections()
        for signal, slot in self._connections:
            signal.connect(slot)
        self._on_opened()

    @property
    def syncing(self) -> bool:
        """True while a sync runs."""
        return self._work is not None

    def activate(self) -> None:
        """The tab is shown: read what changed meanwhile."""
        self._read_outbox()
        self._show_state()

    def shutdown(self) -> None:
        """The plugin unloads."""
        if self._down:
            return
        self._down = True
        self._refresh_timer.stop()
        self.auto.close()
        self.sheet.stop()
        self.indicator.close()
        self._background.drain()
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._connections = []
        work, self._work = self._work, None  # its end comes when this page is gone
        if work is not None:
            work.cancel()

    # --- set-up ---

    def _build(self) -> None:
        """The outbox and, above it when something is to be decided, the sheet for that."""
        self.outbox_page = QWidget(self)
        self.setupUi(self.outbox_page)
        self.sheet = DecisionSheet(self._workplace, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.outbox_page)
        self.stack.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def _set_up_widgets(self) -> None:
        self.outbox_view.setModel(self._outbox)
        self.outbox_view.setItemDelegate(TwoLineDelegate(self.outbox_view))
        for entry in FILTERS:
            self.filter_box.addItem(entry.words(), entry)
        self.sync_button.setIcon(icon("mActionRefresh"))
        bold = self.sync_button.font()
        bold.setBold(True)
        for widget in (self.sync_button, self.outbox_title, self.detail_title):
            widget.setFont(bold)
        for label in (self.trouble_label, self.problem_label):
            label.setStyleSheet(PROBLEM_STYLE)
            label.hide()
        self.conflict_button.hide()
        self.progress_box.hide()
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)

    def _connect_widgets(self) -> None:
        self.sync_button.clicked.connect(self.sync_now)
        self.cancel_button.clicked.connect(self._cancel)
        self.start_button.clicked.connect(self._workplace.start_sandbox)
        self.offline_box.clicked.connect(self._workplace.set_offline)
        self.filter_box.currentIndexChanged.connect(self._read_outbox)
        self.outbox_view.selectionModel().currentChanged.connect(self._on_row)
        self.retry_button.clicked.connect(self._send_again)
        self.withdraw_button.clicked.connect(self._withdraw)
        self.show_button.clicked.connect(self._show_incident)
        self.decide_button.clicked.connect(self._open_sheet)
        self.correct_button.clicked.connect(self._correct)
        self.conflict_button.clicked.connect(self._decide_conflicts)
        self.outbox_view.activated.connect(self._open_sheet)
        self.sheet.left.connect(self._back_to_outbox)
        self.sheet.decided.connect(self._on_decided)
        self.auto.changed.connect(self._show_auto)
        self.indicator.clicked.connect(self._come_to_front)

    def _workplace_connections(self) -> list[tuple[Any, Any]]:
        place = self._workplace
        return [
            (place.opened, self._on_opened),
            (place.closed, self._on_closed),
            (place.incidents_changed, self._on_incidents_changed),
            (place.offline_changed, self._show_state),
            (place.back_end_changed, self._show_state),
        ]

    def _on_closed(self) -> None:
        """The commune is closed; the workplace has stopped a sync that ran, without a word to anybody."""
        self._forget_work()
        self._on_opened()

    def _on_opened(self) -> None:
        self._trouble = ""
        self._background.drain()
        self._reading = self._read_again = False
        self.stack.setCurrentWidget(self.outbox_page)
        self._detail.show(None, self._workplace.store)
        self._read_outbox()
        self._show_state()

    # --- the outbox ---

    def _on_incidents_changed(self, _refs: object) -> None:
        if self.isVisible():
            self._read_outbox()

    def _read_outbox(self, *_index: object) -> None:
        """Read the operations again and keep the chosen one chosen; a long journal is read beside the window."""
        store = self._workplace.store
        if store is None:
            self._show_read(Reading())
            return
        try:
            if operation_count(store) <= BIG:
                self._show_read(read(store))
                return
        except Rue311Error as error:
            self._on_unreadable(error)
            return
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        self._background.submit(lambda: read(store), self._on_read, self._on_unreadable)

    def _on_read(self, found: Reading) -> None:
        self._reading = False
        self._show_read(found)
        if self._read_again:
            self._read_again = False
            self._read_outbox()

    def _on_unreadable(self, error: Rue311Error) -> None:
        self._reading = False
        self._refresh_timer.stop()
        self._workplace.messages.error(error)

    def _show_read(self, found: Reading) -> None:
        self._plan, conflicts = found.plan, found.conflicts
        self._show_operations(found.operations)
        self._show_plan()
        self.conflict_button.setVisible(conflicts > 0)
        one, many = tr("1 field changed on both sides: decide…"), tr("{n} fields changed on both sides: decide…")
        self.conflict_button.setText(one if conflicts == 1 else many.format(n=conflicts))

    def _show_plan(self) -> None:
        """What the next sync sends and what stands in its way; while one runs, the progress says it."""
        words = "" if self.syncing else plan_words(self._plan)
        self.plan_label.setText(words)
        self.plan_label.setVisible(bool(words))
        problems = [] if self.syncing else [obstacle.words for obstacle in obstacles(self._workplace, self._plan)]
        self.problem_label.setText("\n".join(problems))
        self.problem_label.setVisible(bool(problems))

    def _show_auto(self) -> None:
        words = self.auto.words()
        self.auto_label.setText(words)
        self.auto_label.setVisible(bool(words))

    def _show_operations(self, operations: Sequence[Operation]) -> None:
        before = self._chosen()
        rule = self.filter_box.currentData() or Filter.RECENT
        self._outbox.show(chosen(operations, rule))
        self.outbox_title.setText(tally_words(operations))
        listed = self._outbox.rowCount() > 0
        self.outbox_view.setVisible(listed)
        self.empty_label.setVisible(not listed)
        self.empty_label.setText(self._empty_words(bool(operations)))
        self._choose(before.op_id if before is not None else "")

    def _empty_words(self, any_at_all: bool) -> str:
        if self._workplace.store is None:
            return tr("No commune is open. Choose one first.")
        if any_at_all:
            return tr("Nothing to show with this choice.")
        return tr("Nothing has been reported yet. What you report or change waits here until it is sent.")

    def _choose(self, op_id: str) -> None:
        index = self._outbox.index_of(op_id) if op_id else QModelIndex()
        self.outbox_view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._on_row()
        if index.isValid():
            self.outbox_view.scrollTo(index)

    def _chosen(self) -> Operation | None:
        return self._outbox.operation(self.outbox_view.currentIndex())

    def _on_row(self, *_indexes: object) -> None:
        operation = self._chosen()
        self._detail.show(operation, self._workplace.store)
        refused = operation is not None and operation.state is OpState.REJECTED
        self.retry_button.setEnabled(self.sync_button.isEnabled() or (refused and not self.syncing))
        if self.stack.currentWidget() is self.sheet and self._workplace.store is None:
            self.stack.setCurrentWidget(self.outbox_page)

    def _send_again(self) -> None:
        """What waits is sent by a sync; what was refused goes back to the outbox on a person's word."""
        operation = self._chosen()
        if operation is None:
            return
        if operation.state is OpState.REJECTED:
            self._decide(operation, "requeue", then=self._sync_if_possible)
        else:
            self._sync_if_possible()

    def _sync_if_possible(self) -> None:
        if self.sync_button.isEnabled():
            self.sync_now()

    # --- deciding ---

    def _open_sheet(self, *_index: object) -> None:
        """Show both sides of what needs a person; a change held up by a conflict goes to the conflicts."""
        operation, store = self._chosen(), self._workplace.store
        if operation is None or store is None:
            return
        if operation.state is OpState.NEEDS_HUMAN and operation.kind is not OpKind.REPORT:
            try:
                held = bool(store.conflicts(operation.ref))
            except Rue311Error:
                held = False
            if held:
                self._decide_conflicts(operation.ref)
                return
        if self.sheet.open(operation):
            self.stack.setCurrentWidget(self.sheet)
            self.sheet.take_focus()

    def _back_to_outbox(self) -> None:
        self.stack.setCurrentWidget(self.outbox_page)
        self.outbox_view.setFocus()

    def _on_decided(self, ref: str) -> None:
        self._read_outbox()
        self._workplace.incidents_changed.emit(frozenset({ref}))

    def _correct(self) -> None:
        """Open the report in its form, with the back end's words above it."""
        operation = self._chosen()
        if operation is not None:
            correct(self, self._workplace, operation)

    def _decide_conflicts(self, ref: object = "") -> None:
        page = incidents_page(self, front=False)
        if page is not None:
            page.decide_conflicts(ref if isinstance(ref, str) else "")

    def _come_to_front(self) -> None:
        """The mark in the layer tree was clicked: show the dock with this page."""
        come_to_front(self)

    def _withdraw(self) -> None:
        operation = self._chosen()
        if operation is not None:
            self._decide(operation, "withdraw")

    def _decide(self, operation: Operation, what: str, then: Callable[[], None] | None = None) -> None:
        """Write a person's decision on an operation (`withdraw` or `requeue`) in the background and show it."""
        place = self._workplace
        try:
            author = place.author()
        except Rue311Error as error:
            place.messages.error(error)
            return

        def written(_nothing: object) -> None:
            self._read_outbox()
            place.incidents_changed.emit(frozenset({operation.ref}))
            if then is not None:
                then()

        place.write(lambda store: getattr(store, what)(operation.op_id, author), written)

    def _show_incident(self) -> None:
        operation = self._chosen()
        if operation is None:
            return
        self.incident_requested.emit(operation.ref)
        page = incidents_page(self)
        if page is not None:
            page.show_detail(operation.ref)
            page.zoom_to(frozenset({operation.ref}))

    # --- syncing ---

    def sync_quietly(self) -> None:
        """The clock or the network wants a sync: the same one, without a word unless a person is needed."""
        self.sync_now(quiet=True)

    def sync_now(self, _checked: bool = False, *, quiet: bool = False) -> None:
        """Start a sync unless one runs; it goes on in the background. quiet: nobody asked for it."""
        place = self._workplace
        if self._work is not None or place.store is None:
            return
        try:
            endpoint = place.endpoint()
            session = place.http_session()
        except Rue311Error as error:
            if not quiet:
                place.messages.error(error)
            return
        connections = place.settings.sync_connections
        work = SyncWork(
            place.store, session, endpoint, training=place.training, connections=connections, manual=not quiet
        )
        work.progressed.connect(self._on_progressed)
        work.finished_with.connect(lambda result: self._on_synced(result, quiet=quiet))
        if not quiet:
            work.failed_with.connect(place.messages.error)
        work.ended.connect(lambda: self._on_ended(work))
        work.taskTerminated.connect(lambda: self._on_ended(work))  # cancelled before it began
        self._work = work
        self._on_progressed(-1.0, tr("Asking the back end…"))
        place.tasks.start(work)
        self._refresh_timer.start()
        self._show_state()

    def _cancel(self) -> None:
        if self._work is not None:
            self.progress_label.setText(tr("Stopping…"))
            self.cancel_button.setEnabled(False)
            self._work.cancel()

    def _on_progressed(self, fraction: float, text: str) -> None:
        self.progress_bar.setRange(0, 0 if fraction < 0 else 100)
        self.progress_bar.setValue(int(100 * fraction))
        self.progress_label.setText(text)

    def _on_synced(self, result: SyncResult, *, quiet: bool = False) -> None:
        place = self._workplace
        if self._down:
            return
        if result.changed:
            place.incidents_changed.emit(frozenset(result.changed))
        place.synced.emit(result)
        self._trouble = result.trouble.sentence if result.trouble is not None else ""
        if quiet:
            self._tell_quietly(result)
        elif result.trouble is None:
            place.messages.success(tr("Synchronised: {counts}.").format(counts=result_words(result)))
        else:
            place.messages.warn(result.trouble)

    def _tell_quietly(self, result: SyncResult) -> None:
        """Only what a person must do is worth a message that nobody asked for."""
        for_you = result.rejected + result.needs_human + result.conflicts
        if for_you:
            words = tr("{n} for you to decide").format(n=for_you)
            self._workplace.messages.ask(words, tr("Show"), self._come_to_front)

    def _on_ended(self, work: SyncWork) -> None:
        """The task is over, one way or the other; after a cancel the journal says what had left."""
        if work is not self._work:
            return
        cancelled = work.cancel_token.cancelled
        self._forget_work()
        if cancelled:
            self._workplace.incidents_changed.emit(frozenset())
            self._workplace.messages.info(tr("Sync stopped. What had not left waits in the outbox."))
        self._read_outbox()
        self._show_state()

    def _forget_work(self) -> None:
        self._work = None
        self._refresh_timer.stop()
        self.cancel_button.setEnabled(True)

    # --- what stands above the outbox ---

    def _show_state(self, *_changed: object) -> None:
        place = self._workplace
        self.progress_box.setVisible(self.syncing)
        self.offline_box.setChecked(place.offline)
        self.offline_box.setEnabled(place.profile is not None)
        self.start_button.setVisible(place.training and not place.sandbox_running)
        self.back_end_label.setText(back_end_words(self._workplace))
        self.back_end_label.setToolTip(place.back_end_url())
        self._show_last()
        self._show_plan()
        self._show_auto()
        reason = why_not(self._workplace, self.syncing)
        self.sync_button.setEnabled(not reason)
        self.sync_button.setToolTip(reason or tr("Send what is waiting and fetch what is new"))
        self.sync_button.setText(tr("Synchronising…") if self.syncing else self._button_words())
        self._on_row()

    def _button_words(self) -> str:
        return tr("Sync is off: working offline") if self._workplace.offline else tr("Sync now")

    def _show_last(self) -> None:
        """The last sync's time, counts and trouble, as the store remembers them."""
        record = self._last_record()
        words = tr("Never synchronised yet.")
        if record is not None:
            words = tr("Last sync {when}: {counts}").format(when=moment(record.at), counts=result_words(record))
        self.last_label.setText(words)
        trouble = self._trouble or (record.trouble if record is not None else "")
        self.trouble_label.setVisible(bool(trouble) and not self._workplace.offline)
        self.trouble_label.setText(trouble)

    def _last_record(self) -> SyncRecord | None:
        store = self._workplace.store
        if store is None:
            return None
        try:
            return store.last_sync()
        except Rue311Error as error:
            self._workplace.messages.error(error)
            return None
