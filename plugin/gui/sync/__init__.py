"""The Sync page: the outbox with one line per operation in plain words, the last result, "Sync now" as a task,
the offline switch and the state of the back end. It shows and asks; what is sent, and when again, `sync` decides.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .page import SyncPage

__all__ = ["SyncPage"]


def __getattr__(name: str) -> Any:
    if name == "SyncPage":
        from .page import SyncPage

        return SyncPage
    raise AttributeError(name)
