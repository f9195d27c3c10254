"""The Addresses page on the demo commune's real register: typing, choosing, clicking, reporting, leaving."""
from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QPoint, Qt
from rue311.plugin.gui.addresses import AddressesPage
from rue311.plugin.gui.addresses.words import date_words
from rue311.plugin.gui.map_marker import pin_of, to_canvas


@pytest.fixture
def page(qtbot, with_register):
    canvas = with_register.iface.mapCanvas()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    canvas.resize(600, 400)
    page = AddressesPage(with_register)
    qtbot.addWidget(page)
    page.resize(400, 620)
    page.show()
    yield page
    page.shutdown()


def a_house(register):
    """Any house of the register with a position, and the text somebody would type for it."""
    street = next(street for street in register.streets if street.houses > 3)
    house = next(house for house in register.houses(street) if house.x is not None)
    return register.suggestion(street, house), f"{street.name} {house.number}"


def type_and_wait(qtbot, page, text):
    with qtbot.waitSignal(page._search.answered, timeout=5000, check_params_cb=lambda asked, _found: asked == text):
        page.search_edit.setText(text)


def test_typing_a_house_and_enter_pins_it_and_zooms(qtbot, page, with_register):
    wanted, text = a_house(with_register.register)
    type_and_wait(qtbot, page, text)
    assert page.body.currentWidget() is page.results_page
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)

    canvas = with_register.iface.mapCanvas()
    pin = pin_of(canvas)
    assert page.chosen_label.text() == wanted.label
    assert (pin.place.x(), pin.place.y()) == (wanted.lon, wanted.lat)
    place = to_canvas(canvas, wanted.lon, wanted.lat)
    assert canvas.center().distance(place) < 1
    assert canvas.scale() <= 1001


def test_enter_before_the_answer_takes_the_answer_and_not_the_old_row(qtbot, page, with_register):
    other = [street for street in with_register.register.streets if street.houses > 3][-1]
    wanted, text = a_house(with_register.register)
    type_and_wait(qtbot, page, other.name)
    with qtbot.waitSignal(page._search.answered, timeout=5000):
        page.search_edit.setText(text)
        qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)
    assert page.chosen_label.text() == wanted.label


def test_only_the_latest_question_is_shown(qtbot, page, with_register):
    _wanted, text = a_house(with_register.register)
    shown = []
    page._search.answered.connect(lambda asked, _found: shown.append(asked))
    for end in range(2, len(text)):
        page._search.type_text(text[:end])
        page._search.hurry()
    type_and_wait(qtbot, page, text)
    assert shown == [text]


def test_what_nobody_knows_says_what_to_try(qtbot, page):
    type_and_wait(qtbot, page, "zzqxkw")
    assert page.body.currentWidget() is page.hint_page
    assert "zzqxkw" in page.hint_title.text()
    assert not page.hint_import_button.isVisibleTo(page)


def test_markup_in_the_question_stays_text(qtbot, page):
    type_and_wait(qtbot, page, "<b>zzqx</b>")
    assert page.hint_title.textFormat() == Qt.TextFormat.PlainText
    assert "<b>zzqx</b>" in page.hint_title.text()


def test_click_on_the_map_answers_the_nearest_house_and_reports_at_the_click(qtbot, page, with_register):
    house, _text = a_house(with_register.register)
    canvas = with_register.iface.mapCanvas()
    middle = to_canvas(canvas, house.lon, house.lat)
    canvas.setExtent(QgsRectangle(middle.x() - 60, middle.y() - 40, middle.x() + 60, middle.y() + 40))
    page.ask_button.click()
    before = canvas.getCoordinateTransform().transform(QgsPointXY(middle.x() + 4, middle.y() + 3))
    with qtbot.waitSignal(page._search.nearest_found, timeout=5000) as answer:
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(before.x()), int(before.y())))
    lon, lat, nearest = answer.args
    assert nearest.distance_m <= 10
    assert page.chosen_label.text() == nearest.suggestion.label
    assert f"{round(nearest.distance_m)} m" in page.chosen_details.text()
    with qtbot.waitSignal(page.report_requested) as asked:
        page.report_button.click()
    assert asked.args == [lon, lat, nearest.suggestion.label]


