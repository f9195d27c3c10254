"""`rue311:importregister`: a BeSt file becomes the register that searches and validations read."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..i18n import tr
from .base import Rue311Algorithm

SHOWN_REJECTIONS = 20


class ImportRegister(Rue311Algorithm):
    """See ALGORITHMS in the design: names of inputs and outputs are public."""

    NAME = "importregister"

    def displayName(self) -> str:  # noqa: N802
        return tr("Import address register")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Reads a BeSt address file (openaddress-bewal.zip or its CSV, either header) into one register file for"
            " searching and validating addresses without network. A register that is there already is replaced only"
            " when the new one is complete. Source of the data: SPW - ICAR - Points d'adresses, CC BY 4.0."
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        self.addParameter(QgsProcessingParameterFile("INPUT", tr("BeSt address file (zip or CSV)")))
        self.addParameter(
            QgsProcessingParameterString(
                "COMMUNES", tr("INS codes of the communes to take, separated by commas (empty: all)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFile("LOCALITIES", tr("Localities and sections (CSV or BeSt XML)"), optional=True)
        )
        self.addParameter(QgsProcessingParameterFile("HISTORIC", tr("Former street names (CSV)"), optional=True))
        self.addParameter(
            QgsProcessingParameterFileDestination("REGISTER", tr("Address register"), tr("Address register (*.sqlite)"))
        )
        for name, description in (
            ("ADDRESSES", tr("Addresses (houses)")),
            ("BOXES", tr("Letterboxes")),
            ("STREETS", tr("Streets")),
            ("UNPOSITIONED", tr("Addresses without position")),
            ("REJECTED", tr("Lines rejected")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))
        self.addOutput(QgsProcessingOutputString("REGISTER_DATE", tr("Date of the register")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..addresses import import_register

        source = self.existing_file(parameters, "INPUT", context)
        localities = self.optional_file(parameters, "LOCALITIES", context)
        historic = self.optional_file(parameters, "HISTORIC", context)
        communes = nis_codes(self.parameterAsString(parameters, "COMMUNES", context), "COMMUNES")
        destination = Path(self.parameterAsFileOutput(parameters, "REGISTER", context))

        def tell(fraction: float) -> bool:
            feedback.setProgress(100 * fraction)
            return not feedback.isCanceled()

        report = import_register(
            source, destination, communes=communes, localities=localities, historic=historic, progress=tell
        )
        for rejection in report.rejections[:SHOWN_REJECTIONS]:
            feedback.pushWarning(tr("Line {line}: {reason}.").format(line=rejection.line, reason=rejection.reason))
        if report.rejected > SHOWN_REJECTIONS:
            feedback.pushWarning(tr("{count} lines were rejected in all.").format(count=report.rejected))
        if report.unpositioned:
            feedback.pushInfo(
                tr("{count} addresses have no position: they are found by name and get no point.").format(
                    count=report.unpositioned
                )
            )
        if report.path != destination:
            feedback.pushInfo(
                tr("The old register is open elsewhere; the new one is {file} and is used from now on.").format(
                    file=report.path.name
                )
            )
        return {
            "REGISTER": str(destination),
            "ADDRESSES": report.addresses,
            "BOXES": report.boxes,
            "STREETS": report.streets,
            "UNPOSITIONED": report.unpositioned,
            "REJECTED": report.rejected,
            "REGISTER_DATE": report.register_date,
        }


def nis_codes(text: str, parameter: str) -> list[str]:
    """Read a list of INS codes, five digits each; end the run on anything else."""
    codes = [code for code in re.split(r"[\s,;]+", text.strip()) if code]
    wrong = [code for code in codes if not re.fullmatch(r"[0-9]{5}", code)]
    if wrong:
        raise QgsProcessingException(
            tr("{parameter}: {wrong} is no INS code (five digits, such as 92094 for Namur).").format(
                parameter=parameter, wrong=", ".join(wrong)
            )
        )
    return codes
