"""The plugin in QGIS: what it puts there, and that all of it goes again."""
from __future__ import annotations

import gc
import sys
import threading

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTranslator
from qgis.PyQt.QtWidgets import QAction
from rue311.plugin.gui import settings as settings_module
from rue311.plugin.plugin import Rue311Plugin

HEAVY = ("net", "incidents", "sync", "open311", "addresses", "sandbox", "basemaps", "processing")


@pytest.fixture
def plugin(fake_iface, rue311_home, tmp_path, monkeypatch):
    """The plugin, with settings of its own; unloaded at the end whatever happened."""
    ini = QSettings(str(tmp_path / "qgis.ini"), QSettings.Format.IniFormat)
    monkeypatch.setattr(settings_module, "QgsSettings", lambda: ini)
    monkeypatch.setattr("rue311.plugin.plugin.QgsSettings", lambda: ini)
    running = Rue311Plugin(fake_iface)
    yield running
    running.unload()


def everything(iface):
    """What is in QGIS now, as comparable numbers."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    canvas = iface.mapCanvas()
    return {
        "registered": {kind: len(items) for kind, items in iface.registered.items()},
        "docks": len(iface.docks),
        "dock widgets": len(iface.mainWindow().findChildren(QgsDockWidget)),
        "menu": len(iface.menu_actions()),
        "toolbar": len(iface.webToolBar().actions()),
        "actions": len(iface.mainWindow().findChildren(QAction)),
        "providers": sorted(provider.id() for provider in QgsApplication.processingRegistry().providers()),
        "threads": threading.active_count(),
        "tasks": QgsApplication.taskManager().count(),
        "messages": len(iface.messageBar().items()),
        "canvas items": len(canvas.scene().items()),
        "layers": len(QgsProject.instance().mapLayers()),
        "translators": len(QCoreApplication.instance().findChildren(QTranslator)),
        "filters": sorted(found.name() for found in iface._locator.filters()),
    }


def show(iface, plugin, qtbot):
    iface.mainWindow().show()
    plugin.dock.let_fill()
    plugin.dock.setUserVisible(True)
    qtbot.waitUntil(lambda: plugin.dock.content is not None, timeout=5_000)


def test_first_start_asks_for_the_commune_inside_the_dock(plugin, fake_iface, qtbot):
    fake_iface.mainWindow().show()
    plugin.initGui()

    qtbot.waitUntil(lambda: plugin.dock.content is not None, timeout=5_000)
    content = plugin.dock.content
    assert plugin.dock.isVisible()
    assert content.stack.currentWidget() is content.chooser
    assert plugin.dock.objectName() == "Rue311Dock"
    assert fake_iface.mainWindow().dockWidgetArea(plugin.dock) == Qt.DockWidgetArea.RightDockWidgetArea


def test_the_dock_shows_itself_once_and_then_waits_to_be_asked(plugin, fake_iface, qtbot):
    fake_iface.mainWindow().show()
    plugin.initGui()
    qtbot.waitUntil(plugin.dock.isVisible, timeout=5_000)
    plugin.unload()

    plugin.initGui()
    qtbot.wait(50)
    assert not plugin.dock.isVisible()
    fake_iface.webToolBar().actions()[0].trigger()
    qtbot.waitUntil(plugin.dock.isVisible, timeout=5_000)


def test_starting_reads_no_store_no_password_and_no_network(plugin, fake_iface, rue311_home, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("rue311.plugin.")]:
        if name.split(".")[2] in HEAVY:
            monkeypatch.delitem(sys.modules, name)
    plugin.initGui()

    loaded = {name.split(".")[2] for name in sys.modules if name.startswith("rue311.plugin.")}
    assert loaded.isdisjoint(HEAVY)
    assert plugin.dock.content is None
    assert not rue311_home.exists()


def test_ten_loads_with_the_demo_commune_open_leave_nothing(plugin, fake_iface, qtbot, demo, monkeypatch):
    monkeypatch.setattr("rue311.plugin.gui.workplace.register_source_of", lambda profile: None)
    plugin.initGui()  # what the first load leaves in Python (modules) does not count
    show(fake_iface, plugin, qtbot)
    plugin.unload()
    QgsProject.instance().clear()
    before = everything(fake_iface)

    for _turn in range(10):
        plugin.initGui()
        show(fake_iface, plugin, qtbot)
        with qtbot.waitSignal(plugin.workplace.opened, timeout=10_000):
            plugin.workplace.open(demo)
        assert plugin.workplace.sandbox_running
        assert plugin.dock.content.training_mark.shown
        plugin.unload()
        QgsProject.instance().clear()

    assert everything(fake_iface) == before


def test_a_missing_module_is_one_message_and_no_traceback(plugin, fake_iface, qtbot, monkeypatch):
    fake_iface.mainWindow().show()
    monkeypatch.setitem(sys.modules, "rue311.plugin.gui.workplace", None)  # as if the file were not there

    plugin.initGui()

    qtbot.waitUntil(lambda: len(fake_iface.messageBar().items()) == 1, timeout=2_000)
    assert "workplace" in fake_iface.messageBar().items()[0].text()
    assert fake_iface.docks == []
    assert fake_iface.menu_actions() == []
    plugin.unload()  # what failed to load can still be unloaded


def test_unloading_while_a_commune_opens_waits_for_the_thread(plugin, fake_iface, qtbot, demo):
    plugin.initGui()
    show(fake_iface, plugin, qtbot)
    workplace = plugin.workplace
    workplace.open(demo)

    plugin.unload()

    assert not workplace.tasks.busy
    assert workplace.store is None


def test_the_algorithms_come_when_qgis_has_started(plugin, fake_iface, qtbot):
    fake_iface.mainWindow().hide()  # QGIS is still starting
    plugin.initGui()
    assert plugin.provider is None
    fake_iface.initializationCompleted.emit()
    assert "rue311" in [provider.id() for provider in QgsApplication.processingRegistry().providers()]


def test_algorithms_that_cannot_load_leave_the_dock(plugin, fake_iface, qtbot, monkeypatch):
    fake_iface.mainWindow().show()
    monkeypatch.setitem(sys.modules, "rue311.plugin.processing.provider", None)
    plugin.initGui()
    qtbot.waitUntil(lambda: plugin.dock.content is not None, timeout=5_000)
    qtbot.waitUntil(lambda: len(fake_iface.messageBar().items()) == 1, timeout=2_000)


def test_processing_alone_needs_no_interface():
    plugin = Rue311Plugin(None)
    plugin.initProcessing()
    ids = [provider.id() for provider in QgsApplication.processingRegistry().providers()]
    plugin.unload()

    assert "rue311" in ids
    assert "rue311" not in [provider.id() for provider in QgsApplication.processingRegistry().providers()]
