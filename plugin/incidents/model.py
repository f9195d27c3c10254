"""What an incident, an operation and the people around them are, as plain frozen objects.

Longitudes and latitudes are WGS84 degrees, accuracies metres, times aware UTC datetimes.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path


class OpKind(str, Enum):
    """What a person did."""

    REPORT = "report"
    PATCH = "patch"
    NOTE = "note"
    MEDIA = "media"


class OpState(str, Enum):
    """What became of an operation on its way to the back end."""

    QUEUED = "queued"
    IN_FLIGHT = "in_flight"
    ACKNOWLEDGED = "acknowledged"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    RETRY_WAIT = "retry_wait"
    AMBIGUOUS = "ambiguous"
    DUPLICATE_UPSTREAM = "duplicate_upstream"
    NEEDS_HUMAN = "needs_human"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"


# worst first: what a list shows of an incident that has several open operations
OPEN_STATES: tuple[OpState, ...] = (
    OpState.NEEDS_HUMAN,
    OpState.DUPLICATE_UPSTREAM,
    OpState.REJECTED,
    OpState.AMBIGUOUS,
    OpState.RETRY_WAIT,
    OpState.IN_FLIGHT,
    OpState.QUEUED,
    OpState.ACKNOWLEDGED,
    OpState.KEPT,
)
UNSENT_STATES = frozenset({OpState.QUEUED, OpState.RETRY_WAIT, OpState.IN_FLIGHT, OpState.AMBIGUOUS})
HUMAN_STATES = frozenset({OpState.NEEDS_HUMAN, OpState.DUPLICATE_UPSTREAM, OpState.REJECTED})


class State(str, Enum):
    """Our workflow; the back end's open or closed is another field."""

    NEW = "new"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    FIXED = "fixed"
    CLOSED = "closed"
    REFUSED = "refused"
    NO_ACTION = "no_action"
    DUPLICATE = "duplicate"
    TRANSFERRED = "transferred"


@dataclass(frozen=True)
class Operator:
    operator_id: str
    name: str


@dataclass(frozen=True)
class Author:
    """Who does something, and on which laptop or desk."""

    operator_id: str
    device_id: str


@dataclass(frozen=True)
class Person:
    """Who told us; erasable, never in the journal itself."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Report:
    """A new incident as the form gives it. channel: phone, counter, mail, agent, web or other."""

    service_code: str
    lon: float
    lat: float
    description: str
    danger: bool = False
    accuracy_m: float | None = None
    location_from: str = "click"
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    address: str = ""
    address_id: str = ""
    nis: str = ""
    channel: str = ""
    caller_language: str = ""
    wants_answer: bool = False
    person: Person | None = None
    photos: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Incident:
    """One row of the list. `delivery` is the worst open operation; None: the back end knows everything.

    lon and lat are None where the back end gave no usable place.
    """

    ref: str
    service_request_id: str
    service_code: str
    service_name: str
    state: State
    server_status: str
    lon: float | None
    lat: float | None
    accuracy_m: float | None
    address: str
    description: str
    danger: bool
    reported_at: datetime
    updated_at: datetime
    assignee: str
    priority: str
    channel: str
    caller_language: str
    wants_answer: bool
    delivery: OpState | None
    unsent: int
    conflict: bool
    photos: int
    status_notes: str
    ours: bool
    missing_upstream: bool
    duplicate_of: str = ""
    made_safe_at: datetime | None = None
    media_url: str = ""


@dataclass(frozen=True)
class HistoryEntry:
    """What happened, once. origin: `ours` or `back_end`; kind: report, change, note, photo, update."""

    at: datetime
    who: str
    origin: str
    kind: str
    text: str
    delivery: OpState | None


@dataclass(frozen=True)
class Operation:
    """A line of the outbox. `words` are the server's own, or ours on why it stays here."""

    seq: int
    op_id: str
    ref: str
    kind: OpKind
    state: OpState
    attempt: int
    created: datetime
    operator_id: str
    device_id: str
    title: str
    service_request_id: str
    last_at: datetime
    words: str


@dataclass(frozen=True)
class OpEvent:
    at: datetime
    state: OpState
    attempt: int
    http_status: int | None
    words: str


@dataclass(frozen=True)
class Draft:
    draft_id: str
    form: Mapping[str, object]
    saved_at: datetime


@dataclass(frozen=True)
class Photo:
    path: Path
    sha: str
    mime: str
    caption: str
    state: OpState


@dataclass(frozen=True)
class Conflict:
    """A field that both sides changed to different values; both are kept until a person picks."""

    conflict_id: int
    ref: str
    field: str
    base: str
    mine: str
    theirs: str
    at: datetime


@dataclass(frozen=True)
class Counts:
    incidents: int
    unsent: int
    needs_human: int
    conflicts: int


@dataclass(frozen=True)
class SyncRecord:
    """The last sync, as the Sync page tells it. trouble: one sentence, empty when all went well."""

    at: datetime
    direction: str = "both"
    pulled: int = 0
    pushed: int = 0
    confirmed: int = 0
    ambiguous: int = 0
    rejected: int = 0
    conflicts: int = 0
    needs_human: int = 0
    waiting: int = 0
    trouble: str = ""
