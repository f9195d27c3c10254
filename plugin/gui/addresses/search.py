"""Search as one types: a short wait, one thread, and only the latest question is answered."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...errors import Rue311Error
from ...i18n import tr

if TYPE_CHECKING:
    from ...addresses import Register
    from .shelf import RegisterShelf

DEBOUNCE_MS = 120
RESULTS = 20
SHORTEST = 2
REACH_M = 150.0


class SearchFailed(Rue311Error):
    """The register could not be asked, for a reason that nobody foresaw."""

    code = "GUI-201"


class AddressSearch(QObject):
    """Asks the register on a thread of its own. Answers arrive on the thread that this object lives in.

    answered: text, list of Suggestion. nearest_found: lon, lat, Nearest or None. failed: Rue311Error.
    An answer to a question that is no longer the latest is dropped.
    """

    answered = pyqtSignal(str, object)
    nearest_found = pyqtSignal(float, float, object)
    failed = pyqtSignal(object)
    _arrived = pyqtSignal(int, object, object)

    def __init__(self, shelf: RegisterShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._thread: ThreadPoolExecutor | None = None
        self._latest = 0
        self._text = ""
        self._awaited = False  # what was typed has no answer yet
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._send_text)
        self._arrived.connect(self._on_arrived)

    def type_text(self, text: str) -> None:
        """A person typed: ask when the fingers rest. Too short a text is answered at once with nothing."""
        self._latest += 1
        self._text = text.strip()
        self._awaited = len(self._text) >= SHORTEST
        if not self._awaited:
            self._timer.stop()
            self.answered.emit(self._text, [])
        else:
            self._timer.start()

    def hurry(self) -> bool:
        """Send what was typed now, without the rest of the wait. True where its answer is still to come."""
        if self._timer.isActive():
            self._timer.stop()
            self._send_text()
        return self._awaited

    def warm_up(self) -> None:
        """Load what the first keystroke would otherwise wait for; nothing where a question is under way."""
        if not self._awaited:
            self._submit(lambda register: register.warm_up(), lambda _nothing: None)

    def ask_nearest(self, lon: float, lat: float) -> None:
        """Ask for the address nearest to a WGS84 point; what is being typed is left aside."""
        self.forget()
        self._submit(
            lambda register: register.nearest(lon, lat, REACH_M),
            lambda nearest: self.nearest_found.emit(lon, lat, nearest),
        )

    def forget(self) -> None:
        """Answers that are still on their way belong to the past (another register is in use)."""
        self._timer.stop()
        self._awaited = False
        self._latest += 1

    def stop(self) -> None:
        """End the thread; waits for the question under way (milliseconds)."""
        self.forget()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(wait=True)

    def _send_text(self) -> None:
        text, commune = self._text, self._shelf.commune
        self._submit(
            lambda register: register.search(text, RESULTS, commune=commune),
            lambda found: self.answered.emit(text, list(found or [])),
        )

    def _submit(self, question: Callable[[Register], Any], tell: Callable[[Any], None]) -> None:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rue311-search")
        self._latest += 1
        self._thread.submit(self._ask, self._latest, question, tell)

    def _ask(self, number: int, question: Callable[[Register], Any], tell: Callable[[Any], None]) -> None:
        """On the search thread. A question that was overtaken while it waited is not asked at all."""
        if number != self._latest:
            return
        answer: Any
        try:
            answer = self._shelf.ask(question)
        except Rue311Error as error:
            answer = error
        except Exception as error:  # a defect is told like any other trouble, and does not die unseen in a thread
            answer = SearchFailed(tr("The register could not be searched."), detail=repr(error))
        self._arrived.emit(number, answer, tell)

    def _on_arrived(self, number: int, answer: Any, tell: Callable[[Any], None]) -> None:
        if number != self._latest:
            return
        self._awaited = False
        if isinstance(answer, Rue311Error):
            self.failed.emit(answer)
        else:
            tell(answer)
