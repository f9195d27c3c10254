"""The projection layer: always what the store holds, never the project's business."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
    QgsVectorLayer,
)
from rue311.plugin.gui.incidents.layer import ROLE, ROLE_KEY, IncidentLayer
from rue311.plugin.gui.incidents.layer_features import FIELDS, URI, map_tip
from rue311.plugin.gui.incidents.symbols import LOOKS
from rue311.plugin.incidents import Incident, OpState, State

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)


def incident(number, **changes):
    made = Incident(
        ref=f"REF-{number:05}",
        service_request_id="",
        service_code="VOI-01",
        service_name="Nid-de-poule",
        state=State.NEW,
        server_status="open",
        lon=4.95 + number * 1e-5,
        lat=50.30,
        accuracy_m=None,
        address="Rue du Moulin 3, 9931 Valombre",
        description="Un trou",
        danger=False,
        reported_at=NOON + timedelta(minutes=number),
        updated_at=NOON,
        assignee="",
        priority="",
        channel="phone",
        caller_language="fr",
        wants_answer=False,
        delivery=OpState.QUEUED,
        unsent=1,
        conflict=False,
        photos=0,
        status_notes="",
        ours=True,
        missing_upstream=False,
    )
    return replace(made, **changes)


@pytest.fixture
def project(qgis_app):
    project = QgsProject.instance()
    project.clear()
    project.setDirty(False)
    yield project
    project.clear()


@pytest.fixture
def projection(project):
    made = IncidentLayer(project)
    yield made
    made.close()


def ours(project):
    return [layer for layer in project.mapLayers().values() if layer.customProperty(ROLE_KEY) == ROLE]


def by_ref(layer):
    return {feature["ref"]: feature for feature in layer.getFeatures()}


def test_it_stands_in_its_group_and_leaves_the_project_clean(project, projection):
    projection.show([incident(1), incident(2)], training=False)

    (layer,) = ours(project)
    assert layer.featureCount() == 2
    assert layer.customProperty("skipMemoryLayersCheck") == 1
    assert layer.readOnly()
    assert not layer.startEditing()
    assert not project.isDirty()
    group = project.layerTreeRoot().children()[0]
    assert [node.layerId() for node in group.findLayers()] == [layer.id()]
    feature = by_ref(layer)["REF-00002"]
    assert feature.geometry().asPoint().x() == pytest.approx(4.95002)


def test_a_change_touches_one_feature_and_keeps_the_others_ids(project, projection):
    projection.show([incident(n) for n in range(5)], training=False)
    before = {ref: feature.id() for ref, feature in by_ref(projection.layer).items()}

    projection.patch([incident(3, state=State.CLOSED, lat=50.31), incident(9)], ["REF-00000"])

    after = by_ref(projection.layer)
    assert set(after) == {"REF-00001", "REF-00002", "REF-00003", "REF-00004", "REF-00009"}
    assert after["REF-00003"]["state"] == "closed"
    assert after["REF-00003"].geometry().asPoint().y() == pytest.approx(50.31)
    assert all(after[ref].id() == before[ref] for ref in ("REF-00001", "REF-00003"))
    assert not project.isDirty()


def test_more_than_one_chunk_arrives_whole(projection):
    projection.show([incident(n) for n in range(2501)], training=False)
    assert len(by_ref(projection.layer)) == 2501


def test_it_is_found_by_its_property_whatever_its_name(project, projection):
    projection.show([incident(1)], training=False)
    layer_id = projection.layer.id()
    projection.layer.setName("Mes soucis")
    other = QgsVectorLayer("Point?crs=EPSG:4326&field=ref:string", "Incidents", "memory")
    project.addMapLayer(other)

    again = IncidentLayer(project)
    again.show([incident(1), incident(2)], training=False)

    assert again.layer.id() == layer_id
    assert again.layer.featureCount() == 2
    assert other.featureCount() == 0
    again.close()
    assert project.mapLayer(other.id()) is other


def test_an_opened_project_brings_the_layer_back_empty_and_it_is_filled(project, projection, tmp_path, qtbot):
    projection.show([incident(1), incident(2)], training=False)
    path = str(tmp_path / "élagage.qgz")
    assert project.write(path)

    project.clear()
    assert project.read(path)
    qtbot.waitUntil(lambda: projection.layer is not None and projection.layer.featureCount() == 2, timeout=3000)

    assert len(ours(project)) == 1
    assert not project.isDirty()
    assert projection.layer.readOnly()


def test_a_layer_with_the_fields_of_an_older_version_is_replaced(project, projection):
    old = QgsVectorLayer("Point?crs=EPSG:4326&field=ref:string", "Incidents", "memory")
    old.setCustomProperty(ROLE_KEY, ROLE)
    project.addMapLayer(old)

    projection.show([incident(1)], training=False)

    (layer,) = ours(project)
    assert [field.name() for field in layer.fields()] == [name for name, _ in FIELDS]


def test_a_layer_that_the_user_removed_comes_back_with_the_next_change(project, projection):
    projection.show([incident(1)], training=False)
    project.removeMapLayer(projection.layer.id())
    assert projection.layer is None

    projection.patch([incident(2)])

    assert set(by_ref(projection.layer)) == {"REF-00001", "REF-00002"}


def test_closing_takes_layer_and_group_out(project):
    projection = IncidentLayer(project)
    projection.show([incident(1)], training=False)
    projection.close()
    assert ours(project) == []
    assert project.layerTreeRoot().children() == []
    project.setDirty(False)
    project.clear()


def test_training_cannot_be_overlooked(projection):
    projection.show([incident(1)], training=True)
    assert "EXERCICE" in projection.layer.name()
    assert "EXERCICE" in projection.layer.labeling().settings().fieldName
    assert "EXERCICE" in projection.layer.mapTipTemplate()

    projection.show([incident(1)], training=False)
    assert "EXERCICE" not in projection.layer.name()
    assert "EXERCICE" not in projection.layer.labeling().settings().fieldName


def test_selection_goes_out_for_the_user_only(projection, qtbot):
    projection.show([incident(n) for n in range(4)], training=False)
    heard = []
    projection.selected.connect(heard.append)

    projection.select(["REF-00002"])
    assert projection.layer.selectedFeatureCount() == 1
    assert heard == []

    projection.layer.selectByExpression("\"ref\" IN ('REF-00001', 'REF-00003')")
    assert heard == [frozenset({"REF-00001", "REF-00003"})]


def test_markup_in_a_text_stays_text_in_the_map_tip(projection):
    evil = incident(1, address='<img src="http://evil/x.png">', description="a & b <script>alert(1)</script>")
    projection.show([evil], training=False)
    layer = projection.layer
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))

    tip = QgsExpression.replaceExpressionText(map_tip(False), context)

    assert "<img" not in tip
    assert "<script" not in tip
    assert "&lt;img src=" in tip
    assert "a &amp; b &lt;script&gt;" in tip


def test_no_reporter_appears_in_the_layer():
    assert not {"email", "phone", "first_name", "last_name", "caller_language"} & {name for name, _ in FIELDS}
    assert "crs=EPSG:4326" in URI


def test_every_state_has_a_shape_of_its_own(qgis_app):
    assert set(LOOKS) == set(State)
    forms = [(look.shape, look.angle) for look in LOOKS.values()]
    assert len(set(forms)) == len(forms)


def test_danger_and_badges_show_only_where_they_hold(projection):
    from qgis.core import QgsRenderContext

    projection.show([incident(1, danger=True), incident(2, unsent=0, delivery=None)], training=False)
    layer = projection.layer
    context = QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    shown = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        symbol = renderer.symbolForFeature(feature, context)
        shown[feature["ref"]] = [
            part.properties()["name"]
            for part in symbol.symbolLayers()
            if part.dataDefinedProperties().valueAsBool(
                part.Property.PropertyLayerEnabled, context.expressionContext(), True
            )[0]
        ]
    renderer.stopRender(context)

    assert shown["REF-00001"].count("triangle") == 2
    assert "arrow" in shown["REF-00001"]
    assert shown["REF-00002"] == ["diamond"]


@pytest.mark.parametrize("end", [State.CLOSED, State.REFUSED])
def test_a_danger_that_is_over_no_longer_shouts(projection, end):
    projection.show(
        [incident(1, danger=True, state=end), incident(2, danger=True, made_safe_at=NOON), incident(3, danger=True)],
        training=False,
    )
    rows = by_ref(projection.layer)
    assert [rows[f"REF-0000{n}"]["danger"] for n in (1, 2, 3)] == [0, 0, 1]


def test_an_incident_without_a_place_is_kept_without_a_point(projection):
    projection.show([incident(1, lon=None, lat=None)], training=False)
    assert not next(projection.layer.getFeatures()).hasGeometry()
