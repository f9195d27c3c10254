"""Photos in a row: picked ones in the form, kept ones in the detail view. Sizes are checked before decoding."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.PyQt.QtCore import QSize, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QIcon, QImage, QImageReader, QPixmap
from qgis.PyQt.QtWidgets import QFileDialog, QToolButton, QWidget

from ...i18n import tr
from ...incidents import check_photo
from .background import Background
from .flow import FlowLayout

THUMB = QSize(72, 72)


def thumbnail(path: Path) -> QImage:
    """A small picture of a checked photo, decoded at that size. Raises PhotoRefused for what is no fit photo."""
    check_photo(path)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(THUMB, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class PhotosStrip(QWidget):
    """Thumbnails; with `editable` photos can be picked and taken out, else a click opens them."""

    changed = pyqtSignal()
    refused = pyqtSignal(object)  # Rue311Error

    def __init__(self, background: Background, parent: QWidget | None = None, *, editable: bool = False) -> None:
        super().__init__(parent)
        self._background = background
        self._editable = editable
        self._buttons: dict[Path, QToolButton] = {}
        self._turn = 0
        self._flow = FlowLayout(self)
        self.add_button = QToolButton(self)
        self.add_button.setText(tr("Add a photo…"))
        self.add_button.setVisible(editable)
        self.add_button.clicked.connect(self._pick)
        self._flow.addWidget(self.add_button)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The photos shown, in the order they were added."""
        return tuple(self._buttons)

    def add(self, path: Path) -> None:
        """Look at the file in the background; a fit photo appears, another one is refused with its reason."""
        turn = self._turn
        if path not in self._buttons:
            self._background.submit(
                lambda: thumbnail(path), lambda image: self._show(turn, path, image), self.refused.emit
            )

    def set_paths(self, paths: Iterable[Path]) -> None:
        """Show exactly these photos."""
        self.clear()
        for path in paths:
            self.add(path)

    def clear(self) -> None:
        """Take all photos out of the strip."""
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        self._turn += 1

    def _show(self, turn: int, path: Path, image: QImage) -> None:
        # a photo that arrives after the strip was cleared belongs to another report
        if turn != self._turn or path in self._buttons:
            return
        button = QToolButton(self)
        button.setIconSize(THUMB)
        button.setAutoRaise(True)
        if image.isNull():
            button.setText(path.name)
        else:
            button.setIcon(QIcon(QPixmap.fromImage(image)))
        button.setAccessibleName(path.name)
        if self._editable:
            button.setToolTip(tr("Take this photo out"))
            button.clicked.connect(lambda: self._take_out(path))
        else:
            button.setToolTip(tr("Open this photo"))
            button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self._buttons[path] = button
        self._flow.addWidget(button)
        button.show()
        self.changed.emit()

    def _take_out(self, path: Path) -> None:
        button = self._buttons.pop(path)
        self._flow.removeWidget(button)
        button.deleteLater()
        self.changed.emit()

    def _pick(self) -> None:
        images = tr("Photos")
        files, _ = QFileDialog.getOpenFileNames(
            self, tr("Pick photos"), "", f"{images} (*.jpg *.jpeg *.png *.webp *.gif *.JPG *.JPEG *.PNG)"
        )
        for file in files:
            self.add(Path(file))
