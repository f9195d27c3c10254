"""`rue311:validateaddresses`: a table of addresses becomes points with verdicts (`adr_*` fields)."""
from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
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
    QgsWkbTypes,
)

from ..compat import field_type, is_null
from ..i18n import tr
from .base import Rue311Algorithm, known_fields, stop_if_cancelled
from .importregister import nis_codes
from .nationalnumber import looks_like_national_numbers

if TYPE_CHECKING:
    from ..addresses import Match, Matcher

PARTS = ("STREET_FIELD", "NUMBER_FIELD", "BOX_FIELD", "POSTCODE_FIELD", "LOCALITY_FIELD")
VERDICTS = ("valid", "corrected", "to_review", "rejected")
CRS = "EPSG:31370"
TELL_EVERY = 200


class ValidateAddresses(Rue311Algorithm):
    """See ALGORITHMS in the design: names of inputs, outputs and fields are public."""

    NAME = "validateaddresses"

    def displayName(self) -> str:  # noqa: N802
        return tr("Validate addresses")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Compares each row with the address register and says what it is worth: valid, corrected, to review or"
            " rejected. Give the field that holds the whole address, or the fields of its parts. Columns that look like"
            " a national number are not copied, unless you choose them in “Fields to keep”."
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        table = [QgsProcessing.SourceType.TypeVector]
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", tr("Table or layer with addresses"), table))
        for name, description in (
            ("ADDRESS_FIELD", tr("Field with the whole address")),
            ("STREET_FIELD", tr("Field with the street")),
            ("NUMBER_FIELD", tr("Field with the house number")),
            ("BOX_FIELD", tr("Field with the box")),
            ("POSTCODE_FIELD", tr("Field with the postcode")),
            ("LOCALITY_FIELD", tr("Field with the commune or locality")),
        ):
            self.addParameter(
                QgsProcessingParameterField(name, description, parentLayerParameterName="INPUT", optional=True)
            )
        self.addParameter(QgsProcessingParameterFile("REGISTER", tr("Address register")))
        self.addParameter(
            QgsProcessingParameterString("COMMUNE", tr("INS code of the commune that breaks ties"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterField(
                "KEEP_FIELDS", tr("Fields to keep"), parentLayerParameterName="INPUT", allowMultiple=True, optional=True
            )
        )
        points = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", tr("Validated addresses"), points))
        for name, description in (
            ("VALID", tr("Valid")),
            ("CORRECTED", tr("Corrected")),
            ("TO_REVIEW", tr("To review")),
            ("REJECTED", tr("Rejected")),
            ("ROWS_PER_SECOND", tr("Rows per second")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..addresses import Matcher, open_register

        self.refuse_shapefile(parameters, "OUTPUT", context)
        source = self.parameterAsSource(parameters, "INPUT", context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "INPUT"))
        columns = self._columns(parameters, context, source)
        communes = nis_codes(self.parameterAsString(parameters, "COMMUNE", context), "COMMUNE")
        if len(communes) > 1:
            raise QgsProcessingException(tr("COMMUNE: give one INS code."))
        register_path: Path = self.existing_file(parameters, "REGISTER", context)
        rows = _rows(source, feedback)
        keep = self._keep(parameters, context, source, rows, feedback)
        with closing(open_register(register_path)) as register:
            matcher = Matcher(register, communes[0] if communes else "")
            feedback.pushInfo(tr("Address register of {date}.").format(date=register.info.register_date))
            answers, per_second = _matched(rows, _asker(matcher, columns, source.fields()), feedback)
        output = self._write(parameters, context, fields=source.fields(), keep=keep, rows=rows, answers=answers)
        counts = Counter(answer["adr_verdict"] for answer in answers)
        return {
            "OUTPUT": output,
            **{verdict.upper(): counts[verdict] for verdict in VERDICTS},
            "ROWS_PER_SECOND": round(per_second, 1),
        }

    def _columns(
        self, parameters: dict[str, Any], context: QgsProcessingContext, source: QgsProcessingFeatureSource
    ) -> dict[str, str]:
        """Answer the fields to read by parameter: the whole address, or its parts; end the run if neither will do."""
        columns: dict[str, str] = {}
        for name in ("ADDRESS_FIELD", *PARTS):
            given = self.parameterAsFields(parameters, name, context)
            if given:
                columns[name] = known_fields(source.fields(), given, name)[0]
        if "ADDRESS_FIELD" in columns:
            if len(columns) > 1:
                raise QgsProcessingException(
                    tr("Give either ADDRESS_FIELD (the whole address) or the fields of its parts, not both.")
                )
        elif "STREET_FIELD" not in columns:
            raise QgsProcessingException(
                tr("Give ADDRESS_FIELD (the whole address) or STREET_FIELD (and number, box, postcode, locality).")
            )
        return columns

    def _keep(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        source: QgsProcessingFeatureSource,
        rows: list[QgsFeature],
        feedback: QgsProcessingFeedback,
    ) -> list[str]:
        """Answer the input fields to carry over; say which ones look like national numbers."""
        names = source.fields().names()
        secret = [
            name for place, name in enumerate(names) if looks_like_national_numbers(_text(row[place]) for row in rows)
        ]
        chosen = self.parameterAsFields(parameters, "KEEP_FIELDS", context)
        if chosen:
            known_fields(source.fields(), chosen, "KEEP_FIELDS")
            for name in (name for name in chosen if name in secret):
                kept = tr("Field {name} looks like national numbers and is kept as asked.")
                feedback.pushWarning(kept.format(name=name))
            return [name for name in chosen if not name.lower().startswith("adr_")]
        for name in secret:
            feedback.pushWarning(tr("Field {name} looks like national numbers: it is not copied.").format(name=name))
        return [name for name in names if name not in secret and not name.lower().startswith("adr_")]

    def _write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        *,
        fields: QgsFields,
        keep: list[str],
        rows: list[QgsFeature],
        answers: list[dict[str, Any]],
    ) -> str:
        """Open the output, which empties an old file, and write all rows at once."""
        from ..addresses import ADR_FIELDS

        crs = QgsCoordinateReferenceSystem(CRS)
        out = _output_fields(fields, keep, ADR_FIELDS)
        sink, destination = self.parameterAsSink(
            parameters, "OUTPUT", context, out, QgsWkbTypes.Type.Point, crs
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "OUTPUT"))
        places = [fields.lookupField(name) for name in keep]
        for row, answer in zip(rows, answers):
            feature = QgsFeature(out)
            feature.setAttributes([row[place] for place in places] + [answer[name] for name, _ in ADR_FIELDS])
            if answer["adr_x"] is not None:
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(answer["adr_x"], answer["adr_y"])))
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(self.writeFeatureError(sink, parameters, "OUTPUT"))
        return str(destination)


