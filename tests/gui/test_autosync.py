"""The sync that nobody asked for: when it comes, when it must not, and that it keeps quiet; and the layer's mark."""
from __future__ import annotations

import socket
import urllib.request
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from rue311.plugin.commune import BackEnd
from rue311.plugin.gui import autosync as module
from rue311.plugin.gui.autosync import AutoSync
from rue311.plugin.gui.incidents.layer import ROLE, ROLE_KEY
from rue311.plugin.gui.layer_indicator import LayerIndicator, age_words, tip
from rue311.plugin.gui.sync import SyncPage
from rue311.plugin.incidents import OpState, Report


@pytest.fixture
def calls():
    return []


@pytest.fixture
def auto(workplace, calls):
    workplace.start_sandbox()
    auto = AutoSync(workplace, lambda: calls.append("sync"), lambda: False)
    yield auto
    auto.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_it_is_off_until_a_person_wants_it(workplace, auto, calls):
    assert not auto.on
    assert auto.words() == ""
    assert not auto._timer.isActive()
    assert auto._network is None  # nothing of Qt polls either
    auto._on_due()
    assert calls == []
    assert auto._socket is None


def test_when_it_is_time_it_knocks_and_syncs(qtbot, auto, calls):
    auto.set_interval(15)
    assert auto._timer.interval() == 15 * 60_000
    assert "15" in auto.words()
    auto._on_due()
    qtbot.waitUntil(lambda: calls == ["sync"], timeout=5000)


def test_a_network_that_comes_back_is_used(qtbot, auto, calls, monkeypatch):
    monkeypatch.setattr(module, "SETTLE_MS", 1)
    auto.set_interval(60)
    auto._network.returned.emit()
    qtbot.waitUntil(lambda: calls == ["sync"], timeout=5000)


def test_offline_it_does_not_even_knock(qtbot, workplace, auto, calls):
    auto.set_interval(5)
    workplace.set_offline(True)
    assert not auto._timer.isActive()
    assert auto._network is None
    assert "offline" in auto.words()
    auto._on_due()
    assert auto._socket is None
    workplace.set_offline(False)
    assert auto._timer.isActive()
    assert calls == []


def test_going_offline_while_it_knocks_ends_it(qtbot, workplace, auto, calls):
    auto.set_interval(5)
    auto._on_due()
    assert auto._socket is not None
    workplace.set_offline(True)
    assert auto._socket is None
    qtbot.wait(100)
    assert calls == []


def test_a_dead_back_end_is_quiet_and_looked_at_again(qtbot, workplace, auto, calls, monkeypatch):
    monkeypatch.setattr(module, "KNOCK_MS", 50)
    workplace.set_back_end(BackEnd(f"http://127.0.0.1:{free_port()}/"))
    workplace.stop_sandbox()
    workplace._sandbox = None
    auto.set_interval(5)
    auto._on_due()
    qtbot.waitUntil(lambda: auto._unreachable, timeout=5000)
    assert "reached" in auto.words()
    assert auto._again.isActive()
    assert calls == []
    assert workplace.iface.messageBar().currentItem() is None


def test_it_never_overlaps(workplace, calls):
    workplace.start_sandbox()
    auto = AutoSync(workplace, lambda: calls.append("sync"), lambda: True)
    auto.set_interval(5)
    auto._on_due()
    assert auto._socket is None
    assert calls == []
    auto.close()


def test_a_metered_link_is_left_alone_unless_it_is_allowed(qtbot, workplace, auto, calls, monkeypatch):
    auto.set_interval(5)
    monkeypatch.setattr(type(auto._network), "metered", property(lambda self: True))
    auto._on_due()
    assert auto._socket is None
    assert "volume" in auto.words()
    workplace.settings.sync_on_metered = True
    auto._on_due()
    qtbot.waitUntil(lambda: calls == ["sync"], timeout=5000)


def test_a_locked_password_store_is_never_asked_out_of_the_blue(workplace, auto, calls):
    auto.set_interval(5)
    locked = BackEnd("https://311.example/", "", "abc1234")
    workplace.profile = replace(workplace.profile, training=False, back_end=locked)
    auto._on_due()
    assert auto._socket is None
    assert "password" in auto.words()


def test_the_page_syncs_quietly_and_speaks_only_when_somebody_is_needed(qtbot, workplace):
    workplace.start_sandbox()
    page = SyncPage(workplace)
    qtbot.addWidget(page)
    page.show()
    with urllib.request.urlopen(workplace.back_end_url() + "/services.json", timeout=10) as answer:
        assert answer.status == 200
    with qtbot.waitSignal(workplace.synced, timeout=20_000):
        page.sync_quietly()
    qtbot.waitUntil(lambda: not page.syncing)
    assert workplace.iface.messageBar().currentItem() is None
    ref = workplace.store.report(Report("NO_SUCH", 4.95, 50.3, "Trou"), workplace.author())
    with qtbot.waitSignal(workplace.synced, timeout=20_000):
        page.sync_quietly()
    qtbot.waitUntil(lambda: not page.syncing)
    assert workplace.store.operations(ref=ref)[0].state is OpState.REJECTED
    assert workplace.iface.messageBar().currentItem() is not None
    page.shutdown()


# --- the mark beside the layer ---


def a_layer(name="Incidents"):
    layer = QgsVectorLayer("Point?crs=EPSG:4326", name, "memory")
    layer.setCustomProperty(ROLE_KEY, ROLE)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def mark(workplace):
    mark = LayerIndicator(workplace)
    yield mark
    mark.close()


def test_the_mark_follows_the_layer_and_leaves_with_it(qtbot, workplace, mark):
    view = workplace.iface.layerTreeView()
    first = a_layer()
    node = QgsProject.instance().layerTreeRoot().findLayer(first.id())
    qtbot.waitUntil(lambda: len(view.indicators(node)) == 1, timeout=2000)
    mark.refresh()
    assert len(view.indicators(node)) == 1
    QgsProject.instance().removeMapLayer(first.id())
    assert mark._indicator is None
    second = a_layer("autre")
    node = QgsProject.instance().layerTreeRoot().findLayer(second.id())
    qtbot.waitUntil(lambda: len(view.indicators(node)) == 1, timeout=2000)
    mark.close()
    assert view.indicators(node) == []


def test_the_mark_tells_how_much_is_unsent_and_how_old_the_data_are(qtbot, workplace, mark):
    a_layer()
    workplace.store.report(Report("X", 4.95, 50.3, "Trou"), workplace.author())
    mark.refresh()
    words = mark._indicator.toolTip()
    assert "Never synchronised" in words
    assert "1 to send" in words


@pytest.mark.parametrize(("age", "words"), [(timedelta(0), "0 min"), (timedelta(minutes=59), "59 min"),
                                            (timedelta(hours=47), "47 h"), (timedelta(days=3), "3 days"),
                                            (timedelta(minutes=-9), "0 min")])
def test_an_age_is_told_in_one_unit(age, words):
    now = datetime.now(timezone.utc)
    assert words in age_words(age)
    assert words in tip(now - age, 0, now)
