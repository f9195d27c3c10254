"""What the end of one POST proves."""
from __future__ import annotations

from dataclasses import dataclass

from ..errors import Rue311Error
from ..i18n import tr
from ..incidents.model import OpState
from ..net import Cancelled, TransportError
from ..open311 import KeyRefused, NotOffered, Open311Error, Refused, Throttled


@dataclass(frozen=True)
class Outcome:
    """state: where the operation goes. network: a failure that counts for the circuit breaker.

    pause_s: the back end wants silence for so long. key: the key, not the operation, was refused.
    """

    state: OpState
    words: str = ""
    http_status: int | None = None
    network: bool = False
    pause_s: float = 0.0
    key: bool = False
    at_once: bool = False


def classify(error: BaseException) -> Outcome:
    """Read a failed POST. Only what is proven unsent, or refused in so many words, is known; the rest is AMBIGUOUS."""
    if isinstance(error, TransportError):
        if not error.sent:
            stopped = isinstance(error, Cancelled)
            return Outcome(OpState.RETRY_WAIT, error.user, network=not stopped, at_once=stopped)
        return Outcome(OpState.AMBIGUOUS, error.user, network=not isinstance(error, Cancelled))
    if isinstance(error, Throttled):
        return Outcome(OpState.RETRY_WAIT, error.user, error.http_status, pause_s=max(1.0, error.retry_after_s))
    if isinstance(error, KeyRefused):
        return Outcome(OpState.RETRY_WAIT, error.words or error.user, error.http_status, key=True, at_once=True)
    if isinstance(error, Refused):
        return Outcome(OpState.REJECTED, error.words or error.user, error.http_status)
    if isinstance(error, NotOffered):
        return Outcome(OpState.KEPT, error.user)
    if isinstance(error, Open311Error):
        return Outcome(OpState.AMBIGUOUS, error.words or error.user, error.http_status or None, network=True)
    if isinstance(error, Rue311Error):
        return Outcome(OpState.AMBIGUOUS, error.user)
    return Outcome(OpState.AMBIGUOUS, tr("An unexpected error: {kind}.").format(kind=type(error).__name__))
