"""`rue311:validateaddresses` as the toolbox runs it."""
from __future__ import annotations

import json

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer
from rue311.plugin.addresses import ADR_FIELDS

PUBLIC = (
    "adr_level adr_verdict adr_score adr_margin adr_street adr_number adr_box adr_postcode adr_locality adr_commune"
    " adr_nis adr_street_id adr_address_id adr_x adr_y adr_lat adr_lon adr_status adr_position adr_radius adr_changes"
    " adr_code adr_suggestions adr_register_date"
).split()


def table(path, rows, header="nr,address"):
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    layer = QgsVectorLayer(f"{path.as_uri()}?type=csv&detectTypes=no", "t", "delimitedtext")
    assert layer.isValid()
    return layer


def validate(run, layer, register, tmp_path, **more):
    more.setdefault("OUTPUT", str(tmp_path / "out put's.gpkg"))
    if "STREET_FIELD" not in more:
        more.setdefault("ADDRESS_FIELD", "address")
    results = run("validateaddresses", INPUT=layer, REGISTER=str(register), **more)
    output = QgsVectorLayer(results["OUTPUT"], "out", "ogr")
    assert output.isValid()
    return results, output


def test_rows_get_every_public_field_and_a_point_only_where_the_register_has_one(run, register, tmp_path):
    layer = table(
        tmp_path / "in.csv",
        ['1,"Rue de Fer 12 bte 3, 5000 Namur"', '2,"Rue du Moulni 5, 5000 Namur"',
         '3,"Rue Zénobe Quintefeuille 4, 5000 Namur"', '4,"Rue de Fer 444, 5000 Namur"', "5,"],
    )  # fmt: skip
    results, output = validate(run, layer, register, tmp_path)
    rows = {row["nr"]: row for row in output.getFeatures()}
    assert [name for name in output.fields().names() if name.startswith("adr_")] == PUBLIC == [n for n, _ in ADR_FIELDS]
    assert (rows["1"]["adr_level"], rows["1"]["adr_verdict"]) == ("box", "valid")
    assert (rows["2"]["adr_level"], rows["2"]["adr_verdict"]) == ("house", "corrected")
    assert json.loads(rows["2"]["adr_changes"])[0]["field"] == "street"
    assert (rows["3"]["adr_level"], rows["3"]["adr_verdict"]) == ("none", "rejected")
    assert rows["3"].geometry().isEmpty()
    assert (rows["4"]["adr_level"], rows["4"]["adr_verdict"]) == ("street", "to_review")
    assert rows["5"]["adr_level"] == "not_an_address"
    assert (results["VALID"], results["CORRECTED"], results["TO_REVIEW"], results["REJECTED"]) == (1, 1, 1, 2)
    assert results["ROWS_PER_SECOND"] > 0
    point = rows["1"].geometry().asPoint()
    assert (point.x(), point.y()) == pytest.approx((rows["1"]["adr_x"], rows["1"]["adr_y"]))
    assert output.crs().authid() == "EPSG:31370"


def test_parts_in_fields(run, register, tmp_path):
    layer = table(tmp_path / "in.csv", ["a,RUE DU MOULIN,3,,5000,NAMUR"], "nr,street,no,box,pc,city")
    _, output = validate(
        run, layer, register, tmp_path, STREET_FIELD="street", NUMBER_FIELD="no", BOX_FIELD="box", POSTCODE_FIELD="pc",
        LOCALITY_FIELD="city",
    )  # fmt: skip
    row = next(output.getFeatures())
    assert (row["adr_street"], row["adr_number"], row["adr_verdict"]) == ("Rue du Moulin", "3", "valid")


def test_national_numbers_are_not_copied_and_named(run, register, tmp_path):
    layer = table(
        tmp_path / "in.csv",
        ['85.07.30-033.28,"Rue de Fer 1, 5000 Namur",x', '12345678901,"Rue de Fer 2, 5000 Namur",y'],
        "who,address,note",
    )
    _, output = validate(run, layer, register, tmp_path)
    assert "who" not in output.fields().names()
    assert "note" in output.fields().names()
    assert "who" in run.log
    assert "85.07" not in run.log


def test_unknown_field_says_which_there_are(run, register, tmp_path):
    layer = table(tmp_path / "in.csv", ['1,"Rue de Fer 1"'])
    with pytest.raises(QgsProcessingException, match=r"no field adresse.*nr, address"):
        validate(run, layer, register, tmp_path, ADDRESS_FIELD="adresse")


def test_shapefile_is_refused_and_the_old_output_stays(run, register, tmp_path):
    layer = table(tmp_path / "in.csv", ['1,"Rue de Fer 1"'])
    with pytest.raises(QgsProcessingException, match="shapefile"):
        validate(run, layer, register, tmp_path, OUTPUT=str(tmp_path / "out.shp"))
    validate(run, layer, register, tmp_path)
    before = (tmp_path / "out put's.gpkg").read_bytes()
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(QgsProcessingException, match="REG-107"):
        validate(run, layer, broken, tmp_path)
    assert (tmp_path / "out put's.gpkg").read_bytes() == before


def test_validating_an_output_again_replaces_its_adr_fields(run, register, tmp_path):
    layer = table(tmp_path / "in.csv", ['1,"Rue de Fer 1, 5000 Namur"', '2,"Rue de Fer 2, 5000 Namur"'])
    _, first = validate(run, layer, register, tmp_path)
    _, second = validate(run, first, register, tmp_path, OUTPUT=str(tmp_path / "second.gpkg"))
    assert second.featureCount() == 2
    assert second.fields().names().count("adr_level") == 1


def test_cancelled_run_leaves_the_old_output(run, register, tmp_path):
    layer = table(tmp_path / "in.csv", [f'{n},"Rue de Fer {n}, 5000 Namur"' for n in range(1000)])
    validate(run, layer, register, tmp_path)
    before = (tmp_path / "out put's.gpkg").read_bytes()
    run.cancel_at = 40
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        validate(run, layer, register, tmp_path)
    assert (tmp_path / "out put's.gpkg").read_bytes() == before


def test_national_numbers_are_kept_when_they_are_chosen_and_that_is_said(run, register, tmp_path):
    layer = table(tmp_path / "in.csv", ['85073003328,"Rue de Fer 1, 5000 Namur"'], "who,address")
    _, output = validate(run, layer, register, tmp_path, KEEP_FIELDS=["who"])
    assert "who" in output.fields().names()
    assert "kept as asked" in run.log
