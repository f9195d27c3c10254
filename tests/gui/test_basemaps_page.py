"""The Basemaps page: the catalogue as a tree, a check before anything is added, and silence when offline."""
from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, Qt, QTimer
from qgis.PyQt.QtGui import QImage
from rue311.plugin.basemaps import Producer, Source
from rue311.plugin.basemaps.layers import SOURCE
from rue311.plugin.gui.basemaps import BasemapsPage
from rue311.plugin.gui.basemaps.entries import Group, entry_of


@pytest.fixture
def page(qtbot, workplace):
    shown = BasemapsPage(workplace)
    qtbot.addWidget(shown)
    shown.resize(400, 500)
    shown.show()
    shown.activate()
    yield shown
    shown.shutdown()


@pytest.fixture
def silent_server():
    """Accepts connections and never answers: what froze QGIS for a minute."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def _png():
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    for x in range(256):
        for y in range(0, 256, 8):
            image.setPixel(x, y, (x * 65_793 + y) & 0xFFFFFF)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


class Tiles(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 (reset by the fixture)
    picture = b""

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(self.picture)))
        self.end_headers()
        self.wfile.write(self.picture)

    def log_message(self, *_):
        pass


@pytest.fixture
def tiles():
    """A small tile server that works."""
    Tiles.asked = []
    Tiles.picture = _png()
    server = HTTPServer(("127.0.0.1", 0), Tiles)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def source(url, **more):
    values = {
        "id": "test-tiles", "titles": {"fr": "Tuiles <d'essai>"}, "theme": "base", "level": "region",
        "producer": Producer("SPW"), "protocol": "XYZ", "url": url + "/{z}/{x}/{y}.png", "crs": ("EPSG:3857",),
    }  # fmt: skip
    return Source(**{**values, **more})


def offer(page, *sources):
    entries = [entry_of(one, "fr") for one in sources]
    page.model.load([Group("Test", entries)])
    branch = page.model.index(0, 0)
    page.tree.setCurrentIndex(page.model.index(0, 0, branch))
    return entries


def messages(page):
    return "\n".join(item.text() for item in page._workplace.iface.messageBar().items())


def online_layers():
    return [layer for layer in QgsProject.instance().mapLayers().values() if layer.customProperty(SOURCE)]


def all_titles(model):
    return [
        model.data(model.index(row, 0, model.index(branch, 0)))
        for branch in range(model.rowCount())
        for row in range(model.rowCount(model.index(branch, 0)))
    ]


def test_the_commune_s_own_map_stands_on_top_of_the_catalogue(page):
    titles = all_titles(page.model)
    assert "Valombre" in titles[0]
    assert len(titles) > 50
    assert page.tree.isExpanded(page.model.index(0, 0))


def test_the_own_map_is_added_once_and_asks_nobody(page, tiles):
    page.tree.setCurrentIndex(page.model.index(0, 0, page.model.index(0, 0)))
    page.add_button.click()
    first = len(QgsProject.instance().mapLayers())
    assert first > 3
    page.add_button.click()
    assert len(QgsProject.instance().mapLayers()) == first
    assert not page._workplace.tasks.busy


@pytest.mark.parametrize("text", ["orthophoto", "ORTHOPHOTO", "orthophotos 2"])
def test_the_search_field_keeps_what_holds_every_word(page, text):
    every = all_titles(page.model)
    page.search.setText(text)
    left = all_titles(page.model)
    assert 0 < len(left) < len(every)
    page.search.setText("zzz nothing")
    assert page.model.rowCount() == 0
    assert page.empty_text.isVisible()
    page.search.clear()
    assert all_titles(page.model) == every


def test_accents_do_not_matter(page):
    page.search.setText("cadastré")
    assert all_titles(page.model)


def test_a_source_that_answers_goes_to_the_bottom_of_the_map(page, tiles, qtbot):
    (entry,) = offer(page, source(tiles))
    page.tree.doubleClicked.emit(page.tree.currentIndex())
    assert entry.checking
    qtbot.waitUntil(lambda: not entry.checking, timeout=6_000)
    assert entry.status in ("status_ok", "status_slow")
    layers = online_layers()
    assert [layer.customProperty(SOURCE) for layer in layers] == ["test-tiles"]
    group = QgsProject.instance().layerTreeRoot().findLayer(layers[0].id()).parent()
    assert group is QgsProject.instance().layerTreeRoot().children()[-1] or group.customProperty("rue311/group")


def test_a_source_that_hangs_is_told_within_its_budget_and_the_window_lives(page, silent_server, qtbot):
    (entry,) = offer(page, source(silent_server))
    beats = []
    heart = QTimer()
    heart.setInterval(50)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start()
    page.add_button.click()
    assert not page.add_button.isEnabled()  # not twice while it is being checked
    qtbot.waitUntil(lambda: not entry.checking, timeout=8_000)
    heart.stop()
    assert len(beats) > 20  # the event loop went on all the while
    assert entry.status == "status_trouble"
    assert online_layers() == []
    assert "does not work now" in messages(page)
    assert entry.detail in page.about.text()


def test_a_server_that_is_not_there_is_one_sentence_with_another_proposed(page, qtbot):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    dead = source(f"http://127.0.0.1:{port}", fallback=("other",))
    entries = offer(page, dead, source("http://127.0.0.1:1", id="other", titles={"fr": "L'autre carte"}))
    page.add_button.click()
    qtbot.waitUntil(lambda: not entries[0].checking, timeout=6_000)
    assert "L&#x27;autre carte" in messages(page)
    assert "&lt;d" in messages(page)  # the title is shown as written


def test_offline_no_request_leaves_and_nothing_is_added(page, tiles, qtbot):
    (entry,) = offer(page, source(tiles))
    page._workplace.set_offline(True)
    page.add_button.click()
    page.probe_button.click()
    qtbot.wait(50)
    assert Tiles.asked == []
    assert not entry.checking
    assert online_layers() == []
    assert messages(page)


def test_offline_online_basemaps_are_not_drawn_and_come_back_as_they_were(page, tiles, qtbot):
    first, second = offer(page, source(tiles), source(tiles, id="second", titles={"fr": "Seconde"}))
    for entry in (first, second):
        page.add(entry)
        qtbot.waitUntil(lambda entry=entry: not entry.checking, timeout=6_000)
    root = QgsProject.instance().layerTreeRoot()
    nodes = {layer.customProperty(SOURCE): root.findLayer(layer.id()) for layer in online_layers()}
    nodes["second"].setItemVisibilityChecked(False)  # somebody did not want it

    page._workplace.set_offline(True)
    assert not nodes["test-tiles"].itemVisibilityChecked()
    page._workplace.set_offline(False)
    assert nodes["test-tiles"].itemVisibilityChecked()
    assert not nodes["second"].itemVisibilityChecked()


def test_a_damaged_catalogue_of_the_commune_leaves_the_own_map(page, qtbot):
    (page._workplace.folder / "catalogue.json").write_text("[]", encoding="utf-8")
    page._loaded_for = None
    page.activate()
    titles = all_titles(page.model)
    assert "Valombre" in titles[0]
    assert len(titles) > 50  # the catalogue that came with the plugin is untouched
    assert "catalogue.json" in messages(page)


def test_tooltips_hold_no_markup_from_the_catalogue(page):
    offer(page, source("http://127.0.0.1:1", producer=Producer("<img src=x>")))
    tip = page.model.data(page.tree.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip
