"""Keeps the draft of the form: written to the store at most a second after an edit, whatever happens next."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Callable

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...errors import Rue311Error
from ...incidents import Author, Store
from .background import Background

# half of the second that is promised: the rest is for the disk
DELAY_MS = 500


@dataclass
class Sitting:
    """One filling-in of the form. `draft_id` is set in the background thread, by the first write."""

    store: Store
    draft_id: str = ""


class DraftKeeper(QObject):
    """Watches one form. A first edit starts the clock and later ones do not push it back, so typing never delays it."""

    kept = pyqtSignal()
    failed = pyqtSignal(object)  # Rue311Error

    def __init__(
        self,
        background: Background,
        read: Callable[[], Mapping[str, object]],
        author: Callable[[], Author],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._read = read
        self._author = author
        self._sitting: Sitting | None = None
        self._unkept = Unkept()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def sitting(self) -> Sitting | None:
        """What is being kept now; None while no form is open."""
        return self._sitting

    def begin(self, sitting: Sitting) -> None:
        """Watch a fresh form, or one that was filled from a draft."""
        self._timer.stop()
        self._sitting = sitting

    def touch(self) -> None:
        """Something was typed."""
        if self._sitting is not None and not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep what stands in the form now, even before anybody said who works."""
        self._timer.stop()
        sitting = self._sitting
        if sitting is None:
            return
        author = self._author_or_nobody(sitting)
        form = dict(self._read())
        unkept = self._unkept
        self._background.submit(
            lambda: _write(sitting, form, author, unkept), lambda _none: self.kept.emit(), self.failed.emit
        )

    def catch_up(self, store: Store) -> None:
        """Keep now what could not be kept when this commune was closed; whoever held its store may be gone."""
        for sitting, form, author in self._unkept.take(store.path):
            self._background.submit(
                partial(_write, Sitting(store, sitting.draft_id), form, author, self._unkept), None, self.failed.emit
            )

    def unkept(self, store_path: Path) -> bool:
        """Whether a form of this store stands in memory only."""
        return self._unkept.has(store_path)

    def drop(self) -> None:
        """Watch no more and keep nothing: nobody put anything in."""
        sitting = self.end()
        if sitting is not None:
            self._unkept.forget(sitting)
            self._background.submit(lambda: _drop(sitting), None, self.failed.emit)

    def _author_or_nobody(self, sitting: Sitting) -> Author:
        try:
            return self._author()
        except Rue311Error:
            return Author("", sitting.store.device_id)

    def settle(self) -> None:
        """Keep at once what the clock would keep in a moment."""
        if self._timer.isActive():
            self.flush()

    def end(self) -> Sitting | None:
        """Watch no more; answers what was kept."""
        self._timer.stop()
        sitting, self._sitting = self._sitting, None
        return sitting


def _drop(sitting: Sitting) -> None:
    if sitting.draft_id:
        sitting.store.drop_draft(sitting.draft_id)


class Unkept:
    """Forms whose last write failed, until a write of the same sitting works. Filled in the background thread."""

    def __init__(self) -> None:
        self._forms: list[tuple[Sitting, Mapping[str, object], Author]] = []

    def remember(self, sitting: Sitting, form: Mapping[str, object], author: Author) -> None:
        self.forget(sitting)
        self._forms.append((sitting, form, author))

    def forget(self, sitting: Sitting) -> None:
        self._forms = [entry for entry in self._forms if entry[0] is not sitting]

    def has(self, store_path: Path) -> bool:
        return any(sitting.store.path == store_path for sitting, _form, _author in self._forms)

    def take(self, store_path: Path) -> list[tuple[Sitting, Mapping[str, object], Author]]:
        """Those of one store, which are then remembered no more."""
        mine = [entry for entry in self._forms if entry[0].store.path == store_path]
        self._forms = [entry for entry in self._forms if entry[0].store.path != store_path]
        return mine


def _write(sitting: Sitting, form: Mapping[str, object], author: Author, unkept: Unkept) -> None:
    """Runs in the one background thread: the second write of a sitting finds the id that the first one left."""
    unkept.remember(sitting, form, author)
    sitting.draft_id = sitting.store.save_draft(form, author, sitting.draft_id)
    unkept.forget(sitting)
