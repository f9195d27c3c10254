"""The one dock of Rue311, empty until it is first seen: QGIS starts no slower for a plugin nobody looks at."""
from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, QTimer

if TYPE_CHECKING:
    from .dock_content import DockContent
    from .workplace import Workplace

OBJECT_NAME = "Rue311Dock"


class Rue311Dock(QgsDockWidget):
    """Builds its content when it is first in view and QGIS has finished starting (`let_fill`)."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__("Rue311", workplace.iface.mainWindow())
        self.setObjectName(OBJECT_NAME)
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self._workplace = workplace
        self._may_fill = False
        self.content: DockContent | None = None
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self.fill)
        self.visibilityChanged.connect(self._on_visible)

    def let_fill(self) -> None:
        """QGIS has started: from now on the content is built as soon as the dock is seen."""
        self._may_fill = True
        if self.isVisible():
            self._filling.start()

    def _on_visible(self, visible: bool) -> None:
        if visible and self._may_fill and self.content is None:
            self._filling.start()
        self._workplace.watch(visible and self.content is not None)

    def fill(self) -> None:
        """Build the content and open the commune used last; safe to call again."""
        if self.content is not None:
            return
        from .dock_content import DockContent

        self.content = DockContent(self._workplace, self)
        self.setWidget(self.content)
        self._workplace.watch(True)
        self.content.begin()

    def shutdown(self) -> None:
        """Take back all that the content put on the map and in QGIS."""
        self._filling.stop()
        self.visibilityChanged.disconnect(self._on_visible)
        self._workplace.watch(False)
        if self.content is not None:
            self.content.shutdown()
