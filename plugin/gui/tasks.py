"""Work that can wait, away from the GUI thread: the base task, and the runner that shows one progress item."""
from __future__ import annotations

import threading
import time
import traceback
from typing import Any

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, QThreadPool, QTimer, pyqtSignal

from ..compat import alive, task_flags
from ..errors import Rue311Error
from ..i18n import tr
from .messages import Messages

QUIET_MS = 600  # what ends sooner shows no progress item
UNLOAD_WAIT_S = 10.0


class Unexpected(Rue311Error):
    """A defect of ours, told like any other trouble: nobody sees a traceback."""

    code = "R311-500"

    def __init__(self, title: str, trace: str) -> None:
        super().__init__(
            user=tr("“{title}” stopped because of a defect in Rue311.").format(title=title),
            remedy=tr("Nothing that was saved is lost. Please send the details to the maintainers."),
            detail=trace,
        )


class Work(QgsTask):
    """A piece of work in the background. Subclasses override `work`; everything it needs comes in by constructor.

    `work` runs in a thread: it touches no widget, no layer and no project. It looks at `cancel_token.cancelled`
    and calls `tell` now and then. Signals arrive on the GUI thread; a cancelled work tells neither result nor failure,
    but `ended` always comes.
    """

    progressed = pyqtSignal(float, str)
    finished_with = pyqtSignal(object)
    failed_with = pyqtSignal(object)  # Rue311Error
    ended = pyqtSignal()

    uses_network = True  # the offline switch stops such work
    quiet = False  # True: no progress item (the page shows its own)

    def __init__(self, title: str, *, quiet: bool | None = None, uses_network: bool | None = None) -> None:
        super().__init__(title, task_flags())
        from ..net import CancelToken

        self.title = title
        self.cancel_token = CancelToken()
        self.outcome: object = None
        self.error: Rue311Error | None = None
        if quiet is not None:
            self.quiet = quiet
        if uses_network is not None:
            self.uses_network = uses_network
        self._left_thread = threading.Event()
        self._entered_thread = False
        self._silent = False

    def work(self) -> object:
        """Do the work and answer its result; raise Rue311Error for what people must know."""
        raise NotImplementedError

    def tell(self, fraction: float, text: str = "") -> None:
        """Say how far the work is: 0 to 1 (negative: unknown), and in words what happens now. From any thread."""
        if self._silent:
            return
        if fraction >= 0:
            self.setProgress(100.0 * min(1.0, fraction))
        self.progressed.emit(float(fraction), text or self.title)

    def run(self) -> bool:
        """Called by QGIS in a thread. QGIS 3.22 draws the map in the same pool, so the place is lent back meanwhile."""
        self._entered_thread = True
        pool = QThreadPool.globalInstance()
        pool.releaseThread()
        try:
            self.outcome = self.work()
            return not (self.cancel_token.cancelled or self.isCanceled())
        except Rue311Error as error:
            self.error = error
            return False
        except Exception:
            self.error = Unexpected(self.title, traceback.format_exc())
            return False
        finally:
            pool.reserveThread()
            self._left_thread.set()

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if self._silent:
            return
        if result:
            self.finished_with.emit(self.outcome)
        elif self.error is not None and not self.cancel_token.cancelled:
            self.failed_with.emit(self.error)
        self.ended.emit()

    def cancel(self) -> None:
        self.cancel_token.cancel()
        super().cancel()

    def silence(self) -> None:
        """From now on no signal of ours: whoever listened is going away. QGIS still hears that the task ended."""
        self._silent = True

    def wait_until_left(self, seconds: float) -> bool:
        """Wait until the thread has left `work`; False where it did not in time."""
        return not self._entered_thread or self._left_thread.wait(seconds)


class TaskRunner(QObject):
    """Starts work, shows one progress item for all of it, and ends it when the plugin unloads."""

    busy_changed = pyqtSignal(bool)

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._running: list[Work] = []
        self._shown: Work | None = None
        self._last: tuple[float, str] = (-1.0, "")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(QUIET_MS)
        self._patience.timeout.connect(self._show_progress)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def start(self, work: Work) -> Work:
        """Run `work` in the background."""
        self._running.append(work)  # QGIS forgets the Python half of a task that nobody holds
        work.ended.connect(lambda: self._on_ended(work))
        work.taskTerminated.connect(lambda: self._on_ended(work))  # cancelled before it began
        if not work.quiet:
            work.progressed.connect(lambda fraction, text: self._on_progressed(work, fraction, text))
            if self._shown is None:
                self._follow(work)
        QgsApplication.taskManager().addTask(work)
        self.busy_changed.emit(True)
        return work

    def cancel_network(self) -> None:
        """Stop every running work that may ask the network (the offline switch)."""
        for work in [work for work in self._running if work.uses_network]:
            work.cancel()

    def cancel_all(self, wait: bool = True) -> None:
        """Cancel everything; with `wait` come back when no thread of ours is at work any more."""
        running = list(self._running)
        for work in running:
            if wait:
                work.silence()
            if alive(work):
                work.cancel()
        if not wait:
            return
        deadline = time.monotonic() + UNLOAD_WAIT_S
        for work in running:
            work.wait_until_left(max(0.0, deadline - time.monotonic()))
        self._running.clear()
        self._stop_following()

    def _follow(self, work: Work) -> None:
        self._shown = work
        self._last = (-1.0, work.title)
        self._patience.start()

    def _stop_following(self) -> None:
        self._shown = None
        self._patience.stop()
        self._messages.progress_done()

    def _on_progressed(self, work: Work, fraction: float, text: str) -> None:
        if work is not self._shown:
            return
        self._last = (fraction, text)
        if not self._patience.isActive():
            self._show_progress()

    def _show_progress(self) -> None:
        work = self._shown
        if work is not None:
            fraction, text = self._last
            self._messages.progress(text, fraction, work.cancel)

    def _on_ended(self, work: Work) -> None:
        if work not in self._running:
            return
        self._running.remove(work)
        if work is self._shown:
            self._stop_following()
            following = [other for other in self._running if not other.quiet]
            if following:
                self._follow(following[0])
        self.busy_changed.emit(self.busy)


def run_with(tasks: TaskRunner, work: Work, on_result: Any, on_failure: Any) -> Work:
    """Connect both ends of `work` and start it."""
    work.finished_with.connect(on_result)
    work.failed_with.connect(on_failure)
    return tasks.start(work)
