"""`rue311:erasepersonaldata`: counts, what is left, and what the back end must erase."""
from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException
from rue311.plugin.incidents import open_store

_spec = importlib.util.spec_from_file_location("care_helpers", Path(__file__).with_name("care_helpers.py"))
care_helpers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(care_helpers)


@pytest.fixture
def care(tmp_path):
    path = tmp_path / "Été d'or" / "store.sqlite"
    return path, care_helpers.fill(path)


def test_a_person(run, care):
    path, _ = care
    done = run("erasepersonaldata", STORE=str(path), PERSON="Petit", REASON="demande écrite")
    assert (done["REMAINING"], done["UPSTREAM"]) == (0, "101,102")
    assert done["ERASED"] >= 2
    assert done["SEARCHED"] >= 2
    assert b"Petit" not in b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Martin" in path.read_bytes()
    done = run("erasepersonaldata", STORE=str(path), PERSON="zoe@exemple.be", REASON="demande écrite")
    assert (done["REMAINING"], done["UPSTREAM"]) == (0, "")
    assert b"Martin" not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_nobody_of_that_name(run, care):
    done = run("erasepersonaldata", STORE=str(care[0]), PERSON="Personne Inconnue", REASON="demande")
    assert (done["ERASED"], done["REMAINING"], done["UPSTREAM"]) == (0, 0, "")


def test_what_is_old(run, care):
    path, ours = care
    done = run("erasepersonaldata", STORE=str(path), OLDER_THAN="2026-02-01", REASON="délai de conservation")
    assert (done["REMAINING"], done["UPSTREAM"]) == (0, "101,102")
    store = open_store(path, training=False, device_id="pc-test")
    assert {incident.description for incident in store.incidents() if not incident.ours} == {""}
    assert "Zoé" in store.incident(ours).description
    store.close()


def test_a_leak_elsewhere_is_told(run, care):
    path, _ = care
    (path.parent / "export.csv").write_text("zoe@exemple.be", encoding="utf-8")
    done = run("erasepersonaldata", STORE=str(path), PERSON="zoe@exemple.be", REASON="demande")
    assert done["REMAINING"] > 0
    assert "export.csv" in run.log


@pytest.mark.parametrize(("parameters", "words"), [
    ({}, "either"), ({"PERSON": "Petit", "OLDER_THAN": "2026-01-01"}, "either"), ({"OLDER_THAN": "hier"}, "ISO 8601"),
    ({"PERSON": "Zoé Martin", "REASON": "Zoé Martin le veut"}, "reason names"),
])
def test_an_unclear_demand_ends_the_run(run, care, parameters, words):
    with pytest.raises(QgsProcessingException, match=words):
        run("erasepersonaldata", **{"STORE": str(care[0]), "REASON": "demande", **parameters})
    assert "Zoé".encode() in care[0].read_bytes()
