"""The catalogue that comes with the plugin, and a commune's own beside it."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from rue311.plugin.basemaps import Catalogue, CatalogueUnreadable, branch_title
from rue311.plugin.basemaps.model import LEVELS, THEMES

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="module")
def shipped() -> dict:
    return json.loads((RESOURCES / "catalogue.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads((RESOURCES / "catalogue.schema.json").read_text(encoding="utf-8"))
    )


def test_the_shipped_catalogue_keeps_its_own_schema_and_loads_whole(shipped, schema):
    schema.validate(shipped)
    catalogue = Catalogue.load()
    assert len(catalogue.sources) == len(shipped["sources"]) == 102
    for source in catalogue.sources:
        assert set(source.titles) == {"fr", "nl", "de", "en"}
        assert source.producer.contact
        for other in source.fallback:
            assert catalogue.source(other) is not None, (source.id, other)
            assert other != source.id


def test_lambert_comes_before_mercator_wherever_both_are_offered():
    for source in Catalogue.load().sources:
        if "EPSG:31370" in source.crs:
            assert source.crs[0] == "EPSG:31370", source.id
            assert source.best_crs("EPSG:31370") == "EPSG:31370"


def test_what_may_not_be_copied_says_so():
    catalogue = Catalogue.load()
    for source_id in ("fed.cartoweb", "wal.cadmap", "osm.be.fr", "wal.ign.fond"):
        assert catalogue.source(source_id).offline == "no"
    assert catalogue.source("wal.icar").offline == "yes"


def test_the_tree_goes_by_level_then_theme_and_leaves_out_what_is_no_map():
    tree = Catalogue.load().tree()
    keys = [key for key, _sources in tree]
    order = [(LEVELS.index(key.split("/")[0]), THEMES.index(key.split("/")[1])) for key in keys]
    assert order == sorted(order)
    shown = [source.id for _key, sources in tree for source in sources]
    assert len(shown) == len(set(shown)) == 98
    assert "wal.geocode" not in shown
    assert branch_title("region/water") == "Region · Water"


def test_a_title_is_given_in_the_language_asked_for_or_in_one_that_exists():
    source = Catalogue.load().source("wal.rhw")
    assert source.title("fr") == "Réseau hydrographique wallon"
    assert source.title("nl_BE") == "Waals hydrografisch net"
    assert source.title("pt") == source.titles["en"]


def test_a_commune_adds_its_own_sources_and_replaces_a_shipped_one(tmp_path):
    own = tmp_path / "Nôtre catalogue" / "catalogue.json"
    own.parent.mkdir()
    own.write_text(json.dumps({"version": 1, "sources": [
        entry("namur.ortho", protocol="file", url="ortho.tif", level="commune"),
        entry("wal.fdc", url="https://miroir.example.org/wmts", protocol="WMTS"),
    ]}), encoding="utf-8")  # fmt: skip
    catalogue = Catalogue.load(RESOURCES / "catalogue.json", own)
    assert len(catalogue.sources) == 103
    assert catalogue.source("wal.fdc").url == "https://miroir.example.org/wmts"
    assert catalogue.source("namur.ortho").url == str(own.parent / "ortho.tif")
    assert catalogue.tree()[0][0] == "commune/base"


def entry(source_id: str, **changes) -> dict:
    made = {"id": source_id, "titles": {"fr": "Essai"}, "theme": "base", "level": "region", "producer": {"name": "SPW"},
            "protocol": "WMS", "url": "https://example.org/wms"}  # fmt: skip
    return {**made, **changes}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""), ("id", 3), ("titles", {}), ("titles", {"pt": "Mapa"}), ("titles", "Carte"), ("theme", "cats"),
        ("level", "world"), ("producer", "SPW"), ("producer", {"contact": "x"}), ("protocol", "TMS"), ("url", ""),
        ("url", "file:///etc/passwd"), ("url", None), ("layers", "0"), ("layers", [0]), ("crs", ["31370"]),
        ("scale_limits", {"min": -1}), ("scale_limits", {"near": 1}), ("offline", "maybe"), ("fallback", "wal.fdc"),
        ("fingerprint", []), ("licence", 4), ("colour", "red"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_and_the_schema_refuses_it_too(tmp_path, schema, field, value):
    data = {"version": 1, "sources": [entry("first"), entry("second", **{field: value})]}
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CatalogueUnreadable) as caught:
        Catalogue.load(path)
    assert field in caught.value.user
    assert "own.json" in caught.value.user
    assert not schema.is_valid(data)


def test_two_sources_with_one_id_in_a_file_are_refused(tmp_path):
    path = tmp_path / "own.json"
    path.write_text(json.dumps({"version": 1, "sources": [entry("a"), entry("a")]}), encoding="utf-8")
    with pytest.raises(CatalogueUnreadable):
        Catalogue.load(path)


@pytest.mark.parametrize(
    "body", [b"", b"<html/>", b"[]", b"{}", b'{"version": 2, "sources": []}', b"[" * 99_999, b"\xff\xfe"]
)
def test_a_file_that_is_no_catalogue_is_refused_in_words(tmp_path, body):
    path = tmp_path / "own.json"
    path.write_bytes(body)
    with pytest.raises(CatalogueUnreadable) as caught:
        Catalogue.load(path)
    assert caught.value.remedy


def test_the_shipped_file_is_what_its_tool_makes(real_data, shipped, root):
    import importlib.util

    spec = importlib.util.spec_from_file_location("make_catalogue", root / "tools" / "make_catalogue.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    raw = json.loads((real_data / "basemaps" / "catalogue_source.json").read_text(encoding="utf-8"))
    assert [tool.entry(copy.deepcopy(item)) for item in raw] == shipped["sources"]
