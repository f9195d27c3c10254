"""The list model and its panel: order, filters and selections of their own."""
from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtWidgets import QAbstractItemView
from rue311.plugin.gui.incidents.book import Change
from rue311.plugin.gui.incidents.filters import Quick
from rue311.plugin.gui.incidents.list_model import Column, IncidentTableModel
from rue311.plugin.gui.incidents.list_panel import ListPanel
from rue311.plugin.incidents import Incident, Operator, OpState, State

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)
PLAIN = Incident(
    ref="", service_request_id="", service_code="VOI-01", service_name="Nid-de-poule", state=State.NEW,
    server_status="open", lon=4.95, lat=50.3, accuracy_m=None, address="Rue du Moulin 3", description="Un trou",
    danger=False, reported_at=NOON, updated_at=NOON, assignee="", priority="", channel="", caller_language="",
    wants_answer=False, delivery=None, unsent=0, conflict=False, photos=0, status_notes="", ours=True,
    missing_upstream=False,
)


def made(number, **changes):
    return replace(PLAIN, **{"ref": f"REF-{number:04}", "reported_at": NOON + timedelta(minutes=number), **changes})


@pytest.fixture
def model(qgis_app):
    return IncidentTableModel()


def fill(model, *incidents):
    model.apply(Change(incidents, complete=True))


def refs(model):
    return [model.incident_at(row).ref for row in range(model.rowCount())]


def cell(model, row, column, role=Qt.ItemDataRole.DisplayRole):
    return model.data(model.index(row, column), role)


def test_danger_stands_on_top_then_the_newest_and_what_is_over_below(model):
    fill(model, made(1), made(2, danger=True), made(3), made(4, state=State.CLOSED, danger=True), made(5, danger=True))
    assert refs(model) == ["REF-0005", "REF-0002", "REF-0003", "REF-0001", "REF-0004"]


def test_columns_say_what_the_technician_looks_for(model):
    fill(model, made(7, service_request_id="VAL-12", state=State.IN_PROGRESS, danger=True, unsent=1))
    assert cell(model, 0, Column.STATE) == "In progress"
    assert cell(model, 0, Column.CATEGORY) == "Nid-de-poule"
    assert cell(model, 0, Column.NUMBER) == "VAL-12"
    assert not cell(model, 0, Column.DANGER, Qt.ItemDataRole.DecorationRole).isNull()
    assert not cell(model, 0, Column.UNSENT, Qt.ItemDataRole.DecorationRole).isNull()
    assert cell(model, 0, Column.DANGER) == ""
    fill(model, made(8))
    assert cell(model, 0, Column.NUMBER) == "REF-0008"
    assert cell(model, 0, Column.DANGER, Qt.ItemDataRole.DecorationRole) is None


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts_both_ways_and_loses_nothing(model, column):
    rng = random.Random(311)
    rows = [
        made(n, state=rng.choice(list(State)), danger=rng.random() < 0.2, unsent=rng.randrange(2),
             address=rng.choice(["", "Rue A 1", "rue b 2"]),
             service_name=rng.choice(["Lampe", "arbre"]), service_request_id=rng.choice(["", "9", "10"]))
        for n in range(200)
    ]
    fill(model, *rows)
    model.sort(column, Qt.SortOrder.AscendingOrder)
    up = refs(model)
    model.sort(column, Qt.SortOrder.DescendingOrder)
    down = refs(model)
    assert sorted(up) == sorted(down) == [f"REF-{n:04}" for n in range(200)]
    assert up != down


def test_numbers_sort_as_numbers(model):
    fill(model, made(1, service_request_id="10"), made(2, service_request_id="9"), made(3))
    model.sort(Column.NUMBER, Qt.SortOrder.AscendingOrder)
    assert refs(model) == ["REF-0002", "REF-0001", "REF-0003"]


@pytest.mark.parametrize(
    "typed",
    ["VAL-77", "7k3q9m2x4tbd", "7K3Q-9M2X", "moulin", "ecole", "ÉCOLE moulin", "marcel", "accepted"],
)
def test_search_finds_by_number_reference_address_text_assignee_and_state(model, typed):
    wanted = made(1, ref="7K3Q-9M2X-4TBD", service_request_id="VAL-77", description="Devant l'école",
                  assignee="Marcel", state=State.ACCEPTED)
    fill(model, wanted, made(2, address="Rue Haute 1", description="Autre"))
    model.set_search(typed)
    assert refs(model) == ["7K3Q-9M2X-4TBD"]
    model.set_search("")
    assert model.rowCount() == 2


def test_quick_filters_and_their_counts(model):
    heard = []
    model.counts_changed.connect(heard.append)
    model.set_operator(Operator("op-1", "Gaëlle"))
    fill(
        model,
        made(1, danger=True),
        made(2, state=State.CLOSED, danger=True),
        made(3, unsent=1, delivery=OpState.QUEUED),
        made(4, assignee="Gaëlle"),
        made(5, conflict=True),
        made(6, assignee="Marcel"),
    )
    assert heard[-1] == {
        Quick.ALL: 6, Quick.OPEN: 5, Quick.DANGER: 1, Quick.MINE: 1, Quick.UNSENT: 1, Quick.CONFLICT: 1,
    }
    for quick, count in heard[-1].items():
        model.set_quick(quick)
        assert model.rowCount() == count

    model.set_quick(Quick.MINE)
    model.set_operator(Operator("op-2", "Marcel"))
    assert refs(model) == ["REF-0006"]


