"""Work in the background: results, failures, cancel, one progress item, and a map that still draws."""
from __future__ import annotations

import threading
import time

import pytest
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QThreadPool
from rue311.plugin.errors import Rue311Error
from rue311.plugin.gui.messages import Messages
from rue311.plugin.gui.tasks import TaskRunner, Work


@pytest.fixture
def runner(fake_iface):
    messages = Messages(fake_iface)
    runner = TaskRunner(messages)
    yield runner
    runner.cancel_all()
    messages.clear()


class Sleeper(Work):
    """Holds its thread until it is let go or cancelled."""

    def __init__(self, title="Sleeping", **more):
        super().__init__(title, **more)
        self.entered = threading.Event()
        self.let_go = threading.Event()

    def work(self):
        self.entered.set()
        while not self.let_go.wait(0.01):
            if self.cancel_token.cancelled:
                return None
        return "rested"


class Failing(Work):
    def __init__(self, error):
        super().__init__("Failing")
        self._to_raise = error

    def work(self):
        raise self._to_raise


def test_a_result_reaches_the_gui_thread(runner, qtbot):
    work = Sleeper()
    work.let_go.set()
    seen = []
    work.finished_with.connect(lambda result: seen.append((result, threading.current_thread())))
    with qtbot.waitSignal(work.ended, timeout=5_000):
        runner.start(work)

    assert seen == [("rested", threading.main_thread())]
    assert not runner.busy


def test_an_expected_failure_arrives_as_it_was_raised(runner, qtbot):
    error = Rue311Error("The line broke.", "Try again.")
    work = Failing(error)
    with qtbot.waitSignal(work.failed_with, timeout=5_000) as seen:
        runner.start(work)
    assert seen.args == [error]


def test_a_defect_is_told_as_trouble_with_its_trace_behind_details(runner, qtbot):
    work = Failing(ZeroDivisionError("one over nothing"))
    with qtbot.waitSignal(work.failed_with, timeout=5_000) as seen:
        runner.start(work)
    told = seen.args[0]
    assert told.code == "R311-500"
    assert "one over nothing" in told.detail
    assert "one over nothing" not in told.sentence


def test_a_cancelled_work_tells_no_result_but_ends(runner, qtbot):
    work = Sleeper()
    told = []
    work.finished_with.connect(told.append)
    work.failed_with.connect(told.append)
    runner.start(work)
    assert work.entered.wait(5)
    with qtbot.waitSignal(work.ended, timeout=5_000):
        work.cancel()
    assert told == []
    assert work.cancel_token.cancelled


def test_the_offline_switch_stops_only_work_that_uses_the_network(runner, qtbot):
    importing = Sleeper("Importing", uses_network=False)
    syncing = Sleeper("Syncing")
    for work in (importing, syncing):
        runner.start(work)
        assert work.entered.wait(5)
    with qtbot.waitSignal(syncing.ended, timeout=5_000):
        runner.cancel_network()
    assert not importing.cancel_token.cancelled
    importing.let_go.set()
    qtbot.waitUntil(lambda: not runner.busy, timeout=5_000)


def test_unloading_comes_back_only_when_no_thread_of_ours_is_left(runner):
    works = [Sleeper(f"Sleeper {number}") for number in range(3)]
    for work in works:
        runner.start(work)
    assert works[0].entered.wait(5)

    runner.cancel_all()

    assert all(work.wait_until_left(0) for work in works)
    assert not runner.busy


def test_long_work_shows_one_progress_item_that_cancels(runner, fake_iface, qtbot):
    first, second = Sleeper("First work"), Sleeper("Second work")
    runner.start(first)
    runner.start(second)
    qtbot.waitUntil(lambda: len(fake_iface.messageBar().items()) == 1, timeout=5_000)
    first.tell(0.5, "Half of <b>it</b>")
    qtbot.waitUntil(lambda: "Half of" in fake_iface.messageBar().items()[0].text(), timeout=2_000)

    item = fake_iface.messageBar().items()[0]
    assert item.text() == "Half of &lt;b&gt;it&lt;/b&gt;"  # shown as written, never as markup
    from qgis.PyQt.QtWidgets import QPushButton

    item.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: first.cancel_token.cancelled, timeout=2_000)
    qtbot.waitUntil(lambda: runner._shown is second, timeout=5_000)
    second.let_go.set()
    qtbot.waitUntil(lambda: not runner.busy, timeout=5_000)
    assert len(fake_iface.messageBar().items()) == 0


def test_quick_work_leaves_the_message_bar_alone(runner, fake_iface, qtbot):
    work = Sleeper()
    work.let_go.set()
    with qtbot.waitSignal(work.ended, timeout=5_000):
        runner.start(work)
    assert len(fake_iface.messageBar().items()) == 0


def test_a_map_draws_while_three_tasks_sleep(runner, fake_iface, qtbot):
    """QGIS 3.22 draws maps in the pool of the tasks: without lending the places back this map would wait for them."""
    pool = QThreadPool.globalInstance()
    before = pool.maxThreadCount()
    pool.setMaxThreadCount(3)
    layer = QgsVectorLayer("Point?crs=EPSG:31370", "points", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(185_000, 110_000)))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    works = [Sleeper(f"Sleeper {number}") for number in range(3)]
    try:
        for work in works:
            runner.start(work)
        for work in works:
            assert work.entered.wait(5)
        canvas = fake_iface.mapCanvas()
        canvas.setLayers([layer])
        fake_iface.mainWindow().show()
        with qtbot.waitSignal(canvas.mapCanvasRefreshed, timeout=10_000):
            canvas.setExtent(QgsRectangle(184_000, 109_000, 186_000, 111_000))
            canvas.refresh()
        assert not any(work.let_go.is_set() for work in works)  # the tasks were asleep all along
    finally:
        for work in works:
            work.let_go.set()
        qtbot.waitUntil(lambda: not runner.busy, timeout=5_000)
        pool.setMaxThreadCount(before)
    assert pool.activeThreadCount() >= 0


def test_every_place_that_was_lent_comes_back(runner, qtbot):
    pool = QThreadPool.globalInstance()
    qtbot.waitUntil(lambda: pool.activeThreadCount() == 0, timeout=5_000)
    for number in range(5):
        work = Sleeper(f"Sleeper {number}") if number % 2 else Failing(ValueError("no"))
        if isinstance(work, Sleeper):
            work.let_go.set()
        with qtbot.waitSignal(work.ended, timeout=5_000):
            runner.start(work)
    qtbot.waitUntil(lambda: pool.activeThreadCount() == 0, timeout=5_000)
    deadline = time.monotonic() + 5
    while QgsApplication.taskManager().countActiveTasks() and time.monotonic() < deadline:
        qtbot.wait(10)
    assert QgsApplication.taskManager().countActiveTasks() == 0
