"""Testing a back end from its form: the test in the background, its result in plain words, and what is set by hand."""
from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..errors import Rue311Error
from ..i18n import tr
from .connection_found import Found
from .connection_lines import PointLines
from .connection_table import AbilityTable
from .folders import home
from .forms import RESOURCES, form_class
from .tasks import Work, run_with
from .translator import language

if TYPE_CHECKING:
    from ..incidents import KnownPoint
    from ..net import HttpSession
    from ..open311 import Endpoint
    from ..open311.profiles import BackEndProfile
    from .workplace import Workplace


class ProbeWork(Work):
    """Asks a back end what it offers; creates nothing there. Answers the points."""

    quiet = True  # the form shows how far it is

    def __init__(self, session: HttpSession, endpoint: Endpoint) -> None:
        super().__init__(tr("Testing the back end"))
        self._session = session
        self._endpoint = endpoint

    def work(self) -> object:
        from ..open311.probe import probe_endpoint

        return probe_endpoint(self._session, self._endpoint, cancel=self.cancel_token, progress=self.tell)


class ConnectionPanel(QWidget, form_class("connection_panel")):  # type: ignore[misc]
    """Lives in the form of a back end. ask: the endpoint as it is typed; it may raise a Rue311Error."""

    found = pyqtSignal(str, str)  # the address that was asked, the address to use
    use_wanted = pyqtSignal()

    def __init__(self, workplace: Workplace, ask: Callable[[], Endpoint], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._ask = ask
        self._work: Work | None = None
        self._kinds: tuple[BackEndProfile, ...] = ()
        self.state = Found()
        self.lines = PointLines(self.lines_place)
        self.lines_column.addWidget(self.lines)
        self.table = AbilityTable(self.table_place)
        self.table_column.addWidget(self.table)
        self.test_button.clicked.connect(self.test)
        self.stop_button.clicked.connect(self.stop)
        self.use_button.clicked.connect(self.use_wanted)
        self.by_hand_button.toggled.connect(self._show_table)
        self.kind.activated.connect(self._on_kind)
        self.table.changed.connect(self._on_by_hand)
        workplace.closed.connect(self.forget)
        self._show_running(False)

    # --- what is known ---

    def prepare(self, kept: list[KnownPoint], before: dict[str, Any]) -> None:
        """Show what the store knows of the back end in use. before: capabilities in the commune's profile."""
        self._read_kinds()
        self.state = Found.read(kept, before, self._kinds)
        place = [one.id for one in self._kinds].index(self.state.kind.id) + 1 if self.state.kind else 0
        self.kind.setCurrentIndex(place)
        self.by_hand_button.setChecked(bool(self.state.by_hand))
        self._say("")
        self._show()

    def forget(self) -> None:
        """Another address: nothing is known of it."""
        self.stop()
        kind = self.state.kind
        self.state = Found(kind=kind, changed=kind is not None)
        self._say("")
        self._show()

    def capabilities(self) -> dict[str, Any]:
        return self.state.capabilities()

    def rows(self) -> list[KnownPoint]:
        """What the store is to keep."""
        return self.state.rows(datetime.now(timezone.utc))

    def _read_kinds(self) -> None:
        from ..open311.profiles import back_end_profiles

        self._kinds, troubles = back_end_profiles(*self._folders())
        self.kind.clear()
        self.kind.addItem(tr("Unknown: the test will tell"))
        spoken = language()
        for one in self._kinds:
            self.kind.addItem(one.name(spoken))
            self.kind.setItemData(self.kind.count() - 1, one.description(spoken), 3)  # Qt.ToolTipRole
        if troubles:
            self._workplace.messages.error(troubles[0])

    def _folders(self) -> list[Path]:
        from ..open311.profiles import FOLDER

        folders = [RESOURCES / FOLDER, home() / FOLDER]
        return [*folders, self._workplace.folder / FOLDER] if self._workplace.profile is not None else folders

    # --- the test ---

    def test(self) -> None:
        """Ask the back end whose address is typed."""
        self.stop()
        try:
            endpoint = self._ask()
            work = ProbeWork(self._workplace.http_session(), endpoint)
        except Rue311Error as error:
            self._say(error.sentence, bad=True)
            return
        self._work = work
        self._say("")
        self.progress.setValue(0)
        self._show_running(True)
        work.progressed.connect(lambda fraction, text: self._on_progress(work, fraction, text))
        work.ended.connect(lambda: self._on_ended(work))
        run_with(
            self._workplace.tasks, work, lambda points: self._on_points(work, endpoint.url, points),
            lambda error: self._on_failed(work, error),
        )

    def stop(self) -> None:
        """Stop a test that runs."""
        work, self._work = self._work, None
        if work is not None:
            work.cancel()
            self._show_running(False)
            self._say(tr("The test was stopped. Nothing was changed."))

    def _on_progress(self, work: Work, fraction: float, text: str) -> None:
        if work is self._work:
            self.progress.setValue(round(100 * max(0.0, fraction)))
            self.step.setText(text)

    def _on_points(self, work: Work, asked: str, points: Any) -> None:
        if work is not self._work:
            return
        self.state.probed = points
        self.state.changed = True
        self._show()
        self.found.emit(asked, next(point.value for point in points if point.name == "endpoint"))

    def _on_failed(self, work: Work, error: Rue311Error) -> None:
        if work is self._work:
            self._say(error.sentence, bad=True)

    def _on_ended(self, work: Work) -> None:
        if work is self._work:
            self._work = None
            self._show_running(False)

    # --- what a person decides ---

    def _on_kind(self, index: int) -> None:
        self.state.kind = self._kinds[index - 1] if index > 0 else None
        self.state.changed = True
        self._show()

    def _on_by_hand(self, name: str, value: Any, by_hand: bool) -> None:
        if by_hand:
            self.state.by_hand[name] = value
        else:
            self.state.by_hand.pop(name, None)
        self.state.changed = True
        self._show_use()

    # --- what is shown ---

    def _show(self) -> None:
        points = self.state.shown()
        self.lines_place.setVisible(bool(points))
        self.lines.show_points(points)
        self._show_table(self.by_hand_button.isChecked())
        self._show_use()

    def _show_use(self) -> None:
        self.use_button.setEnabled(self.state.changed)
        self.use_button.setVisible(self.state.changed)

    def _show_table(self, on: bool) -> None:
        self.table_place.setVisible(on)
        if on:
            self.table.show_values(self._found_values(), self.state.by_hand)

    def _found_values(self) -> dict[str, Any]:
        by_hand, self.state.by_hand = self.state.by_hand, {}
        try:
            return self.state.capabilities()
        finally:
            self.state.by_hand = by_hand

    def _show_running(self, on: bool) -> None:
        self.test_button.setEnabled(not on)
        self.running.setVisible(on)
        self.step.setText(tr("Testing the back end") if on else "")

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.said.setText(text)
        self.said.setStyleSheet("color: #b71c1c; font-weight: bold;" if bad else "")
        self.said.setVisible(bool(text))

    def used(self) -> None:
        """What was found is in use now."""
        self.state.changed = False
        self._show_use()
        self._say(tr("In use from now on."))
