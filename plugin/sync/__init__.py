"""The way between the outbox and the back end, and back: sent once, looked for where in doubt, merged field by field.

Knows the protocol (`open311`) and the store (`incidents`), no Qt and no QGIS. What is promised: docs/promises.md.
"""
from __future__ import annotations

from .engine import SyncEngine, SyncResult, check_training, is_loopback
from .errors import Interrupted, ListIncomplete, NetworkGaveUp, PausedByServer, TrainingMixed

__all__ = [
    "Interrupted",
    "ListIncomplete",
    "NetworkGaveUp",
    "PausedByServer",
    "SyncEngine",
    "SyncResult",
    "TrainingMixed",
    "check_training",
    "is_loopback",
]
