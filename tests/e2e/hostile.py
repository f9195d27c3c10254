"""Bad days in a real QGIS (runs inside it; see test_hostile.py). The first word of `arguments` says which part."""
from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import replace

from hands import child, click, content, must, page, place, plugin, required_answers, tab, type_into
from inside import arguments, out, pause, shot, wait
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QTextBrowser
from qgis.utils import iface
from rue311.plugin.commune import BackEnd, commune, profile_for
from rue311.plugin.gui.incidents.form_content import Spot

NAMUR = "92094"
SENT, TYPED = "Avaloir bouché <b>devant</b> l'école", "Tapé juste avant la panne de courant"
told: dict[str, object] = {}
faults: list[str] = []


class Heart:
    """Beats each 50 ms on the GUI thread; the longest pause is how long the window was frozen."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(50)

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def listen(message: str, tag: str, _level: object) -> None:
    if "Traceback" in message:
        faults.append(f"{tag}: {message}")


def bar_text() -> str:
    texts = [item.findChild(QTextBrowser) for item in iface.messageBar().items()]
    return " | ".join(" ".join(text.toPlainText().split()) for text in texts if text is not None)


def write_down() -> None:
    (out / "told.json").write_text(json.dumps({**told, "faults": faults}, ensure_ascii=False), encoding="utf-8")


def open_namur(url: str) -> None:
    """The real commune with a back end that is a process of its own, and an operator."""
    wait(lambda: plugin.dock is not None)
    pause(0.5)
    plugin.dock.setUserVisible(True)  # a QGIS that was killed has not written down that the dock was in view
    wait(lambda: content() is not None)
    passwords = QgsApplication.authManager()
    passwords.setMasterPassword("mot de passe maître", True)
    if place().profile is None and not place().opening:
        key = QgsAuthMethodConfig("Basic")
        key.setName("Namur")
        key.setConfig("username", "rue311")
        key.setConfig("password", "sandbox")
        passwords.storeAuthenticationConfig(key)
        profile = profile_for(commune(NAMUR))
        place().open(replace(profile, back_end=BackEnd(url, "namur.be", key.id())))
    wait(lambda: place().profile is not None, 20)
    if place().operator is None:
        known = place().operators
        place().set_operator(known[0]) if known else place().add_operator("<b>Gaëlle</b> Dupré")
    content().show_work()


def sync() -> None:
    tab("sync")
    wait(lambda: child("sync_button").isEnabled(), 20)
    click(child("sync_button"))
    wait(lambda: not page("sync").syncing, 40)


def begin(text: str) -> None:
    tab("incidents")
    page("incidents").report_at(Spot(4.8667, 50.4669))
    form = page("incidents").form
    form.danger_no.click()
    form.category.set_code("PRO-01")
    form.questions.put(required_answers("PRO-01"))
    form.description.setPlainText(text)


def before_the_crash(url: str) -> None:
    """A report is on its way and its answer hangs, another one is being typed: then somebody pulls the plug."""
    open_namur(url)
    sync()
    begin(SENT)
    click(page("incidents").form.save)
    wait(lambda: not page("incidents").form.isVisible(), 10)
    told["ref"] = next(found.ref for found in place().store.incidents() if found.description == SENT)
    begin(TYPED)
    wait(lambda: page("incidents").form.kept.text() != "", 10)
    tab("sync")
    click(child("sync_button"))
    wait(lambda: any(op.state.value == "in_flight" for op in place().store.operations()), 20)
    write_down()
    pause(60)
    raise AssertionError("nobody pulled the plug")


def after_the_crash(url: str) -> None:
    """The draft is offered, what may have arrived is unsure; the next sync finds it and doubles nothing."""
    open_namur(url)
    ref = arguments[2]
    pages = page("incidents")
    tab("incidents")
    wait(lambda: not pages.background.busy, 10)
    pause(0.5)
    told["offered"] = [draft.form["description"] for draft in place().store.drafts()]
    shot("after-the-crash")
    told["before"] = [op.state.value for op in place().store.operations(ref=ref)]
    sync()
    told["after"] = [op.state.value for op in place().store.operations(ref=ref)]
    new_project()
    held_store()
    closing()


def new_project() -> None:
    """The incident layer is back, once, in the commune's Lambert grid."""
    iface.newProject(False)
    pause(1)
    project = QgsProject.instance()
    with suppress(TimeoutError):
        wait(lambda: not project.isDirty(), 5)
    layers = [layer for layer in project.mapLayers().values() if layer.customProperty("rue311/role") == "incidents"]
    told["layers"], told["dirty"], told["crs"] = len(layers), project.isDirty(), project.crs().authid()
    must(layers and layers[0].featureCount() == len(place().store.incidents()), "the layer was not filled again")


def held_store() -> None:
    """Another program holds the store: the window lives, nothing is lost, one sentence says so."""
    import sqlite3

    begin("Pendant la sauvegarde")
    form = page("incidents").form
    pause(1)
    holder = sqlite3.connect(place().store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    heart = Heart()
    click(form.save)
    wait(lambda: not form.saving, 15)
    told["held"], told["kept"] = bar_text(), form.description.toPlainText()
    content().ask_operator()
    type_into(content().operator_page.name, "Nadia")
    click(content().operator_page.start_button)
    told["frozen"] = heart.longest
    shot("held-store")
    holder.execute("ROLLBACK")
    holder.close()
    wait(lambda: place().operator.name == "Nadia", 10)
    click(form.save)
    wait(lambda: not form.isVisible(), 10)


def closing() -> None:
    """QGIS is closed with unsent work: it asks, and staying is the answer of the Escape key."""
    def answer() -> None:
        box = QApplication.activeModalWidget()
        told["asked"] = box.text() if isinstance(box, QMessageBox) else repr(box)
        shot("closing")
        QTest.keyClick(box, Qt.Key.Key_Escape)
    QTimer.singleShot(1000, answer)
    told["may_close"] = plugin._exit_guard.allowExit()


QgsApplication.messageLog().messageReceived.connect(listen)
try:
    {"before": before_the_crash, "after": after_the_crash}[arguments[0]](arguments[1])
finally:
    write_down()
