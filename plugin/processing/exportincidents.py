"""`rue311:exportincidents`: incidents of a store as a file for others; people's data only on demand."""
from __future__ import annotations

import csv
import io
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ..clock import utc_text
from ..compat import field_type
from ..i18n import tr
from ..incidents import Incident, Store, workflow
from ..incidents.exporting import known_incidents
from ..open311.bulk import COLUMNS as BULK_COLUMNS
from ..open311.bulk import harmless
from .base import stop_if_cancelled
from .incident_rows import incident_features, incident_fields
from .stores import KnownStoreAlgorithm, open_kind

FORMATS = ("csv", "gpkg", "geojson", "json")
DRIVERS = {"gpkg": "GPKG", "geojson": "GeoJSON"}
PERSONAL = ("description", "status_notes", "assignee", "media_url")


class ExportIncidents(KnownStoreAlgorithm):
    """Writes under another name first: a run that fails leaves the old file as it was."""

    NAME = "exportincidents"

    def displayName(self) -> str:  # noqa: N802 (QGIS asks for this name)
        return tr("Export incidents")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Writes the incidents of a store into a file: csv in the columns of GeoReport bulk, gpkg, geojson, or json"
            " with all that the store knows (base, local and server values, operations with their events, conflicts)."
            " Cells that a spreadsheet would take for a formula begin with an apostrophe. Descriptions, notes, names"
            " and the people who called are left out unless PERSONAL_DATA is on; then treat the file accordingly."
        )

    def initAlgorithm(self, _config: dict[str, Any] | None = None) -> None:  # noqa: N802
        add = self.addParameter
        add(QgsProcessingParameterFile("STORE", tr("Store"), fileFilter=tr("Store (*.sqlite)")))
        formats = QgsProcessingParameterEnum("FORMAT", tr("Format"), list(FORMATS), False, "csv")
        formats.setUsesStaticStrings(True)
        add(formats)
        add(QgsProcessingParameterExpression("FILTER", tr("Filter"), optional=True))
        add(QgsProcessingParameterBoolean("PERSONAL_DATA", tr("With personal data and free text"), False))
        files = "CSV (*.csv);;GeoPackage (*.gpkg);;GeoJSON (*.geojson);;JSON (*.json)"
        add(QgsProcessingParameterFileDestination("OUTPUT", tr("File"), files))
        self.addOutput(QgsProcessingOutputNumber("EXPORTED", tr("Incidents exported")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        kind = self.parameterAsEnumString(parameters, "FORMAT", context) or "csv"
        personal = self.parameterAsBool(parameters, "PERSONAL_DATA", context)
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        if target.suffix.lower() == ".shp":
            raise QgsProcessingException(tr("OUTPUT: a shapefile cuts field names after 10 letters. Choose .gpkg."))
        store = open_kind(self.existing_file(parameters, "STORE", context))
        try:
            chosen = _chosen(store.incidents(), self.parameterAsString(parameters, "FILTER", context), feedback)
            aside = target.with_name(f".{secrets.token_hex(4)}.{target.name}")
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                _write(kind, store, chosen, aside, personal)
                stop_if_cancelled(feedback)
                os.replace(aside, target)
            finally:
                aside.unlink(missing_ok=True)
        except OSError as error:
            raise QgsProcessingException(
                tr("OUTPUT: {path} cannot be written: {reason}").format(path=target, reason=error.strerror or error)
            ) from error
        finally:
            store.close()
        return {"OUTPUT": str(target), "EXPORTED": len(chosen)}


def _chosen(incidents: list[Incident], text: str, feedback: QgsProcessingFeedback) -> list[Incident]:
    """The incidents for which the filter is true. Ends the run for an expression that cannot be computed."""
    if not text.strip():
        return incidents
    expression = QgsExpression(text)
    fields = _fields(True)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.setFields(fields)
    if expression.hasParserError() or not expression.prepare(context):
        why = expression.parserErrorString() or expression.evalErrorString()
        raise QgsProcessingException(tr("FILTER cannot be read: {reason}").format(reason=why.strip()))
    unknown = sorted(name for name in expression.referencedColumns() - set(fields.names()) if not name.startswith("#"))
    if unknown:
        raise QgsProcessingException(
            tr("FILTER: there is no field {missing}. There are: {fields}").format(
                missing=", ".join(unknown), fields=", ".join(fields.names())
            )
        )
    kept = []
    for incident, feature in zip(incidents, _features(incidents, fields)):
        stop_if_cancelled(feedback)
        context.setFeature(feature)
        answer = expression.evaluate(context)
        if expression.hasEvalError():
            raise QgsProcessingException(tr("FILTER: {reason}").format(reason=expression.evalErrorString()))
        if answer:
            kept.append(incident)
    return kept


def _fields(personal: bool) -> QgsFields:
    fields = incident_fields()
    for name in PERSONAL if personal else ():
        fields.append(QgsField(name, field_type(str)))
    return fields


def _features(incidents: list[Incident], fields: QgsFields) -> list[QgsFeature]:
    """Incidents as features; `fields` says whether free text goes along."""
    plain = incident_features(incidents, incident_fields())
    if fields.count() == incident_fields().count():
        return plain
    features = []
    for incident, feature in zip(incidents, plain):
        full = QgsFeature(fields)
        full.setGeometry(feature.geometry())
        full.setAttributes([*feature.attributes(), *(getattr(incident, name) for name in PERSONAL)])
        features.append(full)
    return features


def _write(kind: str, store: Store, incidents: list[Incident], path: Path, personal: bool) -> None:
    if kind == "csv":
        path.write_bytes(_csv(incidents, personal).encode())
    elif kind == "json":
        path.write_text(_json(store, incidents, personal), encoding="utf-8")
    else:
        _write_layer(DRIVERS[kind], incidents, path, personal)


def _csv(incidents: Iterable[Incident], personal: bool) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(BULK_COLUMNS)
    writer.writerows(_bulk_row(incident, personal) for incident in incidents)
    return stream.getvalue()


def _bulk_row(incident: Incident, personal: bool) -> list[str]:
    """In the order of GeoReport bulk. Our state says more than open or closed. A number is no formula."""
    updated = utc_text(incident.updated_at)
    status = incident.server_status or workflow.open311_status(incident.state)
    values = {
        "service_request_id": incident.service_request_id, "requested_datetime": utc_text(incident.reported_at),
        "updated_datetime": updated, "closed_date": updated if status == "closed" else "",
        "status_description": status, "status_notes": incident.status_notes if personal else "",
        "source": incident.channel, "service_name": incident.service_name or incident.service_code,
        "description": incident.description if personal else "", "address": incident.address,
    }  # fmt: skip
    degrees = {"lat": incident.lat, "long": incident.lon}
    return [
        _number(degrees[name]) if name in degrees else harmless(values.get(name, "")) for name in BULK_COLUMNS
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.7f}".rstrip("0").rstrip(".")


def _json(store: Store, incidents: list[Incident], personal: bool) -> str:
    refs = [incident.ref for incident in incidents]
    told = {
        "format": "rue311 incidents 1",
        "store_id": store.setting("store_id"),
        "training": store.training,
        "personal_data": personal,
        "broken_links": store.broken_links(),
        "incidents": list(known_incidents(store, refs, personal=personal)),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _write_layer(driver: str, incidents: list[Incident], path: Path, personal: bool) -> None:
    """Write points in WGS84. Raises OSError with the driver's own words."""
    fields = _fields(personal)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    options.layerName = "incidents"
    options.fileEncoding = "UTF-8"
    crs = QgsCoordinateReferenceSystem("EPSG:4326")
    writer = QgsVectorFileWriter.create(
        str(path), fields, QgsWkbTypes.Type.Point, crs, QgsCoordinateTransformContext(), options
    )
    done = writer.addFeatures(_features(incidents, fields)) and writer.flushBuffer()
    failed = writer.hasError() != QgsVectorFileWriter.WriterError.NoError
    words = writer.errorMessage()
    del writer
    if failed or not done:
        raise OSError(words)
