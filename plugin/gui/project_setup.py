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

from ..errors import Rue311Error

if TYPE_CHECKING:
    from ..commune import Profile

MARGIN = 1.03


def has_foreign_layers(project: QgsProject) -> bool:
    """Tell whether somebody works in this project: a layer that Rue311 did not put there."""
    return any(not is_ours(layer) for layer in project.mapLayers().values())


def is_ours(layer: Any) -> bool:
    return any(str(key).startswith("rue311/") for key in layer.customPropertyKeys())


def prepare_project(iface: Any, profile: Profile, *, zoom: bool = True) -> Rue311Error | None:
    """Set an empty project up for `profile` and show the commune; answers what went wrong with its basemap."""
    project = QgsProject.instance()
    trouble = None
    if not project.fileName() and not has_foreign_layers(project):
        blocker = QgsProjectDirtyBlocker(project)
        project.setCrs(QgsCoordinateReferenceSystem(profile.crs))
        trouble = _add_own_basemap(project, profile)
        del blocker
    if zoom:
        show_commune(iface, profile)
    return trouble


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


def _add_own_basemap(project: QgsProject, profile: Profile) -> Rue311Error | None:
    if not profile.basemap or _shows_own_basemap(project, Path(profile.basemap)):
        return None
    from ..basemaps.layers import add_basemap, own_basemap

    try:
        # each goes in at the bottom, so the topmost goes first
        for layer in own_basemap(Path(profile.basemap)):
            add_basemap(layer, project)
    except Rue311Error as error:
        return error
    return None


def _shows_own_basemap(project: QgsProject, gpkg: Path) -> bool:
    return any(layer.source().split("|")[0] == str(gpkg) for layer in project.mapLayers().values())
