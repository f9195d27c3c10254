"""Erasing personal data: gone from every byte, also after kill -9 and after an old backup came back; the rest stays."""
from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import timedelta

import pytest
from rue311.plugin.incidents import Author, OpState, Person, erasing, erasure_log, inbox, open_store
from rue311.plugin.incidents.backups import back_up, backup_files
from rue311.plugin.incidents.byte_search import search_files, spellings
from rue311.plugin.incidents.erasing import STEPS, ErasureRefused, files_of
from rue311.plugin.incidents.erasure_plan import Identity
from rue311.plugin.incidents.inbox import Said
from rue311.plugin.incidents.restoring import restore_backup

ZOE = Person("Zoé", "Vandenbroucke", "zoe.vdb@exemple.be", "081/98.76.54")
WORDS = ("Vandenbroucke", "zoe.vdb@exemple.be", "98.76.54", "portail bleu", "derrière chez elle", "fuite chez Zoé")
OTHER = "Un banc cassé au square des Capucins"


def said(number, **changes):
    values = {"service_code": "VOI-01", "address": "Rue du Moulin 3", "address_id": "", "lon": 4.9, "lat": 50.3}
    parts = {"status": "open", "status_notes": "", "service_name": "Voirie", "description": "", "media_url": "",
             "requested_utc": "2026-01-05T08:00:00.000000Z", "updated_utc": "2026-01-05T08:00:00.000000Z"}
    return Said(service_request_id=number, values=values, **{**parts, **changes})


@pytest.fixture
def filled(store, author, pothole, photo, clock):
    """Zoé reported one thing, a colleague noted her name elsewhere, the back end names her, a draft holds her."""
    hers = store.report(
        pothole(description="Trou derrière chez elle, portail bleu", person=ZOE, address="Rue Haute 7",
                photos=(photo(),)),
        author,
    )
    others = store.report(pothole(description=OTHER, person=Person("Luc", "Petit", "luc@exemple.be", "")), author)
    store.note(others, "Même plainte que Mme Vandenbroucke (0032 81 98 76 54)", author)
    store.note(others, "À voir avec le service des parcs", author)
    with store.writing(author) as journal:
        told = said("77", description="fuite chez Zoé VANDENBROUCKE", status_notes="rappeler zoe.vdb@exemple.be",
                    server={"status": "open", "contact": "Zoé Vandenbroucke", "long": 4.9})
        inbox.insert(journal, "STRANGER-77", "town", told, state="new")
        inbox.add_remark(journal, "town", "STRANGER-77", "u1", at_utc="2026-01-06T08:00:00.000000Z",
                         who="Zoé Vandenbroucke", status="open", body="Je suis Zoe Vandenbroucke, c'est urgent")
    store.save_draft({"description": "brouillon", "last_name": "Vandenbroucke", "first_name": "Zoé"}, author)
    back_up(store)
    clock.advance(days=1)
    return hers, others


def remaining(store, words=WORDS):
    return dict(search_files(files_of(store.path), words).found)


class TestIdentity:
    @pytest.mark.parametrize("text", [
        "zoé vandenbroucke", "VANDENBROUCKE Zoe", "zoe.vdb@exemple.be", "+32 81 98 76 54", "081987654", "Vandenbroucke",
    ])
    def test_recognised(self, text):
        assert Identity.of(text).is_person(vars(ZOE))

    @pytest.mark.parametrize("text", ["Zoé Vandenbroeck", "vdb@exemple.be", "081 98 76 55", "Zoé", "roucke"])
    def test_another_person(self, text):
        assert not Identity.of(text).is_person(vars(ZOE))

    def test_a_street_that_bears_the_name_is_no_person(self):
        identity = Identity.of("Jean Dupont")
        assert not identity.in_text("Rue Jean Dupont 12, 5000 Namur", place=True)
        assert identity.in_text("Jean Dupont, rue du Moulin 3", place=True)
        assert identity.in_text("M. Dupont Jean a appelé")
        assert not identity.in_text("Jean Dupontel a appelé")


