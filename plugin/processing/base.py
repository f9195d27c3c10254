"""What all algorithms share: their place in the toolbox, checks in plain words, progress, and typed errors."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
)

from ..errors import Rue311Error
from ..i18n import tr


class Rue311Algorithm(QgsProcessingAlgorithm):
    """An algorithm of the provider `rue311`.

    A subclass sets `NAME` (the public id, never translated) and writes `displayName`, `initAlgorithm` and `work`.
    """

    NAME = ""

    def name(self) -> str:
        return self.NAME

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802 (QGIS asks for this name)
        return type(self)()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do it and answer the outputs by name. Raise Rue311Error or QgsProcessingException to end the run."""
        raise NotImplementedError

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        try:
            return self.work(parameters, context, feedback)
        except Rue311Error as error:
            if error.detail:
                feedback.pushDebugInfo(error.detail)
            raise QgsProcessingException(str(error)) from error

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Say in plain words which file is wrong, before QGIS says "Incorrect parameter value"."""
        try:
            for definition in self.parameterDefinitions():
                if isinstance(definition, QgsProcessingParameterFile) and parameters.get(definition.name()):
                    self.existing_file(parameters, definition.name(), context)
        except QgsProcessingException as error:
            return False, str(error)
        allowed, why = super().checkParameterValues(parameters, context)
        return bool(allowed), str(why)

    def existing_file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path:
        """Answer the file that parameter `name` points at; end the run when it is not given or not there."""
        text = self.parameterAsFile(parameters, name, context) or self.parameterAsString(parameters, name, context)
        path = Path(text)
        if not text:
            raise QgsProcessingException(tr("{name} is empty: give a file.").format(name=name))
        if path.is_dir():
            raise QgsProcessingException(tr("{name} is a folder, not a file: {path}").format(name=name, path=path))
        if not path.is_file():
            raise QgsProcessingException(tr("{name}: there is no file {path}").format(name=name, path=path))
        return path

    def optional_file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path | None:
        """Answer None when parameter `name` is not given; a file that is given must exist."""
        if not self.parameterAsString(parameters, name, context):
            return None
        return self.existing_file(parameters, name, context)

    def refuse_shapefile(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> None:
        """End the run when output `name` is a shapefile, which would cut field names after 10 letters."""
        if self.parameterAsOutputLayer(parameters, name, context).lower().endswith(".shp"):
            raise QgsProcessingException(
                tr("{name}: a shapefile cuts field names after 10 letters. Choose .gpkg instead.").format(name=name)
            )


def known_fields(fields: QgsFields, wanted: list[str], parameter: str) -> list[str]:
    """Answer `wanted` when `fields` has all of them; otherwise end the run and say which fields there are."""
    missing = [field for field in wanted if fields.lookupField(field) < 0]
    if missing:
        raise QgsProcessingException(
            tr("{parameter}: the input has no field {missing}. It has: {fields}").format(
                parameter=parameter, missing=", ".join(missing), fields=", ".join(fields.names())
            )
        )
    return wanted


def stop_if_cancelled(feedback: QgsProcessingFeedback) -> None:
    """End a run that a person cancelled; outputs stay as they were."""
    if feedback.isCanceled():
        raise QgsProcessingException(tr("Cancelled: outputs are unchanged."))
