"""The collaborators that every route needs, and the checks that every call passes."""
from __future__ import annotations

from dataclasses import dataclass

from ..clock import Clock
from ..i18n import tr
from .behaviour import Behaviour, Switches
from .call import Call
from .catalogue import Catalogue
from .faults import FaultPlan
from .media import MediaShelf
from .problems import Problem
from .records import Records


@dataclass(frozen=True)
class Office:
    """One back end at work. base_url: without a slash at its end. jurisdictions: those it knows."""

    base_url: str
    staff_key: str
    public_key: str
    jurisdictions: tuple[str, ...]
    switches: Switches
    clock: Clock
    catalogue: Catalogue
    records: Records
    media: MediaShelf
    faults: FaultPlan
    changeset: str

    @property
    def behaviour(self) -> Behaviour:
        """The switches as they stand."""
        return self.switches.current

    def check_jurisdiction(self, call: Call) -> None:
        """Raises Problem 404 for an unknown jurisdiction, 400 when one must be given and is not."""
        given = call.get("jurisdiction_id")
        if not given and self.behaviour.jurisdiction_required:
            raise Problem(400, tr("jurisdiction_id was not provided."))
        if given and given not in self.jurisdictions:
            raise Problem(404, tr("The jurisdiction_id that was provided was not found."))

    def check_key(self, call: Call, *, staff: bool = False) -> None:
        """Raises Problem 403 without a valid key; with `staff` only the staff's key will do."""
        given = call.get("api_key")
        if not given:
            raise Problem(403, tr("api_key was not provided."))
        if given != self.staff_key and (staff or given != self.public_key):
            raise Problem(403, tr("The api_key that was provided is not valid for this call."))

    def check_names(self, call: Call, allowed: frozenset[str]) -> None:
        """In strict mode, raises Problem 400 for each parameter that is unknown or empty."""
        if not self.behaviour.strict:
            return
        unknown = sorted(name for name in call.names if name not in allowed and not name.startswith("attribute["))
        empty = sorted({name for name, value in call.params if not value.strip()})
        found = [tr("Unknown parameter: {name}.").format(name=name) for name in unknown]
        found += [tr("Empty parameter: {name}.").format(name=name) for name in empty]
        if found:
            raise Problem(400, *found)