class TestSearch:
    def test_every_spelling_is_found(self, tmp_path):
        for number, form in enumerate(sorted(spellings("Zoé \"la\" belle"))):
            (tmp_path / f"f{number}").write_bytes(b"\0" * 8388600 + form + b"\1")  # across the border of two pieces
        found = search_files(sorted(tmp_path.iterdir()), ["Zoé \"la\" belle"])
        assert len(found.found) == found.files > 6

    def test_nothing_is_found_where_nothing_is(self, tmp_path):
        (tmp_path / "f").write_bytes("Zoe la belle".encode("utf-16-le"))
        assert search_files([tmp_path / "f"], ["Zoé"]).found == ()


class TestPerson:
    def test_the_words_are_there_before_and_nowhere_after(self, store, author, filled):
        assert set(remaining(store)) >= {"store.sqlite-wal", backup_files(store.path)[0].name}
        done = store.erase(person="Zoé Vandenbroucke", reason="Demande du 3 mars", author=author)
        assert (done.remaining, done.upstream) == (0, ("77",))
        assert done.texts >= 6
        assert done.photos == 1
        assert done.searched.words > 5
        assert remaining(store) == {}

    def test_numbers_places_dates_and_the_chain_stay(self, store, author, filled):
        hers, _ = filled
        before, ops = store.incident(hers), [(op.op_id, op.created, op.operator_id) for op in store.operations()]
        store.erase(person=ZOE.email, reason="demande", author=author)
        after = store.incident(hers)
        assert (after.lon, after.lat, after.address, after.reported_at, after.service_code) == (
            before.lon, before.lat, before.address, before.reported_at, before.service_code
        )
        assert after.description == ""
        assert [(op.op_id, op.created, op.operator_id) for op in store.operations()] == ops
        assert store.broken_links() == []
        assert [entry.text for entry in store.history(hers) if entry.kind == "report"] == ["Erased"]

    def test_others_keep_what_is_theirs(self, store, author, filled):
        _, others = filled
        store.erase(person="Vandenbroucke", reason="demande", author=author)
        assert store.incident(others).description == OTHER
        texts = [entry.text for entry in store.history(others)]
        assert texts == [OTHER, "Erased", "À voir avec le service des parcs"]
        assert remaining(store, ["luc@exemple.be"])

    def test_the_salt_goes_so_that_a_number_cannot_be_guessed(self, store, author, filled):
        store.erase(person="Vandenbroucke", reason="demande", author=author)
        with store.database.reading() as tx:
            rows = tx.execute("SELECT salt FROM content WHERE body IS NULL").fetchall()
        assert rows
        assert {row["salt"] for row in rows} == {b""}

    def test_photos_that_wait_are_withdrawn_and_a_shared_one_stays(self, store, author, pothole, photo):
        store.report(pothole(person=ZOE, photos=(photo(),)), author)
        store.report(pothole(photos=(photo(extra=b"2"), photo("b.png"))), author)
        files = len(list(store.photo_folder.iterdir()))
        assert files == 2
        done = store.erase(person=ZOE.email, reason="demande", author=author)
        assert done.photos == 0  # the other report shows the same one
        assert len(list(store.photo_folder.iterdir())) == files

    def test_a_photo_of_hers_alone_goes(self, store, author, filled):
        hers, _ = filled
        store.erase(person=ZOE.email, reason="demande", author=author)
        assert list(store.photo_folder.iterdir()) == []
        assert store.photos(hers) == []
        states = {op.kind.value: op.state for op in store.operations(ref=hers)}
        assert states == {"report": OpState.QUEUED, "media": OpState.WITHDRAWN}

    def test_a_later_pull_does_not_bring_it_back(self, store, author, filled):
        store.erase(person=ZOE.email, reason="demande", author=author)
        with store.writing(author) as journal:
            row = inbox.by_number(journal.tx, "town", "77")
            told = said("77", description="fuite chez Zoé VANDENBROUCKE", status_notes="rappeler zoe.vdb@exemple.be",
                        server={"status": "open", "contact": "Zoé Vandenbroucke"}, media_url="https://x/zoe.vdb@exemple.be")
            inbox.update(journal, row, told, {**told.values, "state": "new"}, {**told.values, "state": "new"})
            inbox.add_remark(journal, "town", "STRANGER-77", "u1", at_utc="", who="Zoé Vandenbroucke", status="",
                             body="Je suis Zoe Vandenbroucke")
        assert remaining(store) == {}

    @pytest.mark.parametrize(("person", "reason"), [
        ("", "x"), ("Zoé Vandenbroucke", " "), ("?!", "x"), ("Zoé Vandenbroucke", "demande de Zoé Vandenbroucke"),
    ])
    def test_an_unclear_demand_erases_nothing(self, store, author, filled, person, reason):
        with pytest.raises(ErasureRefused):
            store.erase(person=person, reason=reason, author=author)
        assert erasure_log.entries(store.path) == []
        assert store.incident(filled[0]).description