def _output_fields(fields: QgsFields, keep: list[str], adr: tuple[tuple[str, type], ...]) -> QgsFields:
    """The kept fields, then ours. `fid` gets another name: a GeoPackage wants it to be a unique whole number."""
    out = QgsFields()
    for name in keep:
        field = QgsField(fields.field(name))
        if name.lower() == "fid":
            field.setName("fid_input")
        out.append(field)
    for name, kind in adr:
        out.append(QgsField(name, field_type(kind)))
    return out


def _rows(source: QgsProcessingFeatureSource, feedback: QgsProcessingFeedback) -> list[QgsFeature]:
    rows = []
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    for row in source.getFeatures(request):
        if len(rows) % TELL_EVERY == 0:
            stop_if_cancelled(feedback)
        rows.append(row)
    return rows


def _asker(matcher: Matcher, columns: dict[str, str], fields: QgsFields) -> Callable[[QgsFeature], Match]:
    """Answer the function that matches one row."""
    if "ADDRESS_FIELD" in columns:
        place = fields.lookupField(columns["ADDRESS_FIELD"])
        return lambda row: matcher.match_line(_text(row[place]))
    places = [fields.lookupField(columns[name]) if name in columns else -1 for name in PARTS]
    return lambda row: matcher.match_fields(*(_text(row[place]) if place >= 0 else "" for place in places))


def _matched(
    rows: list[QgsFeature], ask: Callable[[QgsFeature], Match], feedback: QgsProcessingFeedback
) -> tuple[list[dict[str, Any]], float]:
    answers: list[dict[str, Any]] = []
    started = time.perf_counter()
    for place, row in enumerate(rows):
        if place % TELL_EVERY == 0:
            stop_if_cancelled(feedback)
            feedback.setProgress(100 * place / len(rows))
        answers.append(ask(row).as_adr())
    return answers, len(rows) / max(time.perf_counter() - started, 1e-6)


def _text(value: Any) -> str:
    """A cell as text: NULL is empty, 5000.0 is 5000."""
    if is_null(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
