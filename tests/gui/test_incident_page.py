"""The technician's path on the incidents page, with the real store and a real map."""
from __future__ import annotations

import json
import os
import sqlite3
import struct
import zlib

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsGpsInformation, QgsPointXY, QgsProject
from qgis.gui import QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QImage
from rue311.plugin.gui.incidents import IncidentsPage
from rue311.plugin.gui.incidents import here as here_module
from rue311.plugin.gui.incidents.drafts import DELAY_MS
from rue311.plugin.gui.incidents.form_content import Spot
from rue311.plugin.gui.incidents.layer import ROLE, ROLE_KEY
from rue311.plugin.incidents import OpState, Report, State, open_store

SPOT = Spot(4.9502, 50.3003)


@pytest.fixture
def services(root):
    return json.loads((root / "resources" / "demo" / "services.json").read_text(encoding="utf-8"))


@pytest.fixture
def said(workplace, monkeypatch):
    """What the message bar was given, as (kind, text)."""
    heard = []
    for kind in ("info", "success", "warn", "error"):
        monkeypatch.setattr(
            workplace.messages, kind, lambda text, kind=kind: heard.append((kind, getattr(text, "sentence", text)))
        )
    return heard


@pytest.fixture
def page(qtbot, workplace, services, said):
    workplace.store.save_services(services["services"], services["definitions"])
    made = IncidentsPage(workplace)
    qtbot.addWidget(made)
    made.resize(400, 480)
    made.show()
    settle(qtbot, made)
    yield made
    made.shutdown()


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page.background.busy, timeout=5000)


def fill(page, code="PRO-01", **content):
    """Fill the form as a person would; the category without required questions by default."""
    form = page.form
    (form.danger_yes if content.get("danger") else form.danger_no).click()
    form.category.set_code(code)
    form.description.setPlainText(content.get("description", "Sacs éventrés"))


def free_code(services):
    """A category that asks nothing."""
    return next(s["service_code"] for s in services["services"] if s["service_code"] not in services["definitions"])


def report(workplace, **changes):
    values = {"service_code": "VOI-01", "lon": SPOT.lon, "lat": SPOT.lat, "description": "Un trou", **changes}
    return workplace.store.report(Report(**values), workplace.author())


def click_on_map(page, lon, lat):
    """Press and release the left button where lon, lat is, with the tool that the canvas has."""
    from rue311.plugin.gui.map_marker import to_canvas

    canvas = page._canvas
    pixel = canvas.getCoordinateTransform().transform(to_canvas(canvas, lon, lat))
    event = QgsMapMouseEvent(
        canvas, QEvent.Type.MouseButtonRelease, QPoint(round(pixel.x()), round(pixel.y())), Qt.MouseButton.LeftButton
    )
    canvas.mapTool().canvasReleaseEvent(event)


def test_a_click_opens_the_form_and_save_puts_the_marker_on_the_map_to_send(page, workplace, services, said, qtbot):
    canvas = page._canvas
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    canvas.resize(800, 600)
    from rue311.plugin.gui import map_marker

    map_marker.zoom_to(canvas, SPOT.lon, SPOT.lat, 2000)
    page.list.report.click()
    assert canvas.mapTool() is page.tool

    click_on_map(page, SPOT.lon, SPOT.lat)
    assert page.stack.currentWidget() is page.form
    fill(page, free_code(services), danger=True)
    page.form.channel.setCurrentIndex(page.form.channel.findData("phone"))
    page.form.save.click()
    settle(qtbot, page)

    (incident,) = workplace.store.incidents()
    assert (incident.lon, incident.lat) == pytest.approx((SPOT.lon, SPOT.lat), abs=2e-5)
    assert incident.danger
    assert incident.channel == "phone"
    assert incident.delivery is OpState.QUEUED
    (feature,) = page.layer.layer.getFeatures()
    assert feature["ref"] == incident.ref
    assert feature["unsent"] == 1
    assert page.stack.currentWidget() is page.list
    assert page.list.refs == {incident.ref}
    assert page.layer.layer.selectedFeatureCount() == 1
    assert said[-1][0] == "success"
    assert incident.ref in said[-1][1]
    assert canvas.mapTool() is not page.tool
    assert workplace.store.drafts() == []