class TestOlder:
    def test_what_is_old_and_delivered_goes_what_is_young_or_unsent_stays(self, store, author, pothole, photo, clock):
        old = store.report(pothole(description="Vieille plainte de la voisine", photos=(photo(),)), author)
        waiting = store.report(pothole(description="Jamais parti de ce portable"), author)
        for op in store.operations(ref=old):
            with store.writing(author) as journal:
                journal.add_event(op.op_id, OpState.CONFIRMED)
        clock.advance(days=400)
        young = store.report(pothole(description="Plainte de cette semaine"), author)
        done = store.erase(older_than=clock.at - timedelta(days=365), reason="délai de conservation", author=author)
        assert (done.refs, done.remaining, done.photos) == ((old,), 0, 1)
        assert store.incident(old).description == ""
        assert {store.incident(ref).description for ref in (waiting, young)} == {
            "Jamais parti de ce portable", "Plainte de cette semaine"
        }
        assert remaining(store, ["Vieille plainte", "de la voisine"]) == {}


class TestProof:
    """Leave one place out: the search must find it."""

    @pytest.mark.parametrize("place", ["_texts", "_remarks", "_incident"])
    def test_a_place_that_was_forgotten_in_the_store(self, store, author, filled, monkeypatch, place):
        monkeypatch.setattr(erasure_log, place, lambda *_: None)
        assert store.erase(person="Vandenbroucke", reason="demande", author=author).remaining > 0

    @pytest.mark.parametrize("place", ["_erase_in_copies", "rewrite"])
    def test_files_that_were_forgotten(self, store, author, filled, monkeypatch, place):
        monkeypatch.setattr(erasing, place, lambda *_: None)
        done = store.erase(person="Vandenbroucke", reason="demande", author=author)
        assert done.searched.found

    def test_a_file_that_somebody_put_there(self, store, author, filled):
        (store.path.parent / "notes de Gaëlle.txt").write_text("rappeler zoe.vdb@exemple.be", encoding="utf-16")
        done = store.erase(person="Vandenbroucke", reason="demande", author=author)
        assert [name for name, _ in done.searched.found] == ["notes de Gaëlle.txt"]
        assert done.remaining > 0

    def test_a_damaged_store_that_was_set_aside_loses_the_words_too(self, store, author, filled):
        aside = store.path.with_name("store.aside-20260101T000000Z.sqlite")
        body = bytearray(backup_files(store.path)[0].read_bytes())
        body[100:140] = b"\xff" * 40
        aside.write_bytes(body)
        assert remaining(store)[aside.name]
        done = store.erase(person="Vandenbroucke", reason="demande", author=author)
        assert (done.remaining, aside.stat().st_size) == (0, len(body))


