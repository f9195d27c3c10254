"""What only a real report can tell of a back end, noted when it shows, and used from the next synchronisation on."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..i18n import tr
from ..incidents import abilities
from ..incidents.abilities import How
from ..incidents.journal import Journal
from ..incidents.reference import bare_refs_in, endpoint_key, refs_in
from ..incidents.store import Store
from ..open311 import Capabilities, KeyRefused, NewRequest, Open311Client, Receipt, Refused, ServiceRequest

USED = ("multivalue", "media", "echo")
NO_SUCH_BODY = 415


def use(client: Open311Client, store: Store) -> None:
    """Let the client do as earlier reports taught. What a person set by hand stands in its capabilities already."""
    endpoint = client.endpoint
    learnt = {
        point.name: point.value
        for point in abilities.best(store.capabilities(endpoint_key(endpoint.url, endpoint.jurisdiction_id)))
        if point.how is How.LEARNT and point.name in USED and point.value is not None
    }
    if learnt:
        able = Capabilities.from_mapping({**endpoint.capabilities.as_mapping(), **learnt})
        client.endpoint = replace(endpoint, capabilities=able)


def answered(journal: Journal, endpoint: str, able: Capabilities, new: NewRequest, receipt: Receipt) -> None:
    """A report was taken: by what answer, and with what in it."""
    words = tr("The report with the number {number} showed it.").format(number=receipt.service_request_id)
    kind = "number"
    if not receipt.service_request_id:
        kind = "token" if receipt.token else "neither"
        words = tr("A report was taken with this answer.")
    abilities.learn(journal, endpoint, "answer", kind, words)
    abilities.learn(journal, endpoint, "key_accepted", True, words)
    if new.media:
        abilities.learn(journal, endpoint, "media", "multipart", words)
    if any(len(values) > 1 for values in new.attributes.values()):
        abilities.learn(journal, endpoint, "multivalue", able.multivalue, words)


def refused(journal: Journal, endpoint: str, able: Capabilities, new: NewRequest, error: Exception) -> None:
    """A report was refused in a way that says how the next one must be written. Nothing was created."""
    if not isinstance(error, Refused):
        return
    words = tr("A report was refused: HTTP {status}.").format(status=error.http_status)
    if isinstance(error, KeyRefused):
        abilities.learn(journal, endpoint, "key_accepted", False, words)
        return
    lists = [code for code, values in new.attributes.items() if len(values) > 1 or code in new.multivalued]
    if lists and able.multivalue == "brackets" and any(f"{code}][]" in error.words for code in lists):
        abilities.learn(journal, endpoint, "multivalue", "repeat", words)
    if new.media and error.http_status == NO_SUCH_BODY:
        abilities.learn(journal, endpoint, "media", "none", words)


def update_taken(journal: Journal, endpoint: str, number: str) -> None:
    words = tr("An update of {number} was taken.").format(number=number)
    abilities.learn(journal, endpoint, "updates_taken", True, words)


def seen(journal: Journal, endpoint: str, ref: str, request: ServiceRequest, *, photos: bool) -> None:
    """Our own report came back for the first time: with its reference, with its photo?"""
    number = request.service_request_id
    words = tr("The report with the number {number} showed it.").format(number=number)
    if ref in refs_in(request.description):
        abilities.learn(journal, endpoint, "echo", True, words)
    elif ref in bare_refs_in(str(request.extra)):
        abilities.learn(journal, endpoint, "reference_echoed", True, words)
    else:
        words = tr("The report with the number {number} came back without its reference.").format(number=number)
        abilities.learn(journal, endpoint, "echo", False, words)
    if photos:
        shown = bool(request.media_url)
        words = tr("The report with the number {number} was sent with a photo.").format(number=number)
        abilities.learn(journal, endpoint, "media_shown", shown, words)


def withheld(journal: Journal, endpoint: str, names: Iterable[str]) -> None:
    """Fields about persons were in a public list; they were dropped before anything was stored."""
    found = sorted(set(names))
    words = tr("Everybody can read these fields: {names}. They are dropped here; tell whoever runs it.").format(
        names=", ".join(found))
    abilities.learn(journal, endpoint, "personal_fields", found, words)
