"""`rue311:triageincidents`: a table of decisions becomes operations that wait in the outbox. Nothing is sent."""
from __future__ import annotations

import sqlite3
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..compat import is_null
from ..errors import Rue311Error
from ..i18n import tr
from ..incidents import State, Store, workflow
from ..incidents.journal import Journal
from ..incidents.reference import normal_ref
from ..incidents.reporting import write_triage
from .base import stop_if_cancelled
from .refusals import Refusal, RefusalsMixin
from .stores import KnownStoreAlgorithm, batch_author, open_kind

KEYS = ("ref", "service_request_id")
CHANGES = ("state", "assignee", "priority", "duplicate_of", "danger")
WORDS = ("reason", "note")


class TriageIncidents(RefusalsMixin, KnownStoreAlgorithm):
    """Each row stands for itself: it is written whole, or refused with its reason."""

    NAME = "triageincidents"

    def displayName(self) -> str:  # noqa: N802 (QGIS asks for this name)
        return tr("Triage incidents")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Writes a table of decisions into the store; nothing is sent. Each row names an incident (ref or"
            " service_request_id) and any of state, reason, note, assignee, priority, duplicate_of, danger; an empty"
            " cell changes nothing. The guards of the screen hold here too: a step that is not allowed, or lacks its"
            " reason, is refused, counted and listed; the other rows are written."
        )

    def initAlgorithm(self, _config: dict[str, Any] | None = None) -> None:  # noqa: N802
        table = QgsProcessing.SourceType.TypeVector
        add = self.addParameter
        add(QgsProcessingParameterFile("STORE", tr("Store"), fileFilter=tr("Store (*.sqlite)")))
        add(QgsProcessingParameterFeatureSource("CHANGES", tr("Table of changes"), [table]))
        add(QgsProcessingParameterString("OPERATOR", tr("Operator"), "qgis_process", optional=True))
        add(QgsProcessingParameterFeatureSink("REFUSALS", tr("Refused rows"), table, None, True, False))
        self.addOutput(QgsProcessingOutputNumber("QUEUED", tr("Rows queued")))
        self.addOutput(QgsProcessingOutputNumber("REFUSED", tr("Rows refused")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        self.refuse_shapefile(parameters, "REFUSALS", context)
        source = self.parameterAsSource(parameters, "CHANGES", context)
        if source is None:
            raise QgsProcessingException(tr("CHANGES cannot be read as a table."))
        names = _columns(source)
        rows = [_cells(feature, names) for feature in source.getFeatures()]
        store = open_kind(self.existing_file(parameters, "STORE", context))
        try:
            operator = self.parameterAsString(parameters, "OPERATOR", context).strip() or "qgis_process"
            queued, refusals = _write(store, rows, operator, feedback)
        finally:
            store.close()
        for number, reason in refusals:
            feedback.pushWarning(tr("Row {row} is refused: {reason}").format(row=number, reason=reason))
        results: dict[str, Any] = {"QUEUED": queued, "REFUSED": len(refusals)}
        return {**results, **self.write_refusals(parameters, context, refusals)}


def _columns(source: QgsProcessingFeatureSource) -> dict[str, str]:
    """Known name -> the table's own spelling of it. Ends the run where the table says nothing to be done."""
    known = {name.strip().lower(): name for name in source.fields().names()}
    if not any(key in known for key in KEYS):
        raise QgsProcessingException(tr("CHANGES has neither a column ref nor a column service_request_id."))
    names = {name: known[name] for name in (*KEYS, *CHANGES, *WORDS) if name in known}
    if not any(name in names for name in (*CHANGES, "note")):
        raise QgsProcessingException(
            tr("CHANGES has none of the columns {names}.").format(names=", ".join((*CHANGES, *WORDS)))
        )
    return names


def _cells(feature: QgsFeature, names: dict[str, str]) -> dict[str, str]:
    """The row's cells that say something, as texts; a whole number from a spreadsheet loses its `.0`."""
    found = {}
    for name, column in names.items():
        value = feature[column]
        if is_null(value):
            continue
        if isinstance(value, float) and value == int(value):
            value = int(value)
        text = str(value).strip()
        if text:
            found[name] = text
    return found


def _write(
    store: Store, rows: list[dict[str, str]], operator: str, feedback: QgsProcessingFeedback
) -> tuple[int, list[Refusal]]:
    """All good rows in one transaction; a row that is refused half-way leaves nothing."""
    queued = 0
    refusals: list[Refusal] = []
    author = batch_author(store, operator)
    with store.writing(author) as journal:
        for number, cells in enumerate(rows, start=1):
            stop_if_cancelled(feedback)
            journal.tx.execute("SAVEPOINT one_row")
            try:
                queued += bool(_write_row(journal, cells))
            except (Rue311Error, ValueError) as error:
                journal.tx.execute("ROLLBACK TO one_row")
                refusals.append((number, error.sentence if isinstance(error, Rue311Error) else str(error)))
            journal.tx.execute("RELEASE one_row")
            feedback.setProgress(100.0 * number / max(1, len(rows)))
    return queued, refusals


def _write_row(journal: Journal, cells: dict[str, str]) -> list[str]:
    changes = {name: cells[name] for name in CHANGES if name in cells}
    if not changes and "note" not in cells:
        raise ValueError(tr("the row says nothing to be changed"))
    if "state" in changes:
        changes["state"] = _state(changes["state"])
    if "duplicate_of" in changes:
        changes["duplicate_of"] = _find(journal.tx, changes["duplicate_of"])
    ref = _find(journal.tx, cells.get("ref", ""), cells.get("service_request_id", ""))
    return write_triage(journal, ref, changes, reason=cells.get("reason", ""), note=cells.get("note", ""))


def _state(text: str) -> str:
    """A state by its name, or by what the screen calls it."""
    for state in State:
        if text.casefold() in {state.value, workflow.state_label(state).casefold()}:
            return state.value
    return text


def _find(tx: sqlite3.Connection, ref: str, number: str = "") -> str:
    """The reference of the incident that a row means. Raises ValueError with the reason."""
    try:
        wanted = normal_ref(ref) if ref else ""
    except ValueError:
        wanted, number = "", number or ref
    if wanted:
        return wanted
    if not number:
        raise ValueError(tr("the row names no incident"))
    rows = tx.execute(
        "SELECT ref FROM incident WHERE service_request_id = ? AND service_request_id <> '' AND withdrawn = 0",
        (number,),
    ).fetchall()
    if len(rows) == 1:
        return str(rows[0]["ref"])
    if rows:
        raise ValueError(tr("number {number} stands for several incidents: give ref").format(number=number))
    raise ValueError(tr("there is no incident {ref}").format(ref=number))
