"""The way from the Sync page to its neighbours in the dock and to the map."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtWidgets import QWidget

from ...errors import Rue311Error
from ...incidents import OpState, declaring
from .. import map_marker

if TYPE_CHECKING:
    from ...incidents import Operation
    from ..workplace import Workplace

NEAR_SCALE = 500


def dock_of(widget: QWidget) -> Any:
    """The dock's content that holds this page; None for a page that stands alone."""
    above = widget.parentWidget()
    while above is not None and not hasattr(above, "show_page"):
        above = above.parentWidget()
    return above


def incidents_page(widget: QWidget, *, front: bool = True) -> Any:
    """The Incidents page, brought to the front; None where there is none. front False: it stays where it is."""
    dock = dock_of(widget)
    page = dock.page.get("incidents") if dock is not None else None
    if page is None or not hasattr(page, "show_detail"):
        return None
    if front:
        dock.show_page("incidents")
    return page


def come_to_front(page: QWidget) -> None:
    """Open the dock, if it is closed, with the Sync page on top."""
    dock = dock_of(page)
    if dock is None:
        return
    frame = dock.parentWidget()
    while frame is not None and not hasattr(frame, "setUserVisible"):
        frame = frame.parentWidget()
    if frame is not None:
        frame.setUserVisible(True)
    dock.show_page("sync")


def correct(page: QWidget, workplace: Workplace, operation: Operation) -> None:
    """Open a report that was not taken in its form, with the back end's words above it."""
    store = workplace.store
    incidents = incidents_page(page) if store is not None else None
    if store is None or incidents is None:
        return
    try:
        form = declaring.form_of(store, operation.op_id)
    except Rue311Error as error:
        workplace.messages.error(error)
        return
    answered = operation.state in (OpState.REJECTED, OpState.NEEDS_HUMAN)
    incidents.correct({**form, "refused_because": operation.words if answered else ""})


def show_places(
    workplace: Workplace, places: Sequence[tuple[float, float]], pin: tuple[float, float, str] | None = None
) -> None:
    """Show these places (WGS84 degrees) on the map together, one of them with a pin and a word."""
    canvas = workplace.iface.mapCanvas()
    if pin is not None:
        map_marker.show_point(canvas, *pin)
    points = [*places, *([pin[:2]] if pin is not None else [])]
    if len(set(points)) == 1:
        map_marker.zoom_to(canvas, *points[0], NEAR_SCALE)
        return
    move = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), canvas.mapSettings().destinationCrs(), QgsProject.instance()
    )
    box = QgsRectangle()
    box.setMinimal()
    try:
        for lon, lat in points:
            box.combineExtentWith(move.transform(QgsPointXY(lon, lat)))
    except QgsCsException:
        return
    if box.isNull():
        return
    box.grow(max(box.width(), box.height(), 20 * canvas.mapUnitsPerPixel()) / 4)
    canvas.setExtent(box)
    if canvas.scale() < NEAR_SCALE:
        canvas.zoomScale(NEAR_SCALE)
    canvas.refresh()
