"""The incidents page: list, report form and detail view, and the map beside them. Wires, decides little."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QShortcut, QStackedWidget, QVBoxLayout, QWidget

from ...compat import alive
from ...errors import Rue311Error
from ...i18n import tr
from ...incidents import Draft
from .. import map_marker
from ..workplace import Workplace
from .background import Background
from .book import Book, Change
from .conflict_dialog import ConflictDialog
from .detail import DetailPanel
from .form import ReportForm
from .form_content import Spot
from .here import here
from .layer import IncidentLayer
from .list_model import IncidentTableModel
from .list_panel import ListPanel
from .map_tool import ReportTool
from .spotlight import Spotlight

ZOOM_SCALE = 1000
REPORT_KEYS, HERE_KEYS = "Ctrl+Alt+R", "Ctrl+Alt+H"


class IncidentsPage(QWidget):
    """See the module. `activate` and `shutdown` are called by the dock."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._canvas = workplace.iface.mapCanvas()
        self._old_tool: Any = None
        self._down = False
        self._sheet: ConflictDialog | None = None
        self.background = Background(self)
        self.book = Book(self.background, self)
        self.model = IncidentTableModel(self)
        self.layer = IncidentLayer(QgsProject.instance(), self)
        self.spotlight = Spotlight(self._canvas, self.layer)
        self.list = ListPanel(self.model, self)
        self.form = ReportForm(workplace, self.background, self)
        self.detail = DetailPanel(workplace, self.background, self)
        self.tool = ReportTool(self._canvas)
        self.stack = QStackedWidget(self)
        for panel in (self.list, self.form, self.detail):
            self.stack.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.stack)
        self._connect_workplace()
        self._connect_parts()
        self._connect_keys()
        self._on_opened()

    def activate(self) -> None:
        """The tab is shown: the hands start on the search box or go on in the form."""
        if self.stack.currentWidget() is self.list and self.list.search.isVisible():
            self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def shutdown(self) -> None:
        """The plugin unloads: keep the draft, end the thread, give the map back."""
        if self._down:
            return
        self._down = True
        self._disconnect_workplace()
        self._close_form()
        if self._sheet is not None and alive(self._sheet):
            self._sheet.close()
        self.background.drain()
        self._drop_tool()
        self.tool.deleteLater()
        map_marker.clear(self._canvas)
        self.spotlight.forget()
        self.layer.close()

    # --- what the page does ---

    def start_report(self) -> None:
        """Take up the Report tool: the next click on the map opens the form."""
        if self._workplace.store is None:
            return
        if self._canvas.mapTool() is not self.tool:
            self._old_tool = self._canvas.mapTool()
            self._canvas.setMapTool(self.tool)

    def report_at(self, spot: Spot) -> None:
        """Open the form for this place, or move the report that is being filled in."""
        if self._workplace.store is None:
            return
        self.form.open_at(spot)
        self._show_form()

    def report_here(self) -> None:
        """Open the form where the GPS says that we are."""
        try:
            fix = here()
        except Rue311Error as error:
            self._workplace.messages.warn(error)
            return
        self.report_at(Spot(fix.lon, fix.lat, "gps", fix.accuracy_m))
        map_marker.zoom_to(self._canvas, fix.lon, fix.lat, ZOOM_SCALE)

    def show_detail(self, ref: str) -> None:
        """Show everything about this incident, and choose it in list and map."""
        self._choose(frozenset({ref}))
        self.detail.show_incident(ref)
        self.stack.setCurrentWidget(self.detail)
        self.detail.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def correct(self, form: Mapping[str, object]) -> None:
        """Open the form with a report that was not taken (`declaring.form_of`), for a person to correct."""
        self._close_form()
        self._continue_draft(Draft("", form, datetime.now(timezone.utc)))

    def decide_conflicts(self, ref: str = "") -> None:
        """Open the sheet with what both sides changed, of one incident or of all; it stays beside the map."""
        if self._sheet is not None and alive(self._sheet):
            self._sheet.close()
        self._sheet = ConflictDialog(self._workplace, ref)
        self._sheet.shown_on_map.connect(self._show_there)
        if self._sheet.open_conflicts:
            self._sheet.show()
        else:
            self._sheet.deleteLater()

    def _show_there(self, ref: str) -> None:
        self.show_detail(ref)
        self.zoom_to(frozenset({ref}))

    def zoom_to(self, refs: frozenset[str]) -> None:
        """Show these incidents on the map."""
        places = [(i.lon, i.lat) for i in (self.book.incidents.get(ref) for ref in refs) if i and i.lon is not None]
        if not places:
            self._workplace.messages.info(tr("This incident has no place on the map."))
            return
        if len(places) == 1:
            map_marker.zoom_to(self._canvas, *places[0], ZOOM_SCALE)
            return
        move = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"),
            self._canvas.mapSettings().destinationCrs(),
            QgsProject.instance(),
        )
        box = QgsRectangle(
            min(lon for lon, _ in places), min(lat for _, lat in places),
            max(lon for lon, _ in places), max(lat for _, lat in places),
        )
        try:
            box = move.transformBoundingBox(box)
        except QgsCsException:
            return
        box.scale(1.2)
        self._canvas.setExtent(box)
        self._canvas.refresh()

    # --- wiring ---

    def _connect_workplace(self) -> None:
        for signal, slot in self._subscriptions():
            signal.connect(slot)

    def _disconnect_workplace(self) -> None:
        for signal, slot in self._subscriptions():
            signal.disconnect(slot)

    def _subscriptions(self) -> list[tuple[Any, Any]]:
        place = self._workplace
        return [
            (place.opened, self._on_opened),
            (place.closed, self._on_closed),
            (place.incidents_changed, self._on_incidents_changed),
            (place.operator_changed, self._on_operator),
            (place.synced, self._on_synced),
            (self._canvas.mapToolSet, self._on_tool_set),
        ]

    def _connect_parts(self) -> None:
        self.book.changed.connect(self._on_change)
        self.book.failed.connect(self._workplace.messages.error)
        self.layer.selected.connect(self._on_map_selection)
        self.list.selected.connect(self.layer.select)
        self.list.selected.connect(self._light)
        self.list.opened.connect(self.show_detail)
        self.list.zoomed.connect(self.zoom_to)
        self.list.conflict_opened.connect(self.decide_conflicts)
        self.list.report.clicked.connect(self._toggle_tool)
        self.list.here.clicked.connect(self.report_here)
        self.list.draft_continued.connect(self._continue_draft)
        self.list.draft_discarded.connect(self._discard_draft)
        self.form.saved.connect(self._on_saved)
        self.form.left.connect(self._on_form_left)
        self.form.place_changed.connect(self._show_pin)
        self.detail.left.connect(self._back_to_list)
        self.detail.zoomed.connect(self.zoom_to)
        self.detail.written.connect(self._tell_changed)
        self.tool.clicked.connect(lambda lon, lat: self.report_at(Spot(lon, lat)))
        self.tool.given_up.connect(self._drop_tool)
        self.tool.off_the_map.connect(self._on_off_the_map)

    def _connect_keys(self) -> None:
        for keys, slot, button in (
            (REPORT_KEYS, self._toggle_tool, self.list.report),
            (HERE_KEYS, self.report_here, self.list.here),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slot)
            button.setToolTip(keys)

    # --- the store ---

    def _on_opened(self) -> None:
        store = self._workplace.store
        self.list.set_commune_open(store is not None)
        self.model.set_operator(self._workplace.operator)
        self.book.open(store)
        if store is not None:
            self.form.drafts.catch_up(store)
        self.form.refresh_services()
        self.form.operator_ask.refresh()
        self.detail.operator_ask.refresh()
        self._look_for_drafts()

    def _on_closed(self) -> None:
        """The store goes next: what is still being typed is kept first."""
        path = self.form.drafts.sitting.store.path if self.form.drafts.sitting is not None else None
        self._close_form()
        self.background.drain()
        if path is not None and self.form.drafts.unkept(path):
            self._workplace.messages.warn(
                tr("What you were typing could not be written: it is kept until QGIS closes. Open the commune again.")
            )
        self.form.reset()
        self._drop_tool()
        self.book.open(None)
        self.detail.clear()
        self.list.offer_draft(None)
        self.list.set_commune_open(False)
        self.stack.setCurrentWidget(self.list)
        map_marker.clear(self._canvas)
        self._light(frozenset())
        self.layer.hide()

    def _on_change(self, change: Change) -> None:
        self.model.apply(change)
        if self._workplace.store is None:
            return
        if change.complete or self.layer.layer is None:
            self.layer.show(list(self.book.incidents.values()), training=self._workplace.training)
        else:
            self.layer.patch(change.updated, change.removed)
        self.layer.select(self.list.refs)
        self._light(self.list.refs)
        if self.stack.currentWidget() is self.detail and self.detail.ref:
            self.detail.show_incident(self.detail.ref)

    def _on_incidents_changed(self, refs: frozenset[str]) -> None:
        self.book.reload(refs)

    def _tell_changed(self, ref: str) -> None:
        self._workplace.incidents_changed.emit(frozenset({ref}))

    def _on_synced(self, _result: object) -> None:
        self.form.refresh_services()
        self.book.reload()

    def _on_operator(self) -> None:
        self.model.set_operator(self._workplace.operator)

    # --- selection ---

    def _choose(self, refs: frozenset[str]) -> None:
        self.list.select(refs)
        self.layer.select(refs)
        self._light(refs)

    def _light(self, refs: frozenset[str]) -> None:
        known = self.book.incidents
        self.spotlight.show_incidents([known[ref] for ref in refs if ref in known])

    def _on_map_selection(self, refs: frozenset[str]) -> None:
        self.list.select(refs)
        self._light(refs)
        if len(refs) == 1 and self.stack.currentWidget() is self.detail:
            self.detail.show_incident(next(iter(refs)))

    # --- reporting ---

    def _toggle_tool(self) -> None:
        if self._canvas.mapTool() is self.tool:
            self._drop_tool()
        else:
            self.start_report()

    def _drop_tool(self) -> None:
        if self._canvas.mapTool() is self.tool:
            if self._old_tool is not None:
                self._canvas.setMapTool(self._old_tool)
            else:
                self._canvas.unsetMapTool(self.tool)

    def _on_tool_set(self, tool: Any, _old: Any = None) -> None:
        taken = tool is self.tool
        self.list.report.setChecked(taken)
        self.list.hint.setVisible(taken)

    def _show_form(self) -> None:
        """While the form is open a click on the map moves the report."""
        self.stack.setCurrentWidget(self.form)
        self.start_report()

    def _on_off_the_map(self) -> None:
        self._workplace.messages.warn(tr("This point lies outside what the map's CRS covers: click elsewhere."))

    def _show_pin(self, spot: Spot) -> None:
        map_marker.show_point(self._canvas, spot.lon, spot.lat, tr("New incident"))

    def _on_saved(self, ref: str) -> None:
        map_marker.clear(self._canvas)
        self._drop_tool()
        self.stack.setCurrentWidget(self.list)
        self.list.select(frozenset({ref}))
        self._tell_changed(ref)
        self._workplace.messages.success(
            tr("Saved as {ref}; it goes out with the next sync.").format(ref=ref)
        )

    def _on_form_left(self) -> None:
        map_marker.clear(self._canvas)
        self._drop_tool()
        self.stack.setCurrentWidget(self.list)
        self._look_for_drafts()

    def _close_form(self) -> None:
        if self.form.in_use:
            self.form.leave()

    def _back_to_list(self) -> None:
        self.stack.setCurrentWidget(self.list)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- drafts ---

    def _look_for_drafts(self) -> None:
        """Offer what a crash, or a closed form, left unfinished."""
        store = self._workplace.store
        if store is not None:
            self.background.submit(store.drafts, self._offer, self._workplace.messages.error)

    def _offer(self, drafts: list[Draft]) -> None:
        sitting = self.form.drafts.sitting
        others = [draft for draft in drafts if sitting is None or draft.draft_id != sitting.draft_id]
        self.list.offer_draft(others[0] if others else None)

    def _continue_draft(self, draft: Draft) -> None:
        self.list.offer_draft(None)
        self.form.restore(draft)
        self._show_form()

    def _discard_draft(self, draft: Draft) -> None:
        store = self._workplace.store
        if store is not None:
            self.background.submit(
                lambda: store.drop_draft(draft.draft_id),
                lambda _none: self._look_for_drafts(),
                self._workplace.messages.error,
            )


