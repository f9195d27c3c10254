"""A store with one incident of ours and two of a back end, for the algorithms that take care of a store."""
from __future__ import annotations

from rue311.plugin.incidents import Author, Person, Report, inbox, open_store
from rue311.plugin.incidents.inbox import Said
from rue311.plugin.incidents.reference import ref_for


def fill(path):
    """Answers the reference of our own incident; the back end's are 101 and 102."""
    store = open_store(path, training=False, device_id="pc-test")
    author = Author(store.add_operator("Gaëlle Dupré").operator_id, "pc-test")
    ours = store.report(
        Report("POT", 4.95, 50.3, "=HYPERLINK(\"http://x\") chez Zoé Martin", danger=True, address="@Rue Haute 7",
               person=Person("Zoé", "Martin", "zoe@exemple.be", "0475 12 34 56")),
        author,
    )
    with store.writing(author) as journal:
        for number in ("101", "102"):
            values = {"service_code": "LAMP", "address": "Place 1", "address_id": "", "lon": -4.9, "lat": 50.1}
            inbox.insert(journal, ref_for("town", number), "town", Said(
                service_request_id=number, status="open", status_notes="vu par M. Petit", service_name="Éclairage",
                description="Lampe éteinte", media_url="", requested_utc="2026-01-05T08:00:00.000000Z",
                updated_utc="2026-01-06T08:00:00.000000Z", values=values, server={"status": "open", "who": "M. Petit"},
            ), state="new")
    store.close()
    return ours
