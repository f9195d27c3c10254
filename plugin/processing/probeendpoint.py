"""`rue311:probeendpoint`: what a back end offers and how each point was found out, as a JSON file."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import Qt

from ..errors import Rue311Error
from ..i18n import tr
from ..net import Cancelled, CancelToken
from ..open311.point import Point, capabilities_from
from ..open311.point_words import Mark, say
from ..open311.probe import probe_endpoint
from .back_end import Asked, BackEndInUse, back_end_of
from .base import Rue311Algorithm, stop_if_cancelled

SIGNS = {Mark.GOOD: "+", Mark.MISSING: "-", Mark.OPEN: "?", Mark.PLAIN: "·"}


class ProbeEndpoint(Rue311Algorithm):
    """Asks only; nothing is created at the back end. OUTPUT is replaced when the whole answer is there."""

    NAME = "probeendpoint"

    def __init__(self) -> None:
        super().__init__()
        self._back_end: BackEndInUse | None = None

    def displayName(self) -> str:  # noqa: N802 (QGIS asks for this name)
        return tr("Test an Open311 back end")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Finds out what an Open311 GeoReport v2 back end offers, without creating anything: formats, categories,"
            " pages, dates, changes, updates, and which fields about persons everybody can read. ENDPOINT is the"
            " address of the back end or of its discovery document. OUTPUT holds each point with its value, what"
            " showed it and when, and the capabilities for a profile."
        )

    def initAlgorithm(self, _config: dict[str, Any] | None = None) -> None:  # noqa: N802
        add = self.addParameter
        add(QgsProcessingParameterString("ENDPOINT", tr("Address of the back end, or of its discovery")))
        add(QgsProcessingParameterString("JURISDICTION", tr("Jurisdiction"), optional=True))
        add(QgsProcessingParameterString("API_KEY", tr("Key, or env:NAME of its variable"), optional=True))
        add(QgsProcessingParameterAuthConfig("AUTHCFG", tr("Stored credentials with the key"), optional=True))
        add(QgsProcessingParameterFileDestination("OUTPUT", tr("What it offers"), "JSON (*.json)"))
        self.addOutput(QgsProcessingOutputString("FOUND", tr("Address that was found")))
        self.addOutput(QgsProcessingOutputNumber("POINTS", tr("Points")))
        self.addOutput(QgsProcessingOutputNumber("UNKNOWN", tr("Points that only a real report can tell")))

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """On the main thread, where QGIS's password store and network settings may be asked."""
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        if not text("ENDPOINT"):
            raise QgsProcessingException(tr("ENDPOINT is empty: give the address of a back end."))
        try:
            self._back_end = back_end_of(
                Asked(text("ENDPOINT"), text("JURISDICTION"), text("API_KEY"), text("AUTHCFG"))
            )
        except Rue311Error as error:
            if error.detail:
                feedback.pushDebugInfo(error.detail)
            raise QgsProcessingException(str(error)) from error
        return True

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        back_end = self._back_end
        if back_end is None:
            raise QgsProcessingException(tr("The run was not prepared."))
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        try:
            points = _probe(back_end, feedback)
        finally:
            back_end.session.close()
        for point in points:
            mark, words = say(point.name, point.value)
            feedback.pushInfo(f"{SIGNS[mark]} {words}")
        _write(target, points, back_end.endpoint.jurisdiction_id)
        found = next((point.value for point in points if point.name == "endpoint"), "")
        unknown = sum(1 for point in points if point.value is None)
        return {"OUTPUT": str(target), "FOUND": found, "POINTS": len(points), "UNKNOWN": unknown}


def _probe(back_end: BackEndInUse, feedback: QgsProcessingFeedback) -> tuple[Point, ...]:
    cancel = CancelToken()
    # the signal comes from the GUI thread; the run's own thread has no event loop to receive it
    feedback.canceled.connect(cancel.cancel, Qt.ConnectionType.DirectConnection)
    if feedback.isCanceled():
        cancel.cancel()

    def tell(fraction: float, text: str) -> None:
        feedback.setProgress(100.0 * fraction)
        feedback.setProgressText(text)

    try:
        return probe_endpoint(back_end.session, back_end.endpoint, cancel=cancel, progress=tell)
    except Cancelled:
        stop_if_cancelled(feedback)
        raise
    finally:
        feedback.canceled.disconnect(cancel.cancel)


def _write(target: Path, points: tuple[Point, ...], jurisdiction: str) -> None:
    """Under a temporary name first; the key is no part of it."""
    found = next((point.value for point in points if point.name == "endpoint"), "")
    document = {
        "endpoint": found,
        "jurisdiction_id": jurisdiction,
        "capabilities": capabilities_from(points).as_mapping(),
        "points": [{**point.as_mapping(), "says": say(point.name, point.value)[1]} for point in points],
    }
    aside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(aside, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QgsProcessingException(
            tr("OUTPUT: the file {path} cannot be written: {reason}").format(path=target, reason=reason)
        ) from error
