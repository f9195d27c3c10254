"""What an incident is on our side: model, workflow, reference, and the private store with its journal.

Everything that a person does becomes an operation here before anything else happens. Knows no Qt, no QGIS and no back
end; `sync` carries the operations there and brings the news back.
"""
from __future__ import annotations

from .abilities import How, KnownPoint
from .errors import (
    PhotoRefused,
    ReportRefused,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreWrongKind,
    TransitionRefused,
    WithdrawRefused,
)
from .model import (
    Author,
    Conflict,
    Counts,
    Draft,
    HistoryEntry,
    Incident,
    Operation,
    Operator,
    OpEvent,
    OpKind,
    OpState,
    Person,
    Photo,
    Report,
    State,
    SyncRecord,
)
from .photos import PhotoInfo, check_photo
from .store import Store, open_store

__all__ = [
    "Author",
    "Conflict",
    "Counts",
    "Draft",
    "HistoryEntry",
    "How",
    "Incident",
    "KnownPoint",
    "OpEvent",
    "OpKind",
    "OpState",
    "Operation",
    "Operator",
    "Person",
    "Photo",
    "PhotoInfo",
    "PhotoRefused",
    "Report",
    "ReportRefused",
    "State",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreReadOnly",
    "StoreWrongKind",
    "SyncRecord",
    "TransitionRefused",
    "WithdrawRefused",
    "check_photo",
    "open_store",
]