def test_click_in_the_fields_says_that_nothing_is_near(qtbot, page, with_register, monkeypatch):
    told = []
    monkeypatch.setattr(with_register.messages, "info", told.append)
    with qtbot.waitSignal(page._search.nearest_found, timeout=5000):
        page._search.ask_nearest(2.9, 50.7)
    assert len(told) == 1
    assert "150 m" in told[0]
    assert pin_of(with_register.iface.mapCanvas()) is None


def test_another_map_tool_releases_the_button(page, with_register):
    canvas = with_register.iface.mapCanvas()
    page.ask_button.click()
    assert canvas.mapTool() is not None
    from qgis.gui import QgsMapToolPan

    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert not page.ask_button.isChecked()
    assert canvas.mapTool() is pan
    canvas.unsetMapTool(pan)


def test_copy_gives_one_line(qtbot, page, with_register):
    wanted, text = a_house(with_register.register)
    type_and_wait(qtbot, page, text)
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)
    page.copy_button.click()
    assert QgsApplication.clipboard().text() == wanted.label


def test_arrow_keys_move_through_the_results(qtbot, page, with_register):
    street = next(street for street in with_register.register.streets if street.houses > 5)
    type_and_wait(qtbot, page, street.name[:4])
    if page._results.rowCount() < 2:
        pytest.fail(f"{street.name[:4]!r} should find several streets")
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Down)
    assert page.results_view.currentIndex().row() == 1
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Up)
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Up)
    assert page.results_view.currentIndex().row() == 0


def test_an_address_without_position_is_never_pinned(page, with_register):
    house, _text = a_house(with_register.register)
    page._on_answered("x", [replace(house, lon=None, lat=None, x=None, y=None)])
    page._on_row(page._results.index(0))
    assert page.chosen_box.isVisibleTo(page)
    assert not page.report_button.isEnabled()
    assert not page.zoom_button.isEnabled()
    assert pin_of(with_register.iface.mapCanvas()) is None


def test_the_register_in_use_is_named_with_its_date_and_size(page, with_register):
    info = with_register.register.info
    assert date_words(info.register_date) in page.register_label.text()
    assert f"{info.streets}" in page.register_label.text().replace("\u202f", "")


def test_without_register_the_page_says_what_to_do_and_imports_what_is_picked(qtbot, workplace, root, monkeypatch):
    page = AddressesPage(workplace)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: not workplace.tasks.busy)
    assert page.hint_import_button.isVisibleTo(page)
    assert not page.search_edit.isEnabled()
    assert "openaddress" in page.hint_text.text()

    from rue311.plugin.gui.addresses import page as module

    picked = str(root / "resources" / "demo" / "addresses.zip")
    monkeypatch.setattr(module.QFileDialog, "getOpenFileName", lambda *_args: (picked, ""))
    with qtbot.waitSignal(workplace.register_changed, timeout=30_000):
        page.hint_import_button.click()
    assert page.search_edit.isEnabled()
    assert page.register_box.isVisibleTo(page)
    page.shutdown()


def test_closing_the_commune_empties_the_page_and_reopening_fills_it(qtbot, page, with_register, demo):
    wanted, text = a_house(with_register.register)
    type_and_wait(qtbot, page, text)
    with_register.close()
    assert page._results.rowCount() == 0
    assert not page.search_edit.isEnabled()
    profile = replace(demo, register="register.sqlite")
    with qtbot.waitSignal(with_register.opened, timeout=10_000):
        with_register.open(profile)
    type_and_wait(qtbot, page, text)
    assert page._results.suggestion(page._results.index(0)).label == wanted.label


def test_leaving_takes_pin_tool_thread_and_filter_away(qtbot, with_register):
    iface = with_register.iface
    page = AddressesPage(with_register)
    qtbot.addWidget(page)
    _wanted, text = a_house(with_register.register)
    type_and_wait(qtbot, page, text)
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)
    page.ask_button.click()
    assert iface.registered["locator"]
    page.shutdown()
    assert pin_of(iface.mapCanvas()) is None
    assert iface.mapCanvas().mapTool() is None
    assert not iface.registered["locator"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("rue311-search")]


def test_showing_the_page_while_an_answer_is_awaited_does_not_lose_the_answer(qtbot, page, with_register):
    wanted, text = a_house(with_register.register)
    page.search_edit.setText(text)
    with qtbot.waitSignal(page._search.answered, timeout=5000):
        page.activate()
    assert page._results.suggestion(page._results.index(0)).label == wanted.label
