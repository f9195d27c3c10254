"""What Rue311 tells people: one reused item of the message bar, plain text, with its code behind "Details"."""
from __future__ import annotations

import math
from html import escape
from typing import Any, Callable

from qgis.core import QgsApplication
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
)

from ..compat import alive, message_level
from ..errors import Rue311Error
from ..i18n import tr

MOST_TEXT_PX = 120
SHORT_S = 6  # good news goes by itself; bad news stays until it is read
TITLE = "Rue311"


class Messages(QObject):
    """Shows one message at a time, and one progress item while work runs. To be called on the GUI thread."""

    def __init__(self, iface: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._item: QgsMessageBarItem | None = None
        self._progress: QgsMessageBarItem | None = None
        self._bar_in_item: QProgressBar | None = None
        self._details: QDialog | None = None

    def info(self, text: str) -> None:
        self._show(text, "Info", SHORT_S)

    def success(self, text: str) -> None:
        self._show(text, "Success", SHORT_S)

    def warn(self, trouble: Exception | str) -> None:
        self._tell(trouble, "Warning")

    def error(self, trouble: Exception | str) -> None:
        """Show what went wrong and what one can do; code and detail stand behind a button."""
        self._tell(trouble, "Critical")

    def ask(self, text: str, action: str, answer: Callable[[], None]) -> None:
        """Show `text` with one button `action`, which calls `answer`."""
        self._show(text, "Info", 0, [(action, answer)])

    def progress(self, text: str, fraction: float, cancel: Callable[[], None]) -> None:
        """Show or move the one progress item. `fraction` 0 to 1; negative means that nobody knows."""
        if not alive(self._progress):
            self._progress = self._progress_item(cancel)
            self._iface.messageBar().pushItem(self._progress)
        item, bar = self._progress, self._bar_in_item
        if item is None or bar is None or not alive(bar):
            return
        item.setText(escape(text))
        bar.setRange(0, 0 if fraction < 0 else 100)
        bar.setValue(int(100 * max(0.0, min(1.0, fraction))))

    def progress_done(self) -> None:
        self._progress = self._pop(self._progress)
        self._bar_in_item = None

    def clear(self) -> None:
        """Take everything of ours off the message bar (the plugin unloads)."""
        self._item = self._pop(self._item)
        self.progress_done()
        if alive(self._details) and self._details is not None:
            self._details.close()
            self._details.deleteLater()
        self._details = None

    def _tell(self, trouble: Exception | str, level: str) -> None:
        if isinstance(trouble, str):
            self._show(trouble, level, 0)
            return
        sentence = trouble.sentence if isinstance(trouble, Rue311Error) else tr("Something went wrong in Rue311.")
        detail = detail_text(trouble)
        QgsApplication.messageLog().logMessage(escape(detail), TITLE, message_level(level))
        self._show(sentence, level, 0, [(tr("Details"), lambda: self._open_details(detail))])

    def _show(
        self, text: str, level: str, seconds: int, buttons: list[tuple[str, Callable[[], None]]] | None = None
    ) -> None:
        self._item = self._pop(self._item)
        # the title makes the bar read rich text, so that the escaped text shows as it was given
        item = QgsMessageBarItem(TITLE, escape(text), message_level(level), seconds)
        for label, answer in buttons or []:
            item.layout().addWidget(_button(label, answer, item))
        self._iface.messageBar().pushItem(item)
        self._item = item
        QTimer.singleShot(0, lambda: _show_whole(item))

    def _progress_item(self, cancel: Callable[[], None]) -> QgsMessageBarItem:
        item = QgsMessageBarItem(TITLE, "", message_level("Info"), 0)
        self._bar_in_item = QProgressBar(item)
        self._bar_in_item.setMaximumWidth(160)
        item.layout().addWidget(self._bar_in_item)
        item.layout().addWidget(_button(tr("Cancel"), cancel, item))
        return item

    def _pop(self, item: QgsMessageBarItem | None) -> None:
        if alive(item):
            self._iface.messageBar().popWidget(item)

    def _open_details(self, detail: str) -> None:
        if alive(self._details) and self._details is not None:
            self._details.close()
        self._details = DetailsDialog(detail, self._iface.mainWindow())
        self._details.show()


class DetailsDialog(QDialog):
    """Code and detail of a message, to be read to the support. Not modal."""

    def __init__(self, detail: str, parent: Any = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Rue311: details"))
        self.resize(560, 260)
        layout = QVBoxLayout(self)
        text = QPlainTextEdit(detail, self)
        text.setReadOnly(True)
        layout.addWidget(text)
        box = QDialogButtonBox(self)
        copy = box.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QgsApplication.clipboard().setText(detail))
        box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)  # Qt's own texts may lack French
        box.rejected.connect(self.close)
        layout.addWidget(box)


def detail_text(trouble: Exception) -> str:
    """Code, sentence and detail of an error, one per line, as the details show and the log keeps them."""
    if not isinstance(trouble, Rue311Error):
        return f"{type(trouble).__name__}: {trouble}"
    return "\n".join(part for part in (f"[{trouble.code}]", trouble.sentence, trouble.detail) if part)


def _show_whole(item: QgsMessageBarItem) -> None:
    """QGIS gives a message one line and a scroll bar; a sentence with its remedy needs two or three."""
    text = item.findChild(QTextBrowser) if alive(item) else None
    if text is None:
        return
    height = min(MOST_TEXT_PX, math.ceil(text.document().size().height()))
    text.setStyleSheet(
        "QTextEdit, QTextBrowser { background-color: rgba(0, 0, 0, 0); margin-top: 0.25em;"
        f" min-height: {height}px; max-height: {height}px; }}"
    )


def _button(label: str, answer: Callable[[], None], parent: Any) -> QPushButton:
    button = QPushButton(label, parent)
    button.clicked.connect(lambda _checked=False: answer())
    return button
