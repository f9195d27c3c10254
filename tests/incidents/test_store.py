"""What people do is on disk, is seen at once, and says where it stands."""
from __future__ import annotations

import json
import sqlite3
import threading
from datetime import datetime, timezone

import pytest
from rue311.plugin import i18n
from rue311.plugin.incidents import (
    Author,
    OpKind,
    OpState,
    Person,
    PhotoRefused,
    ReportRefused,
    State,
    SyncRecord,
    TransitionRefused,
    WithdrawRefused,
    open_store,
)
from rue311.plugin.incidents.errors import IncidentUnknown
from rue311.plugin.incidents.outbox import Sending
from rue311.plugin.incidents.workflow import priority_label


def test_a_report_is_there_after_the_power_went(store, store_path, author, pothole, photo):
    ref = store.report(pothole(danger=True, channel="phone", photos=(photo(),)), author)
    store.close()

    again = open_store(store_path, training=False, device_id="laptop-1")
    incident = again.incident(ref)
    assert (incident.description, incident.danger, incident.channel) == ("Trou béant", True, "phone")
    assert (incident.delivery, incident.unsent, incident.photos) == (OpState.QUEUED, 2, 1)
    assert [op.kind for op in again.operations()] == [OpKind.REPORT, OpKind.MEDIA]
    assert again.photos(ref)[0].path.read_bytes() == photo().read_bytes()
    again.close()


@pytest.mark.parametrize(
    "wrong",
    [{"service_code": " "}, {"lon": float("nan")}, {"lat": 91.0}, {"lon": 181.0}, {"description": "é" * 4000}],
)
def test_a_report_that_no_back_end_could_take_leaves_nothing_behind(store, author, pothole, wrong):
    with pytest.raises(ReportRefused):
        store.report(pothole(**wrong), author)
    assert store.incidents() == []
    assert store.operations() == []


def test_one_bad_photo_refuses_the_report_and_copies_none(store, author, pothole, photo, tmp_path):
    bad = tmp_path / "photo.png"
    bad.write_bytes(b"no image")
    with pytest.raises(PhotoRefused):
        store.report(pothole(photos=(photo(), bad)), author)
    assert store.incidents() == []
    assert not store.photo_folder.exists()


def test_the_same_photo_picked_twice_is_one(store, author, pothole, photo):
    ref = store.report(pothole(photos=(photo("a.png"), photo("b.png"))), author)
    assert store.incident(ref).photos == 1
    assert len(store.photos(ref)) == 1


def test_a_whole_triage_reads_as_a_story(store, author, pothole, clock):
    ref = store.report(pothole(), author)
    clock.advance(hours=1)
    ids = store.triage(ref, {"state": "planned", "assignee": "Équipe 2", "priority": "high"}, author, note="vu")
    incident = store.incident(ref)
    assert (incident.state, incident.assignee, incident.priority) == (State.PLANNED, "Équipe 2", "high")
    assert len(ids) == 3
    told = [(entry.who, entry.kind, entry.text) for entry in store.history(ref)]
    assert told == [
        ("Gaëlle Dupré", "report", "Trou béant"),
        ("Gaëlle Dupré", "change", "New → Planned"),
        ("Gaëlle Dupré", "change", "priority → High; assigned to Équipe 2"),
        ("Gaëlle Dupré", "note", "vu"),
    ]


def test_a_reason_is_joined_in_the_language_of_the_screen(store, author, pothole):
    """French wants a no-break space before the colon, so the joint must be a text that can be translated."""
    ref = store.report(pothole(), author)
    store.triage(ref, {"state": "refused"}, author, reason="voirie régionale")
    french = {"{change}: {reason}": "{change}\u00a0: {reason}", "Refused": "Refusé", "New": "Nouveau"}
    i18n.install(lambda text: french.get(text, text))
    try:
        told = store.history(ref)[-1].text
    finally:
        i18n.install(None)
    assert told == "Nouveau → Refusé\u00a0: voirie régionale"


