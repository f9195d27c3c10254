"""What the dock holds: header, banners, and below them a question (commune, operator, back end) or the four pages."""
from __future__ import annotations

import traceback
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QLabel, QWidget

from ..compat import alive, message_level
from ..errors import Rue311Error
from ..i18n import tr
from .back_end_form import BackEndForm
from .commune_chooser import CommuneChooser
from .forms import form_class, icon
from .header import Header
from .operators import OperatorPage
from .project_setup import has_background, is_blank, prepare_project, show_commune
from .training_mark import TrainingMark
from .transforms import SettledTransforms

if TYPE_CHECKING:
    from .workplace import Workplace

# name, module beside this one, class; in the order of the tabs
PAGES = (
    ("incidents", ".incidents", "IncidentsPage"),
    ("addresses", ".addresses", "AddressesPage"),
    ("basemaps", ".basemaps", "BasemapsPage"),
    ("sync", ".sync", "SyncPage"),
)


class DockContent(QWidget, form_class("dock")):  # type: ignore[misc]
    """What the dock shows. It listens to the workplace and decides nothing but which page is on top."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._shutting_down = False
        self.training_mark = TrainingMark(workplace.iface, self)
        self._transforms = SettledTransforms(workplace.iface, self)
        workplace.opened.connect(self._prepare)  # before the pages put their layers there
        QgsProject.instance().cleared.connect(self._on_project_cleared)
        self.header_control = Header(self, workplace)
        self.chooser = CommuneChooser(workplace, self)
        self.operator_page = OperatorPage(workplace, self)
        self.back_end_form = BackEndForm(workplace, self)
        for question in (self.chooser, self.operator_page, self.back_end_form):
            self.stack.addWidget(question)
        self.page: dict[str, QWidget] = {name: self._make_page(*where) for name, *where in PAGES}
        self._wire()

    def _wire(self) -> None:
        place = self._workplace
        place.opened.connect(self._on_opened)
        place.open_failed.connect(self._on_open_failed)
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.cancelled.connect(self.show_work)
        self.operator_page.done.connect(self._on_operator_chosen)
        self.back_end_form.done.connect(self._after_back_end)
        self.header_control.commune_wanted.connect(self.ask_commune)
        self.header_control.operator_wanted.connect(self.ask_operator)
        self.header_control.back_end_wanted.connect(self.ask_back_end)
        self.header_control.switching.connect(self.show_busy)
        self.commune_button.clicked.connect(self._show_commune)
        for name, _module, _class in PAGES:
            button = getattr(self, f"{name}_tab")
            button.setIcon(icon(f"tab_{name}"))
            button.clicked.connect(lambda _checked=False, name=name: self.show_page(name))

    def _make_page(self, module: str, name: str) -> QWidget:
        """Build one page; one that cannot be built says so in its place, and the others work."""
        try:
            page: QWidget = getattr(import_module(module, __package__), name)(self._workplace, self.pages)
        except Exception:
            detail = traceback.format_exc()
            QgsApplication.messageLog().logMessage(escape(detail), "Rue311", message_level("Critical"))
            page = QLabel(tr("This page cannot be shown. The reason stands in QGIS’s log, under Rue311."), self.pages)
            page.setWordWrap(True)
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(page)
        return page

    def begin(self) -> None:
        """Show what belongs on top now: the commune used last, or the question which one."""
        if self._workplace.profile is not None:
            self._prepare()
            self._on_opened()
        elif self._workplace.opening or self._workplace.resume():
            self.show_busy()
        else:
            self.ask_commune()

    # --- which page is on top ---

    def show_page(self, name: str) -> None:
        """Bring one of `incidents`, `addresses`, `basemaps`, `sync` to the front."""
        names = [known for known, _module, _class in PAGES]
        self._workplace.settings.tab = names.index(name)
        getattr(self, f"{name}_tab").setChecked(True)
        self.pages.setCurrentWidget(self.page[name])
        if hasattr(self.page[name], "activate"):
            self.page[name].activate()

    def show_busy(self) -> None:
        self.stack.setCurrentWidget(self.busy_page)

    def show_work(self) -> None:
        """The four pages, unless something must be asked first."""
        if self._workplace.profile is None:
            self.ask_commune()
        elif self._workplace.operator is None:
            self.ask_operator()
        else:
            self.stack.setCurrentWidget(self.work_page)
            self.show_page(PAGES[self._workplace.settings.tab % len(PAGES)][0])

    def ask_commune(self) -> None:
        self.chooser.prepare()
        self.stack.setCurrentWidget(self.chooser)

    def ask_operator(self) -> None:
        if self._workplace.profile is None:
            self.ask_commune()
            return
        self.operator_page.prepare()
        self.stack.setCurrentWidget(self.operator_page)

    def ask_back_end(self) -> None:
        self.back_end_form.prepare()
        self.stack.setCurrentWidget(self.back_end_form)

    # --- what happened ---

    def _on_chosen(self, profile: Any) -> None:
        self.show_busy()
        self._workplace.open(profile)

    def _prepare(self, *, fresh: bool = False) -> None:
        profile = self._workplace.profile
        trouble = prepare_project(self._workplace.iface, profile, fresh=fresh) if profile is not None else None
        if trouble is not None:
            self._workplace.messages.warn(trouble)

    def _on_project_cleared(self) -> None:
        """A new project gets CRS and basemap as the first one did; one that is being opened is cleared first, too."""
        QTimer.singleShot(0, self._prepare_new_project)

    def _prepare_new_project(self) -> None:
        if alive(self) and not self._shutting_down and is_blank(QgsProject.instance()):
            self._prepare(fresh=True)

    def _on_opened(self) -> None:
        profile = self._workplace.profile
        if profile is None:
            return
        if self._workplace.training:
            self.training_mark.show()
        else:
            self.training_mark.hide()
        if not profile.training and not profile.back_end.url and not self._workplace.settings.text(_asked(profile)):
            self.ask_back_end()
        else:
            self.show_work()

    def _on_open_failed(self, _error: Rue311Error) -> None:
        self.training_mark.hide()
        self.ask_commune()

    def _after_back_end(self) -> None:
        if self._workplace.profile is not None:
            self._workplace.settings.set_text(_asked(self._workplace.profile), "yes")
        self.show_work()

    def _on_operator_chosen(self) -> None:
        self.show_work()
        if self._workplace.operator is not None and not has_background():
            self._workplace.messages.ask(
                tr("The map is still empty: choose a basemap."), tr("Basemaps"), lambda: self.show_page("basemaps")
            )

    def _show_commune(self) -> None:
        if self._workplace.profile is not None:
            show_commune(self._workplace.iface, self._workplace.profile)

    def shutdown(self) -> None:
        """The plugin unloads: pages let go of the map first, then the mark goes."""
        if self._shutting_down:
            return
        self._shutting_down = True
        QgsProject.instance().cleared.disconnect(self._on_project_cleared)
        self._workplace.opened.disconnect(self._prepare)
        self._workplace.opened.disconnect(self._on_opened)
        self._workplace.open_failed.disconnect(self._on_open_failed)
        for page in self.page.values():
            if hasattr(page, "shutdown"):
                self._shut(page)
        self.training_mark.hide()
        self._transforms.shutdown()
        self.header_control.shutdown()

    def _shut(self, page: Any) -> None:
        """One page that fails to leave must not keep the others in place."""
        try:
            page.shutdown()
        except Exception:
            QgsApplication.messageLog().logMessage(
                escape(traceback.format_exc()), "Rue311", message_level("Warning")
            )


def _asked(profile: Any) -> str:
    return f"back_end_asked/{profile.id}"
