"""What is known of the back end in the form, from all sources, put together without any widget."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..i18n import tr

if TYPE_CHECKING:
    from ..incidents import KnownPoint
    from ..open311.point import Point
    from ..open311.profiles import BackEndProfile

PROFILE = "profile"  # the row that names the shipped profile in use


@dataclass
class Found:
    """before: capabilities of the profile, where nothing says how they were found out. kind: the chosen file."""

    before: Mapping[str, Any] = field(default_factory=dict)
    kind: BackEndProfile | None = None
    probed: tuple[Point, ...] = ()
    kept: tuple[KnownPoint, ...] = ()
    by_hand: dict[str, Any] = field(default_factory=dict)
    changed: bool = False  # since it was read from the store

    @classmethod
    def read(
        cls, kept: Iterable[KnownPoint], before: Mapping[str, Any], kinds: Iterable[BackEndProfile]
    ) -> Found:
        """From the rows of the store and the commune's profile."""
        from ..incidents import How

        rows = tuple(kept)
        named = next((row.value for row in rows if row.name == PROFILE), None)
        kind = next((one for one in kinds if one.id == named), None)
        told = any(row.how is not How.LEARNT for row in rows)
        by_hand = {row.name: row.value for row in rows if row.how is How.BY_HAND}
        return cls({} if told else dict(before), kind, (), rows, by_hand)

    @property
    def as_found(self) -> dict[str, Any]:
        """Capabilities before a person sets any by hand."""
        from ..incidents import How
        from ..open311.point import CAPABILITY_NAMES

        values = {**self.before, **(self.kind.capabilities if self.kind else {})}
        stored = [row for row in self.kept if row.how is How.PROBED and not self.probed]
        learnt = [row for row in self.kept if row.how is How.LEARNT]
        for point in (*stored, *self.probed, *learnt):
            if point.name in CAPABILITY_NAMES and point.value is not None:
                values[point.name] = point.value
        return values

    def capabilities(self) -> dict[str, Any]:
        """All of them, as a profile keeps them. A value that cannot be is left at the standard's."""
        from ..open311 import Capabilities

        values = {}
        for name, value in {**self.as_found, **self.by_hand}.items():
            try:
                Capabilities.from_mapping({name: value})
            except (ValueError, OverflowError):
                continue
            values[name] = value
        return Capabilities.from_mapping(values).as_mapping()

    def shown(self) -> list[KnownPoint]:
        """One point of each name: set by hand before learnt before probed."""
        from ..incidents import How, KnownPoint, abilities

        fresh = [KnownPoint(one.name, one.value, one.evidence, How.PROBED, one.at) for one in self.probed]
        kept = [row for row in self.kept if row.how is How.LEARNT or not fresh]
        return [point for point in abilities.best([*fresh, *kept]) if point.name != PROFILE]

    def rows(self, now: datetime) -> list[KnownPoint]:
        """What the store keeps of all this."""
        from ..incidents import How, KnownPoint

        kept = [row for row in self.kept if row.how is How.PROBED] if not self.probed else []
        probed = [KnownPoint(one.name, one.value, one.evidence, How.PROBED, one.at) for one in self.probed]
        rows = [*kept, *probed]
        if self.kind is not None:
            words = tr("It stands in the back-end profile “{name}”.").format(name=self.kind.id)
            told = {PROFILE: self.kind.id, **self.kind.capabilities}
            rows += [KnownPoint(name, value, words, How.SHIPPED, now) for name, value in told.items()]
        before = {row.name: row for row in self.kept if row.how is How.BY_HAND}
        for name, value in self.by_hand.items():
            old = before.get(name)
            fresh = KnownPoint(name, value, tr("A person set it."), How.BY_HAND, now)
            rows.append(old if old is not None and old.value == value else fresh)
        return rows
