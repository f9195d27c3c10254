"""One operation on its way: claimed, sent, and what came of it written down."""
from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any, Callable, TypeVar

from ..errors import Rue311Error
from ..i18n import tr
from ..incidents import inbox, outbox, workflow
from ..incidents.journal import canonical, sha_text
from ..incidents.model import OpKind, OpState, State
from ..incidents.outbox import Job, Sending
from ..incidents.reference import with_reference
from ..net import TransportError
from ..open311 import MediaFile, NewRequest, NewUpdate, Open311Error, Receipt
from . import learning
from .applying import Applier, sent_patch
from .backoff import pause_s
from .outcome import Outcome, classify
from .preflight import pause
from .run import Run

NOTE_WORD = "unchanged"
Answer = TypeVar("Answer")


class Sender:
    """Sends single operations; used by several threads at once. may_go: asked again just before one leaves."""

    def __init__(self, run: Run, may_go: Callable[[Job], bool]) -> None:
        self._run = run
        self._may_go = may_go
        self._keys_refused: set[OpKind] = set()
        self._lines = threading.BoundedSemaphore(run.connections)

    def send(self, job: Job, photos: list[Job]) -> OpState | None:
        """Send one operation; answers where it stands then. None: it was not sent and its successors must wait.

        Raises StoreError only: then nothing more can be written down, and nothing more may be sent.
        """
        if self._family(job) in self._keys_refused:
            return None
        state = self._report(job, photos) if job.kind is OpKind.REPORT else self._update(job)
        if state is not None:
            self._run.tally.touch(job.ref)
        return state

    def _report(self, job: Job, photos: list[Job]) -> OpState | None:
        run = self._run
        texts = outbox.texts(run.store, job)
        trouble = self._missing(job, texts)
        if trouble:
            return self._hold(job, trouble)
        files, carried = self._files(photos)
        new = new_request(job, texts, run.able.reference_attribute, self._multivalued(job), tuple(files))
        return self._exchange(
            job, tuple(carried), lambda: run.client.create(new, idempotency_key=job.op_id),
            lambda receipt, attempt: self._created(job, new, receipt, attempt, carried), new,
        )

    def _created(self, job: Job, new: NewRequest, receipt: Receipt, attempt: int, carried: list[str]) -> None:
        run = self._run
        evidence = {"service_request_id": receipt.service_request_id, "token": receipt.token}
        with run.store.writing() as journal:
            outbox.settle(
                journal, job.op_id, OpState.ACKNOWLEDGED, attempt, http_status=200, words=receipt.service_notice,
                evidence=evidence,
            )
            outbox.number(journal, job.ref, run.endpoint, receipt.service_request_id, receipt.token)
            learning.answered(journal, run.endpoint, run.able, new, receipt)
            for op_id in carried:
                if journal.state(op_id) in {OpState.QUEUED, OpState.RETRY_WAIT}:
                    journal.add_event(op_id, OpState.ACKNOWLEDGED, evidence={"with": job.op_id})

    def _update(self, job: Job) -> OpState | None:
        number = self._number_of(job.ref)
        if not number:
            return None
        if job.kind is OpKind.PATCH:
            held = self._looked_at(job, number)
            if held is not None:
                return held if held is OpState.NEEDS_HUMAN else None
        update = self._new_update(job, number)
        return self._exchange(
            job, (), lambda: self._run.client.post_update(update),
            lambda server_id, attempt: self._updated(job, update, server_id, attempt),
        )

    def _updated(self, job: Job, update: NewUpdate, server_id: str, attempt: int) -> None:
        evidence = {"update_id": server_id} if server_id and server_id != job.op_id else {}
        with self._run.store.writing() as journal:
            outbox.settle(journal, job.op_id, OpState.ACKNOWLEDGED, attempt, http_status=200, evidence=evidence)
            learning.update_taken(journal, self._run.endpoint, update.service_request_id)
            sent_patch(journal, job.op_id, job.ref)

    def _exchange(
        self,
        job: Job,
        media: tuple[str, ...],
        post: Callable[[], Answer],
        keep: Callable[[Answer, int], None],
        new: NewRequest | None = None,
    ) -> OpState | None:
        """Wait for a free connection, claim, do the one POST. What goes wrong is read for what it proves, and kept.

        The connection is free again as soon as the answer is here; after a failure, when what follows from it (a
        pause, a refused key, a breaker) is known to the next one.
        """
        with self._lines:
            if self._family(job) in self._keys_refused or not self._may_go(job):
                return None
            attempt = self._claim(job, media)
            if attempt is None:
                return None
            try:
                answer = post()
            except Exception as error:
                outcome = classify(error)
                self._failed(job, attempt, outcome, error, new)
                return outcome.state
        keep(answer, attempt)
        self._run.breaker.worked()
        self._run.tally.add("pushed", job.ref)
        return OpState.ACKNOWLEDGED

    @staticmethod
    def _family(job: Job) -> OpKind:
        """What a refused key stands for: reporting, or everything else."""
        return OpKind.REPORT if job.kind is OpKind.REPORT else OpKind.PATCH

    def _failed(
        self, job: Job, attempt: int, outcome: Outcome, error: Exception, new: NewRequest | None
    ) -> None:
        run = self._run
        wait = 0.0 if outcome.at_once else max(outcome.pause_s, pause_s(attempt))
        due = run.clock.now().timestamp() + wait if outcome.state is OpState.RETRY_WAIT else 0.0
        with run.store.writing() as journal:
            outbox.settle(
                journal, job.op_id, outcome.state, attempt, http_status=outcome.http_status, words=outcome.words,
                evidence={"error": type(error).__name__}, due=due,
            )
            if outcome.state in {OpState.RETRY_WAIT, OpState.REJECTED} and job.kind is OpKind.REPORT:
                outbox.unbind(journal, job.ref)
            if new is not None:
                learning.refused(journal, run.endpoint, run.able, new, error)
        if outcome.network:
            run.breaker.failed()
        if outcome.pause_s:
            pause(run, outcome.pause_s)
        if outcome.key:
            self._keys_refused.add(self._family(job))
        if outcome.state is OpState.REJECTED:
            run.tally.add("rejected", job.ref)
        else:
            run.tally.worry(as_trouble(error))

    def _claim(self, job: Job, media: tuple[str, ...]) -> int | None:
        clock = self._run.server_clock
        sending = Sending(clock.seconds(), self._run.clock.now().timestamp(), clock.known, self._run.endpoint, media)
        return outbox.claim(self._run.store, job, self._run.lease, sending)

    def _hold(self, job: Job, words: str) -> OpState:
        with self._run.store.writing() as journal:
            if journal.state(job.op_id) in {OpState.QUEUED, OpState.RETRY_WAIT}:
                journal.add_event(job.op_id, OpState.NEEDS_HUMAN, words=words)
        return OpState.NEEDS_HUMAN

    def _missing(self, job: Job, texts: Mapping[str, str]) -> str:
        """What the back end asks since this report was written; empty for nothing. Nothing of the report is dropped."""
        definition = self._run.store.definition(job.payload["service_code"]) or {}
        if not job.definition_sha or job.definition_sha == sha_text(canonical(definition)):
            return ""
        answers = json.loads(texts.get("attributes", "{}"))
        filled = {code for code, values in answers.items() if values} | {self._run.able.reference_attribute}
        for question in definition.get("attributes", []):
            if question.get("required") and question.get("variable", True) and question["code"] not in filled:
                return tr("The back end now asks a question that this report does not answer: {question}").format(
                    question=question.get("description") or question["code"]
                )
        return ""

    def _multivalued(self, job: Job) -> tuple[str, ...]:
        definition = self._run.store.definition(job.payload["service_code"]) or {}
        return tuple(
            question["code"]
            for question in definition.get("attributes", [])
            if question.get("datatype") == "multivaluelist"
        )

    def _files(self, photos: list[Job]) -> tuple[list[MediaFile], list[str]]:
        """The photos that go along, where the back end takes them in the same call."""
        files, carried = [], []
        if self._run.able.media != "multipart":
            return [], []
        known = {photo.sha: photo for photo in self._run.store.photos(photos[0].ref)} if photos else {}
        for job in photos:
            photo = known.get(str(job.payload["sha"]))
            try:
                body = photo.path.read_bytes() if photo else b""
            except OSError:
                body = b""
            if photo is None or not body:
                self._hold(job, tr("The file of this photo is no longer in the store's folder."))
                continue
            files.append(MediaFile(photo.path.name, photo.mime, body))
            carried.append(job.op_id)
        return files, carried

    def _number_of(self, ref: str) -> str:
        with self._run.store.database.reading() as tx:
            row = inbox.by_ref(tx, ref)
        return str(row["service_request_id"]) if row is not None else ""

    def _looked_at(self, job: Job, number: str) -> OpState | None:
        """Look at the request before writing its status. None: go on; QUEUED: the line failed, nothing was sent."""
        try:
            return None if self._still_ours(job, number) else OpState.NEEDS_HUMAN
        except (TransportError, Open311Error) as error:
            self._run.breaker.failed()
            self._run.tally.worry(error)
            return OpState.QUEUED

    def _still_ours(self, job: Job, number: str) -> bool:
        """Read the one request again just before its status is written; what changed there is merged first."""
        run = self._run
        request = run.client.request(number)
        with run.store.writing() as journal:
            if request is None:
                inbox.mark_missing(journal, job.ref)
                journal.add_event(
                    job.op_id, OpState.NEEDS_HUMAN, words=tr("The back end no longer knows this service request.")
                )
                return False
            Applier(journal, run.endpoint, run.tally, updates_offered=run.able.updates).request(request)
            if inbox.has_conflict(journal.tx, job.ref):
                journal.add_event(
                    job.op_id, OpState.NEEDS_HUMAN, words=tr("Changed on both sides: decide which one counts.")
                )
                return False
        return True

    def _new_update(self, job: Job, number: str) -> NewUpdate:
        texts = outbox.texts(self._run.store, job)
        if job.kind is OpKind.NOTE:
            word, text = NOTE_WORD, texts.get("note", "")
        else:
            state = State(job.payload["state"]["to"])
            word, text = workflow.update_status(state), texts.get("reason") or workflow.state_label(state)
        at = min(job.created + self._run.server_clock.skew, self._run.server_clock.now())
        return NewUpdate(number, job.op_id, word, at, text)