def test_a_priority_that_only_the_back_end_knows_is_shown_as_it_is():
    assert [priority_label(value) for value in ("high", "", "urgence 2")] == ["High", "No priority", "urgence 2"]


def test_what_geo_report_has_no_field_for_never_waits_in_the_outbox(store, author, pothole):
    ref = store.report(pothole(), author)
    (op_id,) = store.triage(ref, {"assignee": "Équipe 2"}, author)
    assert {op.op_id: op.state for op in store.operations()}[op_id] is OpState.KEPT
    assert store.incident(ref).unsent == 1


def test_a_step_that_is_not_allowed_changes_nothing_at_all(store, author, pothole):
    ref = store.report(pothole(danger=True), author)
    before = len(store.operations())
    with pytest.raises(TransitionRefused):
        store.triage(ref, {"state": "closed", "assignee": "Équipe 2"}, author, note="fini")
    assert len(store.operations()) == before
    assert store.incident(ref).assignee == ""


def test_a_danger_made_safe_in_the_same_breath_may_be_closed(store, author, pothole):
    ref = store.report(pothole(danger=True), author)
    store.triage(ref, {"state": "closed", "danger": "safe"}, author)
    incident = store.incident(ref)
    assert incident.state is State.CLOSED
    assert not incident.danger
    assert incident.made_safe_at is not None


@pytest.mark.parametrize(
    "changes",
    [{"state": "gone"}, {"colour": "red"}, {"danger": "perhaps"}, {"duplicate_of": "AAAA-BBBB-CCCC"},
     {"state": "duplicate"}],
)
def test_nonsense_is_refused_with_a_sentence(store, author, pothole, changes):
    ref = store.report(pothole(), author)
    with pytest.raises(TransitionRefused) as refused:
        store.triage(ref, changes, author)
    assert refused.value.user


def test_setting_what_is_already_so_makes_no_operation(store, author, pothole):
    ref = store.report(pothole(), author)
    assert store.triage(ref, {"state": "new", "priority": "", "danger": "no"}, author) == []


def test_a_duplicate_names_the_other_one(store, author, pothole):
    older, ref = store.report(pothole(), author), store.report(pothole(), author)
    (op_id,) = store.triage(ref, {"state": "duplicate", "duplicate_of": older.lower()}, author)
    assert store.incident(ref).duplicate_of == older
    assert store.operations(ref=ref)[-1].op_id == op_id


def test_an_incident_that_is_not_here_is_said(store, author):
    with pytest.raises(IncidentUnknown):
        store.note("7K3Q-9M2X-4TBD", "x", author)
    assert store.incident("7K3Q-9M2X-4TBD") is None


def test_a_report_taken_back_takes_its_notes_and_photos_along(store, author, pothole, photo):
    ref = store.report(pothole(photos=(photo(),)), author)
    store.note(ref, "vu", author)
    store.withdraw(store.operations()[0].op_id, author)
    assert store.incidents() == []
    assert {op.state for op in store.operations()} == {OpState.WITHDRAWN}
    assert store.counts().unsent == 0


def test_a_change_taken_back_is_undone_unless_it_was_changed_again(store, author, pothole):
    ref = store.report(pothole(), author)
    (first,) = store.triage(ref, {"state": "accepted"}, author)
    (second,) = store.triage(ref, {"state": "planned"}, author)
    store.withdraw(first, author)
    assert store.incident(ref).state is State.PLANNED
    store.withdraw(second, author)
    assert store.incident(ref).state is State.ACCEPTED


def test_what_may_have_left_cannot_be_taken_back(store, author, pothole):
    from rue311.plugin.incidents import lease, outbox

    store.report(pothole(), author)
    (job,) = outbox.jobs(store, "back.end")
    outbox.claim(store, job, lease.take(store), Sending(0.0, 0.0, True, "back.end", ()))
    with pytest.raises(WithdrawRefused):
        store.withdraw(job.op_id, author)
    outbox.recover(store)
    with pytest.raises(WithdrawRefused):
        store.withdraw(job.op_id, author)