def test_save_names_what_is_missing_and_keeps_the_form(page, workplace, services, qtbot):
    page.report_at(SPOT)
    page.form.save.click()
    assert "danger" in page.form.missing.text()
    assert "category" in page.form.missing.text()

    fill(page, "VOI-01")
    page.form.save.click()
    assert "taille" in page.form.missing.text()
    page.form.questions.answers["taille"].box.setCurrentIndex(1)
    assert page.form.missing.isHidden()
    page.form.wants_answer.setChecked(True)
    page.form.save.click()
    assert "answer" in page.form.missing.text()
    assert workplace.store.incidents() == []

    page.form.phone.setText("081 22 33 44")
    page.form.save.click()
    settle(qtbot, page)
    (incident,) = workplace.store.incidents()
    assert incident.wants_answer


def test_person_fields_appear_only_for_who_wants_an_answer(page, workplace, services, qtbot):
    page.report_at(SPOT)
    assert page.form.person.isHidden()
    page.form.wants_answer.setChecked(True)
    assert not page.form.person.isHidden()
    page.form.last_name.setText("Lambert")
    page.form.wants_answer.setChecked(False)
    fill(page, free_code(services))
    page.form.save.click()
    settle(qtbot, page)
    assert "Lambert" not in str(workplace.store.path.read_bytes())


def test_typing_on_does_not_push_the_draft_back(page, workplace, qtbot):
    assert DELAY_MS < 1000
    page.report_at(SPOT)
    clock = page.form.drafts._timer
    before = clock.remainingTime()
    qtbot.wait(50)
    page.form.description.setPlainText("T")
    page.form.description.setPlainText("Tr")
    assert clock.isActive()
    assert clock.remainingTime() < before


def test_the_draft_is_kept_and_offered_after_a_crash(page, workplace, services, qtbot):
    page.report_at(SPOT)
    fill(page, "VOI-01", description="Trou devant l'école")
    page.form.questions.answers["profondeur"].edit.setText("12")
    qtbot.waitUntil(lambda: bool(workplace.store.drafts()), timeout=5000)
    settle(qtbot, page)
    qtbot.wait(600)
    settle(qtbot, page)

    after_crash = IncidentsPage(workplace)
    qtbot.addWidget(after_crash)
    settle(qtbot, after_crash)
    assert not after_crash.list.draft.isHidden()
    after_crash.list.draft_continue.click()
    form = after_crash.form
    assert form.description.toPlainText() == "Trou devant l'école"
    assert form.category.code == "VOI-01"
    assert form.questions.values()["profondeur"] == ("12",)
    assert form.danger is False
    form.questions.answers["taille"].box.setCurrentIndex(1)
    form.save.click()
    settle(qtbot, after_crash)
    assert len(workplace.store.incidents()) == 1
    assert workplace.store.drafts() == []
    page.form.drafts.end()
    after_crash.shutdown()


def test_a_form_closed_untouched_leaves_no_draft_a_filled_one_does(page, workplace, qtbot):
    page.report_at(SPOT)
    qtbot.wait(600)
    page.form.cancel.click()
    settle(qtbot, page)
    assert workplace.store.drafts() == []
    assert page.list.draft.isHidden()

    page.report_at(SPOT)
    page.form.description.setPlainText("À moitié")
    page.form.cancel.click()
    settle(qtbot, page)
    assert len(workplace.store.drafts()) == 1
    assert not page.list.draft.isHidden()
    page.list.draft_discard.click()
    settle(qtbot, page)
    assert workplace.store.drafts() == []
    assert page.list.draft.isHidden()


def test_a_second_click_moves_the_report_and_keeps_what_was_typed(page, qtbot):
    page.report_at(SPOT)
    page.form.description.setPlainText("Ici")
    page.form.address.setText("Devant la fontaine")
    page.report_at(Spot(4.9600, 50.3100))
    content = page.form.content()
    assert (content["lon"], content["lat"]) == (4.9600, 50.3100)
    assert content["description"] == "Ici"
    assert content["address"] == "Devant la fontaine"


def test_the_register_proposes_the_address_and_a_person_may_change_it(with_register, page):
    page.report_at(SPOT)
    proposed = page.form.address.text()
    assert "Valombre" in proposed
    assert page.form.content()["address_id"]
    page.report_at(Spot(SPOT.lon + 0.004, SPOT.lat + 0.002))
    assert page.form.address.text() != proposed
    page.form.address.setText("Devant la fontaine")
    assert page.form.content()["address_id"] == ""


