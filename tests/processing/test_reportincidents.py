"""`rue311:reportincidents`: rows become reports in the outbox, or are refused one by one; nothing is sent."""
from __future__ import annotations

import json
import sqlite3
import struct
import zlib

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from rue311.plugin.incidents import OpKind, OpState, open_store
from rue311.plugin.processing.reportincidents import ReportIncidents

SERVICES = [{"service_code": "POT", "service_name": "Nid-de-poule", "metadata": True},
            {"service_code": "LAMP", "service_name": "Éclairage", "metadata": False}]
QUESTIONS = {
    "POT": {
        "service_code": "POT",
        "attributes": [
            {"code": "SIZE", "variable": True, "datatype": "singlevaluelist", "required": True,
             "values": [{"key": "S", "name": "Petit"}, {"key": "L", "name": "Grand"}]},
            {"code": "DEPTH", "variable": True, "datatype": "number", "required": False, "values": []},
            {"code": "WHO", "variable": True, "datatype": "multivaluelist", "required": False,
             "values": [{"key": "car", "name": "Autos"}, {"key": "bike", "name": "Vélos"}]},
        ],
    }
}
FIELDS = (
    "field=code:string&field=words:string(9000)&field=size:string&field=depth:double&field=who:string"
    "&field=photo:string"
)
HERE = "POINT(4.95 50.30)"


class Listening(QgsProcessingFeedback):
    """Keeps what the run says."""

    def __init__(self):
        super().__init__(False)
        self.errors, self.warnings, self.infos = [], [], []

    def reportError(self, error, _fatal=False):
        self.errors.append(error)

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def pushInfo(self, info):
        self.infos.append(info)


@pytest.fixture
def store_file(tmp_path):
    """A store that knows two services, under a path that breaks careless code."""
    path = tmp_path / "Gaëlle d'Été" / "store.sqlite"
    store = open_store(path, training=False, device_id="pc-test")
    store.save_services(SERVICES, QUESTIONS)
    store.close()
    return path


@pytest.fixture
def run(qgis_app):
    def go(parameters, feedback=None):
        feedback = feedback or Listening()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        allowed, why = ReportIncidents().create().checkParameterValues(parameters, context)  # as the toolbox does
        if not allowed:
            feedback.errors.append(why)
            return {}, False, feedback
        results, ok = ReportIncidents().create().run(parameters, context, feedback)
        if results.get("REFUSALS"):
            results["TABLE"] = context.takeResultLayer(results["REFUSALS"])
        return results, ok, feedback

    return go


def layer(*rows, crs="EPSG:4326"):
    """Rows are (WKT or None, code, words, size, depth, who, photo); missing ones are NULL."""
    made = QgsVectorLayer(f"Point?crs={crs}&{FIELDS}", "rows", "memory")
    for wkt, *values in rows:
        feature = QgsFeature(made.fields())
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([*values, *[None] * (6 - len(values))])
        made.dataProvider().addFeature(feature)
    return made


def asked(points, store_file, **more):
    return {"INPUT": points, "SERVICE_FIELD": "code", "DESCRIPTION_FIELD": "words", "STORE": str(store_file),
            "ATTRIBUTES": json.dumps({"SIZE": "size", "DEPTH": "depth", "WHO": "who"}), **more}


def opened(path):
    return open_store(path, training=False, device_id="pc-test")


def png(path, side=4):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + b"\7\7\7" * min(side, 4)) * min(side, 4)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b""))
    return path


def test_good_rows_wait_in_the_outbox_with_their_answers(run, store_file):
    points = layer((HERE, "POT", "Trou devant l'école", "Grand", 12.0, "car|bike"), (HERE, "LAMP", "Éteint"))
    results, ok, _feedback = run(asked(points, store_file, OPERATOR="Atelier"))
    assert ok
    assert (results["QUEUED"], results["REFUSED"]) == (2, 0)
    store = opened(store_file)
    operations = store.operations([OpState.QUEUED])
    assert [operation.kind for operation in operations] == [OpKind.REPORT] * 2
    assert {store.operators()[0].operator_id} == {operation.operator_id for operation in operations}
    assert store.operators()[0].name == "Atelier"
    pothole = next(found for found in store.incidents() if found.service_code == "POT")
    assert pothole.description == "Trou devant l'école"
    with store.database.reading() as tx:
        (told,) = tx.execute("SELECT body FROM content WHERE kind = 'attributes'").fetchone()
    assert json.loads(told) == {"SIZE": ["L"], "DEPTH": ["12"], "WHO": ["car", "bike"]}
    store.close()


