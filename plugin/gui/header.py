"""The dock's header and its banners: commune, operator, offline switch, menu, training."""
from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ..i18n import tr
from .forms import icon
from .guide import open_guide
from .operators import OperatorMenu
from .store_care import StoreCare
from .switching import enter_training, has_twin, leave_training
from .training import training_words
from .training_mark import WORD

if TYPE_CHECKING:
    from .workplace import Workplace

NAME_WIDTH_PX = 130  # a longer name of an operator is elided; the tooltip has all of it
TRAINING_STYLE = (
    "#frame { border: 4px solid #f57c00; }"
    "#training_banner { background: #f57c00; } #training_banner QLabel { color: black; }"
)
BANNER_STYLE = "#offline_banner { background: #455a64; } #offline_banner QLabel { color: white; }"
HEADER_STYLE = "#tab_bar { border-bottom: 1px solid palette(mid); } #operator_button[missing=true] { color: #b71c1c; }"


class Header(QObject):
    """Keeps the header's widgets (those of `ui/dock.ui`) as the workplace is."""

    commune_wanted = pyqtSignal()
    operator_wanted = pyqtSignal()
    back_end_wanted = pyqtSignal()
    switching = pyqtSignal()  # another side of the commune is being opened

    def __init__(self, view: Any, workplace: Workplace) -> None:
        super().__init__(view)
        self._view = view
        self._workplace = workplace
        self._operators = OperatorMenu(workplace, view)
        self._operators.new_wanted.connect(self.operator_wanted)
        self.care = StoreCare(view, workplace)
        self.care.restoring.connect(self.switching)
        self._menu = QMenu(view)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._dress()
        self._wire()
        self.refresh()

    def _dress(self) -> None:
        view = self._view
        view.commune_button.setIcon(icon("commune"))
        view.operator_button.setIcon(icon("operator"))
        view.operator_button.setMenu(self._operators)
        view.menu_button.setIcon(icon("menu"))
        view.menu_button.setMenu(self._menu)
        for button in (view.operator_button, view.menu_button):
            button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        view.training_word.setText(WORD)
        view.training_text.setText(training_words())

    def _wire(self) -> None:
        place = self._workplace
        self._view.offline_button.toggled.connect(place.set_offline)
        self._view.online_button.clicked.connect(self._go_online)
        self._view.sandbox_button.clicked.connect(self._toggle_sandbox)
        self._signals = (place.opened, place.closed, place.operator_changed, place.back_end_changed)
        for signal in self._signals:
            signal.connect(self.refresh)
        place.offline_changed.connect(self._on_offline)

    def shutdown(self) -> None:
        self.care.shutdown()
        for signal in self._signals:
            signal.disconnect(self.refresh)
        self._workplace.offline_changed.disconnect(self._on_offline)

    def _go_online(self) -> None:
        self._workplace.set_offline(False)

    def _on_offline(self, _offline: bool) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show commune, operator, switch and banners as they are now."""
        view, place = self._view, self._workplace
        name = place.profile.title if place.profile is not None else "Rue311"
        view.commune_button.setText(name.replace("&", "&&"))
        view.commune_button.setEnabled(place.profile is not None)
        self._show_operator()
        view.offline_button.blockSignals(True)
        view.offline_button.setChecked(place.offline)
        view.offline_button.blockSignals(False)
        view.offline_button.setIcon(icon("offline" if place.offline else "online"))
        view.offline_banner.setVisible(place.offline)
        view.training_banner.setVisible(place.training)
        running = place.sandbox_running
        view.sandbox_button.setVisible(place.training)
        view.sandbox_button.setText(tr("Stop back end") if running else tr("Start back end"))
        view.setStyleSheet(HEADER_STYLE + BANNER_STYLE + (TRAINING_STYLE if place.training else ""))

    def _show_operator(self) -> None:
        button, operator = self._view.operator_button, self._workplace.operator
        name = operator.name if operator is not None else tr("Who is working?")
        short = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, NAME_WIDTH_PX)
        button.setText(short.replace("&", "&&"))
        words = tr("{name} is working. Click to change.").format(name=name) if operator is not None else name
        button.setToolTip(f"<p>{escape(words)}</p>")  # a tooltip guesses whether it is markup: leave nothing to guess
        button.setProperty("missing", operator is None)
        button.setVisible(self._workplace.profile is not None)

    def _toggle_sandbox(self) -> None:
        if self._workplace.sandbox_running:
            self._workplace.stop_sandbox()
        else:
            self._workplace.start_sandbox()

    def _fill_menu(self) -> None:
        menu, place = self._menu, self._workplace
        menu.clear()
        _add(menu, "commune", tr("Choose another commune…"), self.commune_wanted.emit)
        if place.profile is not None:
            self._fill_commune_menu(menu)
        menu.addSeparator()
        _add(menu, "", tr("User guide"), lambda: open_guide(place.messages))

    def _fill_commune_menu(self, menu: QMenu) -> None:
        place = self._workplace
        if not place.training:
            _add(menu, "tab_sync", tr("Back end and register…"), self.back_end_wanted.emit)
        menu.addSeparator()
        if has_twin(place):
            training = _add(menu, "", tr("Training in this commune"), self._switch_training)
            training.setCheckable(True)
            training.setChecked(place.training)
        if place.training:
            words = tr("Stop the training back end") if place.sandbox_running else tr("Start the training back end")
            _add(menu, "", words, self._toggle_sandbox)
        _add(menu, "", tr("Restore a backup…"), self.care.choose)

    def _switch_training(self) -> None:
        self.switching.emit()
        if self._workplace.training:
            leave_training(self._workplace)
        else:
            enter_training(self._workplace)


def _add(menu: QMenu, icon_name: str, text: str, answer: Any) -> Any:
    action = menu.addAction(icon(icon_name), text) if icon_name else menu.addAction(text)
    action.triggered.connect(lambda _checked=False: answer())
    return action