class TestLog:
    def test_it_names_nobody_and_its_chain_holds(self, store, author, filled):
        done = store.erase(person="Zoé Vandenbroucke", reason="demande écrite", author=author)
        first, second = erasure_log.entries(store.path)
        assert (first["event"], second["event"], first["id"]) == ("erase", "proven", done.erasure_id)
        assert (first["reason"], first["operator_id"]) == ("demande écrite", author.operator_id)
        text = erasure_log.log_path(store.path).read_text(encoding="utf-8")
        assert not any(word in text for word in WORDS)
        assert erasure_log.broken_lines(store.path) == []
        erasure_log.log_path(store.path).write_text(text.replace("demande", "demando"), encoding="utf-8")
        assert erasure_log.broken_lines(store.path) == [1]

    def test_a_torn_last_line_does_not_swallow_the_next(self, store, author, filled):
        store.erase(person="Vandenbroucke", reason="un", author=author)
        with erasure_log.log_path(store.path).open("ab") as stream:
            stream.write(b'{"event":"erase","id":"x"')
        store.erase(person="Luc Petit", reason="deux", author=author)
        assert [entry.get("reason") for entry in erasure_log.entries(store.path)] == ["un", None, "deux", None]
        assert erasure_log.broken_lines(store.path) == []

    def test_in_the_store_it_is_only_added_to(self, store, author, filled):
        store.erase(person="Vandenbroucke", reason="demande", author=author)
        for change in ("UPDATE erasure SET at_utc = ''", "DELETE FROM erasure"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                store.database.connection().execute(change)

    def test_an_older_backup_that_comes_back_is_erased_again(self, store, author, filled, clock):
        saved = {path: path.read_bytes() for path in backup_files(store.path)}
        store.erase(person="Vandenbroucke", reason="demande", author=author)
        later = store.note(filled[0], "Réparé par l'équipe B", author)
        for path, body in saved.items():  # from the commune's own tape
            path.write_bytes(body)
        store.close()
        done = restore_backup(store.path, next(iter(saved)), author, clock=clock)
        assert done.erased == 1
        for path in saved:
            path.unlink()
        again = open_store(store.path, training=False, device_id="laptop-1", clock=clock)
        assert remaining(again) == {}
        assert again.broken_links() == []
        assert later not in {op.op_id for op in again.operations()}
        again.close()

    def test_a_backup_made_after_keeps_what_was_written_after(self, store, author, filled, clock):
        store.erase(person="Vandenbroucke", reason="demande", author=author)
        store.note(filled[0], "Réparé par l'équipe B", author)
        backup = back_up(store)
        store.close()
        assert restore_backup(store.path, backup, author, clock=clock).erased == 0
        again = open_store(store.path, training=False, device_id="laptop-1", clock=clock)
        assert "Réparé par l'équipe B" in [entry.text for entry in again.history(filled[0])]
        again.close()


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_is_finished_when_the_store_is_opened_next(store, author, filled, clock, step):
    store.close()
    program = textwrap.dedent("""
        import os, pathlib, signal, sys
        from rue311.plugin.incidents import Author, open_store
        def cut(step):
            if step == sys.argv[2]:
                os.kill(os.getpid(), signal.SIGKILL)
        store = open_store(pathlib.Path(sys.argv[1]), training=False, device_id="laptop-1")
        store.erase(person="Zoé Vandenbroucke", reason="demande", author=Author("op", "laptop-1"), step=cut)
    """)
    cut = subprocess.run([sys.executable, "-c", program, str(store.path), step], check=False)
    assert cut.returncode == -signal.SIGKILL
    again = open_store(store.path, training=False, device_id="laptop-1", clock=clock)
    assert remaining(again) == {}
    assert not erasing.pending_path(again.path).exists()
    assert [entry["event"] for entry in erasure_log.entries(again.path)] == ["erase", "proven"]
    assert json.dumps(erasure_log.entries(again.path)[-1]["found"]) == "[]"
    assert again.broken_links() == []
    assert len(again.incidents()) == 3
    again.close()


def test_an_erasure_that_another_program_hinders_is_finished_later(store, author, filled, clock):
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM op").fetchone()
    store.close()
    hurried = open_store(store.path, training=False, device_id="laptop-1", clock=clock, busy_ms=50)
    with pytest.raises(erasing.StoreBusy):
        hurried.erase(person="Vandenbroucke", reason="demande", author=Author("", "laptop-1"))
    assert erasing.pending_path(store.path).exists()
    hurried.close()
    reader.close()
    again = open_store(store.path, training=False, device_id="laptop-1", clock=clock)
    assert (remaining(again), again.notices) == ({}, [])
    again.close()


def test_the_search_does_not_take_the_locks_of_the_open_store_away(store, author, filled):
    """A second process must still see that the store is open; otherwise it could throw its log away under us."""
    store.erase(person="Vandenbroucke", reason="demande", author=author)
    store.note(filled[1], "après", author)  # the log holds something now
    program = textwrap.dedent("""
        import sqlite3, sys
        other = sqlite3.connect(sys.argv[1], timeout=0.2)
        try:
            print(other.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
        except sqlite3.OperationalError as error:
            print(error)
    """)
    other = subprocess.run([sys.executable, "-c", program, str(store.path)], capture_output=True, text=True, check=True)
    assert other.stdout.strip() in {"wal", "database is locked"}
