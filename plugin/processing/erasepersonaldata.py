"""`rue311:erasepersonaldata`: a person, or free text that is old enough, leaves the store, its backups and photos."""
from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..i18n import tr
from .stores import KnownStoreAlgorithm, batch_author, open_kind


class ErasePersonalData(KnownStoreAlgorithm):
    """Runs the store's erasure and tells what a search of every byte still found."""

    NAME = "erasepersonaldata"

    def displayName(self) -> str:  # noqa: N802 (QGIS asks for this name)
        return tr("Erase personal data")

    def shortHelpString(self) -> str:  # noqa: N802
        return tr(
            "Erases a person (name, mail or telephone), or the free text and photos of all incidents on which nothing"
            " happened since a date and of which nothing waits to be sent. The store, its backups and its photos are"
            " searched byte by byte afterwards: REMAINING counts what was still found. Numbers, places, dates and the"
            " journal's hash chain stay. UPSTREAM lists the service requests whose text the back end has: it must be"
            " erased there too. This cannot be undone."
        )

    def initAlgorithm(self, _config: dict[str, Any] | None = None) -> None:  # noqa: N802
        add = self.addParameter
        add(QgsProcessingParameterFile("STORE", tr("Store"), fileFilter=tr("Store (*.sqlite)")))
        add(QgsProcessingParameterString("PERSON", tr("Person: name, mail or telephone"), optional=True))
        add(QgsProcessingParameterString("OLDER_THAN", tr("Older than (date, ISO 8601)"), optional=True))
        add(QgsProcessingParameterString("REASON", tr("Reason (stays in the log; without names)")))
        self.addOutput(QgsProcessingOutputNumber("ERASED", tr("Texts, persons and photos erased")))
        self.addOutput(QgsProcessingOutputNumber("SEARCHED", tr("Files searched")))
        self.addOutput(QgsProcessingOutputNumber("REMAINING", tr("Places where something was still found")))
        self.addOutput(QgsProcessingOutputString("UPSTREAM", tr("Service requests to erase at the back end")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        older_than = _date(text("OLDER_THAN")) if text("OLDER_THAN") else None
        store = open_kind(self.existing_file(parameters, "STORE", context))
        try:
            author = batch_author(store, "qgis_process")
            done = store.erase(person=text("PERSON"), older_than=older_than, reason=text("REASON"), author=author)
        finally:
            store.close()
        searched = done.searched
        feedback.pushInfo(
            tr("{files} files, {size} bytes, searched for {words} pieces of text.").format(
                files=searched.files, size=searched.bytes, words=searched.words
            )
        )
        for name, hits in searched.found:
            feedback.reportError(tr("{file} still holds {count} of them.").format(file=name, count=hits), False)
        return {
            "ERASED": done.texts + done.photos,
            "SEARCHED": searched.files,
            "REMAINING": done.remaining,
            "UPSTREAM": ",".join(done.upstream),
        }


def _date(text: str) -> datetime:
    """An ISO 8601 date or time; without offset it is UTC. Ends the run for anything else."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise QgsProcessingException(tr("OLDER_THAN is no ISO 8601 date: {text}").format(text=text)) from error
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
