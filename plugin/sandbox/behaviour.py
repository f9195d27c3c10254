"""How the back end behaves when it behaves well: delays and strictness that real ones have too."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Behaviour:
    """Switches for training and tests. Durations in seconds.

    latency_s: added before every answer. batch_delay_s: until the token of a batch service gets its number.
    moderation_s: until a new request is listed; by its number it can be read at once (as in Helsinki).
    strict: an unknown or empty parameter is refused with 400. jurisdiction_required: a call without
    jurisdiction_id is refused with 400, as a back end of several jurisdictions does.
    """

    latency_s: float = 0.0
    batch_delay_s: float = 3.0
    moderation_s: float = 0.0
    strict: bool = False
    jurisdiction_required: bool = False
