"""Care of the open commune's store: its daily backup, what it has to say, and putting a backup back."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDateTime, QLocale, QObject, QTimer, pyqtSignal

from ..errors import Rue311Error
from ..i18n import tr
from .folders import PROFILE_FILE, home
from .tasks import Work, run_with

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from ..commune import Profile
    from ..incidents import Author, Store
    from ..incidents.backups import Backup
    from ..incidents.restoring import Restored
    from .restore_dialog import RestoreDialog
    from .workplace import Workplace

DELAY_MS = 3000  # the first seconds after opening belong to the pages


class BackupWork(Work):
    """Today's backup, where there is none yet."""

    uses_network = False
    quiet = True

    def __init__(self, store: Store) -> None:
        super().__init__(tr("Backing up the store"))
        self._store = store

    def work(self) -> Path | None:
        from ..incidents.backups import back_up_daily

        return back_up_daily(self._store)


class BackupListWork(Work):
    """Reads what is in the backups."""

    uses_network = False

    def __init__(self, store_path: Path) -> None:
        super().__init__(tr("Looking at the backups"))
        self._path = store_path

    def work(self) -> list[Backup]:
        from ..incidents.backups import list_backups

        return list_backups(self._path)


class RestoreWork(Work):
    """Puts a backup back; nobody has the store open meanwhile."""

    uses_network = False

    def __init__(self, store_path: Path, backup: Path, author: Author) -> None:
        super().__init__(tr("Restoring the backup"))
        self._path, self._backup, self._author = store_path, backup, author

    def work(self) -> Restored:
        from ..incidents.restoring import restore_backup

        return restore_backup(self._path, self._backup, self._author)


class StoreCare(QObject):
    """Listens to the workplace; the menu of the dock asks it to restore."""

    restoring = pyqtSignal()  # the commune is closed and a backup is being put back

    def __init__(self, window: QWidget, workplace: Workplace) -> None:
        super().__init__(window)
        self._window = window
        self._workplace = workplace
        self.dialog: RestoreDialog | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._back_up)
        workplace.opened.connect(self._on_opened)
        workplace.closed.connect(self._timer.stop)
        workplace.open_failed.connect(self._on_open_failed)
        if workplace.store is not None:
            self._on_opened()

    def shutdown(self) -> None:
        self._timer.stop()
        self._workplace.closed.disconnect(self._timer.stop)
        self._workplace.opened.disconnect(self._on_opened)
        self._workplace.open_failed.disconnect(self._on_open_failed)
        self._close_dialog()

    def _on_opened(self) -> None:
        place = self._workplace
        if place.store is None:
            return
        if place.store.notices:
            place.messages.warn(" ".join(place.store.notices))
        keep_device_id(place.store.device_id)
        self._timer.start()

    def _back_up(self) -> None:
        place = self._workplace
        if place.store is not None:
            work = BackupWork(place.store)
            work.failed_with.connect(place.messages.warn)
            place.tasks.start(work)

    def _on_open_failed(self, error: Rue311Error) -> None:
        from ..incidents import StoreDamaged

        if isinstance(error, StoreDamaged):
            self._workplace.messages.ask(
                error.sentence, tr("Restore a backup…"), lambda: self.choose(error.path)
            )

    def choose(self, store_path: Path | None = None) -> None:
        """Show the backups of a store, the open one's where none is named."""
        store = self._workplace.store
        path = store_path or (store.path if store is not None else None)
        if path is None:
            return
        work = BackupListWork(path)
        run_with(self._workplace.tasks, work, lambda found: self._show(path, found), self._workplace.messages.error)

    def _show(self, path: Path, backups: list[Backup]) -> None:
        if not backups:
            self._workplace.messages.info(
                tr("There is no backup yet: the first one is made when a commune is opened, then one each day.")
            )
            return
        from .restore_dialog import RestoreDialog

        self._close_dialog()
        self.dialog = RestoreDialog(backups, self._window)
        self.dialog.chosen.connect(lambda backup: self.restore(path, backup))
        self.dialog.show()

    def _close_dialog(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()

    def restore(self, path: Path, backup: Backup) -> None:
        """Close the commune, put the backup back, and open the commune again."""
        from ..commune import load_profile
        from ..incidents import Author

        place = self._workplace
        self._close_dialog()
        try:
            profile = place.profile or load_profile(path.parent / PROFILE_FILE)
        except Rue311Error as error:
            place.messages.error(error)
            return
        operator = place.operator.operator_id if place.operator is not None else ""
        author = Author(operator, place.store.device_id if place.store is not None else "")
        self.restoring.emit()
        place.close()
        work = RestoreWork(path, backup.path, author)
        run_with(
            place.tasks, work, lambda done: self._restored(profile, backup, done),
            lambda error: self._not_restored(profile, error),
        )

    def _restored(self, profile: Profile, backup: Backup, done: Restored) -> None:
        self._workplace.open(profile)
        tell = self._workplace.messages.warn if done.doubtful or done.missing else self._workplace.messages.info
        tell(restored_words(backup, done))

    def _not_restored(self, profile: Profile, error: Rue311Error) -> None:
        self._workplace.open(profile)
        self._workplace.messages.error(error)


def keep_device_id(device_id: str) -> None:
    """Write down the name that a copied store took, for the other communes of this computer."""
    path = home() / "device-id"
    try:
        if path.read_text(encoding="utf-8").strip() != device_id:
            path.write_text(device_id + "\n", encoding="utf-8")
    except OSError:
        return  # the store itself remembers it


def when(backup: Backup) -> str:
    """The backup's day and time as this computer writes them."""
    moment = QDateTime.fromSecsSinceEpoch(int(backup.at.timestamp()))
    return str(QLocale().toString(moment, QLocale.FormatType.ShortFormat))


def restored_words(backup: Backup, done: Restored) -> str:
    """What was done, and what a person should know besides."""
    said = [tr("The backup of {date} is in use.").format(date=when(backup))]
    if done.aside is not None:
        said.append(tr("The store as it was is kept as {file}.").format(file=done.aside.name))
    if done.doubtful:
        said.append(
            tr("{count} operations may have been sent since: they are looked for before they are sent.").format(
                count=done.doubtful
            )
        )
    if done.missing:
        said.append(tr("{count} photos are missing.").format(count=len(done.missing)))
    if done.erased:
        said.append(tr("{count} erasures of personal data were done again.").format(count=done.erased))
    return " ".join(said)
