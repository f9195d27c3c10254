"""`rue311:syncincidents`: send what a store has queued, fetch what is new; without a screen too."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt

from ..errors import Rue311Error
from ..i18n import tr
from ..incidents import Store
from ..net import CancelToken
from ..open311 import KeyRefused, Open311Client
from ..sync import SyncEngine, SyncResult
from .back_end import Asked, BackEndInUse, back_end_of
from .incident_rows import incident_features, incident_fields
from .stores import StoreAlgorithm, open_kind

DIRECTIONS = ("both", "push", "pull")
COUNTS = ("pulled", "pushed", "confirmed", "ambiguous", "rejected", "conflicts", "needs_human", "waiting")
# a wrong key is a wrong input; a network that is down is not
WRONG_INPUTS = (KeyRefused,)


class SyncIncidents(StoreAlgorithm):
    """Runs the sync engine. What has left or arrived stays, also when the run is cancelled or fails."""

    NAME = "syncincidents"

    def __init__(self) -> None:
        super().__init__()
        self._back_end: BackEndInUse | None = None

    def displayName(self) -> str:  # noqa: N802 (QGIS asks for this name)
        return tr("Synchronise incidents")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Sends the reports and changes that wait in a store to an Open311 GeoReport v2 back end and fetches what is"
            " new. Nothing is sent twice without proof that it did not arrive. A store that does not exist is made when"
            " incidents are fetched; there is nothing to send from it. When the back end cannot be reached, the run"
            " ends well, what is queued is counted in WAITING, and TROUBLE says why. The layer holds no person's data."
        )

    def initAlgorithm(self, _config: dict[str, Any] | None = None) -> None:  # noqa: N802
        add = self.addParameter
        add(QgsProcessingParameterFile("STORE", tr("Store"), fileFilter=tr("Store (*.sqlite)")))
        add(QgsProcessingParameterFile("PROFILE", tr("Profile"), optional=True, fileFilter="JSON (*.json)"))
        add(QgsProcessingParameterString("ENDPOINT", tr("Address of the back end"), optional=True))
        add(QgsProcessingParameterString("JURISDICTION", tr("Jurisdiction"), optional=True))
        add(QgsProcessingParameterString("API_KEY", tr("Key, or env:NAME of its variable"), optional=True))
        add(QgsProcessingParameterAuthConfig("AUTHCFG", tr("Stored credentials with the key"), optional=True))
        direction = QgsProcessingParameterEnum("DIRECTION", tr("Direction"), list(DIRECTIONS), False, "both")
        direction.setUsesStaticStrings(True)
        add(direction)
        add(_number("SETTLE", tr("Settle time of the back end (seconds)"), None, 0.0, 7 * 86400.0, whole=False))
        add(_number("CONNECTIONS", tr("Connections at a time"), 4, 1, 16))
        point = QgsProcessing.SourceType.TypeVectorPoint
        add(QgsProcessingParameterFeatureSink("OUTPUT", tr("Incidents"), point, None, True, True))
        for name, words in _count_words().items():
            self.addOutput(QgsProcessingOutputNumber(name.upper(), words))
        self.addOutput(QgsProcessingOutputString("TROUBLE", tr("What went wrong on the way")))

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """On the main thread, where QGIS's password store and network settings may be asked."""
        try:
            self._back_end = back_end_of(self._asked(parameters, context))
        except Rue311Error as error:
            if error.detail:
                feedback.pushDebugInfo(error.detail)
            raise QgsProcessingException(str(error)) from error
        return True

    def _asked(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Asked:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        given = parameters.get("SETTLE") not in (None, "")
        return Asked(
            text("ENDPOINT"),
            text("JURISDICTION"),
            text("API_KEY"),
            text("AUTHCFG"),
            self.optional_file(parameters, "PROFILE", context),
            self.parameterAsDouble(parameters, "SETTLE", context) if given else None,
        )

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        self.refuse_shapefile(parameters, "OUTPUT", context)
        back_end = self._back_end
        if back_end is None:
            raise QgsProcessingException(tr("The run was not prepared."))
        direction = self.parameterAsEnumString(parameters, "DIRECTION", context) or "both"
        path = self.existing_file(parameters, "STORE", context)
        _check_there(path, direction, feedback)
        store = open_kind(path, training=back_end.training)
        try:
            connections = self.parameterAsInt(parameters, "CONNECTIONS", context)
            result = _run(store, back_end, direction, connections, feedback)
            output = self._write_layer(parameters, context, store)
        finally:
            back_end.session.close()
            store.close()
        return {**_counted(result, feedback), **output}

    def _write_layer(
        self, parameters: dict[str, Any], context: QgsProcessingContext, store: Store
    ) -> dict[str, Any]:
        """All rows are made before the sink is opened, because opening it empties the old file."""
        if not parameters.get("OUTPUT"):
            return {}
        fields = incident_fields()
        features = incident_features(store.incidents(), fields)
        crs = QgsCoordinateReferenceSystem("EPSG:4326")
        sink, target = self.parameterAsSink(parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.Point, crs)
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "OUTPUT"))
        if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(self.writeFeatureError(sink, parameters, "OUTPUT"))
        return {"OUTPUT": target}


