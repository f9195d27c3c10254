"""The journal is added to and never changed, and tampering shows."""
from __future__ import annotations

import sqlite3

import pytest
from rue311.plugin.incidents import OpState
from rue311.plugin.incidents.journal import Journal


@pytest.mark.parametrize(
    "statement",
    ["UPDATE op SET ref = 'x'", "DELETE FROM op", "UPDATE op_event SET state = 'confirmed'", "DELETE FROM op_event"],
)
def test_the_file_itself_refuses_to_change_what_was_written(store, store_path, author, pothole, statement):
    store.report(pothole(), author)
    connection = sqlite3.connect(store_path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute(statement)
    connection.close()


def test_whoever_drops_the_guard_and_rewrites_history_is_seen(store, store_path, author, pothole):
    ref = store.report(pothole(), author)
    store.note(ref, "vu", author)
    assert store.broken_links() == []
    connection = sqlite3.connect(store_path)
    connection.execute("DROP TRIGGER op_stays")
    connection.execute("UPDATE op SET created_utc = '2020-01-01T00:00:00Z' WHERE seq = 1")
    connection.commit()
    connection.close()
    assert store.broken_links() == ["op 1"]


def test_whoever_takes_a_line_out_is_seen(store, store_path, author, pothole):
    store.report(pothole(), author)
    store.report(pothole(), author)
    connection = sqlite3.connect(store_path)
    connection.executescript("DROP TRIGGER op_event_remains; DELETE FROM op_event WHERE seq = 1")
    connection.close()
    assert store.broken_links() == ["op_event 2"]


def test_a_text_can_be_erased_and_the_journal_still_holds(store, store_path, author, pothole):
    ref = store.report(pothole(description="Chute de Madame Unetelle"), author)
    with store.writing(author) as journal:
        journal.tx.execute("UPDATE content SET body = NULL, erased_utc = ? WHERE ref = ?", (journal.now(), ref))
        journal.tx.execute("UPDATE incident SET description = '' WHERE ref = ?", (ref,))
    assert store.broken_links() == []
    assert store.history(ref)[0].text == "Erased"
    store.close()
    assert b"Unetelle" not in store_path.read_bytes()


def test_a_transaction_that_fails_half_way_leaves_no_trace(store, author, pothole):
    ref = store.report(pothole(), author)

    def half(journal: Journal):
        journal.add_event(store.operations()[0].op_id, OpState.CONFIRMED)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.writing(author) as journal:
        half(journal)
    assert store.incident(ref).delivery is OpState.QUEUED
    assert store.broken_links() == []
