"""The dock's screens: first start, operators in two clicks, banners, marks on map and prints, closing."""
from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsLayout, QgsPrintLayout, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QMessageBox, QPlainTextEdit, QPushButton
from rue311.plugin.errors import Rue311Error
from rue311.plugin.gui import dock_content
from rue311.plugin.gui.dock_content import DockContent
from rue311.plugin.gui.exit_guard import ExitGuard
from rue311.plugin.gui.messages import Messages
from rue311.plugin.gui.training_mark import LAYOUT_MARK, CanvasMark, TrainingMark


@pytest.fixture
def content(qtbot, closed_workplace, monkeypatch):
    """The dock's content at a first start, 400 px wide."""
    monkeypatch.setattr("rue311.plugin.gui.workplace.register_source_of", lambda profile: None)
    shown = DockContent(closed_workplace)
    qtbot.addWidget(shown)
    shown.resize(400, 620)
    shown.show()
    shown.begin()
    yield shown
    shown.shutdown()


def choose(content, qtbot, text):
    content.chooser.search.setText(text)
    with qtbot.waitSignal(content._workplace.opened, timeout=10_000):
        content.chooser.open_button.click()


def choose_demo(content, qtbot):
    with qtbot.waitSignal(content._workplace.opened, timeout=10_000):
        content.chooser.demo_button.click()


def start_work(content, qtbot, name="Gaëlle Dupré"):
    content.operator_page.name.setText(name)
    with qtbot.waitSignal(content.operator_page.done, timeout=10_000):
        content.operator_page.start_button.click()


# --- which commune ---


@pytest.mark.parametrize("text", ["Liège", "liege", "LUIK", "lüttich", "62063", "  lièg "])
def test_a_commune_is_found_by_its_names_and_its_code(content, text):
    content.chooser.search.setText(text)
    model = content.chooser.model
    assert model.data(model.index(0)).startswith("Liège")


def test_the_261_communes_stand_in_the_order_of_their_names(content):
    model = content.chooser.model
    names = [model.data(model.index(row)) for row in range(model.rowCount())]
    assert len(names) == 261
    assert names[0].startswith("Aiseau")
    assert sum(name.startswith("Bertogne") for name in names) == 0  # merged into Bastogne


def test_a_name_that_is_no_commune_says_what_to_do(content):
    content.chooser.search.setText("Bruxelles-Capitale")
    assert content.chooser.nothing_text.isVisible()
    assert not content.chooser.open_button.isEnabled()


def test_from_the_first_click_to_the_four_pages(content, qtbot):
    choose_demo(content, qtbot)
    assert content.stack.currentWidget() is content.operator_page
    start_work(content, qtbot)
    assert content.stack.currentWidget() is content.work_page
    assert content.operator_button.text() == "Gaëlle Dupré"
    assert QgsProject.instance().crs().authid() == "EPSG:31370"
    assert len(QgsProject.instance().mapLayers()) > 3  # the commune's own basemap: there is something to see
    centre = content._workplace.iface.mapCanvas().extent().center()
    assert 100_000 < centre.x() < 300_000


def test_the_project_of_a_colleague_is_left_as_it_is(content, qtbot):
    project = QgsProject.instance()
    theirs = QgsVectorLayer("Point?crs=EPSG:3857", "theirs", "memory")
    project.addMapLayer(theirs)
    project.setCrs(theirs.crs())
    choose_demo(content, qtbot)
    assert project.crs().authid() == "EPSG:3857"
    assert [layer.name() for layer in project.mapLayers().values() if not layer.customPropertyKeys()] == ["theirs"]


def test_a_new_project_gets_crs_and_basemap_as_the_first_one_did(content, qtbot):
    """A new project used to take the CRS of the incident layer: degrees, no basemap, and "modified" at once."""
    choose_demo(content, qtbot)
    start_work(content, qtbot)
    project = QgsProject.instance()
    names = sorted(layer.name() for layer in project.mapLayers().values())
    project.clear()
    qtbot.waitUntil(lambda: len(project.mapLayers()) == len(names))
    assert sorted(layer.name() for layer in project.mapLayers().values()) == names
    assert project.crs().authid() == "EPSG:31370"
    assert not project.isDirty()


def test_an_operators_name_is_no_markup_in_the_tooltip(content, qtbot):
    choose_demo(content, qtbot)
    start_work(content, qtbot, "<b>Jean</b> & fils")
    assert "&lt;b&gt;Jean&lt;/b&gt; &amp; fils" in content.operator_button.toolTip()


