"""The incidents as this page last read them from the store: one copy, which the list and the map both show."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...errors import Rue311Error
from ...incidents import Incident, Store
from .background import Background


@dataclass(frozen=True)
class Change:
    """What became different: whole new or changed incidents, references that went; `complete` = forget all others."""

    updated: Sequence[Incident]
    removed: frozenset[str] = frozenset()
    complete: bool = False


class Book(QObject):
    """Reads the store in the background and says what changed: reading all costs the screens only the news."""

    changed = pyqtSignal(object)  # Change
    failed = pyqtSignal(object)  # Rue311Error

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._store: Store | None = None
        self._incidents: Mapping[str, Incident] = {}

    @property
    def incidents(self) -> Mapping[str, Incident]:
        """By reference. Never changed in place: a change makes a new mapping."""
        return self._incidents

    def open(self, store: Store | None) -> None:
        """Forget everything and read this store; None empties the page."""
        self._store = store
        self._incidents = {}
        self.changed.emit(Change((), complete=True))
        self.reload()

    def reload(self, refs: Collection[str] = frozenset()) -> None:
        """Read these incidents again, or all where none is named."""
        store, known = self._store, self._incidents
        if store is None:
            return
        wanted = list(refs) if refs else None
        self._background.submit(
            lambda: (store, _news(known, store.incidents(wanted), wanted)), self._take, self._tell_failure
        )

    def _take(self, answer: tuple[Store, Change]) -> None:
        store, change = answer
        if store is not self._store:
            return
        merged = dict(self._incidents)
        for ref in change.removed:
            merged.pop(ref, None)
        merged.update((incident.ref, incident) for incident in change.updated)
        self._incidents = merged
        if change.updated or change.removed:
            self.changed.emit(change)

    def _tell_failure(self, error: Rue311Error) -> None:
        self.failed.emit(error)


def _news(known: Mapping[str, Incident], read: Sequence[Incident], wanted: Sequence[str] | None) -> Change:
    """Compare what was read with what the screens show."""
    updated = [incident for incident in read if known.get(incident.ref) != incident]
    expected = known.keys() if wanted is None else known.keys() & set(wanted)
    return Change(updated, frozenset(expected - {incident.ref for incident in read}))
