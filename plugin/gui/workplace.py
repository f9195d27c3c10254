"""The hub that every page gets: which commune is open, who works, and the signals that say what changed."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..errors import Rue311Error, reason_of
from ..i18n import tr
from .folders import PROFILE_FILE, REGISTER_FILE, home
from .messages import Messages
from .opening import (
    REGISTER_SOURCES,
    Opened,
    OpenWork,
    RegisterOpening,
    RegisterWork,
    check_training,
    register_path,
    register_source_of,
)
from .settings import Settings
from .tasks import TaskRunner, Work, run_with
from .training import STAFF, TrainingBackEnd
from .trouble import FolderUnusable, NoBackEnd, NoCommune, OperatorMissing, TrainingOnly, WorkingOffline

if TYPE_CHECKING:
    from ..addresses import Register
    from ..commune import BackEnd, Profile
    from ..incidents import Author, Operator, Store
    from ..net import HttpSession
    from ..open311 import Endpoint
    from .incidents.background import Background

WATCH_MS = 1000


class Workplace(QObject):
    """One commune at work. Lives on the GUI thread; opening and importing run in the background."""

    opened = pyqtSignal()  # store, register and profile are new: pages read everything again
    closed = pyqtSignal()
    open_failed = pyqtSignal(object)  # Rue311Error
    incidents_changed = pyqtSignal(object)  # frozenset of refs; empty means all
    register_changed = pyqtSignal()
    operator_changed = pyqtSignal()
    offline_changed = pyqtSignal(bool)
    back_end_changed = pyqtSignal()
    synced = pyqtSignal(object)  # SyncResult

    def __init__(self, iface: Any, parent: QObject | None = None, *, settings: Settings | None = None) -> None:
        super().__init__(parent)
        self.iface = iface
        self.settings = settings or Settings()
        self.messages = Messages(iface, self)
        self.tasks = TaskRunner(self.messages, self)
        self.profile: Profile | None = None
        self.store: Store | None = None
        self.register: Register | None = None
        self.operator: Operator | None = None
        self.operators: tuple[Operator, ...] = ()
        self.offline = bool(self.settings.offline)
        self._sandbox: TrainingBackEnd | None = None
        self._session: HttpSession | None = None
        self._opening: Work | None = None
        self._writer: Background | None = None
        self._seen_version = 0
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._look_for_others)

    # --- which commune ---

    @property
    def training(self) -> bool:
        return self.profile is not None and self.profile.training

    @property
    def opening(self) -> bool:
        """True while a commune is being opened in the background."""
        return self._opening is not None

    @property
    def folder(self) -> Path:
        """The data folder of the open commune. Raises NoCommune."""
        return self.folder_of(self._profile())

    @staticmethod
    def folder_of(profile: Profile) -> Path:
        return home() / profile.id

    def remembered(self) -> Path | None:
        """The profile file of the commune used last, where it still exists."""
        path = Path(self.settings.profile_path) if self.settings.profile_path else None
        return path if path is not None and path.is_file() else None

    def resume(self) -> bool:
        """Open the commune used last; False where there is none and one must be chosen."""
        path = self.remembered()
        if path is None:
            return False
        from ..commune import load_profile

        try:
            self.open(load_profile(path))
        except Rue311Error as error:
            self.messages.error(error)
            return False
        return True

    def open(self, profile: Profile) -> None:
        """Close what is open and open `profile` in the background; then `opened` or `open_failed` comes."""
        self.close()
        self._opening = OpenWork(profile, self.folder_of(profile))
        run_with(self.tasks, self._opening, self._on_opened, self._on_open_failed)

    def close(self) -> None:
        """Stop all work and let go of the store, the register and the training back end."""
        self.tasks.cancel_all()
        was_open = self.profile is not None
        self._opening = None
        store, self.store = self.store, None
        register, self.register = self.register, None
        sandbox, self._sandbox = self._sandbox, None
        self.profile, self.operator, self.operators = None, None, ()
        self._drop_session()
        if was_open:
            self.closed.emit()
        if self._writer is not None:
            self._writer.drain()  # what a person decided is on disk before the store closes
        for thing in (register, store):
            if thing is not None:
                thing.close()
        if sandbox is not None:
            sandbox.stop()

    def _on_opened(self, opened: Opened) -> None:
        self._opening = None
        self.profile, self.store, self.register = opened.profile, opened.store, opened.register
        self.operators = opened.operators
        self.settings.profile_path = str(self.folder / PROFILE_FILE)
        self.operator = self._operator_to_resume()
        self._seen_version = self.store.data_version()
        if self.training:
            self._sandbox = TrainingBackEnd(opened.profile, self.folder)
            if self.settings.sandbox_autostart:
                self.start_sandbox()
        self.opened.emit()
        if opened.register_trouble is not None:
            self.messages.error(opened.register_trouble)
        source = register_source_of(opened.profile) if self.register is None else None
        if source is not None:
            self.import_register(source)

    def _on_open_failed(self, error: Rue311Error) -> None:
        self._opening = None
        self.messages.error(error)
        self.open_failed.emit(error)

    def _profile(self) -> Profile:
        if self.profile is None:
            raise NoCommune
        return self.profile

    def save_profile(self, profile: Profile) -> None:
        """Keep changed settings of the open commune. Raises TrainingOnly, ProfileInvalid, ProfileUnwritable."""
        from ..commune import save_profile

        check_training(profile)
        save_profile(profile, self.folder_of(profile) / PROFILE_FILE)
        before, self.profile = self.profile, profile
        if before is None or before.back_end != profile.back_end:
            self._drop_session()
            self.back_end_changed.emit()

    # --- who works ---

    def author(self) -> Author:
        """Who writes, on which computer. Raises OperatorMissing, NoCommune."""
        from ..incidents import Author

        if self.store is None:
            raise NoCommune
        if self.operator is None:
            raise OperatorMissing
        return Author(self.operator.operator_id, self.store.device_id)

    def set_operator(self, operator: Operator) -> None:
        self.operator = operator
        if operator not in self.operators:
            self.operators = (*self.operators, operator)
        self.settings.set_operator_of(self._profile().id, operator.operator_id)
        self.settings.operator_id = operator.operator_id
        self.operator_changed.emit()

    def add_operator(self, name: str) -> Operator:
        """Write a new operator into the store and let them work."""
        if self.store is None:
            raise NoCommune
        operator = self.store.add_operator(name.strip())
        self.set_operator(operator)
        return operator

    def hire(self, name: str, done: Callable[[], None]) -> None:
        """Like `add_operator`, in the background: the store may be held by another program. Then `done()`."""

        def hired(operator: Operator) -> None:
            self.set_operator(operator)
            done()

        self.write(lambda store: store.add_operator(name.strip()), hired)

    @property
    def writing(self) -> bool:
        """True while something that was handed to `write` is not done yet."""
        return self._writer is not None and self._writer.busy

    def write(self, action: Callable[[Store], Any], done: Callable[[Any], None]) -> None:
        """Let `action(store)` write in the background; then `done(result)` here, or its error in the message bar."""
        from .incidents.background import Background

        store = self.store
        if store is None:
            self.messages.error(NoCommune())
            return
        if self._writer is None:
            self._writer = Background(self)
        self._writer.submit(lambda: action(store), done, self.messages.error)

    def _operator_to_resume(self) -> Operator | None:
        """A crew that shares a laptop is asked at each start; one who works alone is not."""
        if len(self.operators) != 1:
            return None
        last = self.settings.operator_of(self._profile().id)
        return next((known for known in self.operators if known.operator_id == last), None)

    # --- the world outside ---

    def set_offline(self, offline: bool) -> None:
        """The explicit switch: while it is on no request leaves; what was under way is stopped."""
        if offline == self.offline:
            return
        self.offline = offline
        self.settings.offline = offline
        if offline:
            self.tasks.cancel_network()
            self._drop_session()
        self.offline_changed.emit(offline)

    def http_session(self) -> HttpSession:
        """QGIS's proxy and certificates, for any thread. Call it on the GUI thread. Raises WorkingOffline."""
        if self.offline:
            raise WorkingOffline
        if self._session is None:
            from ..net.qgis import qgis_session

            self._session = qgis_session()
        return self._session

    def _drop_session(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def endpoint(self) -> Endpoint:
        """The back end as a client wants it; opens QGIS's password store where the profile names a key.

        Call it on the GUI thread and on a person's demand only. Raises WorkingOffline, NoBackEnd, AuthcfgUnreadable.
        """
        from ..open311 import Capabilities, Endpoint

        profile = self._profile()
        if self.offline:
            raise WorkingOffline
        check_training(profile)
        back_end = profile.back_end
        url = self.back_end_url()
        if not url:
            raise NoBackEnd(self.training)
        capabilities = Capabilities.from_mapping(dict(back_end.capabilities))
        return Endpoint(url, back_end.jurisdiction_id, self._key(), capabilities, profile.extent)

    def back_end_url(self) -> str:
        """Where reports go now, or '' where nowhere."""
        if self._sandbox is not None and (self._sandbox.running or self._sandbox.was_stopped):
            return self._sandbox.url  # stopped means nowhere: another program may sit on the port meanwhile
        return self.profile.back_end.url if self.profile is not None else ""

    def _key(self) -> str:
        profile = self._profile()
        if profile.training:
            return STAFF
        if not profile.back_end.authcfg:
            return ""
        from ..net.qgis import api_key_of

        return api_key_of(profile.back_end.authcfg)

    def set_back_end(self, back_end: BackEnd) -> None:
        """Raises TrainingOnly, ProfileInvalid (the sentence tells what is wrong with the address)."""
        self.save_profile(replace(self._profile(), back_end=back_end))

    @property
    def sandbox_running(self) -> bool:
        return self._sandbox is not None and self._sandbox.running

    def start_sandbox(self) -> None:
        """Start the training back end; a real commune refuses (message bar)."""
        try:
            if self._sandbox is None:
                raise TrainingOnly(detail="sandbox asked for in a real commune")
            self._sandbox.start()
        except Rue311Error as error:
            self.messages.error(error)
        except OSError as error:
            self.messages.error(FolderUnusable(str(self.folder), reason_of(error)))
        self.back_end_changed.emit()

    def stop_sandbox(self) -> None:
        if self._sandbox is not None:
            self._sandbox.stop()
            self._drop_session()
        self.back_end_changed.emit()

    # --- what the store knows ---

    def services(self) -> list[dict[str, Any]]:
        """The categories of the back end as last known (GeoReport service objects); empty before the first sync."""
        return list(self.store.services()) if self.store is not None else []

    def definition(self, code: str) -> dict[str, Any] | None:
        """The questions of one category (GeoReport service definition) as last known."""
        return self.store.definition(code) if self.store is not None else None

    def watch(self, on: bool) -> None:
        """Look each second whether another QGIS wrote; the dock asks for it while it is in view."""
        if on:
            self._watch.start()
        else:
            self._watch.stop()

    def _look_for_others(self) -> None:
        if self.store is None:
            return
        try:
            version = self.store.data_version()
        except Rue311Error as error:
            self._watch.stop()
            self.messages.error(error)
            return
        if version != self._seen_version:
            self._seen_version = version
            self.incidents_changed.emit(frozenset())

    # --- the address register ---

    def register_path(self) -> Path:
        """Where the commune's register stands or will stand."""
        return register_path(self._profile(), self.folder)

    def use_register(self, path: Path) -> None:
        """Take `path` as the commune's register: a register file, or a BeSt file that is imported first."""
        if path.suffix.lower() in REGISTER_SOURCES:
            self.import_register(path)
            return
        run_with(self.tasks, RegisterOpening(path), lambda found: self._on_register(found, path), self.messages.error)

    def import_register(self, source: Path) -> None:
        """Import a BeSt file in the background; the register in use stays until the new one is complete."""
        work = RegisterWork(source, self.folder / REGISTER_FILE)
        run_with(self.tasks, work, self.use_register, self.messages.error)

    def _on_register(self, register: Register, path: Path) -> None:
        if self.profile is None:
            register.close()
            return
        before, self.register = self.register, register
        if before is not None:
            before.close()
        name = path.name if path.parent == self.folder else str(path)
        if name != self.profile.register:
            self.save_profile(replace(self.profile, register=name))
        self.register_changed.emit()
        count = f"{register.info.addresses:,}".replace(",", "\u202f")
        self.messages.success(tr("The address register is ready: {count} addresses.").format(count=count))
