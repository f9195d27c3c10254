"""From what the back end says to what the store holds: new, changed, recognised as ours, or doubled."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..clock import utc_text
from ..incidents import inbox, outbox
from ..incidents.inbox import Said
from ..incidents.journal import Journal, sha_text
from ..incidents.model import OpKind
from ..incidents.reference import bare_refs_in, ref_for, refs_in, without_reference
from ..open311 import ServiceRequest, Update
from . import learning, merge
from .run import Tally

_FREE_TEXT = ("description", "status_notes")


@dataclass(frozen=True)
class Suspect:
    """A second service request that bears the reference of one we know under another number."""

    ref: str
    known_id: str
    request: ServiceRequest


class Applier:
    """Writes service requests and updates into one open transaction.

    updates_offered: the back end tells updates, so that a change of status need not stand for one.
    """

    def __init__(self, journal: Journal, endpoint: str, tally: Tally, *, updates_offered: bool) -> None:
        self.journal = journal
        self.endpoint = endpoint
        self.tally = tally
        self.suspects: list[Suspect] = []
        self._updates_offered = updates_offered
        self._withheld: set[str] = set()

    def request(self, request: ServiceRequest) -> str:
        """Take in one service request; answers the reference it has here, empty for one without a number."""
        if not self._withheld.issuperset(request.withheld):
            self._withheld.update(request.withheld)
            learning.withheld(self.journal, self.endpoint, request.withheld)
        if not request.service_request_id:
            return ""
        row = inbox.by_number(self.journal.tx, self.endpoint, request.service_request_id)
        if row is None:
            return self._unknown_number(request)
        self._known(row, request)
        return str(row["ref"])

    def _unknown_number(self, request: ServiceRequest) -> str:
        for ref in refs_of(request):
            row = inbox.by_ref(self.journal.tx, ref)
            if row is None:
                return self._insert(ref, request)
            if not row["service_request_id"] and row["endpoint"] in {"", self.endpoint}:
                return self.link(ref, request)
            if row["endpoint"] == self.endpoint:
                self.suspects.append(Suspect(ref, row["service_request_id"], request))
                return ref
        return self._insert(ref_for(self.endpoint, request.service_request_id), request)

    def _insert(self, ref: str, request: ServiceRequest, duplicate_of: str = "") -> str:
        state = merge.first_state(request.status)
        inbox.insert(self.journal, ref, self.endpoint, said(request), state=state, duplicate_of=duplicate_of)
        if not self._updates_offered and (request.status == "closed" or request.status_notes):
            self._remark_status(ref, request)
        self.tally.pulled(ref)
        return ref

    def insert_double(self, suspect: Suspect) -> str:
        """Show the second one beside the first: a person must see both."""
        ref = ref_for(self.endpoint, suspect.request.service_request_id)
        return self._insert(ref, suspect.request, duplicate_of=suspect.ref)

    def link(self, ref: str, request: ServiceRequest, *, renumbered: bool = False) -> str:
        """Our own incident was recognised at the back end: it gets its number and is confirmed."""
        outbox.number(self.journal, ref, self.endpoint, request.service_request_id, "")
        evidence = {"service_request_id": request.service_request_id, "seen": "reference", "renumbered": renumbered}
        self._confirm_report(ref, request, evidence)
        row = inbox.by_ref(self.journal.tx, ref)
        if row is not None:
            self._known(row, request)
        return ref

    def _known(self, row: Any, request: ServiceRequest) -> None:
        ref = row["ref"]
        self._confirm_report(ref, request, {"service_request_id": request.service_request_id, "seen": "number"})
        told = said(request)
        if self._says_nothing_new(row, told):
            return
        base, mine = json.loads(row["base_json"]), json.loads(row["local_json"])
        theirs = {name: value for name, value in told.values.items() if value not in {None, ""}}
        theirs["state"] = self._step(ref, base["state"], row["server_status"], told.status)
        merged = merge.merge(base, mine, theirs)
        before = (row["server_status"], row["status_notes"])
        if not self._updates_offered and (told.status, told.status_notes) != before:
            self._remark_status(ref, request)
        self._record(ref, merged.clashes)
        inbox.update(self.journal, row, told, merged.values, merged.base)
        self.tally.pulled(ref)

    def _step(self, ref: str, base: str, before: str, now: str) -> str | None:
        """What a new `open|closed` says. A change of ours that may have arrived explains it as the base does."""
        states = (base, *inbox.undecided_states(self.journal.tx, ref))
        steps = [merge.state_from_status(state, before, now) for state in states]
        return None if None in steps else steps[0]

    @staticmethod
    def _says_nothing_new(row: Any, told: Said) -> bool:
        return bool(
            json.loads(row["server_json"]) == told.server
            and row["status_notes"] == told.status_notes
            and (row["ours"] or row["description"] == told.description)
            and not row["missing_upstream"]
        )

    def _record(self, ref: str, clashes: Iterable[merge.Clash]) -> None:
        for clash in clashes:
            news = inbox.add_conflict(
                self.journal, ref, clash.field, base=_text(clash.base), mine=_text(clash.mine),
                theirs=_text(clash.theirs),
            )
            if news:
                self.tally.add("conflicts", ref)

    def _confirm_report(self, ref: str, request: ServiceRequest, evidence: Mapping[str, Any]) -> None:
        op = inbox.report_op(self.journal.tx, ref)
        if op is None:
            return
        carried = inbox.photos_carried(self.journal.tx, op["op_id"])
        if not inbox.confirm(self.journal, op["op_id"], evidence):
            return
        for op_id in carried:
            inbox.confirm(self.journal, op_id, {"with": op["op_id"]})
        learning.seen(self.journal, self.endpoint, ref, request, photos=bool(carried))
        self.tally.confirmed(ref)

    def _remark_status(self, ref: str, request: ServiceRequest) -> None:
        """A plain back end has no updates: status and status_notes stand for one."""
        changed = utc_text(request.updated_datetime) if request.updated_datetime else ""
        key = sha_text("\n".join((request.status, request.status_notes, changed)))[:20]
        inbox.add_remark(
            self.journal, self.endpoint, ref, f"status {key}", at_utc=changed, who=request.agency_responsible,
            status=request.status, body=request.status_notes,
        )

    def updates(self, updates: Iterable[Update]) -> None:
        """Take in what the back end tells of its requests, in the order of its clock."""
        found = sorted(updates, key=lambda update: utc_text(update.updated_datetime) if update.updated_datetime else "")
        own = inbox.own_updates(self.journal.tx, [update.update_id for update in found])
        last: dict[str, Update] = {}
        for update in found:
            if update.update_id in own:
                self._confirm_update(own[update.update_id], update)
                continue
            row = inbox.by_number(self.journal.tx, self.endpoint, update.service_request_id)
            if row is not None and self._add(row["ref"], update):
                last[row["ref"]] = update
        for ref, update in last.items():
            self._take_word(ref, update)

    def _confirm_update(self, op_id: str, update: Update) -> None:
        if inbox.confirm(self.journal, op_id, {"update_id": update.update_id, "seen": "updates"}):
            row = self.journal.tx.execute("SELECT ref, kind FROM op WHERE op_id = ?", (op_id,)).fetchone()
            if row["kind"] == OpKind.PATCH.value:
                sent_patch(self.journal, op_id, row["ref"])
            self.tally.confirmed(row["ref"])

    def _add(self, ref: str, update: Update) -> bool:
        at = utc_text(update.updated_datetime) if update.updated_datetime else ""
        key = update.update_id or f"text {sha_text(canonical_update(update))[:20]}"
        new = inbox.add_remark(
            self.journal, self.endpoint, ref, key, at_utc=at, who="", status=update.status, body=update.description
        )
        if new:
            self.tally.pulled(ref)
        return new

    def _take_word(self, ref: str, update: Update) -> None:
        """Merge the state that the newest update of others tells."""
        row = inbox.by_ref(self.journal.tx, ref)
        if row is None:
            return
        theirs = merge.state_from_word(update.status, row["state"], row["server_status"])
        base = json.loads(row["base_json"])["state"]
        merged = merge.merge({"state": base}, {"state": row["state"]}, {"state": theirs})
        self._record(ref, merged.clashes)
        at = utc_text(update.updated_datetime) if update.updated_datetime else ""
        inbox.set_state(self.journal, row, merged.values["state"], merged.base["state"], at)


def sent_patch(journal: Journal, op_id: str, ref: str) -> None:
    """The back end knows the state of this change: it is the base from now on."""
    row = journal.tx.execute("SELECT payload_json FROM op WHERE op_id = ?", (op_id,)).fetchone()
    state = json.loads(row["payload_json"]).get("state")
    if state:
        outbox.sent_state(journal, ref, state["to"])


def refs_of(request: ServiceRequest) -> tuple[str, ...]:
    """The valid references that a service request bears: in its description, or in a field that echoes an attribute."""
    in_text = refs_in(request.description)
    echoed = bare_refs_in(json.dumps(request.extra, default=str)) if request.extra else ()
    return tuple(dict.fromkeys((*in_text, *echoed)))


def said(request: ServiceRequest) -> Said:
    """A service request as the store keeps it; free text stands in its own columns only."""
    server = {name: value for name, value in request.as_mapping().items() if name not in _FREE_TEXT}
    return Said(
        service_request_id=request.service_request_id,
        status=request.status,
        status_notes=request.status_notes,
        service_name=request.service_name,
        description=without_reference(request.description),
        media_url=request.media_url,
        requested_utc=utc_text(request.requested_datetime) if request.requested_datetime else "",
        updated_utc=utc_text(request.updated_datetime) if request.updated_datetime else "",
        values={
            "service_code": request.service_code, "address": request.address, "address_id": request.address_id,
            "lon": request.lon, "lat": request.lat,
        },
        server=json.loads(json.dumps(server, default=str)),
    )


def canonical_update(update: Update) -> str:
    return "\n".join((update.service_request_id, update.status, update.description, str(update.updated_datetime)))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
