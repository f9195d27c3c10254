"""The incidents layer of a batch job: ids, codes, places and times; no person's data and no free text."""
from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsPointXY

from ..clock import utc_text
from ..compat import field_type
from ..incidents import Incident

# Descriptions, notes and assignees may name people: `rue311:exportincidents` gives them on demand.
COLUMNS: tuple[tuple[str, type], ...] = (
    ("ref", str),
    ("service_request_id", str),
    ("service_code", str),
    ("service_name", str),
    ("state", str),
    ("server_status", str),
    ("address", str),
    ("danger", int),
    ("priority", str),
    ("reported_at", str),
    ("updated_at", str),
    ("delivery", str),
    ("unsent", int),
    ("conflict", int),
    ("photos", int),
    ("missing_upstream", int),
)


def incident_fields() -> QgsFields:
    """The layer's fields; times are ISO 8601 UTC, yes and no are 1 and 0."""
    fields = QgsFields()
    for name, kind in COLUMNS:
        fields.append(QgsField(name, field_type(kind)))
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
