"""The report form, inside the dock: danger first, the place filled in, the category's own questions, then Save."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QButtonGroup, QComboBox, QShortcut, QWidget

from ...errors import Rue311Error
from ...i18n import tr
from ...incidents import Draft, declaring
from ..forms import form_class
from ..workplace import Workplace
from .background import Background
from .category import CategoryPicker
from .drafts import DraftKeeper, Sitting
from .flow import FlowLayout
from .form_content import PERSON_FIELDS, Spot, attributes_of, report_of, spot_of
from .labels import make_quiet, plain_label
from .nearest import AddressGuess
from .operator_ask import OperatorAsk
from .photos_strip import PhotosStrip
from .questions import Questions
from .words import channels, languages, place_words

FORM = form_class("incident_form")
DESCRIPTION_MAX = 3900  # GeoReport allows 4,000 characters; our reference line needs some of them
DANGER_STYLE = "QPushButton:checked { background: #cc0000; color: white; font-weight: bold; }"
SAFE_STYLE = "QPushButton:checked { background: #0072b2; color: white; font-weight: bold; }"


class ReportForm(QWidget, FORM):
    """Shows and asks. Its `content` is a plain mapping, which the draft keeps and Save turns into a report."""

    saved = pyqtSignal(str)  # ref
    left = pyqtSignal()  # closed without saving; what was typed stands in a draft
    place_changed = pyqtSignal(object)  # Spot

    def __init__(self, workplace: Workplace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._background = background
        self._spot: Spot | None = None
        self._filling = False
        self._revises = ""  # the operation that this form corrects; empty for a new report
        self._words = ""  # why that one was refused, in the back end's words
        self._guess = AddressGuess(workplace)
        self.operator_ask = OperatorAsk(workplace, background, self)
        self.category = CategoryPicker(self)
        self.questions = Questions(self)
        self.photos = PhotosStrip(background, self, editable=True)
        self.drafts = DraftKeeper(background, self.content, workplace.author, self)
        self._build()
        self._connect()

    # --- opening and leaving ---

    @property
    def in_use(self) -> bool:
        """Whether a report is being filled in."""
        return self.drafts.sitting is not None

    @property
    def saving(self) -> bool:
        """Whether a report is on its way to the disk just now."""
        return not self.save.isEnabled()

    def open_at(self, spot: Spot) -> None:
        """A fresh report there; a report already being filled in only moves."""
        if self.in_use:
            self.move_to(spot)
            return
        if self._workplace.store is None or self.saving:
            return
        self._fill({})
        self.drafts.begin(Sitting(self._workplace.store))
        self.move_to(spot)
        self._start_focus()

    def restore(self, draft: Draft) -> None:
        """Go on with what was kept."""
        if self._workplace.store is None or self.saving:
            return
        self._fill(draft.form)
        self.drafts.begin(Sitting(self._workplace.store, draft.draft_id))
        self._start_focus()

    def move_to(self, spot: Spot) -> None:
        """The incident is here; an address that a person typed stays."""
        self._spot = spot
        self._show_place()
        guess = self._guess.look(spot.lon, spot.lat, self.address.text())
        if guess is not None:
            self.address.setText(guess)
        self._show_place()
        self.place_changed.emit(spot)
        self._touched()

    def leave(self) -> None:
        """Close; what was typed stays as a draft."""
        if self._is_touched():
            self.drafts.flush()
            self.drafts.end()
        else:
            self.drafts.drop()
        self._fill({})
        self.left.emit()

    def reset(self) -> None:
        """Empty the form for the next commune; the draft was kept before."""
        self.drafts.end()
        self._set_saving(False)
        self._fill({})

    def refresh_services(self) -> None:
        """Read the category list again (a sync brought one)."""
        self.category.set_services(self._workplace.services())

    # --- content ---

    def content(self) -> dict[str, Any]:
        """All that stands in the form, as plain JSON values."""
        spot = self._spot
        return {
            "lon": spot.lon if spot else None,
            "lat": spot.lat if spot else None,
            "accuracy_m": spot.accuracy_m if spot else None,
            "location_from": spot.source if spot else "",
            "danger": self.danger,
            "address": self.address.text().strip(),
            "address_id": self._guess.address_id(self.address.text()),
            "nis": self._guess.nis,
            "service_code": self.category.code,
            "attributes": {code: list(values) for code, values in self.questions.values().items()},
            "description": self.description.toPlainText().strip(),
            "channel": self.channel.currentData(),
            "caller_language": self.language.currentData(),
            "wants_answer": self.wants_answer.isChecked(),
            "person": {name: getattr(self, name).text().strip() for name in PERSON_FIELDS},
            "photos": [str(path) for path in self.photos.paths],
            **({"revises": self._revises, "refused_because": self._words} if self._revises else {}),
        }

    @property
    def danger(self) -> bool | None:
        """The answer to the first question; None while it is open."""
        if self.danger_yes.isChecked():
            return True
        return False if self.danger_no.isChecked() else None

    def troubles(self) -> list[tuple[QWidget, str]]:
        """What keeps the report from being saved, in the order of the screen: the input and one sentence."""
        found: list[tuple[QWidget, str]] = []
        if self.operator_ask.missing:
            found.append((self.operator_ask.name, tr("say who is working")))
        if self.danger is None:
            found.append((self.danger_yes, tr("say whether there is danger")))
        if not self.category.code:
            found.append((self.category, tr("choose a category")))
        found += self.questions.troubles()
        length = len(self.description.toPlainText())
        if length > DESCRIPTION_MAX:
            sentence = tr("shorten the description by {count} characters").format(count=length - DESCRIPTION_MAX)
            found.append((self.description, sentence))
        if self.wants_answer.isChecked() and not (self.email.text().strip() or self.phone.text().strip()):
            found.append((self.email, tr("an e-mail address or a phone number for the answer")))
        return found

    # --- saving ---

    def save_now(self) -> None:
        """Save the report, or say what is still missing."""
        if self.saving:
            return
        troubles = self.troubles()
        if troubles:
            self.missing.setText(tr("Still needed: {list}.").format(list="; ".join(text for _, text in troubles)))
            self.missing.show()
            self._focus(troubles[0][0])
            return
        try:
            author = self._workplace.author()
        except Rue311Error as error:
            self._workplace.messages.error(error)
            return
        self.drafts.settle()
        sitting = self.drafts.end()
        if sitting is not None:
            self._set_saving(True)
            report, revises = report_of(self.content()), self._revises

            def write() -> str:
                if revises:
                    return declaring.revise(sitting.store, revises, report, author, draft_id=sitting.draft_id)
                return sitting.store.report(report, author, draft_id=sitting.draft_id)

            self._background.submit(
                write,
                self._on_saved,
                lambda error: self._on_refused(sitting, error),
            )

    def _on_saved(self, ref: str) -> None:
        self._set_saving(False)
        self._fill({})
        self.saved.emit(ref)

    def _on_refused(self, sitting: Sitting, error: Rue311Error) -> None:
        """Nothing is lost: the form stays as it is, and its draft too."""
        self._set_saving(False)
        self.drafts.begin(sitting)
        self._workplace.messages.error(error)

    def _set_saving(self, saving: bool) -> None:
        self.save.setEnabled(not saving)
        self.cancel.setEnabled(not saving)
        self.scroll.setEnabled(not saving)
        self.kept.setText(tr("Saving…") if saving else "")

    # --- building ---

    def _build(self) -> None:
        self.refusal = plain_label(self)
        self.refusal.setStyleSheet(
            "background: #fdecea; color: #8a1c12; border: 1px solid #e57373; border-radius: 3px; padding: 6px;"
        )
        self.operator_place.addWidget(self.refusal)
        self.operator_place.addWidget(self.operator_ask)
        self.category_place.addWidget(self.category)
        self.questions_place.addWidget(self.questions)
        self.photos_place.addWidget(self.photos)
        self.category_title.setBuddy(self.category.search)
        self._danger_group = QButtonGroup(self)
        self._danger_group.addButton(self.danger_yes)
        self._danger_group.addButton(self.danger_no)
        self.danger_yes.setStyleSheet(DANGER_STYLE)
        self.danger_no.setStyleSheet(SAFE_STYLE)
        make_quiet(self.place)
        make_quiet(self.kept)
        self.kept.setTextFormat(Qt.TextFormat.PlainText)  # a path may stand in it
        caller = FlowLayout(self.caller, spacing=6)
        for widget in (self.channel, self.language, self.wants_answer):
            caller.addWidget(widget)
        self.missing.setStyleSheet("color: #b00020; font-weight: bold;")
        for box, choices in ((self.channel, channels()), (self.language, languages())):
            for value, words in choices:
                box.addItem(words, value)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
        chain = [self.danger_no, self.address, self.category.search, self.category.list, self.category.change,
                 self.description, self.photos.add_button, self.channel]
        for before, after in zip(chain, chain[1:]):
            self.setTabOrder(before, after)
        self._fill({})

    def _connect(self) -> None:
        self.category.chosen.connect(self._on_category)
        self.questions.changed.connect(self._touched)
        self.photos.changed.connect(self._touched)
        self.photos.refused.connect(self._workplace.messages.error)
        self.description.textChanged.connect(self._touched)
        self.wants_answer.toggled.connect(self.person.setVisible)
        self.wants_answer.toggled.connect(lambda _on: self._touched())
        for edit in (self.address, *(getattr(self, name) for name in PERSON_FIELDS)):
            edit.textChanged.connect(lambda _text: self._touched())
        for box in (self.channel, self.language):
            box.currentIndexChanged.connect(lambda _index: self._touched())
        self._danger_group.buttonClicked.connect(lambda _button: self._on_danger())
        self.save.clicked.connect(self.save_now)
        self.cancel.clicked.connect(self.leave)
        self.drafts.kept.connect(lambda: self.kept.setText(tr("Draft kept")))
        self.drafts.failed.connect(lambda error: self.kept.setText(error.user))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save_now)
        self._workplace.operator_changed.connect(self._on_operator)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """The wheel scrolls the form; it must not change a list that the pointer happens to pass."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # --- inside ---

    def _fill(self, form: Mapping[str, Any]) -> None:
        """Show this content; an empty mapping empties the form."""
        self._filling = True
        self._revises = str(form.get("revises") or "")
        self._words = str(form.get("refused_because") or "")
        self._show_refusal()
        self.refresh_services()
        self._spot = spot_of(form)
        self._set_danger(form.get("danger"))
        self._guess.forget(*(str(form.get(name) or "") for name in ("address", "address_id", "nis")))
        self.address.setText(str(form.get("address") or ""))
        self.category.reset()
        if form.get("service_code"):
            self.category.set_code(str(form["service_code"]))
        self.questions.put(attributes_of(form))
        self.description.setPlainText(str(form.get("description") or ""))
        self.photos.set_paths(Path(str(path)) for path in form.get("photos") or ())
        _choose(self.channel, form.get("channel"))
        _choose(self.language, form.get("caller_language"))
        self.wants_answer.setChecked(bool(form.get("wants_answer")))
        self.person.setVisible(self.wants_answer.isChecked())
        person = form.get("person")
        for name in PERSON_FIELDS:
            getattr(self, name).setText(str(person.get(name) or "") if isinstance(person, Mapping) else "")
        self.missing.hide()
        self.kept.setText("")
        self._show_place()
        self.scroll.verticalScrollBar().setValue(0)
        self._filling = False
        if self._spot is not None:
            self.place_changed.emit(self._spot)

    def _show_refusal(self) -> None:
        """A report that is corrected says above all what was wrong with it."""
        self.refusal.setVisible(bool(self._revises))
        self.title.setText(tr("Correct the report") if self._revises else tr("New incident"))
        words = tr("You are correcting a report that was not sent. It keeps its reference.")
        if self._words:
            words = tr("You are correcting a report that the back end refused: {words}").format(words=self._words)
        self.refusal.setText(words)

    def _set_danger(self, danger: object) -> None:
        self._danger_group.setExclusive(False)
        self.danger_yes.setChecked(danger is True)
        self.danger_no.setChecked(danger is False)
        self._danger_group.setExclusive(True)

    def _on_danger(self) -> None:
        self._touched()
        if not self.category.code:
            self.category.search.setFocus()

    def _on_category(self, code: str) -> None:
        before = self.questions.values()
        self.questions.ask(self._workplace.definition(code) if code else None)
        self.questions.put(before)
        self._touched()

    def _on_operator(self) -> None:
        if self.in_use:
            self._touched()

    def _touched(self) -> None:
        if self._filling:
            return
        if self.missing.isVisible():
            troubles = self.troubles()
            self.missing.setText(tr("Still needed: {list}.").format(list="; ".join(text for _, text in troubles)))
            self.missing.setVisible(bool(troubles))
        self.kept.setText("")
        self.drafts.touch()

    def _is_touched(self) -> bool:
        """Whether a person put something in: the place and the guessed address alone are no loss."""
        content = self.content()
        typed = content["address"] and content["address"] != self._guess.label
        texts = content["service_code"], content["description"], content["photos"], any(content["person"].values())
        return content["danger"] is not None or bool(typed) or any(texts)

    def _show_place(self) -> None:
        if self._spot is None:
            self.place.setText("")
            return
        words = place_words(self._spot.lon, self._spot.lat, self._spot.source, self._spot.accuracy_m)
        notes = [words, self._guess.note, self._outside_words(self._spot)]
        self.place.setText(" · ".join(note for note in notes if note))

    def _outside_words(self, spot: Spot) -> str:
        """Point out a place outside the box around the commune: mostly a slip, sometimes a neighbour's road."""
        profile = self._workplace.profile
        if profile is None:
            return ""
        west, south, east, north = profile.extent
        inside = west <= spot.lon <= east and south <= spot.lat <= north
        return "" if inside else tr("outside {commune}").format(commune=profile.title)

    def _start_focus(self) -> None:
        first = self.operator_ask.name if self.operator_ask.missing else self.danger_yes
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, lambda: self.scroll.verticalScrollBar().setValue(0))

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll.ensureWidgetVisible(widget)


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(str(value or ""))))
