"""The Addresses page: which register is in use, search as one types, a pin on the map, "Report here"."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QEvent, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QLineEdit, QWidget

from ...i18n import tr
from ..forms import form_class, icon
from ..map_marker import clear, show_point, zoom_to
from ..two_lines import TwoLineDelegate
from .ask_tool import AskAddressTool
from .card import AddressCard, ChosenAddress
from .locator import AddressLocatorFilter
from .results import ResultModel
from .search import AddressSearch
from .shelf import RegisterShelf
from .words import date_words, number_words

if TYPE_CHECKING:
    from ...addresses import Nearest, Suggestion
    from ..workplace import Workplace

FORM = form_class("addresses_page")
FOLDER_KEY = "addresses/import_folder"


class AddressesPage(QWidget, FORM):
    """Shows what the register knows; asks it on a thread of its own; writes nothing.

    report_requested: lon, lat (WGS84 degrees) and the address as one line.
    """

    report_requested = pyqtSignal(float, float, object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._canvas = workplace.iface.mapCanvas()
        self._tool: AskAddressTool | None = None
        self._results = ResultModel(self)
        self._shelf = RegisterShelf()
        self._search = AddressSearch(self._shelf, self)
        self._locator = AddressLocatorFilter(self._shelf, workplace.iface)
        self._enter_pressed = False
        self._card = AddressCard(self.chosen_box, self.chosen_label, self.chosen_details)
        self._set_up_widgets()
        self._connect_widgets()
        self._connect_workplace(workplace)
        workplace.iface.registerLocatorFilter(self._locator)
        self._on_register_changed()

    def activate(self) -> None:
        """The tab is shown: typing may begin at once."""
        if self.search_edit.isEnabled():
            self.search_edit.setFocus()
            self._search.warm_up()

    def shutdown(self) -> None:
        """The plugin unloads: no filter, no tool, no pin, no thread stays behind."""
        self._disconnect_workplace(self._workplace)
        self._workplace.iface.deregisterLocatorFilter(self._locator)
        self._search.stop()
        self._shelf.use(None)
        self._drop_tool()
        clear(self._canvas)

    # --- set-up ---

    def _set_up_widgets(self) -> None:
        self.results_view.setModel(self._results)
        self.results_view.setItemDelegate(TwoLineDelegate(self.results_view))
        self.search_edit.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search_edit.installEventFilter(self)
        self.ask_button.setIcon(icon("mActionIdentify"))
        self.chosen_box.hide()
        bold = self.chosen_label.font()
        bold.setBold(True)
        self.chosen_label.setFont(bold)
        bold.setPointSizeF(bold.pointSizeF() * 1.15)
        self.hint_title.setFont(bold)

    def _connect_widgets(self) -> None:
        self.search_edit.textChanged.connect(self._search.type_text)
        self.search_edit.returnPressed.connect(self._on_return)
        self.results_view.clicked.connect(self._on_row)
        self.results_view.activated.connect(self._on_row)
        self.ask_button.toggled.connect(self._on_ask_toggled)
        self.zoom_button.clicked.connect(self._zoom)
        self.report_button.clicked.connect(self._report)
        self.copy_button.clicked.connect(self._copy)
        self.import_button.clicked.connect(self._choose_file)
        self.hint_import_button.clicked.connect(self._choose_file)
        self._search.answered.connect(self._on_answered)
        self._search.nearest_found.connect(self._on_nearest)
        self._search.failed.connect(self._workplace.messages.error)

    def _connect_workplace(self, workplace: Workplace) -> None:
        for signal in self._register_signals(workplace):
            signal.connect(self._on_register_changed)
        workplace.tasks.busy_changed.connect(self._show_hint)

    def _disconnect_workplace(self, workplace: Workplace) -> None:
        for signal in self._register_signals(workplace):
            signal.disconnect(self._on_register_changed)
        workplace.tasks.busy_changed.disconnect(self._show_hint)

    @staticmethod
    def _register_signals(workplace: Workplace) -> tuple[Any, ...]:
        return workplace.opened, workplace.closed, workplace.register_changed

    # --- the register ---

    def _on_register_changed(self) -> None:
        """Another register, or none: what was found belongs to the old one."""
        register, profile = self._workplace.register, self._workplace.profile
        there = register is not None and profile is not None
        self._search.forget()
        self._shelf.use(register if there else None, profile.nis if profile is not None else "")
        self.search_edit.clear()
        self._results.show([])
        self._choose(None)
        self.search_edit.setEnabled(there)
        self.ask_button.setEnabled(there)
        self.ask_button.setChecked(False)
        self.register_box.setVisible(there)
        if register is not None and profile is not None:
            self.register_label.setText(self._register_words(register.info))
            self.register_label.setToolTip(tr("Source: {source}").format(source=register.info.source))
        self._show_hint()

    def _register_words(self, info: Any) -> str:
        counts = tr("{addresses} addresses, {streets} streets").format(
            addresses=number_words(info.addresses), streets=number_words(info.streets)
        )
        title = self._workplace.profile.title if self._workplace.profile is not None else ""
        dated = tr("Register of {commune}, {date}").format(commune=title, date=date_words(info.register_date))
        if info.unpositioned:
            counts += ", " + tr("{n} without position").format(n=number_words(info.unpositioned))
        return f"{dated}\n{counts}"

    def _choose_file(self) -> None:
        """Ask for a BeSt file and hand it to the workplace, which imports it in the background."""
        settings = self._workplace.settings
        path, _kind = QFileDialog.getOpenFileName(
            self,
            tr("Import a register"),
            settings.text(FOLDER_KEY, str(Path.home())),
            tr("BeSt address files (*.zip *.csv)"),
        )
        if path:
            settings.set_text(FOLDER_KEY, str(Path(path).parent))
            self._workplace.import_register(Path(path))

    # --- hints where there is nothing to list ---

    def _show_hint(self, *_busy: object) -> None:
        title, text, can_import = self._hint()
        self.hint_title.setText(title)
        self.hint_text.setText(text)
        self.hint_import_button.setVisible(can_import)
        listed = self._results.rowCount() > 0
        self.body.setCurrentWidget(self.results_page if listed else self.hint_page)

    def _hint(self) -> tuple[str, str, bool]:
        if self._workplace.profile is None:
            return tr("No commune is open"), tr("Choose a commune first; its addresses come with it."), False
        if self._workplace.register is None:
            return self._hint_without_register()
        asked = self.search_edit.text().strip()
        if len(asked) >= 2:
            text = tr("Check the spelling, or leave the number out.")
            return tr("No address like “{text}”").format(text=asked), text, False
        text = tr("Type a street and a number, or press the button beside the field and click on the map.")
        return tr("Search an address"), text, False

    def _hint_without_register(self) -> tuple[str, str, bool]:
        if self._workplace.tasks.busy:
            return tr("The register is being made ready"), tr("Progress stands in the message bar."), False
        text = tr(
            "Download openaddress-bewal.zip from the BeSt Address site of the federal government (BOSA), then import it"
            " here. It takes about a minute and then works without network."
        )
        return tr("No address register yet"), text, True

    # --- searching and choosing ---

    def _on_answered(self, _text: str, suggestions: list[Suggestion]) -> None:
        self._results.show(suggestions)
        if suggestions:
            self.results_view.setCurrentIndex(self._results.index(0))
            self.results_view.scrollToTop()
        self._show_hint()
        entered, self._enter_pressed = self._enter_pressed, False
        if entered:
            self._on_row(self.results_view.currentIndex())

    def _on_return(self) -> None:
        """Enter takes the chosen row; where fingers were faster than the register, the first row of the answer."""
        if self._search.hurry():
            self._enter_pressed = True
        else:
            self._on_row(self.results_view.currentIndex())

    def _on_row(self, index: QModelIndex) -> None:
        suggestion = self._results.suggestion(index)
        if suggestion is not None:
            self._choose(ChosenAddress.of(suggestion))
            self._zoom()

    def _choose(self, chosen: ChosenAddress | None) -> None:
        """Show one address below the list and pin it on the map; None takes both away."""
        self._card.show(chosen, self._workplace.register)
        placed = chosen is not None and chosen.lon is not None
        for button in (self.zoom_button, self.report_button):
            button.setEnabled(placed)
        if chosen is not None and chosen.lon is not None and chosen.lat is not None:
            show_point(self._canvas, chosen.lon, chosen.lat, chosen.label)
        else:
            clear(self._canvas)

    def _zoom(self) -> None:
        chosen = self._card.chosen
        if chosen is not None and chosen.lon is not None and chosen.lat is not None:
            zoom_to(self._canvas, chosen.lon, chosen.lat, chosen.scale)

    def _report(self) -> None:
        chosen = self._card.chosen
        if chosen is not None and chosen.report_at is not None:
            self.report_requested.emit(*chosen.report_at, chosen.label)

    def _copy(self) -> None:
        if self._card.chosen is not None:
            QgsApplication.clipboard().setText(self._card.chosen.label)

    # --- "what address is here?" ---

    def _on_ask_toggled(self, on: bool) -> None:
        if not on:
            self._drop_tool()
            return
        self._tool = AskAddressTool(self._canvas)
        self._tool.asked.connect(self._search.ask_nearest)
        self._tool.left.connect(lambda: self.ask_button.setChecked(False))
        self._canvas.setMapTool(self._tool)
        self._canvas.mapToolSet.connect(self._on_tool_set)

    def _on_tool_set(self, tool: QgsMapTool | None, *_before: object) -> None:
        if tool is not self._tool:
            self.ask_button.setChecked(False)

    def _drop_tool(self) -> None:
        tool, self._tool = self._tool, None
        if tool is None:
            return
        self._canvas.mapToolSet.disconnect(self._on_tool_set)
        self._canvas.unsetMapTool(tool)
        tool.deleteLater()

    def _on_nearest(self, lon: float, lat: float, nearest: Nearest | None) -> None:
        if nearest is None:
            self._choose(None)
            self._workplace.messages.info(tr("The register has no address within 150 m of this point."))
        else:
            self._choose(ChosenAddress.near(nearest, lon, lat))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Arrow keys in the search field move through the results."""
        arrows = (Qt.Key.Key_Down, Qt.Key.Key_Up)
        if watched is self.search_edit and event.type() == QEvent.Type.KeyPress and event.key() in arrows:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self.results_view.currentIndex().row() + step
            if 0 <= row < self._results.rowCount():
                self.results_view.setCurrentIndex(self._results.index(row))
            return True
        return super().eventFilter(watched, event)
