"""`rue311:triageincidents`: the guards of the screen hold in a table too; nothing is sent."""
from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer
from rue311.plugin.incidents import OpKind, OpState, State, open_store

_spec = importlib.util.spec_from_file_location("care_helpers", Path(__file__).with_name("care_helpers.py"))
care_helpers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(care_helpers)


@pytest.fixture
def care(tmp_path):
    path = tmp_path / "Été d'or" / "store.sqlite"
    return path, care_helpers.fill(path)


@pytest.fixture
def table(tmp_path):
    def make(text):
        path = tmp_path / "décisions.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return make


def opened(path):
    return open_store(path, training=False, device_id="pc-test")


def test_good_rows_are_written_and_bad_ones_told(run, care, table):
    path, ours = care
    changes = table(
        "ref,service_request_id,state,reason,note,assignee,duplicate_of\n"
        f"{ours},,accepted,,À voir lundi,,\n"
        ",101,refused,,,,\n"  # without a reason
        ",102,Planned,,,Équipe B,\n"
        ",999,accepted,,,,\n"
        f"{ours},,new,,,,\n"  # never back to new
        ",101,duplicate,,,,102\n"
        ",,accepted,,,,\n"
        ",102,dancing,,,,\n"
    )
    done = run("triageincidents", STORE=str(path), CHANGES=changes, REFUSALS="memory:")
    assert (done["QUEUED"], done["REFUSED"]) == (3, 5)
    layer = run.context.getMapLayer(done["REFUSALS"])
    assert [feature["row"] for feature in layer.getFeatures()] == [2, 4, 5, 7, 8]
    assert "needs a reason" in next(iter(layer.getFeatures()))["reason"]
    store = opened(path)
    states = {incident.service_request_id: incident.state for incident in store.incidents()}
    assert states == {"": State.ACCEPTED, "101": State.DUPLICATE, "102": State.PLANNED}
    assert all(op.attempt == 0 for op in store.operations())
    kinds = [(op.kind, op.state) for op in store.operations(ref=ours)]
    assert kinds == [(OpKind.REPORT, OpState.QUEUED), (OpKind.PATCH, OpState.QUEUED), (OpKind.NOTE, OpState.QUEUED)]
    assert store.broken_links() == []
    store.close()


def test_a_refused_row_leaves_nothing_half_done(run, care, table):
    """Danger is written before the state is checked: the refusal of the state must take it back."""
    path, ours = care
    changes = table(f"ref,state,danger,note\n{ours},refused,safe,à garder\n")
    done = run("triageincidents", STORE=str(path), CHANGES=changes)
    assert (done["QUEUED"], done["REFUSED"]) == (0, 1)
    store = opened(path)
    assert store.incident(ours).danger
    assert [op.kind for op in store.operations(ref=ours)] == [OpKind.REPORT]
    store.close()


def test_a_row_that_changes_nothing_is_neither(run, care, table):
    path, ours = care
    changes = table(f"ref,priority\n{ours},high\n{ours},high\n")
    done = run("triageincidents", STORE=str(path), CHANGES=changes)
    assert (done["QUEUED"], done["REFUSED"]) == (1, 0)


def test_a_number_that_a_spreadsheet_made_a_decimal(run, care):
    path, _ = care
    layer = QgsVectorLayer("NoGeometry?field=service_request_id:double&field=state:string", "t", "memory")
    from qgis.core import QgsFeature

    feature = QgsFeature(layer.fields())
    feature.setAttributes([102.0, "accepted"])
    layer.dataProvider().addFeatures([feature])
    assert run("triageincidents", STORE=str(path), CHANGES=layer)["QUEUED"] == 1


@pytest.mark.parametrize(("columns", "words"), [
    ("state,x\nnew,1\n", "neither a column ref"), ("ref,x\nx,1\n", "none of"),
])
def test_a_table_that_says_nothing_ends_the_run(run, care, table, columns, words):
    with pytest.raises(QgsProcessingException, match=words):
        run("triageincidents", STORE=str(care[0]), CHANGES=table(columns))


def test_no_store_is_made(run, tmp_path, table):
    path = tmp_path / "none.sqlite"
    with pytest.raises(QgsProcessingException, match="there is no file"):
        run("triageincidents", STORE=str(path), CHANGES=table("ref,state\nx,new\n"))
    assert not path.exists()
