"""`rue311:reportincidents`: a layer of points becomes reports that wait in the outbox. Nothing is sent."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsProviderRegistry,
    QgsWkbTypes,
)

from ..compat import field_type
from ..i18n import tr
from ..incidents import PhotoInfo, Report, Store, StoreFull
from ..incidents.photos import inspect_photo, keep_photo, read_photo
from ..incidents.reporting import write_report
from .base import known_fields, stop_if_cancelled
from .report_rows import Columns, RowReader, RowRefused, parse_attributes
from .stores import StoreAlgorithm, batch_author, open_kind

Refusal = tuple[int, str]


class ReportIncidents(StoreAlgorithm):
    """Reads and checks every row first; then all good rows are written at once, or none."""

    NAME = "reportincidents"

    def displayName(self) -> str:  # noqa: N802 (QGIS asks for this name)
        return tr("Report incidents")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Queues one report per point in the store; nothing is sent. A row that no back end could take is refused"
            " with its reason and does not stop the others. A store that does not exist is made."
        )

    def initAlgorithm(self, _config: dict[str, Any] | None = None) -> None:  # noqa: N802
        points = [QgsProcessing.SourceType.TypeVectorPoint]
        add = self.addParameter
        add(QgsProcessingParameterFeatureSource("INPUT", tr("Points"), points))
        add(_field("SERVICE_FIELD", tr("Field with the service code")))
        add(QgsProcessingParameterString("SERVICE_CODE", tr("Service code of all rows"), optional=True))
        add(_field("DESCRIPTION_FIELD", tr("Description")))
        add(QgsProcessingParameterString("ATTRIBUTES", tr("Attributes: JSON from code to field"), optional=True))
        add(_field("MEDIA_FIELD", tr("Photos: paths, separated by |")))
        add(QgsProcessingParameterFile("STORE", tr("Store"), fileFilter=tr("Store (*.sqlite)")))
        add(QgsProcessingParameterString("OPERATOR", tr("Operator"), "qgis_process", optional=True))
        table = QgsProcessing.SourceType.TypeVector
        add(QgsProcessingParameterFeatureSink("REFUSALS", tr("Refused rows"), table, None, True, False))
        self.addOutput(QgsProcessingOutputNumber("QUEUED", tr("Reports queued")))
        self.addOutput(QgsProcessingOutputNumber("REFUSED", tr("Rows refused")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        self.refuse_shapefile(parameters, "REFUSALS", context)
        source = self.parameterAsSource(parameters, "INPUT", context)
        if source is None:
            raise QgsProcessingException(tr("INPUT cannot be read as a layer."))
        transform = _to_wgs84(source, context)
        columns = self._columns(parameters, context, source)
        path = self.existing_file(parameters, "STORE", context)
        if not path.exists():
            feedback.pushInfo(tr("There was no store at {path}: a new one is made.").format(path=path))
        store = open_kind(path)
        try:
            reader = RowReader(columns, transform, store, self._media_folder(parameters, context))
            if not reader.knows_services:
                feedback.pushWarning(tr("The store does not know the back end's services yet: codes are not checked."))
            rows, refusals = _read(source, reader, feedback)
            stop_if_cancelled(feedback)
            operator = self.parameterAsString(parameters, "OPERATOR", context).strip() or "qgis_process"
            _write(store, rows, operator)
        finally:
            store.close()
        for number, reason in refusals:
            feedback.pushWarning(tr("Row {row} is refused: {reason}").format(row=number, reason=reason))
        results: dict[str, Any] = {"QUEUED": len(rows), "REFUSED": len(refusals)}
        return {**results, **self._write_refusals(parameters, context, refusals)}

    def _columns(
        self, parameters: dict[str, Any], context: QgsProcessingContext, source: QgsProcessingFeatureSource
    ) -> Columns:
        def field(name: str) -> str:
            chosen = self.parameterAsFields(parameters, name, context)
            return known_fields(source.fields(), chosen[:1], name)[0] if chosen else ""

        try:
            attributes = parse_attributes(parameters.get("ATTRIBUTES"))
        except ValueError as error:
            raise QgsProcessingException(str(error)) from error
        known_fields(source.fields(), list(attributes.values()), "ATTRIBUTES")
        columns = Columns(
            field("SERVICE_FIELD"),
            self.parameterAsString(parameters, "SERVICE_CODE", context).strip(),
            field("DESCRIPTION_FIELD"),
            attributes,
            field("MEDIA_FIELD"),
        )
        if not columns.service_field and not columns.service_code:
            raise QgsProcessingException(tr("Give SERVICE_FIELD, or SERVICE_CODE for all rows."))
        return columns

    def _media_folder(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path | None:
        """Relative photo paths count from the layer's own file."""
        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        if layer is None:
            return None
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        return Path(parts["path"]).parent if parts.get("path") else None

    def _write_refusals(
        self, parameters: dict[str, Any], context: QgsProcessingContext, refusals: Sequence[Refusal]
    ) -> dict[str, Any]:
        if not parameters.get("REFUSALS"):
            return {}
        fields = QgsFields()
        fields.append(QgsField("row", field_type(int)))
        fields.append(QgsField("reason", field_type(str)))
        sink, target = self.parameterAsSink(
            parameters, "REFUSALS", context, fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "REFUSALS"))
        for number, reason in refusals:
            row = QgsFeature(fields)
            row.setAttributes([number, reason])
            if not sink.addFeature(row, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(self.writeFeatureError(sink, parameters, "REFUSALS"))
        return {"REFUSALS": target}


def _field(name: str, label: str) -> QgsProcessingParameterField:
    return QgsProcessingParameterField(name, label, None, "INPUT", optional=True)


def _to_wgs84(source: QgsProcessingFeatureSource, context: QgsProcessingContext) -> QgsCoordinateTransform:
    if not source.sourceCrs().isValid():
        raise QgsProcessingException(tr("INPUT has no CRS: say which one its coordinates are in."))
    return QgsCoordinateTransform(
        source.sourceCrs(), QgsCoordinateReferenceSystem("EPSG:4326"), context.transformContext()
    )


def _read(
    source: QgsProcessingFeatureSource, reader: RowReader, feedback: QgsProcessingFeedback
) -> tuple[list[Report], list[Refusal]]:
    """All rows, counted from 1: those that are good, and those that are refused with the reason."""
    rows: list[Report] = []
    refusals: list[Refusal] = []
    total = max(1, source.featureCount())
    for number, feature in enumerate(source.getFeatures(), start=1):
        stop_if_cancelled(feedback)
        try:
            rows.append(reader.read(feature))
        except RowRefused as error:
            refusals.append((number, str(error)))
        feedback.setProgress(90.0 * number / total)
    return rows, refusals


def _write(store: Store, rows: Sequence[Report], operator: str) -> None:
    """Queue all reports in one transaction: a run that fails leaves none behind."""
    if not rows:
        return
    author = batch_author(store, operator)
    kept = [_keep_photos(store, report) for report in rows]
    with store.writing(author) as journal:
        for report, photos in zip(rows, kept):
            write_report(journal, report, photos)


def _keep_photos(store: Store, report: Report) -> list[PhotoInfo]:
    """Copy a report's photos beside the store; the same photo twice is one. Raises PhotoRefused, StoreFull."""
    kept: dict[str, PhotoInfo] = {}
    for path in report.photos:
        body = read_photo(path)
        info = inspect_photo(body, path.name)
        try:
            keep_photo(body, info, store.photo_folder)
        except OSError as error:
            raise StoreFull(store.path, str(error)) from error
        kept[info.sha] = info
    return list(kept.values())
