"""Whether there is a network, and whether each byte is paid for, as far as Qt knows. Asks nobody outside."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

try:
    from qgis.PyQt.QtNetwork import QNetworkInformation
except ImportError:  # Qt 5
    QNetworkInformation = None
try:
    from qgis.PyQt.QtNetwork import QNetworkConfiguration, QNetworkConfigurationManager
except ImportError:  # Qt 6
    QNetworkConfiguration = QNetworkConfigurationManager = None


class NetworkWatch(QObject):
    """`returned` comes when the network is there again. Made only where somebody wants it: Qt 5 polls for it."""

    returned = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: Any = _information() or _configurations(self)
        if self._source is None:
            return
        if QNetworkInformation is not None:
            self._source.reachabilityChanged.connect(self._on_changed)
        else:
            self._source.onlineStateChanged.connect(self._on_changed)

    @property
    def metered(self) -> bool:
        """True where the link is known to be paid by the byte; False where nobody knows."""
        if self._source is None:
            return False
        if QNetworkInformation is not None:
            return bool(self._source.isMetered()) if hasattr(self._source, "isMetered") else False
        return self._source.defaultConfiguration().bearerTypeFamily() in _mobile()

    def close(self) -> None:
        """Listen no more."""
        source, self._source = self._source, None
        if source is None:
            return
        if QNetworkInformation is not None:
            source.reachabilityChanged.disconnect(self._on_changed)
        else:
            source.onlineStateChanged.disconnect(self._on_changed)
            source.deleteLater()

    def _on_changed(self, state: Any) -> None:
        online = state if isinstance(state, bool) else state == QNetworkInformation.Reachability.Online
        if online:
            self.returned.emit()


def _information() -> Any:
    """Qt 6's source; None where there is no backend for this system."""
    if QNetworkInformation is None or not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()


def _configurations(parent: QObject) -> Any:
    """Qt 5's source."""
    return QNetworkConfigurationManager(parent) if QNetworkConfigurationManager is not None else None


def _mobile() -> tuple[Any, ...]:
    kinds = QNetworkConfiguration.BearerType
    return (kinds.Bearer2G, kinds.Bearer3G, kinds.Bearer4G)
