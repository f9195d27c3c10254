"""Which commune: the demo commune as a big button, and the 261 communes of Wallonia by name or INS code."""
from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..errors import Rue311Error
from .forms import RESOURCES, form_class, icon

if TYPE_CHECKING:
    from ..commune import Commune
    from .workplace import Workplace


def fold(text: str) -> str:
    """Small letters without accents and punctuation, so that `liege` finds Liège."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(" " if mark in "-'’" else mark for mark in plain if not unicodedata.combining(mark))


class CommuneModel(QAbstractListModel):
    """The communes in alphabetical order; it owns its filter."""

    CommuneRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, communes: tuple[Commune, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = sorted(communes, key=lambda commune: fold(commune.name_fr))
        self._keys = [_key(commune) for commune in self._all]
        self._rows = list(range(len(self._all)))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        commune = self._all[self._rows[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return _line(commune)
        return commune if role == self.CommuneRole else None

    def filter(self, text: str) -> None:
        """Keep the communes in whose names each word begins a word; names that begin with `text` stand first."""
        wanted = fold(text).split()
        found = [row for row, key in enumerate(self._keys) if all(f" {word}" in key for word in wanted)]
        found.sort(key=lambda row: not self._keys[row].startswith(f" {' '.join(wanted)}"))
        self.beginResetModel()
        self._rows = found
        self.endResetModel()


def _names(commune: Commune) -> list[str]:
    return list(dict.fromkeys((commune.name_fr, commune.name_nl, commune.name_de)))


def _key(commune: Commune) -> str:
    return " " + " ".join(fold(name) for name in _names(commune)) + f" {commune.nis}"


def _line(commune: Commune) -> str:
    first, *others = _names(commune)
    more = f" / {' / '.join(others)}" if others else ""
    return f"{first}{more}  ·  {commune.nis}"


class CommuneChooser(QWidget, form_class("commune_chooser")):  # type: ignore[misc]
    """Stands in the dock at the first start and when another commune is wanted."""

    chosen = pyqtSignal(object)  # Profile
    cancelled = pyqtSignal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        from ..commune import communes

        self.model = CommuneModel(communes(), self)
        self.list.setModel(self.model)
        self.demo_button.setIcon(icon("rue311"))
        self.demo_button.clicked.connect(self._choose_demo)
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._choose_listed)
        self.list.activated.connect(self._choose_listed)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.open_button.clicked.connect(self._choose_listed)
        self.back_button.clicked.connect(self.cancelled)
        self._on_typed("")

    def prepare(self) -> None:
        """Be ready to ask again; "Back" stands there where a commune is open already."""
        self.search.clear()
        self.back_button.setVisible(self._workplace.profile is not None)
        self.search.setFocus()

    def _on_typed(self, text: str) -> None:
        self.model.filter(text)
        some = self.model.rowCount() > 0
        self.nothing_text.setVisible(not some)
        self.list.setVisible(some)
        if some and text.strip():
            self.list.setCurrentIndex(self.model.index(0))
        self._on_current()

    def _on_current(self, *_indexes: QModelIndex) -> None:
        self.open_button.setEnabled(self.list.currentIndex().isValid())

    def _choose_demo(self) -> None:
        from ..commune import demo_profile

        self._answer(lambda: demo_profile(RESOURCES))

    def _choose_listed(self, *_indexes: QModelIndex) -> None:
        commune = self.list.currentIndex().data(CommuneModel.CommuneRole)
        if commune is not None:
            from .switching import profile_of

            self._answer(lambda: profile_of(commune))

    def _answer(self, make: Any) -> None:
        try:
            self.chosen.emit(make())
        except Rue311Error as error:
            self._workplace.messages.error(error)
