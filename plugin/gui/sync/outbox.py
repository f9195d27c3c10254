"""Which operations the page lists, and how it counts them in its heading."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import TYPE_CHECKING

from ...i18n import tr
from ...incidents.model import HUMAN_STATES, UNSENT_STATES
from ...incidents.telling import ToSend, to_send

if TYPE_CHECKING:
    from ...incidents import Operation, Store

RECENT = timedelta(days=2)  # a field day and the evening after


NOTHING = ToSend()


@dataclass(frozen=True)
class Reading:
    """All that the page shows of the journal. conflicts: fields that nobody decided yet."""

    operations: Sequence[Operation] = ()
    plan: ToSend = NOTHING
    conflicts: int = 0


def read(store: Store) -> Reading:
    """Read the journal; may run in any thread."""
    return Reading(store.operations(), to_send(store), store.counts().conflicts)


class Filter(Enum):
    """A choice of the box above the outbox."""

    RECENT = "recent"
    TO_DO = "to_do"
    NEEDS_YOU = "needs_you"
    ALL = "all"

    def words(self) -> str:
        return {
            Filter.RECENT: tr("To do and recent"),
            Filter.TO_DO: tr("To do"),
            Filter.NEEDS_YOU: tr("Needs you"),
            Filter.ALL: tr("All"),
        }[self]


FILTERS = tuple(Filter)


def chosen(operations: Sequence[Operation], rule: Filter, now: datetime | None = None) -> list[Operation]:
    """The operations that `rule` lists. RECENT: what is open, and what moved in the last two days."""
    if rule is Filter.ALL:
        return list(operations)
    if rule is Filter.NEEDS_YOU:
        return [operation for operation in operations if operation.state in HUMAN_STATES]
    since = (now or datetime.now(timezone.utc)) - RECENT
    return [
        operation
        for operation in operations
        if operation.state in UNSENT_STATES
        or operation.state in HUMAN_STATES
        or (rule is Filter.RECENT and operation.last_at >= since)
    ]


def tally_words(operations: Sequence[Operation]) -> str:
    """The heading: how many wait, and how many need a person."""
    unsent = sum(operation.state in UNSENT_STATES for operation in operations)
    human = sum(operation.state in HUMAN_STATES for operation in operations)
    parts = [tr("{n} to send").format(n=unsent) if unsent else tr("Nothing to send")]
    if human:
        parts.append(tr("{n} for you").format(n=human))
    return ", ".join(parts)
