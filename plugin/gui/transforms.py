"""The ways between the coordinate systems in use, settled beforehand: QGIS would ask with a modal box at each layer."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsDatumTransform, QgsProject, QgsProjectDirtyBlocker
from qgis.PyQt.QtCore import QObject

# of incidents, web maps, and the two Belgian Lamberts
IN_USE = ("EPSG:4326", "EPSG:3857", "EPSG:31370", "EPSG:3812")


class SettledTransforms(QObject):
    """Keeps the project's transform context complete for the CRS in use; a choice somebody made is never changed."""

    def __init__(self, iface: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        project = QgsProject.instance()
        self._signals = (project.readProject, project.crsChanged, iface.newProjectCreated)
        for signal in self._signals:
            signal.connect(self.settle)
        self.settle()

    def settle(self, *_news: Any) -> None:
        project = QgsProject.instance()
        if not project.crs().isValid():
            return
        context = project.transformContext()
        target = project.crs()
        added = [_add(context, QgsCoordinateReferenceSystem(code), target) for code in IN_USE]
        if any(added):
            blocker = QgsProjectDirtyBlocker(project)
            project.setTransformContext(context)
            del blocker

    def shutdown(self) -> None:
        for signal in self._signals:
            signal.disconnect(self.settle)


def _add(context: Any, source: Any, target: Any) -> bool:
    """Take the most accurate operation that this computer can do, as QGIS's box proposes it."""
    if source == target or context.hasTransform(source, target):
        return False
    found = [operation for operation in QgsDatumTransform.operations(source, target) if operation.isAvailable]
    if not found:
        return False
    return bool(context.addCoordinateOperation(source, target, found[0].proj, True))
