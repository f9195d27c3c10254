"""A sync as a task: everything that asks QGIS is asked on the GUI thread, the rest runs beside it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...i18n import tr
from ...open311 import Open311Client
from ...sync import SyncEngine
from ..tasks import Work

if TYPE_CHECKING:
    from ...incidents import Store
    from ...net import HttpSession
    from ...open311 import Endpoint


class SyncWork(Work):
    """Sends what is queued and fetches what is new. Finishes with a SyncResult. Cancel is safe at every moment."""

    quiet = True  # the page shows its own progress

    def __init__(
        self, store: Store, session: HttpSession, endpoint: Endpoint, *, training: bool, connections: int = 4,
        manual: bool = True,
    ) -> None:
        super().__init__(tr("Synchronising incidents"))
        self._store = store
        self._session = session
        self._endpoint = endpoint
        self._connections = connections
        self._training = training
        self._manual = manual

    def work(self) -> Any:
        """Run the engine; whatever fails on the way stands in the result's `trouble`."""
        client = Open311Client(self._session, self._endpoint, cancel=self.cancel_token)
        engine = SyncEngine(
            self._store,
            client,
            connections=self._connections,
            progress=self.tell,
            cancel=self.cancel_token,
            training=self._training,
            manual=self._manual,
        )
        return engine.sync()
