"""`rue311:importregister` as the toolbox runs it."""
from __future__ import annotations

import zipfile

import pytest
from qgis.core import QgsProcessingException


def test_import_counts_houses_boxes_and_streets(run, best_csv, tmp_path):
    results = run("importregister", INPUT=str(best_csv), REGISTER=str(tmp_path / "r.sqlite"))
    assert results["ADDRESSES"] == 25
    assert results["BOXES"] == 1
    assert results["STREETS"] == 2
    assert results["UNPOSITIONED"] == 0
    assert results["REJECTED"] == 0
    assert len(results["REGISTER_DATE"]) == 10
    assert results["REGISTER"] == str(tmp_path / "r.sqlite")


def test_rejected_lines_are_counted_and_named(run, best_csv, tmp_path):
    with best_csv.open("a", encoding="utf-8") as file:
        file.write('1,2,"open,quote\n')
    results = run("importregister", INPUT=str(best_csv), REGISTER=str(tmp_path / "r.sqlite"))
    assert results["REJECTED"] == 1
    assert results["ADDRESSES"] == 25
    assert "Line 28" in run.log


@pytest.mark.parametrize(("given", "said"), [("/nowhere/a.zip", "/nowhere/a.zip"), ("/tmp", "folder")])
def test_wrong_input_is_said_in_plain_words(run, tmp_path, given, said):
    with pytest.raises(QgsProcessingException, match=said):
        run("importregister", INPUT=given, REGISTER=str(tmp_path / "r.sqlite"))


def test_truncated_zip_leaves_the_register_in_use(run, register, best_csv, tmp_path):
    before = register.read_bytes()
    archive = tmp_path / "openaddress-bewal.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(best_csv, "openaddress-bewal.csv")
    archive.write_bytes(archive.read_bytes()[:-300])
    with pytest.raises(QgsProcessingException, match="REG-101"):
        run("importregister", INPUT=str(archive), REGISTER=str(register))
    assert register.read_bytes() == before


def test_wrong_commune_code_is_refused(run, best_csv, tmp_path):
    with pytest.raises(QgsProcessingException, match="Namur is no INS code"):
        run("importregister", INPUT=str(best_csv), COMMUNES="Namur", REGISTER=str(tmp_path / "r.sqlite"))
