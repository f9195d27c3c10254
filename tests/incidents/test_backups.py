"""Backups of the store, and the day one of them is needed: power cuts, torn copies, work done after the backup."""
from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest
from rue311.plugin.incidents import Author, OpState, StoreBusy, StoreDamaged, open_store
from rue311.plugin.incidents.backups import back_up, back_up_daily, backup_files, list_backups, photo_index
from rue311.plugin.incidents.restoring import BackupUnusable, restore_backup

BOSS = Author("", "laptop-1")


def reopened(path, clock):
    return open_store(path, training=False, device_id="laptop-1", clock=clock)


class TestDaily:
    def test_one_a_day_and_two_are_kept(self, store, author, pothole, clock):
        made = []
        for _ in range(4):
            store.report(pothole(), author)
            made.append(back_up_daily(store))
            assert back_up_daily(store) is None  # the same day
            clock.advance(days=1)
        assert backup_files(store.path) == [made[3], made[2]]
        assert not photo_index(made[0]).exists()
        assert [backup.incidents for backup in list_backups(store.path)] == [4, 3]

    def test_it_says_what_is_in_it(self, store, author, pothole, photo, clock):
        store.report(pothole(photos=(photo(),)), author)
        back_up(store)
        (backup,) = list_backups(store.path)
        assert (backup.incidents, backup.operations, backup.unsent, backup.photos) == (1, 2, 2, 1)
        assert (backup.at, backup.trouble) == (clock.at, "")

    def test_a_backup_is_made_while_another_thread_has_written_into_the_log(self, store, author, pothole):
        ref = store.report(pothole(), author)
        copy = sqlite3.connect(back_up(store))
        assert copy.execute("SELECT ref FROM incident").fetchall() == [(ref,)]
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # one file, nothing beside it
        copy.close()

    def test_other_files_in_the_folder_are_left_alone(self, store, clock):
        for _ in range(3):
            own = back_up(store).parent / "store-avant-migration.sqlite"
            own.write_text("mine")
            clock.advance(days=1)
        assert own.read_text() == "mine"
        assert len(backup_files(store.path)) == 2

    @pytest.mark.parametrize("harm", ["cut", "zeros", "text"])
    def test_a_torn_backup_is_listed_as_such_and_never_restored(self, store, author, pothole, clock, harm):
        for _ in range(30):
            store.report(pothole(), author)
        path = back_up(store)
        store.close()
        body = path.read_bytes()
        middle = len(body) // 2
        path.write_bytes(
            {"cut": body[: middle + 100], "zeros": body[:8192] + bytes(len(body) - 8192), "text": b"perdu" * 999}[harm]
        )
        (told,) = list_backups(store.path)
        assert told.trouble
        before = store.path.read_bytes()
        with pytest.raises(BackupUnusable):
            restore_backup(store.path, path, BOSS, clock=clock)
        assert store.path.read_bytes() == before
        assert not list(store.path.parent.glob("*restored*"))


