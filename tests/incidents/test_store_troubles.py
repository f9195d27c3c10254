"""Stores that are damaged, full, held, read-only, of the wrong kind or of another time."""
from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest
from rue311.plugin.incidents import (
    Author,
    Report,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreReadOnly,
    StoreWrongKind,
    open_store,
    schema,
)
from rue311.plugin.incidents.store import Store

REPORT = Report("VOI-01", 4.95, 50.3, "Trou")
NOBODY = Author("", "laptop-1")


def reopened(path, **options) -> Store:
    return open_store(path, **{"training": False, "device_id": "laptop-1", **options})


class TestHeldByAnother:
    def hold(self, path, seconds):
        holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(seconds, lambda: (holder.execute("ROLLBACK"), holder.close()))
        timer.start()
        return timer

    def test_a_hold_of_three_seconds_delays_the_save_and_no_more(self, store, store_path):
        timer = self.hold(store_path, 3.0)
        ref = store.report(REPORT, NOBODY)
        timer.join()
        assert store.incident(ref) is not None

    def test_a_longer_hold_is_said_and_leaves_what_was_there(self, store_path):
        store = reopened(store_path, busy_ms=150)
        ref = store.report(REPORT, NOBODY)
        timer = self.hold(store_path, 0.8)
        with pytest.raises(StoreBusy):
            store.report(REPORT, NOBODY)
        assert [incident.ref for incident in store.incidents()] == [ref]  # reading goes on meanwhile
        timer.join()
        store.report(REPORT, NOBODY)
        assert len(store.incidents()) == 2
        store.close()


class TestFull:
    def test_no_more_pages(self, store):
        connection = store.database.connection()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        kept = []
        with pytest.raises(StoreFull) as full:
            kept.extend(store.report(REPORT, NOBODY) for _ in range(500))
        assert "nothing was saved" in full.value.user
        assert {incident.ref for incident in store.incidents()} == set(kept)
        assert store.broken_links() == []
        connection.execute("PRAGMA max_page_count = 1000000")
        store.report(REPORT, NOBODY)

    def test_a_disk_that_takes_no_more_bytes(self, store_path, tmp_path):
        """A real process at its file size limit: what it was told is saved is saved."""
        program = textwrap.dedent("""
            import pathlib, resource, signal, sys
            from rue311.plugin.incidents import Author, Report, StoreFull, open_store
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            store = open_store(pathlib.Path(sys.argv[1]), training=False, device_id="d")
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
            try:
                for number in range(5000):
                    print(store.report(Report("VOI-01", 4.95, 50.3, "x" * 500), Author("", "d")), flush=True)
            except StoreFull:
                print("full", flush=True)
        """)
        run = subprocess.run(
            [sys.executable, "-c", program, str(store_path)], capture_output=True, text=True, timeout=60, check=True
        )
        *told, last = run.stdout.split()
        assert last == "full"
        assert len(told) > 10
        store = reopened(store_path)
        assert {incident.ref for incident in store.incidents()} == set(told)
        assert store.broken_links() == []
        store.close()


class TestReadOnly:
    @pytest.fixture
    def sealed(self, store_path, tmp_path):
        """A folder that not even root can write to: mounted read-only, where this machine allows mounting."""
        store = reopened(store_path)
        store.report(REPORT, NOBODY)
        store.close()
        folder = str(store_path.parent)
        bound = subprocess.run(["mount", "--bind", folder, folder], check=False, capture_output=True)
        if bound.returncode:
            pytest.skip("this machine does not let a test mount a folder")
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
            with pytest.raises(OSError, match="Read-only"):
                (store_path.parent / "proof").touch()
            yield store_path
        finally:
            subprocess.run(["umount", folder], check=True)

    def test_a_sealed_store_says_so_when_it_is_opened(self, sealed):
        with pytest.raises(StoreReadOnly) as refused:
            reopened(sealed)
        assert "read-only" in refused.value.user

    def test_a_store_that_becomes_read_only_while_open_keeps_what_it_has(self, store_path):
        store = reopened(store_path)
        ref = store.report(REPORT, NOBODY)
        store.database.connection().execute("PRAGMA query_only = ON")
        with pytest.raises(StoreReadOnly):
            store.report(REPORT, NOBODY)
        assert [incident.ref for incident in store.incidents()] == [ref]
        store.close()


