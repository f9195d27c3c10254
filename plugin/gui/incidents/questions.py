"""The questions of a category, built from its GeoReport service definition; each datatype has its own input."""
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Callable

from qgis.gui import QgsDateTimeEdit
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ...i18n import tr
from .labels import clear_layout, plain_label

HIDDEN = ("server_set", "hidden_field")  # mySociety's `automated`: never asked
TEXT_HEIGHT = 66


class Answer(QWidget):
    """One input. Subclasses fill `values` and `put`; `trouble` says in words what is wrong with the content."""

    changed = pyqtSignal()

    def values(self) -> tuple[str, ...]:
        """What goes to the back end; empty = not answered."""
        raise NotImplementedError

    def put(self, values: Sequence[str]) -> None:
        """Show a saved answer."""
        raise NotImplementedError

    def trouble(self) -> str:
        """Why the content cannot be sent, or ''."""
        return ""

    def _hold(self, *widgets: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in widgets:
            column.addWidget(widget)
        if widgets:
            self.setFocusProxy(widgets[0])


class LineAnswer(Answer):
    """datatype string: one line."""

    def __init__(self, _attribute: Mapping[str, Any]) -> None:
        super().__init__()
        self.edit = QLineEdit(self)
        self.edit.textChanged.connect(lambda _text: self.changed.emit())
        self._hold(self.edit)

    def values(self) -> tuple[str, ...]:
        text = self.edit.text().strip()
        return (text,) if text else ()

    def put(self, values: Sequence[str]) -> None:
        self.edit.setText(values[0] if values else "")


class NumberAnswer(LineAnswer):
    """datatype number: comma or point, a sign, nothing else; sent with a point."""

    def values(self) -> tuple[str, ...]:
        text = self.edit.text().strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
        return (text,) if text else ()

    def trouble(self) -> str:
        for text in self.values():
            try:
                if math.isfinite(float(text)):
                    continue
            except ValueError:
                pass
            return tr("must be a number")
        return ""


class TextAnswer(Answer):
    """datatype text: several lines."""

    def __init__(self, _attribute: Mapping[str, Any]) -> None:
        super().__init__()
        self.edit = QPlainTextEdit(self)
        self.edit.setFixedHeight(TEXT_HEIGHT)
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self.changed.emit)
        self._hold(self.edit)

    def values(self) -> tuple[str, ...]:
        text = self.edit.toPlainText().strip()
        return (text,) if text else ()

    def put(self, values: Sequence[str]) -> None:
        self.edit.setPlainText(values[0] if values else "")


class MomentAnswer(Answer):
    """datatype datetime: day and time, empty until set; sent as ISO 8601 in UTC."""

    def __init__(self, _attribute: Mapping[str, Any]) -> None:
        super().__init__()
        self.edit = QgsDateTimeEdit(self)
        self.edit.setAllowNull(True)
        self.edit.setCalendarPopup(True)
        self.edit.clear()
        self.edit.valueChanged.connect(lambda _value: self.changed.emit())
        self._hold(self.edit)

    def values(self) -> tuple[str, ...]:
        if self.edit.isNull():
            return ()
        return (self.edit.dateTime().toUTC().toString(Qt.DateFormat.ISODate),)

    def put(self, values: Sequence[str]) -> None:
        from qgis.PyQt.QtCore import QDateTime

        moment = QDateTime.fromString(values[0], Qt.DateFormat.ISODate) if values else QDateTime()
        if moment.isValid():
            self.edit.setDateTime(moment.toLocalTime())
        else:
            self.edit.clear()


class OneOfAnswer(Answer):
    """datatype singlevaluelist: one of a list."""

    def __init__(self, attribute: Mapping[str, Any]) -> None:
        super().__init__()
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(10)
        self.box.addItem(tr("Choose…"), "")
        for key, name in choices(attribute):
            self.box.addItem(name, key)
        self.box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._hold(self.box)

    def values(self) -> tuple[str, ...]:
        key = str(self.box.currentData() or "")
        return (key,) if key else ()

    def put(self, values: Sequence[str]) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(values[0])) if values else 0)


