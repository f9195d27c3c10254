"""How a new register takes the place of one that may be open in another QGIS.

Where the system lets an open file be replaced (Linux, macOS) it is. Where not (Windows), the new register keeps a name
of its own beside it and a small pointer file, `<register>.current`, names it; readers look there first.
"""
from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

_POINTER = ".current"


def new_name(destination: Path, kind: str) -> Path:
    """A name beside `destination` that nobody uses."""
    return destination.with_name(f"{destination.name}.{secrets.token_hex(4)}.{kind}")


def pointer_of(path: Path) -> Path:
    return path.with_name(path.name + _POINTER)


def in_use(path: Path) -> Path:
    """The file that holds the register called `path`: the one that its pointer names, or itself."""
    with suppress(OSError, UnicodeDecodeError):
        name = pointer_of(path).read_text(encoding="utf-8").strip()
        target = path.with_name(Path(name).name)
        if name and target.is_file():
            return target
    return path


def put_in_place(fresh: Path, destination: Path) -> Path:
    """Make `fresh` the register called `destination`, in one step; answer the file that holds it. Raises OSError."""
    _sync(fresh)
    old = in_use(destination)
    if old == destination:
        try:
            os.replace(fresh, destination)
            return destination
        except PermissionError:
            if not destination.exists():
                raise
    target = _own_name(destination)
    os.replace(fresh, target)
    pointer = new_name(destination, "pointer")
    try:
        pointer.write_text(target.name, encoding="utf-8")
        _sync(pointer)
        os.replace(pointer, pointer_of(destination))
    except OSError:
        remove(target)
        raise
    finally:
        remove(pointer)
    if old != destination:
        remove(old)  # still open elsewhere: it stays, and a later import removes it
    _remove_leftovers(destination, target)
    return target


def _own_name(destination: Path) -> Path:
    return destination.with_name(f"{destination.stem}-{secrets.token_hex(4)}{destination.suffix}")


def _remove_leftovers(destination: Path, target: Path) -> None:
    pattern = f"{destination.stem}-{'[0-9a-f]' * 8}{destination.suffix}"
    for leftover in destination.parent.glob(pattern):
        if leftover != target:
            remove(leftover)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Remove a file of ours if it is there and nobody holds it."""
    with suppress(OSError):
        path.unlink()
