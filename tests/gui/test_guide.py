"""The user guide: complete in both languages, true to the screens' words, and one menu away."""
from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
LANGUAGES = ("fr", "en")
ONE_PICTURE, ALL_PICTURES = 120_000, 1_200_000  # bytes


def guide(language):
    return (GUIDE / f"{language}.md").read_text(encoding="utf-8")


def pictures(language):
    return re.findall(r"!\[[^]]+\]\(([^)]+)\)", guide(language))


def plain(text):
    """As a reader sees a text: no mnemonics, plain spaces, an ellipsis where a value goes in."""
    text = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    text = re.sub(r"\{[^{}]*\}", "…", text)
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).rstrip("*").strip()


def screen_words(language):
    """Every text of the screen in `language`, from the translation file."""
    words = set()
    for message in ET.parse(ROOT / "resources" / "i18n" / "rue311_fr.ts").getroot().iter("message"):
        found = message.findtext("source" if language == "en" else "translation") or ""
        words.add(plain(found))
    return words


def is_on_screen(quoted, words):
    """A text of the screen, or its first sentences."""
    return quoted in words or (quoted.endswith(".") and any(known.startswith(f"{quoted} ") for known in words))


def make_guide():
    spec = importlib.util.spec_from_file_location("rue311_make_guide", ROOT / "tools" / "make_guide.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_made_from_the_markdown_as_it_is(language):
    made = make_guide().page(guide(language), language)
    assert (GUIDE / f"{language}.html").read_text(encoding="utf-8") == made, "run tools/make_guide.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_and_small(language):
    named = pictures(language)
    assert len(named) > 8
    for name in named:
        body = (GUIDE / name).read_bytes()
        assert body.startswith(b"\x89PNG"), name
        assert len(body) < ONE_PICTURE, f"{name}: {len(body)} bytes"


def test_no_picture_is_left_over_and_all_together_are_small():
    there = {f"pictures/{path.name}": path.stat().st_size for path in (GUIDE / "pictures").iterdir()}
    assert set(there) == set(pictures("fr"))
    assert sum(there.values()) < ALL_PICTURES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_bold_stands_on_the_screen(language):
    words = screen_words(language)
    quoted = [plain(text) for text in re.findall(r"\*\*(.+?)\*\*", guide(language))]
    assert len(quoted) > 80
    assert [text for text in quoted if not is_on_screen(text, words)] == []


def test_both_languages_tell_the_same():
    def shape(language):
        lines = guide(language).splitlines()
        return {
            "headings": [line.split()[0] for line in lines if line.startswith("#")],
            "rows": sum(line.startswith("|") for line in lines),
            "pictures": pictures(language),
            "examples": [line for line in lines if line.startswith("qgis_process run ")],
        }

    assert shape("en") == shape("fr")


def test_the_guide_names_every_algorithm_and_only_parameters_that_they_have(qgis_app):
    from qgis.core import QgsApplication
    from rue311.plugin.processing.provider import Rue311Provider

    provider = Rue311Provider()
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        known = {
            found.id(): {parameter.name() for parameter in found.parameterDefinitions()}
            for found in provider.algorithms()
        }
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)
    for line in re.findall(r"^qgis_process run (.+)$", guide("fr"), re.MULTILINE):
        name = line.split()[0]
        assert set(re.findall(r"--([A-Z_]+)=", line)) <= known[name], name
    for name in ("importregister", "validateaddresses", "reportincidents", "syncincidents"):
        assert f"run rue311:{name} " in guide("fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_inside_the_pages_lead_somewhere(language):
    page = (GUIDE / f"{language}.html").read_text(encoding="utf-8")
    anchors = set(re.findall(r' id="([^"]+)"', page))
    for target in re.findall(r'(?:href|src)="([^"]+)"', page):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif not target.startswith("https://"):
            assert (GUIDE / target).is_file(), target


@pytest.mark.parametrize(("spoken", "expected"), [("fr", "fr.html"), ("en", "en.html"), ("nl", "en.html")])
def test_each_reader_gets_a_language_that_exists(qgis_app, spoken, expected):
    from rue311.plugin.gui.guide import guide_file

    assert guide_file(spoken).name == expected
    assert guide_file(spoken).is_file()


def test_the_docks_menu_opens_it(qtbot, workplace, monkeypatch):
    from rue311.plugin.gui.dock_content import DockContent

    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    content = DockContent(workplace)
    qtbot.addWidget(content)
    try:
        menu = content.menu_button.menu()
        menu.aboutToShow.emit()
        menu.actions()[-1].trigger()
    finally:
        content.shutdown()
    assert [Path(QUrl(url).toLocalFile()).parent for url in opened] == [GUIDE]


def test_where_no_browser_is_the_file_is_named(workplace, monkeypatch):
    from rue311.plugin.gui.guide import guide_file, open_guide

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    told = []
    monkeypatch.setattr(workplace.messages, "info", told.append)
    open_guide(workplace.messages)
    assert str(guide_file()) in told[0]


def test_the_help_menu_has_it_until_the_plugin_goes(fake_iface, rue311_home, tmp_path, monkeypatch):
    from qgis.PyQt.QtCore import QSettings
    from rue311.plugin.gui import settings as settings_module
    from rue311.plugin.plugin import Rue311Plugin

    ini = QSettings(str(tmp_path / "qgis.ini"), QSettings.Format.IniFormat)
    monkeypatch.setattr(settings_module, "QgsSettings", lambda: ini)
    monkeypatch.setattr("rue311.plugin.plugin.QgsSettings", lambda: ini)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    running = Rue311Plugin(fake_iface)
    running.initGui()
    try:
        (action,) = fake_iface.pluginHelpMenu().actions()
        action.trigger()
        assert len(opened) == 1
    finally:
        running.unload()
    assert fake_iface.pluginHelpMenu().actions() == []