def test_each_bad_row_has_its_reason_and_the_good_ones_go_on(run, store_file, tmp_path):
    bomb = png(tmp_path / "huge.png", side=30_000)
    points = layer(
        (HERE, "LAMP", "good"),
        (None, "LAMP", "no point"),
        ("POINT(0 0)", "LAMP", "zero"),
        ("POINT(50.30 4.95)", "LAMP", "swapped"),
        (HERE, "", "no code"),
        (HERE, "GHOST", "unknown code"),
        (HERE, "POT", "no size"),
        (HERE, "POT", "bad size", "XXL"),
        (HERE, "LAMP", "not its attribute", "S"),
        (HERE, "LAMP", "x" * 5000),
        (HERE, "LAMP", "no such photo", None, None, None, str(tmp_path / "gone.jpg")),
        (HERE, "LAMP", "bomb", None, None, None, str(bomb)),
        (HERE, "LAMP", "good too"),
    )
    results, ok, feedback = run(asked(points, store_file, MEDIA_FIELD="photo", REFUSALS="memory:"))
    assert ok
    assert (results["QUEUED"], results["REFUSED"]) == (2, 11)
    table = {row["row"]: row["reason"] for row in results["TABLE"].getFeatures()}
    assert sorted(table) == list(range(2, 13))
    assert "CRS" in table[3]
    assert "CRS" in table[4]
    assert "GHOST" in table[6]
    assert "SIZE" in table[7]
    assert "XXL" in table[8]
    assert "SIZE" in table[9]
    assert len(set(table.values())) >= 8
    assert len(feedback.warnings) == 11
    store = opened(store_file)
    assert {found.description for found in store.incidents()} == {"good", "good too"}
    store.close()


def test_photos_beside_the_store_and_the_same_one_twice_is_one(run, store_file, tmp_path):
    photo = png(tmp_path / "été.png")
    points = layer((HERE, "LAMP", "with photo", None, None, None, f"{photo}|{photo}"))
    results, ok, _feedback = run(asked(points, store_file, MEDIA_FIELD="photo"))
    assert ok
    assert results["QUEUED"] == 1
    store = opened(store_file)
    (found,) = store.incidents()
    (kept,) = store.photos(found.ref)
    assert kept.path.read_bytes() == photo.read_bytes()
    assert sorted(op.kind for op in store.operations()) == [OpKind.MEDIA, OpKind.REPORT]
    store.close()


def test_lambert_points_land_where_they_belong(run, store_file):
    points = layer(("POINT(191362.445 110293.037)", "LAMP", "Lambert 72"), crs="EPSG:31370")
    results, ok, _feedback = run(asked(points, store_file))
    assert ok
    assert results["QUEUED"] == 1
    store = opened(store_file)
    (found,) = store.incidents()
    assert (found.lon, found.lat) == pytest.approx((4.94934466, 50.30218475), abs=2e-5)
    store.close()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ATTRIBUTES": "{not json"}, "JSON"),
        ({"ATTRIBUTES": '{"SIZE": "nowhere"}'}, "nowhere"),
        ({"SERVICE_FIELD": "ghost"}, "ghost"),
        ({"SERVICE_FIELD": None}, "SERVICE_CODE"),
        ({"STORE": ""}, "STORE"),
        ({"REFUSALS": "/tmp/refused.shp"}, "shapefile"),
    ],
)
def test_an_input_that_cannot_be_used_ends_the_run_with_one_sentence(run, store_file, change, words):
    _results, ok, feedback = run({**asked(layer((HERE, "LAMP", "good")), store_file), **change})
    assert not ok
    assert any(words in error for error in feedback.errors), feedback.errors
    store = opened(store_file)
    assert store.operations() == []
    store.close()


def test_a_file_that_is_no_store_is_left_as_it_is(run, tmp_path):
    other = tmp_path / "notes.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE notes (text)")
    _results, ok, feedback = run(asked(layer((HERE, "LAMP", "good")), other, ATTRIBUTES=""))
    assert not ok
    assert "Rue311" in " ".join(feedback.errors)
    with sqlite3.connect(other) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


def test_a_run_that_is_cancelled_leaves_nothing_behind(run, store_file):
    class Impatient(Listening):
        def setProgress(self, progress):
            self.cancel()

    feedback = Impatient()
    feedback.progressChanged.connect(lambda _progress: feedback.cancel())
    points = layer(*[(HERE, "LAMP", f"row {number}") for number in range(50)])
    _results, ok, _feedback = run(asked(points, store_file), feedback)
    assert not ok
    store = opened(store_file)
    assert store.incidents() == []
    store.close()


def test_a_write_that_fails_in_the_middle_queues_no_row_at_all(run, store_file, monkeypatch):
    from rue311.plugin.processing import reportincidents as module

    written = []
    write = module.write_report

    def failing(journal, report, photos):
        if len(written) == 3:
            raise module.StoreFull(store_file, "disk is full")
        written.append(report)
        return write(journal, report, photos)

    monkeypatch.setattr(module, "write_report", failing)
    points = layer(*[(HERE, "LAMP", f"row {number}") for number in range(5)])
    _results, ok, feedback = run(asked(points, store_file))
    assert not ok
    assert "full" in " ".join(feedback.errors)
    store = opened(store_file)
    assert store.incidents() == []
    store.close()


def test_a_store_that_does_not_exist_is_made_and_said(run, tmp_path):
    path = tmp_path / "new" / "store.sqlite"
    results, ok, feedback = run(asked(layer((HERE, "ANY", "first")), path, ATTRIBUTES=""))
    assert ok
    assert results["QUEUED"] == 1
    assert str(path) in " ".join(feedback.infos)
    assert path.is_file()


def test_a_training_store_takes_reports_too(run, tmp_path):
    path = tmp_path / "store.sqlite"
    open_store(path, training=True, device_id="pc-test").close()
    results, ok, _feedback = run(asked(layer((HERE, "ANY", "exercise")), path, ATTRIBUTES=""))
    assert ok
    assert results["QUEUED"] == 1
