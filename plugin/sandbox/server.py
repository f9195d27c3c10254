"""The sandbox as an object: a folder, a port, a thread of its own."""
from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from ..clock import Clock, utc_text
from .behaviour import Behaviour, Switches
from .catalogue import Catalogue
from .database import Database
from .faults import FaultPlan
from .handler import SandboxHTTP
from .media import MediaShelf
from .office import Office
from .records import Records
from .seed import plant
from .troubles import DataFolderUnusable, PortTaken

DEMO_JURISDICTION = "valombre.example"


class SandboxServer:
    """A GeoReport v2 back end on loopback.

    data: folder of its records, made when missing; they outlive the server and keep their numbers.
    demo: folder with services.json and incidents.json, loaded only into a new data folder.
    port: 0 takes a free one, and keeps it when the same object is started again.
    staff_key reports and updates, public_key only reports. jurisdictions: the ids that are known; a call may leave
    it out. behaviour: how it begins; `switches` turns it while it runs.
    """

    def __init__(
        self,
        data: Path,
        *,
        port: int = 0,
        demo: Path | None = None,
        staff_key: str = "sandbox",
        faults: FaultPlan | None = None,
        public_key: str = "public",
        jurisdictions: Sequence[str] = (DEMO_JURISDICTION,),
        behaviour: Behaviour = Behaviour(),  # noqa: B008 (frozen)
        host: str = "127.0.0.1",
        clock: Clock | None = None,
    ) -> None:
        self.data = Path(data)
        self.faults = faults or FaultPlan()
        self.staff_key = staff_key
        self.public_key = public_key
        self._demo = demo
        self._jurisdictions = tuple(jurisdictions)
        self.switches = Switches(behaviour)
        self._address = (host, port)
        self._clock = clock or Clock()
        self._http: SandboxHTTP | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port it listens on; 0 before the first start when none was asked for."""
        return self._address[1]

    @property
    def url(self) -> str:
        """The endpoint, without a slash at its end."""
        return f"http://{self._address[0]}:{self.port}"

    @property
    def running(self) -> bool:
        """Whether it answers calls."""
        return self._http is not None

    def start(self) -> None:
        """Open the records and listen; when it returns, calls are answered.

        Raises PortTaken, DataFolderUnusable or DemoUnreadable; then nothing is left running.
        """
        if self._http is not None:
            return
        database, changeset = self._open_database()
        http = self._listen()
        self._address = (self._address[0], http.server_port)
        http.office = self._office(database, changeset)
        http.release = database.release
        self._http = http
        self._thread = threading.Thread(target=http.serve_until_stopped, name="rue311-sandbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and close every connection, within a second. A call under way gets 0.4 s to finish."""
        http, thread = self._http, self._thread
        self._http = self._thread = None
        if http is None or thread is None:
            return
        http.stop_accepting()
        thread.join()
        http.close_all()

    def __enter__(self) -> SandboxServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _open_database(self) -> tuple[Database, str]:
        database = Database(self.data / "sandbox.sqlite")
        try:
            if database.is_new:
                with database.founding(utc_text(self._clock.now())) as connection:
                    plant(connection, self._demo, self._clock.now())
            return database, database.changeset
        except sqlite3.Error as error:
            raise DataFolderUnusable(self.data, str(error)) from error
        finally:
            database.release()

    def _listen(self) -> SandboxHTTP:
        try:
            return SandboxHTTP(self._address)
        except OSError as error:
            raise PortTaken(self.port, str(error)) from error

    def _office(self, database: Database, changeset: str) -> Office:
        return Office(
            base_url=self.url,
            staff_key=self.staff_key,
            public_key=self.public_key,
            jurisdictions=self._jurisdictions,
            switches=self.switches,
            clock=self._clock,
            catalogue=Catalogue(database),
            records=Records(database, self._clock, self.switches),
            media=MediaShelf(self.data / "media"),
            faults=self.faults,
            changeset=changeset,
        )
