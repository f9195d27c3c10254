"""Where a store may stand: on a disk of this computer, since file locks of network drives cannot be trusted."""
from __future__ import annotations

import os
import re
from pathlib import Path

from ..i18n import tr
from .errors import StoreError

# fuse.gvfsd-fuse is GNOME's window on SMB and SFTP; 9p and virtiofs are a virtual machine's view of its own host
_NETWORK = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs", "davfs2",
    "fuse.sshfs", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs",
})  # fmt: skip
_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4  # GetDriveTypeW, fileapi.h


class StoreOnNetwork(StoreError):
    code = "STO-106"

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(
            tr("The store {path} is on a network drive ({kind}): it was not opened.").format(path=path, kind=kind),
            tr("Choose a folder on this computer. Two computers on one file would sooner or later lose reports;"
               " colleagues see each other's work through the back end."),
        )


def check_local(path: Path) -> None:
    """Raises StoreOnNetwork where the drive of `path` belongs to another computer."""
    kind = network_kind(path)
    if kind:
        raise StoreOnNetwork(path, kind)


def network_kind(path: Path, mounts: str | None = None) -> str:
    """`nfs4`, `cifs`, … for a path on a network drive, empty for one on this computer or where nobody can tell.

    mounts: text in the form of /proc/self/mountinfo; None: that of this computer.
    """
    if os.name == "nt" and mounts is None:
        return _windows_kind(str(path.absolute()))
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
    kind = _mounted_as(os.path.realpath(path), mounts)
    return kind if kind in _NETWORK else ""


def _mounted_as(path: str, mounts: str) -> str:
    """The file system of the deepest mount above `path`; of two on one folder the later one counts. Source: proc(5)."""
    best, kind = "", ""
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind


def _windows_kind(path: str) -> str:
    if path.startswith("\\\\") and not path.startswith(("\\\\?\\", "\\\\.\\")):
        return "SMB"
    import ctypes

    windll = getattr(ctypes, "windll", None)
    drive = os.path.splitdrive(path.replace("\\\\?\\", "", 1))[0]
    if windll is None or not drive:
        return ""
    return "SMB" if windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE else ""
