"""Layers of real sources: a QGIS Server on loopback, files, and the commune's own map."""

from __future__ import annotations

import hashlib
import shutil

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsNetworkAccessManager,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from rue311.plugin.basemaps import SourceUnusable, probe
from rue311.plugin.basemaps.layers import GROUP, SOURCE, add_basemap, layer_for, own_basemap
from rue311.plugin.basemaps.uri import layer_uri

MARKET = (191_400.0, 110_000.0)


def drawn(layers, scale: float = 8000, centre=MARKET):
    """Render layers as the map canvas does; answers the picture and the errors."""
    settings = QgsMapSettings()
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    settings.setOutputSize(QSize(400, 300))
    width, height = 400 / 96 * 0.0254 * scale, 300 / 96 * 0.0254 * scale
    x, y = centre
    settings.setExtent(QgsRectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    settings.setLayers(layers)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage(), [error.message for error in job.errors()]


def colours(image) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)})


@pytest.fixture
def project(qgis_app):
    made = QgsProject()
    yield made
    made.clear()


# --- a real server ---


@pytest.mark.parametrize("protocol", ["WMS", "WMTS", "WFS"])
def test_a_real_service_is_probed_added_and_drawn(qgis_server, session, make_source, protocol):
    layers = ("streets",)
    url = f"{qgis_server}?SERVICE={protocol}" if protocol == "WFS" else qgis_server
    found = probe(make_source(url, protocol, layers=layers, format="image/png"), session, budget_s=10)
    assert found.usable, found
    layer = layer_for(found.source, "EPSG:31370")
    assert layer.crs().authid() == "EPSG:31370"
    image, errors = drawn([layer])
    assert not errors
    assert colours(image) > 3


def test_a_real_service_draws_the_town_and_a_place_without_streets_is_blank(qgis_server, session, make_source):
    source = make_source(qgis_server, layers=("streets",))
    here, there = (190_900, 109_500, 191_900, 110_500), (150_000, 150_000, 151_000, 151_000)
    assert probe(source, session, budget_s=10, view=here).verdict in ("ok", "slow")
    assert probe(source, session, budget_s=10, view=there).verdict == "blank"


def test_a_renumbered_layer_of_a_real_service_is_noticed_before_qgis_adds_it(qgis_server, session, make_source):
    assert probe(make_source(qgis_server, layers=("99",)), session, budget_s=10).verdict == "layer_changed"


def test_qgis_is_as_patient_after_adding_a_layer_as_before(qgis_server, make_source):
    before = QgsNetworkAccessManager.instance().timeout()
    layer_for(make_source(qgis_server, layers=("water",), format="image/png"), "EPSG:31370")
    with pytest.raises(SourceUnusable):
        layer_for(make_source("http://127.0.0.1:9/wms"), "EPSG:31370")
    assert QgsNetworkAccessManager.instance().timeout() == before


def test_what_was_never_asked_is_refused_in_words(qgis_app, make_source):
    for source in (make_source("https://example.org", layers=()), make_source("https://example.org", "other")):
        with pytest.raises(SourceUnusable) as caught:
            layer_for(source, "EPSG:31370")
        assert "Essai" in caught.value.user


# --- addresses of sources ---


def test_the_map_gets_its_own_crs_where_the_service_offers_it_and_lambert_72_where_not(make_source):
    source = make_source("https://example.org/wms", crs=("EPSG:31370", "EPSG:3812"))
    assert "crs=EPSG:3812" in layer_uri(source, "EPSG:3812")[1]
    assert "crs=EPSG:31370" in layer_uri(source, "EPSG:3857")[1]


def test_several_layers_and_an_address_with_a_question_mark_survive(make_source):
    provider, uri = layer_uri(make_source("https://x.org/wms?map=a&b=c", layers=("1", "a b")), "EPSG:31370")
    assert provider == "wms"
    assert "layers=1&styles=&layers=a%20b&styles=" in uri
    assert "url=https%3A%2F%2Fx.org%2Fwms%3Fmap%3Da%26b%3Dc" in uri
    provider, uri = layer_uri(
        make_source("https://x.org/l'eau/MapServer", "ArcGIS MapServer", layers=("4", "5")), "EPSG:31370"
    )
    assert (provider, "layer='4,5'" in uri, "l\\'eau" in uri) == ("arcgismapserver", True, True)


# --- the group ---


def test_a_source_lies_on_top_of_the_group_and_the_group_at_the_bottom(
    qgis_app, project, qgis_server, demo_map, make_source
):
    project.layerTreeRoot().addGroup("Mes couches")
    for layer in own_basemap(demo_map):
        add_basemap(layer, project)
    add_basemap(layer_for(make_source(qgis_server, layers=("water",), format="image/png"), "EPSG:31370"), project)
    root = project.layerTreeRoot()
    group = root.children()[-1]
    assert group.customProperty(GROUP) == "basemaps"
    assert group.children()[0].layer().customProperty(SOURCE) == "test"
    own = group.children()[1]
    names = [node.layer().customProperty("rue311/basemap") for node in own.children()]
    assert names[0] == "places"
    assert names[-1] == "boundary"
    assert len(names) == 10


def test_the_group_is_found_after_it_was_renamed_and_moved(qgis_app, project, demo_map):
    layers = own_basemap(demo_map)
    add_basemap(layers[0], project)
    group = project.layerTreeRoot().children()[-1]
    group.setName("Fonds de plan de Nadia")
    parent = project.layerTreeRoot().insertGroup(0, "Autre")
    parent.addChildNode(group.clone())
    project.layerTreeRoot().removeChildNode(group)
    add_basemap(layers[1], project)
    groups = [g for g in project.layerTreeRoot().findGroups(True) if g.customProperty(GROUP) == "basemaps"]
    assert len(groups) == 1
    assert groups[0].name() == "Fonds de plan de Nadia"
    assert len(groups[0].findLayers()) == 2


# --- the commune's own map ---


@pytest.mark.parametrize(("scale", "least"), [(2000, 8), (5000, 12), (15000, 12), (40000, 8)])
def test_the_commune_draws_at_the_scales_of_a_working_day(qgis_app, demo_map, scale, least):
    image, errors = drawn(own_basemap(demo_map), scale)
    assert not errors
    assert colours(image) >= least


def test_looking_at_the_map_does_not_change_the_file(qgis_app, root, tmp_path):
    gpkg = tmp_path / "l'été à Liège" / "commune.gpkg"
    gpkg.parent.mkdir()
    shutil.copy(root / "resources" / "demo" / "commune.gpkg", gpkg)
    before = hashlib.sha256(gpkg.read_bytes()).digest()
    layers = own_basemap(gpkg)
    drawn(layers)
    assert not any(layer.startEditing() for layer in layers)
    del layers
    assert hashlib.sha256(gpkg.read_bytes()).digest() == before
    assert [path.name for path in gpkg.parent.iterdir()] == ["commune.gpkg"]


def test_a_missing_map_and_one_without_our_layers_are_told(qgis_app, tmp_path):
    with pytest.raises(SourceUnusable) as caught:
        own_basemap(tmp_path / "commune.gpkg")
    assert "commune.gpkg" in caught.value.user
    (tmp_path / "commune.gpkg").write_bytes(b"SQLite format 3\0 but no more")
    with pytest.raises(SourceUnusable):
        own_basemap(tmp_path / "commune.gpkg")
