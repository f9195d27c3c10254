"""Looking for words in files byte by byte, in the encodings in which a program may have written them."""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 8 * 2**20


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


def search_files(paths: Iterable[Path], words: Sequence[str]) -> Searched:
    """Look for every word in every file; a file that went meanwhile is not there any more. Raises OSError."""
    wanted = {word: spellings(word) for word in words}
    longest = max((len(form) for forms in wanted.values() for form in forms), default=1)
    files = size = 0
    found = []
    for path in paths:
        try:
            read, hits = _search(path, wanted, longest)
        except FileNotFoundError:
            continue
        files, size = files + 1, size + read
        if hits:
            found.append((path.name, hits))
    return Searched(files, size, len(wanted), tuple(found))


def _search(path: Path, wanted: dict[str, set[bytes]], longest: int) -> tuple[int, int]:
    """Bytes read and how many of the words stand in one file; pieces overlap by the longest word."""
    left = dict(wanted)
    read, tail = 0, b""
    with path.open("rb") as stream:
        while block := stream.read(_CHUNK):
            read += len(block)
            window = tail + block
            left = {word: forms for word, forms in left.items() if not any(form in window for form in forms)}
            tail = window[-longest:]
    return read, len(wanted) - len(left)
