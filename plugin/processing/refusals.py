"""The optional table of refused rows: number and reason."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
    QgsWkbTypes,
)

from ..compat import field_type

Refusal = tuple[int, str]


class RefusalsMixin:
    """For an algorithm with an optional sink REFUSALS."""

    def write_refusals(
        self, parameters: dict[str, Any], context: QgsProcessingContext, refusals: Sequence[Refusal]
    ) -> dict[str, Any]:
        """Write rows and reasons where they are asked for. Ends the run where the sink cannot be written."""
        if not parameters.get("REFUSALS"):
            return {}
        algorithm: Any = self
        fields = QgsFields()
        fields.append(QgsField("row", field_type(int)))
        fields.append(QgsField("reason", field_type(str)))
        sink, target = algorithm.parameterAsSink(
            parameters, "REFUSALS", context, fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
        )
        if sink is None:
            raise QgsProcessingException(algorithm.invalidSinkError(parameters, "REFUSALS"))
        for number, reason in refusals:
            row = QgsFeature(fields)
            row.setAttributes([number, reason])
            if not sink.addFeature(row, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(algorithm.writeFeatureError(sink, parameters, "REFUSALS"))
        return {"REFUSALS": target}
