"""What the Sync page says: the state of an operation, the result of a sync, an instant, in plain words."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ...i18n import tr
from ...incidents import OpKind, OpState

if TYPE_CHECKING:
    from ...incidents import Operation, OpEvent


def state_words(operation: Operation) -> str:
    """The operation's state as a short sentence, with the number or the back end's own words where there are any."""
    if operation.state is OpState.REJECTED:
        return tr("refused: {words}").format(words=operation.words) if operation.words else tr("refused")
    if operation.state is OpState.WITHDRAWN and operation.words:
        return operation.words
    arrived = operation.state in (OpState.ACKNOWLEDGED, OpState.CONFIRMED)
    if arrived and operation.kind is OpKind.REPORT and operation.service_request_id:
        return tr("number received: {number}").format(number=operation.service_request_id)
    if operation.state is OpState.ACKNOWLEDGED and operation.kind is OpKind.REPORT:
        return tr("sent, its number is still to come")
    return _bare_state(operation.state)


def _bare_state(state: OpState) -> str:
    return {
        OpState.QUEUED: tr("waiting"),
        OpState.IN_FLIGHT: tr("sending"),
        OpState.ACKNOWLEDGED: tr("sent"),
        OpState.CONFIRMED: tr("sent and seen at the back end"),
        OpState.REJECTED: tr("refused"),
        OpState.RETRY_WAIT: tr("waiting: did not leave, will be sent again"),
        OpState.AMBIGUOUS: tr("unsure: being checked"),
        OpState.DUPLICATE_UPSTREAM: tr("needs you: twice at the back end"),
        OpState.NEEDS_HUMAN: tr("needs you: the back end could not be asked whether it arrived"),
        OpState.WITHDRAWN: tr("withdrawn"),
        OpState.KEPT: tr("kept on our side"),
    }.get(state, str(state.value))


def explanation(state: OpState) -> str:
    """What the state means for the person, and what happens next."""
    return {
        OpState.QUEUED: tr("Saved on this computer. The next sync sends it."),
        OpState.IN_FLIGHT: tr("On its way. If the answer is lost, it is checked before anything is sent again."),
        OpState.ACKNOWLEDGED: tr("The back end took it. The next sync looks for it in the list."),
        OpState.CONFIRMED: tr("The back end has it. Nothing is left to do."),
        OpState.REJECTED: tr("The back end read it and said no. Correct it and save, or withdraw it."),
        OpState.RETRY_WAIT: tr("It certainly did not arrive. The next sync sends it again."),
        OpState.AMBIGUOUS: tr("The answer was lost. It is looked for at the back end and not sent twice."),
        OpState.DUPLICATE_UPSTREAM: tr("The back end shows it twice. Decide which one counts."),
        OpState.NEEDS_HUMAN: tr("Nobody can prove whether it arrived. Look at the back end, then decide."),
        OpState.WITHDRAWN: tr("Taken back before it left. It stays in the history."),
        OpState.KEPT: tr("This back end cannot carry it. It stays in the history on our side."),
    }.get(state, "")


def event_words(event: OpEvent) -> str:
    """One line of an operation's story: when, what, the HTTP status where one came, the server's words."""
    parts = [moment(event.at), _bare_state(event.state)]
    if event.http_status:
        parts.append(f"HTTP {event.http_status}")
    if event.words:
        parts.append(event.words)
    return " · ".join(parts)


def moment(instant: datetime | None, now: datetime | None = None) -> str:
    """An instant in the computer's own time: today and yesterday by name, else the date."""
    if instant is None:
        return tr("never")
    local = instant.astimezone()
    today = (now or datetime.now().astimezone()).astimezone().date()
    clock = local.strftime("%H:%M")
    if local.date() == today:
        return tr("today {time}").format(time=clock)
    if local.date() == today - timedelta(days=1):
        return tr("yesterday {time}").format(time=clock)
    return f"{local:%d/%m/%Y} {clock}"


def result_words(record: Any) -> str:
    """A sync's counts as a phrase; works on a SyncRecord and on a SyncResult."""
    parts = [
        tr("{n} received").format(n=record.pulled),
        tr("{n} sent").format(n=record.pushed),
    ]
    for words, count in (
        (tr("{n} confirmed"), getattr(record, "confirmed", 0)),
        (tr("{n} refused"), getattr(record, "rejected", 0)),
        (tr("{n} unsure"), getattr(record, "ambiguous", 0)),
        (tr("{n} waiting"), getattr(record, "waiting", 0)),
        (tr("{n} in conflict"), getattr(record, "conflicts", 0)),
        (tr("{n} for you to decide"), getattr(record, "needs_human", 0)),
    ):
        if count:
            parts.append(words.format(n=count))
    return ", ".join(parts)
