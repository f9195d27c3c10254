"""The mark beside the incident layer in QGIS's layer tree: how old its data are, and how much is unsent."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from qgis.core import QgsLayerTreeLayer, QgsProject
from qgis.gui import QgsLayerTreeViewIndicator
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QRectF, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from ..errors import Rue311Error
from ..i18n import tr
from .incidents.layer import ROLE, ROLE_KEY
from .sync.words import moment

if TYPE_CHECKING:
    from .workplace import Workplace

OLD = timedelta(hours=24)
REFRESH_MS = 60_000
SIDE = 64  # pixels of the drawn icon; QGIS scales it down
FRESH_COLOUR, OLD_COLOUR, UNSENT_COLOUR = "#2e7d32", "#a85b00", "#1565c0"


class LayerIndicator(QObject):
    """Keeps one indicator at the layer, wherever the layer goes; away on `close`.

    clicked: somebody wants to see the Sync page.
    """

    clicked = pyqtSignal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view = workplace.iface.layerTreeView()
        self._indicator: QgsLayerTreeViewIndicator | None = None
        self._node: QgsLayerTreeLayer | None = None
        self._looks: tuple[object, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._clock = QTimer(self)
        self._clock.setInterval(REFRESH_MS)
        self._clock.timeout.connect(self.refresh)
        project = QgsProject.instance()
        self._connections: list[tuple[Any, Any]] = [
            (workplace.opened, self.later), (workplace.closed, self.later), (workplace.synced, self.later),
            (workplace.incidents_changed, self.later), (project.layersAdded, self.later),
            (project.readProject, self.later), (project.layerTreeRoot().willRemoveChildren, self._on_leaving),
        ]
        for signal, slot in self._connections:
            signal.connect(slot)
        self._clock.start()
        self.later()

    def later(self, *_what: object) -> None:
        """Look again once the present work is done."""
        self._soon.start()

    def close(self) -> None:
        """Leave no trace in the layer tree."""
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._connections = []
        self._clock.stop()
        self._soon.stop()
        self._take_away()

    def refresh(self) -> None:
        """Put the indicator where the layer is now, and let it say what is true now."""
        layer_id = self._find()
        node = QgsProject.instance().layerTreeRoot().findLayer(layer_id) if layer_id else None
        if node is None or node != self._node or self._workplace.store is None:
            self._take_away()
        if node is None or self._workplace.store is None:
            return
        try:
            record = self._workplace.store.last_sync()
            unsent = self._workplace.store.counts().unsent
        except Rue311Error:
            return
        at = record.at if record is not None else None
        if self._indicator is None:
            self._put(node)
        self._show(at, unsent)

    def _find(self) -> str:
        for layer_id, layer in QgsProject.instance().mapLayers().items():
            if layer.customProperty(ROLE_KEY) == ROLE:
                return str(layer_id)
        return ""

    def _put(self, node: QgsLayerTreeLayer) -> None:
        if self._view is None:
            return
        self._indicator = QgsLayerTreeViewIndicator(self)
        self._indicator.clicked.connect(lambda _index: self.clicked.emit())
        self._node = node
        self._looks = ()
        self._view.addIndicator(node, self._indicator)

    def _show(self, at: datetime | None, unsent: int) -> None:
        if self._indicator is None:
            return
        now = datetime.now(timezone.utc)
        old = at is None or now - at > OLD
        looks = (old, min(unsent, 100), at)
        if looks == self._looks:
            self._indicator.setToolTip(tip(at, unsent, now))
            return
        self._looks = looks
        self._indicator.setIcon(picture(old, unsent))
        self._indicator.setToolTip(tip(at, unsent, now))
        self._view.viewport().update()

    def _on_leaving(self, *_where: object) -> None:
        """Something leaves the layer tree: QGIS would keep a mark of a node that is gone, so it goes first."""
        self._take_away()
        self.later()

    def _take_away(self) -> None:
        indicator, self._indicator = self._indicator, None
        node, self._node = self._node, None
        if indicator is None:
            return
        if node is not None and not sip.isdeleted(node) and self._view is not None and not sip.isdeleted(self._view):
            self._view.removeIndicator(node, indicator)
        indicator.deleteLater()


def tip(at: datetime | None, unsent: int, now: datetime) -> str:
    """What the pointer tells: when the data came, how long ago, how much waits."""
    if at is None:
        lines = [tr("Never synchronised: only what was reported here is shown.")]
    else:
        lines = [tr("Data of {when} ({age})").format(when=moment(at), age=age_words(now - at))]
    lines.append(tr("{n} to send").format(n=unsent) if unsent else tr("Nothing to send"))
    return "\n".join(lines)


def age_words(age: timedelta) -> str:
    """An age in the largest unit that fits: minutes, hours or days."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 60:
        return tr("{n} min ago").format(n=minutes)
    if minutes < 48 * 60:
        return tr("{n} h ago").format(n=minutes // 60)
    return tr("{n} days ago").format(n=minutes // (24 * 60))


def picture(old: bool, unsent: int) -> QIcon:
    """A clock face in green or orange; a blue disc with the number where something is unsent."""
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(UNSENT_COLOUR if unsent else OLD_COLOUR if old else FRESH_COLOUR))
    painter.drawEllipse(2, 2, SIDE - 4, SIDE - 4)
    painter.setPen(QColor("white"))
    if unsent:
        font = QFont(painter.font())
        font.setBold(True)
        font.setPixelSize(SIDE * (6 if unsent < 10 else 4) // 8)
        painter.setFont(font)
        box = QRectF(0, 0, SIDE, SIDE)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(unsent) if unsent < 100 else "…")
    else:
        pen = painter.pen()
        pen.setWidth(7)
        painter.setPen(pen)
        painter.drawLine(SIDE // 2, SIDE // 2, SIDE // 2, SIDE // 4)
        painter.drawLine(SIDE // 2, SIDE // 2, 3 * SIDE // 4, SIDE // 2)
    painter.end()
    return QIcon(pixmap)
