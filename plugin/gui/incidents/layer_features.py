"""An incident as a row of the projection layer: its fields, values, map tip and labels. No person's data goes in."""
from __future__ import annotations

from qgis.core import (
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ...i18n import tr
from ...incidents import Incident
from ...incidents.workflow import open311_status, state_label
from .words import delivery_words, to_qdatetime

# name and type as the memory provider writes them; string(0) is a text without limit
FIELDS = (
    ("ref", "string(0)"),
    ("number", "string(0)"),
    ("state", "string(0)"),
    ("state_label", "string(0)"),
    ("category", "string(0)"),
    ("address", "string(0)"),
    ("description", "string(0)"),
    ("danger", "integer"),
    ("unsent", "integer"),
    ("conflict", "integer"),
    ("priority", "string(0)"),
    ("assignee", "string(0)"),
    ("reported", "datetime"),
    ("delivery", "string(0)"),
)
URI = "Point?crs=EPSG:4326&" + "&".join(f"field={name}:{kind}" for name, kind in FIELDS)
LABEL_SCALE = 5000
TIP_CHARACTERS = 300


def is_open(incident: Incident) -> bool:
    """Whether the commune still has something to do for it."""
    return open311_status(incident.state) == "open"


def is_dangerous(incident: Incident) -> bool:
    """Dangerous, not made safe and not yet closed: such an incident stands out everywhere."""
    return incident.danger and incident.made_safe_at is None and is_open(incident)


def number_of(incident: Incident) -> str:
    """The back end's number, or our reference as long as there is none."""
    return incident.service_request_id or incident.ref


def values(incident: Incident) -> list[object]:
    """The attributes in the order of FIELDS."""
    return [
        incident.ref,
        number_of(incident),
        incident.state.value,
        state_label(incident.state),
        incident.service_name or incident.service_code,
        incident.address,
        incident.description[:TIP_CHARACTERS],
        int(is_dangerous(incident)),
        incident.unsent,
        int(incident.conflict),
        incident.priority,
        incident.assignee,
        to_qdatetime(incident.reported_at),
        delivery_words(incident),
    ]


def geometry(incident: Incident) -> QgsGeometry:
    """The point in WGS84; an incident without a place has an empty geometry."""
    if incident.lon is None or incident.lat is None:
        return QgsGeometry()
    return QgsGeometry.fromPointXY(QgsPointXY(incident.lon, incident.lat))


def feature(incident: Incident, fields: QgsFields) -> QgsFeature:
    """The whole row."""
    made = QgsFeature(fields)
    made.setAttributes(values(incident))
    made.setGeometry(geometry(incident))
    return made


def map_tip(training: bool) -> str:
    """The map tip as HTML; every value is escaped in the expression, because texts come from outside."""
    exercise = "<b style='color:#c05000'>EXERCICE</b><br>" if training else ""
    return (
        exercise
        + "<b>"
        + _cell("category")
        + "</b><br>"
        + _cell("state_label")
        + " · "
        + _cell("number")
        + "<br>"
        + _cell("address")
        + "<br>"
        + _cell("description")
        + "<br><i>"
        + _cell("delivery")
        + "</i>"
    )


def _cell(field: str) -> str:
    return f"[% {escaped(field)} %]"


def escaped(field: str) -> str:
    """The expression that makes a field harmless inside HTML (QGIS has no function for it)."""
    return f"replace(coalesce(\"{field}\", ''), map('&','&amp;','<','&lt;','>','&gt;'))"


def labeling(training: bool) -> QgsVectorLayerSimpleLabeling:
    """The number beside each marker from 1:5000 on; in training the word EXERCICE goes before it."""
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = "'EXERCICE ' || \"number\"" if training else '"number"'
    settings.scaleVisibility = True
    settings.minimumScale = LABEL_SCALE
    settings.maximumScale = 0
    settings.placement = QgsPalLayerSettings.Placement.OverPoint
    settings.quadOffset = QgsPalLayerSettings.QuadrantPosition.QuadrantBelow
    settings.yOffset = 3.6  # millimetres, clear of the badges above the marker
    settings.setFormat(_text_format(training))
    return QgsVectorLayerSimpleLabeling(settings)


def _text_format(training: bool) -> QgsTextFormat:
    text = QgsTextFormat()
    text.setSize(8)
    text.setColor(QColor("#9a3f00") if training else QColor("#202020"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.9)
    halo.setColor(QColor("white"))
    text.setBuffer(halo)
    return text


def layer_title(training: bool) -> str:
    """The layer's name in the tree; nothing ever looks the layer up by it."""
    return tr("Incidents (EXERCICE)") if training else tr("Incidents")
