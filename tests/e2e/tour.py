"""The guided tour: a technician's day in the demo commune, on the real screens (runs inside QGIS, see inside.py).

Each step does what a person would do (type, click, press keys), checks what must then be true, and is photographed. A
step that fails is recorded and the tour goes on; the record is tour.json.
"""
from __future__ import annotations

import json
import time
import traceback
import urllib.request

from hands import (
    back_end_count,
    back_end_has,
    child,
    click,
    click_map,
    connect_gps,
    content,
    map_is_drawn,
    must,
    page,
    photo,
    place,
    plugin,
    required_answers,
    tab,
    type_into,
)
from inside import out, pause, shot, wait
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLineEdit, QToolButton, QWidget
from qgis.utils import iface

OPERATOR, SECOND_OPERATOR = "Gaëlle Dupré", "Équipe Nord"
DESCRIPTION = "Trou profond au milieu de la chaussée, <b>risque</b> pour les vélos."
NOTE = "Vu sur place, à reboucher cette semaine."
record: list[dict[str, object]] = []
known: dict[str, object] = {}


def step(title: str, told: str):
    """Run a function as a step of the tour, photograph the screen, and write down how it went."""
    def run(function):
        number = len(record) + 1
        started, trouble = time.monotonic(), ""
        try:
            function()
        except BaseException:
            trouble = traceback.format_exc()
            traceback.print_exc()
        seconds = time.monotonic() - started
        image = f"{number:02}-{function.__name__.strip('_').replace('_', '-')}"
        shot(image)
        record.append({"title": title, "told": told, "trouble": trouble, "seconds": seconds, "image": f"{image}.png"})
        (out / "tour.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        return function
    return run


# --- the day ---

@step("First start", "The dock asks which commune: 261 by name or INS code, and the demo commune.")
def _first_start():
    wait(lambda: plugin.dock is not None and plugin.dock.isVisible() and content() is not None)
    wait(content().chooser.isVisible)
    type_into(child("search", QLineEdit, content().chooser), "namur")
    must("92094" in content().chooser.model.index(0).data(), "Namur is not found by its name")


@step("Who is working", "The demo commune opens; every operation carries the name of its operator.")
def _operator():
    child("search", QLineEdit, content().chooser).clear()
    click(child("demo_button"))
    wait(content().operator_page.isVisible)
    type_into(child("name", QLineEdit, content().operator_page), OPERATOR)
    pause(0.3)


@step("The commune on the map", "Its own basemap needs no network; the register is made ready in the background.")
def _commune():
    click(child("start_button", where=content().operator_page))
    wait(lambda: place().operator is not None and place().operator.name == OPERATOR)
    wait(lambda: place().register is not None, 60)
    map_is_drawn()


@step("First sync", "The training back end runs on this computer; its categories and incidents arrive.")
def _first_sync():
    if not place().sandbox_running:
        click(child("sandbox_button"))
    tab("sync")
    click(child("sync_button"))
    wait(lambda: not page("sync").syncing, 60)
    must(len(place().services()) >= 10, "no categories arrived")
    tab("incidents")
    wait(lambda: len(place().store.incidents()) >= 30, 10)
    wait(lambda: page("incidents").layer.layer.featureCount() == len(place().store.incidents()), 10)
    page("incidents").list.table.selectRow(0)
    map_is_drawn()


@step("Basemaps of every level", "A source is asked first: one that does not answer says so, and nothing freezes.")
def _basemaps():
    tab("basemaps")
    basemaps = page("basemaps")
    type_into(child("search", QLineEdit, basemaps), "PICC")
    view = basemaps.tree
    view.expandAll()
    model = view.model()
    leaf = model.index(0, 0)
    while model.rowCount(leaf):
        leaf = model.index(0, 0, leaf)
    view.setCurrentIndex(leaf)
    started = time.monotonic()
    layers = len(QgsProject.instance().mapLayers())
    click(child("add_button", where=basemaps))
    wait(lambda: not place().tasks.busy, 8)
    must(time.monotonic() - started < 5, f"the answer took {time.monotonic() - started:.1f} s")
    must(len(QgsProject.instance().mapLayers()) == layers, "a source without network was added all the same")
    must(iface.messageBar().currentItem() is not None, "no message says that the source does not answer")
    pause(0.5)


@step("Find an address", "Search as one types, by street, number and section; Enter shows it on the map.")
def _address():
    iface.messageBar().clearWidgets()
    tab("addresses")
    addresses = page("addresses")
    name = next(found.street for found in place().register.search("rue de l'église"))
    type_into(child("search_edit", QLineEdit, addresses), f"{name} 1".lower())
    wait(lambda: addresses.results_view.model().rowCount() > 0, 5)
    QTest.keyClick(child("search_edit", QLineEdit, addresses), Qt.Key.Key_Return)
    wait(addresses.chosen_box.isVisible, 5)
    known["address"] = addresses._card.chosen
    must("glise" in known["address"].label, f"found {known['address'].label}")
    map_is_drawn()


@step("The locator", "Ctrl+K and `adr` find the same addresses from anywhere in QGIS.")
def _locator():
    iface.mainWindow().activateWindow()
    bar = next(widget for widget in iface.mainWindow().findChildren(QWidget)
               if widget.metaObject().className() == "QgsLocatorWidget")
    known["locator"] = bar.findChild(QLineEdit)
    known["locator"].setFocus()
    known["locator"].setText("adr place")
    pause(2)


@step("What address is here?", "A click on the map names the nearest address and its distance.")
def _nearest():
    known["locator"].clear()
    addresses_tab = child("addresses_tab", QToolButton)
    addresses_tab.setFocus()
    pause(0.5)
    for floating in [widget for widget in iface.mainWindow().findChildren(QWidget)
                     if widget.metaObject().className() == "QgsFloatingWidget"]:
        floating.hide()  # QGIS hides it when another window is clicked, and there is none here
    addresses = page("addresses")
    before = addresses._card.chosen
    click(child("ask_button", QToolButton, addresses))
    chosen = known["address"]
    click_map(chosen.lon + 0.0006, chosen.lat + 0.0003)
    wait(lambda: addresses._card.chosen is not before and addresses._card.chosen is not None, 5)
    click(child("ask_button", QToolButton, addresses))
    map_is_drawn()


@step("Report, without a back end", "A click on the map opens the form: danger first, address filled in, photo.")
def _report():
    click(child("sandbox_button"))
    must(not place().sandbox_running, "the training back end did not stop")
    tab("incidents")
    incidents = page("incidents")
    click(child("report", where=incidents.list))
    chosen = known["address"]
    click_map(chosen.lon + 0.0002, chosen.lat + 0.0001)
    form = incidents.form
    wait(lambda: form.isVisible() and form.address.text(), 5)
    click(form.danger_no)
    type_into(form.category.search, "nid")
    QTest.keyClick(form.category.search, Qt.Key.Key_Return)
    wait(lambda: form.category.code == "VOI-01", 3)
    form.questions.put({"taille": ["grand"], "profondeur": ["12"]})
    type_into(form.description, DESCRIPTION)
    form.photos.add(photo())
    form.channel.setCurrentIndex(form.channel.findData("phone"))
    click(form.wants_answer)
    wait(lambda: form.photos.paths, 5)
    wait(form.phone.isVisible, 3)
    type_into(form.first_name, "Élodie")
    type_into(form.phone, "0470 12 34 56")
    form.scroll.verticalScrollBar().setValue(0)


@step("The rest of the form", "Channel, language, and the person who wants an answer: kept where they can be erased.")
def _form_below():
    bar = page("incidents").form.scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    pause(0.3)


@step("Saved and on the map at once", "Written to the journal before the screen says so; marked as still to be sent.")
def _saved():
    incidents = page("incidents")
    click(incidents.form.save)
    wait(lambda: not incidents.form.isVisible(), 10)
    mine = [found for found in place().store.incidents() if found.unsent and DESCRIPTION in found.description]
    must(len(mine) == 1, f"{len(mine)} reports stand in the store")
    known["ref"] = mine[0].ref
    must(mine[0].photos == 1, "the photo is missing")
    must(mine[0].address, "the address is missing")
    wait(lambda: incidents.layer.layer.featureCount() == len(place().store.incidents()), 10)
    map_is_drawn()


@step("Sync without a back end", "Nothing is lost: one sentence says what happened, the outbox says what waits.")
def _sync_fails():
    iface.messageBar().clearWidgets()
    tab("sync")
    sync = page("sync")
    if child("sync_button").isEnabled():
        click(child("sync_button"))
        wait(lambda: not sync.syncing, 60)
    waiting = place().store.counts().unsent
    must(waiting >= 1, "the report does not wait any more")
    sync.outbox_view.setCurrentIndex(sync.outbox_view.model().index(0, 0))
    pause(0.5)


@step("The back end is there again", "Sync now: the report is sent once, and the back end's number comes back.")
def _sync_works():
    iface.messageBar().clearWidgets()
    click(child("sandbox_button"))
    wait(lambda: place().sandbox_running, 10)
    tab("sync")
    deadline = time.monotonic() + 60
    while not place().store.incident(known["ref"]).service_request_id and time.monotonic() < deadline:
        wait(lambda: child("sync_button").isEnabled(), 20)
        click(child("sync_button"))
        wait(lambda: not page("sync").syncing, 60)
        pause(1)
    known["number"] = place().store.incident(known["ref"]).service_request_id
    must(known["number"], "the back end gave no number")
    must(back_end_count(known["ref"]) == 1, f"the back end has the report {back_end_count(known['ref'])} times")
    page("sync").outbox_view.setCurrentIndex(page("sync").outbox_view.model().index(0, 0))
    pause(0.5)


@step("The incident, whole", "State, number, photo and history; a caller's text is never taken for markup.")
def _detail():
    iface.messageBar().clearWidgets()
    tab("incidents")
    incidents = page("incidents")
    incidents.show_detail(known["ref"])
    wait(lambda: incidents.detail.isVisible() and incidents.detail.ref == known["ref"], 5)
    incidents.zoom_to(frozenset({known["ref"]}))
    pause(0.5)
    must(str(known["number"]) in incidents.detail.facts.text(), "the number is not shown")
    must("<b>" in incidents.detail.description.text(), "the description was taken for markup")
    map_is_drawn()


@step("Triage", "Accept it and add a note; both are operations in the journal and wait for the next sync.")
def _triage():
    from rue311.plugin.incidents import State
    detail = page("incidents").detail
    click(detail.steps.buttons[State.ACCEPTED])
    wait(lambda: place().store.incident(known["ref"]).state is State.ACCEPTED, 5)
    detail.scroll.ensureWidgetVisible(detail.note)
    type_into(detail.note, NOTE)
    click(detail.add_note)
    wait(lambda: not detail.note.text(), 5)
    pause(0.7)


@step("Seen at the back end", "After the next sync the back end itself tells the new state and the note.")
def _seen_upstream():
    tab("sync")
    click(child("sync_button"))
    wait(lambda: not page("sync").syncing, 60)
    wait(lambda: place().store.incident(known["ref"]).unsent == 0, 10)
    url = f"{place().back_end_url()}/servicerequestupdates.json?jurisdiction_id=valombre.example&api_key=sandbox"
    with urllib.request.urlopen(url, timeout=10) as answer:
        updates = [row for row in json.load(answer) if str(row["service_request_id"]) == str(known["number"])]
    must(any(NOTE in (row.get("description") or "") for row in updates), f"the note did not arrive: {updates}")
    known["upstream"] = back_end_has(str(known["number"]))
    must(known["upstream"]["status"] == "open", f"the back end says {known['upstream']['status']}")
    tab("incidents")
    page("incidents").show_detail(known["ref"])
    pause(1)
    bar = page("incidents").detail.scroll.verticalScrollBar()
    bar.setValue(bar.maximum())


@step("Another operator in two clicks", "A crew shares one laptop: the name in the header is a menu.")
def _second_operator():
    place().add_operator(SECOND_OPERATOR)
    place().set_operator(next(known for known in place().operators if known.name == OPERATOR))
    button = child("operator_button", QToolButton)

    def choose():
        menu = button.menu()
        action = next(action for action in menu.actions() if action.text().replace("&", "") == SECOND_OPERATOR)
        known["menu"] = shot("menu-operator")
        where = menu.actionGeometry(action).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        menu.close()
    QTimer.singleShot(400, choose)
    button.showMenu()
    wait(lambda: place().operator.name == SECOND_OPERATOR, 5)


@step("Offline on purpose", "The switch in the header: while it is on, no request leaves.")
def _offline():
    click(child("offline_button", QToolButton))
    must(place().offline, "the switch did not work")
    tab("sync")
    must(not child("sync_button").isEnabled(), "a sync can be started offline")
    pause(0.5)


@step("Danger, here", "The place comes from QGIS's GPS connection, with its accuracy; danger stands on top.")
def _danger_here():
    click(child("online_button"))
    tab("incidents")
    incidents = page("incidents")
    incidents.detail.back.click()
    chosen = known["address"]
    connect_gps(chosen.lon - 0.0012, chosen.lat + 0.0006)
    click(child("here", where=incidents.list))
    form = incidents.form
    wait(lambda: form.isVisible() and "GPS" in form.place.text(), 5)
    click(form.danger_yes)
    type_into(form.category.search, "arbre")
    QTest.keyClick(form.category.search, Qt.Key.Key_Return)
    wait(lambda: form.category.code == "ESP-01", 3)
    form.questions.put(required_answers("ESP-01"))
    type_into(form.description, "Grosse branche cassée au-dessus du trottoir.")
    shot("form-danger")
    click(form.save)
    wait(lambda: not form.isVisible(), 10)
    must(any(found.danger and found.accuracy_m for found in place().store.incidents()), "no danger, or no accuracy")
    map_is_drawn()


@step("The whole commune", "All incidents of the commune by state, in list and map; danger stands out.")
def _overview():
    iface.messageBar().clearWidgets()
    content()._show_commune()
    pause(0.5)
    map_is_drawn()


if any(step["trouble"] for step in record):
    raise SystemExit(1)
