"""`rue311:exportincidents`: four shapes; nobody's data unless asked; no cell is a formula."""
from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

_spec = importlib.util.spec_from_file_location("care_helpers", Path(__file__).with_name("care_helpers.py"))
care_helpers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(care_helpers)
NAMES = ("Martin", "Petit", "zoe@", "0475")
BULK = (
    "service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,"
    "service_name,service_subtype,description,agency_responsible,address,lat,long"
)


@pytest.fixture
def care(tmp_path):
    path = tmp_path / "Été d'or" / "store.sqlite"
    return path, care_helpers.fill(path)


@pytest.mark.parametrize("kind", ["csv", "gpkg", "geojson", "json"])
def test_nobody_is_named_unless_asked(run, care, tmp_path, kind):
    for personal in (False, True):
        out = tmp_path / f"à vous {personal}.{kind}"
        done = run("exportincidents", STORE=str(care[0]), FORMAT=kind, PERSONAL_DATA=personal, OUTPUT=str(out))
        assert (done["OUTPUT"], done["EXPORTED"]) == (str(out), 3)
        body = out.read_bytes()
        assert any(name.encode() in body for name in NAMES) == personal
        assert ("Lampe éteinte".encode() in body) == personal
        assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_csv_has_the_bulk_columns_and_no_formula(run, care, tmp_path):
    out = tmp_path / "x.csv"
    run("exportincidents", STORE=str(care[0]), FORMAT="csv", PERSONAL_DATA=True, OUTPUT=str(out))
    assert out.read_text(encoding="utf-8").splitlines()[0] == BULK
    rows = {row["service_request_id"]: row for row in csv.DictReader(out.open(encoding="utf-8", newline=""))}
    assert rows[""]["description"].startswith("'=HYPERLINK")
    assert rows[""]["address"] == "'@Rue Haute 7"
    assert (rows["101"]["long"], rows["101"]["lat"]) == ("-4.9", "50.1")
    assert rows["101"]["requested_datetime"].startswith("2026-01-05T08:00:00")
    assert (rows["101"]["status_description"], rows["101"]["closed_date"]) == ("open", "")


@pytest.mark.parametrize("kind", ["gpkg", "geojson"])
def test_layers_open_in_qgis(run, care, tmp_path, kind):
    out = tmp_path / f"x.{kind}"
    run("exportincidents", STORE=str(care[0]), FORMAT=kind, OUTPUT=str(out), FILTER="\"danger\" = 1")
    layer = QgsVectorLayer(str(out), "x", "ogr")
    (feature,) = layer.getFeatures()
    assert (feature["ref"], feature["danger"], layer.crs().authid()) == (care[1], 1, "EPSG:4326")
    assert feature.geometry().asPoint().x() == pytest.approx(4.95)
    assert "description" not in layer.fields().names()


def test_json_has_the_three_values_and_the_operations(run, care, tmp_path):
    out = tmp_path / "x.json"
    run("exportincidents", STORE=str(care[0]), FORMAT="json", PERSONAL_DATA=True, OUTPUT=str(out))
    told = json.loads(out.read_text(encoding="utf-8"))
    ours = next(one for one in told["incidents"] if one["ref"] == care[1])
    assert (told["broken_links"], told["personal_data"]) == ([], True)
    assert ours["base"]["state"] == ours["local"]["state"] == "new"
    (report,) = ours["operations"]
    assert json.loads(report["texts"]["person"])["last_name"] == "Martin"
    assert [event["state"] for event in report["events"]] == ["queued"]
    strangers = [one for one in told["incidents"] if one["service_request_id"]]
    assert {one["server"]["who"] for one in strangers} == {"M. Petit"}
    assert all(one["conflicts"] == [] for one in strangers)


def test_filter_chooses(run, care, tmp_path):
    out = tmp_path / "x.csv"
    done = run("exportincidents", STORE=str(care[0]), FILTER="service_code = 'LAMP' and $y < 50.2", OUTPUT=str(out))
    assert done["EXPORTED"] == 2


@pytest.mark.parametrize("text", ["danger = ", "nothing_like_it = 1", "to_int('x') > 1"])
def test_a_filter_that_cannot_be_computed_leaves_the_old_file(run, care, tmp_path, text):
    out = tmp_path / "x.csv"
    out.write_text("the file of yesterday")
    with pytest.raises(QgsProcessingException, match="FILTER"):
        run("exportincidents", STORE=str(care[0]), FILTER=text, OUTPUT=str(out))
    assert out.read_text() == "the file of yesterday"