class SomeOfAnswer(Answer):
    """datatype multivaluelist: any number of a list."""

    def __init__(self, attribute: Mapping[str, Any]) -> None:
        super().__init__()
        self.boxes = {key: QCheckBox(name.replace("&", "&&"), self) for key, name in choices(attribute)}
        for box in self.boxes.values():
            box.setToolTip(f"<p>{escape(box.text().replace('&&', '&'))}</p>")
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long answer widens no dock
            box.toggled.connect(lambda _on: self.changed.emit())
        self._hold(*self.boxes.values())

    def values(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def put(self, values: Sequence[str]) -> None:
        for key, box in self.boxes.items():
            box.setChecked(key in values)


_INPUTS: dict[str, Callable[[Mapping[str, Any]], Answer]] = {
    "string": LineAnswer,
    "number": NumberAnswer,
    "datetime": MomentAnswer,
    "text": TextAnswer,
    "singlevaluelist": OneOfAnswer,
    "multivaluelist": SomeOfAnswer,
}


class Questions(QWidget):
    """All questions of one category, one below the other; a note (variable=false) is only shown."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: dict[str, Answer] = {}
        self._asked: dict[str, Mapping[str, Any]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def ask(self, definition: Mapping[str, Any] | None) -> None:
        """Build the questions of this GeoReport service definition; None asks nothing."""
        self._clear()
        attributes = [dict(a) for a in (definition or {}).get("attributes") or () if isinstance(a, Mapping)]
        for attribute in sorted(attributes, key=_order):
            if str(attribute.get("automated") or "") not in HIDDEN:
                self._add(attribute)
        self.setVisible(self._column.count() > 0)

    def values(self) -> dict[str, tuple[str, ...]]:
        """The answers by attribute code; what is not answered is not in it."""
        given = {code: answer.values() for code, answer in self.answers.items()}
        return {code: values for code, values in given.items() if values}

    def put(self, values: Mapping[str, Sequence[str]]) -> None:
        """Show saved answers; codes that this category does not ask are left out."""
        for code, answer in self.answers.items():
            if code in values:
                answer.put(list(values[code]))

    def troubles(self) -> list[tuple[Answer, str]]:
        """What is missing or wrong, in the order of the screen: the input and one sentence."""
        found = []
        for code, answer in self.answers.items():
            name = _title(self._asked[code])
            if not answer.values() and _yes(self._asked[code].get("required")):
                found.append((answer, tr("“{question}” needs an answer").format(question=name)))
            elif answer.trouble():
                found.append((answer, tr("“{question}” {trouble}").format(question=name, trouble=answer.trouble())))
        return found

    def _add(self, attribute: Mapping[str, Any]) -> None:
        title = plain_label(self, _title(attribute))
        self._column.addWidget(title)
        if not _yes(attribute.get("variable", True)):
            return
        if _yes(attribute.get("required")):
            title.setText(tr("{question} *").format(question=_title(attribute)))
        hint = str(attribute.get("datatype_description") or "")
        if hint:
            self._column.addWidget(plain_label(self, hint, quiet=True))
        for stop in attribute.get("stops") or ():
            words = tr("Not by this form: {answer}. {instead}").format(
                answer=stop.get("name", ""), instead=stop.get("disable_message", "")
            )
            self._column.addWidget(plain_label(self, words, quiet=True))
        code = str(attribute.get("code") or "")
        answer = _INPUTS.get(str(attribute.get("datatype") or "string"), LineAnswer)(attribute)
        answer.setAccessibleName(_title(attribute))
        title.setBuddy(answer)
        answer.changed.connect(self.changed.emit)
        self.answers[code], self._asked[code] = answer, attribute
        self._column.addWidget(answer)

    def _clear(self) -> None:
        self.answers, self._asked = {}, {}
        clear_layout(self._column)


def choices(attribute: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Key and name of each value of a list, without empty keys."""
    listed = [value for value in attribute.get("values") or () if isinstance(value, Mapping)]
    pairs = [(str(value.get("key", "")), str(value.get("name") or value.get("key", ""))) for value in listed]
    return [(key, name) for key, name in pairs if key]


def _order(attribute: Mapping[str, Any]) -> int:
    try:
        return int(attribute.get("order") or 0)
    except (TypeError, ValueError):
        return 0


def _title(attribute: Mapping[str, Any]) -> str:
    return str(attribute.get("description") or attribute.get("code") or "")


def _yes(value: object) -> bool:
    return value is True or str(value).strip().lower() in ("true", "1")
