"""What QGIS calls. It creates, wires and removes; it decides nothing."""
from __future__ import annotations

import gc
import traceback
from html import escape
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu

from .compat import alive, message_level

MENU = "Rue311"
ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "rue311.svg"
DOCK_WIDTH_PX = 410  # the first time; afterwards QGIS remembers
SEEN = "rue311/seen"  # the dock shows itself once, after the plugin was installed


class Rue311Plugin:
    """The plugin in one QGIS. `iface` is None under qgis_process, where only Processing is asked for."""

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.provider: Any = None
        self.workplace: Any = None
        self.dock: Any = None
        self._owner: QObject | None = None
        self._action: QAction | None = None
        self._guide_action: QAction | None = None
        self._translator: Any = None
        self._exit_guard: Any = None
        self._waits_for_start = False

    def initProcessing(self) -> None:  # noqa: N802 (QGIS asks for this name)
        """Register the algorithms; called alone under qgis_process."""
        if self.provider is not None:
            return
        self._translate()
        from .processing.provider import Rue311Provider

        self.provider = Rue311Provider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:  # noqa: N802 (QGIS asks for this name)
        """Put action, dock and exit guard into QGIS; the algorithms follow when it has started, for they import much.

        No network, no password store and no data is touched.
        """
        try:
            self._translate()
            self._make_shell()
        except Exception:
            trace = traceback.format_exc()
            self.unload()
            self._say_broken(trace)

    def _translate(self) -> None:
        if self._translator is None:
            from .gui.translator import install_translator

            self._translator = install_translator()

    def _make_shell(self) -> None:
        from .gui.dock import Rue311Dock
        from .gui.exit_guard import ExitGuard
        from .gui.workplace import Workplace

        self._owner = QObject()
        self.workplace = Workplace(self.iface, self._owner)
        self.dock = Rue311Dock(self.workplace)
        self._action = QAction(QIcon(str(ICON)), "Rue311", self._owner)
        self._action.setObjectName("Rue311ToggleDock")
        self._action.setCheckable(True)
        self.dock.setToggleVisibilityAction(self._action)
        self.iface.addPluginToWebMenu(MENU, self._action)
        self.iface.addWebToolBarIcon(self._action)
        self._add_to_help_menu()
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self._exit_guard = ExitGuard(self.workplace)
        self.iface.registerApplicationExitBlocker(self._exit_guard)
        self._show_once()

    def _add_to_help_menu(self) -> None:
        self._guide_action = QAction(QIcon(str(ICON)), "Rue311", self._owner)
        self._guide_action.setObjectName("Rue311UserGuide")
        self._guide_action.triggered.connect(self._open_guide)
        self.iface.pluginHelpMenu().addAction(self._guide_action)

    def _open_guide(self, _checked: bool = False) -> None:
        from .gui.guide import open_guide

        open_guide(self.workplace.messages)

    def _show_once(self) -> None:
        """Show the dock by itself the first time only; afterwards QGIS remembers where it was."""
        self.dock.hide()
        if self.iface.mainWindow().isVisible():
            QTimer.singleShot(0, self._on_started)
        else:
            self.iface.initializationCompleted.connect(self._on_started)
            self._waits_for_start = True

    def _stop_waiting(self) -> None:
        if self._waits_for_start:
            self._waits_for_start = False
            self.iface.initializationCompleted.disconnect(self._on_started)

    def _on_started(self) -> None:
        """QGIS is up: now the dock may build what it shows."""
        self._stop_waiting()
        if not alive(self.dock):
            return
        self._add_algorithms()
        self.dock.let_fill()
        settings = QgsSettings()
        if not settings.value(SEEN, False, type=bool):
            settings.setValue(SEEN, True)
            self.dock.setUserVisible(True)
            self.iface.mainWindow().resizeDocks([self.dock], [DOCK_WIDTH_PX], Qt.Orientation.Horizontal)

    def _add_algorithms(self) -> None:
        """A library that the algorithms lack must not take the dock away."""
        try:
            self.initProcessing()
        except Exception:
            self._say_broken(traceback.format_exc())

    def unload(self) -> None:
        """The mirror image of `initGui`; also called when that failed half way."""
        self._stop_waiting()
        if self._exit_guard is not None:
            self.iface.unregisterApplicationExitBlocker(self._exit_guard)
            self._exit_guard = None
        self._remove_dock()
        if self.workplace is not None:
            self.workplace.close()
            self.workplace.messages.clear()
            self.workplace = None
        if self._action is not None:
            self.iface.removeWebToolBarIcon(self._action)
            self.iface.removePluginWebMenu(MENU, self._action)
            self._remove_empty_menu()
            self._action = None
        if self._guide_action is not None:
            self.iface.pluginHelpMenu().removeAction(self._guide_action)
            self._guide_action = None
        if self._owner is not None:
            self._owner.deleteLater()
            self._owner = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        self._remove_translator()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()  # icons and items that hang in cycles go here, on the GUI thread, and not in a worker later

    def _remove_empty_menu(self) -> None:
        """QGIS takes an emptied plugin menu out of its menu bar and forgets to delete it."""
        for menu in self.iface.mainWindow().findChildren(QMenu):
            if menu.title() == MENU and menu.isEmpty():
                menu.deleteLater()

    def _remove_dock(self) -> None:
        dock, self.dock = self.dock, None
        if not alive(dock):
            return
        dock.shutdown()
        self.iface.removeDockWidget(dock)
        dock.deleteLater()

    def _remove_translator(self) -> None:
        if self._translator is not None:
            from .gui.translator import remove_translator

            remove_translator(self._translator)
            self._translator = None

    def _say_broken(self, trace: str) -> None:
        """Something Rue311 needs is missing or broken: one message once QGIS is there, never a traceback."""
        QgsApplication.messageLog().logMessage(escape(trace), MENU, message_level("Critical"))
        from .i18n import tr

        reason = trace.strip().splitlines()[-1]
        text = tr("Rue311 could not start. After an update, please restart QGIS. ({reason})").format(reason=reason)
        bar = self.iface.messageBar()
        QTimer.singleShot(0, lambda: bar.pushMessage(MENU, escape(text), message_level("Critical"), 0))
