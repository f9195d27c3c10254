"""What would be sent, counted; and a log that tells everything but people."""
from __future__ import annotations

import csv

import pytest
from rue311.plugin.incidents import OpState, Person, telling


def test_what_waits_is_counted_with_the_size_of_its_photos(store, author, pothole, photo):
    assert not telling.to_send(store).anything
    picture = photo()
    ref = store.report(pothole(photos=(picture,)), author)
    store.note(ref, "Urgent", author)
    store.triage(ref, {"state": "accepted"}, author)
    store.triage(ref, {"priority": "high"}, author)  # stays on our side: not sent
    told = telling.to_send(store)
    assert (told.reports, told.changes, told.notes, told.photos) == (1, 1, 1, 1)
    assert told.photo_bytes == picture.stat().st_size
    store.withdraw(store.operations(ref=ref)[0].op_id, author)
    assert not telling.to_send(store).anything


def test_a_required_question_without_answer_is_named_before_the_back_end_refuses(store, author, pothole):
    questions = {"service_code": "VOI-01", "attributes": [
        {"code": "size", "required": "true", "variable": "true", "description": "Quelle taille ?"},
        {"code": "text", "required": "true", "variable": "false", "description": "Lisez ceci."},
        {"code": "more", "required": False, "variable": True, "description": "Autre chose ?"}]}
    store.save_services([{"service_code": "VOI-01", "service_name": "Voirie"}], {"VOI-01": questions})
    silent = store.report(pothole(), author)
    store.report(pothole(attributes={"size": ("L",)}), author)
    store.report(pothole(attributes={"size": ("",)}), author)
    found = telling.to_send(store).unanswered
    assert len(found) == 2
    assert (found[0].ref, found[0].service, found[0].question) == (silent, "Voirie", "Quelle taille ?")


def test_the_log_names_no_person_no_place_and_no_text(store, author, pothole, tmp_path):
    secrets = ("Gaëlle", "Dupré", "Lambert", "0470", "béant", "Moulin", "50.3", author.operator_id, author.device_id)
    report = pothole(address="Rue du Moulin 4", person=Person("Luc", "Lambert", phone="0470 11 22 33"),
                     wants_answer=True)
    ref = store.report(report, author)
    (operation,) = store.operations(ref=ref)
    with store.writing() as journal:
        journal.add_event(operation.op_id, OpState.AMBIGUOUS, attempt=1, http_status=502,
                          words="Monsieur Lambert, rue du Moulin", evidence={"error": "ServerFailed"})
    path = tmp_path / "journal d'été.csv"
    assert telling.write_log(store, path) == 2
    text = path.read_text(encoding="utf-8-sig")
    assert not [secret for secret in secrets if secret in text]
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert [row["state"] for row in rows] == ["queued", "ambiguous"]
    assert (rows[1]["incident"], rows[1]["http_status"], rows[1]["error"]) == (ref, "502", "ServerFailed")


def test_a_log_that_cannot_be_written_leaves_the_old_one(store, author, pothole, tmp_path):
    store.report(pothole(), author)
    path = tmp_path / "folder" / "log.csv"
    with pytest.raises(telling.LogNotWritten):
        telling.write_log(store, path)
    assert not path.parent.exists()