class TestRestore:
    @pytest.fixture
    def ruined(self, store, author, pothole, clock):
        """A backup with one report; then another was written, and the store broke."""
        old = store.report(pothole(description="before the backup"), author)
        backup = back_up(store)
        clock.advance(hours=3)
        new = store.report(pothole(description="after the backup"), author)
        store.close()
        body = store.path.read_bytes()
        store.path.write_bytes(body[:4096] + b"\0" * 4096 + body[8192:])
        with pytest.raises(StoreDamaged):
            reopened(store.path, clock)
        return store.path, backup, old, new

    def test_the_backup_comes_back_and_the_damaged_journal_is_kept(self, ruined, clock):
        path, backup, old, new = ruined
        damaged = path.read_bytes()
        done = restore_backup(path, backup, BOSS, clock=clock)
        assert done.aside.read_bytes() == damaged
        assert new.encode() in damaged
        store = reopened(path, clock)
        assert [incident.ref for incident in store.incidents()] == [old]
        assert store.broken_links() == []
        store.close()

    def test_what_may_have_left_since_is_looked_for_before_it_is_sent(self, ruined, clock):
        path, backup, old, _ = ruined
        assert restore_backup(path, backup, BOSS, clock=clock).doubtful == 1
        store = reopened(path, clock)
        assert [op.state for op in store.operations(ref=old)] == [OpState.AMBIGUOUS]
        store.close()

    def test_photos_that_went_missing_are_named(self, store, author, pothole, photo, clock):
        store.report(pothole(photos=(photo(),)), author)
        backup = back_up(store)
        (kept,) = store.photo_folder.iterdir()
        store.close()
        kept.unlink()
        assert restore_backup(store.path, backup, BOSS, clock=clock).missing == (kept.name,)

    def test_a_store_that_another_qgis_has_open_is_not_touched(self, store, clock):
        backup = back_up(store)
        store.close()
        program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM op');" \
            " c.execute('BEGIN'); c.execute('SELECT count(*) FROM op').fetchone(); print('open', flush=True); input()"
        other = subprocess.Popen(
            [sys.executable, "-c", program, str(store.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            assert other.stdout.readline().strip() == "open"
            with pytest.raises(StoreBusy):
                restore_backup(store.path, backup, BOSS, clock=clock)
            assert not list(store.path.parent.glob("*aside*"))
        finally:
            other.communicate("\n")
        assert restore_backup(store.path, backup, BOSS, clock=clock).aside.exists()

    @pytest.mark.parametrize("step", ["prepared", "ready", "aside", "swapped"])
    def test_a_power_cut_leaves_the_old_store_or_the_restored_one(self, store, author, pothole, clock, step):
        old = store.report(pothole(), author)
        backup = back_up(store)
        new = store.report(pothole(), author)
        store.close()
        program = textwrap.dedent("""
            import os, pathlib, signal, sys
            from rue311.plugin.incidents import Author
            from rue311.plugin.incidents.restoring import restore_backup
            def cut(step):
                if step == sys.argv[3]:
                    os.kill(os.getpid(), signal.SIGKILL)
            restore_backup(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), Author("", "d"), step=cut)
        """)
        cut = subprocess.run([sys.executable, "-c", program, str(store.path), str(backup), step], check=False)
        assert cut.returncode == -signal.SIGKILL
        again = reopened(store.path, clock)
        found = {incident.ref for incident in again.incidents()}
        assert found == ({old} if step in {"aside", "swapped"} else {old, new})
        assert again.broken_links() == []
        again.close()
        assert not list(store.path.parent.glob("*restored*"))
        if step in {"aside", "swapped"}:
            (aside,) = store.path.parent.glob("store.aside-*.sqlite")
            kept = sqlite3.connect(aside)
            assert {row[0] for row in kept.execute("SELECT ref FROM incident")} == {old, new}
            kept.close()

    def test_a_log_left_by_a_killed_qgis_goes_aside_with_its_store(self, store_path, store, author, pothole, clock):
        old = store.report(pothole(), author)
        backup = back_up(store)
        store.close()
        program = textwrap.dedent("""
            import os, pathlib, signal, sys
            from rue311.plugin.incidents import Author, Report, open_store
            store = open_store(pathlib.Path(sys.argv[1]), training=False, device_id="laptop-1")
            print(store.report(Report("VOI-01", 4.95, 50.3, "x"), Author("", "d")), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        """)
        run = subprocess.run([sys.executable, "-c", program, str(store_path)], stdout=subprocess.PIPE, text=True,
                             check=False)
        late = run.stdout.strip()
        assert (store_path.with_name("store.sqlite-wal")).stat().st_size > 0
        done = restore_backup(store_path, backup, BOSS, clock=clock)
        again = reopened(store_path, clock)
        assert [incident.ref for incident in again.incidents()] == [old]
        again.close()
        kept = sqlite3.connect(done.aside)
        assert {row[0] for row in kept.execute("SELECT ref FROM incident")} == {old, late}
        kept.close()
