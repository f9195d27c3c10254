"""A small, real GeoReport v2 back end on SQLite, for training, the demo and the tests.

It speaks HTTP on loopback and knows nothing of the rest of Rue311: no Qt, no client code, the standard library only.
It follows the letter of the standard (both formats, exact error bodies, caps, tokens) plus the extensions that serious
back ends have: paging, `updated_after`, `servicerequestupdates` and media upload. Faults can be planned, so that a
client can be seen losing an answer. Run it in a thread with `SandboxServer`, or as a process with
`python -m rue311.plugin.sandbox`.
"""
from __future__ import annotations

from .behaviour import Behaviour, Switches
from .faults import Fault, FaultPlan
from .server import SandboxServer
from .troubles import DataFolderUnusable, DemoUnreadable, PortTaken

# what this back end offers beyond plain GeoReport, as a profile's `back_end.capabilities` states it
CAPABILITIES = {"page_size": 500, "updated_after": True, "updates": True, "media": "multipart", "settle_s": 5}

__all__ = [
    "CAPABILITIES", "Behaviour", "DataFolderUnusable", "DemoUnreadable", "Fault", "FaultPlan", "PortTaken",
    "SandboxServer", "Switches",
]
