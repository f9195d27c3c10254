"""Choosing a category: the back end's list, by group, found by typing; once chosen it takes one line only."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...i18n import tr
from .labels import plain_label
from .words import folded, words_of_service

CODE_ROLE = Qt.ItemDataRole.UserRole + 1
LIST_HEIGHT = 168


class CategoryPicker(QWidget):
    """Shows search box and list until one is chosen, then "Group › Category" and a button to change it."""

    chosen = pyqtSignal(str)  # service_code; "" when none is chosen any more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services: list[tuple[Mapping[str, Any], str]] = []
        self._code = ""
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Search a category: pothole, lamp, tree…"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(tr("Search a category"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Category"))
        self.empty = plain_label(self)
        self._closed = QWidget(self)
        self.choice = plain_label(self._closed)
        self.change = QToolButton(self._closed)
        self.change.setText(tr("Change"))
        self._arrange()
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.returnPressed.connect(self._take_current)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.change.clicked.connect(self._reopen)
        self._show_state()

    @property
    def code(self) -> str:
        """The chosen service_code, or ''."""
        return self._code

    def set_services(self, services: Iterable[Mapping[str, Any]]) -> None:
        """Offer these GeoReport services but for the switched off; a choice that is no longer offered is dropped."""
        self._services = [
            (service, folded(words_of_service(service)))
            for service in services
            if not _is_off(service)
        ]
        if self._code and self._service(self._code) is None:
            self._code = ""
        self._fill()
        self._show_state()

    def set_code(self, code: str) -> None:
        """Choose by program (a draft); an unknown code chooses nothing."""
        self._code = code if self._service(code) is not None else ""
        self._show_state()
        self.chosen.emit(self._code)

    def reset(self) -> None:
        """Forget choice and search."""
        self.search.clear()
        self.set_code("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Arrow keys in the search box move through the list, so that the hands stay where they are."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        line = QHBoxLayout(self._closed)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.choice, 1)
        line.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._closed, self.empty, self.search, self.list):
            column.addWidget(widget)
        self.setFocusProxy(self.search)

    def _show_state(self) -> None:
        picked, nothing = bool(self._code), not self._services
        self._closed.setVisible(picked)
        self.search.setVisible(not picked and not nothing)
        self.list.setVisible(not picked and not nothing)
        self.empty.setVisible(nothing)
        self.empty.setText(
            tr("There is no list of categories yet. Open the Sync page and synchronise once; after that the list stays "
               "on this computer, also without network. What you type here is kept as a draft.")
        )
        service = self._service(self._code)
        if service is not None:
            group, name = str(service.get("group") or ""), str(service.get("service_name") or self._code)
            self.choice.setText(f"{group} › {name}" if group else name)

    def _fill(self) -> None:
        wanted = folded(self.search.text()).split()
        fitting = [service for service, text in self._services if all(word in text for word in wanted)]
        self.list.clear()
        for group, services in _grouped(fitting):
            if group:
                self.list.addItem(_header(group))
            for service in services:
                self.list.addItem(_row(service))
        if not fitting:
            self.list.addItem(_header(tr("No category has these words.")))
        one = max(self.list.sizeHintForRow(0), 1)
        self.list.setFixedHeight(min(LIST_HEIGHT, one * self.list.count() + 2 * self.list.frameWidth() + 4))
        self._move(1)

    def _move(self, step: int) -> None:
        """Go to the next row that can be chosen."""
        row = self.list.currentRow()
        while 0 <= (row := row + step) < self.list.count():
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentRow(row)
                return

    def _take_current(self) -> None:
        if self.list.currentItem() is not None:
            self._take(self.list.currentItem())

    def _take(self, item: QListWidgetItem) -> None:
        code = item.data(CODE_ROLE)
        if code:
            self.set_code(str(code))
            self.change.setFocus()

    def _reopen(self) -> None:
        self.reset()
        self.search.setFocus()

    def _service(self, code: str) -> Mapping[str, Any] | None:
        return next((service for service, _ in self._services if str(service.get("service_code")) == code), None)


def _grouped(services: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Services under their group, groups in the order of the back end."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for service in services:
        groups.setdefault(str(service.get("group") or ""), []).append(service)
    return list(groups.items())


def _header(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _row(service: Mapping[str, Any]) -> QListWidgetItem:
    item = QListWidgetItem("    " + str(service.get("service_name") or service.get("service_code")))
    item.setData(CODE_ROLE, str(service.get("service_code")))
    return item

def _is_off(service: Mapping[str, Any]) -> bool:
    """mySociety's back ends leave a category in the list and switch it off by a keyword."""
    keywords = service.get("keywords") or ""
    words = keywords.split(",") if isinstance(keywords, str) else keywords
    return any(str(word).strip().lower() == "inactive" for word in words)

