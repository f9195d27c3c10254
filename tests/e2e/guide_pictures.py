"""Takes the user guide's pictures on the real screens (runs inside QGIS); see tools/make_guide.py --pictures."""
from __future__ import annotations

import urllib.parse
import urllib.request

from hands import child, click, click_map, content, map_is_drawn, must, page, photo, place, plugin, tab, type_into
from inside import pause, shot, wait
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLineEdit, QToolButton
from qgis.utils import iface


def sync() -> None:
    tab("sync")
    click(child("sync_button"))
    wait(lambda: not page("sync").syncing, 60)
    pause(0.5)


def choose(view, row: int) -> None:
    view.setCurrentIndex(view.model().index(row, 0))
    pause(0.3)


def with_menu(button: QToolButton, name: str) -> None:
    """Photograph a menu while it is open."""
    def look() -> None:
        shot(name)
        button.menu().close()
    QTimer.singleShot(500, look)
    button.showMenu()
    pause(0.3)


def fill_report(category: str, code: str, answers: dict[str, list[str]], text: str) -> None:
    form = page("incidents").form
    wait(lambda: form.isVisible() and form.address.text(), 5)
    click(form.danger_no)
    type_into(form.category.search, category)
    QTest.keyClick(form.category.search, Qt.Key.Key_Return)
    wait(lambda: form.category.code == code, 3)
    form.questions.put(answers)
    type_into(form.description, text)
    pause(0.5)


def fault(name: str) -> None:
    """Let the training back end fail once."""
    told = {"api_key": "sandbox", "name": name, "times": "1", "method": "POST"}
    root = place().back_end_url().rstrip("/")
    urllib.request.urlopen(f"{root}/_sandbox/faults", urllib.parse.urlencode(told).encode(), timeout=10).close()


def first_morning() -> None:
    wait(lambda: plugin.dock is not None and plugin.dock.isVisible() and content() is not None)
    wait(content().chooser.isVisible)
    shot("commune")
    click(child("demo_button"))
    wait(content().operator_page.isVisible)
    type_into(child("name", QLineEdit, content().operator_page), "Gaëlle Dupré")
    shot("operator")
    click(child("start_button", where=content().operator_page))
    wait(lambda: place().register is not None, 60)
    sync()
    tab("incidents")
    wait(lambda: page("incidents").layer.layer.featureCount() == len(place().store.incidents()) >= 30, 10)
    map_is_drawn()
    shot("map")


def address() -> None:
    iface.messageBar().clearWidgets()
    tab("addresses")
    addresses = page("addresses")
    type_into(child("search_edit", QLineEdit, addresses), "rue de l'église 1")
    wait(lambda: addresses.results_view.model().rowCount() > 0, 5)
    QTest.keyClick(child("search_edit", QLineEdit, addresses), Qt.Key.Key_Return)
    wait(addresses.chosen_box.isVisible, 5)
    map_is_drawn()
    shot("address")


def report() -> None:
    chosen = page("addresses")._card.chosen
    tab("incidents")
    click(child("report", where=page("incidents").list))
    click_map(chosen.lon + 0.0002, chosen.lat + 0.0001)
    text = "Trou profond au milieu de la chaussée, devant l'arrêt de bus."
    fill_report("nid", "VOI-01", {"taille": ["grand"], "profondeur": ["12"]}, text)
    page("incidents").form.photos.add(photo())
    wait(lambda: page("incidents").form.photos.paths, 5)
    page("incidents").form.scroll.verticalScrollBar().setValue(0)
    map_is_drawn()
    shot("report")
    click(page("incidents").form.save)
    wait(lambda: not page("incidents").form.isVisible(), 10)
    tab("sync")
    choose(page("sync").outbox_view, 1)
    shot("waiting")
    sync()
    shot("sent")


def triage() -> None:
    from rue311.plugin.incidents import State
    iface.messageBar().clearWidgets()
    tab("incidents")
    mine = next(found for found in place().store.incidents() if "arrêt de bus" in found.description)
    must(mine.service_request_id, "the report has no number")
    page("incidents").show_detail(mine.ref)
    detail = page("incidents").detail
    wait(lambda: detail.isVisible() and detail.ref == mine.ref, 5)
    click(detail.steps.buttons[State.ACCEPTED])
    wait(lambda: place().store.incident(mine.ref).state is State.ACCEPTED, 5)
    pause(0.7)
    detail.scroll.verticalScrollBar().setValue(80)
    pause(0.3)
    shot("triage")


def unsure() -> None:
    """A report whose answer never came."""
    page("incidents").detail.back.click()
    sync()
    chosen = page("addresses")._card.chosen
    tab("incidents")
    click(child("report", where=page("incidents").list))
    click_map(chosen.lon - 0.0004, chosen.lat - 0.0002)
    fill_report("poubelle", "PRO-02", {}, "Poubelle renversée.")
    click(page("incidents").form.save)
    wait(lambda: not page("incidents").form.isVisible(), 10)
    fault("drop_before")
    sync()
    iface.messageBar().clearWidgets()
    choose(page("sync").outbox_view, 0)
    shot("unsure")


def around() -> None:
    tab("basemaps")
    pause(0.5)
    tree = page("basemaps").tree
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(1, 0)))
    pause(0.3)
    shot("basemaps")
    tab("sync")
    place().add_operator("Équipe Nord")
    with_menu(child("operator_button", QToolButton), "operators")
    with_menu(child("menu_button", QToolButton), "menu")
    click(child("offline_button", QToolButton))
    pause(0.5)
    shot("offline")
    click(child("online_button"))


def real_commune() -> None:
    content().ask_commune()
    type_into(child("search", QLineEdit, content().chooser), "gembloux")
    click(child("open_button", where=content().chooser))
    wait(content().back_end_form.isVisible, 20)
    type_into(content().back_end_form.url, "https://signaler.commune.example/georeport/v2")
    pause(0.5)
    shot("back-end")


first_morning()
address()
report()
triage()
unsure()
around()
real_commune()
