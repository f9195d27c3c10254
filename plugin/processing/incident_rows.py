"""The incidents layer of a batch job: ids, codes, places and times; no person's data and no free text."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..clock import utc_text
from ..incidents import Incident

# Descriptions, notes and assignees may name people: `rue311:exportincidents` gives them on demand.
COLUMNS: tuple[tuple[str, Any], ...] = (
    ("ref", QVariant.String),
    ("service_request_id", QVariant.String),
    ("service_code", QVariant.String),
    ("service_name", QVariant.String),
    ("state", QVariant.String),
    ("server_status", QVariant.String),
    ("address", QVariant.String),
    ("danger", QVariant.Int),
    ("priority", QVariant.String),
    ("reported_at", QVariant.String),
    ("updated_at", QVariant.String),
    ("delivery", QVariant.String),
    ("unsent", QVariant.Int),
    ("conflict", QVariant.Int),
    ("photos", QVariant.Int),
    ("missing_upstream", QVariant.Int),
)


def incident_fields() -> QgsFields:
    """The layer's fields; times are ISO 8601 UTC, yes and no are 1 and 0."""
    fields = QgsFields()
    for name, kind in COLUMNS:
        fields.append(QgsField(name, kind))
    return fields


def incident_features(incidents: Iterable[Incident], fields: QgsFields) -> list[QgsFeature]:
    """One WGS84 point per incident; one without a usable place has no geometry."""
    return [_feature(incident, fields) for incident in incidents]


def _feature(incident: Incident, fields: QgsFields) -> QgsFeature:
    feature = QgsFeature(fields)
    if incident.lon is not None and incident.lat is not None:
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(incident.lon, incident.lat)))
    feature.setAttributes([_value(incident, name) for name, _kind in COLUMNS])
    return feature


def _value(incident: Incident, name: str) -> str | int:
    value = getattr(incident, name)
    if name == "delivery":
        return value.value if value is not None else ""
    if name == "state":
        return str(value.value)
    if name.endswith("_at"):
        return utc_text(value)
    return int(value) if isinstance(value, bool) else value
