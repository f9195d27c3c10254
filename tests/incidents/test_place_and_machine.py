"""A store stands on a disk of this computer, and a copy of it on another one does not send what the first one sends."""
from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest
from rue311.plugin.incidents import Author, OpState, lease, open_store, place
from rue311.plugin.incidents.machine import machine_id
from rue311.plugin.incidents.place import StoreOnNetwork, network_kind

MOUNTS = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/sda1 rw,discard
40 27 0:40 / /mnt/commune rw shared:7 - cifs //srv/commune rw,vers=3.0
41 40 0:41 / /mnt/commune/local rw - ext4 /dev/sdb1 rw
42 27 0:42 / /mnt/partage\040du\040bourgmestre rw - nfs4 nas:/vol rw
43 27 0:43 / /home/g/serveur rw - fuse.sshfs g@host:/ rw
44 27 0:44 / /mnt/twice rw - nfs nas:/a rw
45 27 0:45 / /mnt/twice rw - ext4 /dev/sdc1 rw
short line
"""


class TestPlace:
    @pytest.mark.parametrize(("path", "kind"), [
        ("/mnt/commune/store.sqlite", "cifs"), ("/mnt/commune/local/store.sqlite", ""), ("/home/g/store.sqlite", ""),
        ("/mnt/partage du bourgmestre/été/store.sqlite", "nfs4"), ("/home/g/serveur/store.sqlite", "fuse.sshfs"),
        ("/mnt/communes/store.sqlite", ""), ("/mnt/twice/store.sqlite", ""),
    ])
    def test_the_deepest_mount_decides(self, path, kind):
        assert network_kind(Path(path), MOUNTS) == kind

    def test_a_link_to_a_network_drive_is_followed(self, tmp_path):
        (tmp_path / "share").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "share")
        mounts = f"27 1 0:1 / / rw - ext4 a rw\n28 27 0:2 / {tmp_path}/share rw - nfs nas:/ rw"
        assert network_kind(tmp_path / "link" / "store.sqlite", mounts) == "nfs"

    def test_nothing_is_made_on_a_network_drive(self, tmp_path, monkeypatch):
        mounts = tmp_path / "mountinfo"
        mounts.write_text(f"27 1 0:1 / / rw - ext4 a rw\n28 27 0:2 / {tmp_path}/share rw - cifs //nas rw")
        monkeypatch.setattr(place, "_MOUNTS", mounts)
        with pytest.raises(StoreOnNetwork, match="cifs"):
            open_store(tmp_path / "share" / "store.sqlite", training=False, device_id="d")
        assert not (tmp_path / "share").exists()

    @pytest.mark.parametrize(("path", "drive", "kind"), [
        (r"\\nas\commune\store.sqlite", 3, "SMB"), (r"Z:\commune\store.sqlite", 4, "SMB"),
        (r"C:\Users\g\store.sqlite", 3, ""), (r"\\?\C:\Users\g\store.sqlite", 3, ""),
    ])
    def test_windows(self, path, drive, kind, monkeypatch):
        import ntpath

        asked = []

        class Kernel:
            def GetDriveTypeW(self, root):
                asked.append(root)
                return drive

        windll = type("windll", (), {"kernel32": Kernel()})
        monkeypatch.setattr(ctypes, "windll", windll, raising=False)
        monkeypatch.setattr(place.os.path, "splitdrive", ntpath.splitdrive)
        assert place._windows_kind(path) == kind
        assert asked in ([], [path.replace("\\\\?\\", "")[:2] + "\\"])


class TestCopied:
    def opened(self, path, machine, device="pc-aaaa"):
        return open_store(path, training=False, device_id=device, machine=machine)

    @pytest.fixture
    def copied(self, tmp_path, pothole):
        store = self.opened(tmp_path / "a" / "store.sqlite", "machine-1")
        self.ref = store.report(pothole(), Author("", store.device_id))
        assert store.notices == []
        store.close()
        target = tmp_path / "b" / "store.sqlite"
        target.parent.mkdir()
        target.write_bytes((tmp_path / "a" / "store.sqlite").read_bytes())
        return target

    def test_on_its_own_computer_nothing_is_said(self, copied):
        store = self.opened(copied, "machine-1")
        assert (store.notices, store.device_id) == ([], "pc-aaaa")
        assert [op.state for op in store.operations()] == [OpState.QUEUED]
        store.close()

    def test_a_copy_takes_a_name_of_its_own_and_keeps_back_what_waited(self, copied):
        store = self.opened(copied, "machine-2")
        assert store.device_id not in {"", "pc-aaaa"}
        assert "copied from another computer" in store.notices[0]
        (op,) = store.operations()
        assert op.state is OpState.NEEDS_HUMAN
        assert "one of both only" in op.words
        assert store.broken_links() == []
        name = store.device_id
        store.close()
        again = self.opened(copied, "machine-2")  # the device file was copied along and says the old name
        assert (again.device_id, again.notices) == (name, [])
        again.requeue(op.op_id, Author("", name))
        assert [op.state for op in again.operations()] == [OpState.QUEUED]
        again.close()

    def test_a_laptop_with_a_name_of_its_own_keeps_it(self, copied):
        store = self.opened(copied, "machine-2", device="pc-bbbb")
        assert store.device_id == "pc-bbbb"
        assert len(store.notices) == 1
        store.close()

    def test_where_no_computer_can_be_told_apart_nothing_happens(self, copied):
        store = self.opened(copied, "")
        assert (store.device_id, store.notices) == ("pc-aaaa", [])
        store.close()

    def test_this_computer_is_always_the_same_and_tells_nothing(self):
        assert machine_id() == machine_id()
        for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
            if os.path.exists(path) and Path(path).read_text().strip():
                assert Path(path).read_text().strip() not in machine_id()


def test_who_synchronises_is_told_by_name_host_and_process(store, monkeypatch):
    monkeypatch.setattr(lease.getpass, "getuser", lambda: "gdupre")
    lease.take(store)
    with pytest.raises(lease.SyncBusy) as busy:
        lease.take(store)
    assert f"(gdupre, {lease.socket.gethostname()}, process {os.getpid()})" in busy.value.sentence