def new_request(
    job: Job, texts: Mapping[str, str], reference_attribute: str, multivalued: tuple[str, ...],
    media: tuple[MediaFile, ...]
) -> NewRequest:
    """The report as it is sent. The reference goes into the attribute that the profile names, or into the text."""
    payload: Mapping[str, Any] = job.payload
    attributes = {code: tuple(values) for code, values in json.loads(texts.get("attributes", "{}")).items()}
    description = texts.get("description", "")
    if reference_attribute:
        attributes[reference_attribute] = (job.ref,)
    else:
        description = with_reference(description, job.ref)
    person = json.loads(texts.get("person", "{}"))
    return NewRequest(
        service_code=payload["service_code"],
        description=description,
        lat=payload["lat"],
        lon=payload["lon"],
        address_string=texts.get("address", ""),
        address_id=payload["address_id"],
        attributes=attributes,
        email=person.get("email", ""),
        first_name=person.get("first_name", ""),
        last_name=person.get("last_name", ""),
        phone=person.get("phone", ""),
        media=media,
        multivalued=multivalued,
    )


def as_trouble(error: Exception) -> Rue311Error:
    """The error as people are told of it."""
    if isinstance(error, Rue311Error):
        return error
    return Open311Error(tr("An unexpected error while sending."), tr("It is being checked."), repr(error))