def test_a_change_of_content_moves_no_row(model, qtbot):
    fill(model, *(made(n) for n in range(5)))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as signal:
        model.apply(Change([made(3, description="Plus grand")]))
    assert signal.args[0].row() == signal.args[1].row() == model.row_of("REF-0003")


def test_a_changed_text_is_searched_anew(model):
    fill(model, made(1))
    model.set_search("trou")
    assert model.rowCount() == 1
    model.apply(Change([made(1, description="Réparé")]))
    assert model.rowCount() == 0


def test_ranges_are_read_and_made_as_ranges(model):
    fill(model, *(made(n) for n in range(6)))
    order = refs(model)
    assert model.ranges_of([order[0], order[1], order[4]]) == [(0, 1), (4, 4)]
    assert model.refs_in([(0, 1), (4, 4)]) == [order[0], order[1], order[4]]
    model.set_search("nothing of the kind")
    assert model.ranges_of(order) == []


def test_markup_in_a_tool_tip_is_escaped(model):
    fill(model, made(1, description="<img src=x>", address="<b>A</b>"))
    assert "<img" not in cell(model, 0, Column.CATEGORY, Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in cell(model, 0, Column.ADDRESS, Qt.ItemDataRole.ToolTipRole)
    assert cell(model, 0, Column.ADDRESS) == "<b>A</b>"


# the panel


@pytest.fixture
def panel(model, qtbot):
    panel = ListPanel(model)
    qtbot.addWidget(panel)
    panel.resize(400, 500)
    panel.set_commune_open(True)
    panel.show()
    return panel


def test_choosing_rows_tells_references_once(panel, model):
    fill(model, *(made(n) for n in range(5)))
    heard = []
    panel.selected.connect(heard.append)
    panel.table.selectRow(1)
    assert heard == [frozenset({refs(model)[1]})]
    panel.table.selectAll()
    assert heard[-1] == frozenset(refs(model))


def test_a_choice_from_outside_is_shown_and_not_told_back(panel, model):
    fill(model, *(made(n) for n in range(5)))
    heard = []
    panel.selected.connect(heard.append)
    panel.select(frozenset({"REF-0001", "REF-0003"}))
    chosen = {index.row() for index in panel.table.selectionModel().selectedIndexes()}
    assert {model.incident_at(row).ref for row in chosen} == {"REF-0001", "REF-0003"}
    assert heard == []


def test_the_choice_survives_sorting_filtering_and_news(panel, model):
    fill(model, *(made(n) for n in range(5)))
    panel.select(frozenset({"REF-0002"}))
    panel.table.sortByColumn(Column.REPORTED, Qt.SortOrder.DescendingOrder)
    model.apply(Change([made(9), made(2, danger=True)]))
    (row,) = {index.row() for index in panel.table.selectionModel().selectedIndexes()}
    assert model.incident_at(row).ref == "REF-0002"
    assert panel.refs == frozenset({"REF-0002"})


def test_empty_states_say_what_to_do(panel, model):
    fill(model)
    assert panel.stack.currentWidget() is panel.empty_page
    assert "Report on the map" in panel.empty.text()
    assert panel.show_all.isHidden()

    fill(model, made(1))
    panel.search.setText("zzz")
    panel.search.returnPressed.emit()
    assert panel.stack.currentWidget() is panel.empty_page
    panel.show_all.click()
    assert panel.stack.currentWidget() is panel.table_page
    assert panel.search.text() == ""

    panel.set_commune_open(False)
    fill(model)
    assert "commune" in panel.empty.text()
    assert not panel.report.isEnabled()


def test_double_click_zooms_and_enter_opens(panel, model, qtbot):
    fill(model, made(1), made(2))
    zoomed, opened = [], []
    panel.zoomed.connect(zoomed.append)
    panel.opened.connect(opened.append)
    index = model.index(0, Column.CATEGORY)
    panel.table.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
    where = panel.table.visualRect(index).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert zoomed == [frozenset({"REF-0002"})]

    panel.table.setFocus()
    panel.table.selectionModel().setCurrentIndex(
        model.index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    )
    panel.open.click()
    assert opened == ["REF-0001"]


def test_enter_in_the_search_box_goes_to_the_first_row(panel, model, qtbot):
    fill(model, made(1, address="Rue Haute 1"), made(2))
    panel.search.setFocus()
    qtbot.keyClicks(panel.search, "haute")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.refs == frozenset({"REF-0001"})


def test_filter_buttons_bear_their_counts(panel, model):
    fill(model, made(1, danger=True), made(2, unsent=1), made(3))
    assert panel.filter_buttons[Quick.DANGER].text().endswith(" 1")
    panel.filter_buttons[Quick.UNSENT].click()
    assert refs(model) == ["REF-0002"]
    assert panel.filter_buttons[Quick.CONFLICT].isHidden()


def test_the_panel_fits_a_dock_of_400_pixels(panel, model):
    fill(model, *(made(n, danger=True, unsent=1, conflict=True) for n in range(3)))
    assert panel.minimumSizeHint().width() <= 400