def test_no_layer_makes_qgis_ask_for_a_transformation(content, qtbot):
    choose_demo(content, qtbot)
    project = QgsProject.instance()
    for code in ("EPSG:4326", "EPSG:3857", "EPSG:3812"):
        assert project.transformContext().hasTransform(QgsCoordinateReferenceSystem(code), project.crs())


def test_the_map_of_the_demo_commune_goes_with_it(content, qtbot):
    choose_demo(content, qtbot)
    start_work(content, qtbot)
    content.ask_commune()
    choose(content, qtbot, "Namur")
    assert not [layer for layer in QgsProject.instance().mapLayers().values() if layer.customProperty("rue311/basemap")]


# --- the back end of a real commune ---


@pytest.mark.parametrize(
    "url",
    ["htp:/namur", "namur.be/georeport", "https://", "https://user:word@namur.example/v2", "https://na mur.example"],
)
def test_a_wrong_address_of_the_back_end_is_one_sentence_under_the_form(content, qtbot, url):
    choose(content, qtbot, "Namur")
    form = content.back_end_form
    assert content.stack.currentWidget() is form
    form.url.setText(url)
    form.save_button.click()
    assert form.trouble.isVisible()
    assert len(form.trouble.text()) > 20
    assert content.stack.currentWidget() is form
    assert content._workplace.profile.back_end.url == ""


def test_a_right_address_is_kept_and_asked_once(content, qtbot):
    choose(content, qtbot, "Namur")
    content.back_end_form.url.setText("https://incidents.namur.example/georeport/v2/")
    content.back_end_form.jurisdiction.setText("namur.be")
    content.back_end_form.save_button.click()
    start_work(content, qtbot)
    place = content._workplace
    assert place.profile.back_end.url == "https://incidents.namur.example/georeport/v2"
    with qtbot.waitSignal(place.opened, timeout=10_000):
        place.resume()
    assert place.profile.back_end.jurisdiction_id == "namur.be"
    assert content.stack.currentWidget() is content.work_page


# --- who works ---


def test_the_operator_changes_in_two_clicks(content, qtbot):
    choose_demo(content, qtbot)
    start_work(content, qtbot, "Gaëlle Dupré")
    content.ask_operator()
    start_work(content, qtbot, "Nadia Ben & fils")
    menu = content.operator_button.menu()  # first click
    menu.fill()
    actions = [action for action in menu.actions() if action.isCheckable()]
    assert [action.isChecked() for action in actions] == [False, True]
    actions[0].trigger()  # second click
    assert content._workplace.operator.name == "Gaëlle Dupré"
    assert content.operator_button.text() == "Gaëlle Dupré"


def test_the_same_name_again_is_the_same_operator(content, qtbot):
    choose_demo(content, qtbot)
    start_work(content, qtbot, "Nadia")
    first = content._workplace.operator
    content.ask_operator()
    start_work(content, qtbot, "nadia ")
    assert content._workplace.operator == first


def test_a_name_of_blanks_is_nobody(content, qtbot):
    choose_demo(content, qtbot)
    content.operator_page.name.setText("   ")
    assert not content.operator_page.start_button.isEnabled()
    content.operator_page.name.returnPressed.emit()
    assert content._workplace.operator is None


# --- banners ---


def test_the_offline_switch_and_its_banner_say_the_same(content, qtbot):
    content.offline_button.click()
    assert content._workplace.offline
    assert content.offline_banner.isVisible()
    content.online_button.click()
    assert not content._workplace.offline
    assert not content.offline_banner.isVisible()
    assert not content.offline_button.isChecked()


def test_training_shows_on_the_dock_and_goes_with_the_commune(content, qtbot):
    choose_demo(content, qtbot)
    start_work(content, qtbot)
    assert content.training_banner.isVisible()
    assert content.training_word.text() == "EXERCICE"
    assert content.training_mark.shown
    content.sandbox_button.click()
    assert content._workplace.sandbox_running
    running = content.sandbox_button.text()
    content.sandbox_button.click()
    assert not content._workplace.sandbox_running
    assert content.sandbox_button.text() != running

    content.ask_commune()
    choose(content, qtbot, "Namur")
    assert not content.training_banner.isVisible()
    assert not content.training_mark.shown


def test_the_dock_fits_400_pixels_on_every_page(content, qtbot):
    choose_demo(content, qtbot)
    start_work(content, qtbot, "Marie-Antoinette de Villers-Deux-Églises et consorts")
    for name in ("incidents", "addresses", "basemaps", "sync"):
        content.show_page(name)
        qtbot.wait(1)
        assert content.minimumSizeHint().width() <= 400, name
        assert content.minimumSizeHint().height() <= 620, name


# --- the marks on map and prints ---


