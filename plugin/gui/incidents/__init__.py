"""The incidents page: report on the map, list, detail view, and the layer that shows the store's incidents.

The list and the map show one copy (`Book`) of what the store holds. What may wait for the disk waits in one thread
(`Background`); the map layer is a projection that can always be made anew.
"""
from __future__ import annotations

from .page import IncidentsPage

__all__ = ["IncidentsPage"]
