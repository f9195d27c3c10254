"""The sync that nobody asks for: at an interval and when the network is back; off until a person wants it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import urlsplit

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QObject, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyQuery, QTcpSocket

from ..i18n import tr
from .network_watch import NetworkWatch

if TYPE_CHECKING:
    from .workplace import Workplace

INTERVALS_MIN = (0, 5, 15, 30, 60)
KNOCK_MS = 5000  # how long one waits for the back end's door to open
SETTLE_MS = 3000  # a network that just came back is often not quite there
RETRY_MS = 60_000  # how often one knocks while the back end cannot be reached


class AutoSync(QObject):
    """Calls `sync` when it is time, and never while the offline switch is on, on a metered link or during a sync.

    Before it calls, it knocks: a connection to the back end's port, without a byte. While nobody answers it keeps
    quiet and knocks each minute, so that a network that comes back is noticed where Qt does not tell.
    """

    changed = pyqtSignal()  # what `words` says may be different

    def __init__(
        self, workplace: Workplace, sync: Callable[[], None], syncing: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._sync = sync
        self._syncing = syncing
        self._unreachable = False
        self._network: NetworkWatch | None = None
        self._socket: QTcpSocket | None = None
        self._timer = self._new_timer(self._on_due, single=False)
        self._patience = self._new_timer(self._on_nobody)
        self._again = self._new_timer(self._on_due)
        self._workplace.offline_changed.connect(self.refresh)
        self.refresh()

    @property
    def on(self) -> bool:
        """Whether a person wants it."""
        return self._workplace.settings.sync_every_min > 0

    def set_interval(self, minutes: int) -> None:
        """Sync every so many minutes; 0: never without being asked."""
        self._workplace.settings.sync_every_min = minutes
        self.refresh()

    def refresh(self, _offline: bool = False) -> None:
        """Start or stop the clock as the settings and the offline switch are now."""
        self._unreachable = False
        self._stop_knocking()
        self._again.stop()
        wanted = self.on and not self._workplace.offline
        if wanted:
            self._timer.start(self._workplace.settings.sync_every_min * 60_000)
        else:
            self._timer.stop()
        self._watch_network(wanted)
        self.changed.emit()

    def words(self) -> str:
        """One quiet line for the Sync page; empty where it is off."""
        if not self.on:
            return ""
        minutes = self._workplace.settings.sync_every_min
        if self._workplace.offline:
            return tr("Automatic sync pauses: working offline")
        if self._metered():
            return tr("Automatic sync pauses: this link is paid by volume")
        if self._unreachable:
            return tr("Automatic sync waits: the back end cannot be reached")
        if self._locked():
            return tr("Automatic sync waits: QGIS's master password is needed, so sync once by hand")
        return tr("Automatic sync: every {n} minutes").format(n=minutes)

    def close(self) -> None:
        """The plugin unloads."""
        self._workplace.offline_changed.disconnect(self.refresh)
        for timer in (self._timer, self._again):
            timer.stop()
        self._stop_knocking()
        self._watch_network(False)

    # --- inside ---

    def _new_timer(self, slot: Callable[[], None], *, single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.timeout.connect(slot)
        return timer

    def _watch_network(self, wanted: bool) -> None:
        if wanted and self._network is None:
            self._network = NetworkWatch(self)
            self._network.returned.connect(self._on_network)
        elif not wanted and self._network is not None:
            network, self._network = self._network, None
            network.close()
            network.deleteLater()

    def _on_network(self) -> None:
        self._again.start(SETTLE_MS)

    def _may(self) -> bool:
        place = self._workplace
        ready = self.on and not place.offline and place.store is not None and bool(place.back_end_url())
        return ready and not self._syncing() and self._socket is None and not self._metered() and not self._locked()

    def _metered(self) -> bool:
        watch = self._network
        return watch is not None and watch.metered and not self._workplace.settings.sync_on_metered

    def _locked(self) -> bool:
        """The key lies in QGIS's password store and that is locked: a question out of the blue helps nobody."""
        profile = self._workplace.profile
        if profile is None or not profile.back_end.authcfg or profile.training:
            return False
        return not QgsApplication.authManager().masterPasswordIsSet()

    def _on_due(self) -> None:
        if not self._may():
            self.changed.emit()
            return
        url = self._workplace.back_end_url()
        if _goes_by_proxy(url):  # a door behind a proxy cannot be knocked at
            self._sync()
            return
        self._knock(url)

    def _knock(self, url: str) -> None:
        parts = urlsplit(url)
        socket = QTcpSocket(self)
        socket.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        socket.connected.connect(self._on_open)
        self._socket = socket
        self._patience.start(KNOCK_MS)
        socket.connectToHost(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))

    def _on_open(self) -> None:
        self._stop_knocking()
        self._unreachable = False
        if self._may():
            self._sync()
        self.changed.emit()

    def _on_nobody(self) -> None:
        self._stop_knocking()
        self._unreachable = True
        self._again.start(RETRY_MS)
        self.changed.emit()

    def _stop_knocking(self) -> None:
        self._patience.stop()
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.connected.disconnect(self._on_open)
            socket.abort()
            socket.deleteLater()


def _goes_by_proxy(url: str) -> bool:
    """Whether QGIS reaches this address through a proxy."""
    factory: Any = QgsNetworkAccessManager.instance().proxyFactory()
    if factory is None:
        return False
    direct = (QNetworkProxy.ProxyType.NoProxy, QNetworkProxy.ProxyType.DefaultProxy)
    return any(proxy.type() not in direct for proxy in factory.queryProxy(QNetworkProxyQuery(QUrl(url))))
