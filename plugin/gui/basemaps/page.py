"""The Basemaps page: search, a tree by level and theme, a double-click that checks first and then adds."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QModelIndex
from qgis.PyQt.QtWidgets import QWidget

from ...errors import Rue311Error
from ...i18n import tr
from ..forms import RESOURCES, form_class
from ..project_setup import add_own_basemap, show_commune
from ..translator import language
from .check import CheckWork
from .entries import Entry, Group, entry_of, own_entry
from .offline_layers import hide_online_basemaps, show_online_basemaps
from .tree_model import BasemapTree

if TYPE_CHECKING:
    from ...basemaps import Probe
    from ..workplace import Workplace

CATALOGUE = RESOURCES / "catalogue.json"
TITLE_LENGTH = 40
COMMUNE_CATALOGUE = "catalogue.json"  # a commune's own sources, in its data folder


class BasemapsPage(QWidget, form_class("basemaps_page")):  # type: ignore[misc]
    """Shows the catalogue; what is added goes under the group "Basemaps" at the bottom of the map."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._loaded_for: str | None = None
        self.model = BasemapTree(self)
        self.tree.setModel(self.model)
        self.tree.setStyleSheet("QTreeView::item { padding: 2px 0; }")
        self.search.textChanged.connect(self._on_search)
        self.tree.doubleClicked.connect(self._on_double_clicked)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.model.modelReset.connect(self._on_current)
        self.add_button.clicked.connect(self._add_current)
        self.probe_button.clicked.connect(self._check_current)
        workplace.opened.connect(self._reload)
        workplace.closed.connect(self._on_current)
        workplace.offline_changed.connect(self._on_offline)
        self._on_current()

    def activate(self) -> None:
        """The page comes into view: the catalogue is read the first time only."""
        wanted = self._workplace.profile.id if self._workplace.profile is not None else ""
        if self._loaded_for != wanted:
            self._load()

    def shutdown(self) -> None:
        self._workplace.opened.disconnect(self._reload)
        self._workplace.closed.disconnect(self._on_current)
        self._workplace.offline_changed.disconnect(self._on_offline)

    @staticmethod
    def _on_offline(offline: bool) -> None:
        if offline:
            hide_online_basemaps()
        else:
            show_online_basemaps()

    # --- the catalogue ---

    def _reload(self) -> None:
        self._loaded_for = None
        if self.isVisible():
            self.activate()

    def _load(self) -> None:
        self._loaded_for = self._workplace.profile.id if self._workplace.profile is not None else ""
        groups = self._own_groups() + self._catalogue_groups()
        self.model.load(groups)
        self._unfold()

    def _own_groups(self) -> list[Group]:
        profile = self._workplace.profile
        if profile is None or not profile.basemap:
            return []
        title = tr("Map of {commune}").format(commune=profile.title)
        about = tr("On this computer: works without network.")
        return [Group(tr("Commune"), [own_entry(Path(profile.basemap), title, about)])]

    def _catalogue_groups(self) -> list[Group]:
        """The plugin's catalogue with the commune's own sources; a damaged file of the commune leaves the former."""
        own = self._workplace.folder / COMMUNE_CATALOGUE if self._workplace.profile is not None else CATALOGUE
        for paths in ((CATALOGUE, own), (CATALOGUE,)) if own.is_file() else ((CATALOGUE,),):
            try:
                return self._read(*paths)
            except Rue311Error as error:
                self._workplace.messages.error(error)
        return []

    def _read(self, *paths: Path) -> list[Group]:
        from ...basemaps import Catalogue, branch_title

        spoken = self._workplace.settings.language or language()
        branches = Catalogue.load(*paths).tree()
        return [Group(branch_title(key), [entry_of(source, spoken) for source in sources]) for key, sources in branches]

    def _unfold(self) -> None:
        """Few rows are shown open; the whole catalogue shows its branches, the commune's own open."""
        if self.search.text().strip():
            self.tree.expandAll()
        elif self.model.rowCount():
            self.tree.expand(self.model.index(0, 0))

    def _on_search(self, text: str) -> None:
        self.model.filter(text)
        self._unfold()

    # --- the current row ---

    def _current(self) -> Entry | None:
        return self.model.entry(self.tree.currentIndex())

    def _on_current(self, *_indexes: QModelIndex) -> None:
        entry = self._current()
        self.about.setText("\n".join(part for part in (entry.about, entry.detail) if part) if entry else "")
        self.about.setVisible(bool(self.about.text()))
        self.add_button.setEnabled(entry is not None and not entry.checking)
        self.probe_button.setEnabled(entry is not None and entry.source is not None and not entry.checking)
        nothing = self.model.rowCount() == 0
        self.empty_text.setVisible(nothing)
        self.tree.setVisible(not nothing)
        if nothing:
            searched = bool(self.search.text().strip())
            words = tr("No basemap of this name. Try another word.") if searched else tr("Choose a commune first.")
            self.empty_text.setText(words)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is not None:
            self.add(entry)

    def _add_current(self) -> None:
        entry = self._current()
        if entry is not None:
            self.add(entry)

    def _check_current(self) -> None:
        entry = self._current()
        if entry is not None:
            self._check(entry, then_add=False)

    # --- check and add ---

    def add(self, entry: Entry) -> None:
        """Put `entry` on the map; a source on the network is checked first, away from the GUI thread."""
        if entry.file is not None:
            self._add_own()
        elif not entry.checking:
            self._check(entry, then_add=True)

    def _check(self, entry: Entry, *, then_add: bool) -> None:
        try:
            work = CheckWork(entry.source, self._workplace.http_session(), entry.title)
        except Rue311Error as error:
            self._workplace.messages.warn(error)
            return
        entry.checking = True
        work.finished_with.connect(lambda probe: self._on_checked(entry, probe, then_add))
        work.failed_with.connect(self._workplace.messages.error)
        work.ended.connect(lambda: self._on_ended(entry))
        self._workplace.tasks.start(work)
        self._on_ended(entry, still=True)

    def _on_ended(self, entry: Entry, *, still: bool = False) -> None:
        entry.checking = still
        self.model.refresh(entry.key)
        self._on_current()

    def _on_checked(self, entry: Entry, probe: Probe, then_add: bool) -> None:
        entry.verdict, entry.detail, entry.usable = probe.verdict, probe.detail, probe.usable
        if not probe.usable:
            self._workplace.messages.warn(self._sentence(entry))
        elif then_add:
            self._add_source(entry, probe.source)
        else:
            self._workplace.messages.success(tr("{title} answers.").format(title=entry.title))

    def _sentence(self, entry: Entry) -> str:
        # the message bar shows two lines; the row has the whole title
        title = entry.title if len(entry.title) <= TITLE_LENGTH else entry.title[: TITLE_LENGTH - 1] + "…"
        text = tr("“{title}” does not work now: {reason}").format(title=title, reason=entry.detail)
        others = [self.model.find(key) for key in getattr(entry.source, "fallback", ())]
        other = next((found for found in others if found is not None and found.status != "status_trouble"), None)
        if other is None:
            return text
        return text + " " + tr("Try “{other}” instead.").format(other=other.title)

    def _add_source(self, entry: Entry, described: Any) -> None:
        """described: the source as its service describes it today."""
        from ...basemaps.layers import add_basemap, layer_for

        project = QgsProject.instance()
        try:
            add_basemap(layer_for(described, project.crs().authid()), project)
        except Rue311Error as error:
            self._workplace.messages.error(error)
            return
        self._workplace.messages.success(tr("{title} is on the map, under “Basemaps”.").format(title=entry.title))

    def _add_own(self) -> None:
        profile = self._workplace.profile
        if profile is None:
            return
        trouble = add_own_basemap(QgsProject.instance(), profile)
        if trouble is not None:
            self._workplace.messages.error(trouble)
        show_commune(self._workplace.iface, profile)
