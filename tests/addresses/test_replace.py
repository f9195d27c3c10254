"""A register is replaced while somebody reads it."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from rue311.plugin.addresses import import_register, open_register
from rue311.plugin.addresses.errors import RegisterDamaged, RegisterMissing, RegisterTooNew, RegisterUnwritable
from rue311.plugin.addresses.swap import in_use, pointer_of


def test_reader_goes_on_with_the_old_register_and_the_next_one_sees_the_new(best, destination):
    import_register(best.add("1").csv(), destination)
    old = open_register(destination)
    assert [s.number for s in old.search("rue de fer 1")] == ["1"]
    import_register(best.add("12").csv(), destination)
    assert [house.number for house in old.houses(old.streets[0])] == ["1"]
    new = open_register(destination)
    assert new.info.addresses == 2
    old.close()
    new.close()


@pytest.fixture
def windows(monkeypatch):
    """Like Windows: a file that is held open can be neither replaced nor removed."""
    held: set[Path] = set()
    replace, unlink = os.replace, Path.unlink

    def locked_replace(source, target):
        if Path(target) in held:
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        replace(source, target)

    def locked_unlink(self, missing_ok=False):
        if self in held:
            raise PermissionError(13, "being used by another process")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(os, "replace", locked_replace)
    monkeypatch.setattr(Path, "unlink", locked_unlink)
    return held


def test_on_windows_a_pointer_names_the_new_register(best, destination, windows):
    import_register(best.add("1").csv(), destination)
    windows.add(destination)
    report = import_register(best.add("2").csv(), destination)
    assert report.path != destination
    assert open_register(destination).info.addresses == 2
    windows.add(report.path)
    third = import_register(best.add("3").csv(), destination)
    assert open_register(destination).info.addresses == 3
    windows.clear()
    import_register(best.add("4").csv(), destination)
    assert open_register(destination).info.addresses == 4
    assert not report.path.exists()
    assert not third.path.exists()


def test_pointer_to_a_file_that_is_gone_or_elsewhere_is_not_followed(best, destination, tmp_path):
    import_register(best.add("1").csv(), destination)
    pointer_of(destination).write_text("gone.sqlite", encoding="utf-8")
    assert in_use(destination) == destination
    outside = tmp_path / "outside.sqlite"
    outside.write_bytes(b"x")
    pointer_of(destination).write_text(str(outside), encoding="utf-8")
    assert in_use(destination) == destination


def test_folder_without_write_permission_is_said(best, destination, monkeypatch):
    def full(source, target):
        raise OSError(28, "the disk is full on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(RegisterUnwritable, match="the disk is full"):
        import_register(best.add("1").csv(), destination)
    assert [path.name for path in destination.parent.iterdir()] == ["openaddress.csv"]


def test_opening_what_is_no_register(folder, best, destination):
    with pytest.raises(RegisterMissing):
        open_register(folder / "none.sqlite")
    other = folder / "other.sqlite"
    for raw in (b"", b"hello", b"SQLite format 3\0" + b"\0" * 4096):
        other.write_bytes(raw)
        with pytest.raises(RegisterDamaged):
            open_register(other)
    import_register(best.add("1").csv(), destination)
    raw = bytearray(destination.read_bytes())
    raw[60:64] = (99).to_bytes(4, "big")  # user_version in the SQLite header
    other.write_bytes(raw)
    with pytest.raises(RegisterTooNew):
        open_register(other)
