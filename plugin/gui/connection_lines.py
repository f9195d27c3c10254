"""The result of a test, one line per point: a mark, a sentence, and on demand what showed it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..i18n import tr

if TYPE_CHECKING:
    from ..incidents import KnownPoint

# what decides how one works: shown at once, as is all that is missing
FIRST = ("endpoint", "services", "listing", "updates", "updated_after", "page_size", "media", "echo", "personal_fields")
# sign, colour on white (contrast 4.5 and more)
LOOKS = {"good": ("✓", "#1b5e20"), "missing": ("✗", "#b71c1c"), "open": ("?", "#6d4c00"), "plain": ("·", "#455a64")}
ORDER = {"missing": 0, "open": 1, "good": 2, "plain": 3}


class PointLine(QWidget):
    """One point. The button at its end shows and hides the evidence."""

    def __init__(self, mark: str, words: str, evidence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = mark
        sign, colour = LOOKS[mark]
        self.sign = _label(sign)
        self.sign.setStyleSheet(f"color: {colour}; font-weight: bold;")
        self.sign.setAccessibleName(_mark_words(mark))
        self.sign.setToolTip(_mark_words(mark))
        self.sign.setFixedWidth(16)
        self.words = _label(words)
        self.evidence = _label(evidence)
        self.evidence.setStyleSheet("color: #455a64;")
        self.evidence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.evidence.hide()
        self.why = QToolButton()
        self.why.setText(tr("Why?"))
        self.why.setCheckable(True)
        self.why.setAutoRaise(True)
        self.why.toggled.connect(self.evidence.setVisible)
        self.why.setAccessibleName(tr("What showed it: {words}").format(words=words))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 1, 0, 1)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.sign, 0, 0, top)
        grid.addWidget(self.words, 0, 1, top)
        grid.addWidget(self.why, 0, 2, top)
        grid.addWidget(self.evidence, 1, 1)
        grid.setColumnStretch(1, 1)


class PointLines(QWidget):
    """All points; those that cost something first, bare facts on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = _label("")
        self.summary.setStyleSheet("font-weight: bold;")
        self.more = QToolButton()
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.toggled.connect(self._show_more)
        self._lines: list[PointLine] = []
        self._at_once: list[PointLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.summary)
        self._column.addWidget(self.more)

    @property
    def lines(self) -> list[PointLine]:
        return list(self._lines)

    def show_points(self, points: list[KnownPoint]) -> None:
        from ..open311.point_words import say

        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        told = [(*say(point.name, point.value), point) for point in points]
        first = [one for one in told if one[2].name == "endpoint"]
        rest = sorted((one for one in told if one[2].name != "endpoint"), key=_rank)
        told = [*first, *rest]
        self._lines = [PointLine(mark.value, words, _evidence(point), self) for mark, words, point in told]
        self._at_once = [
            line for line, (mark, _words, point) in zip(self._lines, told)
            if mark.value == "missing" or point.name in FIRST
        ]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place + 1, line)
        self._summarise()
        self.more.setChecked(False)
        self._show_more(False)

    def _summarise(self) -> None:
        counts = {mark: sum(1 for line in self._lines if line.mark == mark) for mark in LOOKS}
        self.summary.setText(tr("It works: {good} points. Missing: {missing}. Still open: {open}.").format(**counts))

    def _show_more(self, on: bool) -> None:
        hidden = len(self._lines) - len(self._at_once)
        for line in self._lines:
            line.setVisible(on or line in self._at_once)
        self.more.setVisible(hidden > 0)
        self.more.setText(tr("Show less") if on else tr("Show {count} more points").format(count=hidden))


def _rank(told: tuple[Any, str, KnownPoint]) -> tuple[int, int]:
    mark, _words, point = told
    return ORDER[mark.value], FIRST.index(point.name) if point.name in FIRST else len(FIRST)


def _evidence(point: KnownPoint) -> str:
    at = point.at.astimezone().strftime("%d/%m/%Y %H:%M")
    how = {
        "probed": tr("Found by the test on {at}."),
        "learnt": tr("Seen with a real report on {at}."),
        "set by hand": tr("Set by hand on {at}."),
        "shipped": tr("From a back-end profile, {at}."),
    }[point.how.value].format(at=at)
    return f"{point.evidence} {how}"


def _mark_words(mark: str) -> str:
    return {"good": tr("It works"), "missing": tr("Missing"), "open": tr("Still open"), "plain": tr("A fact")}[mark]


def _label(text: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
