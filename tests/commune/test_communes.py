"""The communes of today, and what older INS codes became."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest
from rue311.plugin.commune import CommuneUnknown, commune, communes, current_nis
from rue311.plugin.geometry import contains

GERMAN = {"Amel", "Büllingen", "Bütgenbach", "Burg-Reuland", "Eupen", "Kelmis", "Lontzen", "Raeren", "Sankt Vith"}


def test_there_are_the_261_communes_of_today_each_once():
    found = communes()
    assert len(found) == 261
    assert len({item.nis for item in found}) == 261
    assert {item.province for item in found} == {"Brabant wallon", "Hainaut", "Liège", "Luxembourg", "Namur"}


def test_bastogne_and_bertogne_are_one_commune_since_december_2024():
    assert commune("82003") == commune("82005") == commune("82039")
    assert commune("82039").name_nl == "Bastenaken"
    west, _south, east, _north = commune("82039").bbox
    assert east - west > 0.3  # both of them, not only one


def test_a_code_is_answered_as_of_a_day():
    assert current_nis("82003", on=date(2024, 12, 1)) == "82003"
    assert current_nis("82003", on=date(2024, 12, 2)) == "82039"
    assert current_nis("55022", on=date(2018, 12, 31)) == "55022"
    assert current_nis("55022") == "58001"


def test_a_code_that_never_changed_and_one_that_is_not_walloon_stay_as_they_are():
    assert current_nis("92094") == "92094"
    assert current_nis("21004") == "21004"
    with pytest.raises(CommuneUnknown) as caught:
        commune("21004")
    assert "21004" in caught.value.sentence


def test_no_successor_is_itself_outdated_and_all_are_communes_of_today(root):
    today = {item.nis for item in communes()}
    with (root / "resources" / "commune_succession.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 13
    for row in rows:
        assert row["old"] not in today
        assert current_nis(row["old"]) in today


def test_the_german_speaking_communes_have_their_german_names():
    assert {item.name_de for item in communes() if item.nis.startswith("63")} >= GERMAN
    assert commune("63080").name_de == "Weismes"
    assert commune("62063").name("de") == "Lüttich"


def test_dutch_names_are_the_official_ones():
    wanted = {"92094": "Namen", "62063": "Luik", "53053": "Bergen", "57081": "Doornik", "25031": "Genepiën"}
    assert {nis: commune(nis).name("nl") for nis in wanted} == wanted


def test_every_centre_lies_in_its_own_box():
    for item in communes():
        west, south, east, north = item.bbox
        assert west < item.lon < east, item
        assert south < item.lat < north, item


def test_every_code_of_the_real_register_leads_to_a_commune_of_today(real_data):
    codes: dict[str, str] = {}
    register = real_data / "addresses" / "openaddress-bewal.zip"
    with zipfile.ZipFile(register) as archive, archive.open(archive.namelist()[0]) as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8-sig"):
            parts = line.split(",", 10)
            if '"' not in line and parts[7].isdigit():
                codes[parts[7]] = parts[9]
    assert len(codes) == 262
    for nis, name in codes.items():
        if name and current_nis(nis) != "82039":  # German-speaking communes stand there without a French name
            assert commune(nis).name_fr == name, nis
    assert {commune(nis).nis for nis in codes} == {item.nis for item in communes()}


def test_every_centre_lies_inside_the_real_boundary(real_data):
    ogr = pytest.importorskip("osgeo.ogr")
    import json

    dataset = ogr.Open(str(real_data / "boundaries" / "be_boundaries_2019.gpkg"))
    shapes: dict[str, list[dict]] = {}
    for feature in dataset.GetLayer("municipalities"):
        shapes.setdefault(current_nis(feature["nis"]), []).append(json.loads(feature.GetGeometryRef().ExportToJson()))
    for item in communes():
        assert any(contains(shape, item.lon, item.lat) for shape in shapes[item.nis]), item