def test_without_categories_the_form_says_what_to_do(page, workplace):
    workplace.store.save_services([], {})
    page.report_at(SPOT)
    assert "synchronise" in page.form.category.empty.text()
    assert not page.form.category.empty.isHidden()


def test_without_operator_the_form_asks_in_place(page, workplace, services, qtbot):
    workplace.operator = None
    workplace.operator_changed.emit()
    page.report_at(SPOT)
    assert not page.form.operator_ask.isHidden()
    fill(page, free_code(services))
    page.form.save.click()
    assert "who" in page.form.missing.text()
    page.form.operator_ask.name.setCurrentText("Marcel Lempereur")
    page.form.operator_ask.use.click()
    settle(qtbot, page)
    assert workplace.operator.name == "Marcel Lempereur"
    assert page.form.operator_ask.isHidden()
    page.form.save.click()
    settle(qtbot, page)
    assert len(workplace.store.incidents()) == 1


# photos


def huge_png(path):
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0" * 200
    )
    return path


def test_a_fit_photo_shows_small_and_goes_along(page, workplace, services, tmp_path, qtbot):
    photo = tmp_path / "déjà vu.jpg"
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(photo))
    page.report_at(SPOT)
    page.form.photos.add(photo)
    settle(qtbot, page)
    assert page.form.photos.paths == (photo,)
    fill(page, free_code(services))
    page.form.save.click()
    settle(qtbot, page)
    (incident,) = workplace.store.incidents()
    assert incident.photos == 1
    page.show_detail(incident.ref)
    settle(qtbot, page)
    assert len(page.detail.photos.paths) == 1


def test_unfit_photos_are_refused_and_nothing_is_lost(page, services, tmp_path, said, qtbot):
    text = tmp_path / "photo.jpg"
    text.write_text("no image")
    page.report_at(SPOT)
    fill(page, free_code(services))
    for path in (text, huge_png(tmp_path / "énorme.png"), tmp_path / "absent.png"):
        page.form.photos.add(path)
        settle(qtbot, page)
        assert said[-1][0] == "error"
    assert page.form.photos.paths == ()
    assert page.form.description.toPlainText() == "Sacs éventrés"
    assert page.stack.currentWidget() is page.form


def test_a_photo_that_vanished_keeps_the_form_open(page, workplace, services, tmp_path, said, qtbot):
    photo = tmp_path / "clé usb.png"
    QImage(40, 40, QImage.Format.Format_RGB32).save(str(photo))
    page.report_at(SPOT)
    fill(page, free_code(services))
    page.form.photos.add(photo)
    settle(qtbot, page)
    photo.unlink()
    page.form.save.click()
    settle(qtbot, page)
    assert said[-1][0] == "error"
    assert workplace.store.incidents() == []
    assert page.stack.currentWidget() is page.form
    assert page.form.save.isEnabled()
    assert page.form.description.toPlainText() == "Sacs éventrés"


# a store that cannot be written


