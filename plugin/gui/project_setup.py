"""What opening a commune does to the QGIS project: an empty one gets CRS and basemap; the map shows the commune."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsProjectDirtyBlocker,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QTimer

from ..compat import alive
from ..errors import Rue311Error

if TYPE_CHECKING:
    from ..commune import Profile

MARGIN = 1.03
BRIDGE_MS = 1000  # QGIS gives an empty project the CRS of its first layer, a moment after that came


def has_foreign_layers(project: QgsProject) -> bool:
    """Tell whether somebody works in this project: a layer that Rue311 did not put there."""
    return any(not is_ours(layer) for layer in project.mapLayers().values())


def is_blank(project: QgsProject) -> bool:
    """Tell whether nobody has begun anything here: no file, no layer but ours."""
    return not project.fileName() and not has_foreign_layers(project)


def is_ours(layer: Any) -> bool:
    return any(str(key).startswith("rue311/") for key in layer.customPropertyKeys())


def has_background() -> bool:
    """Tell whether there is anything to see on the map besides incidents."""
    from ..basemaps.layers import OWN, SOURCE

    layers = QgsProject.instance().mapLayers().values()
    return any(not is_ours(layer) or layer.customProperty(OWN) or layer.customProperty(SOURCE) for layer in layers)


def prepare_project(iface: Any, profile: Profile, *, fresh: bool = False) -> Rue311Error | None:
    """Set an empty project up for `profile` and show the commune; answers what went wrong with its basemap.

    fresh: QGIS made this project a moment ago, so that nothing in it can be lost whatever QGIS has noted meanwhile.
    """
    project = QgsProject.instance()
    trouble = None
    blocker = QgsProjectDirtyBlocker(project)
    _remove_other_basemaps(project, profile)
    if is_blank(project):
        _keep_crs(iface, project, untouched=fresh or not project.isDirty())
        project.setCrs(QgsCoordinateReferenceSystem(profile.crs))
        trouble = add_own_basemap(project, profile)
    del blocker
    show_commune(iface, profile)
    return trouble


def _keep_crs(iface: Any, project: QgsProject, *, untouched: bool) -> None:
    """Keep QGIS from taking CRS and extent of the first layer that comes in, and an untouched project untouched."""
    bridge = iface.layerTreeCanvasBridge()
    if bridge is None or not bridge.autoSetupOnFirstLayer():
        return
    bridge.setAutoSetupOnFirstLayer(False)

    def back() -> None:
        if alive(bridge):
            bridge.setAutoSetupOnFirstLayer(True)
        if untouched and is_blank(project):
            project.setDirty(False)

    QTimer.singleShot(BRIDGE_MS, back)


def show_commune(iface: Any, profile: Profile) -> None:
    """Zoom to the whole commune, in whatever CRS the map has."""
    canvas = iface.mapCanvas()
    target = QgsProject.instance().crs()
    if not target.isValid():
        return
    move = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), target, QgsProject.instance())
    try:
        extent = move.transformBoundingBox(QgsRectangle(*profile.extent))
    except QgsCsException:
        return
    extent.scale(MARGIN)
    canvas.setExtent(extent)
    canvas.refresh()


def add_own_basemap(project: QgsProject, profile: Profile) -> Rue311Error | None:
    """Put the commune's own basemap on the map, once; answers what went wrong."""
    if not profile.basemap or _own_layers(project):
        return None
    from ..basemaps.layers import add_basemap, own_basemap

    try:
        for layer in own_basemap(Path(profile.basemap)):
            add_basemap(layer, project)
    except Rue311Error as error:
        return error
    return None


def _own_layers(project: QgsProject) -> list[Any]:
    from ..basemaps.layers import OWN

    return [layer for layer in project.mapLayers().values() if layer.customProperty(OWN)]


def _remove_other_basemaps(project: QgsProject, profile: Profile) -> None:
    """The vector basemap of another commune goes when that commune is closed, with its group."""
    wanted = Path(profile.basemap) if profile.basemap else None
    others = [layer for layer in _own_layers(project) if Path(layer.source().split("|")[0]) != wanted]
    groups = {project.layerTreeRoot().findLayer(layer.id()).parent() for layer in others if _in_tree(project, layer)}
    project.removeMapLayers([layer.id() for layer in others])
    for group in groups:
        if group.parent() is not None and not group.children():
            group.parent().removeChildNode(group)


def _in_tree(project: QgsProject, layer: Any) -> bool:
    return project.layerTreeRoot().findLayer(layer.id()) is not None