def test_the_map_bears_the_orange_frame_and_loses_it_again(fake_iface, qtbot):
    canvas = fake_iface.mapCanvas()
    fake_iface.mainWindow().show()
    mark = TrainingMark(fake_iface)
    mark.show()
    mark.show()  # twice is once
    assert len([item for item in canvas.scene().items() if isinstance(item, CanvasMark)]) == 1
    picture = QImage(canvas.viewport().size(), QImage.Format.Format_RGB32)
    canvas.viewport().render(picture)
    assert picture.pixelColor(2, picture.height() // 2).name() == "#f57c00"
    assert picture.pixelColor(picture.width() - 3, picture.height() // 2).name() == "#f57c00"
    mark.hide()
    mark.hide()
    assert not [item for item in canvas.scene().items() if isinstance(item, CanvasMark)]
    canvas.viewport().render(picture)
    assert picture.pixelColor(2, picture.height() // 2).name() != "#f57c00"


class Designer(QObject):
    def __init__(self, layout: QgsLayout):
        super().__init__()
        self._layout = layout

    def layout(self):
        return self._layout


def test_a_print_made_in_training_says_so(fake_iface):
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    designer = Designer(layout)
    mark = TrainingMark(fake_iface)
    mark.show()
    fake_iface.layoutDesignerOpened.emit(designer)
    label = layout.itemById(LAYOUT_MARK)
    assert label.text() == "EXERCICE"
    page = layout.pageCollection().page(0)
    assert label.rect().width() == pytest.approx(page.rect().width())
    fake_iface.layoutDesignerWillBeClosed.emit(designer)
    assert layout.itemById(LAYOUT_MARK) is None
    mark.hide()
    fake_iface.layoutDesignerOpened.emit(designer)
    assert layout.itemById(LAYOUT_MARK) is None  # no longer in training


# --- messages ---


def test_one_message_at_a_time_and_never_markup(fake_iface):
    messages = Messages(fake_iface)
    messages.warn("<img src='file:///etc/passwd'> & <b>bold</b>")
    messages.success("Saved")
    messages.error(Rue311Error("The <i>file</i> is gone.", "Choose another.", "path /tmp/x"))
    items = fake_iface.messageBar().items()
    assert [item.text() for item in items] == ["The &lt;i&gt;file&lt;/i&gt; is gone. Choose another."]
    details = items[0].findChild(QPushButton)
    details.click()
    dialog = messages._details
    assert not dialog.isModal()
    assert "path /tmp/x" in dialog.findChild(QPlainTextEdit).toPlainText()
    messages.clear()
    assert fake_iface.messageBar().items() == []


def test_a_message_that_somebody_closed_does_not_break_the_next(fake_iface, qtbot):
    messages = Messages(fake_iface)
    messages.info("First")
    fake_iface.messageBar().clearWidgets()
    qtbot.wait(1)
    messages.info("Second")
    assert [item.text() for item in fake_iface.messageBar().items()] == ["Second"]
    messages.clear()


# --- closing ---


def test_closing_warns_of_unsent_work_only(workplace, monkeypatch):
    from rue311.plugin.incidents import Report

    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[0])
    guard = ExitGuard(workplace)
    assert guard.allowExit()
    assert asked == []

    workplace.store.report(Report("pothole", 4.95, 50.30, "A hole"), workplace.author())
    guard.allowExit()
    assert len(asked) == 1
    assert "1" in asked[0]

    workplace.settings.warn_at_closing = False
    assert guard.allowExit()
    assert len(asked) == 1


def test_staying_keeps_qgis_open(workplace, monkeypatch):
    from rue311.plugin.incidents import Report

    workplace.store.report(Report("pothole", 4.95, 50.30, "A hole"), workplace.author())
    stay = {}
    monkeypatch.setattr(QMessageBox, "exec", lambda box: stay.update(button=box.defaultButton()))
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: stay["button"])
    assert ExitGuard(workplace).allowExit() is False  # Enter pressed without reading loses nothing


def test_a_page_that_cannot_be_built_does_not_take_the_others_with_it(closed_workplace, qtbot, monkeypatch):
    pages = (*dock_content.PAGES[:3], ("sync", ".no_such_module", "SyncPage"))
    monkeypatch.setattr(dock_content, "PAGES", pages)
    shown = DockContent(closed_workplace)
    qtbot.addWidget(shown)
    choose_demo(shown, qtbot)
    start_work(shown, qtbot)
    shown.show_page("sync")
    assert shown.page["sync"].textFormat() != Qt.TextFormat.RichText
    assert len(shown.page["sync"].text()) > 20
    shown.show_page("incidents")
    shown.shutdown()
