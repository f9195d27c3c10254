"""The background half of opening a commune: files, store, register. Runs in a thread and touches no widget."""
from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Rue311Error, reason_of
from ..i18n import tr
from .folders import PROFILE_FILE, REGISTER_FILE, STORE_FILE, device_id
from .forms import RESOURCES
from .tasks import Work
from .trouble import FolderUnusable, TrainingOnly

if TYPE_CHECKING:
    from ..addresses import Register
    from ..commune import Profile
    from ..incidents import Operator, Store

DEMO = RESOURCES / "demo"
REGISTER_SOURCES = (".zip", ".csv")


@dataclass(frozen=True)
class Opened:
    """What stands open for a commune. register is None where none was imported; register_trouble says why it failed."""

    profile: Profile
    store: Store
    operators: tuple[Operator, ...]
    register: Register | None
    register_trouble: Rue311Error | None


class OpenWork(Work):
    """Make or load the data folder of `profile`, open its store, and its register where there is one."""

    uses_network = False

    def __init__(self, profile: Profile, folder: Path) -> None:
        super().__init__(tr("Opening {commune}").format(commune=profile.title))
        self._profile = profile
        self._folder = folder

    def work(self) -> Opened:
        from ..commune import save_profile
        from ..incidents import open_store

        profile = fit(self._profile)
        check_training(profile)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            device = device_id()
        except OSError as error:
            raise FolderUnusable(str(self._folder), reason_of(error)) from error
        save_profile(profile, self._folder / PROFILE_FILE)
        store = open_store(self._folder / STORE_FILE, training=profile.training, device_id=device)
        try:
            operators = tuple(store.operators())
        except Rue311Error:
            store.close()
            raise
        register, trouble = open_register_of(profile, self._folder)
        return Opened(profile, store, operators, register, trouble)


class RegisterWork(Work):
    """Import a BeSt file into the commune's register, then open it. The register in use stays until the end."""

    uses_network = False

    def __init__(self, source: Path, destination: Path) -> None:
        super().__init__(tr("Importing the address register {file}").format(file=source.name))
        self._source = source
        self._destination = destination

    def work(self) -> Path:
        from ..addresses import import_register

        import_register(self._source, self._destination, progress=self._on_progress)
        return self._destination

    def _on_progress(self, fraction: float) -> bool:
        self.tell(fraction)
        return not self.cancel_token.cancelled


class RegisterOpening(Work):
    """Open another register file."""

    uses_network = False
    quiet = True

    def __init__(self, path: Path) -> None:
        super().__init__(tr("Opening the address register"))
        self._path = path

    def work(self) -> Register:
        from ..addresses import open_register

        return open_register(self._path)


def register_path(profile: Profile, folder: Path) -> Path:
    """The register file of a commune; relative names stand in its folder."""
    return folder / (profile.register or REGISTER_FILE)


def open_register_of(profile: Profile, folder: Path) -> tuple[Register | None, Rue311Error | None]:
    """Open the register where its file exists; its trouble never keeps the commune closed."""
    path = register_path(profile, folder)
    if not path.exists():
        return None, None
    from ..addresses import open_register

    try:
        return open_register(path), None
    except Rue311Error as error:
        return None, error


def is_demo(profile: Profile) -> bool:
    """Tell whether this is the built-in demo commune (or its copy in the data folder)."""
    from ..commune import demo_profile

    try:
        return profile.nis == demo_profile(RESOURCES).nis
    except Rue311Error:
        return False


def fit(profile: Profile) -> Profile:
    """Renew what comes with the plugin: the demo commune's basemap, and what its back end can do."""
    if not is_demo(profile):
        return profile
    from ..commune import demo_profile

    demo = demo_profile(RESOURCES)
    back_end = replace(profile.back_end, capabilities=demo.back_end.capabilities)
    return replace(profile, basemap=demo.basemap, back_end=back_end)


def register_source_of(profile: Profile) -> Path | None:
    """The BeSt file from which a missing register can be built at once: the demo commune brings its own."""
    source = DEMO / "addresses.zip"
    return source if is_demo(profile) and source.is_file() else None


def check_training(profile: Profile) -> None:
    """Raises TrainingOnly where a training profile names a real back end."""
    from ..sync import is_loopback

    url = profile.back_end.url
    if profile.training and url and not is_loopback(url):
        raise TrainingOnly(detail=f"training profile {profile.id} names a back end that is not on this computer")
