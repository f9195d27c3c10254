"""Looking for words in files byte by byte, in the encodings in which a program may have written them."""
from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 8 * 2**20
# POSIX: closing a file drops every lock of this process on it, also SQLite's on an open store, which could then be
# corrupted (sqlite.org/howtocorrupt.html, 2.2). So a store in use is opened once and stays open; by device and inode.
_held: dict[tuple[int, int], int] = {}


@dataclass(frozen=True)
class Searched:
    """What was looked through and what was found. found: (file name, how many of the words)."""

    files: int
    bytes: int
    words: int
    found: tuple[tuple[str, int], ...]


def spellings(word: str) -> set[bytes]:
    """A word in UTF-8 and both UTF-16, as it is and as JSON writes it."""
    forms = {word, json.dumps(word)[1:-1], json.dumps(word, ensure_ascii=False)[1:-1]}
    return {form.encode(code, "surrogatepass") for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")}


def search_files(paths: Iterable[Path], words: Sequence[str], in_use: Collection[Path] = ()) -> Searched:
    """Look for every word in every file; a file that went meanwhile is not there any more. Raises OSError.

    in_use: files that SQLite may have open in this process.
    """
    wanted = {word: spellings(word) for word in words}
    longest = max((len(form) for forms in wanted.values() for form in forms), default=1)
    files = size = 0
    found = []
    for path in paths:
        try:
            read, hits = _search(_blocks(path, path in in_use), wanted, longest)
        except FileNotFoundError:
            continue
        files, size = files + 1, size + read
        if hits:
            found.append((path.name, hits))
    return Searched(files, size, len(wanted), tuple(found))


def _blocks(path: Path, in_use: bool) -> Iterator[bytes]:
    if not in_use or os.name == "nt":
        with path.open("rb") as stream:
            while block := stream.read(_CHUNK):
                yield block
        return
    found = path.stat()
    handle = _held.get((found.st_dev, found.st_ino))
    if handle is None:
        handle = _held[found.st_dev, found.st_ino] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    at = 0
    while block := os.pread(handle, _CHUNK, at):
        at += len(block)
        yield block


def _search(blocks: Iterator[bytes], wanted: dict[str, set[bytes]], longest: int) -> tuple[int, int]:
    """Bytes read and how many of the words stand in one file; pieces overlap by the longest word."""
    left = dict(wanted)
    read, tail = 0, b""
    for block in blocks:
        read += len(block)
        window = tail + block
        left = {word: forms for word, forms in left.items() if not any(form in window for form in forms)}
        tail = window[-longest:]
    return read, len(wanted) - len(left)