def test_a_draft_survives_until_it_is_dropped(store, store_path, author):
    draft_id = store.save_draft({"description": "à moitié <b>", "lon": 4.95}, author)
    assert store.save_draft({"description": "presque"}, author, draft_id) == draft_id
    other = open_store(store_path, training=False, device_id="laptop-1")
    assert [(draft.draft_id, draft.form) for draft in other.drafts()] == [(draft_id, {"description": "presque"})]
    other.drop_draft(draft_id)
    other.close()
    assert store.drafts() == []


def test_a_saved_report_takes_its_draft_along_and_a_refused_one_leaves_it(store, author, pothole):
    draft_id = store.save_draft({"description": "Trou"}, author)
    with pytest.raises(ReportRefused):
        store.report(pothole(service_code=""), author, draft_id=draft_id)
    assert [draft.draft_id for draft in store.drafts()] == [draft_id]
    store.report(pothole(), author, draft_id=draft_id)
    assert store.drafts() == []


def test_the_same_operator_is_not_added_twice(store):
    first = store.add_operator("  Gaëlle   Dupré ")
    assert store.add_operator("gaëlle dupré") == first
    assert [operator.name for operator in store.operators()] == ["Gaëlle Dupré"]


def test_services_stay_known_and_keep_a_definition_that_was_not_given_again(store):
    services = [{"service_code": "B", "service_name": "Bé"}, {"service_code": "A", "service_name": "À"}]
    definition = {"service_code": "A", "attributes": [{"code": "taille", "required": True}]}
    store.save_services(services, {"A": definition})
    store.save_services(services, {})
    assert store.services() == services
    assert store.definition("A") == definition
    assert store.definition("B") is None
    assert store.services_date() == store.clock.now()


def test_another_process_is_noticed(store, store_path, author, pothole):
    before = store.data_version()
    other = open_store(store_path, training=False, device_id="laptop-1")
    other.report(pothole(), author)
    other.close()
    assert store.data_version() != before
    assert len(store.incidents()) == 1


def test_ten_threads_write_at_once_and_nothing_is_lost(store, author, pothole):
    refs, failures = [], []

    def work(number):
        try:
            refs.extend(store.report(pothole(description=f"{number}-{turn}"), author) for turn in range(10))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {incident.ref for incident in store.incidents()} == set(refs)
    assert len(set(refs)) == 100
    assert store.broken_links() == []


def test_the_last_sync_is_remembered(store):
    assert store.last_sync() is None
    record = SyncRecord(at=datetime(2026, 3, 2, 9, tzinfo=timezone.utc), pulled=3, trouble="Réseau absent.")
    store.record_sync(record)
    assert store.last_sync() == record


def test_no_person_and_no_free_text_stands_in_the_journal(store, store_path, pothole):
    author = Author(store.add_operator("Zébulon Opérateur").operator_id, store.device_id)
    person = Person("Yvette", "Lapersonne", "yvette@example.org", "0470/11.22.33")
    ref = store.report(
        pothole(person=person, description="Chute de X", address="Rue Secrète 7", attributes={"q": ("Réponse",)}),
        author,
    )
    store.triage(ref, {"assignee": "Martin Nommé", "state": "refused"}, author, reason="Motif privé", note="Remarque Z")
    store.close()
    with sqlite3.connect(store_path) as connection:
        rows = connection.execute("SELECT * FROM op").fetchall()
        rows += connection.execute("SELECT * FROM op_event").fetchall()
        texts = {row[0] for row in connection.execute("SELECT body FROM content")}
    connection.close()
    journal = json.dumps(rows, ensure_ascii=False)
    words = ("Yvette", "yvette@", "0470", "Chute", "Secrète", "Réponse", "Martin", "Motif", "Remarque", "Zébulon")
    for private in words:
        assert private not in journal
        assert private == "Zébulon" or any(private in text for text in texts)
