"""The Basemaps page: the catalogue as a tree, a check of a source before it is added, the commune's own map on top."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .page import BasemapsPage

__all__ = ["BasemapsPage"]


def __getattr__(name: str) -> Any:
    if name == "BasemapsPage":
        from .page import BasemapsPage

        return BasemapsPage
    raise AttributeError(name)
