"""The GUI tests' common ground: a full fake interface, quiet settings, and a workplace in the demo commune."""
from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSettings

HERE = Path(__file__).resolve().parent
HARD_FOLDER = "Gaëlle d'Été Dupré"  # accents, spaces and an apostrophe in every path


def _load(name):
    spec = importlib.util.spec_from_file_location(f"rue311_tests_gui_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fake_iface(qgis_app):
    """A fresh interface with its own window; the project is emptied before and after."""
    QgsProject.instance().clear()
    iface = _load("fake_iface").FakeIface()
    yield iface
    iface.close()
    QgsProject.instance().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def rue311_home(tmp_path, monkeypatch):
    """The data home of Rue311, under a path that breaks careless code."""
    home = tmp_path / HARD_FOLDER / "rue311"
    monkeypatch.setenv("RUE311_HOME", str(home))
    return home


@pytest.fixture
def quiet_settings(tmp_path):
    """Settings in a file of their own; no back end starts by itself, nobody is asked at closing."""
    from rue311.plugin.gui.settings import Settings

    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.sandbox_autostart = False
    return settings


@pytest.fixture
def closed_workplace(fake_iface, rue311_home, quiet_settings):
    """A workplace in which no commune is open yet."""
    from rue311.plugin.gui.workplace import Workplace

    place = Workplace(fake_iface, settings=quiet_settings)
    yield place
    place.close()
    place.messages.clear()
    place.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def demo(root):
    """The built-in demo commune's profile, without back end."""
    from dataclasses import replace

    from rue311.plugin.commune import BackEnd, demo_profile

    profile = demo_profile(root / "resources")
    return replace(profile, back_end=BackEnd(url="", jurisdiction_id=profile.back_end.jurisdiction_id))


@pytest.fixture
def workplace(qtbot, closed_workplace, demo, monkeypatch):
    """A workplace in the demo commune: store open, an operator at work, no register (see `with_register`)."""
    from rue311.plugin.gui import workplace as module

    monkeypatch.setattr(module, "register_source_of", lambda profile: None)
    with qtbot.waitSignal(closed_workplace.opened, timeout=10_000):
        closed_workplace.open(demo)
    closed_workplace.add_operator("Gaëlle Dupré")
    return closed_workplace


@pytest.fixture
def with_register(qtbot, workplace, root):
    """The same workplace, with the demo commune's register imported."""
    with qtbot.waitSignal(workplace.register_changed, timeout=30_000):
        workplace.import_register(root / "resources" / "demo" / "addresses.zip")
    return workplace