@pytest.mark.skipif(os.name == "nt", reason="locks of another kind")
def test_a_store_held_by_another_freezes_nothing_and_loses_nothing(page, workplace, services, said, qtbot):
    import sqlite3

    page.report_at(SPOT)
    fill(page, free_code(services))
    settle(qtbot, page)
    holder = sqlite3.connect(workplace.store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    page.form.save.click()  # on the GUI thread this would wait for the holder, who waits for us, and then fail
    qtbot.wait(300)
    assert page.form.saving
    holder.execute("ROLLBACK")
    holder.close()
    settle(qtbot, page)
    assert len(workplace.store.incidents()) == 1
    assert said[-1][0] == "success"


def test_a_store_that_refuses_keeps_the_form(page, workplace, services, said, qtbot, monkeypatch):
    from rue311.plugin.incidents import StoreFull

    page.report_at(SPOT)
    fill(page, free_code(services))
    settle(qtbot, page)

    def full(*_):
        raise StoreFull(workplace.store.path)

    with monkeypatch.context() as patch:
        patch.setattr(workplace.store, "report", full)
        page.form.save.click()
        settle(qtbot, page)
    assert said[-1][0] == "error"
    assert page.stack.currentWidget() is page.form
    assert page.form.content()["description"] == "Sacs éventrés"
    page.form.save.click()
    settle(qtbot, page)
    assert len(workplace.store.incidents()) == 1


# list and map, detail


def test_list_and_map_choose_each_other(page, workplace, qtbot):
    refs = [report(workplace, lon=SPOT.lon + n * 0.001) for n in range(3)]
    workplace.incidents_changed.emit(frozenset(refs))
    settle(qtbot, page)
    row = page.model.row_of(refs[1])
    page.list.table.selectRow(row)
    assert [f["ref"] for f in page.layer.layer.selectedFeatures()] == [refs[1]]

    page.layer.layer.selectByExpression(f"\"ref\" = '{refs[2]}'")
    assert page.list.refs == {refs[2]}


def test_what_another_part_wrote_appears_by_itself(page, workplace, qtbot):
    ref = report(workplace)
    workplace.incidents_changed.emit(frozenset())
    settle(qtbot, page)
    assert page.model.row_of(ref) is not None
    assert page.layer.layer.featureCount() == 1


def test_state_note_priority_and_danger_are_written_and_shown(page, workplace, qtbot):
    ref = report(workplace, danger=True)
    page.show_detail(ref)
    settle(qtbot, page)
    detail = page.detail
    assert not detail.danger.isHidden()

    detail.steps.buttons[State.ACCEPTED].click()
    settle(qtbot, page)
    assert workplace.store.incident(ref).state is State.ACCEPTED
    assert State.PLANNED in detail.steps.buttons

    detail.note.setText("Vu avec <b>Marcel</b>")
    detail.add_note.click()
    settle(qtbot, page)
    assert detail.note.text() == ""
    from qgis.PyQt.QtWidgets import QLabel

    (label,) = [x for x in detail.timeline.findChildren(QLabel) if "Marcel" in x.text()]
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<b>" in label.text()

    detail.priority.setCurrentIndex(detail.priority.findData("high"))
    detail.priority.activated.emit(detail.priority.currentIndex())
    settle(qtbot, page)
    assert workplace.store.incident(ref).priority == "high"

    detail.danger_switch.click()
    settle(qtbot, page)
    assert workplace.store.incident(ref).made_safe_at is not None
    assert detail.danger.isHidden()
    assert next(page.layer.layer.getFeatures())["danger"] == 0


def test_a_reason_is_asked_in_place(page, workplace, qtbot):
    ref = report(workplace)
    page.show_detail(ref)
    settle(qtbot, page)
    steps = page.detail.steps
    steps.buttons[State.REFUSED].click()
    assert not steps.prompt.isHidden()
    steps.ok.click()
    settle(qtbot, page)
    assert workplace.store.incident(ref).state is State.NEW
    steps.reason.setText("Voirie régionale")
    steps.ok.click()
    settle(qtbot, page)
    assert workplace.store.incident(ref).state is State.REFUSED
    assert steps.prompt.isHidden()


def test_a_danger_left_as_it_is_needs_a_reason_too(page, workplace, qtbot):
    ref = report(workplace, danger=True)
    workplace.store.triage(ref, {"state": "fixed"}, workplace.author())
    page.show_detail(ref)
    settle(qtbot, page)
    page.detail.steps.ask(State.CLOSED)
    assert not page.detail.steps.prompt.isHidden()
    assert workplace.store.incident(ref).state is State.FIXED


def test_the_reference_can_be_copied(page, workplace, said, qtbot):
    ref = report(workplace)
    page.show_detail(ref)
    settle(qtbot, page)
    page.detail.copy.click()
    assert ref in QgsApplication.clipboard().text()


def test_a_map_crs_that_does_not_reach_is_said(page, said):
    canvas = page._canvas
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    page.start_report()
    event = QgsMapMouseEvent(canvas, QEvent.Type.MouseButtonRelease, QPoint(5, 5), Qt.MouseButton.LeftButton)
    event.setMapPoint(QgsPointXY(1e12, -1e12))
    page.tool.canvasReleaseEvent(event)
    assert said[-1][0] == "warn"
    assert page.stack.currentWidget() is page.list


def test_a_place_outside_the_commune_is_pointed_out(page):
    page.report_at(SPOT)
    assert "outside" not in page.form.place.text()
    page.report_at(Spot(0.0, 0.0))
    assert "outside Valombre" in page.form.place.text()


# GPS


class Connection:
    def __init__(self, **values):
        self.values = values

    def currentGPSInformation(self):
        found = QgsGpsInformation()
        for name, value in self.values.items():
            setattr(found, name, value)
        return found


class Registry:
    def __init__(self, *connections):
        self.connections = connections

    def connectionList(self):
        return list(self.connections)


def plug_in(monkeypatch, *connections):
    class Application:
        @staticmethod
        def gpsConnectionRegistry():
            return Registry(*connections)

    monkeypatch.setattr(here_module, "QgsApplication", Application)


FIX = {"longitude": 4.951, "latitude": 50.301, "quality": 1, "fixType": 3, "status": "A", "hacc": 6.4, "hdop": 1.1}


def test_here_keeps_the_accuracy(page, workplace, services, qtbot, monkeypatch):
    plug_in(monkeypatch, Connection(**FIX))
    page.list.here.click()
    assert page.stack.currentWidget() is page.form
    assert "± 6 m" in page.form.place.text()
    fill(page, free_code(services))
    page.form.save.click()
    settle(qtbot, page)
    (incident,) = workplace.store.incidents()
    assert incident.accuracy_m == pytest.approx(6.4)
    assert (incident.lon, incident.lat) == (4.951, 50.301)


def test_without_gps_or_fix_it_says_so(page, said, monkeypatch):
    plug_in(monkeypatch)
    page.list.here.click()
    assert "GPS" in said[-1][1]
    plug_in(monkeypatch, Connection())
    page.list.here.click()
    assert "position" in said[-1][1]
    assert page.stack.currentWidget() is page.list


@pytest.mark.parametrize(
    ("hacc", "hdop", "expected"),
    [(6.4, 1.0, 6.4), (float("nan"), 1.2, 6.0), (0, 2.0, 10.0), (float("nan"), 99.9, None)],
)
def test_accuracy_comes_from_the_receiver_else_from_its_dilution(hacc, hdop, expected):
    assert here_module.accuracy(hacc, hdop) == (None if expected is None else pytest.approx(expected))


# coming and going


def test_closing_the_commune_keeps_the_draft_and_clears_the_map(page, workplace, qtbot):
    report(workplace)
    page.report_at(SPOT)
    page.form.description.setPlainText("Pas fini")
    path, device = workplace.store.path, workplace.store.device_id
    training = workplace.training
    workplace.close()
    assert page.model.rowCount() == 0
    assert [x for x in QgsProject.instance().mapLayers().values() if x.customProperty(ROLE_KEY) == ROLE] == []
    again = open_store(path, training=training, device_id=device)
    assert [draft.form["description"] for draft in again.drafts()] == ["Pas fini"]
    again.close()


def test_shutdown_leaves_nothing_behind(page, workplace, qtbot):
    import threading

    page.start_report()
    page.report_at(SPOT)
    page.shutdown()
    assert page._canvas.mapTool() is not page.tool
    assert not [t for t in threading.enumerate() if t.name.startswith("rue311-incidents")]
    assert QgsProject.instance().mapLayers() == {}
    workplace.incidents_changed.emit(frozenset())
    page.shutdown()


def test_every_screen_fits_the_dock(page, workplace, qtbot):
    ref = report(workplace, danger=True, description="mot " * 300, address="x" * 300)
    page.show_detail(ref)
    settle(qtbot, page)
    page.report_at(SPOT)
    fill(page, "VOI-01")
    for panel in (page.list, page.form, page.detail):
        assert panel.minimumSizeHint().width() <= 390, type(panel).__name__
        assert panel.minimumSizeHint().height() <= 480, type(panel).__name__


def test_the_form_is_walked_by_tab_in_the_order_of_the_screen(page, qtbot):
    page.report_at(SPOT)
    form = page.form
    page.activateWindow()
    seen = []
    widget = form.danger_yes
    for _ in range(60):
        seen.append(widget)
        widget = widget.nextInFocusChain()
    wanted = [form.danger_yes, form.danger_no, form.address, form.category.search, form.description,
              form.photos.add_button, form.channel, form.language, form.wants_answer, form.save]
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_a_note_begun_stays_with_its_incident(page, workplace, qtbot):
    first, second = report(workplace), report(workplace)
    page.show_detail(first)
    settle(qtbot, page)
    page.detail.note.setText("À rappeler")
    page.show_detail(second)
    settle(qtbot, page)
    assert page.detail.note.text() == ""
    page.show_detail(first)
    settle(qtbot, page)
    assert page.detail.note.text() == "À rappeler"


def test_a_name_being_typed_never_lands_on_another_incident(page, workplace, qtbot):
    first, second = report(workplace), report(workplace)
    page.activateWindow()
    page.show_detail(first)
    settle(qtbot, page)
    page.detail.assignee.lineEdit().setFocus()
    page.detail.assignee.setCurrentText("Marc")
    page.show_detail(second)
    settle(qtbot, page)
    page.detail.assignee.lineEdit().editingFinished.emit()
    settle(qtbot, page)
    assert workplace.store.incident(second).assignee == ""


def test_a_click_while_saving_starts_no_other_report(page, workplace, services, qtbot):
    page.report_at(SPOT)
    fill(page, free_code(services))
    page.form.save.click()
    page.report_at(Spot(4.96, 50.31))
    settle(qtbot, page)
    (incident,) = workplace.store.incidents()
    assert incident.lon == SPOT.lon
    assert workplace.store.drafts() == []


def test_what_is_typed_while_the_store_is_held_outlives_the_closing_of_the_commune(page, workplace, qtbot, said):
    profile, path = workplace.profile, workplace.store.path
    page.background.drain()
    workplace.store.database._busy_ms = 100  # of the thread that comes now: the test need not wait for 5 s
    page.report_at(SPOT)
    fill(page, description="Tapé pendant la sauvegarde")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    workplace.close()
    assert said[-1][0] == "warn"
    holder.execute("ROLLBACK")
    holder.close()
    with qtbot.waitSignal(workplace.opened, timeout=10_000):
        workplace.open(profile)
    settle(qtbot, page)
    (draft,) = workplace.store.drafts()
    assert draft.form["description"] == "Tapé pendant la sauvegarde"


def test_both_sides_of_a_conflict_are_shown_and_a_person_picks(qtbot):
    from datetime import datetime, timezone

    from qgis.PyQt.QtWidgets import QLabel, QPushButton
    from rue311.plugin.gui.incidents.conflicts import ConflictBox
    from rue311.plugin.incidents import Conflict

    box = ConflictBox()
    qtbot.addWidget(box)
    assert box.isHidden()
    box.show_conflicts([Conflict(7, "R", "state", "new", "planned", "<i>closed</i>", datetime.now(timezone.utc))])
    assert not box.isHidden()
    (label,) = box.findChildren(QLabel)
    assert "Planned" in label.text()
    assert "<i>" in label.text()
    with qtbot.waitSignal(box.decided) as signal:
        box.findChildren(QPushButton)[1].click()
    assert signal.args == [7, False]


def test_a_conflict_about_the_priority_speaks_the_words_of_the_form(qtbot):
    from datetime import datetime, timezone

    from qgis.PyQt.QtWidgets import QLabel
    from rue311.plugin.gui.incidents.conflicts import ConflictBox
    from rue311.plugin.incidents import Conflict

    box = ConflictBox()
    qtbot.addWidget(box)
    box.show_conflicts([Conflict(8, "R", "priority", "", "high", "", datetime.now(timezone.utc))])
    (label,) = box.findChildren(QLabel)
    assert "Here: High. Back end: No priority." in label.text()


def test_a_chosen_incident_keeps_its_colours_and_badge_in_a_ring(page, workplace, qtbot):
    from qgis.PyQt.QtGui import QColor, QImage, QPainter
    from rue311.plugin.gui import map_marker

    canvas = page._canvas
    canvas.resize(400, 400)
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    map_marker.zoom_to(canvas, SPOT.lon, SPOT.lat, 1000)
    ref = report(workplace, danger=True)
    workplace.incidents_changed.emit(frozenset({ref}))
    settle(qtbot, page)
    page.list.table.selectRow(0)
    assert page.spotlight.count == 1

    def colours():
        at = page.spotlight.toCanvasCoordinates(map_marker.to_canvas(canvas, SPOT.lon, SPOT.lat)).toPoint()
        picture = QImage(60, 60, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.translate(QPoint(30, 30) - at)
        page.spotlight.paint(painter)
        painter.end()
        return {picture.pixelColor(x, y).name() for x in range(60) for y in range(60)}

    assert colours() == {"#ffffff"}  # the layer is not on the map
    canvas.setLayers([page.layer.layer])
    assert {QColor(204, 0, 0).name(), QColor(0, 70, 160).name(), QColor(230, 159, 0).name()} <= colours()
    page.list.table.clearSelection()
    assert page.spotlight.count == 0
