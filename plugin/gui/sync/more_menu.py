"""The small menu beside “Sync now”: how often by itself, and the log."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QActionGroup, QFileDialog, QMenu, QToolButton

from ...i18n import tr
from ...incidents import telling
from ..autosync import INTERVALS_MIN
from ..forms import icon
from ..tasks import Work, run_with

if TYPE_CHECKING:
    from ...incidents import Store
    from ..autosync import AutoSync
    from ..workplace import Workplace


class LogWork(Work):
    """Writes the log beside the window; finishes with the number of rows."""

    uses_network = False

    def __init__(self, store: Store, path: Path) -> None:
        super().__init__(tr("Writing the log"))
        self._store = store
        self.path = path

    def work(self) -> object:
        return telling.write_log(self._store, self.path)


class MoreMenu(QMenu):
    """Filled anew each time it opens."""

    def __init__(self, button: QToolButton, workplace: Workplace, auto: AutoSync) -> None:
        super().__init__(button)
        self._workplace = workplace
        self._auto = auto
        button.setMenu(self)
        button.setIcon(icon("menu"))
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Show the settings as they are now."""
        self.clear()
        settings = self._workplace.settings
        every = self.addMenu(tr("Automatic sync"))
        group = QActionGroup(every)
        for minutes in INTERVALS_MIN:
            words = tr("Every {n} minutes").format(n=minutes) if minutes else tr("Off")
            action = every.addAction(words)
            action.setCheckable(True)
            action.setChecked(settings.sync_every_min == minutes)
            action.triggered.connect(lambda _on=False, minutes=minutes: self._auto.set_interval(minutes))
            group.addAction(action)
        every.addSeparator()
        metered = every.addAction(tr("Also on links paid by volume"))
        metered.setCheckable(True)
        metered.setChecked(settings.sync_on_metered)
        metered.toggled.connect(self._on_metered)
        log = self.addAction(tr("Export the log…"))
        log.setToolTip(tr("Operations, states, times and codes; no person and no text"))
        log.setEnabled(self._workplace.store is not None)
        log.triggered.connect(lambda _on=False: self._ask_path())

    def _on_metered(self, on: bool) -> None:
        self._workplace.settings.sync_on_metered = on
        self._auto.refresh()

    def _ask_path(self) -> None:
        proposed = Path.home() / "rue311-log.csv"
        name, _kind = QFileDialog.getSaveFileName(
            self.parentWidget(), tr("Export the log"), str(proposed), tr("Table (*.csv)")
        )
        if name:
            self.export(Path(name))

    def export(self, path: Path) -> None:
        """Write the log there, in the background."""
        store = self._workplace.store
        if store is None:
            return
        if path.suffix.lower() != ".csv":
            path = path.with_name(path.name + ".csv")
        messages = self._workplace.messages
        run_with(
            self._workplace.tasks, LogWork(store, path),
            lambda count: messages.success(tr("Log written, {n} lines: {path}").format(n=count, path=path)),
            messages.error,
        )
