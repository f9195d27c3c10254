"""One thread behind the page: what may wait (the disk, a store held by another process) waits there, in order."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Callable

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal

from ...errors import Rue311Error
from ...i18n import tr


class UnexpectedFault(Rue311Error):
    """Something that nobody foresaw; the log tells the developers more than the sentence tells the person."""

    code = "GUI-900"

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            user=tr("Something unexpected went wrong and this step was not done."),
            remedy=tr("Try again; if it comes back, copy the details and send them to support."),
            detail=f"{type(error).__name__}: {error}",
        )


class Background(QObject):
    """Runs functions one after the other in a thread of its own and answers on the thread that owns this object.

    Writes therefore keep their order, and none of them can freeze the window.
    """

    _settled = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._waiting = 0
        self._round = 0
        self._settled.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is under way or not yet answered."""
        return self._waiting > 0

    def submit(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Rue311Error], None] | None = None,
    ) -> None:
        """Run `work` in the thread; then `done(result)` or `failed(error)` here."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rue311-incidents")
        self._waiting += 1
        self._pool.submit(self._run, self._round, work, done or _ignore, failed or _ignore)

    def drain(self) -> None:
        """Finish what was submitted and end the thread; what is not answered yet never will be. May be used again."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None
        self._round += 1
        self._waiting = 0

    def _run(
        self,
        turn: int,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Rue311Error], None],
    ) -> None:
        try:
            answer = partial(done, work())
        except Rue311Error as error:
            answer = partial(failed, error)
        except Exception as error:
            answer = partial(failed, UnexpectedFault(error))
        self._settled.emit((turn, answer))

    def _answer(self, settled: tuple[int, Callable[[], None]]) -> None:
        turn, answer = settled
        if turn == self._round:
            self._waiting -= 1
            answer()


def _ignore(_: object) -> None:
    return
