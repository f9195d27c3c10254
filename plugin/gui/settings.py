"""What Rue311 remembers in QGIS's own settings, typed. Nothing about people and no secret stands there."""
from __future__ import annotations

from typing import Any, Generic, TypeVar

from qgis.core import QgsSettings

T = TypeVar("T", str, bool, int)


class Entry(Generic[T]):
    """One setting `rue311/<key>`; reads survive a value of the wrong type by answering the default."""

    def __init__(self, key: str, default: T) -> None:
        self._key = f"rue311/{key}"
        self._default = default

    def __get__(self, owner: Settings, kind: object = None) -> T:
        try:
            return owner.backend.value(self._key, self._default, type=type(self._default))  # type: ignore[no-any-return]
        except (TypeError, ValueError):
            return self._default

    def __set__(self, owner: Settings, value: T) -> None:
        owner.backend.setValue(self._key, value)


class Settings:
    """Typed wrapper on QgsSettings; every attribute reads and writes at once."""

    profile_path = Entry("profile_path", "")  # profile.json of the commune in use
    offline = Entry("offline", False)
    tab = Entry("tab", 0)  # the dock's page shown last
    language = Entry("language", "")  # of the basemap titles; empty: that of QGIS
    sandbox_autostart = Entry("sandbox_autostart", True)  # a training commune brings its back end with it
    warn_at_closing = Entry("warn_at_closing", True)  # of unsent work, when QGIS closes
    sync_connections = Entry("sync/connections", 4)
    sync_every_min = Entry("sync/every_min", 0)  # minutes between two syncs that nobody asked for; 0: none
    sync_on_metered = Entry("sync/on_metered", False)  # also where each byte is paid for

    def __init__(self, backend: Any = None) -> None:
        self.backend = QgsSettings() if backend is None else backend

    def operator_of(self, profile_id: str) -> str:
        """The operator who worked last in this commune, or ''."""
        return self.text(f"operators/{profile_id}")

    def set_operator_of(self, profile_id: str, operator_id: str) -> None:
        self.set_text(f"operators/{profile_id}", operator_id)

    def text(self, key: str, default: str = "") -> str:
        """Any other setting `rue311/<key>` as text."""
        return str(self.backend.value(f"rue311/{key}", default))

    def set_text(self, key: str, value: str) -> None:
        self.backend.setValue(f"rue311/{key}", value)

    @property
    def operator_id(self) -> str:
        """The operator who worked last on this computer, whatever the commune."""
        return self.text("operator_id")

    @operator_id.setter
    def operator_id(self, value: str) -> None:
        self.set_text("operator_id", value)