class TestWrongKind:
    def test_training_and_real_never_share_a_store(self, store_path):
        reopened(store_path, training=True).close()
        with pytest.raises(StoreWrongKind, match="training"):
            reopened(store_path, training=False)
        reopened(store_path, training=True).close()

    def test_another_sqlite_file_is_left_alone(self, tmp_path):
        path = tmp_path / "cadastre.gpkg"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE parcel (id)")
        connection.commit()
        connection.close()
        before = path.read_bytes()
        with pytest.raises(StoreWrongKind):
            reopened(path)
        assert path.read_bytes() == before

    def test_a_store_of_a_newer_rue311_is_left_alone(self, store_path):
        reopened(store_path).close()
        connection = sqlite3.connect(store_path)
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        connection.close()
        with pytest.raises(StoreWrongKind, match="newer"):
            reopened(store_path)

    def test_a_folder_in_the_way_is_said(self, tmp_path):
        (tmp_path / "store.sqlite").mkdir()
        with pytest.raises(StoreReadOnly):
            reopened(tmp_path / "store.sqlite")


class TestDamaged:
    def test_a_text_file_is_no_store(self, tmp_path):
        path = tmp_path / "store.sqlite"
        path.write_text("Ceci n'est pas une base de données. " * 200)
        with pytest.raises(StoreDamaged):
            reopened(path)

    def test_zeros_in_the_middle_are_found_when_it_is_opened(self, store_path):
        store = reopened(store_path)
        for _ in range(50):
            store.report(REPORT, NOBODY)
        store.close()
        body = bytearray(store_path.read_bytes())
        body[8192:-4096] = bytes(len(body) - 12288)
        store_path.write_bytes(body)
        with pytest.raises(StoreDamaged):
            reopened(store_path)
        assert store_path.read_bytes() == body


class TestMigration:
    OLD = schema.VERSION

    def test_an_older_store_is_copied_first_and_then_brought_up(self, store, store_path):
        ref = store.report(REPORT, NOBODY)
        store.close()
        connection = sqlite3.connect(store_path, isolation_level=None)
        steps = {self.OLD: ("ALTER TABLE incident ADD COLUMN team TEXT NOT NULL DEFAULT ''",)}
        copy = schema.upgrade(connection, store_path, steps, self.OLD + 1)
        assert connection.execute("SELECT team FROM incident").fetchall() == [("",)]
        connection.close()
        old = sqlite3.connect(copy)
        assert old.execute("PRAGMA user_version").fetchone() == (self.OLD,)
        assert old.execute("SELECT ref FROM incident").fetchall() == [(ref,)]
        old.close()

    def test_a_migration_that_fails_half_way_changes_nothing(self, store, store_path):
        store.report(REPORT, NOBODY)
        store.close()
        connection = sqlite3.connect(store_path, isolation_level=None)
        steps = {self.OLD: ("ALTER TABLE incident ADD COLUMN team TEXT", "ALTER TABLE nowhere ADD COLUMN x TEXT")}
        with pytest.raises(sqlite3.OperationalError):
            schema.upgrade(connection, store_path, steps, self.OLD + 1)
        columns = [row[1] for row in connection.execute("PRAGMA table_info(incident)")]
        assert "team" not in columns
        assert connection.execute("PRAGMA user_version").fetchone() == (self.OLD,)
        connection.close()
        again = reopened(store_path)
        assert len(again.incidents()) == 1
        again.close()


def test_a_killed_process_leaves_everything_it_called_saved(store_path):
    program = textwrap.dedent("""
        import pathlib, sys
        from rue311.plugin.incidents import Author, Report, open_store
        store = open_store(pathlib.Path(sys.argv[1]), training=False, device_id="d")
        while True:
            print(store.report(Report("VOI-01", 4.95, 50.3, "x"), Author("", "d")), flush=True)
    """)
    writer = subprocess.Popen([sys.executable, "-c", program, str(store_path)], stdout=subprocess.PIPE, text=True)
    told = [writer.stdout.readline().strip() for _ in range(60)]
    os.kill(writer.pid, signal.SIGKILL)
    told += writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    store = reopened(store_path)
    found = {incident.ref for incident in store.incidents()}
    whole = {ref for ref in told if len(ref) == 14}
    assert whole <= found
    assert len(found - whole) <= 1  # committed, and killed before it was told
    assert store.broken_links() == []
    store.close()