def _number(
    name: str, label: str, default: float | None, least: float, most: float, *, whole: bool = True
) -> QgsProcessingParameterNumber:
    kinds = QgsProcessingParameterNumber.Type
    kind = kinds.Integer if whole else kinds.Double
    return QgsProcessingParameterNumber(name, label, kind, default, default is None, least, most)


def _check_there(path: Path, direction: str, feedback: QgsProcessingFeedback) -> None:
    if path.exists():
        return
    if direction == "push":
        raise QgsProcessingException(tr("STORE: there is no store {path}, nothing to send.").format(path=path))
    feedback.pushInfo(tr("There was no store at {path}: a new one is made.").format(path=path))


def _run(
    store: Store, back_end: BackEndInUse, direction: str, connections: int, feedback: QgsProcessingFeedback
) -> SyncResult:
    """Sync, with the feedback's cancel reaching a request that waits."""
    cancel = CancelToken()
    # the signal comes from the GUI thread; the run's own thread has no event loop to receive it
    feedback.canceled.connect(cancel.cancel, Qt.ConnectionType.DirectConnection)
    if feedback.isCanceled():
        cancel.cancel()

    try:
        client = Open311Client(back_end.session, back_end.endpoint, cancel=cancel)
        tell = _Telling(feedback)
        engine = SyncEngine(
            store, client, connections=connections, progress=tell, cancel=cancel, training=back_end.training
        )
        return engine.sync(direction)
    finally:
        feedback.canceled.disconnect(cancel.cancel)


class _Telling:
    """Passes the engine's progress on; the same words are said once."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._said = ""

    def __call__(self, fraction: float, text: str) -> None:
        if fraction >= 0:
            self._feedback.setProgress(100.0 * fraction)
        if text and text != self._said:
            self._said = text
            self._feedback.setProgressText(text)


def _count_words() -> dict[str, str]:
    """What each number of the result counts, for people who build models."""
    words = {
        "pulled": tr("Incidents received"),
        "pushed": tr("Operations sent"),
        "confirmed": tr("Operations seen at the back end"),
        "ambiguous": tr("Operations that may have arrived"),
        "rejected": tr("Operations refused"),
        "conflicts": tr("Conflicts to decide"),
        "needs_human": tr("Operations that need a person"),
        "waiting": tr("Operations still waiting"),
    }
    return {name: words[name] for name in COUNTS}


def _counted(result: SyncResult, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """The outputs by name; a trouble on the way is told, and ends the run only where an input was wrong."""
    trouble = result.trouble
    if isinstance(trouble, WRONG_INPUTS):
        raise trouble
    if trouble is not None:
        feedback.reportError(str(trouble), False)
        if trouble.detail:
            feedback.pushDebugInfo(trouble.detail)
    counts: dict[str, Any] = {name.upper(): int(getattr(result, name)) for name in COUNTS}
    return {**counts, "TROUBLE": trouble.sentence if trouble is not None else ""}
